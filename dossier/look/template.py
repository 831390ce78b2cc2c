"""A Word file as a template: its styles and its theme, taken out of the package."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from lxml import etree

from dossier.look.faults import Fault
from dossier.look.model import Template

_LIMIT = 20 * 1024 * 1024  # bytes of one part, unpacked
_SAVE = "Enregistrez-le de nouveau depuis Word, au format « Document Word (.docx) »."


def read_template(place: str, data: bytes) -> Template:
    """What a Word file gives to dossiers; raises Fault."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            targets = _targets(_part(package, "word/_rels/document.xml.rels"))
            styles = _part(package, targets["styles"])
            theme = _part(package, targets["theme"]) if "theme" in targets else None
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError, NotImplementedError, RuntimeError):
        raise Fault(place, "le fichier n’est pas un document Word lisible", _SAVE) from None
    try:
        _plain(styles)
        return Template(styles, theme if theme and _alone(_plain(theme)) else None)
    except (etree.XMLSyntaxError, ValueError):
        raise Fault(place, "les styles du document Word ne sont pas lisibles", _SAVE) from None


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as stream:
        data = stream.read(_LIMIT + 1)
    if len(data) > _LIMIT:
        raise ValueError(name)
    return data


def _targets(relations: bytes) -> dict[str, str]:
    """Kind of part → its name in the package."""
    found = {}
    for relation in _plain(relations):
        kind = relation.get("Type", "").rpartition("/")[2]
        found[kind] = posixpath.normpath(posixpath.join("/word", relation.get("Target", ""))).lstrip("/")
    return found


def _plain(xml: bytes) -> Any:
    """The part; a document type is refused: it is the door to entities."""
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    if root.getroottree().docinfo.doctype:
        raise ValueError("doctype")
    return root


def _alone(theme: Any) -> bool:
    """Does it need no picture? One that does would refer to what is left behind."""
    office = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    return not any(str(key).startswith(office) for node in theme.iter(etree.Element) for key in node.attrib)

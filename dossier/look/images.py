"""Pictures of the institution: their kind, their size, and that they need nothing else."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from lxml import etree

from dossier.look.faults import Fault
from dossier.look.model import Image

SVG, PNG, JPEG = "image/svg+xml", "image/png", "image/jpeg"
_SVG = "{http://www.w3.org/2000/svg}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_LENGTH = re.compile(r"\s*([\d.]+)\s*(?:px|pt|mm|cm|in)?\s*")
_OUTSIDE = re.compile(r"url\(\s*['\"]?\s*(?!['\"#]|data:)|@import|\\", re.IGNORECASE)
_EXPORT = "Exportez-le de nouveau en PNG ou en SVG depuis votre logiciel de dessin."


def read_image(place: str, data: bytes) -> Image:
    """The picture, its kind told by its first bytes; raises Fault."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR" and len(data) > 32:
        width, height = struct.unpack(">II", data[16:24])
        return Image(PNG, width, height, data)
    if data.startswith(b"\xff\xd8\xff"):
        return Image(JPEG, *_jpeg_size(place, data), data)
    return Image(SVG, *_svg_size(place, _svg(place, data)), data)


def _jpeg_size(place: str, data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):  # a frame, not a table
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + length
    raise Fault(place, "l’image JPEG est incomplète", _EXPORT)


def _svg(place: str, data: bytes) -> etree._Element:
    """The drawing; scripts, pages inside and anything to fetch are refused."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise Fault(place, "l’image n’est ni un PNG, ni un JPEG, ni un SVG correct", _EXPORT) from None
    if root.tag != f"{_SVG}svg":
        raise Fault(place, "le fichier est en XML, mais n’est pas une image SVG", _EXPORT)
    if found := next(_refused(root), None):
        hint = "Exportez un « SVG simple » : des formes, sans programme ni lien vers un autre fichier."
        raise Fault(place, f"l’image SVG contient ce qu’un dossier ne peut pas porter : {found}", hint)
    return root


def _refused(root: etree._Element) -> Iterator[str]:
    if root.getroottree().docinfo.doctype:
        yield "une déclaration DOCTYPE"
    for node in root.iter(etree.Element):
        name = etree.QName(node).localname
        if name in ("script", "foreignObject"):
            yield f"<{name}>"
        for key, value in node.items():
            if key in _HREFS and not value.strip().startswith(("#", "data:image/")):
                yield f"un lien vers {value[:60]}"
            own = not str(key).startswith("{")  # what drawing software notes for itself draws nothing
            if own and (str(key).lower().startswith("on") or _OUTSIDE.search(value)):
                yield f"l’attribut {key}"
        if name == "style" and _OUTSIDE.search("".join(node.itertext())):
            yield "un style qui va chercher un fichier"


def _svg_size(place: str, root: etree._Element) -> tuple[float, float]:
    box = root.get("viewBox", "").replace(",", " ").split()
    lengths = [match[1] for name in ("width", "height") if (match := _LENGTH.fullmatch(root.get(name, "")))]
    try:
        width, height = (float(number) for number in (box[2:] if len(box) == 4 else lengths))
    except ValueError:
        width = height = 0.0
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise Fault(place, "l’image SVG ne dit pas sa taille (viewBox)", _EXPORT)
    return width, height

"""The tree as a Word file: the same document always gives the same bytes.

python-docx keeps the package (parts, relationships, content types); nothing of its default template is taken.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from dossier.document.tree import Document
from dossier.look.model import DEFAULT, Look
from dossier.render import docx_parts as parts
from dossier.render.docx_body import Body
from dossier.render.docx_styles import fonts_xml, numbering_xml, styles_xml, theme_xml
from dossier.render.docx_template import adapted_styles

_SUFFIX = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpeg"}
_LONG_AGO = date(1980, 1, 1)


def to_docx(document: Document, look: Look = DEFAULT) -> bytes:
    """The Word file of ``document``."""
    body = Body(document, look)
    package = OpcPackage()
    main = _part("/word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, body.xml())
    package.load_rel(RELATIONSHIP_TYPE.OFFICE_DOCUMENT, main, "document")
    core = _part("/docProps/core.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES, parts.core_xml(document))
    package.load_rel(RELATIONSHIP_TYPE.CORE_PROPERTIES, core, "core")
    custom = _part("/docProps/custom.xml", CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, parts.custom_xml(document))
    package.load_rel(RELATIONSHIP_TYPE.CUSTOM_PROPERTIES, custom, "custom")
    _attach_look(main, document, look)
    for relation, image in body.images.items():
        name = f"/word/media/{relation}.{_SUFFIX[image.media]}"
        main.load_rel(RELATIONSHIP_TYPE.IMAGE, Part(PackURI(name), image.media, image.data), relation)
    _attach_running_heads(main, document, look)
    for address, relation in body.links.items():
        main.load_rel(RELATIONSHIP_TYPE.HYPERLINK, address, relation, is_external=True)
    return _timeless(package, document.date)


def _part(name: str, content_type: str, xml: str) -> Part:
    return Part(PackURI(name), content_type, xml.encode())


def _attach_look(main: Part, document: Document, look: Look) -> None:
    styles, theme = styles_xml(document.language, look), theme_xml(look)
    if look.template:
        styles = adapted_styles(look.template.styles, styles)
        theme = look.template.theme.decode() if look.template.theme else theme
    for name, content_type, relation, xml in (
        ("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, styles),
        ("numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, numbering_xml(look.fonts.word)),
        ("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, parts.settings_xml(document.language)),
        ("theme/theme1", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME, theme),
        ("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, fonts_xml(look.fonts.word)),
    ):
        main.load_rel(relation, _part(f"/word/{name}.xml", content_type, xml), name.rpartition("/")[2])


def _attach_running_heads(main: Part, document: Document, look: Look) -> None:
    for page, name, cover in (
        (parts.PORTRAIT, "garde", True),
        (parts.PORTRAIT, parts.PORTRAIT.name, False),
        (parts.LANDSCAPE, parts.LANDSCAPE.name, False),
    ):
        head = _part(
            f"/word/header-{name}.xml", CONTENT_TYPE.WML_HEADER, parts.header_xml(document, page, look, cover=cover)
        )
        foot = _part(
            f"/word/footer-{name}.xml", CONTENT_TYPE.WML_FOOTER, parts.footer_xml(document, page, look, cover=cover)
        )
        main.load_rel(RELATIONSHIP_TYPE.HEADER, head, f"header-{name}")
        main.load_rel(RELATIONSHIP_TYPE.FOOTER, foot, f"footer-{name}")


def _timeless(package: OpcPackage, day: str | None) -> bytes:
    """The package as a zip whose order and dates depend on nothing but its content; its parts bear ``day``."""
    moment = date.fromisoformat(day) if day else _LONG_AGO
    dated, timeless = io.BytesIO(), io.BytesIO()
    package.save(dated)
    with zipfile.ZipFile(dated) as source, zipfile.ZipFile(timeless, "w") as target:
        for name in sorted(source.namelist()):
            entry = zipfile.ZipInfo(name, (moment.year, moment.month, moment.day, 0, 0, 0))
            entry.create_system = 0  # the same on every system
            target.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)
    return timeless.getvalue()

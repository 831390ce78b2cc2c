"""What stands around the text of the Word file: running heads, the draft mark, settings, properties."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from dossier.document.tree import Document
from dossier.look.model import Look
from dossier.render.docx_fields import field
from dossier.render.docx_styles import LANGUAGES, WML, XML
from dossier.render.docx_words import escape, paragraph, printed, run

_SHORT_TITLE, _SHARED_TITLE = 95, 53  # characters of the running head, alone on its line or not
_NO_RULE = '<w:pBdr><w:top w:val="nil"/></w:pBdr>'  # the style of page feet draws one
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # custom properties: the one value Word takes
_NAMESPACES = (
    f'xmlns:w="{WML}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)


def word_language(language: str) -> str:
    """The tag Word knows for ``language``."""
    return LANGUAGES.get(language, escape(language))


@dataclass(frozen=True, slots=True)
class Page:
    """An A4 page one way or the other; sizes in twentieths of a point."""

    name: str
    width: int
    height: int
    side = 1134
    top = 1304
    bottom = 1191

    @property
    def text_width(self) -> int:
        """What is left between the margins."""
        return self.width - 2 * self.side

    @property
    def text_height(self) -> int:
        """What is left between the running heads."""
        return self.height - self.top - self.bottom


PORTRAIT = Page("portrait", 11906, 16838)
LANDSCAPE = Page("paysage", 16838, 11906)


def header_xml(document: Document, page: Page, look: Look, *, cover: bool = False) -> str:
    """A page head: code, short title, words of the institution; on the cover, its name; behind the text, the draft
    mark.
    """
    mark = _draft_mark(document.draft, f"{page.name}{'-garde' * cover}", look) if document.draft else ""
    room = _SHARED_TITLE if look.entete else _SHORT_TITLE
    title = textwrap.shorten(f"{document.code} – {document.title}", room, placeholder="…")
    words = run(printed(title)) + _aligned(look.entete)
    line = (
        paragraph("HeaderGarde", mark + run(printed(document.author)))
        if cover
        else paragraph("Header", mark + words, _right_tab(page))
    )
    return f"{XML}<w:hdr {_NAMESPACES}>{line}</w:hdr>"


def footer_xml(document: Document, page: Page, look: Look, *, cover: bool = False) -> str:
    """A page foot: code, version, page X / Y (which the cover does without), then words of the institution."""
    words = run(printed(document.foot))
    if not cover:
        words += "<w:r><w:tab/></w:r>" + run("page ") + field("PAGE", "1") + run(" / ") + field("NUMPAGES", "1")
    first = paragraph("Footer", words, _NO_RULE * cover + _right_tab(page))
    second = paragraph("Footer", run(printed(look.pied)), _NO_RULE) if look.pied else ""
    return f"{XML}<w:ftr {_NAMESPACES}>{first}{second}</w:ftr>"


def _right_tab(page: Page) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{page.text_width}"/></w:tabs>'


def _aligned(words: str) -> str:
    """Words at the right margin."""
    return "<w:r><w:tab/></w:r>" + run(printed(words)) if words else ""


def _draft_mark(word: str, name: str, look: Look) -> str:
    """The word across the page, drawn as Word's own watermarks are, so that Word's menu can take it away."""
    height = 130
    width = min(460, round(height * 0.72 * len(word)))
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    formulas = "".join(
        f'<v:f eqn="{equation}"/>'
        for equation in (
            "sum #0 0 10800",
            "prod #0 2 1",
            "sum 21600 0 @1",
            "sum 0 0 @2",
            "sum 21600 0 @3",
            "if @0 @3 0",
            "if @0 21600 @1",
            "if @0 0 @2",
            "if @0 @4 21600",
            "mid @5 @6",
            "mid @8 @5",
            "mid @7 @8",
            "mid @6 @7",
            "sum @6 0 @5",
        )
    )
    return (
        "<w:r><w:rPr><w:noProof/></w:rPr><w:pict>"
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        f'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>{formulas}</v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
        'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/>'
        '<v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>'
        '<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject-{name}" type="#_x0000_t136" alt="{escape(word)}" style="{style}" '
        'o:allowincell="f" '
        f'fillcolor="{look.palette.marque}" stroked="f">'
        f'<v:textpath style="font-family:&quot;{look.fonts.word}&quot;;font-size:1pt" string="{escape(word)}"/>'
        '<w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict></w:r>'
    )


def settings_xml(language: str) -> str:
    """The settings: the layout of a recent Word, French hyphenation and separators, no prompt at opening."""
    return (
        f'{XML}<w:settings xmlns:w="{WML}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="284"/>'
        '<w:doNotHyphenateCaps/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{language}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def core_xml(document: Document) -> str:
    """The properties every file manager shows; dates are those of the document, if it has one."""
    dates = "".join(
        f'<dcterms:{moment} xsi:type="dcterms:W3CDTF">{escape(document.date)}T00:00:00Z</dcterms:{moment}>'
        for moment in ("created", "modified")
        if document.date
    )
    return (
        f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:subject>{escape(document.subject)}</dc:subject>"
        f"<dc:creator>{escape(document.author)}</dc:creator>"
        f"<cp:keywords>{escape(document.code)}, version {escape(document.version)}</cp:keywords>"
        f"<cp:lastModifiedBy>{escape(document.author)}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f"{dates}<dc:language>{escape(document.language)}</dc:language><cp:version>{escape(document.version)}</cp:version>"
        "</cp:coreProperties>"
    )


def custom_xml(document: Document) -> str:
    """The document's own properties; Word wants names that differ by more than their case."""
    pairs = (("Code", document.code), ("Version", document.version), *document.properties)
    unique = {name.casefold(): (name, value) for name, value in pairs}
    properties = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{pid}" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(unique.values(), start=2)
    )
    return (
        f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{properties}</Properties>'
    )

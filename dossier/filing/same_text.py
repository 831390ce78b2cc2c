"""The words of a dossier as its PDF and its Word file give them to a reader, to hold one against the other.

Contents lists, running heads, page numbers, drawings and the repeated heads of tables are left out.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from lxml import etree
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from dossier.filing.archive import part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CONTINUED = "(suite)"  # how the title of the rest of a table cut by a page ends
_HEADING = "Heading"
"""The styles of the titles that Word numbers, each with its level."""
_CONTENTS = "sommaire"
_UNREAD = re.compile(
    "[\\s\\-\u2022\u00ad\u2010\u2011\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MIRRORED = re.compile(r"[()\[\]{}<>«»‹›]")

_TOKEN = re.compile(
    rb"<<\s*/MCID (?P<mark>\d+)\s*>>\s*BDC|(?P<open>BMC|BDC)\b|(?P<close>EMC)\b"
    rb"|/(?P<font>\S+) [\d.]+ Tf|<(?P<glyphs>[0-9a-fA-F]+)>"
)
_MAP = re.compile(rb"beginbfchar\s(.*?)endbfchar|beginbfrange\s(.*?)endbfrange", re.DOTALL)
_HEX = re.compile(rb"<([0-9a-fA-F]*)>")


def folded(text: str) -> str:
    """What a reader reads: without spaces, bullets, hyphens nor what prints nothing, capitals and ligatures apart.

    Writers may change spaces, cut words with hyphens and print capitals, never letters, figures, apostrophes or quotes.
    """
    return _UNREAD.sub("", unicodedata.normalize("NFKC", text)).casefold()


def same(one: str, other: str) -> bool:
    """Do two folded texts say the same? A PDF holds lines written from right to left in the order of the page."""
    if one == other or not _RIGHT_TO_LEFT.search(one):
        return one == other
    return sorted(_MIRRORED.sub("", one)) == sorted(_MIRRORED.sub("", other))


def docx_text(data: bytes) -> str:
    """Every paragraph of the body, tables included, folded; titles with the numbers that Word gives them."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    body = etree.fromstring(part(data, "word/document.xml"), parser)
    pieces = []
    counted: list[int] = []
    for paragraph in body.iter(f"{_W}p"):
        found = paragraph.find(f"{_W}pPr/{_W}pStyle")
        style = "" if found is None else str(found.get(f"{_W}val"))
        if style.startswith("TOC"):
            continue
        if style.startswith(_HEADING):
            level = int(style.removeprefix(_HEADING))
            counted = [*counted[:level], *[0] * (level - len(counted))]
            counted[-1] += 1
            pieces.append(".".join(map(str, counted)) + "." * (level == 1))
        pieces += [text.text or "" for text in paragraph.iter(f"{_W}t")]
    return folded("".join(pieces))


def pdf_text(data: bytes) -> str:
    """The tagged text of one of our PDFs in reading order, folded; whatever pypdf raises on a file that is not ours."""
    reader = PdfReader(io.BytesIO(data))
    catalog: Any = reader.trailer["/Root"]
    marked = {page.indirect_reference: _marked(page) for page in reader.pages}
    inside, begun, block = False, False, ""
    said = []
    for tag, text in _read(catalog["/StructTreeRoot"], None, marked):
        block = tag if tag not in ("", "/Span") else block
        if tag == "/Sect":
            inside, begun = False, True
        elif not begun and block == "/H2" and folded(text) == _CONTENTS:  # the contents stand before all sections
            inside = True
        if not inside:
            said.append(text)
    return folded("".join(said))


_Marked = dict[Any, dict[int, str]]


def _read(node: Any, page: Any, marked: _Marked) -> Iterator[tuple[str, str]]:
    """Tags in reading order, each with the text it bears; the second head of a table cut by a page is left out."""
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, int):
        yield "", marked[page].get(int(node), "")
    elif isinstance(node, ArrayObject):
        for child in node:
            yield from _read(child, page, marked)
    elif isinstance(node, DictionaryObject) and "/K" in node:
        page = node.raw_get("/Pg") if "/Pg" in node else page
        tag = str(node.get("/S", ""))
        if tag == "/Figure":
            return
        yield tag, ""
        for child in _children(node, tag):
            yield from _read(child, page, marked)


def _children(node: DictionaryObject, tag: str) -> list[Any]:
    children = node["/K"] if isinstance(node["/K"], ArrayObject) else [node["/K"]]
    found: list[Any] = [child.get_object() for child in children]
    if tag != "/Table":
        return found
    cut = str(node.get("/T", "")).endswith(_CONTINUED)
    return [child for child in found if not cut or child.get("/S") != "/THead"]


def _marked(page: Any) -> dict[int, str]:
    """The text of each marked content of a page."""
    fonts = {name[1:].encode(): _characters(font) for name, font in page["/Resources"].get("/Font", {}).items()}
    said: dict[int, str] = {}
    opened: list[int | None] = []
    characters: dict[int, str] = {}
    for token in _TOKEN.finditer(page.get_contents().get_data()):
        if token["mark"] or token["open"]:
            opened.append(int(token["mark"]) if token["mark"] else None)
        elif token["close"]:
            opened.pop()
        elif token["font"]:
            characters = fonts[token["font"]]
        elif opened and opened[-1] is not None:
            said[opened[-1]] = said.get(opened[-1], "") + _decoded(token["glyphs"], characters)
    return said


def _decoded(glyphs: bytes, characters: dict[int, str]) -> str:
    return "".join(characters.get(int(glyphs[at : at + 4], 16), "") for at in range(0, len(glyphs), 4))


def _characters(font: Any) -> dict[int, str]:
    """Glyph → characters, as the font's ToUnicode table says."""
    found: dict[int, str] = {}
    for chars, ranges in _MAP.findall(font.get_object()["/ToUnicode"].get_data()):
        codes = _HEX.findall(chars)
        found |= {int(glyph, 16): _text(code) for glyph, code in zip(codes[::2], codes[1::2], strict=True)}
        bounds = _HEX.findall(ranges)
        for first, last, code in zip(bounds[::3], bounds[1::3], bounds[2::3], strict=True):
            start = int(first, 16)
            found |= {glyph: chr(ord(_text(code)) + glyph - start) for glyph in range(start, int(last, 16) + 1)}
    return found


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be")

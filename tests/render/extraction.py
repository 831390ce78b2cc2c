"""The body text of a dossier, as each format gives it to a reader: contents list, running heads and marks apart."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree
from pypdf import PdfReader
from pypdf.generic import ByteStringObject, ContentStream, TextStringObject

from dossier.document.tree import Block, Bullets, Caption, Document, Figure, Paragraph, Table, captions, headings

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BULLET = "•"


def folded(pieces: Iterator[str]) -> str:
    """NFKC, without spaces: writers may change spaces, never letters, apostrophes or quotes."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", "".join(pieces))).replace(_BULLET, "")


def texts_of_tree(document: Document) -> list[str]:
    """Every title, paragraph, item and caption that is not empty, in reading order."""
    numbers = captions(document)
    texts = [document.title, document.subtitle, *_texts(document.cover, numbers)]
    for heading in headings(document):
        texts += [heading.text, *_texts(heading.section.blocks, numbers)]
    return [text for text in texts if text]


def _texts(blocks: tuple[Block, ...], numbers: Iterator[Caption]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield block.text
            case Bullets():
                yield from (item.text for item in block.items)
            case Table():
                yield next(numbers).text
                cells = (cell for row in (block.head, *block.rows) for cell in row)
                yield from (text for cell in cells for text in _texts(cell.blocks, numbers))
            case Figure():
                yield next(numbers).text


def text_of_html(page: str) -> str:
    """Title, subtitle, cover, sections."""
    body = etree.fromstring(page, etree.HTMLParser()).find("body")
    assert body is not None
    for aside in body.xpath(
        ".//nav | .//footer | .//*[@class='bandeau'] | .//*[@class='evitement'] | .//svg | .//script"
    ):
        aside.getparent().remove(aside)
    return folded(str(piece) for piece in body.itertext())


def text_of_docx(data: bytes) -> str:
    """Every paragraph of the body, tables included."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    pieces = []
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is None or not str(style.get(f"{W}val")).startswith("TOC"):
            pieces += [text.text or "" for text in paragraph.iter(f"{W}t")]
    return folded(iter(pieces))


def text_of_pdf(data: bytes) -> str:
    """The tagged text in reading order; left out: drawings, and the head that a table repeats overleaf."""
    reader = PdfReader(io.BytesIO(data))
    marked = {_number(page.indirect_reference): _marked(page, reader) for page in reader.pages}
    catalogue: Any = reader.root_object
    (whole,) = catalogue["/StructTreeRoot"]["/K"]
    return folded(_without_contents(_said(whole.get_object(), marked)))


_SECTION = None
"""Stands among the texts where a section begins."""


def _said(element: Any, marked: dict[int, dict[int, str]]) -> Iterator[str | None]:
    """The text of a structure element, piece by piece."""
    if element["/S"] == "/Sect":
        yield _SECTION
    kids = [kid.get_object() for kid in element["/K"]]
    kinds = {kid["/S"] for kid in kids if "/S" in _entries(kid)}
    left_out = {"/Figure"} | ({"/THead"} if "/Caption" not in kinds else set())
    for kid in kids:
        entries = _entries(kid)
        if isinstance(kid, int):
            yield marked[_number(element.raw_get("/Pg"))].pop(kid)
        elif "/S" in entries and kid["/S"] not in left_out:
            yield from _said(kid, marked)


def _entries(kid: Any) -> Any:
    return kid if isinstance(kid, dict) else ()


def _number(reference: Any) -> int:
    return int(reference.idnum)


def _without_contents(pieces: Iterator[str | None]) -> Iterator[str]:
    """All but the contents list: what stands between its title and the first section."""
    inside = False
    for piece in pieces:
        inside = piece == "Sommaire" or (inside and piece is not _SECTION)
        if piece and not inside:
            yield piece


def _marked(page: Any, reader: PdfReader) -> dict[int, str]:
    """The text of each marked content of a page, by its identifier."""
    letters = {name: _letters(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
    texts: dict[int, list[str]] = {}
    current, font = list[str](), dict[bytes, str]()
    for operands, operator in ContentStream(page["/Contents"].get_object(), reader).operations:
        if operator in (b"BDC", b"BMC", b"EMC"):
            mark = operands[1].get("/MCID") if operator == b"BDC" else None
            current = [] if mark is None else texts.setdefault(mark, [])
        elif operator == b"Tf":
            font = letters[operands[0]]
        elif operator == b"TJ":
            shown = (piece for piece in operands[0] if isinstance(piece, TextStringObject | ByteStringObject))
            current += (_text(piece.original_bytes, font) for piece in shown)
    return {mark: "".join(pieces) for mark, pieces in texts.items()}


def _text(glyphs: bytes, letters: dict[bytes, str]) -> str:
    return "".join(letters[glyphs[place : place + 2]] for place in range(0, len(glyphs), 2))


def _letters(font: Any) -> dict[bytes, str]:
    """What each glyph of two bytes says."""
    lines = re.findall(rb"^<([0-9a-f]{4})> <([0-9a-f]*)>$", font["/ToUnicode"].get_data(), re.MULTILINE)
    return {bytes.fromhex(glyph.decode()): bytes.fromhex(said.decode()).decode("utf-16-be") for glyph, said in lines}

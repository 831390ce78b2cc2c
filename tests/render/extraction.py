"""What a dossier gives to a reader: its body text, contents list and marks apart; the structure of its PDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree
from pypdf import PdfReader

from dossier.document.tree import Block, Bullets, Caption, Document, Figure, Paragraph, Table, captions, headings
from dossier.filing.same_text import folded


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
    return folded("".join(str(piece) for piece in body.itertext()))


def elements(pdf: PdfReader) -> Iterator[Any]:
    """The structure elements of a tagged PDF, in reading order."""
    catalogue: Any = pdf.root_object
    return _elements(catalogue["/StructTreeRoot"]["/K"])


def _elements(kid: Any) -> Iterator[Any]:
    kid = kid.get_object()
    if isinstance(kid, list):
        for each in kid:
            yield from _elements(each)
    elif hasattr(kid, "get") and "/S" in kid:
        yield kid
        yield from _elements(kid.get("/K", []))

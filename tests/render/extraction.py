"""The body text of a dossier, as each format gives it to a reader: contents list, running heads and marks apart."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

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


def text_of_pdf(data: bytes, folder: Path) -> str:
    """The tagged text in reading order; left out: drawings, and the head that a table repeats overleaf."""
    path = folder / "dossier.pdf"
    path.write_bytes(data)
    tagged = subprocess.run(["pdfinfo", "-struct-text", str(path)], capture_output=True, text=True, check=True).stdout
    return folded(_said(_without_contents(tagged.split("\n"))))


def _without_contents(lines: list[str]) -> Iterator[str]:
    """All but the contents list: what stands between its title and the first section."""
    inside = False
    for line in lines:
        if line.strip().startswith("Sect"):
            inside = False
        elif line.strip() == '"Sommaire"':
            inside = True
        if not inside:
            yield line


def _said(lines: Iterator[str]) -> Iterator[str]:
    captioned, skipping = False, -1
    for line in lines:
        indent = len(line) - len(line.lstrip())
        word = line.strip()
        if skipping >= 0 and indent > skipping:
            continue
        skipping = -1
        if word.startswith("Table"):
            captioned = False
        elif word.startswith("Caption"):
            captioned = True
        elif word.startswith("Figure") or (word.startswith("THead") and not captioned):
            skipping = indent
        elif word.startswith('"') and word.endswith('"'):
            yield word[1:-1]

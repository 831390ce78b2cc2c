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

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BULLET = "•"


def folded(pieces: Iterator[str]) -> str:
    """NFKC, without spaces: writers may change spaces, never letters, apostrophes or quotes."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", "".join(pieces))).replace(_BULLET, "")


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

"""A Word file taken apart: its parts, its paragraphs, what they say."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from dataclasses import replace

import docx
from docx.document import Document as WordDocument
from lxml import etree

from dossier.document.tree import Block, Document, Section
from dossier.render.docx import to_docx
from tests.render.specimen import specimen

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
ASVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"


def folded(text: str) -> str:
    """The words, whatever the spaces between them."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def part(content: bytes, name: str) -> etree._Element:
    """One part of the package, as XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def body(document: Document) -> etree._Element:
    """The text of a document, once it is a Word file."""
    return part(to_docx(document), "word/document.xml")


def opened(document: Document) -> WordDocument:
    """The same, as python-docx opens it."""
    return docx.Document(io.BytesIO(to_docx(document)))


def words(element: etree._Element) -> str:
    """What is read in an element."""
    return "".join(node.text or "" if node.tag == W + "t" else " " for node in element.iter(W + "t", W + "br"))


def style(element: etree._Element) -> str:
    """The identifier of a paragraph's style."""
    return value(element, "pPr", "pStyle")


def value(element: etree._Element, *path: str) -> str:
    """The value that an element inside bears; empty when there is none."""
    found = element.find("/".join(W + name for name in path))
    return "" if found is None else found.get(W + "val", "")


def name_of(paragraph: object) -> str:
    """The name of the style of a paragraph of python-docx."""
    found = getattr(paragraph, "style", None)
    return str(found.name) if found is not None else ""


def one_section(*blocks: Block, title: str = "") -> Document:
    """A document of one section with these blocks."""
    bare = replace(specimen(draft=False), cover=(), sections=(Section("Essai", blocks),))
    return replace(bare, title=title) if title else bare

"""The specimen as a Word file, made once."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document as WordDocument
from lxml import etree

from dossier.render.docx import to_docx
from tests.render.specimen import specimen
from tests.render.word import part


@pytest.fixture(scope="session")
def content() -> bytes:
    """The file."""
    return to_docx(specimen())


@pytest.fixture(scope="session")
def main(content: bytes) -> etree._Element:
    """Its text."""
    return part(content, "word/document.xml")


@pytest.fixture(scope="session")
def word(content: bytes) -> WordDocument:
    """The same, as python-docx opens it."""
    return docx.Document(io.BytesIO(content))

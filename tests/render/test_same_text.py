"""The three formats carry the same text."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.cli.support.looks import look_of
from dossier.document.tree import Document
from dossier.filing.same_text import docx_text, pdf_text
from dossier.look.model import DEFAULT, Look
from dossier.render.docx import to_docx
from dossier.render.html import to_html
from dossier.render.pdf import to_pdf
from tests.render.extraction import text_of_html
from tests.render.specimen import specimen


def assert_same_text(document: Document, look: Look = DEFAULT) -> None:
    page = text_of_html(to_html(document, look))
    assert len(page) > 1000
    assert docx_text(to_docx(document, look)) == page
    assert pdf_text(to_pdf(document, look)) == page


def test_the_specimen_says_the_same_in_three_formats() -> None:
    assert_same_text(specimen())


@pytest.mark.parametrize("source", ["lp15301a.xml", "exemple-complet.xml"])
def test_a_programme_says_the_same_in_three_formats(source: str, root: Path) -> None:
    from dossier.document.compose import compose
    from dossier.programme.reader import read
    from dossier.rules.families import catalogue
    from dossier.rules.runner import judge
    from dossier.settings import read_settings

    path = root / "sources" / source
    document = compose(judge(read(path), catalogue(), read_settings(path.parent)))
    assert_same_text(document, look_of(path, document.code))

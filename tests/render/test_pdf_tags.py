"""What assistive technologies are told of languages, headers and contents; and that WeasyPrint still leaves it out."""

from __future__ import annotations

import io
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest
from pypdf import PdfReader

from dossier.render.pdf_engine import engine, fuller_tags, laid_out
from tests.render.extraction import elements

PAGE = (
    '<html lang="fr"><head><title>Essai</title></head><body>'
    '<nav><h2>Sommaire</h2><ol><li><a href="#un">Un</a><ol><li><a href="#deux">Deux</a></li></ol></li></ol></nav>'
    '<h1 id="un">Un</h1><p>Texte, <span lang="en">in English</span>, texte.</p>'
    '<div style="position: absolute" lang="de">Nebenbei</div>'
    '<table id="deux"><thead><tr><td></td><th scope="col">Tête</th></tr></thead>'
    '<tbody><tr><th scope="row">Rang</th><td>Case</td></tr></tbody></table>'
    "<ul><li>Point</li></ul></body></html>"
)


def tags(around: AbstractContextManager[None]) -> list[Any]:
    """The structure of the page, in reading order."""
    with around:
        pdf = laid_out(engine(), PAGE).write_pdf(pdf_variant="pdf/a-3a")
    return list(elements(PdfReader(io.BytesIO(pdf))))


@pytest.fixture(scope="module")
def full() -> list[Any]:
    return tags(fuller_tags())


def languages(found: list[Any]) -> list[tuple[str, str]]:
    return [(tag["/S"], tag["/Lang"]) for tag in found if "/Lang" in tag]


def scopes(found: list[Any]) -> list[str]:
    return [tag["/A"].get("/Scope") for tag in found if tag["/S"] == "/TH"]


def test_a_passage_in_another_language_says_so(full: list[Any]) -> None:
    assert languages(full) == [("/Span", "en"), ("/Div", "de")]


def test_a_header_says_whether_it_heads_its_row_or_its_column(full: list[Any]) -> None:
    assert scopes(full) == ["/Column", "/Row"]


def test_the_contents_list_is_tagged_as_one_and_no_other_list_is(full: list[Any]) -> None:
    found = [tag["/S"] for tag in full]
    assert [found.count(kind) for kind in ("/TOC", "/TOCI", "/Reference")] == [2, 2, 2]
    assert [found.count(kind) for kind in ("/L", "/LI", "/LBody")] == [1, 1, 1]


def test_they_are_still_needed() -> None:
    plain = tags(nullcontext())
    assert not languages(plain), "WeasyPrint tags languages: take them out of fuller_tags"
    assert scopes(plain) == [None, None], "WeasyPrint tags scopes: take them out of fuller_tags"
    assert "/TOC" not in [tag["/S"] for tag in plain], "WeasyPrint tags contents: take them out of fuller_tags"


def test_nothing_stays_behind_even_when_the_writing_fails() -> None:
    engine()
    from weasyprint.pdf import tags as theirs

    before = theirs._build_box_tree
    with pytest.raises(ZeroDivisionError), fuller_tags():
        raise ZeroDivisionError
    assert theirs._build_box_tree is before

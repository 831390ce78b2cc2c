"""What hastens long PDF: nothing of it stays behind, and a test tells when it is no longer needed."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pydyf
import pytest

from dossier.render.pdf_engine import completed, engine, laid_out, page_references_kept, quiet_collector

PAGE = '<html lang="fr"><head><title>Essai</title></head><body>{}</body></html>'
THIRTY_PAGES = PAGE.format('<p>Texte.</p><p style="break-before: page">Suite.</p>' * 30)


def test_nothing_stays_behind_even_when_the_writing_fails() -> None:
    slow = pydyf.PDF.page_references

    def fail() -> None:
        assert not gc.isenabled()
        assert pydyf.PDF.page_references is not slow
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), completed():
        fail()
    assert gc.isenabled()
    assert pydyf.PDF.page_references is slow


def test_a_collector_that_was_asleep_is_not_woken() -> None:
    gc.disable()
    try:
        with quiet_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_bytes_are_those_of_the_slow_way() -> None:
    weasyprint = engine()

    def written() -> bytes:
        pdf: bytes = laid_out(weasyprint, THIRTY_PAGES).write_pdf(pdf_variant="pdf/a-3a")
        return pdf

    slowly = written()
    with completed():
        assert written() == slowly


def collections(html: str, around: AbstractContextManager[None]) -> int:
    """How many times the collector ran while a page was laid out."""
    ran = 0

    def count(phase: str, _about: dict[str, int]) -> None:
        nonlocal ran
        ran += phase == "start"

    weasyprint = engine()
    with around:
        gc.callbacks.append(count)
        try:
            laid_out(weasyprint, html)
        finally:
            gc.callbacks.remove(count)
    return ran


@pytest.fixture
def usual_collector() -> Iterator[None]:
    """As Python sets it; the command-line sets it otherwise."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("usual_collector")
def test_the_quiet_collector_is_still_needed() -> None:
    assert collections(THIRTY_PAGES, quiet_collector()) == 0
    assert collections(THIRTY_PAGES, nullcontext()) > 10, (
        "WeasyPrint quiets the collector by itself: remove quiet_collector"
    )


def references_written(pages: int, around: AbstractContextManager[None]) -> int:
    """How many references of pages pydyf writes for one tag on each page."""
    with around:
        pdf: Any = pydyf.PDF()
        for _ in range(pages):
            pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
        kids, written = list(pdf.pages["Kids"]), 0

        class Counted(list[Any]):
            def __getitem__(self, place: Any) -> Any:
                nonlocal written
                found = super().__getitem__(place)
                written += len(found) if isinstance(place, slice) else 0
                return found

        pdf.pages["Kids"] = Counted(kids)
        references = [pdf.page_references[page] for page in range(pages)]
    assert references == [f"{number} 0 R".encode() for number in kids[::3]]
    return written


def test_keeping_the_references_of_pages_is_still_needed() -> None:
    assert references_written(50, page_references_kept()) == 50
    assert references_written(50, nullcontext()) == 50 * 50, (
        "pydyf no longer writes every reference for each tag: remove page_references_kept"
    )


def test_a_page_added_later_has_its_reference() -> None:
    with page_references_kept():
        pdf: Any = pydyf.PDF()
        seen = []
        for _ in range(3):
            pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
            seen.append(len(pdf.page_references))
    assert seen == [1, 2, 3]


def test_two_files_do_not_share_their_references() -> None:
    with page_references_kept():
        first, second = pydyf.PDF(), pydyf.PDF()
        second.add_object(pydyf.Dictionary())
        for pdf in (first, second):
            pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
        assert first.page_references != second.page_references

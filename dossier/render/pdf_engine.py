"""What WeasyPrint and pydyf do slowly on long documents, until they do better: the same bytes, sooner.

Each is one context manager, with one test that fails the day it is no longer needed. Cutting the fonts with HarfBuzz
rather than fontTools needs nothing here: WeasyPrint does it where the library is, and ``pdf`` asks for the library.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any


@contextmanager
def sooner() -> Iterator[None]:
    """All that follows, together."""
    with ExitStack() as stack:
        stack.enter_context(quiet_collector())
        stack.enter_context(page_references_kept())
        yield


@contextmanager
def quiet_collector() -> Iterator[None]:
    """The garbage collector rests: a layout only grows, and each of its passes walks millions of boxes that stay.

    A quarter of the time of 200 pages, for 3 % of memory.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def page_references_kept() -> Iterator[None]:
    """Pydyf writes the references of all pages again each time that WeasyPrint asks for one: once for each tag.

    The square of the number of pages; here they are written again only when a page was added.
    """
    import pydyf

    slow = pydyf.PDF.page_references
    kept: dict[Any, tuple[bytes, ...]] = {}

    def references(pdf: Any) -> tuple[bytes, ...]:
        if len(kept.get(pdf, ())) != pdf.pages["Count"]:
            kept[pdf] = slow.fget(pdf)
        return kept[pdf]

    pydyf.PDF.page_references = property(references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = slow

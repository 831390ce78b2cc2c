"""What the tags of a PDF say besides WeasyPrint's: languages, scopes of headers, and that a contents list is one.

WeasyPrint knows all three from the page and leaves them out; ``tests/render/test_pdf_tags.py`` tells when it no
longer does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_SCOPES = {"row": "/Row", "col": "/Column"}
_IN_CONTENTS = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/Reference"}
"""Tags of lists, and what each is called in a contents list (ISO 32000-1, tables 333 and 336)."""


@contextmanager
def fuller_tags() -> Iterator[None]:
    """While it lasts, the tags that WeasyPrint writes are completed as it makes them, from the boxes of the page."""
    from pydyf import String
    from weasyprint.layout.absolute import AbsolutePlaceholder
    from weasyprint.pdf import tags

    plain = tags._build_box_tree

    def build(box: Any, parent: Any, pdf: Any, *others: Any) -> Iterator[Any]:
        box = box._box if isinstance(box, AbsolutePlaceholder) else box
        said = {} if box.element is None or box.element.tag in ("html", "body") else box.element.attrib
        for tag in plain(box, parent, pdf, *others):
            if "lang" in said:
                tag["Lang"] = String(said["lang"])
            if tag["S"] == "/TH":
                tag["A"]["Scope"] = _SCOPES[said["scope"]]
            if box.element_tag == "nav":
                _name_contents(tag, pdf)
            yield tag

    tags._build_box_tree = build
    try:
        yield
    finally:
        tags._build_box_tree = plain


def _name_contents(tag: Any, pdf: Any) -> None:
    """The lists inside a tag become the contents of the document."""
    tag["S"] = _IN_CONTENTS.get(tag["S"], tag["S"])
    for kid in tag["K"]:
        inside = pdf.objects[int(kid.split()[0])] if isinstance(kid, bytes) else {}
        if "S" in inside:
            _name_contents(inside, pdf)

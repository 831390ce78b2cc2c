"""The tree as a PDF that lasts and that everybody can read: PDF/A-3a and PDF/UA-1 at once.

It is the page of ``html``, laid out by WeasyPrint with our fonts and nothing else; the same document always gives the
same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from dossier.document.tree import Document
from dossier.look.model import DEFAULT, Look
from dossier.render import pdf_engine
from dossier.render.attached import Attachment
from dossier.render.html import to_html
from dossier.render.seal import seal
from dossier.render.xmp import description


def to_pdf(document: Document, look: Look = DEFAULT, attachments: Sequence[Attachment] = ()) -> bytes:
    """The whole file, with what travels inside it; raises what ``pdf_engine.print_page`` raises."""
    facts = (("code", document.code), ("version", document.version), *document.properties)
    return print_page(to_html(document, look), attachments, facts)


def print_page(html: str, attachments: Sequence[Attachment] = (), facts: Sequence[tuple[str, str]] = ()) -> bytes:
    """``html`` as a sealed file, with these ``facts`` in its metadata."""
    return seal(pdf_engine.print_page(html, attachments, partial(description, facts=facts)))

"""The formats of documents: a new one is a module, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dossier.document.tree import Document
from dossier.look.model import Look
from dossier.render.attached import Attachment
from dossier.render.docx import to_docx
from dossier.render.html import to_html
from dossier.render.pdf import to_pdf


class Format(NamedTuple):
    """A format: what links call it, what the bundle says of the dossier in it, how it is written.

    Do the documents joined to a dossier have it too, and what the control found?
    """

    label: str
    about: str
    write: Callable[[Document, Look, Sequence[Attachment]], bytes]
    joined: bool = True
    controle: bool = True


FORMATS = {
    "docx": Format("Word", "le même, pour Word", lambda document, look, _: to_docx(document, look), controle=False),
    "pdf": Format("PDF", "le dossier, à lire et à imprimer", to_pdf),
    "html": Format(
        "HTML", "le même, pour un navigateur", lambda document, look, _: to_html(document, look).encode(), joined=False
    ),
}
"""Suffix of the files → format; only a PDF holds other files."""

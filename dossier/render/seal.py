"""The seal of a PDF: a field of its XMP metadata holds the SHA-256 of the file, computed with that field zeroed.

Any changed byte then shows, to whoever has the file alone.
"""

from __future__ import annotations

import hashlib
import re

BLANK = b"0" * 64
"""What the field holds before the file is sealed: as wide as the hash that takes its place."""

NAMESPACE = b"urn:dossier-certification:pdf:1"
"""What tells a PDF of ours, whatever became of its seal."""

DESCRIPTION = b'<rdf:Description rdf:about="" xmlns:dossier="%s" dossier:sceau="%s"/>' % (NAMESPACE, BLANK)
"""The field, to be written in metadata that are not compressed."""

_FIELD = re.compile(re.escape(DESCRIPTION).replace(BLANK, rb"([0-9a-f]{64})"))
"""The whole element: a text of the dossier may hold the same words, never the same tag."""


def seal(pdf: bytes) -> bytes:
    """The same file, sealed; raises ValueError when it does not hold the field exactly once."""
    found = list(_FIELD.finditer(pdf))
    if len(found) != 1:
        raise ValueError(f"{len(found)} fields to seal")
    start, end = found[0].span(1)
    return pdf[:start] + _hash(pdf, start, end) + pdf[end:]


def intact(pdf: bytes) -> bool | None:
    """Is a sealed file what it was? None when it is not ours, so that it never bore a seal."""
    found = list(_FIELD.finditer(pdf))
    if len(found) != 1:
        return False if found or NAMESPACE in pdf else None
    start, end = found[0].span(1)
    return pdf[start:end] == _hash(pdf, start, end)


def _hash(pdf: bytes, start: int, end: int) -> bytes:
    whole = hashlib.sha256(pdf[:start])
    whole.update(BLANK)
    whole.update(pdf[end:])
    return whole.hexdigest().encode()

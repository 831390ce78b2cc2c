"""Files that travel inside a PDF, for machines: each says what it is to the pages that people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Attachment:
    """``name`` is unique in a PDF; ``relationship`` is PDF/A-3's word, ``media`` a type such as ``text/xml``."""

    name: str
    data: bytes
    relationship: Literal["Source", "Data", "Alternative", "Supplement"]
    description: str
    media: str

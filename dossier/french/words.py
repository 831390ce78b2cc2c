"""The words of a text."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"\S+(?:@|://)\S+|www\.\S+|\S+\.(?:pdf|docx?|odt|xlsx?|ods)\b")
_SIGNS_OF_ONE = ("@", "://", "www.", ".pdf", ".doc", ".od", ".xls")
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:[’'·_-]+[^\W\d_]+)*(?!\w)")


def words(text: str) -> list[str]:
    """The words of a text, as written: letters joined by apostrophes, hyphens, middle dots and underscores.

    Codes, which hold figures, addresses and names of files are no words.
    """
    return _WORD.findall(_ADDRESS.sub(" ", text) if any(sign in text for sign in _SIGNS_OF_ONE) else text)


def bare(word: str) -> str:
    """A word without what was elided before it."""
    return word.replace("’", "'").rpartition("'")[2]

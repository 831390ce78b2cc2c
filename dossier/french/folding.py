"""What is left of words once accents, case or punctuation are set aside: to compare them, and to sort them."""

from __future__ import annotations

import re
import unicodedata

_SPACES_FOR = str.maketrans(dict.fromkeys("'’ʼ-‐‑‒–—_·", " "))
_PUNCTUATION = re.compile(r"[^\w\s]")


def unaccented(text: str) -> str:
    """The same letters without their accents: capitals often lack them."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def alphabetical(text: str) -> str:
    """The key by which French sorts: neither case nor accents count."""
    return unaccented(text.casefold())


def fold(text: str) -> str:
    """What two texts that say the same have in common.

    NFKC, lower case; apostrophes, hyphens and underscores become spaces; no punctuation; accents are kept.
    """
    words = _PUNCTUATION.sub(" ", unicodedata.normalize("NFKC", text).casefold().translate(_SPACES_FOR))
    return " ".join(words.split())

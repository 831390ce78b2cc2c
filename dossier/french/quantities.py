"""Quantities in a sentence: figures and number words before the noun that they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_ONES = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf vingt"
).split()
_TENS = {"trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "quatre-vingts": 80, "cent": 100}
WORDS = {
    **{word: value for value, word in enumerate(_ONES)},
    "une": 1,
    **_TENS,
    "vingt-quatre": 24,
    "vingt-six": 26,
    "cent-vingt": 120,
    "cent vingt": 120,
    "cent-quatre-vingts": 180,
    "cent quatre-vingts": 180,
}
"""The number words of programmes, not all of them: one that is not here is no quantity."""

NUMBER = rf"(?:\d+(?:[.,]\d+)?|{'|'.join(sorted(map(re.escape, WORDS), key=len, reverse=True))})"
"""A pattern: one number, in figures or in words."""


def value(text: str) -> Decimal:
    """What a number is worth; raises KeyError on a word that is no number."""
    folded = text.lower()
    return Decimal(folded.replace(",", ".")) if folded[0].isdigit() else Decimal(WORDS[folded])


def counted(text: str, before: str, noun: str) -> Iterator[tuple[Decimal, str]]:
    """The quantities of a noun after words that say that it is all of them, with what was read.

    ``before`` and ``noun`` are patterns: ``counted("Les cinq blocs", "les", "blocs?")`` gives 5.
    """
    for match in re.finditer(rf"\b(?:{before})\s+(?P<number>{NUMBER})\s+(?:{noun})\b", text, re.IGNORECASE):
        yield value(match["number"]), match[0]

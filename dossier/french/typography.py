"""French typography on the way out: which spaces do not break. Letters, apostrophes and quotes never change.

Every correction puts one space for another: texts keep their length, so that runs can be typeset together
(a « ; » that opens a run is corrected too) and cut again where they were.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from dossier.french.dates import MONTH

NARROW = "\u202f"  # before ; ! ? and inside numbers
WIDE = "\u00a0"  # before : and », after «

_SPACE = "[ \u00a0]"
# A mark that a letter, a digit or « = » follows is no punctuation: « a != b », « ?page=2 ».
_BEFORE_HIGH = re.compile(rf"(?<=\S){_SPACE}(?=[;!?](?![\w=]))")
_BEFORE_COLON = re.compile(r"(?<=\S) (?=:(?![\w/=])|»)")
_AFTER_QUOTE = re.compile(r"(?<=«) (?=\S)")
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:[%‰€°]|ECTS|h|min|mois|ans?|crédits?|heures?|pages?)(?!\w))")
_AFTER_ABBREVIATION = re.compile(r"(?<!\w)(?:[nN]°|[nN]os|§|[pP]\.|[aA]rt\.|[LRDA]\.|SIRET|SIREN|UAI)( )(?=\d)")
_IN_DATE = re.compile(rf"(?<!\w)(?:1er|[12]?\d|3[01]) (?:{MONTH})(?: \d{{4}})?(?!\w)|(?<!\w)(?:{MONTH}) \d{{4}}(?!\w)")
_TELEPHONE = re.compile(r"(?<![\d.,])0\d(?: \d\d){4}(?![\d.,]*\d)")
# Groups of three only, and no neighbour: neither « 2024 350 », nor a telephone number, nor a SIRET.
_NUMBER = re.compile(rf"(?<![\d.,])(?<!\d[ {WIDE}{NARROW}])\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d|[ {WIDE}{NARROW}]\d)")


def spaced(text: str) -> str:
    """The same words, of the same length, with the non-breaking spaces of French usage."""
    text = _NUMBER.sub(lambda number: re.sub(_SPACE, NARROW, number[0]), text)
    text = _TELEPHONE.sub(lambda number: number[0].replace(" ", WIDE), text)
    text = _IN_DATE.sub(lambda date: date[0].replace(" ", WIDE), text)
    text = _BEFORE_HIGH.sub(NARROW, text)
    text = _BEFORE_COLON.sub(WIDE, text)
    text = _AFTER_QUOTE.sub(WIDE, text)
    text = _BEFORE_UNIT.sub(WIDE, text)
    return _AFTER_ABBREVIATION.sub(lambda found: found[0][:-1] + WIDE, text)


def typeset(texts: Sequence[str]) -> tuple[str, ...]:
    """The runs of one paragraph, typeset as the one text that they are."""
    whole = spaced("".join(texts))
    return tuple(whole[start:end] for start, end in pairwise(accumulate(map(len, texts), initial=0)))

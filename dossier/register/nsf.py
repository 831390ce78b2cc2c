"""The nomenclature of training specialities (NSF): what the decree fixes (décret n° 94-522 du 21 juin 1994).

Labels are not here: they come with the register, or with an official file.
"""

from __future__ import annotations

import re

GROUPES = frozenset(
    {100, *range(110, 119), *range(120, 129), *range(130, 137)}
    | {200, 201, *range(210, 215), *range(220, 228), *range(230, 235), *range(240, 244), *range(250, 256)}
    | {300, *range(310, 316), *range(320, 327), *range(330, 337), *range(340, 347)}
    | {*range(410, 416), 421, 422, 423}
)
"""The 93 groups of specialities."""

LETTRES = {"1": "abcdefg", "2": "amnprstuvw", "3": "amnprstuvw", "4": "az"}
"""The letters that say what the training is for, by first digit of the group (a: not stated)."""

_CODE = re.compile(r"(\d{3})([a-z]?)", re.ASCII)


def parts(code: str) -> tuple[str, str] | None:
    """The group and the letter (often none) of a code like 320n; None when it has another shape."""
    match = _CODE.fullmatch(code)
    return (match[1], match[2]) if match else None

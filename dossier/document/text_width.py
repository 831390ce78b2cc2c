"""How wide words are in the letters of the drawings (Source Sans), to know what fits; a little more than the truth."""

from __future__ import annotations

from unicodedata import normalize

SIZE = 12
"""The height of letters: 9 points on paper."""

_WIDTHS = {
    letter: width
    for width, letters in (
        (0.2, " \u00a0\u202f"),
        (0.26, "ijlI|.,;:'’·"),
        (0.35, "ftr()[]!/-•°"),
        (0.44, 'sz*?"“”«»'),
        (0.5, "ckvxyeLFJY–+=#<>€_0123456789"),
        (0.56, "abdghnopquACEKPRSTVXZ"),
        (0.62, "BDG●○&"),
        (0.67, "HNOQU"),
        (0.85, "mwMW%@œæŒÆ—"),
        (1.0, "…"),
    )
    for letter in letters
}
"""By letter, for a height of 1."""

_OTHER = 0.85
_BOLD = 1.08


def length(words: str, size: float = SIZE, *, bold: bool = False) -> float:
    """The width of words written at this height; an accent takes no room."""
    width = sum(_WIDTHS.get(letter) or _WIDTHS.get(normalize("NFD", letter)[0], _OTHER) for letter in words)
    return width * size * (_BOLD if bold else 1)


def fitting(words: str, width: float, size: float = SIZE, *, bold: bool = False) -> str:
    """As many words as ``width`` holds; « … » says that some are left out."""
    if length(words, size, bold=bold) <= width:
        return words
    kept = words
    while kept and length(f"{kept}…", size, bold=bold) > width:
        kept = kept[:-1]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept).rstrip(" ,;:–") + "…"


def wrapped(words: str, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """One line, or two when words do not fit; what the second does not hold is left out."""
    first = words
    while " " in first and length(first, bold=bold) > width:
        first = first.rsplit(" ", 1)[0]
    rest = words[len(first) :].strip()
    return tuple(fitting(line, width, bold=bold) for line in (first, rest) if line)

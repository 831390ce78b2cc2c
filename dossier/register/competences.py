"""The competencies of an official block, apart from one another.

The export flattens lists: line breaks became runs of spaces, bullets and codes stayed. We split where the text
itself shows the cut (the same bullet, distinct codes, lines that all begin with a capital), never elsewhere:
what shows no cut stays one text, with ``decoupe`` saying so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PUCES, CODES, LIGNES, SEULE, INDIVISE = "puces", "codes", "lignes", "seule", "indivise"

_CUT = r"(?:^|\n|(?<=\s\s))"  # where a line began before the list was flattened
_BULLET = re.compile(_CUT + r"(?P<mark>[-–—•●▪◦*·➢➔])\s*(?=\S)")
_CODE = re.compile(
    _CUT
    + r"(?P<mark>[A-Z]{1,3}\d{1,2}(?:[.\-]?[A-Z]{1,2}\d{1,2})?(?:\.\d{1,2}){0,3}|\d{1,2}(?:\.\d{1,2}){1,3})"
    + r"\s*[.:)\-–]*\s*(?=[^\W\d])"
)
_LINES = re.compile(r"\s*\n\s*|\s{3,}")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Competence:
    """One competency: the code that the sheet prints before it, if any, and its words, spaces folded."""

    texte: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Competences:
    """The competencies of a block.

    ``decoupe`` says how they were told apart: by bullets, by codes, by lines; ``seule`` when the text is one
    line, ``indivise`` when it is several that nothing certain separates. ``introduction`` is what stands before
    the list and ends with a colon.
    """

    items: tuple[Competence, ...]
    decoupe: str
    introduction: str = ""


def split(texte: str) -> Competences:
    """The competencies of a flattened list."""
    if not texte.strip():
        return Competences((), SEULE)
    return _by_marks(texte, _BULLET, PUCES) or _by_marks(texte, _CODE, CODES) or _by_lines(texte)


def _by_marks(texte: str, mark: re.Pattern[str], decoupe: str) -> Competences | None:
    """Cut before each mark; None unless the text (or what follows « … : ») begins with one."""
    marks = list(mark.finditer(texte))
    if decoupe == PUCES:
        marks = [found for found in marks if found["mark"] == marks[0]["mark"]]
    if not marks:
        return None
    introduction = _folded(texte[: marks[0].start()])
    codes = [found["mark"] for found in marks]
    if introduction and not introduction.endswith(":"):
        return None
    if decoupe == CODES and (len(marks) < 2 or len(set(codes)) < len(codes)):
        return None
    ends = [found.start() for found in marks[1:]] + [len(texte)]
    items = [_folded(texte[found.end() : end]) for found, end in zip(marks, ends, strict=True)]
    kept = codes if decoupe == CODES else [""] * len(items)
    return Competences(
        tuple(Competence(item, code) for item, code in zip(items, kept, strict=True)), decoupe, introduction
    )


def _by_lines(texte: str) -> Competences:
    """Lines that all begin with a capital and say more than a word are competencies; otherwise one text."""
    lines = [_folded(line) for line in _LINES.split(texte) if line.strip()]
    if len(lines) == 1:
        return Competences((Competence(lines[0]),), SEULE)
    if all(line[0].isupper() and " " in line and not line.endswith(":") for line in lines):
        return Competences(tuple(Competence(line) for line in lines), LIGNES)
    return Competences((Competence(_folded(texte)),), INDIVISE)


def _folded(texte: str) -> str:
    return _SPACES.sub(" ", texte).strip()

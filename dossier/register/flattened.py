"""The lines of a text that the export flattened: line ends became runs of spaces. One rule reads them all.

A line ends at a line end, or at four spaces and more. Two or three spaces end one only when a bullet, a code or a
capitalised word follows; after a full stop, when that word is an infinitive. Nothing ends inside a parenthesis, after
a comma, or after a word that calls for another (« de », « la », « et »…), unless a bullet or a code follows.
Established on the 22 sheets of the reference: lines apart by 4 spaces, three spaces inside sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_RUN = re.compile(r"[^\S\n]*\n\s*|\s{2,}")
_BULLET = re.compile(r"(?:[-–—•●▪◦*·➢➔\uf0b7]\s*|o\s+)(?=\S)")
_CODE = re.compile(
    r"(?P<code>[A-Z]{1,3}(?:\.?\d{1,2})(?:[.\-]?[A-Z]{1,2}\d{1,2})?(?:\.\d{1,2}){0,3}|\d{1,2}(?:\.\d{1,2}){1,3}"
    r"|\d{1,2}(?=\s*[:)]))"
    r"\s*[.:)\-–]*\s*(?=[^\W\d])"
)
_CAPITAL = re.compile(r"[^\W\d_a-zà-öø-ÿ]\S*")
_INFINITIVE = re.compile(r"(?:S[’'])?[^\W\d_]+(?:er|ir|re|oir)\b")
_CALLS = re.compile(
    r"(?:,|\(|\b(?:à|au|aux|avec|ce|ces|d[’']|dans|de|des|du|en|et|l[’']|la|le|les|leur|leurs|ou|où|par|pour|qu[’']"
    r"|que|qui|sa|sans|ses|son|sous|sur|un|une|vers))$",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, the bullet or the code before them, how deep it is (0: no bullet; 2: under an item)."""

    texte: str
    puce: str = ""
    code: str = ""
    niveau: int = 0
    entier: str = ""


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a flattened text, spaces folded; no word is lost."""
    marks: list[str] = []
    found = []
    for raw in _cut(text.strip()):
        bullet = _BULLET.match(raw)
        puce = bullet[0].strip() if bullet else ""
        if puce and puce not in marks:
            marks.append(puce)
        if not puce:
            marks = []
        rest = raw[bullet.end() :] if bullet else raw
        code = _CODE.match(rest)
        words = folded(rest[code.end() :] if code else rest)
        found.append(Line(words, puce, code["code"] if code else "", marks.index(puce) + 1 if puce else 0, folded(raw)))
    return tuple(found)


def _cut(text: str) -> list[str]:
    """The lines, as they are."""
    lines, start = [], 0
    for run in _RUN.finditer(text):
        if _ends(text[start : run.start()], run[0], text[run.end() :]):
            lines.append(text[start : run.start()])
            start = run.end()
    return [line for line in (*lines, text[start:]) if line.strip()]


def _ends(before: str, run: str, after: str) -> bool:
    if "\n" in run:
        return True
    code = _CODE.match(after)
    if _BULLET.match(after) and (len(run) > 3 or after[1:2].isspace()):
        return not _only_mark(before)
    if _only_mark(before) or before.count("(") > before.count(")"):
        return False
    if code and (len(run) > 3 or after[code.end()].isupper()):
        return True
    if _CALLS.search(before):
        return False
    if len(run) > 3:
        return True
    if before[-1] in ".!?":
        return _INFINITIVE.match(after) is not None and after[0].isupper()
    return _CAPITAL.match(after) is not None and after[1:2].islower()


def _only_mark(before: str) -> bool:
    """Is it nothing yet but a bullet or a code?"""
    return not re.search(r"[^\W\d_]{2}", before) and len(before.strip()) < 12


def folded(text: str) -> str:
    """Each run of spaces as one."""
    return _SPACES.sub(" ", text).strip()

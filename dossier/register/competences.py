"""The competencies of an official block, apart from one another.

The export flattens lists: line breaks became runs of spaces, bullets and codes stayed. We split where the text
itself shows the cut (the same bullet, distinct codes, lines that all begin with a capital), never elsewhere:
what shows no cut stays one text, with ``decoupe`` saying so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dossier.register.flattened import Line, lines_of

PUCES, CODES, LIGNES, SEULE, INDIVISE = "puces", "codes", "lignes", "seule", "indivise"

_SENTENCES = re.compile(r"[.;!?]\s+\S")


@dataclass(frozen=True, slots=True)
class Competence:
    """One competency: the code that the sheet prints before it, if any, and its words, spaces folded.

    ``niveau`` is 2 and more for what stands under another item.
    """

    texte: str
    code: str = ""
    niveau: int = 0


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
    lines = lines_of(texte)
    if not lines:
        return Competences((), SEULE)
    return _marked(lines, PUCES) or _marked(lines, CODES) or _by_lines(lines)


def _marked(lines: tuple[Line, ...], decoupe: str) -> Competences | None:
    """The lines from the first with a bullet (or a code) on, if what stands before ends with a colon."""
    marked = [bool(line.puce if decoupe == PUCES else line.code) for line in lines]
    codes = [line.code for line in lines if line.code]
    if not any(marked) or (decoupe == CODES and (len(codes) < 2 or len(set(codes)) < len(codes))):
        return None
    first = marked.index(True)
    introduction = " ".join(line.entier for line in lines[:first])
    if introduction and not introduction.endswith(":"):
        return None
    kept = len(set(codes)) == len(codes)
    items = (_item(line, kept) for line in lines[first:])
    return Competences(tuple(items), decoupe, introduction)


def _item(line: Line, kept: bool) -> Competence:
    """A code that two lines bear tells none apart: it stays with the words."""
    if kept or not line.code:
        return Competence(line.texte, line.code, line.niveau)
    return Competence(line.entier.removeprefix(line.puce).strip(), "", line.niveau)


def _by_lines(lines: tuple[Line, ...]) -> Competences:
    """Lines that all begin with a capital and say more than a word are competencies; otherwise one text."""
    texts = [line.entier for line in lines]
    if len(texts) == 1:
        return Competences((Competence(texts[0]),), INDIVISE if _SENTENCES.search(texts[0]) else SEULE)
    if all(text[0].isupper() and " " in text and not text.endswith(":") for text in texts):
        return Competences(tuple(Competence(text) for text in texts), LIGNES)
    return Competences((Competence(" ".join(texts)),), INDIVISE)

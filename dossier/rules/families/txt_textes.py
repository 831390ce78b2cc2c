"""Wording and typography of every text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.programme.model import Programme
from dossier.programme.walk import texts
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, Hit, rule

# A word, inclusive forms and hyphens included, so that « professionnel·le le » is not « le le ».
_REPEATED = re.compile(r"(?<![\w·’'-])([^\W\d_]+(?:[·’'-][^\W\d_]+)*)\s+(\1)(?![\w·’'-])", re.IGNORECASE)
_LEGITIMATE = frozenset({"nous", "vous", "si", "tout", "en"})


@rule(
    "TXT-001",
    title="Aucun mot n’est répété",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Un mot tapé deux fois de suite se voit à la première lecture.",
    message="Le mot « {mot} » est répété : « {extrait} ».",
    hint="Supprimez l’un des deux.",
)
def no_word_is_repeated(programme: Programme) -> Iterator[Hit]:
    """Side by side in one sentence; « nous nous » and the like are French."""
    for node, text in texts(programme):
        for match in _REPEATED.finditer(text):
            if match[1].lower() not in _LEGITIMATE:
                yield Hit(node, mot=match[1], extrait=excerpt(text, match.start(), match.end()))


def excerpt(text: str, start: int, end: int, around: int = 20) -> str:
    """The words around a match, cut at spaces."""
    left = text.rfind(" ", 0, max(start - around, 0)) + 1 if start > around else 0
    right = text.find(" ", end + around)
    body = text[left : right if right != -1 else len(text)]
    return ("… " if left else "") + body + (" …" if right != -1 else "")

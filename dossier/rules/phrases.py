"""Reading texts sentence by sentence, to see what they say and what they deny."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dossier.programme.mapping import Element
from dossier.programme.model import Programme
from dossier.programme.places import Texte
from dossier.programme.textes import Paragraphe
from dossier.programme.walk import texts

_END = re.compile(r"(?<=[.!?;])\s+(?=\W{0,12}[A-ZÀ-Ý])|\n")
_DENIES = re.compile(
    r"\b(?:aucune?|sans|sauf|hormis|hors|excepté|exception|non|nul|ni|jamais|plus|pas|autres? qu[e’']|"
    r"exclu\w*|interdi\w*|supprim\w*|abrog\w*|remplac\w*|ancien\w*|ex)\b",
    re.IGNORECASE,
)


def phrases(*elements: Element) -> Iterator[tuple[Texte | Paragraphe, str]]:
    """Every sentence of the French texts that elements hold, with the node it stands at."""
    for element in elements:
        for node, text in _texts(element):
            yield from ((node, sentence) for sentence in _END.split(text))


def mentions(pattern: re.Pattern[str], *elements: Element) -> Iterator[tuple[Texte | Paragraphe, re.Match[str]]]:
    """Each match of a pattern within a sentence that denies nothing, with the node it stands at."""
    for element in elements:
        for node, text in _texts(element):
            if pattern.search(text):
                sentences = (sentence for sentence in _END.split(text) if not denies(sentence))
                yield from ((node, match) for sentence in sentences for match in pattern.finditer(sentence))


def _texts(element: Element) -> Iterable[tuple[Texte | Paragraphe, str]]:
    return element.textes if isinstance(element, Programme) else texts(element)


def denies(sentence: str) -> bool:
    """Does a sentence bear a word that may turn what it says into its contrary?"""
    return _DENIES.search(sentence) is not None


def words(*elements: Element) -> str:
    """All the French texts that elements hold, a line each."""
    return "\n".join(text for element in elements for _, text in _texts(element))

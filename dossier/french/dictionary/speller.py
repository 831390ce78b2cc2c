"""Spelling: which words are not French, and the nearest word that is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.french.dictionary import FOLDER
from dossier.french.folding import unaccented

if TYPE_CHECKING:
    import hunspell

_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=.{2})", re.IGNORECASE)
_PREFIX = re.compile(
    r"(?:auto|co|cyber|éco|géo|inter|macro|micro|multi|néo|para|pluri|post|pré|socio|sous|télé)(?=\w{5})"
)
_FEMININE = frozenset("trice trices rice rices euse euses ère ères ive ives esse esses elle elles".split())
"""Endings of inclusive forms that are set apart by a hyphen, a slash or brackets."""
_LETTERS = "eéèêaàâiîoôuûcçrstnlmdpvbfghjkqwxyzëïüœ"


SHORT = 3
"""Letters up to which everything is near everything."""


def fingerprint() -> str:
    """What tells one state of the dictionary, or of the way it is read, from another; in hexadecimal."""
    found = hashlib.sha256()
    for path in (FOLDER / "fr.aff", FOLDER / "fr.dic", Path(__file__)):
        found.update(path.read_bytes())
    return found.hexdigest()


class Speller:
    """Judges words with Hunspell and the dictionary of this folder, which are read when a new word comes.

    ``known`` holds what was judged before, and grows: a word → what to write instead, empty when nothing is near,
    None when the word is right. Reading the dictionary raises ImportError without the extra ``orthographe``.
    """

    def __init__(self, known: dict[str, str | None]) -> None:
        self.known = known

    def faults(self, words: Iterable[str]) -> Mapping[str, str]:
        """The words that are not French, each with what to write instead (empty when nothing is near)."""
        found: dict[str, str] = {}
        for word in words:
            if word not in self.known:
                self.known[word] = self._judge(word)
            instead = self.known[word]
            if instead is not None:
                found[word] = instead
        return found

    @cached_property
    def _hunspell(self) -> hunspell.Hunspell:
        import hunspell

        return hunspell.Hunspell("fr", hunspell_data_dir=str(FOLDER))

    def _judge(self, word: str) -> str | None:
        typed = word.replace("’", "'").partition("·")[0]  # the endings of an inclusive form are not words
        bare = _ELIDED.sub("", typed)
        return None if self._is_right(typed) or self._is_right(bare) else self._nearest(bare)

    def _is_right(self, word: str) -> bool:
        """As it stands, in its parts, or without a prefix that makes new words freely."""
        if len(word) < 2 or word in _FEMININE or self._hunspell.spell(word):
            return True
        parts = re.split(r"[-_]", word)
        if len(parts) > 1:
            return all(self._is_right(part) or _PREFIX.match(f"{part.lower()}_____") for part in parts)
        prefix = _PREFIX.match(word.lower())
        return prefix is not None and bool(self._hunspell.spell(word[prefix.end() :]))

    def _nearest(self, word: str) -> str:
        """A word one letter away, else the two words that were glued; empty when there is none."""
        if len(word) <= SHORT:
            return ""
        return next((near for near in _neighbours(word) if all(map(self._hunspell.spell, near.split(" ")))), "")


def _neighbours(word: str) -> Iterator[str]:
    """With another accent, one letter moved, dropped, added or changed; then cut in two."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    changed = [(letter, left, right) for letter in _LETTERS for left, right in cuts if right]
    yield from (left + letter + right[1:] for letter, left, right in changed if right[0] == unaccented(letter))
    yield from (left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1)
    yield from (left + right[1:] for left, right in cuts if right)
    yield from (left + letter + right for letter in _LETTERS for left, right in cuts if left)
    yield from (left + letter + right[1:] for letter, left, right in changed)
    yield from (f"{left} {right}" for left, right in cuts if len(left) > 2 and len(right) > 2)

"""The word that was meant, when one is written almost as it should be."""

from __future__ import annotations

from collections.abc import Iterable

from dossier.french.folding import alphabetical


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The word most like this one, whatever its case and accents, if there is one."""
    from difflib import get_close_matches  # late: right files do not need it

    by_fold = {alphabetical(each): each for each in words}
    found = get_close_matches(alphabetical(word.strip()), by_fold, 1, 0.7)
    return by_fold[found[0]] if found else None

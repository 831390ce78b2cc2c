"""The words of French: a spelling dictionary, and two lists drawn from it that need no spell-checker."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def infinitives() -> frozenset[str]:
    """Every verb of the dictionary, in the infinitive."""
    return _list("infinitifs.txt")


@cache
def accented_initials() -> frozenset[str]:
    """Words whose first letter is an accented e, written without any accent; none is a word as it stands."""
    return _list("initiales.txt")


def _list(name: str) -> frozenset[str]:
    return frozenset((FOLDER / name).read_text("utf-8").split())

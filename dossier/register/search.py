"""What people type to find a sheet, and the queries that it makes."""

from __future__ import annotations

import re
import sqlite3
import string
from collections.abc import Iterable, Iterator

from dossier.french.folding import unaccented
from dossier.register.identifiers import as_numero

MOST_WORDS = 32
"""Beyond, words are left aside: nobody looks for so many, and the query would be refused."""

_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d[\d\s]*\d", re.ASCII)
_NUMERO = re.compile(r"(RNCP|RS)?(\d{1,6})", re.ASCII)
_BLOC = re.compile(r"((?:RNCP|RS)\d{1,6})(BC\d{1,3})", re.ASCII)
_KINDS = frozenset("rome nsf formacode siret rncp rs code bloc".split())
_LETTERS = string.ascii_lowercase
_LONG = 4
"""Shorter words are not mended: too many are alike."""


def numbers(typed: str) -> tuple[str, ...]:
    """The numbers of sheets that a person may mean: « rncp 30109 », « 30109 » (RNCP and RS share numbers)."""
    found = _NUMERO.fullmatch(as_numero(typed))
    if not found:
        return (as_numero(typed),)
    return (found[0],) if found[1] else (f"RNCP{found[2]}", f"RS{found[2]}")


def bloc_code(typed: str) -> tuple[str, str] | None:
    """The sheet and the whole code of a block, if that is what was typed."""
    found = _BLOC.fullmatch(as_numero(typed))
    return (found[1], found[0]) if found else None


def words(typed: str) -> tuple[str, ...]:
    """The words to look for: spaces inside a SIRET go, so does the name of a kind before its code (« ROME E1103 »)."""
    joined = _DIGITS.sub(lambda run: run[0] if len(_bare(run[0])) != 14 else _bare(run[0]), typed)
    found = _WORD.findall(joined)
    codes = any(any(sign.isdigit() for sign in word) for word in found)
    kept = [word for word in found if not (codes and word.casefold() in _KINDS)]
    return tuple((kept or found)[:MOST_WORDS])


def _bare(digits: str) -> str:
    return "".join(digits.split())


def match(looked_for: Iterable[str]) -> str:
    """The full-text query: all these words or, from three letters up, words that begin so."""
    return " ".join(f'"{word}"*' if len(word) > 2 else f'"{word}"' for word in looked_for)


def mended(base: sqlite3.Connection, looked_for: Iterable[str]) -> tuple[str, ...] | None:
    """The same words, those that no sheet has in the nearest form that some sheet has; None when nothing is near."""
    found = [_nearest(base, word) for word in looked_for]
    return None if None in found else tuple(word for word in found if word)


def _nearest(base: sqlite3.Connection, word: str) -> str | None:
    plain = unaccented(word.casefold())
    begins = "SELECT mot FROM mot WHERE mot >= ? AND mot < ? LIMIT 1"
    if len(plain) < _LONG or base.execute(begins, (plain, f"{plain}\U0010ffff")).fetchone():
        return word
    near = sorted(set(_one_mistake_away(plain)))
    marks = ", ".join("?" * len(near))
    query = f"SELECT mot FROM mot WHERE mot IN ({marks}) ORDER BY fiches DESC, mot LIMIT 1"
    row = base.execute(query, near).fetchone()
    return row[0] if row else None


def _one_mistake_away(word: str) -> Iterator[str]:
    """One letter missing, too many, wrong, or two swapped."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield from (before + letter + after for letter in _LETTERS)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in _LETTERS)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]

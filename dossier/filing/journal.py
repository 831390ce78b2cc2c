"""The journal of what was packaged: one line of JSON an entry, each bearing a hash of the one before and of itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

NAME = "journal.jsonl"
START = "0" * 64
"""What stands for the hash of the line before the first one."""

_HASH = "empreinte"


@dataclass(frozen=True)
class Entry:
    """A line: ``hash`` is its own, ``facts`` all the rest."""

    hash: str
    facts: Mapping[str, object]


class AlteredJournal(Exception):
    """The journal is not what was written; ``line`` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"la ligne {line} du journal {reason}")
        self.line = line


def entries(journal: bytes) -> tuple[Entry, ...]:
    """Every line, each held against the one before; raises AlteredJournal at the first that does not follow."""
    return tuple(_entries(journal))


def _entries(journal: bytes) -> Iterator[Entry]:
    head = START
    lines = journal.split(b"\n")
    for number, line in enumerate(lines[:-1], start=1):
        facts = _facts(line, number)
        told = facts.pop(_HASH, None)
        head = _hash(head, facts)
        if told != head or line != _line(head, facts):
            raise AlteredJournal(number, "a été modifiée, ou une ligne a été retirée ou ajoutée avant elle")
        yield Entry(head, facts)
    if lines[-1]:
        raise AlteredJournal(len(lines), "n’est pas terminée : le fichier a été coupé")


def head(journal: bytes) -> str:
    """The hash of the last line; raises AlteredJournal."""
    return next((entry.hash for entry in reversed(entries(journal))), START)


def appended(journal: bytes, facts: Mapping[str, object]) -> bytes:
    """The journal with one more line; raises AlteredJournal rather than go on with a broken chain."""
    return journal + _line(_hash(head(journal), facts), facts) + b"\n"


def _facts(line: bytes, number: int) -> dict[str, object]:
    try:
        facts = json.loads(line)
    except (ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict):
        raise AlteredJournal(number, "n’est pas lisible")
    return facts


def _hash(before: str, facts: Mapping[str, object]) -> str:
    return hashlib.sha256(f"{before}\n".encode() + _text(facts)).hexdigest()


def _line(own: str, facts: Mapping[str, object]) -> bytes:
    return _text({**facts, _HASH: own})


def _text(facts: Mapping[str, object]) -> bytes:
    # Lone surrogates, which JSON can spell, are no text: they must not stop the reading of a journal.
    return json.dumps(facts, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")

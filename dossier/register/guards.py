"""What an import would take away from the index in place, and what its files say that cannot be right."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dossier.french.dates import short_day
from dossier.register.errors import DOWNLOAD, FORCE, RefusedImport
from dossier.register.reader import Export
from dossier.register.schema import is_genuine

FEWER = 80
"""A register whose sheets fall under this percentage of what the index holds was not exported whole: the official
one keeps its inactive sheets, and only grows."""

WHOLE = {"RNCP": 10_000, "RS": 2_000}
"""From so many sheets up, an export whose name is not the official one is a whole register all the same."""


_DAYS = "SELECT f.repertoire, max(e.jour) FROM fiche f JOIN export e ON e.id = f.export GROUP BY 1"


@dataclass(frozen=True, slots=True)
class Contents:
    """What an index holds: how many sheets of each register, and the day that they are of."""

    fiches: Mapping[str, int] = field(default_factory=dict)
    jours: Mapping[str, date] = field(default_factory=dict)


def contents(index: Path) -> Contents:
    """What an index in place holds; nothing when there is none, or none that can be read.

    Raises RefusedImport when another file bears its name: an import would destroy it.
    """
    if not index.is_file() or index.stat().st_size == 0:
        return Contents()
    try:
        with closing(sqlite3.connect(f"{index.resolve().as_uri()}?mode=ro", uri=True)) as base:
            if not is_genuine(base, version=None):
                raise _foreign(index)
            counts = base.execute("SELECT repertoire, count(*) FROM fiche GROUP BY 1").fetchall()
            days = {name: date.fromisoformat(day) for name, day in base.execute(_DAYS)} if is_genuine(base) else {}
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise _foreign(index) from None
        return Contents()
    except (TypeError, ValueError):
        return Contents()
    return Contents({str(name): count for name, count in counts}, days)


def _foreign(index: Path) -> RefusedImport:
    return RefusedImport(index, "ce fichier n’est pas un index du répertoire ; il n’est pas remplacé", FORCE)


def refused(export: Export, jour: date, fiches: Mapping[str, int], old: Contents) -> Iterator[RefusedImport]:
    """What one export cannot be: without sheets, of two days, older than what the index holds of its registers."""
    if not fiches:
        yield RefusedImport(export.path, "cet export ne contient aucune fiche", f"{DOWNLOAD} {FORCE}")
    if len(export.jours) > 1:
        days = ", ".join(map(short_day, export.jours))
        reason = f"les fichiers sont de plusieurs jours : {days}"
        yield RefusedImport(export.path, reason, f"Donnez les fichiers d’un seul jour. {FORCE}")
    held = max((old.jours[name] for name in fiches if name in old.jours), default=jour)
    if jour < held:
        reason = f"l’export est du {short_day(jour)}, plus ancien que l’index ({short_day(held)})"
        yield RefusedImport(export.path, reason, FORCE)


def refused_losses(index: Path, fiches: Mapping[str, int], old: Contents) -> Iterator[RefusedImport]:
    """A register of the index of which the import holds far fewer sheets."""
    for repertoire, before in sorted(old.fiches.items()):
        now = fiches.get(repertoire, 0)
        if now * 100 < before * FEWER:
            brought = f"n’en apporte que {now}" if now else "n’en apporte aucune"
            reason = f"l’index contient {_sheets(before, repertoire)}, cet import {brought}"
            hint = "Donnez ensemble l’export de chaque répertoire que l’index doit contenir. "
            yield RefusedImport(index, reason, hint + FORCE)


def _sheets(count: int, repertoire: str) -> str:
    return f"{count} fiche{'s' if count > 1 else ''} {repertoire}"


def whole(export: Export, fiches: Mapping[str, int]) -> tuple[str, ...]:
    """The registers that an export holds whole, from its name or from the number of its sheets."""
    return tuple(
        name for name, least in WHOLE.items() if fiches.get(name) and (export.officiel or fiches[name] >= least)
    )

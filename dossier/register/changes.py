"""What a newer export changed: one index held against the one before it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from dossier.register.schema import is_genuine


@dataclass(frozen=True, slots=True)
class Changes:
    """Each kind of change: tuples that begin with the number of the sheet, sorted.

    Renamed: number, (code,) before, after; replaced: number, new number; prolonged: number, before, after.
    """

    nouvelles: tuple[tuple[str, ...], ...] = ()
    retirees: tuple[tuple[str, ...], ...] = ()
    expirees: tuple[tuple[str, ...], ...] = ()
    remplacees: tuple[tuple[str, ...], ...] = ()
    renommees: tuple[tuple[str, ...], ...] = ()
    echeances: tuple[tuple[str, ...], ...] = ()
    blocs_renommes: tuple[tuple[str, ...], ...] = ()
    blocs_ajoutes: tuple[tuple[str, ...], ...] = ()
    blocs_retires: tuple[tuple[str, ...], ...] = ()

    def by_kind(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """The changes under their names."""
        return {kind.name: getattr(self, kind.name) for kind in fields(self)}

    def of(self, numeros: Iterable[str]) -> Changes:
        """The changes of some sheets only."""
        kept = set(numeros)
        return Changes(**{kind: tuple(row for row in rows if row[0] in kept) for kind, rows in self.by_kind().items()})

    def __bool__(self) -> bool:
        return any(self.by_kind().values())


TITLES = {
    "nouvelles": "Nouvelles fiches",
    "retirees": "Fiches qui ne sont plus dans l’export",
    "expirees": "Fiches devenues inactives",
    "remplacees": "Fiches remplacées",
    "renommees": "Intitulés modifiés",
    "echeances": "Fins d’enregistrement modifiées",
    "blocs_renommes": "Blocs renommés",
    "blocs_ajoutes": "Blocs ajoutés",
    "blocs_retires": "Blocs retirés",
}

_BOTH = "FROM main.fiche n JOIN ancien.fiche a ON a.numero = n.numero"
_LINKS = (
    "SELECT f.numero, l.autre FROM {0}.lien l JOIN {0}.fiche f ON f.id = l.fiche "
    "WHERE l.sens = 'nouvelle' AND f.numero IN (SELECT numero FROM ancien.fiche)"
)
_BLOCS = (
    "SELECT f.numero, b.code FROM {0}.bloc b JOIN {0}.fiche f ON f.id = b.fiche "
    "WHERE f.numero IN (SELECT numero FROM {1}.fiche)"
)
_QUERIES = {
    "nouvelles": "SELECT numero FROM main.fiche EXCEPT SELECT numero FROM ancien.fiche",
    "retirees": "SELECT numero FROM ancien.fiche EXCEPT SELECT numero FROM main.fiche",
    "expirees": f"SELECT n.numero {_BOTH} WHERE a.actif = 1 AND n.actif = 0",
    "remplacees": f"{_LINKS.format('main')} EXCEPT {_LINKS.format('ancien')}",
    "renommees": f"SELECT n.numero, a.intitule, n.intitule {_BOTH} WHERE a.intitule <> n.intitule",
    "echeances": f"SELECT n.numero, coalesce(a.date_fin, ''), coalesce(n.date_fin, '') {_BOTH} "
    "WHERE a.date_fin IS NOT n.date_fin",
    "blocs_renommes": f"SELECT n.numero, m.code, b.libelle, m.libelle {_BOTH} JOIN main.bloc m ON m.fiche = n.id "
    "JOIN ancien.bloc b ON b.fiche = a.id AND b.code = m.code WHERE b.libelle <> m.libelle",
    "blocs_ajoutes": f"{_BLOCS.format('main', 'ancien')} EXCEPT {_BLOCS.format('ancien', 'main')}",
    "blocs_retires": f"{_BLOCS.format('ancien', 'main')} EXCEPT {_BLOCS.format('main', 'ancien')}",
}


def changes_since(base: sqlite3.Connection, old: Path) -> Changes | None:
    """What changed since an older index, whose nomenclatures are taken over; None when it cannot be read."""
    if not old.is_file():
        return None
    try:
        base.execute("ATTACH ? AS ancien", (f"{old.resolve().as_uri()}?mode=ro",))
    except sqlite3.DatabaseError:
        return None
    try:
        if not is_genuine(base, "ancien", version=None):
            return None
        base.execute(
            "INSERT OR REPLACE INTO main.nomenclature SELECT sorte, code, libelle, fichier FROM ancien.nomenclature"
        )
        if not is_genuine(base, "ancien"):
            return None
        found: dict[str, Any] = {
            kind: tuple(
                base.execute(f"{query} ORDER BY 1, 2" if "," in query.split("FROM")[0] else f"{query} ORDER BY 1")
            )
            for kind, query in _QUERIES.items()
        }
        return Changes(**found)
    except sqlite3.DatabaseError:
        return None
    finally:
        base.execute("DETACH ancien")

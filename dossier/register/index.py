"""Looking things up in the index of the register; every answer can say where its data come from."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, wraps
from pathlib import Path
from types import TracebackType
from typing import ParamSpec, TypeVar

from lxml import etree

from dossier.french.dates import short_day
from dossier.register.element import from_bytes
from dossier.register.errors import IMPORT, OTHER, MissingIndex, OutdatedIndex, UnusableIndex
from dossier.register.fiche import Fiche
from dossier.register.identifiers import as_numero
from dossier.register.schema import VERSION, is_genuine
from dossier.register.search import bloc_code, match, mended, numbers, words

DEFAULT = Path("sources/referentiel/rncp.sqlite")
LIMIT = 20

_P = ParamSpec("_P")
_T = TypeVar("_T")

_LARGEST = 64 * 1024**2
_WEIGHTS = "10, 4, 3, 2, 2"  # title, jobs, blocks, awarding bodies, codes


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the data come from, as the licence asks to say it."""

    fichier: str
    forme: str
    jour: date
    fiches: int
    source: str
    licence: str
    complets: tuple[str, ...] = ()
    absents: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"Source : {self.source}, export du {short_day(self.jour)}. {self.licence}."


@dataclass(frozen=True, slots=True)
class Resume:
    """A sheet in one line; ``niveau`` is 1 to 8 or None."""

    numero: str
    intitule: str
    niveau: int | None
    actif: bool | None
    date_fin: date | None


@dataclass(frozen=True, slots=True)
class Found:
    """The first sheets of a search, best first, and how many there are in all.

    ``cherche`` is what was looked for instead of words that no sheet has, when they look mistyped.
    """

    fiches: tuple[Resume, ...]
    total: int
    cherche: str = ""


@dataclass(frozen=True, slots=True)
class CodeEnUsage:
    """A code of a nomenclature: its label (the official one when known, else the most used), the other labels,
    how many sheets bear it, how many of them are active.
    """

    code: str
    libelle: str
    autres: tuple[str, ...]
    fiches: int
    actives: int
    officiel: bool


def _sure(method: Callable[_P, _T]) -> Callable[_P, _T]:
    """A method of the index: whatever it holds, what cannot be read is UnusableIndex."""

    @wraps(method)
    def answer(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return method(*args, **kwargs)
        except (sqlite3.DatabaseError, zlib.error, etree.XMLSyntaxError, ValueError, TypeError) as error:
            path: Path = args[0].path  # type: ignore[attr-defined]  # methods of Index only
            raise UnusableIndex(path, "l’index est abîmé", f"Refaites-le. {IMPORT}") from error

    return answer


class Index:
    """The index, open for reading. Use it in a ``with``. Every method may raise UnusableIndex."""

    def __init__(self, path: Path = DEFAULT) -> None:
        """Raises MissingIndex, OutdatedIndex, UnusableIndex."""
        self.path = path
        self.last: Fiche | None = None  # several rules ask for the same sheet
        if not path.is_file():
            raise MissingIndex(path, "il n’y a pas encore d’index du répertoire national", IMPORT)
        try:
            self.base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
            self.base.execute("PRAGMA trusted_schema = OFF")
            ours, genuine = is_genuine(self.base, version=None), is_genuine(self.base)
            version = self.base.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise UnusableIndex(path, "ce fichier n’est pas un index lisible", IMPORT) from error
        if ours and version != VERSION:
            reason = f"l’index est à la version {version} ; cette version de l’outil lit la version {VERSION}"
            raise OutdatedIndex(path, reason, f"Refaites-le. {IMPORT}")
        if not genuine:
            raise UnusableIndex(path, "ce fichier n’est pas un index du répertoire", f"{IMPORT} {OTHER}")

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the file."""
        self.base.close()

    @cached_property
    @_sure
    def provenance(self) -> tuple[Provenance, ...]:
        """The exports that the index was made of."""
        columns = "fichier, forme, jour, fiches, source, licence, complets, absents"
        rows = self.base.execute(f"SELECT {columns} FROM export ORDER BY id")
        return tuple(
            Provenance(
                *(str(fichier), str(forme), date.fromisoformat(jour), int(fiches), str(source), str(licence)),
                *(tuple(str(complets).split()), tuple(str(absents).split())),
            )
            for fichier, forme, jour, fiches, source, licence, complets, absents in rows
        )

    @property
    @_sure
    def jour(self) -> date:
        """The day of the oldest of these exports."""
        return min(export.jour for export in self.provenance)

    def complet(self, repertoire: str) -> bool:
        """Was this register (RNCP, RS) imported whole? Only then does a missing sheet not exist."""
        return any(repertoire in export.complets for export in self.provenance)

    def sait(self, champ: str) -> bool:
        """Does the index hold this field of sheets for the whole of the RNCP?"""
        return any("RNCP" in export.complets and champ not in export.absents for export in self.provenance)

    @_sure
    def fiche(self, numero: str) -> Fiche | None:
        """The sheet of this number, if the index has it."""
        asked = _bindable(as_numero(numero))
        if self.last and self.last.numero == asked:
            return self.last
        row = self.base.execute(
            "SELECT t.xml, e.absents FROM fiche f JOIN texte t ON t.id = f.id JOIN export e ON e.id = f.export "
            "WHERE f.numero = ?",
            (asked,),
        ).fetchone()
        if row is None:
            return None
        self.last = from_bytes(_unfolded(row[0]), frozenset(str(row[1]).split()))
        return self.last

    @_sure
    def numeros(self, typed: str) -> tuple[str, ...]:
        """The numbers in the index that a person may mean."""
        asked = numbers(_bindable(typed))
        marks = ", ".join("?" * len(asked))
        query = f"SELECT numero FROM fiche WHERE numero IN ({marks}) ORDER BY numero"
        return tuple(row[0] for row in self.base.execute(query, asked))

    @_sure
    def search(self, text: str, level: int | None = None, active: bool = False, limit: int = LIMIT) -> Found:
        """Sheets of this number or with this block, else with all these words, accents and case apart."""
        typed = _bindable(text)
        named = bloc_code(typed)
        numeros = self.numeros(named[0] if named else typed)
        if numeros and (named is None or self._has_bloc(named[1])):
            where = f"FROM fiche f WHERE f.numero IN ({', '.join('?' * len(numeros))})"
            return self._found(where, "f.id", numeros, level, active, limit)
        looked_for = words(typed)
        found = self._with_words(looked_for, level, active, limit)
        if found.total or not looked_for:
            return found
        nearest = mended(self.base, looked_for)
        if nearest is None or nearest == looked_for:
            return found
        again = self._with_words(nearest, level, active, limit)
        return replace(again, cherche=" ".join(nearest)) if again.total else found

    def _has_bloc(self, code: str) -> bool:
        return self.base.execute("SELECT 1 FROM bloc WHERE code = ?", (code,)).fetchone() is not None

    def _with_words(self, looked_for: tuple[str, ...], level: int | None, active: bool, limit: int) -> Found:
        if not looked_for:
            return Found((), 0)
        where = "FROM recherche r CROSS JOIN fiche f ON f.id = r.rowid WHERE recherche MATCH ?"
        order = f"bm25(recherche, {_WEIGHTS}), f.id"
        return self._found(where, order, (match(looked_for),), level, active, limit)

    def _found(
        self, where: str, order: str, asked: tuple[str, ...], level: int | None, active: bool, limit: int
    ) -> Found:
        where += " AND f.niveau = ?" if level is not None else ""
        where += " AND f.actif = 1" if active else ""
        values = asked if level is None else (*asked, level)
        total = self.base.execute(f"SELECT count(*) {where}", values).fetchone()[0]
        columns = "f.numero, f.intitule, f.niveau, f.actif, f.date_fin"
        rows = self.base.execute(f"SELECT {columns} {where} ORDER BY {order} LIMIT ?", (*values, limit))
        return Found(tuple(_resume(*row) for row in rows), total)

    @_sure
    def fiches_avec_blocs(self, libelles: tuple[str, ...]) -> tuple[str, ...]:
        """The numbers of the active sheets that have a block so titled, letter by letter."""
        marks = ", ".join("?" * len(libelles))
        query = f"SELECT DISTINCT fiche FROM bloc WHERE libelle IN ({marks})"
        rows = self.base.execute(f"SELECT numero FROM fiche WHERE actif = 1 AND id IN ({query}) ORDER BY id", libelles)
        return tuple(row[0] for row in rows)

    @_sure
    def stats(self) -> Mapping[str, Mapping[str, int]]:
        """How many sheets by register, active or not; active RNCP sheets by level; blocks."""
        one = self.base.execute
        registers: dict[str, int] = {}
        for repertoire, actif, count in one("SELECT repertoire, actif, count(*) FROM fiche GROUP BY 1, 2 ORDER BY 1"):
            registers[repertoire] = registers.get(repertoire, 0) + count
            registers[f"{repertoire} actives"] = registers.get(f"{repertoire} actives", 0) + (count if actif else 0)
        levels = one(
            "SELECT niveau, count(*) FROM fiche WHERE repertoire = 'RNCP' AND actif = 1 GROUP BY niveau ORDER BY niveau"
        )
        blocs, with_blocs = one("SELECT total(blocs), total(blocs > 0) FROM fiche").fetchone()
        return {
            "fiches": registers,
            "niveaux": {"sans niveau" if level is None else str(level): count for level, count in levels},
            "blocs": {"blocs": int(blocs), "fiches avec blocs": int(with_blocs)},
        }

    @_sure
    def codes(self, kind: str, *only: str) -> dict[str, CodeEnUsage]:
        """A nomenclature by code: ``nsf``, ``rome`` or ``formacode``, in use or official, sorted; all or some."""
        some = f" AND code IN ({', '.join('?' * len(only))})" if only else ""
        used: dict[str, list[tuple[str, int, int]]] = {}
        where = f"WHERE sorte = ?{some}"
        query = f"SELECT code, libelle, fiches, actives FROM usage {where} ORDER BY code, fiches DESC, libelle"
        for code, libelle, fiches, actives in self.base.execute(query, (kind, *only)):
            used.setdefault(code, []).append((libelle, fiches, actives))
        official = dict(self.base.execute(f"SELECT code, libelle FROM nomenclature {where}", (kind, *only)))
        return {code: _in_use(code, used.get(code, []), official.get(code)) for code in sorted({*used, *official})}


def _bindable(text: str) -> str:
    """A text that SQLite takes: what a terminal could not decode is no character."""
    return text.encode("utf-8", "replace").decode()


def _unfolded(data: bytes) -> bytes:
    """A sheet, whose size has a bound; raises zlib.error."""
    unfolding = zlib.decompressobj()
    text = unfolding.decompress(data, _LARGEST)
    if not unfolding.eof:
        raise zlib.error("larger than any sheet, or cut")
    return text


def _resume(numero: str, intitule: str, niveau: int | None, actif: int | None, date_fin: str | None) -> Resume:
    end = date.fromisoformat(date_fin) if date_fin else None
    return Resume(numero, intitule, niveau, None if actif is None else bool(actif), end)


def _in_use(code: str, used: list[tuple[str, int, int]], official: str | None) -> CodeEnUsage:
    labels = [label for label, _fiches, _actives in used]
    libelle = official if official is not None else labels[0]
    return CodeEnUsage(
        code,
        libelle,
        tuple(label for label in labels if label != libelle),
        sum(fiches for _label, fiches, _actives in used),
        sum(actives for _label, _fiches, actives in used),
        official is not None,
    )

"""Looking things up in the index of the register; every answer can say where its data come from."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType

from dossier.french.dates import short_day
from dossier.register.element import from_bytes
from dossier.register.errors import IMPORT, MissingIndex, OutdatedIndex, UnusableIndex
from dossier.register.fiche import Fiche
from dossier.register.schema import APPLICATION, VERSION

DEFAULT = Path("sources/referentiel/rncp.sqlite")
LIMIT = 20

_WORD = re.compile(r"\w+")
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
    """The first sheets of a search, best first, and how many there are in all."""

    fiches: tuple[Resume, ...]
    total: int


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


class Index:
    """The index, open for reading. Use it in a ``with``."""

    def __init__(self, path: Path = DEFAULT) -> None:
        """Raises MissingIndex, OutdatedIndex, UnusableIndex."""
        self.path = path
        self.last: Fiche | None = None  # several rules ask for the same sheet
        if not path.is_file():
            raise MissingIndex(path, "il n’y a pas encore d’index du répertoire national", IMPORT)
        try:
            self.base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
            application, version = (
                self.base.execute(f"PRAGMA {key}").fetchone()[0] for key in ("application_id", "user_version")
            )
        except sqlite3.DatabaseError as error:
            raise UnusableIndex(path, "ce fichier n’est pas un index lisible", IMPORT) from error
        if application != APPLICATION:
            raise UnusableIndex(path, "ce fichier n’est pas un index du répertoire", IMPORT)
        if version != VERSION:
            reason = f"l’index est à la version {version} ; cette version de l’outil lit la version {VERSION}"
            raise OutdatedIndex(path, reason, f"Refaites-le. {IMPORT}")

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.DatabaseError | zlib.error):
            raise UnusableIndex(self.path, "l’index est abîmé", f"Refaites-le. {IMPORT}") from error

    def close(self) -> None:
        """Free the file."""
        self.base.close()

    @property
    def provenance(self) -> tuple[Provenance, ...]:
        """The exports that the index was made of."""
        rows = self.base.execute("SELECT fichier, forme, jour, fiches, source, licence FROM export ORDER BY id")
        return tuple(
            Provenance(fichier, forme, date.fromisoformat(jour), *rest) for fichier, forme, jour, *rest in rows
        )

    @property
    def jour(self) -> date:
        """The day of the oldest of these exports."""
        return min(export.jour for export in self.provenance)

    def fiche(self, numero: str) -> Fiche | None:
        """The sheet of this number, if the register has it."""
        if self.last and self.last.numero == numero:
            return self.last
        row = self.base.execute(
            "SELECT xml FROM texte WHERE id = (SELECT id FROM fiche WHERE numero = ?)", (numero,)
        ).fetchone()
        if row is None:
            return None
        self.last = from_bytes(zlib.decompress(row[0]))
        return self.last

    def numeros(self, typed: str) -> tuple[str, ...]:
        """The numbers that a person may mean: « rncp 30109 », « 30109 » (RNCP and RS share numbers)."""
        text = re.sub(r"\s", "", typed).upper()
        asked = (f"RNCP{text}", f"RS{text}") if text.isdecimal() else (text,)
        marks = ", ".join("?" * len(asked))
        query = f"SELECT numero FROM fiche WHERE numero IN ({marks}) ORDER BY numero"
        return tuple(row[0] for row in self.base.execute(query, asked))

    def search(self, text: str, level: int | None = None, active: bool = False, limit: int = LIMIT) -> Found:
        """Sheets with all these words (or, from three letters up, words that begin so), accents and case apart."""
        words = " ".join(f'"{word}"*' if len(word) > 2 else f'"{word}"' for word in _WORD.findall(text))
        if not words:
            return Found((), 0)
        where = "FROM recherche r CROSS JOIN fiche f ON f.id = r.rowid WHERE recherche MATCH ?"
        where += " AND f.niveau = ?" if level is not None else ""
        where += " AND f.actif = 1" if active else ""
        values = (words,) if level is None else (words, level)
        total = self.base.execute(f"SELECT count(*) {where}", values).fetchone()[0]
        rows = self.base.execute(
            f"SELECT f.numero, f.intitule, f.niveau, f.actif, f.date_fin {where} "
            f"ORDER BY bm25(recherche, {_WEIGHTS}), f.id LIMIT ?",
            (*values, limit),
        )
        return Found(tuple(_resume(*row) for row in rows), total)

    def fiches_avec_blocs(self, libelles: tuple[str, ...]) -> tuple[str, ...]:
        """The numbers of the active sheets that have a block so titled, letter by letter."""
        marks = ", ".join("?" * len(libelles))
        query = f"SELECT DISTINCT fiche FROM bloc WHERE libelle IN ({marks})"
        rows = self.base.execute(f"SELECT numero FROM fiche WHERE actif = 1 AND id IN ({query}) ORDER BY id", libelles)
        return tuple(row[0] for row in rows)

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
        blocs, with_blocs = one("SELECT sum(blocs), sum(blocs > 0) FROM fiche").fetchone()
        return {
            "fiches": registers,
            "niveaux": {"sans niveau" if level is None else str(level): count for level, count in levels},
            "blocs": {"blocs": blocs, "fiches avec blocs": with_blocs},
        }

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

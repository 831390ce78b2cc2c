"""Importing exports into the index: built aside, then renamed, so that a killed import leaves the old one."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dossier.register.changes import Changes, changes_since
from dossier.register.csv_reader import read_csv
from dossier.register.errors import DuplicatedFiche, ImportInProgress, UndatedExport, UnusableIndex
from dossier.register.fiche import Fiche
from dossier.register.flux import Lecture, read_flux
from dossier.register.reader import Export, Progress
from dossier.register.schema import INDEXES, LICENCE, SOURCE, TABLES

_BATCH = 200
_LEVEL = 1  # zlib: six times smaller already, and the fastest


@dataclass(frozen=True, slots=True)
class Import:
    """What an import did. ``changes`` is None when there was no usable index before."""

    fiches: int
    doublons: int
    anomalies: tuple[tuple[str, str], ...]
    changes: Changes | None


def import_exports(
    index: Path, exports: Sequence[Export], jour: date | None = None, progress: Progress = lambda _count: None
) -> Import:
    """Replace the index by one made of these exports; ``jour`` is their day when their names do not tell it.

    Raises UnreadableExport, UnusableIndex (the folder cannot be written), ImportInProgress; the index in place is
    then untouched. Official nomenclatures that were added to it are kept.
    """
    days = [_day(export, jour) for export in exports]
    try:
        index.parent.mkdir(parents=True, exist_ok=True)
        with _alone(index):
            aside = index.with_name(f".{index.name}.import")
            aside.unlink(missing_ok=True)
            try:
                done = _build(aside, index, list(zip(exports, days, strict=True)), progress)
                _keep(aside)
                aside.replace(index)
            finally:
                aside.unlink(missing_ok=True)
    except (OSError, sqlite3.OperationalError) as error:
        raise UnusableIndex(
            index,
            "l’index ne peut pas être écrit dans ce dossier",
            "Vérifiez le droit d’y écrire et la place libre, ou choisissez un autre fichier avec --index.",
        ) from error
    return done


def _day(export: Export, jour: date | None) -> date:
    day = jour or export.jour
    if day is None:
        raise UndatedExport(
            export.path,
            "le nom du fichier ne dit pas de quel jour est l’export",
            "Ajoutez --date AAAA-MM-JJ, ou gardez le nom d’origine du fichier téléchargé.",
        )
    return day


@contextmanager
def _alone(index: Path) -> Iterator[None]:
    """Hold a lock that the system frees even when the import is killed."""
    lock = sqlite3.connect(index.with_name(f".{index.name}.verrou"), timeout=0, isolation_level=None)
    with contextlib.closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise ImportInProgress(
                index, "un autre import est en cours dans cet index", "Attendez qu’il finisse, puis relancez."
            ) from None
        yield


def _build(aside: Path, index: Path, exports: list[tuple[Export, date]], progress: Progress) -> Import:
    with contextlib.closing(sqlite3.connect(f"{aside.resolve().as_uri()}", uri=True, isolation_level=None)) as base:
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;" + TABLES)
        base.execute("BEGIN")
        writer = _Writer(base)
        for export, day in exports:
            before = writer.count
            for lecture in _read(export, progress):
                writer.add(lecture, export)
            writer.flush()
            base.execute(
                "INSERT INTO export (fichier, forme, jour, fiches, source, licence) VALUES (?, ?, ?, ?, ?, ?)",
                (export.path.name, export.forme, day.isoformat(), writer.count - before, SOURCE, LICENCE),
            )
        writer.finish()
        base.execute("COMMIT")
        base.executescript(INDEXES)
        return Import(writer.count, writer.doublons, tuple(writer.anomalies), changes_since(base, index))


def _read(export: Export, progress: Progress) -> Iterator[Lecture]:
    if export.forme == "CSV":
        yield from read_csv(export, progress)
    else:
        for part in export.parts:
            yield from read_flux(part, progress)


def _keep(path: Path) -> None:
    """Force a file to the disk before it takes the place of the old one."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@dataclass
class _Writer:
    """Sheets into tables, by batches."""

    base: sqlite3.Connection
    count: int = 0
    doublons: int = 0
    anomalies: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.seen: dict[str, int] = {}
        self.usage: Counter[tuple[str, str, str]] = Counter()
        self.active: Counter[tuple[str, str, str]] = Counter()
        self.rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in _INSERTS}

    def add(self, lecture: Lecture, export: Export) -> None:
        """Take a sheet; the same one twice counts once, two different ones are refused."""
        fiche = lecture.fiche
        mark = hash(lecture.xml)
        if fiche.numero in self.seen:
            self._again(fiche, self.seen[fiche.numero] == mark, export)
            return
        self.seen[fiche.numero] = mark
        self.count += 1
        self.anomalies += ((fiche.numero, anomaly) for anomaly in fiche.anomalies)
        self._rows(fiche, lecture.xml)
        if self.count % _BATCH == 0:
            self.flush()

    def _again(self, fiche: Fiche, same: bool, export: Export) -> None:
        if not same:
            raise DuplicatedFiche(
                export.path,
                f"la fiche {fiche.numero} y figure deux fois, avec des contenus différents",
                "N’importez qu’un export de chaque répertoire, du même jour.",
                numero=fiche.numero,
            )
        self.doublons += 1

    def _rows(self, fiche: Fiche, xml: bytes) -> None:
        rows, key = self.rows, self.count
        end = fiche.date_fin.isoformat() if fiche.date_fin else None
        rows["fiche"].append(
            (
                *(key, fiche.numero, fiche.repertoire, fiche.intitule, fiche.rang_niveau),
                *(fiche.actif, end, fiche.type_enregistrement, len(fiche.blocs)),
            )
        )
        rows["texte"].append((key, zlib.compress(xml, _LEVEL)))
        rows["bloc"] += ((key, rank, bloc.code, bloc.libelle) for rank, bloc in enumerate(fiche.blocs))
        rows["lien"] += ((key, "ancienne", autre) for autre in fiche.anciennes)
        rows["lien"] += ((key, "nouvelle", autre) for autre in fiche.nouvelles)
        rows["recherche"].append((key, *_searchable(fiche)))
        for kind, codes in (("nsf", fiche.nsf), ("rome", fiche.rome), ("formacode", fiche.formacodes)):
            used = [(kind, code.code, code.libelle) for code in codes]
            self.usage.update(used)
            if fiche.actif:
                self.active.update(used)

    def flush(self) -> None:
        """Write what waits."""
        for table, insert in _INSERTS.items():
            self.base.executemany(insert, self.rows[table])
            self.rows[table].clear()

    def finish(self) -> None:
        """Write what is counted over all sheets."""
        rows = ((*key, count, self.active[key]) for key, count in sorted(self.usage.items()))
        self.base.executemany("INSERT INTO usage VALUES (?, ?, ?, ?, ?)", rows)


_INSERTS = {
    "fiche": "INSERT INTO fiche VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "texte": "INSERT INTO texte VALUES (?, ?)",
    "bloc": "INSERT INTO bloc VALUES (?, ?, ?, ?)",
    "lien": "INSERT INTO lien VALUES (?, ?, ?)",
    "recherche": "INSERT INTO recherche (rowid, intitule, emplois, blocs, certificateurs, codes) "
    "VALUES (?, ?, ?, ?, ?, ?)",
}


def _searchable(fiche: Fiche) -> tuple[str, ...]:
    abrege = f" {fiche.abrege.code} {fiche.abrege.libelle}" if fiche.abrege else ""
    return (
        fiche.intitule + abrege,
        fiche.emplois_accessibles,
        "\n".join(bloc.libelle for bloc in fiche.blocs),
        "\n".join(f"{body.nom} {body.nom_commercial} {body.siret}" for body in fiche.certificateurs),
        "\n".join(f"{code.code} {code.libelle}" for code in (*fiche.nsf, *fiche.rome, *fiche.formacodes)),
    )

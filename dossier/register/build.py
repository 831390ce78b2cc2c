"""Importing exports into the index: built aside, then renamed, so that a killed import leaves the old one."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from dossier.register.changes import Changes, changes_since
from dossier.register.csv_files import Tally
from dossier.register.csv_reader import read_csv
from dossier.register.element import from_bytes
from dossier.register.errors import FORCE, DuplicatedFiche, RefusedImport, UndatedExport
from dossier.register.fiche import Fiche
from dossier.register.flux import Lecture, read_flux
from dossier.register.guards import Contents, contents, refused, refused_losses, whole
from dossier.register.reader import Export, Progress
from dossier.register.replacing import replaced
from dossier.register.schema import INDEXES, LICENCE, SOURCE, TABLES

_BATCH = 200
_LEVEL = 1  # zlib: six times smaller already, and the fastest


@dataclass(frozen=True, slots=True)
class Import:
    """What an import did. ``changes`` is None when there was no usable index before.

    ``nettoyes``: characters that XML does not admit, taken out; ``orphelines``: lines of sheets that the standard
    file lacks; ``manquants``: files of the ten that were not there; ``ecartes``: files that are none of the ten;
    ``brouillees``: sheets that look misread; ``complets``: registers held whole; ``forces``: what would have been
    refused without ``--force``.
    """

    fiches: int
    doublons: int
    anomalies: tuple[tuple[str, str], ...]
    changes: Changes | None
    nettoyes: int = 0
    orphelines: int = 0
    manquants: tuple[str, ...] = ()
    ecartes: tuple[str, ...] = ()
    brouillees: tuple[str, ...] = ()
    complets: tuple[str, ...] = ()
    forces: tuple[str, ...] = ()


def import_exports(
    index: Path,
    exports: Sequence[Export],
    jour: date | None = None,
    progress: Progress = lambda _count: None,
    force: bool = False,
) -> Import:
    """Replace the index by one made of these exports; ``jour`` is their day, whatever their names tell.

    Raises UnreadableExport (RefusedImport: unless ``force``), UnusableIndex (the folder cannot be written),
    ImportInProgress; the index in place is then untouched. Official nomenclatures that were added to it are kept.
    """
    days = [_day(export, jour) for export in exports]
    with replaced(index) as aside:
        refusals = _Refusals(force)
        old = _contents(index, refusals)
        return _build(aside, index, list(zip(exports, days, strict=True)), progress, old, refusals)


def _contents(index: Path, refusals: _Refusals) -> Contents:
    try:
        return contents(index)
    except RefusedImport as error:
        refusals.all([error])
        return Contents()


@dataclass
class _Refusals:
    """What is refused, unless forced: then kept, to be told."""

    force: bool
    forces: list[str] = field(default_factory=list)

    def all(self, errors: Iterable[RefusedImport]) -> None:
        for error in errors:
            if not self.force:
                raise error
            self.forces.append(error.reason)


def _day(export: Export, jour: date | None) -> date:
    day = jour or export.jour
    if day is None:
        raise UndatedExport(
            export.path,
            "le nom du fichier ne dit pas de quel jour est l’export",
            "Ajoutez --date AAAA-MM-JJ, ou gardez le nom d’origine du fichier téléchargé.",
        )
    return day


def _build(
    aside: Path,
    index: Path,
    exports: list[tuple[Export, date]],
    progress: Progress,
    old: Contents,
    refusals: _Refusals,
) -> Import:
    with contextlib.closing(sqlite3.connect(f"{aside.resolve().as_uri()}", uri=True, isolation_level=None)) as base:
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;" + TABLES)
        base.execute("BEGIN")
        writer = _Writer(base, refusals)
        for export, day in exports:
            writer.begin()
            for lecture in _read(export, progress, writer.tally, refusals.force):
                writer.add(lecture, export)
            refusals.all(refused(export, day, writer.brought, old))
            writer.end(export, day)
        refusals.all(refused_losses(index, writer.held, old))
        writer.finish()
        base.execute("COMMIT")
        base.executescript(INDEXES)
        return writer.told(changes_since(base, index))


def _read(export: Export, progress: Progress, tally: Tally, force: bool) -> Iterator[Lecture]:
    if export.forme == "CSV":
        yield from read_csv(export, progress, tally, force)
    else:
        for part in export.parts:
            yield from read_flux(part, progress)


@dataclass
class _Writer:
    """Sheets into tables, by batches."""

    base: sqlite3.Connection
    refusals: _Refusals
    count: int = 0
    doublons: int = 0
    rank: int = 0
    anomalies: list[tuple[str, str]] = field(default_factory=list)
    brouillees: list[str] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    absents: set[str] = field(default_factory=set)
    brought: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    complets: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.seen: dict[str, int] = {}
        self.usage: Counter[tuple[str, str, str]] = Counter()
        self.active: Counter[tuple[str, str, str]] = Counter()
        self.rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in _INSERTS}

    def begin(self) -> None:
        """Another export."""
        self.rank += 1
        self.absents, self.brought = set(), Counter()

    def end(self, export: Export, day: date) -> None:
        """What the export was, once its sheets are added."""
        self.flush()
        complets = whole(export, self.brought)
        self.complets += complets
        self.base.execute(
            "INSERT INTO export VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(self.rank, export.path.name or export.path.resolve().name, export.forme, day.isoformat()),
                *(sum(self.brought.values()), SOURCE, LICENCE, " ".join(complets), " ".join(sorted(self.absents))),
            ),
        )

    def add(self, lecture: Lecture, export: Export) -> None:
        """Take a sheet; the same one twice counts once, two different ones are refused."""
        fiche = lecture.fiche
        self.brought[fiche.repertoire] += 1
        mark = hash(lecture.xml)
        if fiche.numero in self.seen:
            self._again(lecture, self.seen[fiche.numero] == mark, export)
            return
        self.seen[fiche.numero] = mark
        self.count += 1
        self.held[fiche.repertoire] += 1
        self.absents |= fiche.inconnus
        self.anomalies += ((fiche.numero, anomaly) for anomaly in fiche.anomalies)
        if lecture.brouille:
            self.brouillees.append(fiche.numero)
        self._rows(fiche, lecture.xml)
        if self.count % _BATCH == 0:
            self.flush()

    def _again(self, lecture: Lecture, same: bool, export: Export) -> None:
        """White space apart, what is said twice must be the same; otherwise the first one stays."""
        if not same and not self._alike(lecture):
            numero = lecture.fiche.numero
            reason = f"la fiche {numero} y figure deux fois, avec des contenus différents"
            hint = f"N’importez qu’un export de chaque répertoire, du même jour. {FORCE}"
            self.refusals.all([DuplicatedFiche(export.path, reason, hint, numero=numero)])
        self.doublons += 1

    def _alike(self, lecture: Lecture) -> bool:
        self.flush()
        query = "SELECT xml FROM texte WHERE id = (SELECT id FROM fiche WHERE numero = ?)"
        (data,) = self.base.execute(query, (lecture.fiche.numero,)).fetchone()
        return _words(from_bytes(zlib.decompress(data))) == _words(lecture.fiche)

    def _rows(self, fiche: Fiche, xml: bytes) -> None:
        rows, key = self.rows, self.count
        end = fiche.date_fin.isoformat() if fiche.date_fin else None
        rows["fiche"].append(
            (
                *(key, fiche.numero, fiche.repertoire, fiche.intitule, fiche.rang_niveau),
                *(fiche.actif, end, fiche.type_enregistrement, len(fiche.blocs), self.rank),
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

    def told(self, changes: Changes | None) -> Import:
        """What the import did."""
        return Import(
            self.count,
            self.doublons,
            tuple(self.anomalies),
            changes,
            self.tally.nettoyes,
            self.tally.orphelines,
            tuple(self.tally.manquants),
            tuple(self.tally.ecartes),
            tuple(self.brouillees),
            tuple(dict.fromkeys(self.complets)),
            tuple(self.refusals.forces),
        )


_INSERTS = {
    "fiche": "INSERT INTO fiche VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "texte": "INSERT INTO texte VALUES (?, ?)",
    "bloc": "INSERT INTO bloc VALUES (?, ?, ?, ?)",
    "lien": "INSERT INTO lien VALUES (?, ?, ?)",
    "recherche": "INSERT INTO recherche (rowid, intitule, emplois, blocs, certificateurs, codes) "
    "VALUES (?, ?, ?, ?, ?, ?)",
}


_SPACES = re.compile(r"\s|\\[ntr]|\\xa0|\\u20[0-9a-f]{2}")


def _words(fiche: Fiche) -> str:
    """All that a sheet says, white space apart."""
    return _SPACES.sub("", repr(replace(fiche, anomalies=(), inconnus=frozenset())))


def _searchable(fiche: Fiche) -> tuple[str, ...]:
    abrege = f" {fiche.abrege.code} {fiche.abrege.libelle}" if fiche.abrege else ""
    return (
        fiche.intitule + abrege,
        fiche.emplois_accessibles,
        "\n".join(bloc.libelle for bloc in fiche.blocs),
        "\n".join(f"{body.nom} {body.nom_commercial} {body.siret}" for body in fiche.certificateurs),
        "\n".join(f"{code.code} {code.libelle}" for code in (*fiche.nsf, *fiche.rome, *fiche.formacodes)),
    )

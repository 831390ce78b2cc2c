"""The CSV export: ten files joined by sheet number, with their traps.

Files are known by their columns, not by their names (whose accents may be combining). A SIRET begins with a
tabulation, NSF and Formacode labels repeat their code, ROME labels double apostrophes, ACTIF is ACTIVE or
INACTIVE. The export holds neither competencies nor assessments; a route that is not listed is closed.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO, TypeVar

from dossier.french.folding import fold
from dossier.register.element import to_bytes
from dossier.register.errors import DOWNLOAD, MalformedExport, NotAnExport
from dossier.register.fiche import (
    VOIES,
    BlocOfficiel,
    CertificateurOfficiel,
    Fiche,
    Libelle,
    Niveau,
    PartenaireOfficiel,
    VoieOfficielle,
)
from dossier.register.flux import Lecture
from dossier.register.reader import Export, Part, Progress
from dossier.register.valeurs import day

_NUMERO = "Numero_Fiche"
_STANDARD = "Id_Fiche"
_COLUMNS = {
    *(_NUMERO, _STANDARD, "Intitule", "Abrege_Libelle", "Abrege_Intitule", "Nomenclature_Europe_Niveau"),
    *("Nomenclature_Europe_Intitule", "Accessible_Nouvelle_Caledonie", "Accessible_Polynesie_Francaise"),
    *("Date_dernier_jo", "Date_Decision", "Date_Fin_Enregistrement", "Date_Effet", "Type_Enregistrement"),
    *("Validation_Partielle", "Actif"),
}
_KINDS = {
    "Bloc_Competences_Code": ("bloc", ("Bloc_Competences_Code", "Bloc_Competences_Libelle")),
    "Siret_Certificateur": ("certificateur", ("Siret_Certificateur", "Nom_Certificateur")),
    "Siret_Partenaire": ("partenaire", ("Nom_Partenaire", "Siret_Partenaire", "Habilitation_Partenaire")),
    "Nsf_Code": ("nsf", ("Nsf_Code", "Nsf_Intitule")),
    "Formacode_Code": ("formacode", ("Formacode_Code", "Formacode_Libelle")),
    "Codes_Rome_Code": ("rome", ("Codes_Rome_Code", "Codes_Rome_Libelle")),
    "Si_Jury": ("voie", ("Si_Jury",)),
    "Ccn_1_Numero": ("ccn", tuple(f"Ccn_{rank}_{part}" for rank in (1, 2, 3) for part in ("Numero", "Libelle"))),
    "Ancienne_Certification": ("lien", ("Ancienne_Certification", "Nouvelle_Certification")),
}
"""The column that only one file has → what its lines are, and the columns we keep."""

_WIDTH = 6
_VOIES = {fold(label): type_ for type_, label in VOIES.items()}
_STATUS = {"ACTIVE": True, "INACTIVE": False, "Oui": True, "Non": False, "": None}

_T = TypeVar("_T")
Row = dict[str, str]
Lines = dict[str, list[tuple[str, ...]]]


def read_csv(export: Export, progress: Progress = lambda _count: None) -> Iterator[Lecture]:
    """The sheets of a CSV export, in the order of its standard file.

    Raises UnreadableExport: the standard file is missing, a line is broken, not UTF-8.
    """
    standard: Part | None = None
    with _Joined() as joined:
        for part in export.parts:
            if set(_header(part)) >= _COLUMNS:
                standard = part
            else:
                joined.load(part)
                progress(part.size)
        if standard is None:
            reason = "l’export CSV est incomplet : il manque le fichier « Standard »"
            raise NotAnExport(export.path, reason, "Donnez le dossier ou l’archive qui contient les dix fichiers CSV.")
        joined.ready()
        for row in _rows(standard):
            fiche = _Sheet(row, joined.of(row[_NUMERO]), joined.kinds).fiche()
            yield Lecture(fiche, to_bytes(fiche))
        progress(standard.size)


class _Joined:
    """The lines of the nine other files, on disk, by sheet number."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self.base = sqlite3.connect("", isolation_level=None)

    def __enter__(self) -> _Joined:
        self.base.execute("CREATE TABLE ligne (numero TEXT, sorte TEXT, a, b, c, d, e, f)")
        self.base.execute("BEGIN")
        return self

    def __exit__(self, *_error: object) -> None:
        self.base.close()

    def load(self, part: Part) -> None:
        """Keep the lines of a file; a file that is none of the ten is left out."""
        header = _header(part)
        known = next((_KINDS[column] for column in header if column in _KINDS), None)
        if known is None or _NUMERO not in header:
            return
        kind, columns = known
        self.kinds.add(kind)
        padding = ("",) * (_WIDTH - len(columns))
        self.base.executemany(
            "INSERT INTO ligne VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((row[_NUMERO], kind, *(row.get(column, "") for column in columns), *padding) for row in _rows(part)),
        )

    def ready(self) -> None:
        """All is loaded: sort."""
        self.base.execute("CREATE INDEX par_numero ON ligne (numero)")

    def of(self, numero: str) -> Lines:
        """The lines of a sheet, by kind, in the order of their file."""
        found: Lines = {}
        for kind, *values in self.base.execute("SELECT sorte, a, b, c, d, e, f FROM ligne WHERE numero = ?", (numero,)):
            found.setdefault(kind, []).append(tuple(values))
        return found


@dataclass
class _Sheet:
    """One line of the standard file and what the other files say of it."""

    row: Row
    lines: Lines
    kinds: set[str]

    def __post_init__(self) -> None:
        self.anomalies: list[str] = []

    def fiche(self) -> Fiche:
        """The typed sheet."""
        row, each = self.row, self._each
        level, abrege = (row["Nomenclature_Europe_Niveau"], row["Abrege_Libelle"])
        liens = self.lines.get("lien", [])
        return Fiche(
            numero=row[_NUMERO].strip(),
            id=int(row[_STANDARD]) if row[_STANDARD].isdecimal() else None,
            nouvelles=_unique(line[1] for line in liens),
            anciennes=_unique(line[0] for line in liens),
            intitule=row["Intitule"],
            abrege=Libelle(abrege, row["Abrege_Intitule"]) if abrege else None,
            formacodes=each("formacode", _prefixed),
            niveau=Niveau(level, row["Nomenclature_Europe_Intitule"]) if level else None,
            nsf=each("nsf", _prefixed),
            certificateurs=each("certificateur", lambda line: CertificateurOfficiel(line[0].strip(), line[1])),
            partenaires=each("partenaire", lambda line: PartenaireOfficiel(line[0], line[1].strip(), line[2])),
            rome=each("rome", lambda line: Libelle(line[0], line[1].replace("''", "'"))),
            voies=self._voies(),
            nouvelle_caledonie=self._status("Accessible_Nouvelle_Caledonie"),
            polynesie_francaise=self._status("Accessible_Polynesie_Francaise"),
            date_dernier_jo=self._day("Date_dernier_jo"),
            date_decision=self._day("Date_Decision"),
            date_fin=self._day("Date_Fin_Enregistrement"),
            date_effet=self._day("Date_Effet"),
            type_enregistrement=row["Type_Enregistrement"],
            blocs=tuple(sorted(each("bloc", lambda line: BlocOfficiel(line[0], line[1])), key=lambda bloc: bloc.code)),
            validation_partielle=self._status("Validation_Partielle"),
            actif=self._status("Actif"),
            ccn=tuple(
                Libelle(line[at], line[at + 1]) for line in self.lines.get("ccn", []) for at in (0, 2, 4) if line[at]
            ),
            anomalies=tuple(self.anomalies),
        )

    def _each(self, kind: str, make: Callable[[tuple[str, ...]], _T]) -> tuple[_T, ...]:
        return tuple(make(line) for line in self.lines.get(kind, []))

    def _voies(self) -> tuple[VoieOfficielle, ...]:
        """Every route, closed unless listed; none at all when the export does not have that file."""
        if "voie" not in self.kinds:
            return ()
        listed = set()
        for label, *_rest in self.lines.get("voie", []):
            type_ = _VOIES.get(fold(label))
            listed.add(type_)
            if type_ is None:
                self.anomalies.append(f"Si_Jury : « {label} » n’est pas une voie d’accès connue")
        return tuple(VoieOfficielle(type_, type_ in listed) for type_ in VOIES)

    def _status(self, column: str) -> bool | None:
        value = self.row[column].strip()
        if value not in _STATUS:
            self.anomalies.append(f"{column} : « {value} » n’est ni oui ni non")
        return _STATUS.get(value)

    def _day(self, column: str) -> date | None:
        value = self.row[column].strip()
        try:
            return day(value) if value else None
        except ValueError:
            self.anomalies.append(f"{column} : « {value} » n’est pas une date JJ/MM/AAAA")
            return None


def _prefixed(line: tuple[str, ...]) -> Libelle:
    code, label = line[:2]
    return Libelle(code, label.removeprefix(f"{code} : "))


def _unique(numeros: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(numero.strip() for numero in numeros if numero.strip()))


def _header(part: Part) -> list[str]:
    with part.open() as stream, _text(stream) as text:
        return next(_csv(text, part), [])


def _rows(part: Part) -> Iterator[Row]:
    """The lines of a file by column; raises MalformedExport."""
    with part.open() as stream, _text(stream) as text:
        lines = _csv(text, part)
        header = next(lines, [])
        for line in lines:
            if len(line) != len(header):
                raise MalformedExport(
                    part.path, f"une ligne de {part.name} n’a pas ses {len(header)} colonnes", DOWNLOAD
                )
            yield dict(zip(header, line, strict=True))


def _csv(text: io.TextIOWrapper, part: Part) -> Iterator[list[str]]:
    try:
        yield from csv.reader(text, delimiter=";", strict=True)
    except UnicodeDecodeError:
        raise MalformedExport(part.path, f"{part.name} contient un caractère illisible (UTF-8)", DOWNLOAD) from None
    except csv.Error:
        raise MalformedExport(
            part.path, f"{part.name} n’est pas un CSV correct ou s’arrête avant sa fin", DOWNLOAD
        ) from None


def _text(stream: IO[bytes]) -> io.TextIOWrapper:
    return io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")

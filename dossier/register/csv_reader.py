"""The CSV export: ten files joined by sheet number, with their traps.

Files are known by their columns, else by their names (whose accents may be combining). A SIRET begins with a
tabulation, NSF and Formacode labels repeat their code, ROME labels double apostrophes, ACTIF is ACTIVE or
INACTIVE. The export holds neither competencies nor assessments; a route that is not listed is closed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from dossier.french.folding import fold
from dossier.register.csv_files import FILES, NUMERO, Row, Tally, recognised, rows
from dossier.register.element import to_bytes
from dossier.register.errors import DOWNLOAD, FORCE, IncompleteExport, MalformedExport
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
from dossier.register.identifiers import as_numero
from dossier.register.reader import Export, Part, Progress
from dossier.register.valeurs import day

NEVER = frozenset(
    "etat existence_partenaires activites_visees capacites_attestees secteurs_activite emplois_accessibles "
    "reglementations publications duree promotions lien annees_promotions objectifs maitrise_competences "
    "duree_validite modalites_renouvellement validation_partielle_perimetre prerequis_entree date_publication "
    "prerequis_validation date_limite_delivrance idcc equivalences liste_competences modalites_evaluation".split()
)
"""The fields of a sheet (and of its blocks) that no CSV export holds."""

_WIDTH = 6
_VOIES = {fold(label): type_ for type_, label in VOIES.items()}
_STATUS = {"active": True, "inactive": False, "oui": True, "non": False, "": None}

_T = TypeVar("_T")
Lines = dict[str, list[tuple[str, ...]]]


def read_csv(
    export: Export, progress: Progress = lambda _count: None, tally: Tally | None = None, force: bool = False
) -> Iterator[Lecture]:
    """The sheets of a CSV export, in the order of its standard file.

    Raises UnreadableExport: one of the ten files or of their columns is missing (unless ``force``; the standard file
    is always needed), a line is broken, not UTF-8. What was mended is counted in ``tally``.
    """
    tally = tally if tally is not None else Tally()
    found = recognised(export, tally)
    missing = [file.nom for kind, file in FILES.items() if kind not in found]
    if "standard" not in found or (missing and not force):
        reason = f"l’export CSV est incomplet : il manque {', '.join(f'« {nom} »' for nom in missing)}"
        hint = "Donnez le dossier ou l’archive qui contient les dix fichiers CSV."
        raise IncompleteExport(export.path, reason, hint if "standard" not in found else f"{hint} {FORCE}")
    tally.manquants += missing
    with _Joined(tally) as joined:
        for kind, part in found.items():
            if kind != "standard":
                joined.load(kind, part)
                progress(part.size)
        joined.ready()
        absents = NEVER.union(*(file.champs for kind, file in FILES.items() if kind not in found))
        for fiche in _fiches(found["standard"], joined, absents, tally):
            yield Lecture(fiche, to_bytes(fiche))
        tally.orphelines += joined.left
        progress(found["standard"].size)


def _fiches(part: Part, joined: _Joined, absents: frozenset[str], tally: Tally) -> Iterator[Fiche]:
    for line, row in rows(part, FILES["standard"], tally):
        numero = as_numero(row[NUMERO])
        if not numero:
            reason = f"une fiche de {part.name} n’a pas de numéro, ligne {line}"
            raise MalformedExport(part.path, reason, DOWNLOAD)
        yield _Sheet(numero, row, joined.of(numero), joined.kinds, absents).fiche()


class _Joined:
    """The lines of the nine other files, on disk, by sheet number; ``left`` counts those that no sheet asked for."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self.kinds: set[str] = set()
        self.left = 0
        self.base = sqlite3.connect("", isolation_level=None)

    def __enter__(self) -> _Joined:
        self.base.execute("CREATE TABLE ligne (numero TEXT, sorte TEXT, a, b, c, d, e, f)")
        self.base.execute("BEGIN")
        return self

    def __exit__(self, *_error: object) -> None:
        self.base.close()

    def load(self, kind: str, part: Part) -> None:
        """Keep the lines of a file."""
        self.kinds.add(kind)
        columns = FILES[kind].colonnes
        padding = ("",) * (_WIDTH - len(columns))
        self.base.executemany(
            "INSERT INTO ligne VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (as_numero(row[NUMERO]), kind, *(row[column] for column in columns), *padding)
                for _line, row in rows(part, FILES[kind], self.tally)
            ),
        )

    def ready(self) -> None:
        """All is loaded: sort."""
        self.base.execute("CREATE INDEX par_numero ON ligne (numero)")
        self.left = self.base.execute("SELECT count(*) FROM ligne").fetchone()[0]

    def of(self, numero: str) -> Lines:
        """The lines of a sheet, by kind, in the order of their file."""
        found: Lines = {}
        for kind, *values in self.base.execute("SELECT sorte, a, b, c, d, e, f FROM ligne WHERE numero = ?", (numero,)):
            found.setdefault(kind, []).append(tuple(values))
            self.left -= 1
        return found


@dataclass
class _Sheet:
    """One line of the standard file and what the other files say of it."""

    numero: str
    row: Row
    lines: Lines
    kinds: set[str]
    absents: frozenset[str]

    def __post_init__(self) -> None:
        self.anomalies: list[str] = []

    def fiche(self) -> Fiche:
        """The typed sheet."""
        row, each = self.row, self._each
        level, abrege = (row["Nomenclature_Europe_Niveau"], row["Abrege_Libelle"])
        liens = self.lines.get("lien", [])
        return Fiche(
            numero=self.numero,
            id=self._whole("Id_Fiche"),
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
            inconnus=self.absents,
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
        if value.casefold() not in _STATUS:
            self.anomalies.append(f"{column} : « {value} » n’est ni oui ni non")
        return _STATUS.get(value.casefold())

    def _whole(self, column: str) -> int | None:
        value = self.row[column].strip()
        try:
            return int(value) if value.isascii() and value else None
        except ValueError:
            self.anomalies.append(f"{column} : « {value[:40]} » n’est pas un nombre entier")
            return None

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
    return tuple(dict.fromkeys(numero for numero in map(as_numero, numeros) if numero))

"""The ten files of a CSV export: which is which, and their lines, mended where nothing is lost by it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from dossier.french.folding import unaccented
from dossier.register.errors import DOWNLOAD, IncompleteExport, MalformedExport
from dossier.register.reader import Export, Part
from dossier.register.valeurs import cleaned

NUMERO = "Numero_Fiche"

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class File:
    """One of the ten: what people call it, a piece of its name, its columns, the fields of a sheet that it fills."""

    nom: str
    indice: str
    colonnes: tuple[str, ...]
    champs: frozenset[str] = frozenset()


def _file(nom: str, indice: str, colonnes: str, *champs: str) -> File:
    return File(nom, indice, tuple(colonnes.split()), frozenset(champs))


FILES = {
    "standard": _file(
        "Standard",
        "standard",
        "Id_Fiche Intitule Abrege_Libelle Abrege_Intitule Nomenclature_Europe_Niveau Nomenclature_Europe_Intitule "
        "Accessible_Nouvelle_Caledonie Accessible_Polynesie_Francaise Date_dernier_jo Date_Decision "
        "Date_Fin_Enregistrement Date_Effet Type_Enregistrement Validation_Partielle Actif",
    ),
    "bloc": _file("Blocs_De_Compétences", "blocs", "Bloc_Competences_Code Bloc_Competences_Libelle", "blocs"),
    "certificateur": _file(
        "Certificateurs", "certificateurs", "Siret_Certificateur Nom_Certificateur", "certificateurs"
    ),
    "partenaire": _file(
        "Partenaires", "partenaires", "Nom_Partenaire Siret_Partenaire Habilitation_Partenaire", "partenaires"
    ),
    "nsf": _file("Nsf", "nsf", "Nsf_Code Nsf_Intitule", "nsf"),
    "formacode": _file("Formacode", "formacode", "Formacode_Code Formacode_Libelle", "formacodes"),
    "rome": _file("Rome", "rome", "Codes_Rome_Code Codes_Rome_Libelle", "rome"),
    "voie": _file("VoixdAccès", "voi", "Si_Jury", "voies"),
    "ccn": _file(
        "CCN",
        "ccn",
        "Ccn_1_Numero Ccn_1_Libelle Ccn_2_Numero Ccn_2_Libelle Ccn_3_Numero Ccn_3_Libelle",
        "ccn",
    ),
    "lien": _file(
        "Ancienne_Nouvelle_Certification",
        "ancienne",
        "Ancienne_Certification Nouvelle_Certification",
        "anciennes",
        "nouvelles",
    ),
}
"""The ten files, by what their lines are; all have the number of the sheet too."""


@dataclass
class Tally:
    """What reading an export mended or left aside, to be told."""

    nettoyes: int = 0
    orphelines: int = 0
    manquants: list[str] = field(default_factory=list)
    ecartes: list[str] = field(default_factory=list)


def recognised(export: Export, tally: Tally) -> dict[str, Part]:
    """The files of an export by what they are; those that are none of the ten are left out, and told.

    Raises IncompleteExport (a column is missing), MalformedExport (one of the ten is there twice).
    """
    found: dict[str, Part] = {}
    for part in export.parts:
        header = _header(part)
        kind = _kind(part, header)
        if kind is None:
            tally.ecartes.append(part.name)
            continue
        missing = [column for column in (NUMERO, *FILES[kind].colonnes) if column not in header]
        if missing:
            what = "il manque la colonne" if len(missing) == 1 else "il manque les colonnes"
            reason = f"{part.name} n’a pas ses titres, ligne 1 : {what} {', '.join(missing)}"
            raise IncompleteExport(part.path, reason, DOWNLOAD)
        if kind in found:
            reason = f"deux fichiers sont « {FILES[kind].nom} » : {found[kind].name} et {part.name}"
            raise MalformedExport(part.path, reason, "N’en gardez qu’un, celui du même jour que les autres.")
        found[kind] = part
    return found


def _kind(part: Part, header: list[str]) -> str | None:
    """The file with most of these columns; without any, the one whose name it bears."""
    shared = {kind: len(set(file.colonnes) & set(header)) for kind, file in FILES.items()}
    best = max(shared, key=lambda kind: shared[kind])
    if shared[best]:
        return best
    name = unaccented(part.name).casefold()
    return next((kind for kind, file in FILES.items() if file.indice in name), None)


def rows(part: Part, file: File, tally: Tally) -> Iterator[tuple[int, Row]]:
    """The lines of a file by column, each with its number; blank ones are passed over. Raises MalformedExport."""
    lines = _csv(part, tally)
    header = [name.strip() for name in next(lines, (0, []))[1]]
    for number, line in lines:
        if len(line) != len(header):
            reason = f"une ligne de {part.name} n’a pas ses {len(header)} colonnes (« {file.nom} »), ligne {number}"
            raise MalformedExport(part.path, reason, DOWNLOAD)
        yield number, dict(zip(header, line, strict=True))


def _header(part: Part) -> list[str]:
    return [name.strip() for name in next(_csv(part, Tally()), (0, []))[1]]


def _csv(part: Part, tally: Tally) -> Iterator[tuple[int, list[str]]]:
    with part.open() as stream, _text(stream) as text:
        reader = csv.reader(_cleaned(text, tally), delimiter=";", strict=True)
        try:
            for line in reader:
                if any(cell.strip() for cell in line):
                    yield reader.line_num, line
        except UnicodeDecodeError:
            number = _undecodable(part)
            reason = f"{part.name} contient un caractère illisible (UTF-8), ligne {number}"
            raise MalformedExport(part.path, reason, DOWNLOAD) from None
        except csv.Error:
            number = reader.line_num
            reason = f"{part.name} n’est pas un CSV correct ou s’arrête avant sa fin, ligne {number}"
            raise MalformedExport(part.path, reason, DOWNLOAD) from None


def _cleaned(text: io.TextIOWrapper, tally: Tally) -> Iterator[str]:
    for line in text:
        clean, count = cleaned(line)
        tally.nettoyes += count
        yield clean


def _undecodable(part: Part) -> int:
    """The first line that is not UTF-8."""
    with part.open() as stream:
        for number, line in enumerate(stream, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 1


def _text(stream: IO[bytes]) -> io.TextIOWrapper:
    return io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")

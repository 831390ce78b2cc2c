"""The codes of a programme, held against those in use at the register, with their official labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dossier.french.dates import day
from dossier.french.folding import fold
from dossier.programme.identite import Code
from dossier.programme.model import Programme
from dossier.rules.catalogue import AVERTISSEMENT, Hit, NotEvaluated, rule
from dossier.rules.runner import Context
from dossier.rules.sheets import required
from dossier.rules.texts import EXPORT_NATIONAL

_FIELDS = {"nsf": "nsf", "rome": "rome", "formacode": "formacodes"}

_EXPORT = EXPORT_NATIONAL.at("codes en usage")


@rule(
    "NIV-008",
    title="Les codes NSF, ROME et Formacode sont en usage au répertoire national",
    severity=AVERTISSEMENT,
    source=_EXPORT,
    why="Un code mal recopié, ou d’une ancienne version, classe la certification ailleurs ou nulle part.",
    message={
        "inconnu": "Aucune fiche ni nomenclature de l’index n’a le {sorte} {code} (export du {export}).",
        "ancien": "Le {sorte} {code} n’est plus porté que par des fiches inactives (export du {export}).",
    },
    hint={
        "inconnu": "Corrigez le code ; s’il est récent, ajoutez la nomenclature officielle : « dossier register "
        "nomenclature FICHIER ».",
        "ancien": "Cherchez le code qui le remplace dans la nomenclature en vigueur.",
    },
    needs=("codes",),
    context=True,
)
def codes_are_in_use(programme: Programme, context: Context) -> Iterator[Hit]:
    """Codes of an official file are in use; of a code that a partial index lacks, nothing is said."""
    register = required(context.register)
    export, unsure, told = register.jour, [], False
    for sorte, kind, codes in _kinds(programme):
        known = register.codes(kind, *(code.code for code in codes))
        for code in codes:
            found = known.get(code.code)
            if found is None and not register.sait(_FIELDS[kind]):
                unsure.append(code.code)
            elif found is None:
                told = True
                yield Hit(code, "inconnu", attribute="code", sorte=sorte, code=code.code, export=export)
            elif found and not (found.officiel or found.actives):
                told = True
                yield Hit(code, "ancien", attribute="code", sorte=sorte, code=code.code, export=export)
    if unsure and not told:
        raise NotEvaluated(
            f"l’index du {day(export)} n’a pas tout le répertoire, ni le code {', '.join(unsure)}",
            "importez l’export entier du RNCP, ou la nomenclature officielle",
        )


@rule(
    "NIV-009",
    title="Le libellé écrit à côté d’un code est celui de la nomenclature",
    severity=AVERTISSEMENT,
    source=_EXPORT,
    why="Le libellé permet de relire le code : s’il dit autre chose, l’un des deux est faux.",
    message="Le {sorte} {code} s’intitule « {officiel} » (export du {export}) ; le programme écrit « {ici} ».",
    hint="Recopiez le libellé officiel, ou corrigez le code.",
    needs=("codes",),
    context=True,
)
def labels_are_the_official_ones(programme: Programme, context: Context) -> Iterator[Hit]:
    """Any label in use will do, once folded; unknown codes are NIV-008's."""
    register = required(context.register)
    for sorte, kind, codes in _kinds(programme):
        known = register.codes(kind, *(code.code for code in codes))
        for code in codes:
            found = known.get(code.code)
            if found and code.libelle and fold(code.libelle) not in map(fold, (found.libelle, *found.autres)):
                values: dict[str, Any] = {
                    "officiel": found.libelle,
                    "ici": code.libelle,
                    "export": register.jour,
                }
                yield Hit(code, sorte=sorte, code=code.code, **values)


def _kinds(programme: Programme) -> Iterator[tuple[str, str, tuple[Code, ...]]]:
    """The kinds of code that each registration bears: their name, that of their nomenclature, the codes."""
    for each in programme.enregistrements:
        kinds = (
            ("code NSF", "nsf", each.nsf),
            ("code ROME", "rome", each.rome),
            ("Formacode", "formacode", each.formacodes),
        )
        yield from (kind for kind in kinds if kind[2])

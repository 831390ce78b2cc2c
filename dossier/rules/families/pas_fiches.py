"""Correspondences, held against the sheets of the register that they name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dossier.programme.model import Programme
from dossier.rules.catalogue import ERREUR, Hit, rule
from dossier.rules.runner import Context
from dossier.rules.sheets import does_not_exist, required, unknown
from dossier.rules.texts import CODE_DU_TRAVAIL, VADEMECUM


@rule(
    "PAS-001",
    title="Chaque correspondance vise une fiche et des blocs qui existent",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("R6113-9 I, 8°", also=VADEMECUM.at("p. 62"), date="2025-06-09"),
    why="Une correspondance dispense d’épreuves ceux qui détiennent l’autre certification : un numéro faux "
    "les en prive.",
    message={
        "fiche": "La fiche {fiche} n’est pas au répertoire national (export du {export}).",
        "bloc": "La fiche {fiche} n’a pas de bloc {bloc} (export du {export}).",
    },
    hint={
        "fiche": "Corrigez le numéro de la <correspondance>, ou importez un export plus récent.",
        "bloc": "Corrigez le code : « dossier register show {fiche} » donne ceux de la fiche.",
    },
    when=("correspondances",),
    item="suites",
    context=True,
)
def correspondences_name_what_exists(programme: Programme, context: Context) -> Iterator[Hit]:
    """A missing number proves something only when its whole register was imported."""
    register = required(context.register)
    export, missing, found = register.jour, [], False
    for each in programme.passerelles.correspondances:
        fiche = register.fiche(each.fiche)
        if fiche is None and not does_not_exist(register, each.fiche):
            missing.append(each.fiche)
        elif fiche is None:
            found = True
            yield Hit(each, "fiche", attribute="fiche", fiche=each.fiche, export=export)
        else:
            told = fiche.blocs and "blocs" not in fiche.inconnus
            wrong = [bloc for bloc in each.blocs_externes if told and fiche.bloc(bloc.code) is None]
            found = found or bool(wrong)
            for bloc in wrong:
                yield Hit(bloc, "bloc", attribute="code", fiche=each.fiche, bloc=bloc.code, export=export)
    if missing and not found:
        raise unknown(register, missing)


@rule(
    "PAS-002",
    title="Une correspondance totale relie deux certifications de même niveau",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("L6113-7 ; R6113-9, 8°"),
    why="Tenir une certification pour l’équivalent d’une autre suppose qu’elles attestent le même niveau.",
    message="La fiche {fiche} est de niveau {officiel} (export du {export}), le diplôme de niveau {niveau}.",
    hint="Dites quels blocs se correspondent, avec <bloc> et <bloc-externe>, ou corrigez le numéro de la fiche.",
    when=("correspondances",),
    item="suites",
    context=True,
)
def whole_correspondences_keep_the_level(programme: Programme, context: Context) -> Iterator[Hit]:
    """Whole: no block is named on either side. Unknown sheets are PAS-001's."""
    register, niveau = required(context.register), programme.identite.diplome.niveau
    for each in programme.passerelles.correspondances:
        fiche = register.fiche(each.fiche)
        if each.blocs or each.blocs_externes or fiche is None or None in (fiche.rang_niveau, niveau):
            continue
        if fiche.rang_niveau != niveau:
            values: dict[str, Any] = {
                "officiel": fiche.rang_niveau,
                "niveau": niveau,
                "export": register.jour,
            }
            yield Hit(each, attribute="fiche", fiche=each.fiche, **values)

"""Access, held against the sheet of the register: which routes are open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dossier.programme.model import Programme
from dossier.rules.catalogue import AVERTISSEMENT, Hit, NotEvaluated, rule
from dossier.rules.runner import Context
from dossier.rules.sheets import cited_sheets, known, required
from dossier.rules.texts import VADEMECUM


@rule(
    "ACC-014",
    title="Les voies d’accès sont celles de la fiche officielle",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("§2.5 ; fiche du répertoire national"),
    why="Une voie ouverte sur la fiche que le dossier passe sous silence est perdue pour ceux qui l’auraient prise ; "
    "une voie que la fiche n’ouvre pas ne mène pas à la certification.",
    message={
        "absentes": "La fiche {fiche} ouvre des voies dont le programme ne dit rien (export du {export}) : {voies}.",
        "fermee": "La voie « {voie} » est fermée ici, ouverte sur la fiche {fiche} (export du {export}).",
        "ouverte": "La voie « {voie} » est ouverte ici, fermée sur la fiche {fiche} (export du {export}).",
    },
    hint={
        "absentes": 'Ajoutez dans <acces>, pour chacune, <voie type="{premier}" ouverte="oui"/> (ou "non") ; '
        "types : {types}.",
        "fermee": "Ouvrez-la, ou dites dans la <voie> pourquoi l’établissement ne la propose pas.",
        "ouverte": "Fermez-la, ou faites modifier la fiche.",
    },
    when=("fiche",),
    context=True,
)
def routes_are_those_of_the_sheet(programme: Programme, context: Context) -> Iterator[Hit]:
    """Routes closed on both sides, or closed here with a reason, are in order."""
    export = required(context.register).jour
    from dossier.register.compare import ROUTES  # after what a check without an index stops at: it is long to import
    from dossier.register.fiche import VOIES

    for _enregistrement, fiche in cited_sheets(programme, context.register):
        known(fiche, "voies", "les voies d’accès")
        if not fiche.voies:
            raise NotEvaluated(f"la fiche {fiche.numero} ne dit rien des voies d’accès")
        official = {voie.type: voie.ouverte for voie in fiche.voies}
        said: dict[str, Any] = {"fiche": fiche.numero, "export": export}
        silent = [kind for kind, key in ROUTES.items() if official.get(key) and programme.acces.voie(kind) is None]
        if silent:
            labels = [VOIES[ROUTES[kind]][0].lower() + VOIES[ROUTES[kind]][1:] for kind in silent]
            yield Hit(programme.acces, "absentes", voies=labels, types=silent, premier=silent[0], **said)
        for voie in programme.acces.voies:
            opened = official.get(ROUTES.get(voie.type, ""))
            label = VOIES.get(ROUTES.get(voie.type, ""), "")
            if opened and not voie.ouverte and not voie.texte:
                yield Hit(voie, "fermee", attribute="ouverte", voie=label, **said)
            elif opened is False and voie.ouverte:
                yield Hit(voie, "ouverte", attribute="ouverte", voie=label, **said)

"""Assessment: what the regulations must say."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.french.folding import fold
from dossier.programme.model import Programme
from dossier.programme.vocabulary import VOIES
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, Hit, Source, rule
from dossier.rules.profiles import DEPUIS_2025
from dossier.rules.texts import CODE_DU_TRAVAIL, VADEMECUM

_EXPECTED = {"seconde-chance": "de seconde chance", "recours": "de recours"}
_CHECKS = ("identité", "surveill", "caméra", "webcam", "authentifi")
"""Words by which a text tells how a remote assessment is watched."""


@rule(
    "EVA-015",
    title="Une épreuve à distance est contrôlée",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 38"),
    why="À distance, le certificateur vérifie qui compose et que personne ne l’aide.",
    message="{evaluations} à distance : rien ne dit comment l’identité et l’absence d’aide sont contrôlées.",
    hint='Décrivez-le (contrôle d’identité, caméra, surveillance) dans <regle type="controle"><p>…</p></regle>, ou '
    "dans la description de l’épreuve.",
    when=("distance",),
    kind="heur",
)
def a_remote_assessment_is_watched(programme: Programme) -> Iterator[Hit]:
    """Looked for in the rules on control and fraud, and in the descriptions of the assessments themselves."""
    remote = [evaluation for evaluation in programme.toutes_evaluations if evaluation.lieu == "distance"]
    said = [regle.texte for regle in programme.reglement.regles if regle.type in ("controle", "fraude")]
    said += [evaluation.description for evaluation in remote if evaluation.description]
    if not any(word in fold(text.texte) for text in said for word in _CHECKS):
        names = [evaluation.code or str(evaluation.intitule or evaluation.nature) for evaluation in remote]
        yield Hit(programme.reglement, evaluations=names)


@rule(
    "EVA-016",
    title="Le règlement prévoit une seconde chance et un recours",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 38 et 57"),
    why="Toute personne candidate doit savoir comment repasser une épreuve et comment contester un résultat.",
    message="Le règlement n’a pas de règle {manque}.",
    hint="Ajoutez {regles} dans <reglement>.",
    asks=("reglement", "regle-seconde-chance", "regle-recours"),
    item="reglement",
)
def there_are_second_chance_and_appeal(programme: Programme) -> Iterator[Hit]:
    """By the type of the rules."""
    types = {regle.type for regle in programme.reglement.regles}
    absent = [name for name in _EXPECTED if name not in types]
    if absent:
        regles = [f'<regle type="{name}"><p>…</p></regle>' for name in absent]
        yield Hit(programme.reglement, missing=True, manque=[_EXPECTED[name] for name in absent], regles=regles)


@rule(
    "EVA-018",
    title="Le contrôle des formations et des épreuves est décrit",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("R6113-9 I, 4° ; R6113-11 I, 3°", date="2025-06-09"),
    why="Le certificateur contrôle, chez lui et chez ceux qu’il habilite, les formations et l’organisation des "
    "épreuves : la demande est examinée sur ces procédures.",
    message="Le règlement ne décrit aucune procédure de contrôle des formations et des épreuves.",
    hint='Ajoutez <regle type="controle"><p>…</p></regle> dans <reglement>.',
    profiles=DEPUIS_2025,
    when=("sur-demande",),
    item="moyens",
)
def there_are_control_procedures(programme: Programme) -> Iterator[Hit]:
    """By the type of the rules; what they are worth is for a person to judge."""
    if not any(regle.type == "controle" for regle in programme.reglement.regles):
        yield Hit(programme.reglement, missing=True)


@rule(
    "EVA-020",
    title="La règle de compensation est dite pour chaque voie",
    severity=AVERTISSEMENT,
    source=Source("règlement d’examen d’une licence professionnelle du Cnam", status="V2"),
    why="La compensation change souvent d’une voie à l’autre ; qui s’inscrit doit savoir ce qui s’applique à son cas.",
    message={
        "": "Le règlement ne dit rien de la compensation.",
        "voies": "Le règlement ne dit rien de la compensation pour {voies}.",
    },
    hint='Ajoutez <regle type="compensation"><p>…</p></regle>, même pour dire qu’il n’y en a pas ; voies="…" la limite '
    "à certaines voies.",
    needs=("reglement",),
    asks=("regle-compensation",),
)
def compensation_is_told_for_each_route(programme: Programme) -> Iterator[Hit]:
    """A rule without routes holds for all; no mark is given on the route of experience."""
    regles = [regle for regle in programme.reglement.regles if regle.type == "compensation"]
    told = {voie for regle in regles for voie in regle.voies or VOIES}
    untold = [voie.type for voie in programme.acces.voies if voie.ouverte and voie.type not in {*told, "vae"}]
    if not regles:
        yield Hit(programme.reglement)
    elif untold:
        yield Hit(programme.reglement, "voies", voies=untold)

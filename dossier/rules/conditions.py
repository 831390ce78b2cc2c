"""Named conditions that rules ask for: a predicate, and what to say when it is not met."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dossier.programme.model import Programme


class Condition(NamedTuple):
    """``met`` tells; ``otherwise`` is the reason printed in front of a rule that does not run, in French."""

    met: Callable[[Programme], bool]
    otherwise: str


CONDITIONS = {
    "activites": Condition(lambda p: bool(p.activites.activites), "le référentiel d’activités n’est pas renseigné"),
    "blocs": Condition(lambda p: bool(p.blocs.enfants), "les blocs de compétences ne sont pas renseignés"),
    "blocs-en-unites": Condition(
        lambda p: any(bloc.unites for bloc in p.blocs), "aucun bloc ne dit quelles unités le valident"
    ),
    "competences": Condition(lambda p: bool(p.competences), "aucune compétence n’est renseignée"),
    "couverture": Condition(
        lambda p: any(c.unites for c in p.couvertures), "la matrice de couverture n’est pas renseignée"
    ),
    "ects": Condition(
        lambda p: p.identite.diplome.ects is not None, "le total de crédits du diplôme n’est pas renseigné"
    ),
    "distance": Condition(
        lambda p: any(e.lieu == "distance" for e in p.toutes_evaluations), "aucune épreuve n’a lieu à distance"
    ),
    "evaluations": Condition(lambda p: bool(p.toutes_evaluations), "aucune évaluation n’est renseignée (voir STR-006)"),
    "fiche": Condition(
        lambda p: any(e.fiche for e in p.enregistrements), "aucune fiche du répertoire n’est encore attribuée"
    ),
    "maquette": Condition(lambda p: bool(p.enseignements.enfants), "la maquette n’est pas renseignée"),
    "maquette-en-credits": Condition(
        lambda p: any(u.ects is not None for u in p.enseignements.unites), "la maquette n’est pas comptée en crédits"
    ),
    "non-reglementee": Condition(
        lambda p: not any(e.profession_reglementee for e in p.enregistrements),
        "le métier est d’accès réglementé : la certification peut ne pas être découpée en blocs",
    ),
    "reglement": Condition(lambda p: bool(p.reglement.regles), "aucune règle n’est renseignée dans le règlement"),
    "stage": Condition(
        lambda p: (
            bool(p.professionnalisation.stages)
            and not any(v.type == "statut-etudiant" and not v.ouverte for v in p.acces.voies)
        ),
        "le programme ne prévoit pas de stage d’étudiant",
    ),
}

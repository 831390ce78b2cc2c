"""The bodies consulted before a registration as of right, and what an emerging occupation changes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.programme.model import Programme
from dossier.programme.textes import Riche
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, Hit, rule
from dossier.rules.families.leg_base_legale import DAY, de_droit
from dossier.rules.profiles import CPC, NATIONAL, Instance
from dossier.rules.runner import Context
from dossier.rules.texts import CODE_DU_TRAVAIL

DUREE_EMERGENCE = 3
"""Years of registration of an emerging occupation (code du travail, R6113-10)."""


@rule(
    "LEG-010",
    title="Un métier en émergence s’enregistre pour trois ans",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("R6113-10", date="2025-06-09"),
    why="Une certification d’un métier de la liste des métiers en évolution ou en émergence est dispensée de prouver "
    "l’emploi et les moyens ; son enregistrement dure alors trois ans, ni plus ni moins.",
    message={
        "": "{duree:an} demandés pour un métier en émergence : l’enregistrement dure {attendue:an}.",
        "droit": "Le métier est déclaré en émergence : cette procédure est sur demande, non de droit.",
    },
    hint={"": 'Écrivez duree="{attendue}".', "droit": "Supprimez emergence, ou corrigez procedure."},
    when=("metier-emergent",),
    item="duree",
)
def an_emerging_occupation_lasts_three_years(programme: Programme) -> Iterator[Hit]:
    """A length that is not given is LEG-009's."""
    for each in programme.enregistrements:
        if each.emergence and each.procedure == "droit":
            yield Hit(each, "droit", attribute="emergence")
        elif each.emergence and each.duree is not None and each.duree != DUREE_EMERGENCE:
            yield Hit(each, attribute="duree", duree=each.duree, attendue=DUREE_EMERGENCE)


@rule(
    "LEG-011",
    title="L’avis de la commission professionnelle consultative est cité, avec sa date",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("L6113-3, II ; R6113-25", date="2019-08-23"),
    why="Un brevet de technicien supérieur, un titre professionnel ou un autre diplôme d’un ministère n’est créé ou "
    "révisé qu’après l’avis de la commission professionnelle consultative compétente.",
    message={
        "": "L’avis de la commission professionnelle consultative n’est pas cité.",
        "autre": "La concertation citée n’est pas celle de la commission professionnelle consultative.",
        "date": "L’avis de la commission professionnelle consultative est cité sans sa date.",
    },
    hint={
        "": "Ajoutez dans <enregistrement> une <concertation> : quelle commission, quel avis, quel jour.",
        "date": "Écrivez le jour de l’avis, comme 12 novembre 2025.",
    },
    profiles=CPC,
    when=("de-droit",),
    item="concertation",
    context=True,
)
def the_professional_commission_was_heard(programme: Programme, context: Context) -> Iterator[Hit]:
    """A date in any usual form will do."""
    for each in de_droit(programme):
        if each.concertation is None:
            yield Hit(each, missing=True)
        elif not _cites(context, each.concertation):
            yield Hit(each.concertation, "autre", missing=True)
        elif not DAY.search(each.concertation.texte):
            yield Hit(each.concertation, "date", missing=True)


@rule(
    "LEG-012",
    title="La concertation est celle que le texte confie à une instance du diplôme",
    severity=AVERTISSEMENT,
    source=CODE_DU_TRAVAIL.at("D6113-27", date="2023-06-18"),
    why="Chaque diplôme du supérieur est examiné par son instance : celle qui révise la nomenclature des mentions, la "
    "commission des titres d’ingénieur, la commission consultative nationale des IUT, celle des diplômes de gestion.",
    message="La concertation citée ne nomme pas {instance}.",
    hint="Nommez dans <concertation> l’instance consultée, et le jour de son avis.",
    profiles=(*NATIONAL, "but-2021", "ingenieur-cti", "grade-2020"),
    when=("de-droit", "concertation"),
    item="concertation",
    context=True,
)
def the_right_body_was_heard(programme: Programme, context: Context) -> Iterator[Hit]:
    """By its name or its initials; that none is cited is LEG-003's."""
    for each in de_droit(programme):
        if each.concertation and not _cites(context, each.concertation):
            yield Hit(each.concertation, instance=_instance(context).name)


def _instance(context: Context) -> Instance:
    assert context.profile is not None
    assert context.profile.instance is not None
    return context.profile.instance


def _cites(context: Context, concertation: Riche) -> bool:
    return re.search(_instance(context).words, concertation.texte, re.IGNORECASE) is not None

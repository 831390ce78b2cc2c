"""Work-study: how the company and the school alternate, and the share that the code reserves to training."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dossier.programme.model import Programme
from dossier.programme.organisation import Alternance
from dossier.programme.vocabulary import VOIES_EN_PHRASE
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, Hit, rule
from dossier.rules.conditions import ALTERNANCE
from dossier.rules.texts import CODE_DU_TRAVAIL

PART_APPRENTISSAGE = 25
"""Least share of an apprenticeship spent in training, in percent (code du travail, L6211-2)."""

PART_PROFESSIONNALISATION = 15
"""Least share of a contrat de professionnalisation spent in training, in percent (code du travail, L6325-13)."""


@rule(
    "ACC-012",
    title="L’alternance est décrite : durée en entreprise et organisation",
    severity=AVERTISSEMENT,
    source=CODE_DU_TRAVAIL.at("L6211-1 et L6211-2, 1° et 2°"),
    why="L’apprentissage associe une formation en entreprise à des enseignements : dès qu’une de ces voies est "
    "ouverte, le dossier dit comment les deux alternent.",
    message={
        "": "La voie {voie} est ouverte, mais l’alternance n’est pas décrite.",
        "partie": "L’alternance est décrite sans {manques}.",
    },
    hint={
        "": "Ajoutez une <alternance> dans <professionnalisation>.",
        "partie": "Ajoutez semaines-entreprise ou heures-entreprise, et un texte qui décrit le rythme.",
    },
    when=("alternance",),
    asks=("alternance",),
)
def work_study_is_described(programme: Programme) -> Iterator[Hit]:
    """Without @voies, a description serves every route."""
    alternances = programme.professionnalisation.alternances
    for voie in programme.acces.voies:
        described = any(not alternance.voies or voie.type in alternance.voies for alternance in alternances)
        if voie.ouverte and voie.type in ALTERNANCE and not described:
            yield Hit(voie, missing=True, voie=VOIES_EN_PHRASE[voie.type])
    for alternance in alternances:
        missing = list(_not_said(alternance))
        if missing:
            yield Hit(alternance, "partie", missing=True, manques=missing)


def _not_said(alternance: Alternance) -> Iterator[str]:
    if alternance.semaines_entreprise is None and alternance.heures_entreprise is None:
        yield "durée en entreprise"
    if alternance.texte is None or not alternance.texte.texte.strip():
        yield "description de l’organisation"


@rule(
    "ACC-018",
    title="Un apprentissage comporte un quart de formation au moins",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("L6211-2"),
    why="La formation en centre dure au moins un quart du contrat ou de la période d’apprentissage, sauf règle du "
    "certificateur.",
    message="{formation:semaine} de formation et {entreprise:semaine} en entreprise : la formation fait {part} % de "
    "l’apprentissage, il en faut {minimum} %.",
    hint="Corrigez semaines-formation et semaines-entreprise : {attendues:semaine} de formation au moins sur {total}.",
    when=("alternance",),
    needs=("rythme-alternance",),
    item="acces",
)
def apprentices_are_trained_a_quarter(programme: Programme) -> Iterator[Hit]:
    """In weeks, where both are given; a description without routes serves apprentices if that route is open."""
    yield from _short_of_training(programme, "apprentissage", PART_APPRENTISSAGE)


@rule(
    "ACC-019",
    title="Un contrat de professionnalisation comporte 15 % de formation au moins",
    severity=AVERTISSEMENT,
    source=CODE_DU_TRAVAIL.at("L6325-13"),
    why="Les actions de formation durent de 15 à 25 % du contrat et 150 heures au moins ; un accord de branche peut "
    "en prévoir davantage.",
    message="{formation:semaine} de formation et {entreprise:semaine} en entreprise : la formation fait {part} % du "
    "contrat, il en faut {minimum} %.",
    hint="Corrigez semaines-formation et semaines-entreprise : {attendues:semaine} de formation au moins sur {total}.",
    when=("alternance",),
    needs=("rythme-alternance",),
)
def contracts_are_trained_enough(programme: Programme) -> Iterator[Hit]:
    """In weeks, where both are given."""
    yield from _short_of_training(programme, "contrat-professionnalisation", PART_PROFESSIONNALISATION)


def _short_of_training(programme: Programme, voie: str, minimum: int) -> Iterator[Hit]:
    """The descriptions that serve an open route and give it less training than this share, in percent."""
    for alternance in programme.professionnalisation.alternances if voie in programme.acces.voies_ouvertes else ():
        formation, entreprise = alternance.semaines_formation, alternance.semaines_entreprise
        if formation is None or entreprise is None or (alternance.voies and voie not in alternance.voies):
            continue
        total = formation + entreprise
        if formation * 100 < total * minimum:
            yield Hit(
                alternance,
                attribute="semaines-formation",
                formation=formation,
                entreprise=entreprise,
                part=(formation * 100 / total).quantize(Decimal("0.1")),
                minimum=minimum,
                attendues=-(-total * minimum // 100),
                total=total,
            )

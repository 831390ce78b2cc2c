"""What stands in the way of a filing, and what a person should look at before it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dossier.filing.pieces import Problem
from dossier.french.dates import day
from dossier.programme.model import Programme
from dossier.rules.catalogue import ERREUR
from dossier.rules.checklist import PERSONAL
from dossier.rules.runner import Judgement, Outcome

DELEGATION = timedelta(days=92)
"""A delegation of signature is less than three months old (aide du portail de la certification professionnelle)."""


@dataclass(frozen=True)
class Obstacle:
    """A rule, what it says of the file to be filed, and what to do, in French."""

    rule: str
    message: str
    hint: str = ""


def obstacles(judgement: Judgement, programme: Programme, problems: tuple[Problem, ...]) -> tuple[Obstacle, ...]:
    """All that refuses the filing, in the order of the file."""
    return tuple(_obstacles(judgement, programme, problems))


def _obstacles(judgement: Judgement, programme: Programme, problems: tuple[Problem, ...]) -> Iterator[Obstacle]:
    for outcome in judgement.outcomes:
        if outcome.outcome is Outcome.ERREUR:
            yield Obstacle(outcome.rule.id, "La règle s’est arrêtée sur une anomalie de l’outil.", "Signalez-la.")
    for finding in judgement.standing:
        if finding.severity is ERREUR:
            yield Obstacle(finding.rule.id, finding.message, finding.hint)
    yield from (Obstacle(problem.rule, problem.message, problem.hint) for problem in problems if problem.blocking)
    if programme.etat != "depot":
        yield Obstacle(
            "DEP-001",
            f'Le programme se déclare etat="{programme.etat}".',
            'Quand tout est relu, écrivez etat="depot" dans <programme>.',
        )


def warnings(
    judgement: Judgement, programme: Programme, problems: tuple[Problem, ...], today: date
) -> tuple[Obstacle, ...]:
    """What does not refuse the filing, on the day of the filing: personal data first, which cannot be called back."""
    return tuple(_warnings(judgement, programme, problems, today))


def _warnings(
    judgement: Judgement, programme: Programme, problems: tuple[Problem, ...], today: date
) -> Iterator[Obstacle]:
    for finding in judgement.standing:
        if finding.rule.item == PERSONAL and finding.severity is not ERREUR:
            yield Obstacle(finding.rule.id, finding.message, finding.hint)
    yield from (Obstacle(problem.rule, problem.message, problem.hint) for problem in problems if not problem.blocking)
    for piece in programme.pieces.pieces:
        if piece.type == "delegation" and piece.date and today - piece.date > DELEGATION:
            yield Obstacle(
                "DEP-005",
                f"La délégation de signature du {day(piece.date)} a plus de trois mois.",
                "Faites-la renouveler avant de déposer.",
            )

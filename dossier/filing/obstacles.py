"""What stands in the way of a filing, and what a person should look at before it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from dossier.french.dates import day
from dossier.programme.model import Programme
from dossier.rules.catalogue import ERREUR
from dossier.rules.checklist import PERSONAL
from dossier.rules.readiness import Obstacle, readiness
from dossier.rules.runner import Judgement, Problem

DELEGATION = timedelta(days=92)
"""A delegation of signature is less than three months old (aide du portail de la certification professionnelle)."""


def obstacles(judgement: Judgement, problems: tuple[Problem, ...]) -> tuple[Obstacle, ...]:
    """All that refuses the filing, in the order of the file, with what is wrong with the attachments."""
    return readiness(replace(judgement, attachments=problems)).points


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

"""What stands between a description and its filing, counted once: every output says this count, in these words.

``package`` refuses on exactly these points; a draft is counted as on the day when it is filed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dossier.french.numbers import count
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, FAMILIES, Rule, declared
from dossier.rules.checklist import ITEMS
from dossier.rules.runner import Finding, Judgement, Outcome, Verdict

PREPARATION = FAMILIES["DEP"]
_LABELS = {item.name: item.label for item in ITEMS if item.name and not item.piece}


@dataclass(frozen=True)
class Obstacle:
    """A rule, what it says of the file to be filed, what to do, and the section where it is told, in French."""

    rule: str
    message: str
    hint: str = ""
    section: str = PREPARATION


@dataclass(frozen=True)
class Readiness:
    """The points to settle before the filing, then the warnings that remain.

    ``partial`` says that some rules did not run, by choice or because the file breaks the schema: there may be more.
    """

    points: tuple[Obstacle, ...]
    warnings: tuple[Obstacle, ...]
    undetermined: bool
    partial: bool

    @property
    def ready(self) -> bool:
        """Could it be filed?"""
        return not (self.points or self.undetermined or self.partial)

    @property
    def words(self) -> str:
        """« brouillon — 12 points avant dépôt », « prêt à déposer, 23 avertissements restent », « indéterminé »."""
        if self.undetermined:
            return "indéterminé"
        if self.points:
            least = "au moins " if self.partial else ""
            return f"brouillon — {least}{count(len(self.points), 'point')} avant dépôt"
        remain = len(self.warnings)
        left = f", {count(remain, 'avertissement')} {'reste' if remain < 2 else 'restent'}" if remain else ""
        return f"sans erreur parmi les règles jugées{left}" if self.partial else f"prêt à déposer{left}"


def readiness(judgement: Judgement) -> Readiness:
    """What ``package`` would say of a judged programme."""
    ran = {outcome.rule.id for outcome in judgement.outcomes}
    whole = judgement.programme is not None and ran.issuperset(rule.id for rule in declared())
    return Readiness(
        tuple(_points(judgement)),
        tuple(_warnings(judgement)),
        judgement.verdict is Verdict.INDETERMINE,
        not whole,
    )


def by_section(obstacles: tuple[Obstacle, ...]) -> Mapping[str, int]:
    """How many of them in each section, in the order of the checklist."""
    counted = Counter(each.section for each in obstacles)
    order = list(dict.fromkeys((*_LABELS.values(), *FAMILIES.values(), *counted)))
    return {section: counted[section] for section in order if counted[section]}


def section_of(rule: Rule) -> str:
    """Where a rule's findings are told: its item of the checklist, else what its family is about."""
    return _LABELS.get(rule.item, rule.family_title)


def _points(judgement: Judgement) -> Iterator[Obstacle]:
    for outcome in judgement.outcomes:
        if outcome.outcome is Outcome.ERREUR:
            section = section_of(outcome.rule)
            yield Obstacle(
                outcome.rule.id, "La règle s’est arrêtée sur une anomalie de l’outil.", "Signalez-la.", section
            )
    yield from (_told(finding) for finding in judgement.standing if finding.at_filing is ERREUR)
    yield from (Obstacle(each.rule, each.message, each.hint) for each in judgement.attachments if each.blocking)
    if judgement.programme and judgement.programme.etat != "depot":
        yield Obstacle(
            "DEP-001",
            f'Le programme se déclare etat="{judgement.programme.etat}".',
            'Quand tout est relu, écrivez etat="depot" dans <programme>.',
        )


def _warnings(judgement: Judgement) -> Iterator[Obstacle]:
    yield from (_told(finding) for finding in judgement.standing if finding.at_filing is AVERTISSEMENT)
    yield from (Obstacle(each.rule, each.message, each.hint) for each in judgement.attachments if not each.blocking)


def _told(finding: Finding) -> Obstacle:
    return Obstacle(finding.rule.id, finding.message, finding.hint, section_of(finding.rule))

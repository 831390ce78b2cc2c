"""The attestation of control: what was checked, with what, and what became of every rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dossier import __version__
from dossier.french.dates import short_day
from dossier.reports.labels import OUTCOMES
from dossier.rules.catalogue import DATE, VERSION
from dossier.rules.readiness import readiness
from dossier.rules.runner import Judgement, Outcome, RuleOutcome, Verdict

TITLE = "Attestation de contrôle"


def identity(judgement: Judgement) -> Iterator[tuple[str, str]]:
    """What was checked and with what, as (name, value)."""
    yield "Programme", judgement.code or "code illisible"
    if judgement.programme:
        yield "Intitulé", judgement.programme.identite.intitule
    yield "Fichier contrôlé", judgement.file.as_posix()
    yield "Empreinte du fichier (SHA-256)", judgement.sha256
    yield "Verdict", readiness(judgement).words
    yield "Jugé à la date du", short_day(judgement.day) if judgement.day else f"{short_day(DATE)} (date du catalogue)"
    yield "Catalogue des règles", VERSION
    yield "Outil", f"dossier {__version__}"


def grouped(judgement: Judgement) -> Mapping[tuple[str, str], list[str]]:
    """The identifiers of the rules by outcome and reason, in the order of the outcomes."""
    groups: dict[tuple[str, str], list[str]] = {}
    order = list(Outcome)
    for outcome in sorted(judgement.outcomes, key=lambda found: order.index(found.outcome)):
        groups.setdefault((OUTCOMES[outcome.outcome], outcome.explained), []).append(outcome.rule.id)
    return groups


def crashed(judgement: Judgement) -> tuple[RuleOutcome, ...]:
    """The rules that crashed, because of which nothing is certain."""
    return tuple(outcome for outcome in judgement.outcomes if outcome.outcome is Outcome.ERREUR)


def warning(judgement: Judgement) -> str:
    """The banner of a report whose verdict is undetermined; empty when it is not."""
    rules = [outcome.rule.id for outcome in crashed(judgement)]
    if judgement.verdict is not Verdict.INDETERMINE:
        return ""
    if not rules:
        return "Verdict indéterminé : aucune des règles choisies n’a pu juger ce programme."
    who = f"la règle {rules[0]} s’est arrêtée" if len(rules) == 1 else f"{len(rules)} règles se sont arrêtées"
    return (
        f"Verdict indéterminé : {who} sur une anomalie de l’outil ; ce programme ne peut pas être tenu pour contrôlé."
    )

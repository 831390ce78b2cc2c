"""What the control rests on: the rules that ran, what only a person can check, where the data come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dossier.document.blocks import NOTHING, cell, code, facts, head, paragraph, table
from dossier.document.tree import Block, Cell, Table, Tone
from dossier.french.dates import day
from dossier.french.numbers import count
from dossier.french.sentences import capital, in_french
from dossier.programme.model import Programme
from dossier.rules.catalogue import DATE, VERSION
from dossier.rules.manual import points
from dossier.rules.runner import Judgement, Outcome, RuleOutcome

OUTCOMES = {
    Outcome.CONFORME: "conforme",
    Outcome.A_CORRIGER: "à corriger",
    Outcome.DEROGEE: "dérogée",
    Outcome.NON_APPLICABLE: "non applicable",
    Outcome.NON_EVALUEE: "non évaluée",
    Outcome.ERREUR: "arrêtée par une anomalie de l’outil",
}
_TONES = {Outcome.A_CORRIGER: Tone.MEDIUM, Outcome.DEROGEE: Tone.LIGHT, Outcome.ERREUR: Tone.STRONG}


def attestation(judgement: Judgement) -> Iterator[Block]:
    """By which catalogue and on which day, then the outcome of each rule."""
    yield facts(
        "",
        (
            ("Catalogue des règles", f"version {VERSION}, {day(DATE)}"),
            ("Règles jugées à la date du", day(judgement.day or DATE)),
            ("Empreinte de la source (SHA-256)", code(judgement.sha256)),
        ),
    )
    counted = Counter(outcome.outcome for outcome in judgement.outcomes)
    yield table(
        "Issue des règles en résumé",
        (8, 3),
        ("Issue", "Règles"),
        ((capital(label), in_french(counted[outcome])) for outcome, label in OUTCOMES.items() if counted[outcome]),
    )
    found = Counter(finding.rule.id for finding in judgement.findings)
    yield Table(
        "Issue de chaque règle",
        (3, 9, 4, 9),
        head("Règle", "Ce qu’elle vérifie", "Issue", "Motif"),
        tuple(_outcome(outcome, found[outcome.rule.id]) for outcome in judgement.outcomes),
    )


def _outcome(outcome: RuleOutcome, findings: int) -> tuple[Cell, ...]:
    reason = outcome.reason or (count(findings, "constat") if findings else NOTHING)
    return (
        cell(outcome.rule.id, header=True),
        cell(outcome.rule.title),
        cell(OUTCOMES[outcome.outcome], tone=_TONES.get(outcome.outcome, Tone.NONE)),
        cell(reason),
    )


def by_hand(programme: Programme) -> Iterator[Block]:
    """The questions that no rule can answer."""
    yield paragraph("Aucune règle ne peut juger de ces points : ils se relisent avant le dépôt.")
    yield table(
        "",
        (3, 12, 7),
        ("Point", "Question", "Source"),
        ((point.id, point.question, str(point.source)) for point in points(programme)),
    )


def provenance(judgement: Judgement, programme: Programme) -> Iterator[Block]:
    """Where every word of the dossier comes from."""
    yield paragraph(
        "Tout le contenu du dossier vient d’un seul fichier, la description du programme ; les totaux, les taux et la "
        "couverture en sont calculés. Rien n’y est ajouté."
    )
    yield facts(
        "",
        (
            ("Fichier", code(judgement.file.name)),
            ("Version", programme.version),
            ("Empreinte de la source (SHA-256)", code(judgement.sha256)),
        ),
    )

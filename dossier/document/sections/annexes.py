"""What proves the dossier: the rules that ran, the attachments, the exceptions, where the data come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dossier.document.blocks import NOTHING, cell, code, facts, filled, head, paragraph, table
from dossier.document.missing import unfilled
from dossier.document.sections.controle import section_controle
from dossier.document.sections.etat import validity
from dossier.document.sections.sources import section_sources
from dossier.document.tree import Block, Cell, Section, Table, Tone
from dossier.french.dates import day
from dossier.french.numbers import count
from dossier.french.sentences import capital, in_french
from dossier.programme.model import Programme
from dossier.programme.vocabulary import PIECES
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


def section_annexes(judgement: Judgement, programme: Programme) -> Section:
    """Attestation of control, checklist of the filing, what a person checks, attachments, exceptions, provenance."""
    return Section(
        "Annexes",
        sections=filled(
            (
                Section("Attestation de contrôle", tuple(_attestation(judgement))),
                section_sources(judgement),
                section_controle(judgement, programme),
                Section("Points qu’une personne vérifie", tuple(_by_hand(programme))),
                Section("Pièces jointes", tuple(_attachments(programme))),
                Section("Dérogations", tuple(_exceptions(judgement, programme))),
                Section("Provenance des données", tuple(_provenance(judgement, programme))),
            )
        ),
    )


def _attestation(judgement: Judgement) -> Iterator[Block]:
    yield facts(
        "Contrôle",
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


def _by_hand(programme: Programme) -> Iterator[Block]:
    yield paragraph("Aucune règle ne peut juger de ces points : ils se relisent avant le dépôt.")
    yield table(
        "Points qu’une personne vérifie",
        (3, 12, 7),
        ("Point", "Question", "Source"),
        ((point.id, point.question, str(point.source)) for point in points(programme)),
    )


def _attachments(programme: Programme) -> Iterator[Block]:
    pieces = programme.pieces.pieces
    if not pieces:
        yield unfilled(programme, "pieces")
        return
    yield table(
        "Pièces jointes",
        (7, 8, 4),
        ("Pièce", "Fichier", "Date"),
        (
            (PIECES.get(piece.type, piece.type), code(piece.fichier), day(piece.date) if piece.date else None)
            for piece in pieces
        ),
    )


def _exceptions(judgement: Judgement, programme: Programme) -> Iterator[Block]:
    derogations = programme.derogations.derogations
    if not derogations:
        yield paragraph("Aucune dérogation.")
        return
    yield table(
        "Dérogations",
        (3, 3, 8, 5, 6),
        ("Règle", "Objet", "Motif", "Auteur", "Validité"),
        (
            (
                found.regle,
                found.objet,
                found.motif,
                found.auteur,
                f"du {day(found.date)}, {validity(judgement, found)}",
            )
            for found in derogations
        ),
    )


def _provenance(judgement: Judgement, programme: Programme) -> Iterator[Block]:
    yield paragraph(
        "Tout le contenu de ce dossier vient d’un seul fichier, la description du programme ; les totaux, les taux "
        "et la couverture en sont calculés. Rien n’y est ajouté : ce que la description ne dit pas est absent, ou "
        "signalé « Non renseigné » quand une règle le demande."
    )
    yield facts(
        "Provenance des données",
        (
            ("Fichier", code(judgement.file.name)),
            ("Version", programme.version),
            ("Empreinte de la source (SHA-256)", code(judgement.sha256)),
        ),
    )

"""Findings for the comment of a merge request: a summary first, the rest folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dossier.french.dates import short_day
from dossier.programme.errors import UnreadableFile
from dossier.reports.attestation import TITLE, grouped, identity, warning
from dossier.reports.labels import SEVERITIES, in_charge
from dossier.rules.catalogue import Severity
from dossier.rules.readiness import readiness
from dossier.rules.runner import Finding, Judgement

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~$@:-])")
_HEAD = ("| Règle | Gravité | Où | Constat | Que faire | Responsable |", "|---|---|---|---|---|---|")


def emit(judgements: Iterable[Judgement], unreadable: Iterable[UnreadableFile] = ()) -> str:
    """What stops the filing in full, the rest folded, then the attestation."""
    lines = ["# Contrôle des programmes", ""]
    lines += (
        f"> **Fichier illisible** : {plain(error.path.as_posix())} : {plain(f'{error.reason}. {error.hint}')}\n"
        for error in unreadable
    )
    lines += (line for judgement in judgements for line in _programme(judgement))
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """A text on one line in which nothing is markup."""
    text = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", text)


def _programme(judgement: Judgement) -> Iterator[str]:
    yield from (f"## {plain(judgement.code or judgement.file.as_posix())} : {readiness(judgement).words}", "")
    if warning(judgement):
        yield from (f"> **{plain(warning(judgement))}**", "")
    yield from ("| Gravité | Constats |", "|---|---|")
    yield from (f"| {SEVERITIES[severity]} | {number} |" for severity, number in judgement.totals.items())
    yield ""
    fresh = [finding for finding in judgement.standing if not finding.known]
    errors = [finding for finding in fresh if finding.severity is Severity.ERREUR]
    if errors:
        yield from ("### Ce qui s’oppose au dépôt", "", *_table(judgement, errors), "")
    others = [finding for finding in fresh if finding.severity is not Severity.ERREUR]
    yield from _folded(judgement, "Avertissements et informations", others)
    yield from _folded(judgement, "Déjà dans la référence", [found for found in judgement.standing if found.known])
    yield from _waived(judgement.waived)
    yield from _attestation(judgement)


def _folded(judgement: Judgement, title: str, findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        yield from _details(f"{title} ({len(findings)})", _table(judgement, findings))


def _table(judgement: Judgement, findings: Iterable[Finding]) -> Iterator[str]:
    yield from _HEAD
    for finding in sorted(findings, key=lambda found: found.severity.rank):
        where = f"{' › '.join(finding.place.path)} (ligne {finding.place.line})"
        cells = (where, finding.message, finding.hint, in_charge(judgement.programme, finding.place))
        told = " | ".join(map(plain, cells))
        yield f"| {finding.rule.id} | {SEVERITIES[finding.severity]} | {told} |"


def _waived(findings: Sequence[Finding]) -> Iterator[str]:
    rows = ["| Règle | Constat | Motif | Auteur | Jusqu’au |", "|---|---|---|---|---|"]
    for finding in findings:
        assert finding.waived
        told = " | ".join(map(plain, (finding.message, finding.waived.motif, finding.waived.auteur)))
        rows.append(f"| {finding.rule.id} | {told} | {short_day(finding.waived.jusqu_au)} |")
    if findings:
        yield from _details(f"En dérogation ({len(findings)})", rows)


def _attestation(judgement: Judgement) -> Iterator[str]:
    rows = ["| | |", "|---|---|"]
    rows += (f"| {name} | {plain(value)} |" for name, value in identity(judgement))
    rows += ("", "| Résultat | Règles | Motif |", "|---|---|---|")
    for (outcome, reason), rules in grouped(judgement).items():
        rows.append(f"| {outcome} ({len(rules)}) | {', '.join(rules)} | {plain(reason)} |")
    yield from _details(f"{TITLE} ({len(judgement.outcomes)} règles)", rows)


def _details(summary: str, lines: Iterable[str]) -> Iterator[str]:
    yield from ("<details>", f"<summary>{summary}</summary>", "", *lines, "", "</details>", "")

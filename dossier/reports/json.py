"""Findings for machines: the JSON report (``schemas/rapport.schema.json``)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from dossier import __version__
from dossier.programme.errors import UnreadableFile
from dossier.programme.organisation import Derogation
from dossier.rules.catalogue import VERSION, Rule
from dossier.rules.checklist import Line, checklist
from dossier.rules.deadlines import Deadline, deadlines
from dossier.rules.readiness import Readiness, by_section, readiness
from dossier.rules.runner import Finding, Judgement

FORMAT = "1"


def emit(judgements: Iterable[Judgement], unreadable: Iterable[UnreadableFile] = ()) -> str:
    """The report as text: sorted keys, no timestamp, so that two runs give the same bytes."""
    return _dumped(document(judgements, unreadable))


def document(judgements: Iterable[Judgement], unreadable: Iterable[UnreadableFile]) -> dict[str, Any]:
    """The report as JSON values."""
    return {
        "version": FORMAT,
        "tool": f"dossier {__version__}",
        "rules": VERSION,
        "programmes": [_programme(judgement) for judgement in judgements],
        "unreadable": [_unreadable(error) for error in unreadable],
    }


def emit_rules(rules: Iterable[Rule]) -> str:
    """The catalogue as text."""
    return _dumped({"version": FORMAT, "rules": [_rule(rule) for rule in rules]})


def _programme(judgement: Judgement) -> dict[str, Any]:
    return {
        "code": judgement.code,
        "title": str(judgement.programme.identite.intitule) if judgement.programme else None,
        "file": judgement.file.as_posix(),
        "sha256": judgement.sha256,
        "date": judgement.day.isoformat() if judgement.day else None,
        "verdict": judgement.verdict.value,
        "filing": _filing(readiness(judgement)),
        "findings": [_finding(finding) for finding in judgement.findings],
        "rules": [
            {"rule": outcome.rule.id, "outcome": outcome.outcome.value, "reason": outcome.explained or None}
            for outcome in judgement.outcomes
        ],
        "totals": {severity.value: number for severity, number in judgement.totals.items()},
        "deadlines": [_deadline(each) for each in deadlines(judgement.programme)] if judgement.programme else [],
        "checklist": [_line(each) for each in checklist(judgement, judgement.programme)] if judgement.programme else [],
    }


def _filing(readiness: Readiness) -> dict[str, Any]:
    return {
        "ready": readiness.ready,
        "verdict": readiness.words,
        "points": len(readiness.points),
        "sections": dict(by_section(readiness.points)),
        "warnings": len(readiness.warnings),
        "remaining": dict(by_section(readiness.warnings)),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule.id,
        "severity": finding.severity.value,
        "object": finding.object,
        "message": finding.message,
        "file": finding.file.as_posix(),
        "line": finding.place.line,
        "column": finding.place.column,
        "path": list(finding.place.path),
        "values": dict(finding.values),
        "hint": finding.hint,
        "source": str(finding.rule.source),
        "waived": _waived(finding.waived),
        "known": finding.known,
    }


def _waived(derogation: Derogation | None) -> dict[str, str] | None:
    if derogation is None:
        return None
    return {
        "reason": derogation.motif,
        "author": derogation.auteur,
        "date": derogation.date.isoformat(),
        "until": derogation.jusqu_au.isoformat(),
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "name": deadline.name,
        "alert": deadline.alert.isoformat(),
        "file_by": deadline.file_by.isoformat(),
        "end": deadline.end.isoformat(),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "kind": line.item.kind.value,
        "item": line.item.label,
        "state": line.state.value,
        "confirmed": [{"by": name, "date": day.isoformat() if day else None} for name, day in line.confirmed],
        "rules": list(line.rules),
    }


def _unreadable(error: UnreadableFile) -> dict[str, Any]:
    return {
        "file": error.path.as_posix(),
        "reason": error.reason,
        "hint": error.hint,
        "line": error.line,
        "column": error.column,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "family": rule.family,
        "severity": rule.strongest.value,
        "title": rule.title,
        "profiles": list(rule.profiles),
        "since": rule.since.isoformat() if rule.since else None,
        "until": rule.until.isoformat() if rule.until else None,
        "source": str(rule.source),
        "status": rule.source.status,
        "check": rule.kind,
        "page": rule.page,
    }


def _dumped(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"

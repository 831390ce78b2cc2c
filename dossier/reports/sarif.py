"""Findings for code scanning: SARIF 2.1.0, one run for all programmes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dossier import __version__
from dossier.programme.errors import UnreadableFile
from dossier.programme.organisation import Derogation
from dossier.reports.attestation import crashed
from dossier.reports.fingerprints import fingerprinted
from dossier.reports.json import document
from dossier.rules.catalogue import VERSION, Rule, Severity
from dossier.rules.runner import Finding, Judgement

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERREUR: "error", Severity.AVERTISSEMENT: "warning", Severity.INFO: "note"}


def emit(judgements: Sequence[Judgement], unreadable: Sequence[UnreadableFile] = ()) -> str:
    """The log as text; without a timestamp."""
    rules = tuple(dict.fromkeys(outcome.rule for judgement in judgements for outcome in judgement.outcomes))
    ranks = {rule: rank for rank, rule in enumerate(rules)}
    held = any(finding.known for judgement in judgements for finding in judgement.findings)
    run = {
        "tool": {"driver": _driver(rules)},
        "columnKind": "unicodeCodePoints",
        "language": "fr",
        "artifacts": list({judgement.file: _artifact(judgement) for judgement in judgements}.values()),
        "invocations": [_invocation(judgements, unreadable)],
        "results": [
            _result(finding, fingerprint, ranks, held)
            for judgement in judgements
            for finding, fingerprint in fingerprinted(judgement)
        ],
        "properties": {"attestation": list(_attestations(judgements))},
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _driver(rules: Iterable[Rule]) -> dict[str, Any]:
    return {
        "name": "dossier",
        "semanticVersion": __version__,
        "language": "fr",
        "rules": [_rule(rule) for rule in rules],
        "properties": {"catalogue": VERSION},
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.why}\n\nSource : {rule.source}\nPage : {rule.page}"},
        "helpUri": f"urn:dossier-certification:regle:{rule.id}",
        "defaultConfiguration": {"level": _LEVELS[rule.strongest]},
        "properties": {
            "page": rule.page,
            "family": rule.family_title,
            "source": str(rule.source),
            "status": rule.source.status,
            "profiles": list(rule.profiles),
            "since": rule.since.isoformat() if rule.since else None,
            "until": rule.until.isoformat() if rule.until else None,
            "precision": "very-high" if rule.kind == "auto" else "medium",
            "tags": [rule.family, rule.kind],
        },
    }


def _artifact(judgement: Judgement) -> dict[str, Any]:
    return {
        "location": _location(judgement.file),
        "hashes": {"sha-256": judgement.sha256},
        "length": len(judgement.source.data),
        "encoding": "UTF-8",
        "mimeType": "application/xml",
    }


def _invocation(judgements: Iterable[Judgement], unreadable: Iterable[UnreadableFile]) -> dict[str, Any]:
    notifications = [
        {
            "level": "error",
            "message": {"text": f"Verdict indéterminé : la règle {outcome.rule.id} a échoué ({outcome.reason})."},
            "associatedRule": {"id": outcome.rule.id},
            "locations": [{"physicalLocation": {"artifactLocation": _location(judgement.file)}}],
        }
        for judgement in judgements
        for outcome in crashed(judgement)
    ]
    notifications += (
        {
            "level": "error",
            "message": {"text": f"{error.reason}. {error.hint}"},
            "locations": [{"physicalLocation": {"artifactLocation": _location(error.path)}}],
        }
        for error in unreadable
    )
    return {"executionSuccessful": not notifications, "toolExecutionNotifications": notifications}


def _result(finding: Finding, fingerprint: str, ranks: Mapping[Rule, int], held: bool) -> dict[str, Any]:
    """``held`` says that the findings were held against a baseline."""
    place = finding.place
    region = {"startLine": place.line, "startColumn": place.column}
    return {
        "ruleId": finding.rule.id,
        "ruleIndex": ranks[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.hint}".strip()},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": _location(finding.file), "region": region},
                "logicalLocations": [{"name": finding.object, "fullyQualifiedName": " › ".join(place.path)}],
            }
        ],
        "partialFingerprints": {"dossier/v1": fingerprint},
        "suppressions": [_suppression(finding.waived)] if finding.waived else [],
        "properties": {"values": dict(finding.values)},
    } | ({"baselineState": "unchanged" if finding.known else "new"} if held else {})


def _suppression(derogation: Derogation) -> dict[str, Any]:
    dates = {"date": derogation.date.isoformat(), "until": derogation.jusqu_au.isoformat()}
    return {
        "kind": "inSource",
        "status": "accepted",
        "justification": derogation.motif,
        "properties": {"author": derogation.auteur, **dates},
    }


def _attestations(judgements: Iterable[Judgement]) -> Iterator[dict[str, Any]]:
    """Of each programme, the verdict and the outcome of every rule."""
    for programme in document(judgements, ())["programmes"]:
        yield {name: programme[name] for name in ("code", "file", "sha256", "date", "verdict", "rules", "totals")}


def _location(file: Path) -> dict[str, str]:
    """Relative to the folder the command ran in, unless the user gave an absolute path."""
    if file.is_absolute():
        return {"uri": f"file://{quote(file.as_posix(), errors='replace')}"}
    return {"uri": quote(file.as_posix(), errors="replace"), "uriBaseId": "%SRCROOT%"}

"""Findings for GitLab's merge requests: the code quality report, a list that holds findings and nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dossier.programme.errors import UnreadableFile
from dossier.reports.attestation import crashed
from dossier.reports.fingerprints import fingerprinted
from dossier.rules.catalogue import Severity
from dossier.rules.runner import Judgement

_SEVERITIES = {Severity.ERREUR: "blocker", Severity.AVERTISSEMENT: "minor", Severity.INFO: "info"}


def emit(judgements: Iterable[Judgement], unreadable: Iterable[UnreadableFile] = ()) -> str:
    """Standing findings, known ones too (GitLab itself tells new from old); then rules and files that failed."""
    entries = [entry for judgement in judgements for entry in _programme(judgement)]
    entries += (
        _failure(error.path, "fichier-illisible", f"{error.reason}. {error.hint}", error.line or 1)
        for error in unreadable
    )
    return json.dumps(entries, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _programme(judgement: Judgement) -> Iterator[dict[str, Any]]:
    for finding, fingerprint in fingerprinted(judgement):
        if finding.waived is None:
            severity = _SEVERITIES[finding.severity]
            text = f"{finding.message} {finding.hint}".strip()
            yield _entry(finding.file, finding.rule.id, text, severity, finding.place.line, fingerprint)
    for outcome in crashed(judgement):
        text = f"La règle {outcome.rule.id} a échoué ({outcome.reason}) : verdict indéterminé."
        yield _failure(judgement.file, f"echec-{outcome.rule.id}", text, 1)


def _failure(file: Path, check: str, text: str, line: int) -> dict[str, Any]:
    fingerprint = hashlib.sha256(f"{file.as_posix()}\0{check}".encode("utf-8", "replace")).hexdigest()
    return _entry(file, check, text, "blocker", line, fingerprint)


def _entry(file: Path, check: str, text: str, severity: str, line: int, fingerprint: str) -> dict[str, Any]:
    return {
        "description": text,
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": file.as_posix(), "lines": {"begin": line}},
    }

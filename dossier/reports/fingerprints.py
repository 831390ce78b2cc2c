"""A name for each finding that survives edits elsewhere in the file: programme, rule, object, rank among equals."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from dossier.rules.runner import Finding, Judgement


def fingerprinted(judgement: Judgement) -> Iterator[tuple[Finding, str]]:
    """Each finding with its fingerprint (64 hexadecimal digits)."""
    met: Counter[tuple[str, str]] = Counter()
    for finding in judgement.findings:
        key = finding.rule.id, finding.object
        met[key] += 1
        parts = (judgement.code or judgement.file.as_posix(), *key, str(met[key]))
        yield finding, hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()

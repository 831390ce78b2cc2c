"""The baseline: the findings that a school knew on the day it started, so that only new ones stop it.

A finding is known by its programme, its rule, its object, and its rank among equals; lines may move.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from dossier.rules.runner import Finding, Judgement

VERSION = "1"

Key = tuple[str, str, str]
Baseline = Mapping[Key, int]
"""Programme, rule, object → how many findings."""


_NAMES = ("programme", "rule", "object", "count")


class UnreadableBaseline(ValueError):
    """The text is no baseline; says why, in French."""


def baseline(judgements: Iterable[Judgement]) -> Baseline:
    """All that stands today; a file that cannot be judged is no starting point."""
    return Counter(
        _key(judgement, finding) for judgement in judgements for finding in judgement.standing if finding.rule.knowable
    )


def updated(known: Baseline, judgements: Iterable[Judgement]) -> Baseline:
    """The baseline of today; what was not judged this time stays as it was."""
    judgements = tuple(judgements)
    judged = {(judgement.code, outcome.rule.id) for judgement in judgements for outcome in judgement.outcomes}
    return {key: count for key, count in known.items() if key[:2] not in judged} | dict(baseline(judgements))


def dumps(known: Baseline) -> str:
    """The baseline as text: sorted, one finding a line, so that its changes can be read."""
    lines = ",".join(
        "\n    " + json.dumps(dict(zip(_NAMES, (*key, count), strict=True)), ensure_ascii=False)
        for key, count in sorted(known.items())
    )
    return f'{{\n  "version": "{VERSION}",\n  "findings": [{lines}\n  ]\n}}\n'


def loads(text: str) -> Baseline:
    """The baseline that a text holds; raises UnreadableBaseline."""
    try:
        data = json.loads(text)
        version = data["version"]
        entries = [tuple(entry[name] for name in _NAMES) for entry in data["findings"]]
        known = {(str(code), str(rule), str(objet)): int(count) for code, rule, objet, count in entries}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableBaseline("ce n’est pas une référence écrite par --write-baseline") from error
    if version != VERSION:
        raise UnreadableBaseline(f"la version {version} de la référence n’est pas connue")
    return known


def held_against(judgement: Judgement, known: Baseline) -> Judgement:
    """The same judgement, whose findings say whether the baseline holds them."""
    met: Counter[Key] = Counter()
    findings = []
    for finding in judgement.findings:
        key = _key(judgement, finding)
        met[key] += finding.waived is None
        findings.append(replace(finding, known=finding.waived is None and met[key] <= known.get(key, 0)))
    return replace(judgement, findings=tuple(findings))


def mended(judgements: Iterable[Judgement], known: Baseline) -> int:
    """How many known findings of these programmes are no longer there."""
    judgements = tuple(judgements)
    now = baseline(judgements)
    ours = {judgement.code for judgement in judgements}
    return sum(max(count - now.get(key, 0), 0) for key, count in known.items() if key[0] in ours)


def _key(judgement: Judgement, finding: Finding) -> Key:
    return judgement.code, finding.rule.id, finding.object

"""Findings for streams: one JSON object a line, of the shapes of the JSON report, with its ``type``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from dossier.programme.errors import UnreadableFile
from dossier.reports.json import document
from dossier.rules.runner import Judgement


def emit(judgements: Iterable[Judgement], unreadable: Iterable[UnreadableFile] = ()) -> str:
    """A header, then for each programme its summary, its findings and its rules, then the unreadable files."""
    return "".join(
        f"{json.dumps(line, ensure_ascii=False, sort_keys=True)}\n" for line in _lines(document(judgements, unreadable))
    )


def _lines(report: dict[str, Any]) -> Iterator[dict[str, Any]]:
    programmes, files = report.pop("programmes"), report.pop("unreadable")
    yield {"type": "report", **report}
    for programme in programmes:
        findings, rules = programme.pop("findings"), programme.pop("rules")
        yield {"type": "programme", **programme}
        yield from ({"type": "finding", "programme": programme["code"], **finding} for finding in findings)
        yield from ({"type": "rule", "programme": programme["code"], **rule} for rule in rules)
    yield from ({"type": "unreadable", **file} for file in files)

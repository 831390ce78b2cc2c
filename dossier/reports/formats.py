"""The formats of report: a new one is a module with ``emit``, and a line here."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from dossier.programme.errors import UnreadableFile
from dossier.rules.runner import Judgement

EMITTERS = {
    "text": "dossier.reports.text",
    "json": "dossier.reports.json",
    "jsonl": "dossier.reports.jsonl",
    "sarif": "dossier.reports.sarif",
    "junit": "dossier.reports.junit",
    "github": "dossier.reports.github",
    "gitlab": "dossier.reports.gitlab",
    "html": "dossier.reports.html",
    "xlsx": "dossier.reports.xlsx",
    "markdown": "dossier.reports.markdown",
}
"""Name → module, imported when its format is asked for."""

BINARY = frozenset({"xlsx"})


def emit(name: str, judgements: Sequence[Judgement], unreadable: Sequence[UnreadableFile] = ()) -> bytes:
    """The report as bytes, in UTF-8; what UTF-8 cannot hold (a broken file name) becomes « ? »."""
    report = import_module(EMITTERS[name]).emit(judgements, unreadable)
    return report if isinstance(report, bytes) else str(report).encode("utf-8", "replace")

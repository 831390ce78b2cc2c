"""The formats of report: a new one is a module with ``emit``, and a line here, in the order of the documentation."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

from dossier.programme.errors import UnreadableFile
from dossier.rules.runner import Judgement


class Format(NamedTuple):
    """A format: the suffix of its files; is it of bytes, not of text?

    Those that stand beside every dossier also have the name that links call them, and what the bundle says of them.
    """

    suffix: str
    label: str = ""
    about: str = ""
    binary: bool = False


FORMATS = {
    "text": Format(".txt"),
    "html": Format(".html", "Rapport", "tous les constats, à lire"),
    "xlsx": Format(".xlsx", "Rapport (Excel)", "les mêmes, dans un tableur", binary=True),
    "markdown": Format(".md"),
    "json": Format(".json", "Rapport (JSON)", "les mêmes, pour un logiciel"),
    "jsonl": Format(".jsonl"),
    "sarif": Format(".sarif"),
    "junit": Format(".xml"),
    "github": Format(".github"),
    "gitlab": Format(".gitlab"),
}
"""Name, which is that of the module too, imported when its format is asked for."""

BESIDE = {f"rapport{each.suffix}": name for name, each in FORMATS.items() if each.label}
"""The reports that stand beside every dossier: name of the file → format."""


def emit(name: str, judgements: Sequence[Judgement], unreadable: Sequence[UnreadableFile] = ()) -> bytes:
    """The report as bytes, in UTF-8; what UTF-8 cannot hold (a broken file name) becomes « ? »."""
    report = import_module(f"dossier.reports.{name}").emit(judgements, unreadable)
    return report if isinstance(report, bytes) else str(report).encode("utf-8", "replace")


def format_of(suffix: str) -> str:
    """What the end of a file's name says that it is: a text unless it is known."""
    return next((name for name, each in FORMATS.items() if each.suffix == suffix.lower()), "text")

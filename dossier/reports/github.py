"""Findings for GitHub Actions: one workflow command a line, shown on the lines of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.french.dates import short_day
from dossier.programme.errors import UnreadableFile
from dossier.reports.attestation import TITLE, grouped, identity, warning
from dossier.rules.catalogue import Severity
from dossier.rules.runner import Finding, Judgement

_COMMANDS = {Severity.ERREUR: "error", Severity.AVERTISSEMENT: "warning", Severity.INFO: "notice"}


def emit(judgements: Iterable[Judgement], unreadable: Iterable[UnreadableFile] = ()) -> str:
    """The findings that are neither waived nor known, each programme's attestation, the unreadable files."""
    lines = [line for judgement in judgements for line in _programme(judgement)]
    lines += (_unreadable(error) for error in unreadable)
    return "".join(f"{line}\n" for line in lines)


def _programme(judgement: Judgement) -> Iterator[str]:
    if warning(judgement):
        yield _command("error", warning(judgement), file=judgement.file.as_posix(), title=judgement.code)
    yield from (_finding(finding) for finding in judgement.standing if not finding.known)
    facts = [f"{name} : {value}" for name, value in identity(judgement)]
    for (outcome, reason), rules in grouped(judgement).items():
        facts.append(f"{outcome}{f' ({reason})' if reason else ''} : {', '.join(rules)}")
    facts += (
        f"dérogation jusqu’au {short_day(finding.waived.jusqu_au)} : {finding.rule.id}, {finding.message}"
        for finding in judgement.waived
        if finding.waived
    )
    title = f"{TITLE} {judgement.code}".rstrip()
    yield _command("notice", "\n".join(facts), file=judgement.file.as_posix(), title=title)


def _finding(finding: Finding) -> str:
    place = finding.place
    return _command(
        _COMMANDS[finding.severity],
        f"{finding.message}\n{finding.hint}\n({finding.rule.source})",
        file=finding.file.as_posix(),
        line=place.line,
        col=place.column,
        title=f"{finding.rule.id} {' › '.join(place.path)}".rstrip(),
    )


def _unreadable(error: UnreadableFile) -> str:
    where = {"line": error.line, "col": error.column} if error.line else {}
    return _command("error", f"{error.reason}.\n{error.hint}", file=error.path.as_posix(), **where)


def _command(name: str, text: str, **properties: object) -> str:
    told = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {told}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

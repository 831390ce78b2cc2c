"""Findings for a terminal, in the manner of a good compiler."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from dossier.french.dates import short_day
from dossier.french.numbers import count
from dossier.programme.errors import UnreadableFile
from dossier.reports.labels import OUTCOMES, VERDICTS
from dossier.rules.catalogue import Severity, declared
from dossier.rules.runner import Finding, Judgement, Outcome, RuleOutcome, Verdict

_INVARIABLE = (Outcome.A_CORRIGER, Outcome.ERREUR)
_COLOURS = {Severity.ERREUR: "31", Severity.AVERTISSEMENT: "33", Severity.INFO: "36"}


def emit(judgements: Iterable[Judgement], _unreadable: Iterable[UnreadableFile] = (), colour: bool = False) -> str:
    """The findings of each programme, then its summary; unreadable files are told on standard error."""
    return "\n".join("\n".join(_programme(judgement, colour)) for judgement in judgements) + "\n"


def _programme(judgement: Judgement, colour: bool) -> Iterator[str]:
    lines = judgement.source.lines if judgement.findings else []
    for finding in judgement.standing:
        if not finding.known:
            yield from _finding(finding, lines, colour)
            yield ""
    yield from map(_waived, judgement.waived)
    yield from _summary(judgement, colour)


def _finding(finding: Finding, lines: list[str], colour: bool) -> Iterator[str]:
    place, rule = finding.place, finding.rule
    severity = _painted(finding.severity.value, _COLOURS[finding.severity], colour)
    head = f"{finding.file.as_posix()}:{place.line}:{place.column}"
    yield f"{_painted(head, '1', colour)}  {severity} {_painted(rule.id, '1', colour)}  {finding.message}"
    if place.line <= len(lines):
        yield from _excerpt(finding, lines[place.line - 1])
    if place.path:
        yield f"    {' › '.join(place.path)}"
    yield f"    {finding.hint}   ({rule.source})"


def _waived(finding: Finding) -> str:
    """A finding that a justified exception sets aside, in a line."""
    assert finding.waived
    until = short_day(finding.waived.jusqu_au)
    head = f"{finding.file.as_posix()}:{finding.place.line}:{finding.place.column}"
    return f"{head}  dérogé jusqu’au {until} {finding.rule.id}  {finding.message} ({finding.waived.motif})"


def _excerpt(finding: Finding, line: str) -> Iterator[str]:
    """The line of the file, cut to a screen, with the culprit underlined."""
    start = finding.place.column - 1
    end = start + (finding.place.width or 1 + len(finding.place.tag))
    found = re.search(rf"\b{re.escape(finding.attribute)}\s*=\s*(\"[^\"]*\"|'[^']*')", line[start:])
    if finding.attribute and found:
        start, end = start + found.start(), start + found.end()
    indent = len(line) - len(line.lstrip())
    shift = max(indent - 4, 0) if end - indent <= 96 else start - 8
    number = str(finding.place.line)
    shown = line[shift : shift + 100].rstrip().replace("\t", " ")
    more = " …" if len(line.rstrip()) > shift + 100 else ""
    yield f"    {number} │ {shown}{more}"
    yield f"    {' ' * len(number)} │ {' ' * (start - shift)}{'^' * min(end - start, 100)}"


def _summary(judgement: Judgement, colour: bool) -> Iterator[str]:
    totals = judgement.totals
    counted = ", ".join(count(totals[severity], severity.value) for severity in Severity)
    paint = "32" if judgement.verdict is Verdict.CONFORME else "31"
    verdict = _painted(_verdict(judgement), paint, colour)
    yield f"{judgement.code or judgement.file.name} : {verdict} — {counted}{_aside(judgement)}"
    outcomes = Counter(outcome.outcome for outcome in judgement.outcomes)
    ran = ", ".join(_outcome(outcomes[outcome], outcome) for outcome in Outcome if outcomes[outcome])
    yield f"    {count(len(judgement.outcomes), 'règle')} : {ran}"
    for outcome in judgement.outcomes:
        if outcome.outcome in (Outcome.NON_EVALUEE, Outcome.ERREUR) or _lost(outcome):
            yield f"    {outcome.rule.id} {OUTCOMES[outcome.outcome]} : {outcome.explained}"


def _verdict(judgement: Judgement) -> str:
    """« Conforme » is for a programme in which no rule of the whole catalogue found anything; elsewhere the word means
    that none blocks. What could not be judged is told underneath.
    """
    ran = {outcome.rule.id for outcome in judgement.outcomes}
    whole = not judgement.standing and ran.issuperset(rule.id for rule in declared())
    return "sans erreur" if judgement.verdict is Verdict.CONFORME and not whole else VERDICTS[judgement.verdict]


def _outcome(number: int, outcome: Outcome) -> str:
    return (
        f"{number} {OUTCOMES[outcome]}"
        if outcome in _INVARIABLE
        else count(number, OUTCOMES[outcome], f"{OUTCOMES[outcome]}s")
    )


def _lost(outcome: RuleOutcome) -> bool:
    """A rule of the institution that judges nothing may be one that is badly written."""
    return outcome.outcome is Outcome.NON_APPLICABLE and bool(outcome.rule.declared_in)


def _aside(judgement: Judgement) -> str:
    """What is not told above: findings already in the baseline, findings set aside."""
    known = sum(finding.known for finding in judgement.standing)
    told = ((known, "dont {} déjà dans la référence"), (len(judgement.waived), "{} en dérogation"))
    return "".join(f", {words.format(number)}" for number, words in told if number)


def _painted(text: str, code: str, colour: bool) -> str:
    return f"\033[{code}m{text}\033[0m" if colour else text

"""Findings for a terminal, in the manner of a good compiler: the gravest first, the verdict last."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from dossier.french.dates import short_day
from dossier.french.numbers import count
from dossier.programme.errors import UnreadableFile
from dossier.reports.labels import OUTCOMES
from dossier.rules.catalogue import Severity
from dossier.rules.readiness import by_section, readiness
from dossier.rules.runner import Finding, Judgement, Outcome, RuleOutcome

_LONGEST_TAG = 5000
"""Characters of a start tag where its attribute is looked for, to underline it."""
_INVARIABLE = (Outcome.A_CORRIGER, Outcome.ERREUR)
_COLOURS = {Severity.ERREUR: "31", Severity.AVERTISSEMENT: "33", Severity.INFO: "36"}
_FEW = 3
"""Findings of one rule that are still told one by one."""


def emit(
    judgements: Sequence[Judgement], _unreadable: Iterable[UnreadableFile] = (), colour: bool = False, width: int = 0
) -> str:
    """The findings of each programme, then its verdict; unreadable files are told on standard error.

    Lines are folded between words at ``width`` columns (0: never).
    """
    programmes = ["\n".join(_programme(judgement, _Page(colour, width))) for judgement in judgements]
    if len(judgements) > 1:
        programmes.append(_all(judgements))
    return "\n".join(programmes) + "\n"


class _Page:
    """What the screen takes: colours or not, and how many columns (0: as many as one wants)."""

    def __init__(self, colour: bool, width: int) -> None:
        self.colour, self.width = colour, width

    def painted(self, text: str, code: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self.colour else text

    def folded(self, text: str, indent: str = "    ", **paint: str) -> Iterator[str]:
        """A line folded between words, the following ones set back; the parts named by ``paint`` are painted."""
        lines = [text]
        if self.width and len(text) > self.width:
            lines = textwrap.wrap(
                text,
                self.width,
                initial_indent=text[: len(text) - len(text.lstrip())],
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
            )
        for part, code in paint.items():
            lines[0] = lines[0].replace(part, self.painted(part, code), 1)
        yield from lines


def _programme(judgement: Judgement, page: _Page) -> Iterator[str]:
    lines = judgement.source.lines if judgement.findings else []
    fresh = [finding for finding in judgement.standing if not finding.known]
    first = _firsts(fresh)
    ordered = sorted(fresh, key=lambda f: (f.severity.rank, first[_kind(f)], f.rule.id, f.variant, f.place.line))
    for _, group in groupby(ordered, key=_kind):
        alike = list(group)
        if len(alike) > _FEW:
            yield from _together(alike, page)
        else:
            for finding in alike:
                yield from (*_finding(finding, lines, page), "")
    yield from (line for finding in judgement.waived for line in page.folded(_waived(finding)))
    yield from _summary(judgement, page)


def _kind(finding: Finding) -> tuple[int, str, str]:
    return finding.severity.rank, finding.rule.id, finding.variant


def _firsts(findings: Iterable[Finding]) -> dict[tuple[int, str, str], tuple[int, int]]:
    """Where the first finding of each kind stands: kinds follow one another as in the file."""
    first: dict[tuple[int, str, str], tuple[int, int]] = {}
    for each in findings:
        place, kind = (each.place.line, each.place.column), _kind(each)
        first[kind] = min(first.get(kind, place), place)
    return first


def _together(findings: Sequence[Finding], page: _Page) -> Iterator[str]:
    """Many findings of one rule: what it asks once, then each place with its message."""
    finding = findings[0]
    severity, rule = finding.severity.value, finding.rule
    head = f"{finding.file.as_posix()}  {severity} {rule.id} : {count(len(findings), 'constat')}  {rule.title}"
    yield from page.folded(
        head, **{finding.file.as_posix(): "1", severity: _COLOURS[finding.severity], f" {rule.id}": "1"}
    )
    for each in findings:
        yield from page.folded(f"    {each.place.line}:{each.place.column}  {each.message}", " " * 8)
    hints = dict.fromkeys(each.hint for each in findings)
    told = next(iter(hints)) if len(hints) == 1 else f"Par exemple : {finding.hint}"
    yield from page.folded(f"    {told}   ({rule.source})")
    yield ""


def _finding(finding: Finding, lines: list[str], page: _Page) -> Iterator[str]:
    place, rule, severity = finding.place, finding.rule, finding.severity.value
    head = f"{finding.file.as_posix()}:{place.line}:{place.column}"
    yield from page.folded(
        f"{head}  {severity} {rule.id}  {finding.message}",
        **{head: "1", f"  {severity}": _COLOURS[finding.severity], f" {rule.id}": "1"},
    )
    if place.line <= len(lines):
        yield from _excerpt(finding, lines[place.line - 1], page)
    if place.path:
        yield from page.folded(f"    {' › '.join(place.path)}")
    yield from page.folded(f"    {finding.hint}   ({rule.source})")


def _waived(finding: Finding) -> str:
    """A finding that a justified exception sets aside, in a line."""
    assert finding.waived
    until = short_day(finding.waived.jusqu_au)
    head = f"{finding.file.as_posix()}:{finding.place.line}:{finding.place.column}"
    return f"{head}  dérogé jusqu’au {until} {finding.rule.id}  {finding.message} ({finding.waived.motif})"


def _excerpt(finding: Finding, line: str, page: _Page) -> Iterator[str]:
    """The line of the file, cut to a screen, with the culprit underlined."""
    start = finding.place.column - 1
    end = start + (finding.place.width or 1 + len(finding.place.tag))
    written = rf"\b{re.escape(finding.attribute)}\s*=\s*(\"[^\"]*\"|'[^']*')"
    found = re.search(written, line[start : start + _LONGEST_TAG]) if finding.attribute else None
    if found:
        start, end = start + found.start(), start + found.end()
    indent = len(line) - len(line.lstrip())
    number = str(finding.place.line)
    room = min(max(page.width - len(number) - 9, 20), 100) if page.width else 100
    shift = max(indent - 4, 0) if end - indent <= room - 4 else max(start - 8, 0)
    shown = line[shift : shift + room].rstrip().replace("\t", " ")
    more = " …" if len(line.rstrip()) > shift + room else ""
    yield f"    {number} │ {shown}{more}"
    under = min(end - start, max(room - (start - shift), 1))
    yield f"    {' ' * len(number)} │ {' ' * (start - shift)}{'^' * under}"


def _summary(judgement: Judgement, page: _Page) -> Iterator[str]:
    """What did not run and why, a line a reason; what is left by section; the verdict."""
    name = judgement.code or judgement.file.name
    asked = readiness(judgement)
    if judgement.programme is None:
        yield from page.folded("Le fichier ne respecte pas le schéma : les autres règles attendent qu’il soit corrigé.")
    else:
        outcomes = Counter(outcome.outcome for outcome in judgement.outcomes)
        ran = ", ".join(_outcome(outcomes[outcome], outcome) for outcome in Outcome if outcomes[outcome])
        yield from page.folded(f"{count(len(judgement.outcomes), 'règle')} : {ran}")
        yield from (line for told in _unjudged(judgement.outcomes) for line in page.folded(told, " " * 8))
    sections = " ; ".join(f"{section} {number}" for section, number in by_section(asked.points).items())
    if sections:
        yield from page.folded(f"Avant le dépôt : {sections}")
    totals = judgement.totals
    counted = ", ".join(count(totals[severity], severity.value) for severity in Severity)
    verdict = f"{name} : {asked.words} ({counted}{_aside(judgement)})"
    yield from page.folded(verdict, **{asked.words: "32" if asked.ready else "31"})


def _unjudged(outcomes: Iterable[RuleOutcome]) -> Iterator[str]:
    """The rules that did not run and should have, together when for one reason."""
    told: dict[tuple[str, str], list[str]] = {}
    for outcome in outcomes:
        if outcome.outcome in (Outcome.NON_EVALUEE, Outcome.ERREUR) or _lost(outcome):
            told.setdefault((OUTCOMES[outcome.outcome], outcome.explained), []).append(outcome.rule.id)
    for (label, reason), rules in told.items():
        yield f"    {', '.join(rules)} {label} : {reason}"


def _all(judgements: Sequence[Judgement]) -> str:
    """All the programmes in a line."""
    asked = [readiness(judgement) for judgement in judgements]
    ready, points = sum(each.ready for each in asked), sum(len(each.points) for each in asked)
    unsure = sum(each.undetermined for each in asked)
    told = [f"{ready} {'prêt' if ready < 2 else 'prêts'} à déposer"]
    told += [f"{unsure} {'indéterminé' if unsure < 2 else 'indéterminés'}"] if unsure else []
    return f"{count(len(judgements), 'programme')} : {', '.join(told)} ; {count(points, 'point')} avant dépôt en tout"


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

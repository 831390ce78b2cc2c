"""Findings for test dashboards: JUnit XML, a suite for each programme, a case for each rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from dossier.french.dates import short_day
from dossier.programme.errors import UnreadableFile
from dossier.reports.attestation import identity
from dossier.reports.labels import SEVERITIES
from dossier.rules.catalogue import ERREUR
from dossier.rules.runner import Finding, Judgement, Outcome, RuleOutcome

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SKIPPED = (Outcome.NON_APPLICABLE, Outcome.NON_EVALUEE, Outcome.DEROGEE)


def emit(judgements: Iterable[Judgement], unreadable: Iterable[UnreadableFile] = ()) -> bytes:
    """A case fails on an error that the baseline does not hold; lesser findings are told in its output."""
    root = etree.Element("testsuites", name="dossier")
    for judgement in judgements:
        root.append(_suite(judgement))
    for error in unreadable:
        suite = _element("testsuite", name=error.path.as_posix())
        case = _child(suite, "testcase", name="lecture", classname=error.path.as_posix())
        _child(case, "error", f"{error.reason}. {error.hint}", message=error.reason)
        root.append(_counted(suite))
    return etree.tostring(_counted(root), encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _suite(judgement: Judgement) -> etree._Element:
    suite = _element("testsuite", name=judgement.code or judgement.file.as_posix())
    properties = _child(suite, "properties")
    for name, value in identity(judgement):
        _child(properties, "property", name=name, value=value)
    findings: dict[str, list[Finding]] = {}
    for finding in judgement.findings:
        findings.setdefault(finding.rule.id, []).append(finding)
    for outcome in judgement.outcomes:
        suite.append(_case(judgement, outcome, findings.get(outcome.rule.id, ())))
    return _counted(suite)


def _case(judgement: Judgement, outcome: RuleOutcome, findings: Sequence[Finding]) -> etree._Element:
    rule = outcome.rule
    case = _element("testcase", name=f"{rule.id} {rule.title}", classname=f"{judgement.code}.{rule.family}")
    failing = [finding for finding in findings if _fails(finding)]
    if outcome.outcome in _SKIPPED:
        reason = outcome.explained or " ; ".join(_justified(findings))
        _child(case, "skipped", message=reason)
    elif outcome.outcome is Outcome.ERREUR:
        _child(case, "error", "Verdict indéterminé : la règle a échoué.", message=outcome.reason)
    elif failing:
        _child(case, "failure", "\n".join(map(_told, failing)), message=failing[0].message, type=ERREUR.value)
    others = [_told(finding) for finding in findings if not _fails(finding)]
    if others:
        _child(case, "system-out", "\n".join(others))
    return case


def _fails(finding: Finding) -> bool:
    return finding.severity is ERREUR and finding.waived is None and not finding.known


def _told(finding: Finding) -> str:
    aside = "dérogation, " if finding.waived else "déjà connu, " if finding.known else ""
    head = f"{finding.file.as_posix()}:{finding.place.line}:{finding.place.column}"
    severity = SEVERITIES[finding.severity].lower()
    return f"{head} {aside}{severity} : {finding.message} {finding.hint}".rstrip()


def _justified(findings: Sequence[Finding]) -> Iterator[str]:
    for waived in dict.fromkeys(finding.waived for finding in findings):
        if waived:
            yield f"dérogation de {waived.auteur} jusqu’au {short_day(waived.jusqu_au)} : {waived.motif}"


def _counted(element: etree._Element) -> etree._Element:
    """The same with the counts of its cases."""
    element.set("tests", str(len(element.findall(".//testcase"))))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(len(element.findall(f".//{tag}"))))
    return element


def _element(tag: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.Element(tag, {name: _allowed(value) for name, value in attributes.items()})
    element.text = _allowed(text) or None
    return element


def _child(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    element = _element(tag, text, **attributes)
    parent.append(element)
    return element


def _allowed(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)

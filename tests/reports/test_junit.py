"""JUnit as a dashboard reads it."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from dossier.reports.formats import emit
from dossier.rules.catalogue import ERREUR
from dossier.rules.runner import Judgement, Outcome
from tests.reports.conftest import unreadable


def suite(judgement: Judgement) -> etree._Element:
    return etree.fromstring(emit("junit", [judgement]))[0]


def test_each_rule_is_a_case(judged: Judgement) -> None:
    cases = suite(judged).findall("testcase")
    names = [case.get("name", "").split(" ")[0] for case in cases]
    assert names == [outcome.rule.id for outcome in judged.outcomes]


def test_only_what_blocks_fails(judged: Judgement) -> None:
    blocking = {finding.rule.id for finding in judged.findings if finding.severity is ERREUR}
    failed = {
        case.get("name", "")[:7] for case in suite(judged).findall("testcase") if case.find("failure") is not None
    }
    assert failed == blocking
    assert suite(judged).get("failures") == str(len(blocking))


def test_what_the_baseline_holds_already_does_not_fail(judged: Judgement) -> None:
    known = replace(judged, findings=tuple(replace(finding, known=True) for finding in judged.findings))
    assert any(finding.severity is ERREUR for finding in known.findings)
    assert suite(known).get("failures") == "0"
    assert suite(known).find("testcase/failure") is None


def test_a_rule_that_did_not_run_says_why(judged: Judgement) -> None:
    outcomes = [o for o in judged.outcomes if o.outcome in (Outcome.NON_APPLICABLE, Outcome.NON_EVALUEE)]
    told = [skipped.get("message") for skipped in suite(judged).iter("skipped")]
    assert told == [outcome.explained for outcome in outcomes]
    assert "l’index du répertoire national n’est pas chargé ; docs/referentiel.md dit comment le faire" in told


def test_a_crash_and_an_unreadable_file_are_errors(troubled: Judgement) -> None:
    root = etree.fromstring(emit("junit", [troubled], [unreadable("illisible")]))
    assert root.get("errors") == "2"

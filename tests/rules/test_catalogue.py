"""The catalogue: the example and the cases of each rule are its tests, and its page is up to date."""

from __future__ import annotations

import re
from operator import attrgetter
from pathlib import Path

import pytest

from dossier.rules.catalogue import FAMILIES, Rule
from dossier.rules.examples import BASES, Case, example
from dossier.rules.families import catalogue
from dossier.rules.runner import Outcome
from tests.rules.cases import added, judged, said

EDGES = [
    pytest.param(edge, rule, id=f"{rule.id}-{rank}")
    for rule in catalogue()
    for rank, edge in enumerate(example(rule.id).edges, 1)
]


@pytest.mark.parametrize("rule", catalogue(), ids=attrgetter("id"))
def test_the_wrong_example_gives_this_finding_and_nothing_else(rule: Rule, tmp_path: Path) -> None:
    wrong = example(rule.id).wrong
    judgement = judged(wrong, tmp_path)
    assert {finding.rule.id for finding in added(wrong, judgement)} == {rule.id}
    assert wrong.expected in (said(added(wrong, judgement)), {rule.id})
    assert [tag for finding in judgement.findings for tag in left_open(finding.hint)] == []


@pytest.mark.parametrize("rule", catalogue(), ids=attrgetter("id"))
def test_the_right_example_obeys_every_rule_and_this_one_runs(rule: Rule, tmp_path: Path) -> None:
    right = example(rule.id).right
    judgement = judged(right, tmp_path)
    assert said(added(right, judgement)) == set()
    assert {o.outcome for o in judgement.outcomes if o.rule is rule} <= {Outcome.CONFORME, Outcome.A_CORRIGER}


@pytest.mark.parametrize(("edge", "rule"), EDGES)
def test_each_case_gives_what_it_says_and_nothing_else(edge: Case, rule: Rule, tmp_path: Path) -> None:
    judgement = judged(edge, tmp_path)
    findings = added(edge, judgement)
    assert said(findings) == edge.expected, [finding.message for finding in findings]
    assert [tag for finding in findings for tag in left_open(finding.hint)] == []


@pytest.mark.parametrize("base", BASES)
def test_the_clean_programmes_have_no_finding(base: str, tmp_path: Path) -> None:
    assert said(judged(Case(base, frozenset(), ()), tmp_path).standing) == set()


def test_the_complete_example_is_judged_by_every_rule_that_applies(tmp_path: Path) -> None:
    judgement = judged(Case("complet", frozenset(), ()), tmp_path)
    ran = {Outcome.CONFORME, Outcome.NON_APPLICABLE}
    assert all(o.outcome in ran or "index du répertoire" in o.reason for o in judgement.outcomes)


@pytest.mark.parametrize("rule", catalogue(), ids=attrgetter("id"))
def test_a_rule_says_all_that_its_page_needs(rule: Rule) -> None:
    assert rule.family in FAMILIES
    assert rule.title and rule.why.endswith(".")
    assert all(message.endswith((".", "}")) for message in rule.messages.values())
    assert set(rule.messages) >= set(rule.hints) - {""}


@pytest.mark.parametrize("rule", catalogue(), ids=attrgetter("id"))
def test_what_a_hint_gives_to_write_is_whole(rule: Rule) -> None:
    """An element that is copied from a hint with its attributes must not break the file."""
    assert [tag for hint in rule.hints.values() for tag in left_open(hint)] == []


def left_open(hint: str) -> list[str]:
    """The tags with attributes that are neither empty nor closed."""
    tags = re.finditer(r"<([\w-]+)\s[^<>]*(?<!/)>", hint)
    return [tag[0] for tag in tags if f"</{tag[1]}>" not in hint[tag.end() :]]


def test_the_pages_are_up_to_date() -> None:
    from docs.generate import stale

    assert stale() == []

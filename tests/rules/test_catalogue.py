"""The catalogue: each rule's example is its test, and its page is up to date."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path

import pytest
from lxml import etree

from dossier.programme.errors import InvalidProgramme
from dossier.programme.reader import read
from dossier.rules.catalogue import FAMILIES, Rule
from dossier.rules.examples import example, put
from dossier.rules.families import catalogue
from dossier.rules.runner import Judgement, Outcome, judge, judge_invalid
from dossier.settings import read_settings

BASES = {"complet": "sources/exemple-complet.xml", "lp": "tests/data/lp-propre.xml"}


def judged(path: Path, settings_folder: Path) -> Judgement:
    try:
        return judge(read(path), catalogue(), read_settings(settings_folder))
    except InvalidProgramme as invalid:
        return judge_invalid(invalid, catalogue())


def with_fragments(base: Path, fragments: tuple[etree._Element, ...], folder: Path) -> Judgement:
    tree = etree.parse(str(base))
    for fragment in fragments:
        put(tree.getroot(), fragment)
    target = folder / base.name
    tree.write(str(target), encoding="UTF-8", xml_declaration=True)
    return judged(target, base.parent)


def rules_found(judgement: Judgement) -> set[str]:
    return {finding.rule.id for finding in judgement.findings}


@pytest.mark.parametrize("rule", catalogue(), ids=attrgetter("id"))
def test_the_wrong_example_gives_this_finding_and_nothing_else(rule: Rule, root: Path, tmp_path: Path) -> None:
    shown = example(rule.id)
    assert rules_found(with_fragments(root / BASES[shown.base], shown.wrong, tmp_path)) == {rule.id}


@pytest.mark.parametrize("rule", catalogue(), ids=attrgetter("id"))
def test_the_right_example_obeys_every_rule_and_this_one_runs(rule: Rule, root: Path, tmp_path: Path) -> None:
    shown = example(rule.id)
    judgement = with_fragments(root / BASES[shown.base], shown.right, tmp_path)
    assert rules_found(judgement) == set()
    assert {o.outcome for o in judgement.outcomes if o.rule is rule} == {Outcome.CONFORME}


@pytest.mark.parametrize("base", BASES.values())
def test_the_clean_programmes_have_no_finding(base: str, root: Path) -> None:
    assert rules_found(judged(root / base, (root / base).parent)) == set()


def test_the_complete_example_is_judged_by_every_rule_that_applies(root: Path) -> None:
    judgement = judged(root / BASES["complet"], root / "sources")
    assert {o.outcome for o in judgement.outcomes} <= {Outcome.CONFORME, Outcome.NON_APPLICABLE}


@pytest.mark.parametrize("rule", catalogue(), ids=attrgetter("id"))
def test_a_rule_says_all_that_its_page_needs(rule: Rule) -> None:
    assert rule.family in FAMILIES
    assert rule.title and rule.why.endswith(".")
    assert all(message.endswith((".", "}")) for message in rule.messages.values())
    assert set(rule.messages) >= set(rule.hints) - {""}


def test_the_pages_are_up_to_date() -> None:
    from docs.generate import stale

    assert stale() == []

"""Thresholds: the numbers that the project chose, and that an institution may change."""

from __future__ import annotations

import inspect
from decimal import Decimal
from pathlib import Path

import pytest

from dossier.programme.reader import read
from dossier.rules.catalogue import Rule
from dossier.rules.families import catalogue
from dossier.rules.runner import judge
from dossier.settings import Settings, read_settings

BOUNDED = [rule for rule in catalogue() if rule.thresholds]


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.id)
def test_a_check_takes_its_thresholds_and_no_other(rule: Rule) -> None:
    parameters = inspect.signature(rule.check).parameters.values()
    assert {p.name for p in parameters if p.kind is p.KEYWORD_ONLY} == set(rule.thresholds)


def test_the_settings_change_what_a_rule_accepts(root: Path) -> None:
    programme = read(root / "sources/exemple-complet.xml")
    rules = [rule for rule in catalogue() if rule.id == "COV-005"]
    assert judge(programme, rules, Settings()).findings == ()
    strict = judge(programme, rules, Settings(seuils={"COV-005": {"maximum": Decimal(1)}})).findings
    assert "plus de 1." in strict[0].message


def test_the_shipped_settings_hold_every_threshold_as_the_catalogue_has_it(root: Path) -> None:
    catalogued = {rule.id: {name: each.default for name, each in rule.thresholds.items()} for rule in BOUNDED}
    assert read_settings(root / "sources").seuils == catalogued

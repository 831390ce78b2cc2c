"""Whom each rule concerns, before any programme is read."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path

import pytest

from dossier.programme.reader import read
from dossier.rules.catalogue import Rule
from dossier.rules.examples import BASES
from dossier.rules.families import catalogue
from dossier.rules.profiles import PROFILES
from dossier.rules.runner import Outcome, judge
from dossier.rules.scope import concerns
from dossier.settings import read_settings

RULES = {rule.id: rule for rule in catalogue()}


@pytest.mark.parametrize("rule", catalogue(), ids=attrgetter("id"))
def test_every_rule_concerns_a_kind_of_diploma(rule: Rule) -> None:
    assert any(concerns(rule, profile) for profile in PROFILES.values())


@pytest.mark.parametrize("base", BASES.values())
def test_a_rule_that_runs_concerns_the_profile_it_runs_under(base: str, root: Path) -> None:
    judgement = judge(read(root / base), catalogue(), read_settings((root / base).parent))
    assert judgement.programme is not None
    profile = PROFILES[judgement.programme.profil or ""]
    ran = {o.rule.id for o in judgement.outcomes if o.outcome in (Outcome.CONFORME, Outcome.A_CORRIGER)}
    assert {name for name in ran if not concerns(RULES[name], profile)} == set()


@pytest.mark.parametrize(
    ("rule", "profile", "told"),
    [
        ("PRO-001", "but-2021", True),
        ("PRO-001", "licence-2018", False),
        ("LEG-009", "titre-2026", True),
        ("LEG-009", "bts-2022", False),
        ("BLC-011", "bts-2022", False),
        ("BLC-011", "master-2014", True),
        ("BLC-001", "rs-2025", False),
        ("TRV-003", "titre-2023", False),
        ("LEG-011", "titre-pro-2016", True),
    ],
)
def test_a_rule_speaks_only_to_the_diplomas_of_its_text(rule: str, profile: str, told: bool) -> None:
    assert concerns(RULES[rule], PROFILES[profile]) is told

"""Each edge that a declaration has, has its case: a sentence, a side of a threshold, a day in force.

What needs a case is read in the declarations, and proved by moving them: at the edge, a hair decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from dossier.rules.catalogue import Rule
from dossier.rules.examples import Case, example
from dossier.rules.families import catalogue
from tests.rules.cases import judged

RULES = {rule.id: rule for rule in catalogue()}
HAIR = Decimal("0.001")
BESIDE = Decimal("0.05")
"""A case stands beside a threshold at less than one, or at 5 % of it: what is counted in credits has no finer grain."""


def cases(identifier: str) -> Iterator[Case]:
    shown = example(identifier)
    yield from (shown.wrong, shown.right, *shown.edges)


@cache
def sentences_said() -> frozenset[str]:
    return frozenset(name for rule in RULES for case in cases(rule) for name in case.expected)


WITHOUT = frozenset(
    "IDN-008:forme LEG-010:droit ECT-001:trop ECT-010:annee PRO-002:public EVA-007:seul TXT-003:double-partout "
    "TXT-003:avant-point-partout TXT-003:manque-partout TXT-003:apres-virgule-partout TXT-019:plusieurs TXT-020:image "
    "TXT-020:ecriture TXT-020:muet TXT-020:sens TXT-020:saut TXT-020:partout "
    "ECT-002:plusieurs-consigne ECT-002:public-consigne ECT-002:public-plusieurs ECT-002:public-plusieurs-consigne "
    "ECT-002:autres HRS-001:public-trop HRS-001:public-peu HRS-004:public HRS-005:public "
    "IDN-021:trop IDN-021:absent IDN-021:different".split()
)
"""The sentences that still wait for their case: one that gets it leaves this list, and none comes in."""


@pytest.mark.parametrize(
    "name", [":".join(filter(None, (rule.id, variant))) for rule in RULES.values() for variant in rule.messages]
)
def test_each_sentence_of_a_rule_has_a_case(name: str) -> None:
    assert (name in sentences_said()) is (name not in WITHOUT)


@pytest.mark.parametrize(
    ("rule", "threshold"),
    [pytest.param(rule, name, id=f"{rule.id}-{name}") for rule in RULES.values() for name in rule.thresholds],
)
def test_each_side_of_a_threshold_has_a_case(rule: Rule, threshold: str, tmp_path: Path) -> None:
    number = rule.thresholds[threshold].default
    step = max(Decimal(1), number * BESIDE)

    def broken(case: Case, by: Decimal) -> bool:
        return bool(judged(case, tmp_path, (rule,), {rule.id: {threshold: number + by}}).standing)

    own = tuple(cases(rule.id))
    found = [case for case in own if broken(case, Decimal(0))]
    clean = [case for case in own if case not in found]

    def decided(side: list[Case], by: Decimal) -> bool:
        return any(broken(case, by) != broken(case, Decimal(0)) for case in side)

    assert any(
        (decided(clean, HAIR * sign) and decided(found, -step * sign))
        or (decided(found, HAIR * sign) and decided(clean, -step * sign))
        for sign in (1, -1)
    )


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.since], ids=lambda rule: rule.id)
def test_the_first_day_of_a_rule_and_the_day_before_have_cases(rule: Rule) -> None:
    assert rule.since is not None
    assert _judged_on(rule, rule.since) == {True}
    assert _judged_on(rule, rule.since - timedelta(days=1)) == {False}


def test_the_last_day_of_a_rule_and_the_day_after_have_cases() -> None:
    """None has a last day yet."""
    ends = [(rule, rule.until) for rule in RULES.values() if rule.until]
    assert [rule.id for rule, end in ends if _judged_on(rule, end) != {True}] == []
    assert [rule.id for rule, end in ends if _judged_on(rule, end + timedelta(days=1)) != {False}] == []


def _judged_on(rule: Rule, day: date) -> set[bool]:
    """Whether the cases of a rule that are judged on a day give its finding."""
    return {
        any(name.partition(":")[0] == rule.id for name in case.expected) for case in cases(rule.id) if case.day == day
    }

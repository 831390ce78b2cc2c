"""Each edge that a declaration has, has its case: a sentence, a side of a threshold, a day, a bound of a profile.

What needs a case is read in the declarations, and proved by moving them: at the edge, a hair decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from dossier.rules.catalogue import Rule
from dossier.rules.examples import Case, example
from dossier.rules.families import catalogue
from dossier.rules.profiles import PROFILES, Profile
from tests.rules.cases import judged

RULES = {rule.id: rule for rule in catalogue()}
HAIR = Decimal("0.001")
BESIDE = Decimal("0.05")
"""A case stands beside a threshold at less than one, or at 5 % of it: what is counted in credits has no finer grain."""

BOUNDED_BY_PROFILES = ("ECT-001", "NIV-001", "STR-011")
"""The rules that hold a programme against what its profile says of itself."""


def cases(identifier: str) -> Iterator[Case]:
    shown = example(identifier)
    yield from (shown.wrong, shown.right, *shown.edges)


@cache
def sentences_said() -> frozenset[str]:
    return frozenset(name for rule in RULES for case in cases(rule) for name in case.expected)


@pytest.mark.parametrize(
    "name", [":".join(filter(None, (rule.id, variant))) for rule in RULES.values() for variant in rule.messages]
)
def test_each_sentence_of_a_rule_has_a_case(name: str) -> None:
    assert name in sentences_said()


@pytest.mark.parametrize(
    ("rule", "threshold"), [(rule, name) for rule in RULES.values() for name in rule.thresholds], ids=str
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


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.until], ids=lambda rule: rule.id)
def test_the_last_day_of_a_rule_and_the_day_after_have_cases(rule: Rule) -> None:
    assert rule.until is not None
    assert _judged_on(rule, rule.until) == {True}
    assert _judged_on(rule, rule.until + timedelta(days=1)) == {False}


def _judged_on(rule: Rule, day: date) -> set[bool]:
    """Whether the cases of a rule that are judged on a day give its finding."""
    return {
        any(name.partition(":")[0] == rule.id for name in case.expected) for case in cases(rule.id) if case.day == day
    }


def _bounds(profile: Profile) -> Iterator[tuple[str, Callable[[int], Profile]]]:
    """What a profile bounds, and how to move it by so many credits, levels or days."""
    if profile.total is not None:
        total = profile.total
        yield "total", lambda by: replace(profile, total=total + by)
    if profile.level is not None:
        level = profile.level
        yield "level", lambda by: replace(profile, level=level + by)
    if profile.entree:
        least, most = profile.entree
        if least:  # below nothing there is nothing to write
            yield "entree, least", lambda by: replace(profile, entree=(least + by, most))
        if most != least:
            yield "entree, most", lambda by: replace(profile, entree=(least, most + by))
    yield "since", lambda by: replace(profile, since=profile.since + timedelta(days=by))
    if profile.until:
        until = profile.until
        yield "until", lambda by: replace(profile, until=until + timedelta(days=by))


@pytest.mark.parametrize(
    ("profile", "bound", "moved"),
    [
        pytest.param(profile, name, moved, id=f"{profile.name}, {name}")
        for profile in PROFILES.values()
        for name, moved in _bounds(profile)
    ],
)
def test_each_bound_of_a_profile_has_a_case_on_it_and_one_beyond(
    profile: Profile, bound: str, moved: Callable[[int], Profile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(case: Case, rule: Rule, by: int) -> bool:
        monkeypatch.setitem(PROFILES, profile.name, moved(by) if by else profile)
        return bool(judged(case, tmp_path, (rule,)).standing)

    tried = [(case, RULES[rule]) for rule in BOUNDED_BY_PROFILES for case in cases(rule) if _under(case, profile)]
    on_the_bound = [each for each in tried if not broken(*each, 0) and (broken(*each, 1) or broken(*each, -1))]
    beyond = [each for each in tried if broken(*each, 0) and not (broken(*each, 1) and broken(*each, -1))]
    assert on_the_bound and beyond, (len(tried), on_the_bound, beyond)


def _under(case: Case, profile: Profile) -> bool:
    own = {"complet": "titre-2025", "lp": "lp-2019"}[case.base]
    return next((name for each in case.fragments if (name := each.get("profil"))), own) == profile.name

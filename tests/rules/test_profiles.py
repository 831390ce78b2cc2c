"""The regulatory profiles: as the reasons name them, and each of their figures on both sides."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from dossier.programme.builder import NAMESPACE
from dossier.rules.examples import Case
from dossier.rules.families import catalogue
from dossier.rules.profiles import NATIONAL, PROFILES, other_profile
from tests.rules.cases import judged


def test_a_rule_of_another_kind_of_diploma_says_its_kind() -> None:
    assert other_profile(NATIONAL, PROFILES["titre-2025"]) == (
        "règle des profils Licence professionnelle, Licence et Master ; "
        "le programme relève du profil Titre enregistré sur demande"
    )


def test_two_profiles_of_one_kind_are_told_apart_by_their_texts() -> None:
    assert other_profile(("lp-2019",), PROFILES["lp-1999"]) == (
        "règle du profil Licence professionnelle, arrêté du 6 décembre 2019 ; "
        "le programme relève du profil Licence professionnelle, arrêté du 17 novembre 1999"
    )


class Bounds(NamedTuple):
    """What the text of a profile says in figures, written again: days in force, levels, credits, credits of entry."""

    since: str = ""
    until: str = ""
    levels: tuple[int, ...] = ()
    totals: tuple[int, ...] = ()
    entrees: tuple[tuple[int, int], ...] = ()


BOUNDS = {
    "lp-1999": Bounds("1999-11-24", "2020-08-31", (6,), (180,), ((120, 120),)),
    "lp-2019": Bounds("2019-12-13", "", (6,), (180,), ((0, 0), (30, 120))),
    "but-2021": Bounds("2021-09-01", "", (6,), (180,), ()),
    "licence-2018": Bounds("2018-08-08", "", (6,), (180,), ((0, 120),)),
    "deust-1984": Bounds("1984-07-16", "", (5,), (120,), ((0, 60),)),
    "dut-2005": Bounds("2005-08-03", "", (5,), (120,), ((0, 60),)),
    "master-2014": Bounds("2014-02-02", "", (7,), (120,), ((0, 60),)),
    "ingenieur-cti": Bounds("", "", (7,), (180, 300)),
    "doctorat-2016": Bounds("2016-09-01", "", (8,)),
    "bts-2022": Bounds("2022-06-05", "", (5,), (120,)),
    "btsa-2022": Bounds("2022-09-01", "", (5,), (120,)),
    "bachelor-agro-2025": Bounds("2025-09-10", "", (6,), (180,), ((0, 0), (120, 120))),
    "titre-pro-2016": Bounds("2016-06-01", "", (3, 4, 5, 6)),
    "grade-2020": Bounds("2020-01-27", "", (6, 7)),
    "titre-2023": Bounds("2023-01-01", "2025-09-30"),
    "titre-2025": Bounds("2025-10-01"),
    "titre-2026": Bounds("2026-01-21"),
    "rs-2025": Bounds("2025-10-01"),
}
DAY = timedelta(days=1)
RULES = tuple(rule for rule in catalogue() if rule.id in ("ECT-001", "NIV-001", "STR-011"))


def found(folder: Path, profile: str, day: date | None = None, /, **diplome: str) -> set[str]:
    """What the three rules that read the figures of a profile say of a diploma of its type."""
    programme = etree.Element(f"{{{NAMESPACE}}}programme", profil=profile)
    fragment = etree.Element(f"{{{NAMESPACE}}}diplome", type=PROFILES[profile].diplomes[0])
    for name, value in diplome.items():
        fragment.set(name, value)
    case = Case("complet", frozenset(), (programme, fragment), day)
    return {finding.rule.id for finding in judged(case, folder, RULES).standing}


def test_each_profile_has_its_figures_written_twice() -> None:
    assert list(BOUNDS) == list(PROFILES)


@pytest.mark.parametrize("profile", [name for name, bounds in BOUNDS.items() if bounds.since])
def test_a_profile_holds_from_its_first_day(profile: str, tmp_path: Path) -> None:
    first = date.fromisoformat(BOUNDS[profile].since)
    assert "STR-011" not in found(tmp_path, profile, first)
    assert "STR-011" in found(tmp_path, profile, first - DAY)


@pytest.mark.parametrize("profile", list(BOUNDS))
def test_a_profile_holds_until_its_last_day(profile: str, tmp_path: Path) -> None:
    until = BOUNDS[profile].until
    if until:
        assert "STR-011" not in found(tmp_path, profile, date.fromisoformat(until))
    after = date.fromisoformat(until) + DAY if until else date(2099, 1, 1)
    assert ("STR-011" in found(tmp_path, profile, after)) is bool(until)


@pytest.mark.parametrize("profile", list(BOUNDS))
def test_a_profile_admits_its_levels_and_no_other(profile: str, tmp_path: Path) -> None:
    levels = BOUNDS[profile].levels
    refused = [n for n in range(3, 9) if "NIV-001" in found(tmp_path, profile, niveau=str(n), cec=str(n))]
    assert refused == [n for n in range(3, 9) if levels and n not in levels]


@pytest.mark.parametrize("profile", [name for name, bounds in BOUNDS.items() if bounds.totals])
def test_a_profile_admits_its_totals_and_no_other(profile: str, tmp_path: Path) -> None:
    def refused(total: int) -> bool:
        return "ECT-001" in found(tmp_path, profile, ects=str(total))

    for total in BOUNDS[profile].totals:
        assert [refused(total - 1), refused(total), refused(total + 1)] == [True, False, True]


@pytest.mark.parametrize("profile", [name for name, bounds in BOUNDS.items() if bounds.entrees])
def test_a_profile_admits_its_credits_of_entry_and_no_other(profile: str, tmp_path: Path) -> None:
    _, _, _, (total, *_), entrees = BOUNDS[profile]

    def refused(entree: int) -> bool:
        return "ECT-001" in found(tmp_path, profile, None, **{"ects": str(total - entree), "ects-entree": str(entree)})

    edges = {max(n, 0) for low, high in entrees for n in (low - 1, low, high, high + 1)}
    assert {n for n in edges if not refused(n)} == {n for n in edges for low, high in entrees if low <= n <= high}

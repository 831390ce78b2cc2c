"""How dates, durations, counts and rates read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dossier.document.sections.totaux import reachable
from dossier.document.wording import both, count, credits, day, duration, hours, percent, period, rate, share
from dossier.programme.choices import half


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2025, 1, 1), "1er janvier 2025"),
        (date(2026, 8, 21), "21 août 2026"),
        (date(2024, 2, 29), "29 février 2024"),
    ],
)
def test_a_date_is_in_words(value: date, words: str) -> None:
    assert day(value) == words


def test_a_period_says_what_is_known_of_it() -> None:
    start, end = date(2025, 9, 1), date(2026, 8, 31)
    assert period(start, end) == "du 1er septembre 2025 au 31 août 2026"
    assert period(start, None) == "à compter du 1er septembre 2025"
    assert period(None, end) == "jusqu’au 31 août 2026"
    assert period(None, None) == ""


@pytest.mark.parametrize(
    ("value", "words"), [("1h30", "1 h 30"), ("3h", "3 h"), ("20min", "20 min"), ("4h05", "4 h 05"), ("P1D", "P1D")]
)
def test_a_duration_has_its_units(value: str, words: str) -> None:
    assert duration(value) == words


def test_numbers_have_a_decimal_comma_and_agree() -> None:
    assert [credits(Decimal(n)) for n in ("0", "1", "1.5", "2", "2.50")] == [
        "0 crédit",
        "1 crédit",
        "1,5 crédit",
        "2 crédits",
        "2,5 crédits",
    ]
    assert count(Decimal(3), "mois", "mois") == "3 mois"
    assert hours(Decimal("12.50")) == "12,5 h"
    assert percent(Decimal("37.5")) == "37,5 %"


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (18, 20, "90,0 %"),
        (16, 17, "94,1 %"),
        (2, 3, "66,7 %"),
        (1, 2000, "0,1 %"),  # half up
        (1, 2001, "0,0 %"),
        (5, 5, "100,0 %"),
        (0, 4, "0,0 %"),
        (1, 0, "non calculable"),
    ],
)
def test_a_rate_is_exact_to_one_decimal(part: int, whole: int, words: str) -> None:
    assert rate(part, whole) == words


def test_a_share_of_decimals_is_exact_too() -> None:
    assert share(Decimal("0.5"), Decimal("1.5")) == "33,3 %"
    assert share(Decimal("12.25"), Decimal("100")) == "12,3 %"


def test_enumerations_are_never_cut() -> None:
    assert both("abcdefghijk") == "a, b, c, d, e, f, g, h, i, j et k"
    assert both(["B1", "B2"], "ou") == "B1 ou B2"
    assert both([]) == ""


@pytest.mark.parametrize(
    ("totals", "words"),
    [
        (["60"], "60 crédits"),
        (["60", "62"], "60 ou 62 crédits selon les choix"),
        (["59.5", "60", "62"], "59,5, 60 ou 62 crédits selon les choix"),
        (["54", "55", "56", "57", "58", "59", "66"], "de 54 à 66 crédits selon les choix"),
        ([], "aucun parcours admissible"),
    ],
)
def test_reachable_totals_read_as_a_sentence(totals: list[str], words: str) -> None:
    assert reachable(sum(1 << half(Decimal(total)) for total in totals)) == words

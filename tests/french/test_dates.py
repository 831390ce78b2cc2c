"""How days, periods and durations read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.french.dates import MONTHS, day, duration, period, short_day


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


@given(st.dates())
def test_both_ways_to_write_a_day_say_the_same(value: date) -> None:
    rank, month, year = day(value).split(" ")
    assert short_day(value) == f"{int(rank.removesuffix('er')):02}/{MONTHS.index(month) + 1:02}/{int(year):04}"

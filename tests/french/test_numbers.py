"""How numbers read, and the words that agree with them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.french.numbers import agreeing, count, credits, hours, named, number, percent, plain, ranked, rate, share


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


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_a_number_is_written_without_exponent_nor_loss(value: Decimal) -> None:
    assert Decimal(plain(value)) == value
    assert "e" not in plain(value).lower()
    assert Decimal(number(value).replace(",", ".").replace("−", "-")) == value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "autre point"),
        (1, "autre point"),
        (Decimal("1.99"), "autre point"),
        (Decimal("-1.5"), "autre point"),
        (2, "autres points"),
        (-2, "autres points"),
    ],
)
def test_words_agree_from_two_on(value: Decimal | int, words: str) -> None:
    assert agreeing(value, "autre point") == words


def test_a_plural_that_is_given_is_used() -> None:
    assert [agreeing(n, "jury", "jurys d’examen") for n in (1, 2)] == ["jury", "jurys d’examen"]


def test_what_stands_alone_has_no_number() -> None:
    assert [ranked("Jury", 2, many) for many in (1, 2)] == ["Jury", "Jury 2"]
    assert [named(items, "Responsable", "Responsables") for items in ("", "a", "ab")] == [
        "Responsables",
        "Responsable",
        "Responsables",
    ]

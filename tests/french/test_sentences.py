"""Sentences with values in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dossier.french.sentences import capital, for_machines, in_french, sentence


@pytest.mark.parametrize(
    ("value", "words", "machine"),
    [
        (True, "oui", "True"),
        (False, "non", "False"),
        (Decimal("-2.50"), "−2,5", "-2.5"),
        (100, "100", "100"),
        (date(2026, 9, 1), "1er septembre 2026", "2026-09-01"),
        (("a", Decimal("1.5")), "a et 1,5", "a, 1.5"),
        ("p. 1.00", "p. 1.00", "p. 1.00"),
        (None, "None", "None"),
    ],
)
def test_each_value_reads_as_its_kind_does(value: Any, words: str, machine: str) -> None:
    assert in_french(value) == words
    assert for_machines(value) == machine


def test_words_agree_with_their_number() -> None:
    template = "{n:membre extérieur} sur {total}, {m:cheval|chevaux}"
    assert sentence(template, {"n": 1, "total": 4, "m": 2}) == "1 membre extérieur sur 4, 2 chevaux"
    assert sentence(template, {"n": 2, "total": 4, "m": 1}) == "2 membres extérieurs sur 4, 1 cheval"


def test_only_the_first_letter_of_a_sentence_changes() -> None:
    assert [capital(text) for text in ("l’UE B1", "état", "")] == ["L’UE B1", "État", ""]

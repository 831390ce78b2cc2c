"""What is left of words once accents, case or punctuation are set aside."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dossier.french.folding import alphabetical, fold, unaccented


def test_accents_go_and_letters_stay() -> None:
    assert unaccented("Évaluée à l’œil, ÇA") == "Evaluee a l’œil, CA"


def test_sorting_minds_neither_case_nor_accents() -> None:
    assert sorted(["été", "Zoo", "arrêté", "Évaluation", "eau"], key=alphabetical) == [
        "arrêté",
        "eau",
        "été",
        "Évaluation",
        "Zoo",
    ]


def test_texts_that_say_the_same_fold_to_the_same() -> None:
    assert fold("L’unité  d'enseignement – n°2 !") == fold("l'Unité d’enseignement, n°2")
    assert fold("Rue Hénon") != fold("Rue Henon")


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert unaccented(unaccented(text)) == unaccented(text)

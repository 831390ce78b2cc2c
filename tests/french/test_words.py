"""The words of a text, and the word that was meant."""

from __future__ import annotations

import pytest

from dossier.french.nearest import nearest
from dossier.french.words import bare, words


def test_words_are_letters_without_codes_addresses_nor_files() -> None:
    text = "L’étudiant·e de B1-C2 écrit à nom@ecole.fr, lit https://ecole.fr, www.ecole.fr et guide.pdf (porte-à-porte)"
    assert words(text) == ["L’étudiant·e", "de", "écrit", "à", "lit", "et", "porte-à-porte"]


@pytest.mark.parametrize(("word", "rest"), [("l’unité", "unité"), ("jusqu'à", "à"), ("unité", "unité")])
def test_what_is_elided_before_a_word_goes(word: str, rest: str) -> None:
    assert bare(word) == rest


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("EVALUATON", "évaluation"), (" bloc ", "bloc"), ("blocs", "bloc"), ("jury", None), ("", None)],
)
def test_the_word_that_was_meant_is_found_when_there_is_one(typed: str, meant: str | None) -> None:
    assert nearest(typed, ["bloc", "évaluation"]) == meant


def test_seven_letters_of_ten_are_near_enough_and_six_are_not() -> None:
    assert nearest("abcdefgxyz", ["abcdefghij"]) == "abcdefghij"
    assert nearest("abcdefwxyz", ["abcdefghij"]) is None

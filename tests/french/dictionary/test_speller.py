"""Which words are French, and what is proposed for those that are not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dossier.french.dictionary import FOLDER, accented_initials, infinitives
from dossier.french.dictionary.extract import lists
from dossier.french.dictionary.speller import Speller, fingerprint
from dossier.rules.families.txt_mots import TYPOS, lacks_its_accent

RIGHT = (
    "l’université qu’un aujourd’hui jusqu’à d'une cœur œuvre présentiel tuteuré tutoré ambigüe ambiguë maitriser "
    "socio-culturelle para-scolaire sciences-société autoévaluer co-certificateurs vis-à-vis demande-t-il Élaboration "
    "auditeur·rice professionnel·le·s un·e d’un·e collaborateur·trice·s directeur-trice étudiant-e-s prud’homal"
).split()
NEAREST = {
    "nécessaies": "nécessaires",
    "profesionnel": "professionnel",
    "competence": "compétence",
    "duree": "durée",
    "role": "rôle",
    "fondament": "fondement",
    "savoirfaire": "savoir faire",
    "xyzzywq": "",
    "md": "",
}


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller({})


@pytest.mark.parametrize("word", RIGHT)
def test_a_french_word_is_right(word: str, speller: Speller) -> None:
    assert speller.faults([word]) == {}


@pytest.mark.parametrize("word", NEAREST)
def test_a_fault_comes_with_the_nearest_word(word: str, speller: Speller) -> None:
    assert speller.faults([word]) == {word: NEAREST[word]}


def test_what_was_judged_is_not_judged_again() -> None:
    known: dict[str, str | None] = {"abracadabrant": "tel quel", "fautte": None}
    assert Speller(known).faults(["abracadabrant", "fautte"]) == {"abracadabrant": "tel quel"}


def test_the_fingerprint_is_that_of_this_dictionary() -> None:
    assert fingerprint() == fingerprint() and len(fingerprint()) == 64


def test_the_lists_are_those_that_the_dictionary_gives() -> None:
    assert {name: (FOLDER / name).read_text("utf-8") for name in lists()} == lists()


def test_verbs_are_there_and_nouns_are_not() -> None:
    assert {"analyser", "concevoir", "haïr", "co-construire".partition("-")[2], "prototyper"} <= infinitives()
    assert infinitives().isdisjoint({"atelier", "métier", "papier", "savoir-faire", "partenaire", "clair"})


def test_a_known_mistake_is_no_word_and_its_correction_is_one(speller: Speller) -> None:
    assert set(speller.faults(TYPOS)) == set(TYPOS)
    assert speller.faults(TYPOS.values()) == {}


def simple_forms() -> Iterator[str]:
    for line in (FOLDER / "fr.dic").read_text("utf-8").splitlines()[1:]:
        word = line.partition("/")[0]
        if word.startswith("e") and word.isalpha():
            yield from (word.capitalize() + ending for ending in ("", "s", "e", "es"))


def test_a_word_that_begins_with_a_plain_e_lacks_no_accent(speller: Speller) -> None:
    suspects = [word for word in simple_forms() if lacks_its_accent(word)]
    assert set(suspects) <= set(speller.faults(suspects))
    assert len(accented_initials()) > 1000

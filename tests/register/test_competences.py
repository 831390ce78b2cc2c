"""Competencies apart where the text shows it, whole where it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.register.competences import Competences, split


def texts(competences: Competences) -> list[str]:
    return [item.texte for item in competences.items]


def test_the_same_bullet_at_the_start_of_each_line() -> None:
    found = split("* Valider un réseau      * Coder          * Installer   une infrastructure")
    assert found.decoupe == "puces"
    assert texts(found) == ["Valider un réseau", "Coder", "Installer une infrastructure"]


def test_codes_are_kept_apart_from_the_words() -> None:
    found = split("A1C1. Évaluer les choix    A1C2.Apprécier   les incidences")
    assert found.decoupe == "codes"
    assert [(item.code, item.texte) for item in found.items] == [
        ("A1C1", "Évaluer les choix"),
        ("A1C2", "Apprécier les incidences"),
    ]


def test_what_stands_before_the_list_and_ends_with_a_colon_introduces_it() -> None:
    found = split("En situation :    - Observer    - Conclure")
    assert found.introduction == "En situation :"
    assert texts(found) == ["Observer", "Conclure"]


def test_lines_that_all_begin_with_a_capital() -> None:
    found = split("Développer une interface    Contribuer au projet")
    assert found.decoupe == "lignes"
    assert len(found.items) == 2


def test_lines_of_a_text_that_kept_its_line_ends() -> None:
    assert texts(split("- Observer\n- Conclure")) == ["Observer", "Conclure"]


@pytest.mark.parametrize(
    "text",
    [
        "Deux phrases. qui se   suivent   sans liste",
        "Observer d’abord    - puis Conclure - et Rédiger",
        "Savoir :    Observer le terrain    Conclure un accord",
    ],
)
def test_what_nothing_separates_stays_one_text_and_says_so(text: str) -> None:
    found = split(text)
    assert found.decoupe == "indivise"
    assert texts(found) == [" ".join(text.split())]


def test_a_code_that_two_lines_bear_stays_with_the_words() -> None:
    assert texts(split("C1. Observer    C1. Conclure   et la suite")) == ["C1. Observer", "C1. Conclure et la suite"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Installer le poste en entier  Maquetter des interfaces  Développer la partie web", 3),
        ("Installer le poste en entier.  Maquetter des interfaces.  Développer la partie web.", 3),
        ("Scolaires (établissements   publics ou privés), apprentis", 1),
        ("Mettre en conformité au  Règlement européen", 1),
        ("C.1. Organiser une réunion    C.2. Analyser les besoins", 2),
        ("1 : Préparer un cours    2 : Animer un cours", 2),
        ("3.1  Organiser le déploiement    3.1.1 Concevoir un plan", 2),
        ("* Gérer le parc            o Recenser les postes            o Gérer les droits      * Répondre", 4),
        ("- installer    - dépanner      En outre, il peut :    - vendre", 4),
    ],
)
def test_one_rule_reads_lines(text: str, wanted: int) -> None:
    assert len(split(text).items) == wanted


def test_what_stands_under_an_item_is_deeper() -> None:
    found = split("* Gérer le parc            o Recenser les postes            o Gérer les droits      * Répondre")
    assert [item.niveau for item in found.items] == [1, 2, 2, 1]


def test_one_sentence_is_one_competency() -> None:
    found = split("Conduire un projet - de A à Z - en équipe")
    assert (found.decoupe, len(found.items)) == ("seule", 1)


def test_an_empty_text_has_none() -> None:
    assert split("  ").items == ()


@given(st.text(alphabet="aB1.-•C: \n", max_size=60))
def test_no_word_is_ever_lost(text: str) -> None:
    found = split(text)
    said = found.introduction + "".join(item.code + item.texte for item in found.items)
    letters = [sign for sign in text if sign.isalnum()]
    assert [sign for sign in said if sign.isalnum()] == letters

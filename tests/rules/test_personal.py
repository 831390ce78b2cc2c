"""Personal data: what must be told, and what looks like it and must be left alone."""

from __future__ import annotations

import pytest

from dossier.rules.personal import personal_data

TOLD = {
    "Joindre le tuteur au 06 39 98 12 34.": "DOC-009",
    "Portable : +33 6 39 98 12 34": "DOC-009",
    "Tél. : 0639981234, le soir": "DOC-009",
    "NIR : 2 84 05 76 451 089 78": "DOC-009",
    "Né le 3 mars 1999 à Lyon.": "DOC-009",
    "Date de naissance : 03/03/1999": "DOC-009",
    "Écrire à claire.exemple@example.org.": "DOC-009",
    "Écrire à lapin42@gmail.com.": "DOC-009",
    "INE 0123456789A": "INS-009",
    "Mme Alix Exemple, diplômée en 2024, est cheffe de projet.": "INS-009",
    "Témoignage d’un titulaire : M. Jean Exemple.": "INS-009",
    "Mme Alix Exemple a obtenu 14/20 à l’oral.": "INS-009",
}

LEFT_ALONE = (
    "Le secrétariat répond au 01 99 00 12 34.",
    "Écrire à handicap@example.org ou à vae.ville@example.org.",
    "Écrire à formation.continue@example.org, service.scolarite@example.org ou info@example.org.",
    "SIRET 12345678200010, NOR MENS9902515A, fiche RNCP30109, NSF 320n.",
    "La responsable, Mme Alix Exemple, enseignante, reçoit les titulaires sur rendez-vous.",
    "M. Jean Exemple préside le jury ; une note de 10/20 est exigée pour chaque bloc.",
    "Arrêté du 6 décembre 2019 ; décret n° 2019-14 du 8 janvier 2019.",
    "Né d’un projet de 2019, le programme suit 25 titulaires de la promotion 2024.",
    "Le code 1 84 05 76 451 089 24 n’a pas la bonne clé.",
    "Horaires : 06 h 30 à 07 h 45, salles 06 12 et 07 14.",
    "M. ou Mme, diplômés ou non, candidats : tous sont reçus.",
    "Le seuil est de 10 sur 20, la moyenne de la promotion de 13/20.",
)


@pytest.mark.parametrize(("text", "rule"), TOLD.items())
def test_it_is_told(text: str, rule: str) -> None:
    assert {found.rule for found in personal_data(text)} == {rule}


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_it_is_left_alone(text: str) -> None:
    assert list(personal_data(text)) == []


def test_non_breaking_spaces_hide_nothing() -> None:
    assert [found.what for found in personal_data("06 39 98 12 34")] == ["un numéro de téléphone portable"]

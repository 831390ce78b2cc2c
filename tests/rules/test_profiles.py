"""The regulatory profiles, as the reasons name them."""

from __future__ import annotations

from dossier.rules.profiles import NATIONAL, PROFILES, other_profile


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

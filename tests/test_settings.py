"""The settings file: what it may hold, and what is said of what it may not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from dossier.settings import UnreadableSettings, read_settings


def settings(folder: Path, text: str) -> Path:
    (folder / "dossier.toml").write_text(text, "utf-8")
    return folder


def test_thresholds_are_exact_numbers(tmp_path: Path) -> None:
    found = read_settings(settings(tmp_path, "[seuils.ECT-010]\ntolerance = 0.1\n"))
    assert found.seuils == {"ECT-010": {"tolerance": Decimal("0.1")}}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[seuil]\n", "réglage inconnu : seuil"),
        ("seuils = 3\n", "seuils n’est pas une table"),
        ("[seuils]\nECT-010 = 3\n", "seuils.ECT-010 n’est pas une table"),
        ("[seuils.ECT-010]\ntolerance = 'deux'\n", "n’est pas un nombre positif"),
        ("[seuils.ECT-010]\ntolerance = true\n", "n’est pas un nombre positif"),
        ("[seuils.ECT-010]\ntolerance = -1\n", "n’est pas un nombre positif"),
        ("[seuils.ECT-010]\ntolerance = nan\n", "n’est pas un nombre positif"),
        ("etablissements = 3\n", "etablissements n’est pas une table"),
        ("[etablissements]\n1 = 2\n", "etablissements.1 n’est pas une table"),
        ("[etablissements.1]\ncodes = 2\n", "etablissements.1.codes n’est pas une table"),
        ("[etablissements.1.code]\nUE = 'A'\n", "réglage inconnu dans [etablissements.1] : code"),
        ("[etablissements.1]\nUE = 'A'\n", "réglage inconnu dans [etablissements.1] : UE"),
        ("[etablissements.1.codes]\nUE = '('\n", "le motif de code « UE » n’est pas une expression régulière"),
        ("[etablissements.1.codes]\nUE = 3\n", "le motif de code « UE » n’est pas une expression régulière"),
    ],
)
def test_a_wrong_setting_is_named(text: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSettings) as refused:
        read_settings(settings(tmp_path, text))
    assert reason in refused.value.reason


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[seuils.ECT-010]\n\n[seuils.ECT-010] # encore\n", ":3 : la section [seuils.ECT-010] est écrite deux fois"),
        ("[limites]\npiece = 2\npiece = 3\n", ":3 : le réglage piece est écrit deux fois dans cette section"),
        ("[charte]\nlogo = “a.svg”\n", ":2 : la valeur est incorrecte"),
        ("[seuils.ECT-010]\ntolerance = 2,5\n", ":2 : quelque chose suit la valeur"),
        ('[charte]\nlogo = "a.svg\n', ":2 : un guillemet manque, ou n’est pas droit"),
        ("[charte]\nlogo = 'a.svg\n\n", ":2 : un guillemet manque, ou n’est pas droit"),
        ('[charte]\nlogo = "C:\\Users\\a.svg"\n', ":2 : le signe \\ n’est pas admis dans un texte"),
        ('[charte]\nlogo = "C:\\charte\\a.svg"\n', ":2 : le signe \\ n’est pas admis dans un texte"),
        ("[limites]\npièce = 2\n", ":2 : le nom du réglage est mal écrit"),
        ("[limites]\npiece 2\n", ":2 : le nom du réglage est mal écrit"),
        ("[règles]\n", ":1 : le nom de la section est mal écrit"),
        ("[limites\n", ":1 : le nom de la section est mal écrit"),
        ('[regles]\nextensions = ["a"\n', ":2 : une liste n’est pas fermée"),
        ("# \x01\n", ":1 : la ligne est mal écrite"),
    ],
)
def test_a_fault_of_writing_is_told_in_french_with_its_line(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSettings) as refused:
        read_settings(settings(tmp_path, text))
    assert str(refused.value) == f"{tmp_path / 'dossier.toml'}{said}"
    assert refused.value.hint.endswith(".")
    assert "line" not in refused.value.hint


def test_a_programme_has_its_own_look_before_the_common_one(tmp_path: Path) -> None:
    common = '[charte]\ntitre = "commun"\npied = "commun"\n[charte.couleurs]\nencre = "#111111"\nfond = "#222222"\n'
    own = '[programmes.P1.charte]\ntitre = "propre"\n[programmes.P1.charte.couleurs]\nencre = "#333333"\n'
    found = read_settings(settings(tmp_path, common + own))
    assert found.look_of("P1") == {
        "titre": "propre",
        "pied": "commun",
        "couleurs": {"encre": "#333333", "fond": "#222222"},
    }
    assert found.look_of("P2")["titre"] == "commun"

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

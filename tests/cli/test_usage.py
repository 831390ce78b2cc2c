"""What is said of a command that is badly typed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Dossier

ALL = "build, calendar, check, export, look, new, package, register, rules, verify"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", f"Il manque la commande : {ALL}."),
        ("look", "Il manque la commande : check."),
        ("register", "Il manque la commande : compare, diff, import, nomenclature, search, show, stats."),
        ("chek", "La commande chek n’existe pas. Peut-être check ?"),
        ("look chek", "La commande chek n’existe pas. Peut-être check ?"),
        ("imprimer", f"La commande imprimer n’existe pas. Les commandes sont : {ALL}."),
        ("check --date", "Il manque la valeur de l’option --date."),
        ("check --spelling=oui", "L’option --spelling s’écrit seule, sans valeur."),
        (
            "check --date 05/03/2026",
            "Valeur non admise pour --date ; on attend AAAA-MM-JJ, un jour qui existe : 2026-03-05.",
        ),
        ("register show", "Il manque NUMÉRO."),
    ],
)
def test_a_slip_is_told_with_what_to_type(typed: str, said: str, dossier: Dossier, workshop: Path) -> None:
    seen = dossier(*typed.split())
    assert seen.status == 2
    assert seen.err.splitlines()[0] == said
    assert "Pour l’aide : dossier" in seen.err


def test_a_file_that_an_option_may_not_read(dossier: Dossier, workshop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_arguments, **_more: False)
    seen = dossier("package", "sources/exemple-complet.xml")
    assert seen.status == 2
    assert seen.err.startswith("Le droit de lire PROGRAMME manque")

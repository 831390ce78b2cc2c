"""LP15301A and its national sheet: what a school sees before it has the register, and after."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Dossier
from tests.register.generator import ROUTES, bloc, code, e, fiche, t, voie, write_flux
from tests.register.test_compare import BLOCS

PROGRAMME = "sources/lp15301a.xml"


def sheet(facts: dict[str, Any]) -> str:
    """The sheet that the facts tell; its labels have the spaces of the official file, which the facts lack."""
    assert [" ".join(label.split()) for label in BLOCS] == [each["libelle"] for each in facts["blocs"]]
    return fiche(
        facts["numero_fiche"],
        t("INTITULE", facts["intitule"]),
        t("ETAT_FICHE", "Publiée"),
        e("NOMENCLATURE_EUROPE", t("NIVEAU", "NIV6"), t("LIBELLE", facts["niveau"]["libelle"])),
        e("CODES_NSF", *(code("NSF", each["code"], each["libelle"]) for each in facts["codes_nsf"])),
        e("CODES_ROME", *(code("ROME", each["code"], each["libelle"]) for each in facts["codes_rome"])),
        *(voie(type_, f"SI_JURY_{type_}" in facts["voies_acces"]) for type_ in ROUTES),
        t("DATE_FIN_ENREGISTREMENT", "01/01/2025"),
        t("TYPE_ENREGISTREMENT", "Enregistrement de droit"),
        e("BLOCS_COMPETENCES", *(bloc(f"RNCP30109BC0{rank}", label) for rank, label in enumerate(BLOCS, 1))),
        t("ACTIF", "Non"),
    )


@pytest.fixture
def with_sheet(workshop: Path, dossier: Dossier, reference: Path) -> Dossier:
    """The command, where the index holds RNCP30109."""
    facts = json.loads((reference / "rncp" / "RNCP30109_facts.json").read_text("utf-8"))
    assert dossier("register", "import", write_flux(workshop / "2026-08-16.xml", [sheet(facts)])).status == 0
    return dossier


def test_without_an_index_it_says_what_was_not_evaluated_and_how_to_get_the_data(
    workshop: Path, dossier: Dossier
) -> None:
    out = dossier("check", PROGRAMME).out
    assert "Non évaluée" in out or "non évaluée" in out
    assert "l’index du répertoire national n’est pas chargé" in out and "docs/referentiel.md" in out


def test_the_comparison_with_the_sheet(with_sheet: Dossier) -> None:
    seen = with_sheet("register", "compare", PROGRAMME)
    assert seen.status == 1
    for said in (
        "enregistrement échu le 01/01/2025",
        "≠ Intitulé",
        "≈ Bloc RNCP30109BC06",
        "≈ Bloc RNCP30109BC07",
        "ouverte sur la fiche, le programme n’en parle pas",
    ):
        assert said in seen.out
    assert seen.out.count("le programme n’en parle pas") == 5


def test_the_rules_with_the_sheet(with_sheet: Dossier) -> None:
    data = json.loads(with_sheet("check", PROGRAMME, "--format", "json").out)["programmes"][0]
    found = [(finding["rule"], finding["message"]) for finding in data["findings"]]
    said = "\n".join(f"{rule} {message}" for rule, message in found)
    assert "DAT-004 La fiche RNCP30109 est inactive (échéance : 1er janvier 2025" in said
    assert "IDN-007 La mention ne diffère de la fiche RNCP30109 que par la forme" in said
    assert (
        "ACC-014 La fiche RNCP30109 ouvre des voies dont le programme ne dit rien (export du 16 août 2026) : " in said
    )
    assert "DAT-005 La fiche RNCP30109 est échue depuis le 1er janvier 2025" in said
    assert "NIV-008 Le code ROME E1103 n’est plus porté que par des fiches inactives (export du 16 août 2026)." in said
    assert not any(rule in ("BLC-015", "IDN-008", "NIV-009") for rule, _message in found)
    not_evaluated = {each["rule"] for each in data["rules"] if "index" in (each["reason"] or "")}
    assert not_evaluated == set()

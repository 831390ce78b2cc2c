"""``dossier register`` as its users see it."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Dossier
from tests.register.generator import bloc, complete, flux, sample, simple, write_flux

SOURCE = "export du 16/08/2026. Licence Ouverte (Etalab)."


def sheet_30109(actif: bool = True, usages: str = "Usages numériques") -> str:
    blocs = (bloc("RNCP30109BC01", usages), bloc("RNCP30109BC09", "Bloc inattendu"))
    return simple("RNCP30109", "Métiers de la médiation (fiche nationale)", actif=actif, blocs=blocs)


@pytest.fixture
def imported(workshop: Path, dossier: Dossier) -> Path:
    """A workshop whose index holds the sample and the sheet of LP15301A."""
    path = write_flux(workshop / "export-fiches-rncp-v4-1-2026-08-16.zip", [*sample(), sheet_30109()])
    seen = dossier("register", "import", path)
    assert (seen.status, seen.err) == (0, "")
    assert "7 fiches dans l’index." in seen.out and SOURCE in seen.out
    assert (workshop / "sources" / "referentiel" / "rncp.sqlite").is_file()
    return workshop


def test_without_an_index_the_command_to_type_is_given(workshop: Path, dossier: Dossier) -> None:
    for arguments in (["show", "RNCP30109"], ["search", "médiation"], ["stats"], ["compare", "sources/lp15301a.xml"]):
        seen = dossier("register", *arguments)
        assert (seen.status, seen.out) == (2, "")
        assert "pas encore d’index" in seen.err and "dossier register import" in seen.err


def test_a_sheet_is_shown_with_its_source(imported: Path, dossier: Dossier) -> None:
    seen = dossier("register", "show", "90001")
    assert seen.status == 0
    assert seen.out.startswith("RNCP90001  Métiers de l’exemple (fiche nationale)\n")
    for said in ("31/08/2029", "- Choisir un outil", "- C1 Observer", "d’un seul tenant", "Voie fermée", SOURCE):
        assert said in seen.out


def test_a_sheet_that_is_not_there(imported: Path, dossier: Dossier) -> None:
    seen = dossier("register", "show", "RNCP1")
    assert (seen.status, seen.out) == (1, "")
    assert "La fiche RNCP1 n’est pas dans l’index (export du 16/08/2026)." in seen.err


def test_a_number_that_means_two_sheets(imported: Path, dossier: Dossier) -> None:
    assert "RNCP90005, RS90005" in dossier("register", "show", "90005").err


def test_search(imported: Path, dossier: Dossier) -> None:
    seen = dossier("register", "search", "mediation scientifique", "--level", 6, "--active")
    assert seen.status == 0
    assert "RNCP90003" in seen.out and "1 fiche.\n" in seen.out and SOURCE in seen.out
    assert "Aucune fiche." in dossier("register", "search", "introuvable").out


def test_a_programme_against_its_sheet(imported: Path, dossier: Dossier) -> None:
    seen = dossier("register", "compare", "sources/lp15301a.xml")
    assert seen.status == 1
    assert "= Bloc RNCP30109BC01 (LP153B11) : identique" in seen.out
    assert "− Bloc RNCP30109BC09 : absent du programme" in seen.out
    assert "+ Bloc RNCP30109BC02 (LP153B21) : absent de la fiche" in seen.out
    assert "le programme n’en parle pas" in seen.out and SOURCE in seen.out


def test_a_programme_whose_sheet_is_not_in_the_index(workshop: Path, dossier: Dossier) -> None:
    path = write_flux(workshop / "2026-08-16.xml", sample())
    dossier("register", "import", path)
    seen = dossier("register", "compare", "sources/lp15301a.xml")
    assert seen.status == 2
    assert "RNCP30109 n’est pas dans l’index" in seen.err


def test_an_import_says_which_of_our_programmes_it_touches(imported: Path, dossier: Dossier) -> None:
    fiches = [*sample(), sheet_30109(actif=False, usages="Usages du numérique")]
    path = write_flux(imported / "export-fiches-rncp-v4-1-2026-09-16.zip", fiches)
    out = dossier("register", "import", path).out
    ours = out[out.index("Votre programme LP15301A est concerné") :]
    assert "Fiches devenues inactives : 1" in ours
    assert "RNCP30109BC01 → Usages numériques → Usages du numérique" in ours


def test_an_import_says_which_programme_it_could_not_read(imported: Path, dossier: Dossier) -> None:
    (imported / "sources/abime.xml").write_bytes(b"<programme")
    path = write_flux(imported / "export-fiches-rncp-v4-1-2026-09-16.zip", [*sample(), sheet_30109(actif=False)])
    seen = dossier("register", "import", path)
    assert seen.status == 2
    assert "sources/abime.xml" in seen.err
    assert "Votre programme LP15301A est concerné" in seen.out


def test_statistics(imported: Path, dossier: Dossier) -> None:
    out = dossier("register", "stats").out
    assert "RNCP actives" in out and SOURCE in out


def test_a_nomenclature(imported: Path, dossier: Dossier) -> None:
    (imported / "rome.csv").write_text("code,libelle\nE1103,Communication\nE1104,Contenu\n", "utf-8")
    seen = dossier("register", "nomenclature", "rome.csv")
    assert seen.status == 0 and "Nomenclature ROME : 2 codes" in seen.out
    (imported / "autre.csv").write_text("a,b\nx,y\n", "utf-8")
    assert dossier("register", "nomenclature", "autre.csv").status == 2


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("fiche", ["show", "RNCP90001"]),
        ("recherche", ["search", "exemple"]),
        ("stats", ["stats"]),
        ("comparaisons", ["compare", "sources/lp15301a.xml"]),
    ],
)
def test_answers_for_machines_carry_their_source(
    imported: Path, dossier: Dossier, name: str, arguments: list[str]
) -> None:
    seen = dossier("register", *arguments, "--format", "json")
    data = json.loads(seen.out)
    assert set(data) == {"version", "exports", name}
    assert data["exports"][0]["jour"] == "2026-08-16" and "Licence" in data["exports"][0]["licence"]
    assert seen.out == dossier("register", *arguments, "--format", "json").out


def test_a_sheet_for_machines(imported: Path, dossier: Dossier) -> None:
    fiche = json.loads(dossier("register", "show", "RNCP90001", "--format", "json").out)["fiche"]
    assert fiche["date_fin"] == "2029-08-31" and fiche["actif"] is True
    assert fiche["blocs"][1]["competences"]["items"][0] == {"code": "C1", "texte": "Observer", "niveau": 0}
    assert fiche["blocs"][2]["competences"]["decoupe"] == "indivise"


def test_an_import_for_machines(imported: Path, dossier: Dossier) -> None:
    path = write_flux(imported / "2026-10-01.xml", [complete()])
    data = json.loads(dossier("register", "import", path, "--force", "--format", "json").out)["import"]
    assert data["resultat"]["fiches"] == 1
    assert ["RNCP30109"] in data["programmes"]["LP15301A"]["retirees"]


def test_a_bad_export_leaves_the_index(imported: Path, dossier: Dossier) -> None:
    (imported / "2026-10-01.xml").write_bytes(b"<FICHES><VERSION_FLUX>9.9</VERSION_FLUX></FICHES>")
    seen = dossier("register", "import", "2026-10-01.xml")
    assert seen.status == 2 and "version 9.9" in seen.err and "4.1" in seen.err
    assert dossier("register", "show", "RNCP30109").status == 0


def test_bad_usage_is_said_in_french(workshop: Path, dossier: Dossier) -> None:
    seen = dossier("register", "effacer")
    assert seen.status == 2 and "La commande effacer n’existe pas" in seen.err and "import" in seen.err
    assert dossier("register", "search", "x", "--level", "12").status == 2
    assert "Il manque" in dossier("register", "import").err


def test_each_command_has_an_example(dossier: Dossier) -> None:
    for name in ("import", "show", "search", "compare", "diff", "stats", "nomenclature"):
        assert "Exemple : dossier register" in dossier("register", name, "-h").out


REGISTER_RULES = tuple("ACC-014 BLC-015 DAT-004 DAT-009 IDN-007 IDN-008 NIV-008 NIV-009".split())


def outcomes(dossier: Dossier) -> dict[str, tuple[str, str | None]]:
    data = json.loads(dossier("check", "sources/lp15301a.xml", "--format", "json").out)
    rules = data["programmes"][0]["rules"]
    return {rule["rule"]: (rule["outcome"], rule["reason"]) for rule in rules if rule["rule"] in REGISTER_RULES}


def test_without_an_index_rules_are_not_evaluated_and_say_how_to_get_the_data(workshop: Path, dossier: Dossier) -> None:
    for outcome, reason in outcomes(dossier).values():
        assert outcome == "non-evaluee"
        assert reason and "index du répertoire national" in reason and "docs/referentiel.md" in reason


def test_with_an_index_the_programme_is_held_against_its_sheet(workshop: Path, dossier: Dossier) -> None:
    blocs = (bloc("RNCP30109BC01", "Usages numériques"), bloc("RNCP30109BC06", "Réaliser un diagnostic"))
    expired = simple(
        "RNCP30109", "Métiers de la médiation (fiche nationale)", actif=False, fin="01/01/2025", blocs=blocs
    )
    dossier("register", "import", write_flux(workshop / "export-fiches-rncp-v4-1-2026-08-16.xml", [expired]))
    assert {outcome for outcome, _reason in outcomes(dossier).values()} == {"a-corriger", "conforme"}
    seen = dossier("check", "sources/lp15301a.xml", "--select", ",".join(REGISTER_RULES))
    assert seen.status == 1
    for said in (
        "La fiche RNCP30109 est inactive (échéance : 1er janvier 2025 ; export du 16 août 2026).",
        "La mention diffère de la fiche RNCP30109",
        "au lieu de « Réaliser un diagnostic »",
        "Le bloc RNCP30109BC08 n’est pas sur la fiche RNCP30109",
    ):
        assert said in seen.out


def test_a_sheet_without_blocks_is_compared_for_the_rest_and_its_blocks_are_not_judged(
    workshop: Path, dossier: Dossier
) -> None:
    bare = simple("RNCP30109", "Métiers de la médiation (fiche nationale)")
    dossier("register", "import", write_flux(workshop / "2026-08-16.xml", [bare]))
    assert "n’a pas de bloc" in (outcomes(dossier)["BLC-015"][1] or "")
    seen = dossier("register", "compare", "sources/lp15301a.xml")
    assert seen.status == 1 and "+ Bloc RNCP30109BC01 (LP153B11) : absent de la fiche" in seen.out


def test_an_index_of_an_older_version_is_refused_with_the_command(imported: Path, dossier: Dossier) -> None:
    with contextlib.closing(sqlite3.connect(imported / "sources" / "referentiel" / "rncp.sqlite")) as base:
        base.execute("PRAGMA user_version = 0")
    seen = dossier("register", "show", "RNCP90001")
    assert (seen.status, seen.out) == (2, "")
    assert "l’index est à la version 0" in seen.err and "dossier register import" in seen.err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("2026-10-01.xml", flux(sample())[:-400], "s’arrête avant sa fin"),
        ("2026-10-01.zip", b"PK\x03\x04 cut short", "archive"),
        ("2026-10-01.xml", flux(sample()).replace(b"Ancien", b"Anc\xe9en"), "UTF-8"),
        ("2026-10-01.xml", flux([simple("RNCP1", "Un"), simple("RNCP1", "Deux")]), "y figure deux fois"),
    ],
)
def test_each_bad_export_is_said_in_french_and_nothing_is_lost(
    imported: Path, dossier: Dossier, name: str, content: bytes, said: str
) -> None:
    (imported / name).write_bytes(content)
    before = (imported / "sources" / "referentiel" / "rncp.sqlite").read_bytes()
    seen = dossier("register", "import", name)
    assert seen.status == 2 and said in seen.err and "Traceback" not in seen.err
    assert (imported / "sources" / "referentiel" / "rncp.sqlite").read_bytes() == before


def test_an_index_that_cannot_be_used_is_said_and_stops_nothing(workshop: Path, dossier: Dossier) -> None:
    index = workshop / "sources" / "referentiel" / "rncp.sqlite"
    index.parent.mkdir()
    index.write_bytes(b"not a database at all" * 100)
    seen = dossier("check", "sources/exemple-complet.xml")
    assert seen.status == 0
    assert "n’est pas un index lisible" in seen.err and "ne sont pas évaluées" in seen.err


def test_a_day_that_is_not_the_one_of_the_name_is_said_and_a_day_to_come_is_refused(
    workshop: Path, dossier: Dossier
) -> None:
    path = write_flux(workshop / "export-fiches-rncp-v4-1-2026-08-16.xml", sample())
    seen = dossier("register", "import", path, "--date", "2026-01-02")
    assert seen.status == 0 and "son nom dit le 16/08/2026" in seen.err and "02/01/2026" in seen.err
    seen = dossier("register", "import", path, "--date", "2999-01-01")
    assert seen.status == 2 and "pas encore arrivé" in seen.err


def test_an_import_that_would_harm_is_refused_until_forced(imported: Path, dossier: Dossier) -> None:
    empty = write_flux(imported / "export-fiches-rncp-v4-1-2026-09-16.xml", [])
    seen = dossier("register", "import", empty)
    assert seen.status == 2 and "aucune fiche" in seen.err and "--force" in seen.err
    assert dossier("register", "show", "RNCP90001").status == 0
    seen = dossier("register", "import", empty, "--force")
    assert seen.status == 0 and "Accepté avec --force" in seen.out
    assert dossier("register", "stats").status == 0
    for nothing in ("", " ", "RNCP90001"):
        assert dossier("register", "show", nothing).status == 1


def test_a_block_is_shown(imported: Path, dossier: Dossier) -> None:
    seen = dossier("register", "show", "rncp90001bc01")
    assert seen.status == 0 and "RNCP90001BC01  Usages numériques" in seen.out and "BC02" not in seen.out
    seen = dossier("register", "show", "RNCP90001BC77")
    assert seen.status == 1 and "RNCP90001BC01, RNCP90001BC02" in seen.err


def test_limits_and_numbers_beyond_reason(imported: Path, dossier: Dossier) -> None:
    assert dossier("register", "search", "exemple", "--limit", str(2**64)).status == 2
    assert dossier("register", "show", "9" * 5000).status == 1
    assert dossier("register", "show", "RNCP²").status == 1


def test_what_is_unknown_is_not_said_to_be_absent_from_the_register(workshop: Path, dossier: Dossier) -> None:
    dossier("register", "import", write_flux(workshop / "extrait-2026-08-16.xml", sample()))
    assert outcomes(dossier)["IDN-008"][0] == "non-evaluee"
    assert "n’a pas tout ce répertoire" in str(outcomes(dossier)["IDN-008"][1])
    dossier("register", "import", write_flux(workshop / "export-fiches-rncp-v4-1-2026-08-16.xml", sample()))
    assert outcomes(dossier)["IDN-008"][0] == "a-corriger"


def test_two_sheets_are_held_against_each_other(imported: Path, dossier: Dossier) -> None:
    seen = dossier("register", "diff", "RNCP90001", "RNCP30109")
    assert seen.status == 1 and "Champs qui changent : " in seen.out and "intitule" in seen.out
    assert '<bloc ref="BC01"/><bloc-externe code="RNCP90001BC01"/>' in seen.out
    assert dossier("register", "diff", "RNCP90001", "RNCP90001").status == 0
    assert dossier("register", "diff", "RNCP90001", "RNCP1").status == 2

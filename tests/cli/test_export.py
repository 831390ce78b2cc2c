"""``dossier export`` and ``dossier new`` as their users see them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Dossier
from tests.register.generator import sample, write_flux


def test_every_programme_of_a_folder_is_written(workshop: Path, dossier: Dossier) -> None:
    seen = dossier("export", "--to", "fiche")
    assert (seen.status, seen.out) == (0, "output/fiche-TFP00001A.xml\noutput/fiche-LP15301A.xml\n")
    assert "TFP00001A : pas encore de numéro de fiche" in seen.err
    seen = dossier("export", "--to", "copier-coller", "sources/lp15301a.xml", "-o", "ailleurs")
    assert (seen.status, seen.out) == (0, "ailleurs/copier-coller-LP15301A.html\n")


def test_one_programme_goes_to_the_file_or_the_screen(workshop: Path, dossier: Dossier) -> None:
    seen = dossier("export", "--to", "fiche", "sources/lp15301a.xml", "--output-file", "-")
    assert seen.status == 0 and seen.out.startswith("<?xml") and "RNCP30109BC01" in seen.out
    seen = dossier("export", "--to", "fiche", "--output-file", "une.xml")
    assert seen.status == 2 and "--output-file n’écrit qu’un programme" in seen.err


def test_a_text_over_its_limit_is_told_and_still_written(workshop: Path, dossier: Dossier) -> None:
    settings = workshop / "sources" / "dossier.toml"
    settings.write_text("[limites]\npiece = 10\n[limites.caracteres]\nintitule = 80\n", encoding="utf-8")
    seen = dossier("export", "--to", "copier-coller", "sources/exemple-complet.xml")
    assert seen.status == 1 and (workshop / "output" / "copier-coller-TFP00001A.html").is_file()
    assert "TFP00001A : La certification, Intitulé de la certification : 87 caractères sur 80 admis." in seen.err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("intitulé = 80", "dossier.toml:2 : le nom du réglage est mal écrit"),
        ("titre = 80", "champ inconnu, titre"),
        ("intitule = 0", "« intitule » n’est pas un nombre entier"),
        ('intitule = "80"', "« intitule » n’est pas un nombre entier"),
        ("intitule = true", "« intitule » n’est pas un nombre entier"),
    ],
)
def test_a_limit_that_is_not_understood_is_explained(workshop: Path, dossier: Dossier, line: str, said: str) -> None:
    settings = workshop / "sources" / "dossier.toml"
    settings.write_text(f"[limites.caracteres]\n{line}\n", encoding="utf-8")
    seen = dossier("export", "--to", "copier-coller")
    assert seen.status == 2 and said in seen.err


def test_what_cannot_be_exported_is_explained(workshop: Path, dossier: Dossier) -> None:
    (workshop / "vide").mkdir()
    assert "ne contient aucun programme" in dossier("export", "--to", "fiche", "vide").err
    invalid = workshop / "faux.xml"
    invalid.write_text('<programme xmlns="urn:dossier-certification:programme:1" code="A"/>', encoding="utf-8")
    seen = dossier("export", "--to", "fiche", "faux.xml")
    assert seen.status == 2 and "dossier check faux.xml" in seen.err
    (workshop / "autre.xml").write_bytes((workshop / "sources/lp15301a.xml").read_bytes())
    twice = ("sources/lp15301a.xml", "autre.xml")
    assert "porte le même code" in dossier("export", "--to", "fiche", *twice).err


@pytest.mark.parametrize("content", [b"<programme", b'<programme xmlns="urn:dossier-certification:programme:1"/>'])
def test_the_programmes_that_can_be_read_are_written_all_the_same(
    workshop: Path, dossier: Dossier, content: bytes
) -> None:
    (workshop / "sources/abime.xml").write_bytes(content)
    (workshop / "sources/autre.xml").write_text("<autre/>", "utf-8")
    (workshop / "sources/d.xml").mkdir()
    seen = dossier("export", "--to", "fiche")
    assert (seen.status, seen.out) == (2, "output/fiche-TFP00001A.xml\noutput/fiche-LP15301A.xml\n")
    assert "sources/abime.xml" in seen.err
    assert "autre.xml" not in seen.err and "d.xml" not in seen.err


def test_a_new_programme_is_valid_and_never_overwrites(workshop: Path, dossier: Dossier) -> None:
    seen = dossier("new")
    assert (seen.status, seen.out) == (0, "sources/nouveau-programme.xml\n")
    assert dossier("check", "sources/nouveau-programme.xml", "--select", "STR-001,STR-002,STR-003").status == 0
    path = workshop / "sources" / "nouveau-programme.xml"
    path.write_text("à moi", encoding="utf-8")
    again = dossier("new")
    assert again.status == 2 and "n’est pas remplacé" in again.err
    assert path.read_text(encoding="utf-8") == "à moi"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("lp99999z.xml", "LP99999Z"),
        ("LP.XML", "LP"),
        ("mon été.xml", "A-COMPLETER"),
        (f"{'a' * 41}.xml", "A-COMPLETER"),
    ],
)
def test_the_code_of_a_new_programme_comes_from_the_name_of_its_file(
    workshop: Path, dossier: Dossier, name: str, code: str
) -> None:
    assert dossier("new", "-o", f"sources/{name}").status == 0
    assert f'code="{code}"' in (workshop / "sources" / name).read_text("utf-8")


def test_two_new_programmes_are_not_one(workshop: Path, dossier: Dossier) -> None:
    dossier("new", "-o", "sources/un.xml")
    dossier("new", "-o", "sources/deux.xml")
    assert dossier("check", "sources", "--select", "STR-001,STR-002,STR-003").status == 0


@pytest.mark.parametrize("name", ["programme", "programme.txt", ".xml", ".cache.xml", "~$lp.xml"])
def test_a_new_file_that_would_not_be_read_is_refused(workshop: Path, dossier: Dossier, name: str) -> None:
    seen = dossier("new", "-o", f"sources/{name}")
    assert seen.status == 2 and "finit par .xml" in seen.err
    assert not (workshop / "sources" / name).exists()


def test_the_command_to_type_next_may_be_copied(workshop: Path, dossier: Dossier) -> None:
    assert "« dossier check 'sources/mon programme.xml' »" in dossier("new", "-o", "sources/mon programme.xml").err


def test_a_programme_starts_from_a_sheet_and_can_be_checked(workshop: Path, dossier: Dossier) -> None:
    flow = write_flux(workshop / "export-fiches-rncp-v4-1-2026-08-16.zip", sample())
    dossier("register", "import", flow)
    seen = dossier("new", "--fiche", "90001", "-o", "mon-titre.xml")
    assert (seen.status, seen.out) == (0, "mon-titre.xml\n")
    assert "export du 16/08/2026" in (workshop / "mon-titre.xml").read_text(encoding="utf-8")
    assert dossier("check", "mon-titre.xml", "--select", "STR-001,STR-002,STR-003").status == 0
    assert "non évaluée" in dossier("check", "mon-titre.xml").out
    seen = dossier("new", "--fiche", "RNCP1")
    assert seen.status == 1 and "n’est pas dans l’index" in seen.err


def test_without_an_index_the_command_to_type_is_given(workshop: Path, dossier: Dossier) -> None:
    seen = dossier("new", "--fiche", "RNCP37873")
    assert seen.status == 2 and "dossier register import" in seen.err
    assert not (workshop / "sources" / "rncp37873.xml").exists()


def test_the_help_of_both_shows_an_example(dossier: Dossier) -> None:
    assert "Exemple : dossier export --to fiche" in dossier("export", "-h").out
    assert "Exemple : dossier new --fiche RNCP37873" in dossier("new", "-h").out

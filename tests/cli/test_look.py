"""``dossier look check`` and ``dossier build`` with a look, as their users see them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document as new_word

from dossier.render.formats import FORMATS, Format
from tests.cli.conftest import Dossier

SETTINGS = Path("sources/dossier.toml")


def say(text: str) -> None:
    SETTINGS.write_text(text, "utf-8")


def test_the_two_shipped_looks_are_sound(dossier: Dossier, workshop: Path) -> None:
    seen = dossier("look", "check")
    assert seen.status == 0
    assert "Charte commune : conforme" in seen.out
    assert "TFP00001A : conforme" in seen.out and "logo « École d’exemple, métiers du bâtiment »" in seen.out


def test_a_programme_s_file_leads_to_its_folder(dossier: Dossier, workshop: Path) -> None:
    assert dossier("look", "check", "sources/lp15301a.xml").status == 0


def test_mistakes_say_where_what_and_what_to_do(dossier: Dossier, workshop: Path) -> None:
    say(
        '[charte]\ncouleurs = { encre = "#bbbbbb" }\n[programmes.LP15301A.charte]\nlogo = { fichier = "../logo.png" }\n'
    )
    seen = dossier("look", "check")
    assert seen.status == 1
    assert "sources/dossier.toml  [charte] couleurs : « encre » (#bbbbbb) sur" in seen.out
    assert "    Assombrissez « encre »" in seen.out
    assert "[programmes.LP15301A.charte] logo : le logo n’a pas de texte de remplacement" in seen.out
    assert "sort du dossier des programmes" in seen.out
    assert seen.out.count("#bbbbbb) sur") == 1, "what the programme shares is said once"


def test_a_code_that_no_programme_bears_is_said(dossier: Dossier, workshop: Path) -> None:
    say("[programmes.LP15301B.charte]\nentete = 'x'\n")
    seen = dossier("look", "check")
    assert seen.status == 1
    assert "[programmes.LP15301B] : aucun programme du dossier ne porte ce code" in seen.out


def test_a_code_is_not_said_to_be_nobodys_while_a_file_cannot_be_read(dossier: Dossier, workshop: Path) -> None:
    say("[programmes.LP15301A.charte]\nentete = 'x'\n")
    Path("sources/lp15301a.xml").write_bytes(b"<programme")
    seen = dossier("look", "check")
    assert seen.status == 2
    assert "sources/lp15301a.xml" in seen.err and "aucun programme" not in seen.out


def test_a_sheet_that_the_pdf_engine_does_not_know_is_said(dossier: Dossier, workshop: Path) -> None:
    say("")
    Path("sources/charte/charte.css").write_text("h1 { backdrop-filter: blur(2px) }", "utf-8")
    seen = dossier("look", "check")
    assert seen.status == 1
    assert "@media screen" in seen.out and "backdrop-filter" in seen.out


@pytest.mark.parametrize("path", ["nulle-part", "nulle-part/x.xml"])
def test_a_folder_that_is_not_there_is_said(dossier: Dossier, workshop: Path, path: str) -> None:
    seen = dossier("look", "check", path)
    assert seen.status == 2
    assert "n’existe pas" in seen.err


def test_settings_that_are_not_toml_are_unreadable(dossier: Dossier, workshop: Path) -> None:
    say("[charte")
    assert dossier("look", "check").status == 2


def test_a_template_without_our_styles_is_refused_by_both_commands(dossier: Dossier, workshop: Path) -> None:
    say("")
    stream = io.BytesIO()
    new_word().save(stream)
    Path("sources/charte/modele.docx").write_bytes(stream.getvalue())
    seen = dossier("look", "check")
    assert seen.status == 1
    assert "charte/modele.docx : le modèle Word n’a pas les styles « Chapeau », « Note du dossier »" in seen.out
    assert "Partez d’un dossier Word produit sans modèle" in seen.out
    built = dossier("build", "sources/lp15301a.xml", "-o", "sortie")
    assert built.status == 2
    assert "Chapeau" in built.err and "dossier look check" in built.err and "Traceback" not in built.err
    assert not Path("sortie/LP15301A").exists()


def test_what_build_wrote_serves_as_a_template(
    dossier: Dossier, workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMATS, "pdf", Format("PDF", "", lambda *_: b"%PDF-"))
    say("")
    dossier("build", "sources/lp15301a.xml", "-o", "sortie")
    Path("sources/charte/modele.docx").write_bytes(Path("sortie/LP15301A/dossier-LP15301A.docx").read_bytes())
    assert dossier("build", "sources/lp15301a.xml", "-o", "sortie").status == 0

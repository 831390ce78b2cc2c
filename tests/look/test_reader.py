"""Settings and files of an institution: what is read, and each refusal with what to do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dossier.look.model import DEFAULT, Look
from dossier.look.reader import read_look
from dossier.settings import NAME, UnreadableSettings, read_settings
from tests.look.conftest import Refusals

LOGO = {"fichier": "charte/logo.svg", "alternative": "École"}
FACES = [f"charte/polices/atkinson-{name}.woff2" for name in ("400-normal", "700-normal")]
ATKINSON = "Atkinson Hyperlegible Next"


def test_nothing_said_is_the_shipped_look(tmp_path: Path) -> None:
    assert read_look({}, tmp_path) == DEFAULT


def test_the_example_s_files_are_read(institution: Path) -> None:
    table = {
        "entete": "  École \n d’exemple ",
        "couleurs": {"accent": "#1D5446"},
        "logo": LOGO,
        "polices": {"texte": ATKINSON, "fichiers": FACES},
    }
    look = read_look(table, institution)
    assert look.entete == "École d’exemple"
    assert look.palette.accent == "#1d5446"
    assert look.fonts.titres == look.fonts.texte == ATKINSON
    assert [(face.family, face.bold, face.italic) for face in look.fonts.faces] == [
        (ATKINSON, False, False),
        (ATKINSON, True, False),
    ]
    assert look.logo and look.logo.image.media == "image/svg+xml" and look.logo.raster.media == "image/png"
    assert "border-bottom-color" in look.css


@pytest.mark.parametrize(
    ("table", "said", "hint"),
    [
        ({"couleur": {}}, "réglage inconnu : couleur", "docs/reglages.md"),
        ({"couleurs": {"acent": "#1d5446"}}, "réglage inconnu : acent", "accent"),
        ({"couleurs": "#1d5446"}, "doit être une table", "[charte.couleurs]"),
        ({"couleurs": {"accent": "vert"}}, "« accent » n’est pas une couleur", "#1b3a6b"),
        ({"couleurs": {"accent": "#1d5446; } body { display: none"}}, "n’est pas une couleur", "dièse"),
        ({"couleurs": {"accent": 3}}, "n’est pas une couleur", "dièse"),
        ({"couleurs": {"encre": "#cccccc"}}, "contraste", "Assombrissez « encre »"),
        ({"entete": 3}, "« entete » doit être un texte", 'entete = "…"'),
        ({"entete": "É" * 46}, "« entete » a 46 caractères", "45"),
        ({"logo": {"fichier": "charte/logo.svg"}}, "pas de texte de remplacement", "alternative"),
        ({"logo": {"alternative": "École"}}, "le fichier du logo n’est pas donné", "fichier"),
        ({"logo": LOGO | {"fichier": "charte/absent.svg"}}, "absent ou ne peut pas être lu", "majuscules"),
        ({"logo": LOGO | {"fichier": "charte/charte.css"}}, "ni un PNG, ni un JPEG, ni un SVG", "Exportez"),
        ({"polices": {"texte": "Comic Sans MS"}}, "« Comic Sans MS » n’est pas fournie", "Source Sans 3"),
        ({"polices": {"texte": ATKINSON, "fichiers": FACES[:1]}}, "il manque un style", "gras"),
        ({"polices": {"fichiers": ["charte/logo.png"]}}, "pas une police lisible", "WOFF2"),
        ({"polices": {"fichiers": "charte/logo.png"}}, "doit être une liste", "fichiers ="),
        ({"polices": {"word": 'Arial"/><w:evil'}}, "n’est pas un nom de police", "Arial"),
    ],
)
def test_each_mistake_says_what_to_do(refusals: Refusals, table: dict[str, Any], said: str, hint: str) -> None:
    fault = refusals(table)[0]
    assert said in fault.reason
    assert hint in fault.hint


def test_every_mistake_is_said_at_once(refusals: Refusals) -> None:
    table = {"entete": 1, "couleurs": {"accent": "x"}, "logo": {}, "polices": {"texte": "Nulle"}}
    assert len(refusals(table)) == 5


@pytest.mark.parametrize("path", ["../dehors.png", "/etc/hostname", "charte/../../dehors.png", "C:\\logo.png", "a\0b"])
def test_no_path_leaves_the_folder(refusals: Refusals, institution: Path, path: str) -> None:
    (institution.parent / "dehors.png").write_bytes(b"secret")
    fault = refusals({"logo": {"fichier": path, "alternative": "École"}})[0]
    assert "sort du dossier des programmes" in fault.reason


def test_no_link_leaves_the_folder(refusals: Refusals, institution: Path) -> None:
    (institution.parent / "dehors.png").write_bytes(b"secret")
    (institution / "charte" / "lien.png").symlink_to(institution.parent / "dehors.png")
    fault = refusals({"logo": {"fichier": "charte/lien.png", "alternative": "École"}})[0]
    assert "sort du dossier des programmes" in fault.reason


@pytest.mark.parametrize("shelf", ["..", "absent", "/"])
def test_no_shelf_leaves_the_folder(refusals: Refusals, institution: Path, shelf: str) -> None:
    (institution.parent / "charte.css").write_text("h1 { color: red }", "utf-8")
    (fault,) = refusals({"dossier": shelf})
    assert f"« {shelf} » est absent, ou hors d’atteinte" in fault.reason


def test_the_sheet_reaches_no_file_outside(refusals: Refusals, institution: Path) -> None:
    (institution.parent / "dehors.png").write_bytes(b"secret")
    (institution / "charte" / "charte.css").write_text("h1 { background: url(../../dehors.png) }", "utf-8")
    (fault,) = refusals({})
    assert "sort du dossier des programmes" in fault.reason


def test_an_svg_needs_its_png_for_word(refusals: Refusals, institution: Path) -> None:
    (institution / "charte" / "logo.png").unlink()
    (fault,) = refusals({"logo": LOGO})
    assert "SVG" in fault.reason
    assert "charte/logo.png" in fault.hint


def test_a_variable_or_incomplete_font_is_refused(refusals: Refusals, institution: Path) -> None:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(institution / FACES[0])
    options = Options()
    options.name_IDs = ["*"]
    subset = Subsetter(options)
    subset.populate(text="abc")
    subset.subset(font)
    font.save(institution / "charte" / "courte.woff2")
    fault = refusals({"polices": {"fichiers": ["charte/courte.woff2"]}})[0]
    assert "n’a pas tous les caractères du français" in fault.reason


def test_the_documentation_names_every_setting(root: Path) -> None:
    page = (root / "docs" / "reglages.md").read_text("utf-8")
    table = re.findall(r"^\| (`[^|]+) \|", page, re.MULTILINE)
    assert {name for row in table for name in re.findall(r"`([\w-]+)`", row)} == {name for name, _ in DEFAULT.palette}
    for name in ("dossier", "entete", "pied", "fichier", "alternative", "texte", "titres", "code", "word", "fichiers"):
        assert f"`{name}`" in page or f"{name} = " in page


def settings(folder: Path, text: str) -> Any:
    (folder / NAME).write_text(text, "utf-8")
    return read_settings(folder)


def look_in(folder: Path, text: str, code: str) -> Look:
    return read_look(settings(folder, text).look_of(code), folder)


def test_a_programme_changes_what_it_says_and_keeps_the_rest(tmp_path: Path) -> None:
    text = """
        [charte]
        pied = "Pied commun"
        couleurs = { lien = "#1a4f9c", encre = "#101010" }
        [programmes.X1.charte]
        entete = "Le sien"
        couleurs = { encre = "#202020" }
    """
    own, other = look_in(tmp_path, text, "X1"), look_in(tmp_path, text, "X2")
    assert (own.entete, own.pied, own.palette.encre, own.palette.lien) == (
        "Le sien",
        "Pied commun",
        "#202020",
        "#1a4f9c",
    )
    assert (other.entete, other.palette.encre) == ("", "#101010")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("charte = 3", "charte n’est pas une table"),
        ("programmes = 3", "programmes n’est pas une table"),
        ("[programmes]\nX1 = 3", "programmes.X1 n’est pas une table"),
        ("[programmes.X1.chartre]", "réglage inconnu dans [programmes.X1] : chartre"),
    ],
)
def test_a_table_out_of_shape_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnreadableSettings) as caught:
        settings(tmp_path, text)
    assert said in caught.value.reason

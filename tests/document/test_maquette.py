"""How the programme is organised: the maquette, its totals, its units; and the matrix of what units develop."""

from __future__ import annotations

import re

import pytest

from bench.programmes import programme
from dossier.document.compose import compose
from dossier.document.text_width import length
from dossier.document.tree import Paragraph, Role, Table, Tone, headings
from tests.document.reading import (
    ALL,
    EXEMPLE,
    LP,
    RARE,
    dossier,
    first_text,
    judged,
    paragraphs,
    row,
    said,
    section,
    table,
)
from tests.programme.specimens import read_text


@pytest.mark.parametrize(
    "source", [*(path.read_text("utf-8") for path in ALL), programme(12)], ids=[*(path.stem for path in ALL), "banc"]
)
def test_the_columns_of_the_maquette_hold_their_longest_word(source: str) -> None:
    document = compose(judged(read_text(source)))
    turned = section(document, "Maquette").section.landscape
    maquette = table(document, "Maquette de la formation")
    across = (990 if turned else 640) / sum(maquette.widths)
    for width, *column in zip(maquette.widths, maquette.head, *maquette.rows, strict=True):
        for cell in column:
            words = [word for text in paragraphs(cell.blocks) for word in text.text.split()]
            longest = max((length(word, bold=cell.header) for word in words), default=0)
            assert width * across >= longest + 14, (cell, turned)


def test_a_choice_announces_itself_and_marks_its_options() -> None:
    found = table(dossier(LP), "Maquette de la formation")
    kinds = {first_text(line[0]): first_text(line[2]) for line in found.rows}
    assert kinds["RTC210"] == "UE"
    assert kinds["CCE115"] == "UE, au choix"
    assert kinds["UATS01"] == "UA"
    choice = next(line for line in found.rows if first_text(line[2]) == "Choix")
    assert [p.text for p in paragraphs([choice[1]])] == ["1 UE à choisir parmi"]
    assert choice[1].tone is not Tone.NONE


def test_only_the_natures_of_hours_in_use_have_a_column() -> None:
    assert [p.text for p in paragraphs(table(dossier(LP), "Maquette").head)] == ["Code", "Intitulé", "Type", "ECTS"]
    heads = [p.text for p in paragraphs(table(dossier(EXEMPLE), "Maquette").head)]
    assert heads[4:8] == ["CM (h)", "CI (h)", "TD (h)", "TP (h)"]
    assert heads[-2:] == ["Total (h)", "Modalité"]
    assert "Entreprise (h)" not in heads


def test_totals_within_reach_are_said_beside_the_announced_ones() -> None:
    found = table(dossier(LP), "Crédits annoncés")
    announced, within_reach = row(found, "Diplôme")
    assert announced == "60 crédits"
    assert within_reach.startswith("60 ou 62 crédits selon les choix")
    assert row(found, "1 UE à choisir parmi : ANG320 et RUS200") == ["6 crédits", "6 crédits"]
    assert row(table(dossier(EXEMPLE), "Crédits annoncés"), "Diplôme") == ["60 crédits", "60 crédits"]


def test_each_public_has_its_totals_when_they_differ() -> None:
    _, within_reach = row(table(dossier(RARE), "Crédits annoncés"), "Diplôme")
    assert "Parcours PA, sous statut d’étudiant : 27, 30 ou 33 crédits selon les choix" in within_reach
    assert "Parcours PB, en contrat d’apprentissage : 30 crédits" in within_reach


def test_hours_add_up_over_what_everyone_follows() -> None:
    found = table(dossier(EXEMPLE), "Heures de la formation")
    assert row(found, "TP") == ["54 h"]
    assert row(found, "Enseignement (CM, CI, TD, TP et projet)") == ["344 h"]
    assert row(table(dossier(LP), "Heures de la formation"), "Total annoncé") == ["350 h"]


def test_only_units_with_something_to_say_are_described() -> None:
    titles = [heading.section.title for heading in headings(dossier(RARE))]
    assert "UE21 – Réseaux locaux" in titles
    assert "UE22 – Fibre" not in titles
    assert "Description des unités" not in [heading.section.title for heading in headings(dossier(LP))]


def test_a_proposed_matrix_says_so_on_its_face() -> None:
    first = section(dossier(LP), "Matrice").section.blocks[0]
    words = "Matrice proposée : elle n’a pas encore été validée par l’établissement."
    assert isinstance(first, Paragraph)
    assert (first.text, first.role) == (words, Role.WARNING)
    assert said(dossier(EXEMPLE), "Matrice")[0] == "Matrice validée par Dominique Fictif le 12 janvier 2026."


def test_a_symbol_tells_what_is_sure_from_what_is_only_possible() -> None:
    found = table(dossier(LP), "Bloc LP153B11 : couverture")
    assert row(found, "RTC212") == ["", "●", "", "●"]
    assert row(found, "CCE115") == ["", "", "○", ""]
    assert row(found, "Couverture") == ["aucune", "garantie", "au choix", "garantie"]


def test_two_options_of_one_choice_are_optional_and_together_as_sure_as_a_unit_for_all() -> None:
    found = table(dossier(LP), "Bloc LP153B31 : couverture")
    assert row(found, "ANG320")[1] == row(found, "RUS200")[1] == "○"
    assert row(found, "Couverture")[1] == "garantie"


def test_letters_say_what_a_unit_brings() -> None:
    found = table(dossier(RARE), "Bloc B1 : couverture")
    assert row(found, "R201") == ["● EP", "", ""]
    assert row(found, "UE22") == ["", "● V", "○"]  # B1-C2 is for the track that takes UE22
    assert "E : enseignée ; P : pratiquée ; V : évaluée" in said(dossier(RARE), "Matrice")[-1]


def test_a_wide_matrix_is_cut_in_equal_parts() -> None:
    document = dossier(RARE)
    assert [len(table(document, f"Bloc B4 : couverture par les unités ({n} sur 2)").head) for n in (1, 2)] == [8, 7]


def test_a_unit_is_a_row_of_the_blocks_it_contributes_to_and_named_under_the_others() -> None:
    document = dossier(LP)
    units = {first_text(line[0]) for line in table(document, "Maquette").rows} - {"Choix"}
    found = [heading.section.blocks for heading in headings(document) if heading.section.blocks]
    for bloc in ("LP153B11", "LP153B81"):
        rows = {first_text(line[0]).split(" – ")[0] for line in table(document, f"Bloc {bloc} : couverture").rows}
        blocks = next(
            blocks for blocks in found if isinstance(blocks[0], Table) and f"{bloc} : couv" in blocks[0].caption
        )
        (others,) = (each.text for each in blocks[1:] if isinstance(each, Paragraph))
        assert others.startswith("Aucune contribution de : ")
        named = set(re.findall(r"[A-Z]+\d+", others))
        assert rows | named == units | {"Couverture"}
        assert not rows & named


def test_holes_are_listed_with_their_words_and_their_excuse() -> None:
    holes = said(dossier(LP), "Compétences non couvertes")
    assert any(text.startswith("B21-C3 – Développer une argumentation") for text in holes)
    maybe = said(dossier(LP), "Compétences couvertes seulement au choix")
    assert maybe[0] == "4 compétences sur 42 :"
    assert any(text.startswith("B41-C7") and text.endswith("(CCE108)") for text in maybe)
    assert any("dérogation : COV-001" in text for text in said(dossier(RARE), "Compétences non couvertes"))
    assert "Chaque compétence est développée par une unité au moins." in said(dossier(EXEMPLE), "Matrice")

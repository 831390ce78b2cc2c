"""How the programme is organised: the maquette, its totals, its units; and the matrix of what units develop."""

from __future__ import annotations

import pytest

from bench.programmes import programme
from dossier.document.compose import compose
from dossier.document.measures import Face, needed
from dossier.document.tree import Align, Paragraph, Role, Table, Tone, headings
from tests.document.reading import (
    ALL,
    COMPLET,
    EXEMPLE,
    LP,
    RARE,
    cell_text,
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
def test_a_page_holds_the_longest_words_of_the_maquette(source: str) -> None:
    document = compose(judged(read_text(source)), COMPLET)
    across = 751 if section(document, "Maquette").section.landscape else 493
    assert sum(needed(table(document, "Maquette"), Face("Source Sans 3"))) <= across


def test_a_choice_announces_itself_and_marks_its_options() -> None:
    found = table(dossier(LP), "Maquette")
    texts = [[cell_text(cell) for cell in line] for line in found.rows]
    assert ["1 UE à choisir parmi (6 ECTS)"] in texts
    assert next(line for line in texts if line[0] == "CCE115")[1].endswith("Au choix")
    assert next(line for line in texts if line[0] == "UATS01")[1].endswith("UA")
    banner = next(line[0] for line in found.rows if cell_text(line[0]).startswith("1 UE à choisir"))
    assert banner.columns == len(found.widths)
    assert banner.tone is Tone.LIGHT


def test_each_period_has_its_total_and_the_whole_has_one() -> None:
    found = table(dossier(EXEMPLE), "Maquette")
    totals = {cell_text(line[0]): [cell_text(cell) for cell in line[1:]] for line in found.rows if line[0].columns == 2}
    heads = [cell_text(cell) for cell in found.head][2:]
    whole = dict(zip(heads, totals["Ensemble de la formation"], strict=True))
    assert (whole["ECTS"], whole["TP"]) == ("60", "54")
    assert [numbers[0] for name, numbers in totals.items() if name.startswith("Total – Semestre")] == ["30", "30"]
    ects = heads.index("ECTS") + 2
    assert {line[ects].align for line in found.rows if len(line) == len(found.widths)} == {Align.END}


def test_a_column_is_there_only_when_something_fills_it() -> None:
    assert [p.text for p in paragraphs(table(dossier(LP), "Maquette").head)] == ["Code", "Intitulé", "ECTS"]
    heads = [p.text for p in paragraphs(table(dossier(EXEMPLE), "Maquette").head)]
    assert heads[3:7] == ["CM", "CI", "TD", "TP"]
    assert heads[-3:] == ["Total (h)", "Évaluation", "Modalité"]
    assert "Entr." not in heads


def test_totals_within_reach_are_said_beside_the_announced_ones() -> None:
    found = table(dossier(LP), "Totaux")
    assert row(found, "Crédits du diplôme") == [
        "60 crédits annoncés ; atteignables : / 60 ou 62 crédits selon les choix"
    ]
    assert row(table(dossier(EXEMPLE), "Totaux"), "Crédits") == ["60 crédits, quels que soient les choix"]
    assert row(table(dossier(EXEMPLE), "Totaux"), "Heures d’enseignement (CM, CI, TD, TP et Projet)") == ["344 h"]
    assert row(found, "Heures annoncées") == ["350 h"]


def test_each_public_has_its_totals_when_they_differ() -> None:
    (within_reach,) = row(table(dossier(RARE), "Totaux"), "Crédits du diplôme")
    assert "Parcours PA (étudiants) : 24, 27, 30 ou 33 crédits selon les choix" in within_reach
    assert "Parcours PA (apprentis), parcours PB (étudiants, apprentis) : 30 crédits" in within_reach


def test_only_units_with_something_to_say_are_described() -> None:
    described = [cell_text(line[0]) for line in table(dossier(RARE), "Description des unités").rows]
    assert any(text.startswith("UE21 – Réseaux locaux") for text in described)
    assert not any(text.startswith("UE22 – Fibre") for text in described)
    assert "Description des unités" not in [heading.section.title for heading in headings(dossier(LP))]


def test_a_proposed_matrix_says_so_on_its_face() -> None:
    first = section(dossier(LP), "Matrice").section.blocks[0]
    words = "Matrice proposée : elle n’a pas encore été validée par l’établissement."
    assert isinstance(first, Paragraph)
    assert (first.text, first.role) == (words, Role.WARNING)
    assert said(dossier(EXEMPLE), "Matrice")[0] == "Matrice validée par Dominique Fictif le 12 janvier 2026."


def _crossing(found: Table, competence: str, unite: str) -> str:
    units = [cell_text(cell) for cell in found.head]
    return row(found, competence)[units.index(unite) - 1]


def test_a_symbol_tells_what_is_sure_from_what_is_only_possible() -> None:
    found = table(dossier(LP), "Matrice")
    assert [_crossing(found, f"B11-C{n}", "RTC212") for n in (1, 2, 3, 4)] == ["", "●", "", "●"]
    assert _crossing(found, "B11-C3", "CCE115") == "○"
    assert [row(found, f"B11-C{n}")[-1] for n in (1, 2, 3, 4)] == ["aucune", "garantie", "au choix", "garantie"]


def test_two_options_of_one_choice_are_optional_and_together_as_sure_as_a_unit_for_all() -> None:
    found = table(dossier(LP), "Matrice")
    assert _crossing(found, "B31-C2", "ANG320") == _crossing(found, "B31-C2", "RUS200") == "○"
    assert row(found, "B31-C2")[-1] == "garantie"


def test_letters_say_what_a_unit_brings() -> None:
    found = table(dossier(RARE), "Matrice")
    assert _crossing(found, "B1-C1", "R201") == "● EP"
    assert _crossing(found, "B1-C2", "UE22") == "● V"  # B1-C2 is for the track that takes UE22
    assert any("E : enseignée ; P : pratiquée ; V : évaluée" in text for text in said(dossier(RARE), "Matrice"))


def test_too_many_units_for_columns_are_listed_beside_each_competency() -> None:
    document = compose(judged(read_text(programme(40))), COMPLET)
    found = table(document, "Matrice")
    assert [cell_text(cell) for cell in found.head] == ["Compétence", "Unités", "Couverture"]
    assert not section(document, "Matrice").section.landscape


def test_units_that_bring_nothing_are_named_under_the_matrix() -> None:
    document = dossier(EXEMPLE)
    units = {cell_text(line[0]) for line in table(document, "Maquette").rows if len(line) > 2}
    crossed = {cell_text(cell) for cell in table(document, "Matrice").head[1:-1]}
    named = next((text for text in said(document, "Matrice") if text.startswith("Aucune contribution")), "")
    assert {unit for unit in units if unit in named} | crossed >= {unit for unit in units if " " not in unit}


def test_holes_are_listed_with_their_words_and_their_excuse() -> None:
    told = said(dossier(LP), "Matrice")
    assert "Compétences non couvertes : 14 sur 42." in told
    assert any(text.startswith("B21-C3 – Développer une argumentation") for text in told)
    assert "Compétences couvertes seulement au choix : 4 sur 42." in told
    assert any(text.startswith("B41-C7") and text.endswith("(CCE108)") for text in told)
    assert any("dérogation : " in text and "COV" not in text for text in said(dossier(RARE), "Matrice"))
    assert "Chaque compétence est développée par une unité au moins." in said(dossier(EXEMPLE), "Matrice")


def test_first_cells_name_their_rows() -> None:
    for found in (table(dossier(LP), "Maquette"), table(dossier(LP), "Matrice")):
        assert all(line[0].header and first_text(line[0]) for line in found.rows)

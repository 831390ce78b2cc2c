"""The official table of activities, competencies and assessment, and the blocks at a glance."""

from __future__ import annotations

from tests.document.reading import (
    EXEMPLE,
    LP,
    cell_text,
    dossier,
    first_text,
    gaps,
    paragraphs,
    row,
    section,
    small,
    table,
)

RACE = "Référentiel d’activités, de"
BLOCS = "Blocs de compétences"


def test_one_table_has_a_banner_for_each_block_and_a_row_for_each_competency() -> None:
    document = dossier(EXEMPLE)
    found = table(document, RACE)
    assert [p.text for p in paragraphs(found.head)] == [
        "Activités",
        "Code",
        "Compétences",
        "Modalités d’évaluation",
        "Critères d’évaluation",
    ]
    assert section(document, RACE).section.landscape
    banners = [cell_text(line[0]) for line in found.rows if line[0].columns == 5]
    assert [text.split(" – ")[0] for text in banners] == ["Bloc B1", "Bloc B2", "Bloc B3", "Bloc B4"]
    assert "Validation : Le bloc est validé lorsque" in banners[0]
    assert "Épreuves : B1-E1 (50 %) et B1-E2 (50 %)." in banners[0]
    codes = [cell_text(cell) for line in found.rows for cell in line if cell.header and cell.columns == 1]
    assert codes[:5] == ["B1-C1", "B1-C2", "B1-C3", "B1-C4", "B1-C5"]


def test_what_several_competencies_share_is_said_once_beside_them() -> None:
    rows = table(dossier(EXEMPLE), RACE).rows
    spread = [cell for line in rows for cell in line if cell.rows > 1]
    assert any("A1-T2 – Visiter le bâtiment" in cell_text(cell) and cell.rows == 2 for cell in spread)
    assert any("Visite et relevé d’un bâtiment réel" in cell_text(cell) for cell in spread)


def test_a_competency_has_its_modalities_and_its_criteria() -> None:
    line = next(line for line in table(dossier(EXEMPLE), RACE).rows if "B3-C3" in map(cell_text, line))
    assert "Thème : santé et sécurité" in " ".join(map(cell_text, line))
    criteria = cell_text(line[-1])
    assert criteria.startswith("Les situations dangereuses sont traitées sans délai : Tout danger grave")
    assert "Évaluée aussi dans les unités : CHA201 (CHA201-E2)" in criteria


def test_columns_that_nothing_fills_are_not_drawn_and_what_lacks_is_said_once() -> None:
    found = table(dossier(LP), RACE)
    assert [first_text(each) for each in found.head] == ["Code", "Compétences"]
    (asked,) = gaps(dossier(LP), RACE)
    assert asked.startswith("À renseigner : activité (8 blocs), évaluation (8 blocs)")


def test_a_hole_in_a_column_is_a_dash_where_it_is() -> None:
    activites = '<activites><activite code="A1"><intitule>Agir</intitule></activite></activites>'
    competences = '<competence code="C1" activite="A1">Lire.</competence><competence code="C2">Écrire.</competence>'
    bloc = f'<bloc code="B1"><intitule>Agir</intitule>{competences}</bloc>'
    _, *rows = table(small(f"{activites}<blocs>{bloc}</blocs>"), RACE).rows
    assert [[first_text(cell) for cell in line] for line in rows] == [
        ["A1 – Agir", "C1", "Lire."],
        ["–", "C2", "Écrire."],
    ]


def test_an_assessment_that_names_no_competency_assesses_all_those_of_its_block() -> None:
    competences = '<competence code="C1">Lire.</competence><competence code="C2">Écrire.</competence>'
    bloc = f'<bloc code="B1"><intitule>Agir</intitule>{competences}<evaluation nature="dossier"/></bloc>'
    _, first, second = table(small(f"<blocs>{bloc}</blocs>"), RACE).rows
    assert (first_text(first[2]), first[2].rows) == ("Dossier", 2)
    assert len(second) == 2


def test_blocks_have_their_credits_where_they_name_their_units() -> None:
    found = table(dossier(EXEMPLE), BLOCS)
    assert [first_text(each) for each in found.head][2:4] == ["Comp.", "ECTS"]
    credits = [first_text(line[3]) for line in found.rows]
    assert credits == ["15", "21", "11", "13"]
    assert sum(map(int, credits)) == 60
    assert "ECTS" not in [first_text(each) for each in table(dossier(LP), BLOCS).head], "no unit named"


def test_credits_of_no_block_have_their_row() -> None:
    unite = '<unite code="{0}" type="UE" ects="{1}"><intitule>{0}</intitule></unite>'
    bloc = '<bloc code="B1"><intitule>Agir</intitule><unite ref="U1" ects="4"/></bloc>'
    units = unite.format("U1", 6) + unite.format("U2", 3)
    overview = table(small(f"<blocs>{bloc}</blocs><enseignements>{units}</enseignements>"), BLOCS)
    assert (row(overview, "B1")[2], row(overview, "Hors bloc")[2]) == ("4", "5")

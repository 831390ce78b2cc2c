"""The official table of activities, competencies and assessment, and the cards of its blocks."""

from __future__ import annotations

from tests.document.reading import (
    EXEMPLE,
    LP,
    dossier,
    first_text,
    paragraphs,
    row,
    said,
    section,
    small,
    table,
)


def test_the_official_table_has_three_columns_and_a_row_per_competency() -> None:
    document = dossier(EXEMPLE)
    found = table(document, "Bloc B1 : activités")
    assert [p.text for p in paragraphs(found.head)] == [
        "Activités",
        "Compétences",
        "Évaluation (modalités et critères)",
    ]
    assert section(document, "Référentiel d’activités, de").section.landscape
    competences = [first_text(line[1]) for line in found.rows]
    assert [text.split(" – ")[0] for text in competences] == ["B1-C1", "B1-C2", "B1-C3", "B1-C4", "B1-C5"]


def test_a_competency_has_its_activity_its_modalities_and_its_criteria() -> None:
    found = table(dossier(EXEMPLE), "Bloc B3 : activités")
    activity, competence, assessment = (
        [p.text for p in paragraphs([cell])]
        for cell in next(line for line in found.rows if "B3-C3" in first_text(line[1]))
    )
    assert activity == ["A3-T2 – Protéger les personnes et l’environnement du site"]
    assert competence[1] == "Thème : santé et sécurité"
    assert assessment[:2] == [
        "Mise en situation professionnelle – Conduite d’une réunion de chantier (B3-E1)",
        "Contrôle terminal, épreuve individuelle, 3 h 30, en entreprise, pondération 60 %",
    ]
    assert "Critère : Les situations dangereuses sont traitées sans délai" in assessment
    assert "Tout danger grave observé entraîne l’arrêt de la tâche concernée." in assessment
    assert assessment[-1].startswith("Évaluée aussi dans les unités : CHA201 (CHA201-E2)")


def test_no_cell_of_the_official_table_is_blank() -> None:
    for line in table(dossier(LP), "Bloc LP153B11 : activités").rows:
        assert [p.text for p in paragraphs([line[0]])] == ["–"]  # the whole column is: said once, above
        assert [p.text for p in paragraphs([line[2]])] == ["–"]
    assert "Évaluation : non renseigné. La règle EVA-001 le demande au moment du dépôt." in said(
        dossier(LP), "LP153B11 – Usages"
    )


def test_a_hole_in_a_column_is_said_where_it_is() -> None:
    activites = '<activites><activite code="A1"><intitule>Agir</intitule></activite></activites>'
    competences = '<competence code="C1" activite="A1">Lire.</competence><competence code="C2">Écrire.</competence>'
    bloc = f'<bloc code="B1"><intitule>Agir</intitule>{competences}</bloc>'
    rows = table(small(f"{activites}<blocs>{bloc}</blocs>"), "Bloc B1 : activités").rows
    assert [[first_text(cell) for cell in row] for row in rows] == [
        ["A1 – Agir", "C1 – Lire.", "–"],
        ["Non renseigné.", "C2 – Écrire.", "–"],
    ]


def test_an_assessment_that_names_no_competency_assesses_all_those_of_its_block() -> None:
    competences = '<competence code="C1">Lire.</competence><competence code="C2">Écrire.</competence>'
    bloc = f'<bloc code="B1"><intitule>Agir</intitule>{competences}<evaluation nature="dossier"/></bloc>'
    document = small(f"<blocs>{bloc}</blocs>")
    assert [first_text(line[2]) for line in table(document, "Bloc B1 : activités").rows] == ["Dossier", "Dossier"]


def test_the_credits_of_blocks_stand_in_their_table_as_in_their_drawing() -> None:
    found = table(dossier(EXEMPLE), "Vue d’ensemble des blocs")
    assert [first_text(each) for each in found.head][3:] == ["Compétences", "ECTS", "Unités du bloc"]
    credits = [first_text(line[4]) for line in found.rows]
    assert credits == ["15", "21", "11", "13"]
    assert sum(map(int, credits)) == 60
    assert "ECTS" not in [first_text(each) for each in table(dossier(LP), "Vue d’ensemble des blocs").head], (
        "no unit named"
    )


def test_credits_of_no_block_have_their_row() -> None:
    unite = '<unite code="{0}" type="UE" ects="{1}"><intitule>{0}</intitule></unite>'
    bloc = '<bloc code="B1"><intitule>Agir</intitule><unite ref="U1" ects="4"/></bloc>'
    units = unite.format("U1", 6) + unite.format("U2", 3)
    document = small(f"<blocs>{bloc}</blocs><enseignements>{units}</enseignements>")
    overview = table(document, "Vue d’ensemble des blocs")
    assert (row(overview, "B1")[3], row(overview, "Hors bloc")[3]) == ("4", "5")


def test_the_card_of_a_block_does_not_repeat_its_title() -> None:
    found = table(dossier(LP), "Bloc LP153B11 : validation")
    assert [first_text(line[0]) for line in found.rows][:2] == ["Code RNCP", "Compétences"]

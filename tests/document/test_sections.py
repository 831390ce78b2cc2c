"""What each part of the dossier says, and what it says when the programme says nothing."""

from __future__ import annotations

import re
from operator import attrgetter
from pathlib import Path

import pytest

from bench.programmes import programme
from dossier.document.compose import compose
from dossier.document.figures.letters import length
from dossier.document.publics import only_for
from dossier.document.tree import Bullets, Cell, Emphasis, Paragraph, Role, Table, Tone, headings
from dossier.programme.reader import read
from dossier.rules.runner import Outcome
from tests.document.reading import (
    ALL,
    EXEMPLE,
    LP,
    RARE,
    cell_text,
    dossier,
    every_block,
    judged,
    links,
    paragraphs,
    row,
    said,
    section,
    small,
    table,
)
from tests.programme.specimens import read_text

# What it says to whom


def test_the_dossier_speaks_to_its_readers_and_not_to_whoever_runs_the_tool() -> None:
    for path in (EXEMPLE, LP):
        document = dossier(path)
        texts = [p.text for p in paragraphs(every_block(document))]
        told = ("docs/", "sources/", "dossier check", "convention du projet", "lp-2019", "titre-2025")
        assert [text for text in texts if any(word in text for word in told)] == []
    assert row(table(dossier(LP), "Issue de chaque règle"), "TRV-003")[-1] == (
        "règle du profil Titre enregistré sur demande ; le programme relève du profil Licence professionnelle"
    )
    note = row(table(dossier(EXEMPLE), "Pièces jointes : où en est"), "Note d’opportunité")
    assert note[1] == "note-opportunite.pdf, 12 janvier 2026"


# Identity


def test_a_date_that_the_source_does_not_give_is_said_to_be_missing() -> None:
    assert row(table(dossier(LP), "Fiche du dossier"), "Date de la version") == ["non renseignée"]


def test_a_route_in_a_sentence_has_its_article() -> None:
    assert only_for((), ("statut-etudiant", "vae")) == "Seulement pour le statut d’étudiant et la VAE"
    assert only_for(("PA", "PB"), ("continue",)) == "Seulement pour les parcours PA et PB, par la formation continue"
    assert only_for(("PA",)) == "Seulement pour le parcours PA"
    assert only_for() == ""


def test_dates_are_in_words_and_levels_in_full() -> None:
    found = table(dossier(LP), "Enregistrement : RNCP30109")
    assert row(found, "Échéance") == ["1er janvier 2025"]
    assert row(table(dossier(LP), "Identité"), "Niveau de qualification") == ["Niveau 6"]


def test_each_registration_has_its_tables() -> None:
    document = dossier(RARE)
    assert row(table(document, "Enregistrement : RNCP90001"), "Anciennes fiches") == ["RNCP80001 et RNCP80002"]
    assert row(table(document, "Enregistrement : RNCP90002"), "Parcours") == ["PB"]


# Texts


def test_rich_texts_keep_their_emphasis_their_lists_and_their_links() -> None:
    document = dossier(RARE)
    first, listed = section(document, "Objectifs").section.blocks
    assert isinstance(first, Paragraph)
    assert [(run.text, run.emphasis) for run in first.runs][1:4:2] == [
        ("techniciens", Emphasis.EM),
        ("autonomes", Emphasis.STRONG),
    ]
    assert [p.text for p in paragraphs([listed])] == ["Un item avec son lien"]
    assert {"https://www.example.org/cadre", "https://www.example.org/item"} <= links(document)


# RACE


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


def test_the_official_table_has_three_columns_and_a_row_per_competency() -> None:
    document = dossier(EXEMPLE)
    found = table(document, "Bloc B1 : activités")
    assert [p.text for p in paragraphs(found.head)] == [
        "Activités",
        "Compétences",
        "Évaluation (modalités et critères)",
    ]
    assert section(document, "Référentiel d’activités, de").section.landscape
    competences = [_first(line[1]) for line in found.rows]
    assert [text.split(" – ")[0] for text in competences] == ["B1-C1", "B1-C2", "B1-C3", "B1-C4", "B1-C5"]


def test_a_competency_has_its_activity_its_modalities_and_its_criteria() -> None:
    found = table(dossier(EXEMPLE), "Bloc B3 : activités")
    activity, competence, assessment = (
        [p.text for p in paragraphs([cell])] for cell in next(line for line in found.rows if "B3-C3" in _first(line[1]))
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
    assert [[_first(cell) for cell in row] for row in rows] == [
        ["A1 – Agir", "C1 – Lire.", "–"],
        ["Non renseigné.", "C2 – Écrire.", "–"],
    ]


def test_an_assessment_that_names_no_competency_assesses_all_those_of_its_block() -> None:
    competences = '<competence code="C1">Lire.</competence><competence code="C2">Écrire.</competence>'
    bloc = f'<bloc code="B1"><intitule>Agir</intitule>{competences}<evaluation nature="dossier"/></bloc>'
    document = small(f"<blocs>{bloc}</blocs>")
    assert [_first(line[2]) for line in table(document, "Bloc B1 : activités").rows] == ["Dossier", "Dossier"]


def test_the_credits_of_blocks_stand_in_their_table_as_in_their_drawing() -> None:
    found = table(dossier(EXEMPLE), "Vue d’ensemble des blocs")
    assert [_first(each) for each in found.head][3:] == ["Compétences", "ECTS", "Unités qui le valident"]
    credits = [_first(line[4]) for line in found.rows]
    assert credits == ["15", "21", "11", "13"]
    assert sum(map(int, credits)) == 60
    assert "ECTS" not in [_first(each) for each in table(dossier(LP), "Vue d’ensemble des blocs").head], "no unit named"


def test_credits_of_no_block_have_their_row() -> None:
    unite = '<unite code="{0}" type="UE" ects="{1}"><intitule>{0}</intitule></unite>'
    bloc = '<bloc code="B1"><intitule>Agir</intitule><unite ref="U1" ects="4"/></bloc>'
    units = unite.format("U1", 6) + unite.format("U2", 3)
    document = small(f"<blocs>{bloc}</blocs><enseignements>{units}</enseignements>")
    overview = table(document, "Vue d’ensemble des blocs")
    assert (row(overview, "B1")[3], row(overview, "Hors bloc")[3]) == ("4", "5")


def test_the_card_of_a_block_does_not_repeat_its_title() -> None:
    found = table(dossier(LP), "Bloc LP153B11 : validation")
    assert [_first(line[0]) for line in found.rows][:2] == ["Code RNCP", "Compétences"]


def _first(cell: Cell) -> str:
    return next(paragraphs([cell])).text


# Maquette


def test_a_choice_announces_itself_and_marks_its_options() -> None:
    found = table(dossier(LP), "Maquette de la formation")
    kinds = {_first(line[0]): _first(line[2]) for line in found.rows}
    assert kinds["RTC210"] == "UE"
    assert kinds["CCE115"] == "UE, au choix"
    assert kinds["UATS01"] == "UA"
    choice = next(line for line in found.rows if _first(line[2]) == "Choix")
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
    found = table(dossier(EXEMPLE), "Heures annoncées et calculées")
    assert row(found, "TP") == ["54 h"]
    assert row(found, "Enseignement (CM, CI, TD, TP et projet)") == ["344 h"]
    assert row(table(dossier(LP), "Heures annoncées et calculées"), "Total annoncé") == ["350 h"]


def test_only_units_with_something_to_say_are_described() -> None:
    titles = [heading.section.title for heading in headings(dossier(RARE))]
    assert "UE21 – Réseaux locaux" in titles
    assert "UE22 – Fibre" not in titles
    assert "Description des unités" not in [heading.section.title for heading in headings(dossier(LP))]


# Coverage matrix


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
    units = {_first(line[0]) for line in table(document, "Maquette").rows} - {"Choix"}
    found = [heading.section.blocks for heading in headings(document) if heading.section.blocks]
    for bloc in ("LP153B11", "LP153B81"):
        rows = {_first(line[0]).split(" – ")[0] for line in table(document, f"Bloc {bloc} : couverture").rows}
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


# The other parts


def test_shares_are_exact() -> None:
    assert row(table(dossier(LP), "Part des"), "Crédits") == ["18 crédits au moins sur 60, soit 30,0 %"]
    assert row(table(dossier(EXEMPLE), "Part des"), "Crédits") == ["21 crédits au moins sur 60, soit 35,0 %"]


def test_units_have_their_assessments() -> None:
    found = table(dossier(EXEMPLE), "Épreuves des unités")
    assert row(found, "SYS103")[2:] == ["60 %", "B2-C1 / B2-C2"]
    assert said(dossier(LP), "Épreuves des unités") == [
        "Non renseigné. La règle COV-008 le demande au moment du dépôt."
    ]


def test_a_unit_without_assessment_among_others_says_so() -> None:
    units = (
        '<unite code="U1" type="UE"><intitule>Une</intitule><evaluation nature="oral"/></unite>'
        '<unite code="U2" type="UE"><intitule>Deux</intitule></unite>'
    )
    found = table(small(f"<enseignements>{units}</enseignements>"), "Épreuves des unités")
    assert row(found, "U2")[0] == "Non renseigné. La règle COV-008 le demande au moment du dépôt."


def test_every_route_is_open_closed_or_not_said() -> None:
    found = table(dossier(RARE), "Voies d’accès à la certification")
    assert [_first(line[1]) for line in found.rows] == [
        "oui",
        "oui",
        "Non renseigné.",
        "Non renseigné.",
        "Non renseigné.",
        "non",
    ]


def test_a_jury_without_routes_serves_those_left_open() -> None:
    voies = "".join(f'<voie type="{voie}" ouverte="oui"/>' for voie in ("apprentissage", "continue", "vae"))
    jurys = '<jury/><jury voies="vae"><membre qualite="professionnel" min="1" max="2">Du métier</membre></jury>'
    document = small(f"<acces>{voies}</acces><jurys>{jurys}</jurys>")
    assert row(table(document, "Jury 1"), "Voies") == ["Le contrat d’apprentissage et la formation continue"]
    assert row(table(document, "Jury 2 : membres"), "Professionnel")[0] == "1 à 2"


def test_a_jury_is_called_by_whom_it_serves() -> None:
    titles = [heading.section.title for heading in headings(dossier(EXEMPLE))]
    assert "Jury de certification pour la VAE" in titles
    routes = (
        "le statut d’étudiant, le contrat d’apprentissage, la formation continue et le contrat de professionnalisation"
    )
    assert f"Jury de certification pour {routes}" in titles


def test_a_jury_serves_no_route_that_the_programme_does_not_declare() -> None:
    assert row(table(dossier(LP), "Jury"), "Voies d’accès") == ["Non précisées"]


def test_what_is_alone_has_no_number() -> None:
    captions = [block.caption for block in every_block(dossier(LP)) if isinstance(block, Table)]
    assert {"Jury", "Stage : cadre"} <= set(captions)
    assert {"Jury 1", "Jury 2"} <= {b.caption for b in every_block(dossier(EXEMPLE)) if isinstance(b, Table)}
    assert row(table(dossier(EXEMPLE), "Identité de la"), "Responsable") == ["Dominique Fictif"]


def test_the_level_is_not_said_twice() -> None:
    level = "Certification de niveau 5, dans toute spécialité liée au bâtiment, à l’énergie ou à l’immobilier"
    assert said(dossier(EXEMPLE), "Niveau requis") == [level]
    document = small('<acces><niveau-requis niveau="4">Le baccalauréat</niveau-requis></acces>')
    assert said(document, "Niveau requis") == ["Niveau 4 : Le baccalauréat"]


def test_a_rule_of_assessment_for_some_stands_under_its_own_title() -> None:
    """So that no page ends on the name of a public whose rule is on the next one."""
    found = section(dossier(EXEMPLE), "Compensation").section
    assert not found.blocks
    assert found.sections[1].title == "Pour la VAE"
    assert all(inside.blocks for inside in found.sections)


def test_a_unit_does_not_repeat_what_the_whole_programme_says() -> None:
    names = [cell_text(line[0]) for line in table(dossier(EXEMPLE), "Unité THB101").rows]
    assert names == ["Responsable", "Objectifs", "Contenu", "Heures"]
    assert row(table(dossier(EXEMPLE), "Unité ANG106"), "Langue") == ["anglais"]
    assert row(table(dossier(EXEMPLE), "Unité THB101"), "Heures")[0].endswith("Total annoncé : 135 h")


def test_an_open_route_without_jury_is_told() -> None:
    voies = '<voie type="continue" ouverte="oui"/><voie type="vae" ouverte="oui"/>'
    document = small(f'<acces>{voies}</acces><jurys><jury voies="continue"/></jurys>')
    told = "Jury pour la VAE : non renseigné. La règle JUR-001 le demande"
    assert said(document, "Jurys")[0].startswith(told)


def test_rates_are_computed_again() -> None:
    found = table(dossier(EXEMPLE), "Enquêtes : taux recalculés")
    assert row(found, "2023") == ["6 mois", "87,5 %", "90,0 %", "80,0 %"]
    assert row(found, "2024") == ["6 mois", "89,3 %", "91,3 %", "82,6 %"]
    assert row(table(dossier(RARE), "Enquêtes : taux"), "2022")[2] == "non calculable"


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_the_dossier_never_says_none(path: Path) -> None:
    texts = [paragraph.text for paragraph in paragraphs(every_block(dossier(path)))]
    assert [text for text in texts if "None" in text or "Decimal(" in text] == []


@pytest.mark.parametrize("path", ALL, ids=attrgetter("stem"))
def test_what_refers_to_another_part_says_its_title(path: Path) -> None:
    document = dossier(path)
    titles = {f"#{each.section.name}": each.section.title for each in headings(document) if each.section.name}
    assert all(name[1:].isalpha() for name in titles)
    runs = [run for paragraph in paragraphs(every_block(document)) for run in paragraph.runs]
    inside = {run.href: run.text for run in runs if run.href and run.href.startswith("#")}
    assert inside.items() <= titles.items()
    assert inside


def test_each_rule_that_ran_has_its_source_in_the_annexes() -> None:
    judgement = judged(read(EXEMPLE))
    sources = table(compose(judgement), "Sources des règles")
    found = [cell_text(row[1]) for row in sources.rows]
    assert max(len(row[1].blocks[0].items) for row in sources.rows if isinstance(row[1].blocks[0], Bullets)) <= 12
    assert "Vademecum RNCP de janvier 2023 (suite)" in [cell_text(row[0]) for row in sources.rows]
    for outcome in judgement.outcomes:
        cited = sum(outcome.rule.id in text for text in found)
        assert cited == (outcome.outcome is not Outcome.NON_APPLICABLE), outcome.rule.id
    assert "D611-2" in row(table(dossier(LP), "Sources des règles"), "Code de l’éducation")[0]
    titles = [cell_text(each[0]) for each in sources.rows]
    assert titles.index("Décret n° 2025-500 du 6 juin 2025") < titles.index(
        "Escale learning, conseil aux certificateurs"
    )

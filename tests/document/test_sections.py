"""What each part of the dossier says, and what it says when the programme says nothing."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path

import pytest

from dossier.document.controle.compose import compose_controle
from dossier.document.publics import only_for
from dossier.document.tree import Bullets, Emphasis, Paragraph, Table, headings
from dossier.programme.reader import read
from dossier.rules.runner import Outcome
from tests.document.reading import (
    ALL,
    EXEMPLE,
    LP,
    RARE,
    cell_text,
    controle,
    dossier,
    every_block,
    first_text,
    gaps,
    judged,
    links,
    paragraphs,
    row,
    said,
    section,
    small,
    table,
)


def test_the_dossier_speaks_to_its_readers_and_not_to_whoever_runs_the_tool() -> None:
    for path in (EXEMPLE, LP):
        document = dossier(path)
        texts = [p.text for p in paragraphs(every_block(document))]
        told = ("docs/", "sources/", "dossier check", "convention du projet", "lp-2019", "titre-2025")
        assert [text for text in texts if any(word in text for word in told)] == []
    assert row(table(controle(LP), "Issue de chaque règle"), "TRV-003")[-1].startswith("règle d")
    note = row(table(controle(EXEMPLE), "Pièces jointes : où en est"), "Note d’opportunité")
    assert note[1] == "note-opportunite.pdf, 12 janvier 2026"


def test_a_route_in_a_sentence_has_its_article() -> None:
    assert only_for((), ("statut-etudiant", "vae")) == "Seulement pour le statut d’étudiant et la VAE"
    assert only_for(("PA", "PB"), ("continue",)) == "Seulement pour les parcours PA et PB, par la formation continue"
    assert only_for(("PA",)) == "Seulement pour le parcours PA"
    assert only_for() == ""


def test_dates_are_in_words_and_levels_in_full() -> None:
    found = table(dossier(LP), "Enregistrement")
    assert row(found, "Échéance") == ["1er janvier 2025"]
    assert row(table(dossier(LP), "Certification"), "Niveau de qualification") == ["Niveau 6"]


def test_each_registration_has_its_tables() -> None:
    document = dossier(RARE)
    first, second = (b for b in section(document, "Enregistrement").section.blocks if isinstance(b, Table))
    assert row(first, "Anciennes fiches") == ["RNCP80001 et RNCP80002"]
    assert row(second, "Parcours") == ["PB"]


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


def test_shares_are_exact() -> None:
    assert row(table(dossier(LP), "Part des"), "Crédits") == ["18 crédits au moins sur 60, soit 30,0 %"]
    assert row(table(dossier(EXEMPLE), "Part des"), "Crédits") == ["21 crédits au moins sur 60, soit 35,0 %"]


def test_units_have_their_assessments() -> None:
    found = table(dossier(EXEMPLE), "Épreuves des unités")
    assert row(found, "SYS103")[1].startswith("60 %")
    assert "B2-C1 – La puissance retenue correspond aux besoins" in row(found, "SYS103")[2]
    assert gaps(dossier(LP), "Modalités de contrôle") == ["À renseigner : épreuves des unités."]


def test_a_unit_without_assessment_among_others_is_named() -> None:
    units = (
        '<unite code="U1" type="UE"><intitule>Une</intitule><evaluation nature="oral"/></unite>'
        '<unite code="U2" type="UE"><intitule>Deux</intitule></unite>'
    )
    document = small(f"<enseignements>{units}</enseignements>")
    assert gaps(document, "Modalités de contrôle") == ["À renseigner : épreuve (U2)."]
    assert [cell_text(line[0]) for line in table(document, "Épreuves des unités").rows] == ["U1 – Une"]


def test_a_route_is_open_or_closed_and_those_of_which_nothing_is_said_are_named_once() -> None:
    found = table(dossier(RARE), "Voies d’accès à la certification")
    assert [first_text(line[1]) for line in found.rows] == ["oui", "oui", "non"]
    assert any("voies sans indication" in text for text in gaps(dossier(RARE), "Voies d’accès"))


def test_a_jury_without_routes_serves_those_left_open() -> None:
    voies = "".join(f'<voie type="{voie}" ouverte="oui"/>' for voie in ("apprentissage", "continue", "vae"))
    jurys = '<jury/><jury voies="vae"><membre qualite="professionnel" min="1" max="2">Du métier</membre></jury>'
    document = small(f"<acces>{voies}</acces><jurys>{jurys}</jurys>")
    assert row(table(document, "Jury pour le contrat"), "Voies") == [
        "Le contrat d’apprentissage et la formation continue"
    ]
    members = section(document, "Jury pour la VAE").section.blocks[-1]
    assert isinstance(members, Table) and row(members, "Professionnel")[0] == "1 à 2"


def test_a_jury_is_called_by_whom_it_serves() -> None:
    titles = [heading.section.title for heading in headings(dossier(EXEMPLE))]
    assert "Jury de certification pour la VAE" in titles
    routes = (
        "le statut d’étudiant, le contrat d’apprentissage, la formation continue et le contrat de professionnalisation"
    )
    assert f"Jury de certification pour {routes}" in titles


def test_a_jury_serves_no_route_that_the_programme_does_not_declare() -> None:
    assert row(table(dossier(LP), "Jury"), "Voies d’accès") == ["Non précisées"]


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
    found = table(dossier(EXEMPLE), "Description des unités")
    assert [cell_text(each) for each in found.head] == ["Unité", "Objectifs", "Contenu"]
    said_of_it = row(found, "THB101")
    assert "Langue" not in said_of_it[1]
    assert "Langue : anglais" in row(found, "ANG106")[1]
    assert "CM 18 h (présentiel, enseignant" in said_of_it[1]


def test_an_open_route_without_jury_is_told() -> None:
    voies = '<voie type="continue" ouverte="oui"/><voie type="vae" ouverte="oui"/>'
    document = small(f'<acces>{voies}</acces><jurys><jury voies="continue"/></jurys>')
    assert gaps(document, "Jurys")[0].startswith("À renseigner : jury pour la VAE")


def test_rates_are_computed_again() -> None:
    found = table(dossier(EXEMPLE), "Promotions et enquêtes")
    told = [[cell_text(each) for each in line] for line in found.rows]
    assert ["6 mois", "21 (87,5 %)", "1", "18 (90,0 %)", "16 (80,0 %)"] in [line[-5:] for line in told]
    assert "non calculable" in " ".join(row(table(dossier(RARE), "Promotions et enquêtes"), "2022"))


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


def test_each_rule_that_ran_has_its_source_in_the_control() -> None:
    judgement = judged(read(EXEMPLE))
    sources = table(compose_controle(judgement), "Sources des règles")
    found = [cell_text(row[1]) for row in sources.rows]
    assert max(len(row[1].blocks[0].items) for row in sources.rows if isinstance(row[1].blocks[0], Bullets)) <= 12
    assert "Vademecum RNCP de janvier 2023 (suite)" in [cell_text(row[0]) for row in sources.rows]
    for outcome in judgement.outcomes:
        cited = sum(outcome.rule.id in text for text in found)
        assert cited == (outcome.outcome is not Outcome.NON_APPLICABLE), outcome.rule.id
    assert "D611-2" in row(table(controle(LP), "Sources des règles"), "Code de l’éducation")[0]
    titles = [cell_text(each[0]) for each in sources.rows]
    assert titles.index("Code de l’éducation") < titles.index("Escale learning, conseil aux certificateurs")

"""What the dossier says of what is not filled in: who asks for it, as its attestation goes."""

from __future__ import annotations

import re
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

import pytest

from dossier.document import missing
from dossier.document.compose import compose
from dossier.document.tree import Role, headings
from dossier.programme.reader import read
from dossier.rules.families import catalogue
from dossier.rules.manual import POINTS
from dossier.rules.runner import Outcome, judge
from dossier.settings import Settings
from tests.document.reading import (
    ALL,
    LP,
    RARE,
    cell_text,
    dossier,
    every_block,
    judged,
    paragraphs,
    said,
    section,
    small,
    table,
)

DEMANDE = '<enregistrement procedure="demande"/>'
DROIT = '<enregistrement procedure="droit"/>'
TITRE = '<identite><intitule>Essai</intitule><diplome type="titre"/></identite>'
LICENCE_PRO = '<identite><intitule>Essai</intitule><diplome type="licence-professionnelle" ects="60"/></identite>'


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        ("Activités et tâches", "STR-006"),
        ("Emplois visés", "ACT-001"),
        ("Voies d’accès à la certification", "ACC-001"),
        ("Jurys", "JUR-001"),
        ("Règlement", "EVA-016"),
        ("Matrice de couverture", "COV-001"),
    ],
)
def test_what_is_missing_names_the_rule_that_asks_for_it(title: str, rule: str) -> None:
    found = section(small(), title).section.blocks
    expected = f"Non renseigné. La règle {rule} le demande au moment du dépôt."
    assert [(p.text, p.role) for p in paragraphs(found)] == [(expected, Role.MISSING)]


@pytest.mark.parametrize(("title", "rule"), [("Promotions et enquêtes", "INS-001"), ("Pièces jointes", "DEP-002")])
def test_cohorts_and_attachments_are_asked_for_on_request_only(title: str, rule: str) -> None:
    asked = f"Non renseigné. La règle {rule} le demande au moment du dépôt."
    assert said(small(DEMANDE, identite=TITRE), title) == [asked]
    assert said(small(DROIT), title) == ["Non renseigné. Aucune règle ne le demande pour un enregistrement de droit."]


def test_what_only_a_person_checks_is_no_rule() -> None:
    point = "Non renseigné. Le point DEP-011, qu’une personne vérifie, le demande au moment du dépôt."
    assert said(small(), "Moyens") == [point]


def test_a_rule_that_is_content_with_less_asks_for_nothing() -> None:
    """A bridge of LP15301A leads to further studies."""
    assert said(dossier(LP), "Poursuite d’études") == ["Non renseigné. La règle PAS-006 est satisfaite sans cela."]


def test_what_concerns_another_kind_of_diploma_is_not_asked_for() -> None:
    pro = [heading.section.title for heading in headings(small(DROIT, identite=LICENCE_PRO))]
    general = [heading.section.title for heading in headings(small(DROIT))]
    assert "Équipe pédagogique" in pro
    assert "Équipe pédagogique" not in general
    assert said(small(DROIT), "Professionnalisation") == [
        "Non renseigné. Aucune règle ne le demande pour un enregistrement de droit."
    ]


def test_the_rules_named_exist() -> None:
    known = {rule.id for rule in catalogue()} | {point.id for point in POINTS}
    assert {rule for asked in missing._ASKED.values() for rule, _ in asked} <= known


@pytest.mark.parametrize("path", ALL, ids=attrgetter("stem"))
def test_no_part_contradicts_the_attestation(path: Path) -> None:
    document = dossier(path)
    outcomes = table(document, "Issue de chaque règle").rows
    broken = {cell_text(row[0]) for row in outcomes if cell_text(row[2]) not in ("conforme", "non applicable")}
    told = {cell_text(row[0]) for row in table(document, "Points qu’une personne vérifie").rows}
    asking = [
        paragraph.text
        for paragraph in paragraphs(every_block(document))
        if paragraph.role is Role.MISSING and "au moment du dépôt" in paragraph.text
    ]
    cited = {rule for text in asking for rule in re.findall(r"[A-Z]{3}-\d{3}", text)}
    assert cited <= broken | told
    assert asking or path not in (LP, RARE)


def test_the_judgement_says_which_rules_ask() -> None:
    """Whatever the table of what may be asked says: a rule that is content, or did not run, is not cited."""
    judgement = judged(read(LP))
    content = tuple(replace(each, outcome=Outcome.CONFORME) for each in judgement.outcomes)
    for outcomes in (content, ()):
        texts = [p.text for p in paragraphs(every_block(compose(replace(judgement, outcomes=outcomes))))]
        assert [text for text in texts if "La règle" in text and "le demande" in text] == []


def test_rules_that_were_not_run_are_not_said_to_ask_nothing() -> None:
    some = [rule for rule in catalogue() if rule.family == "ECT"]
    document = compose(judge(read(LP), some, Settings()))
    texts = [p.text for p in paragraphs(every_block(document))]
    assert "Non renseigné. Les règles qui peuvent le demander n’ont pas été jugées." in texts
    assert not [text for text in texts if "Aucune règle ne le demande." in text]

"""What the dossier says of what is not filled in: once a part, by how much it is missed, as the control goes."""

from __future__ import annotations

import re
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

import pytest

from dossier.document.compose import compose
from dossier.document.tree import Role, Table, headings
from dossier.programme.reader import read
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR
from dossier.rules.families import catalogue
from dossier.rules.manual import POINTS
from dossier.rules.runner import Outcome
from dossier.rules.scope import asking
from tests.document.reading import ALL, COMPLET, LP, dossier, every_block, gaps, judged, paragraphs, section, small

DEMANDE = '<enregistrement procedure="demande"/>'
DROIT = '<enregistrement procedure="droit"/>'
TITRE = '<identite><intitule>Essai</intitule><diplome type="titre"/></identite>'
LICENCE_PRO = '<identite><intitule>Essai</intitule><diplome type="licence-professionnelle" ects="60"/></identite>'


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Référentiel d’activités", "À renseigner : emplois visés, activités et tâches et contexte d’exercice."),
        ("Jurys", "À renseigner : jurys."),
        ("Règlement", "À renseigner : règlement d’évaluation."),
        ("Matrice", "À renseigner : unités qui développent chaque compétence."),
        ("Moyens", "À renseigner : moyens."),
    ],
)
def test_what_is_missing_is_one_line_a_part(title: str, told: str) -> None:
    assert gaps(small(), title)[0] == told


@pytest.mark.parametrize(("title", "what"), [("Suivi", "promotions et enquêtes"), ("Annexes", "pièces jointes")])
def test_what_one_procedure_asks_for_is_optional_for_the_other(title: str, what: str) -> None:
    assert gaps(small(DEMANDE, identite=TITRE), title) == [f"À renseigner : {what}."]
    assert gaps(small(DROIT), title) == [f"Facultatif, non renseigné : {what}."]


def test_a_rule_that_is_content_with_less_asks_for_nothing() -> None:
    """A bridge of LP15301A leads to further studies."""
    assert gaps(dossier(LP), "Passerelles") == ["Facultatif, non renseigné : poursuite d’études."]


def test_what_concerns_another_kind_of_diploma_is_not_asked_for() -> None:
    assert "équipe pédagogique" in gaps(small(DROIT, identite=LICENCE_PRO), "Professionnalisation")[0]
    assert gaps(small(DROIT), "Professionnalisation") == ["Facultatif, non renseigné : professionnalisation."]


def test_what_the_profile_of_a_diploma_asks_for_is_told_for_each_of_them() -> None:
    """A BUT is named by its « spécialité », a licence by its domain and mention, a « titre » by none of them."""
    told = {
        diplome: gaps(small(procedure, identite=LICENCE_PRO.replace("licence-professionnelle", diplome)), "Identité")[0]
        for diplome, procedure in (("licence", DROIT), ("but", DROIT), ("titre", DEMANDE))
    }
    assert told["licence"] == "À renseigner avant le dépôt : intitulé officiel, domaine et mention."
    assert told["but"] == "À renseigner avant le dépôt : intitulé officiel et spécialité."
    assert not re.search("domaine,|mention|spécialité,", told["titre"])


def test_every_subject_that_a_rule_or_a_point_asks_for_is_one_of_the_dossier(root: Path) -> None:
    """And the dossier asks for nothing that no rule knows."""
    sources = "\n".join(path.read_text("utf-8") for path in sorted((root / "dossier/document").rglob("*.py")))
    wanted = {subject for rule in catalogue() for subject in rule.asks} | {s for point in POINTS for s in point.asks}
    said = set(re.findall(r'(?:asked|unfilled)\(programme, "([\w-]+)"', sources))
    assert said <= wanted
    assert {subject for subject in wanted if f'"{subject}"' not in sources} == set()


def test_how_much_it_is_missed_is_said_in_words_and_in_colour() -> None:
    judgement = judged(read(LP))
    rules = asking(judgement.programme, "cec") if judgement.programme else []
    worse = tuple(replace(each, severity=ERREUR) if each.rule.id in rules else each for each in judgement.findings)
    found = section(compose(replace(judgement, findings=worse), COMPLET), "Identité").section.blocks
    told = {p.role: p.text for p in paragraphs(found)}
    assert told[Role.BLOCKING] == "À renseigner avant le dépôt : niveau européen (CEC)."
    assert told[Role.WARNING].startswith("À renseigner : ")
    assert {each.severity for each in judgement.findings if each.rule.id in rules} == {AVERTISSEMENT}


def test_the_judgement_says_what_is_asked_for() -> None:
    """Whatever the rules may ask for: one that is content asks for nothing."""
    judgement = judged(read(LP))
    content = tuple(replace(each, outcome=Outcome.CONFORME) for each in judgement.outcomes)
    document = compose(replace(judgement, outcomes=content, findings=()), COMPLET)
    roles = {p.role for p in paragraphs(every_block(document)) if "enseign" in p.text[:14]}
    assert Role.BLOCKING not in roles


@pytest.mark.parametrize("path", ALL, ids=attrgetter("stem"))
def test_no_table_is_empty_and_no_title_stands_over_nothing(path: Path) -> None:
    document = dossier(path)
    assert [block for block in every_block(document) if isinstance(block, Table) and not block.rows] == []
    assert [h.text for h in headings(document) if not h.section.blocks and not h.section.sections] == []

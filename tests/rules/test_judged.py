"""Nothing is « conforme » that was not judged: a rule that found nothing to look at says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.programme.reader import read
from dossier.rules.catalogue import ERREUR
from dossier.rules.families import catalogue
from dossier.rules.runner import Judgement, Outcome, RuleOutcome, Verdict, judge
from dossier.settings import Settings
from tests.programme.specimens import START, programme, read_text

TASK = "<activites><activite code='A1'><intitule>{}</intitule></activite></activites>"


def judged(text: str) -> Judgement:
    return judge(read_text(text), catalogue(), Settings())


def outcome(judgement: Judgement, rule: str) -> RuleOutcome:
    return next(each for each in judgement.outcomes if each.rule.id == rule)


def test_an_almost_empty_programme_is_conforming_to_nothing_but_what_its_texts_and_structure_show() -> None:
    """All these rules read every text or the structure of the file, of which even an empty programme has some."""
    conforming = {each.rule.id for each in judged(programme()).outcomes if each.outcome is Outcome.CONFORME}
    told = {rule for rule in conforming if rule[:3] not in ("TXT", "STR")}
    assert told <= {"IDN-004", "IDN-014", "NIV-003", "ACC-009", "INS-009", "DAT-008", "DOC-009"}
    assert not {"STR-005", "STR-008", "TXT-016", "TXT-017"} & conforming


@pytest.mark.parametrize(
    ("rule", "parts", "reason"),
    [
        ("PAS-004", "", "sans objet : aucune passerelle n’est décrite"),
        ("STR-008", "", "sans objet : aucune dérogation n’est déclarée"),
        ("TXT-017", "", "sans objet : aucun texte n’a de liste"),
        ("JUR-007", "", "sans objet : aucun jury n’est décrit (voir JUR-001)"),
    ],
)
def test_what_has_no_object_says_so(rule: str, parts: str, reason: str) -> None:
    found = outcome(judged(programme(parts)), rule)
    assert (found.outcome, found.reason) == (Outcome.NON_APPLICABLE, reason)


def test_one_object_is_enough_to_judge() -> None:
    passerelle = '<passerelle sens="aval" type="formation" effet="acces">Un master.</passerelle>'
    assert outcome(judged(programme(f"<passerelles>{passerelle}</passerelles>")), "PAS-004").outcome is Outcome.CONFORME


def bloc(code: str, evaluation: str = "") -> str:
    competence = f'<competence code="{code}-C1">Organiser un chantier, afin de tenir les délais.</competence>'
    return f'<bloc code="{code}"><intitule>Bloc {code}</intitule>{competence}{evaluation}</bloc>'


@pytest.mark.parametrize("rule", ["EVA-001", "EVA-003"])
def test_a_block_without_assessment_leaves_its_rules_unevaluated(rule: str) -> None:
    evaluation = '<evaluation nature="projet"/>'
    some = outcome(judged(programme(f"<blocs>{bloc('B1', evaluation)}{bloc('B2')}</blocs>")), rule)
    assert (some.outcome, some.reason) == (Outcome.NON_EVALUEE, "le bloc B2 n’a aucune épreuve (voir BLC-002)")
    every = outcome(judged(programme(f"<blocs>{bloc('B1', evaluation)}{bloc('B2', evaluation)}</blocs>")), rule)
    assert every.outcome is Outcome.CONFORME


def test_a_selection_without_object_is_undetermined(root: Path) -> None:
    rules = [rule for rule in catalogue() if rule.id == "STR-008"]
    assert judge(read(root / "sources/exemple-complet.xml"), rules, Settings()).verdict is Verdict.INDETERMINE


@pytest.mark.parametrize(
    ("left", "etat", "blocks"),
    [
        (TASK.format("Tâche 1 de l’activité A1"), "depot", 1),
        (TASK.format("Tâche 1 de l’activité A1"), "relecture", 0),
        (TASK.format("Tâche de l’activité"), "depot", 0),
    ],
)
def test_what_is_left_of_a_skeleton_stops_the_filing_and_not_the_draft(left: str, etat: str, blocks: int) -> None:
    judgement = judged(programme(left, start=START.replace("brouillon", etat)))
    found = [finding for finding in judgement.standing if finding.rule.id == "TXT-005"]
    assert sum(finding.severity is ERREUR for finding in found) == blocks
    assert {finding.at_filing for finding in found} <= {ERREUR}


def test_what_is_left_of_the_example_is_told_in_another_programme(root: Path, tmp_path: Path) -> None:
    text = (root / "sources/exemple-complet.xml").read_text("utf-8")
    path = tmp_path / "copie.xml"
    path.write_text(text.replace("TFP00001A", "TFP00009Z"), "utf-8")
    judgement = judge(read(path), [rule for rule in catalogue() if rule.id == "TXT-005"], Settings())
    assert {dict(finding.values)["extrait"] for finding in judgement.standing} >= {"École d’exemple", "12345678200010"}
    assert judge(read(root / "sources/exemple-complet.xml"), catalogue(), Settings()).totals[ERREUR] == 0

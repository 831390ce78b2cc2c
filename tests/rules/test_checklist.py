"""What each procedure asks for, and where the two programmes stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.programme.reader import read
from dossier.rules.catalogue import ERREUR
from dossier.rules.checklist import ITEMS, Line, State, checklist
from dossier.rules.families import catalogue
from dossier.rules.runner import judge
from dossier.settings import Settings


def lines(path: Path, attached: tuple[str, ...] | None = None, *, filing: bool = True) -> dict[str, Line]:
    judgement = judge(read(path), catalogue(), Settings(), filing=filing)
    assert judgement.programme
    return {line.item.label: line for line in checklist(judgement, judgement.programme, attached)}


@pytest.fixture
def example(root: Path) -> Path:
    return root / "sources" / "exemple-complet.xml"


def test_every_item_that_a_rule_names_exists_and_no_other() -> None:
    assert {rule.item for rule in catalogue()} == {item.name for item in ITEMS}


def test_every_rule_that_may_block_belongs_to_a_point() -> None:
    """Whoever works from the list would not see the others."""
    assert [rule.id for rule in catalogue() if rule.strongest is ERREUR and not rule.item] == []


def test_the_list_shows_every_error(root: Path) -> None:
    judgement = judge(read(root / "sources" / "lp15301a.xml"), catalogue(), Settings())
    errors = {finding.rule.id for finding in judgement.standing if finding.severity is ERREUR}
    shown = lines(root / "sources" / "lp15301a.xml", filing=False).values()
    assert errors == {"CMP-007", "CMP-009", "ECT-002", "PRO-001"}
    assert errors <= {rule for line in shown if line.state is State.BLOCKING for rule in line.rules}


def test_an_error_shows_a_point_that_the_procedure_does_not_ask_for(example: Path, tmp_path: Path) -> None:
    """A maquette is not asked for on request; one that does not add up is an error all the same."""
    assert "Maquette et crédits" not in lines(example)
    wrong = tmp_path / example.name
    wrong.write_text(
        example.read_text("utf-8").replace('"THB101" type="UE" ects="5"', '"THB101" type="UE" ects="6"'), "utf-8"
    )
    assert lines(wrong)["Maquette et crédits"].state is State.BLOCKING


def test_the_procedure_chooses_the_points(example: Path, root: Path) -> None:
    on_request, of_right = lines(example), lines(root / "tests" / "data" / "lp-propre.xml")
    assert "Durée demandée" in on_request and "Durée demandée" not in of_right
    assert "Délibérations" in of_right and "Délibérations" not in on_request
    supplement = "Annexe descriptive au diplôme, en deux langues"
    assert of_right[supplement].state is State.DONE
    assert supplement not in on_request


def test_an_attachment_nobody_opened_is_declared_only(example: Path) -> None:
    label = next(line.item.label for line in lines(example).values() if line.state is State.DECLARED)
    declared = lines(example)[label]
    assert declared.confirmed and declared.confirmed[0][1] is not None
    assert lines(example, (declared.confirmed[0][0],))[label].state is State.DONE
    assert lines(example, ())[label].state is State.BLOCKING


def test_what_is_missing_blocks_and_names_its_rules(root: Path) -> None:
    found = lines(root / "sources" / "lp15301a.xml")
    assert found["Les trois référentiels"].state is State.BLOCKING
    assert found["Les trois référentiels"].rules == ("STR-006",)
    assert found["Annexe descriptive au diplôme, en deux langues"].state is State.REVIEW

"""What each procedure asks for, and where the two programmes stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.programme.reader import read
from dossier.rules.checklist import ITEMS, Line, State, checklist
from dossier.rules.families import catalogue
from dossier.rules.runner import judge
from dossier.settings import Settings


def lines(path: Path, attached: tuple[str, ...] | None = None) -> dict[str, Line]:
    judgement = judge(read(path), catalogue(), Settings(), filing=True)
    assert judgement.programme
    return {line.item.label: line for line in checklist(judgement, judgement.programme, attached)}


@pytest.fixture
def example(root: Path) -> Path:
    return root / "sources" / "exemple-complet.xml"


def test_every_rule_of_the_list_exists() -> None:
    known = {rule.id for rule in catalogue()} | {"DEP-002", "DEP-005", "DEP-006", "DEP-012"}
    assert {rule for item in ITEMS for rule in item.rules} <= known


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

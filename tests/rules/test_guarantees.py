"""What the tool answers for: each requirement once, and none that a rule or a person already judges."""

from __future__ import annotations

import json
from pathlib import Path

from dossier.filing.pieces import LIMITS, PRESENT
from dossier.rules.catalogue import FAMILIES
from dossier.rules.families import catalogue
from dossier.rules.guarantees import GUARANTEES
from dossier.rules.manual import POINTS

HELD = [each.id for each in GUARANTEES]
JUDGED = {rule.id for rule in catalogue()} | {point.id for point in POINTS}


def test_a_requirement_is_held_once_and_stands_in_a_family() -> None:
    assert len(HELD) == len(set(HELD))
    assert not set(HELD) & JUDGED
    assert all(name[:3] in FAMILIES for name in HELD)


def test_what_package_names_can_be_looked_up() -> None:
    assert {"DEP-001", LIMITS, PRESENT} <= JUDGED | set(HELD)


def test_requirements_on_documents_are_all_held_or_judged(reference: Path) -> None:
    families = json.loads((reference / "rules.json").read_text("utf-8"))["families"]
    asked = {rule["id"] for family in families if family["family"] == "DOC" for rule in family["rules"]}
    assert asked <= JUDGED | set(HELD)

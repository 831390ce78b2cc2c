"""``dossier rules`` as its users see it."""

from __future__ import annotations

import json

import pytest

from dossier.rules.families import catalogue
from tests.cli.conftest import Dossier


def test_the_catalogue_is_listed_by_family(dossier: Dossier) -> None:
    seen = dossier("rules")
    assert seen.status == 0
    assert all(rule.id in seen.out and rule.title in seen.out for rule in catalogue())


def test_one_family_only(dossier: Dossier) -> None:
    out = dossier("rules", "--family", "ect").out
    assert "ECT-002" in out and "IDN-001" not in out


def test_a_rule_is_explained(dossier: Dossier) -> None:
    out = dossier("rules", "ect-002").out
    assert out.startswith("ECT-002  Tout parcours admissible")
    assert "code de l’éducation, D611-2" in out
    assert "Fautif" in out and '<unite code="TRA105" ects=' in out


def test_the_catalogue_for_machines(dossier: Dossier) -> None:
    data = json.loads(dossier("rules", "--format", "json").out)
    assert data["version"] == "1"
    expected = {"id", "family", "severity", "title", "profiles", "since", "until", "source", "status", "check", "page"}
    assert all(set(rule) == expected for rule in data["rules"])
    assert [rule["id"] for rule in data["rules"]] == [rule.id for rule in catalogue()]


@pytest.mark.parametrize(
    ("name", "said"),
    [("doc-003", "veraPDF le juge"), ("DEP-001", "« dossier package » refuse"), ("IDN-005", "Une personne le vérifie")],
)
def test_what_no_rule_judges_is_explained_too(dossier: Dossier, name: str, said: str) -> None:
    seen = dossier("rules", name)
    assert seen.status == 0
    assert seen.out.startswith(f"{name.upper()}  ") and said in seen.out and "Source" in seen.out


def test_what_is_no_rule_has_no_place_in_the_catalogue_for_machines(dossier: Dossier) -> None:
    seen = dossier("rules", "DOC-003", "--format", "json")
    assert (seen.status, seen.out) == (2, "")

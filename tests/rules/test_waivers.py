"""Justified exceptions: what they set aside, until when, and what is said of those that serve no purpose."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from dossier.programme.reader import read
from dossier.rules.families import catalogue
from dossier.rules.runner import Judgement, Outcome, Verdict, judge
from dossier.settings import Settings

LP = "tests/data/lp-propre.xml"
ETC = (
    "Dimensionner les stocks à l’aide d’une méthode de calcul, afin d’éviter les ruptures.",
    "Dimensionner les stocks (palettes, colis, etc.) à l’aide d’une méthode de calcul, afin d’éviter les ruptures.",
)
CREDITS = ('ects="60" ects-entree', 'ects="59" ects-entree')


def waiver(rule: str, objet: str, until: str = "2027-08-31") -> str:
    common = 'motif="Décidé en conseil" auteur="Direction" date="2026-01-15"'
    return f'<derogation regle="{rule}" objet="{objet}" {common} jusqu-au="{until}"/>'


def judged(root: Path, folder: Path, *changes: tuple[str, str], waivers: str, day: date | None = None) -> Judgement:
    text = (root / LP).read_text("utf-8")
    for before, after in (*changes, ("<derogations/>", f"<derogations>{waivers}</derogations>")):
        assert before in text
        text = text.replace(before, after)
    path = folder / "programme.xml"
    path.write_text(text, "utf-8")
    return judge(read(path), catalogue(), Settings(), day)


def outcome(judgement: Judgement, rule: str) -> Outcome:
    return next(outcome.outcome for outcome in judgement.outcomes if outcome.rule.id == rule)


def messages(judgement: Judgement) -> list[str]:
    return [finding.message for finding in judgement.standing]


def test_a_waived_finding_stays_visible_and_weighs_nothing(root: Path, tmp_path: Path) -> None:
    judgement = judged(root, tmp_path, ETC, waivers=waiver("CMP-014", "BL1-C3"))
    assert judgement.standing == ()
    assert [(f.rule.id, f.waived.motif) for f in judgement.waived if f.waived] == [("CMP-014", "Décidé en conseil")]
    assert sum(judgement.totals.values()) == 0
    assert outcome(judgement, "CMP-014") is Outcome.DEROGEE


def test_the_example_of_the_page_sets_its_finding_aside_where_the_page_puts_it(root: Path, tmp_path: Path) -> None:
    page = (root / "docs/derogations.md").read_text("utf-8")
    example = re.findall(r"```xml\n(.*?)```", page, re.DOTALL)[0]
    text = (root / "sources/lp15301a.xml").read_text("utf-8")
    path = tmp_path / "programme.xml"
    path.write_text(text.replace("</programme>", f"{example}</programme>"), "utf-8")
    judgement = judge(read(path), catalogue(), Settings(), date(2026, 3, 1))
    assert [(finding.rule.id, finding.object) for finding in judgement.waived] == [("COV-001", "B11-C1")]
    assert not [finding for finding in judgement.standing if finding.rule.id == "STR-008"]


def test_an_error_that_is_waived_no_longer_blocks(root: Path, tmp_path: Path) -> None:
    stopped = judged(root, tmp_path, CREDITS, waivers="")
    assert stopped.verdict is Verdict.A_CORRIGER
    waivers = "".join({waiver(f.rule.id, f.object) for f in stopped.findings})
    assert judged(root, tmp_path, CREDITS, waivers=waivers).verdict is Verdict.CONFORME


def test_one_finding_of_two_leaves_the_rule_to_be_mended(root: Path, tmp_path: Path) -> None:
    other = ("transport sobres selon leurs émissions", "transport sobres (train, etc.) selon leurs émissions")
    judgement = judged(root, tmp_path, ETC, other, waivers=waiver("CMP-014", "BL1-C3"))
    assert [finding.object for finding in judgement.standing] == ["BL1-C2"]
    assert outcome(judgement, "CMP-014") is Outcome.A_CORRIGER


def test_it_holds_through_its_last_day_and_not_after(root: Path, tmp_path: Path) -> None:
    waivers = waiver("CMP-014", "BL1-C3", "2026-12-31")
    assert judged(root, tmp_path, ETC, waivers=waivers, day=date(2026, 12, 31)).standing == ()
    after = judged(root, tmp_path, ETC, waivers=waivers, day=date(2027, 1, 1))
    assert "La dérogation à CMP-014 sur BL1-C3 est échue depuis le 31 décembre 2026." in messages(after)
    assert {finding.rule.id for finding in after.standing} >= {"CMP-014", "STR-008"}


@pytest.mark.parametrize(
    ("waivers", "expected"),
    [
        (waiver("CMP-014", "BL1-C1"), "La dérogation à CMP-014 sur BL1-C1 n’écarte aucun constat."),
        (waiver("ABC-123", "BL1-C1"), "La dérogation vise ABC-123, qui n’est pas une règle du catalogue."),
        (waiver("STR-003", "BL1-C1"), "Il ne peut pas être dérogé à la règle STR-003."),
        (waiver("STR-008", "LP00001A"), "Il ne peut pas être dérogé à la règle STR-008."),
    ],
)
def test_an_exception_that_serves_no_purpose_is_a_finding(
    waivers: str, expected: str, root: Path, tmp_path: Path
) -> None:
    assert messages(judged(root, tmp_path, waivers=waivers)) == [expected]


def test_a_rule_that_could_not_run_does_not_make_its_exception_idle(root: Path, tmp_path: Path) -> None:
    assert messages(judged(root, tmp_path, waivers=waiver("IDN-007", "LP00001A"))) == []

"""``--baseline``: a school starts today, and only what is new stops it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Dossier

LP = "sources/lp15301a.xml"
KNOWN = "connus.json"


@pytest.fixture
def known(dossier: Dossier, workshop: Path) -> Path:
    assert dossier("check", LP, "--write-baseline", KNOWN).status == 0
    return workshop / KNOWN


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def test_known_findings_stop_nobody_and_the_verdict_stays_true(dossier: Dossier, known: Path) -> None:
    seen = dossier("check", LP, "--baseline", KNOWN, "--fail-on", "info")
    assert seen.status == 0
    assert "LP15301A : brouillon — 15 points avant dépôt (4 erreurs" in seen.out
    assert "déjà dans la référence" in seen.out
    assert "ECT-002  En choisissant" not in seen.out


def test_a_new_finding_stops_even_if_lines_have_moved(dossier: Dossier, workshop: Path, known: Path) -> None:
    source = workshop / LP
    change(source, "<presentation>", "\n\n<presentation>")
    assert dossier("check", LP, "--baseline", KNOWN).status == 0
    change(source, 'ects="60"', 'ects="59"')
    seen = dossier("check", LP, "--baseline", KNOWN)
    assert seen.status == 1
    assert "ECT-" in seen.out


def test_what_was_mended_is_told_and_taken_away_when_written_again(
    dossier: Dossier, workshop: Path, known: Path
) -> None:
    change(workshop / LP, "de de ", "de ")
    assert "1 constat de la référence à retirer" in dossier("check", LP, "--baseline", KNOWN).err
    dossier("check", LP, "--write-baseline", KNOWN)
    assert dossier("check", LP, "--baseline", KNOWN).err == ""


def test_what_is_not_judged_this_time_stays_in_the_file(dossier: Dossier, known: Path) -> None:
    before = known.read_bytes()
    dossier("check", LP, "--select", "ECT", "--write-baseline", KNOWN)
    dossier("check", "sources/exemple-complet.xml", "--write-baseline", KNOWN)
    assert known.read_bytes() == before


def test_the_report_says_which_findings_are_known(dossier: Dossier, known: Path) -> None:
    report = json.loads(dossier("check", LP, "--baseline", KNOWN, "--format", "json").out)
    assert all(finding["known"] for finding in report["programmes"][0]["findings"])


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": "1", "findings": [{"rule": 1}]}', "é"])
def test_a_file_that_is_no_baseline_is_refused(dossier: Dossier, workshop: Path, text: str) -> None:
    (workshop / KNOWN).write_text(text, "latin-1")
    seen = dossier("check", LP, "--baseline", KNOWN)
    assert seen.status == 2
    assert seen.err.startswith(f"{KNOWN}  ")
    assert "--write-baseline" in seen.err


def test_a_newer_baseline_and_an_absent_one_are_told(dossier: Dossier, workshop: Path) -> None:
    (workshop / KNOWN).write_text('{"version": "9", "findings": []}', "utf-8")
    assert "la version 9 de la référence n’est pas connue" in dossier("check", LP, "--baseline", KNOWN).err
    assert "ne peut pas être lue" in dossier("check", LP, "--baseline", "absent.json").err


def test_no_baseline_is_written_over_an_unfinished_judgement(dossier: Dossier, workshop: Path, known: Path) -> None:
    before = known.read_bytes()
    (workshop / LP).write_text("<programme", "utf-8")
    assert dossier("check", "sources", "--write-baseline", KNOWN).status == 2
    assert known.read_bytes() == before

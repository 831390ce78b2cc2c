"""Workflow commands as GitHub parses them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dossier.reports.formats import emit
from dossier.rules.runner import Judgement
from tests.reports.conftest import emitted


def test_a_finding_is_shown_on_its_line(judged: Judgement) -> None:
    finding = judged.findings[0]
    place = finding.place
    assert f"file={finding.file.as_posix()},line={place.line},col={place.column},title=" in emitted("github", [judged])


def test_what_would_end_a_property_or_a_line_is_escaped(judged: Judgement) -> None:
    finding = replace(judged.findings[0], file=Path("a,b:c%.xml"), message="un\n::error::deux 100 %")
    line = emitted("github", [replace(judged, findings=(finding,))]).split("\n")[0]
    assert "file=a%2Cb%3Ac%25.xml,line=" in line
    assert "::un%0A::error::deux 100 %25%0A" in line


def test_waived_and_known_findings_are_no_annotations(judged: Judgement, troubled: Judgement) -> None:
    def findings(judgement: Judgement) -> int:
        return emit("github", [judgement]).count(b",line=")

    assert findings(troubled) == findings(judged) - 2

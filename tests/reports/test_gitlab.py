"""The code quality report as GitLab reads it."""

from __future__ import annotations

import json
from dataclasses import replace

from dossier.reports.formats import emit
from dossier.rules.runner import Judgement


def test_fingerprints_are_unique_and_do_not_follow_lines(judged: Judgement) -> None:
    moved = tuple(replace(f, place=replace(f.place, line=f.place.line + 7)) for f in judged.findings)
    before, after = (json.loads(emit("gitlab", [j])) for j in (judged, replace(judged, findings=moved)))
    marks = [entry["fingerprint"] for entry in before]
    assert len(set(marks)) == len(marks) == len(judged.findings)
    assert marks == [entry["fingerprint"] for entry in after]


def test_each_entry_has_what_gitlab_asks_for(judged: Judgement) -> None:
    for entry in json.loads(emit("gitlab", [judged])):
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"]["lines"]["begin"] >= 1


def test_a_waived_finding_is_not_there_and_a_crash_is(judged: Judgement, troubled: Judgement) -> None:
    entries = json.loads(emit("gitlab", [troubled]))
    assert len(entries) == len(judged.findings) - 1 + 1
    assert entries[-1]["check_name"].startswith("echec-")

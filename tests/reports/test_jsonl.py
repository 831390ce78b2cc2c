"""Lines that a stream can hold."""

from __future__ import annotations

import json

from dossier.rules.runner import Judgement
from tests.reports.conftest import emitted


def test_the_lines_are_the_json_report_cut_up(troubled: Judgement) -> None:
    whole = json.loads(emitted("json", [troubled]))["programmes"][0]
    lines = [json.loads(line) for line in emitted("jsonl", [troubled]).splitlines()]
    assert lines[0]["type"] == "report"
    findings = [line for line in lines if line.pop("type") == "finding"]
    assert [{k: v for k, v in line.items() if k != "programme"} for line in findings] == whole["findings"]

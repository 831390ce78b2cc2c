"""No page that is built breaks a rule of axe-core (WCAG 2.2 A and AA, best practices), in a real browser."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pypdf import PdfReader

from tests.render.axe import Axe, installed_axe

pytestmark = pytest.mark.proof

_FILTER = """
const [bloc, unit, state] = document.querySelectorAll(".filtres select");
bloc.selectedIndex = 3; state.value = "incertaines";
state.dispatchEvent(new Event("change", {bubbles: true}));
"""


@pytest.fixture(scope="module")
def axe() -> Axe:
    return installed_axe()


@pytest.fixture(scope="module")
def built(axe: Axe, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    command = [sys.executable, "-m", "dossier", "build", str(root / "sources"), "-o", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    return folder


def test_no_page_has_a_violation(axe: Axe, built: Path, tmp_path: Path) -> None:
    pages = sorted(built.rglob("*.html"))
    assert {"index.html", "dossier-LP15301A.html", "dossier-TFP00001A.html"} <= {page.name for page in pages}
    assert {page.name: found for page in pages if (found := axe.violations(page, tmp_path))} == {}


def test_a_phone_and_a_filtered_matrix_have_none_either(axe: Axe, built: Path, tmp_path: Path) -> None:
    page = built / "LP15301A" / "dossier-LP15301A.html"
    assert axe.violations(page, tmp_path, width=320, before=_FILTER) == []


def test_the_filters_keep_what_is_asked_for_and_exist_only_where_scripts_run(
    axe: Axe, built: Path, tmp_path: Path
) -> None:
    page = built / "LP15301A" / "dossier-LP15301A.html"
    assert "<select" not in page.read_text(encoding="utf-8").split("<script>")[0]
    shown: Any = etree.fromstring(axe.shown(page, tmp_path, f"<script>{_FILTER}</script>"), etree.HTMLParser())
    assert shown.findtext(".//form/p[@role='status']") == "1 compétence affichée."
    (table,) = shown.xpath("//table[@data-filtre]")
    kept = ["".join(row[0].itertext()) for row in table.xpath(".//tbody/tr[not(@hidden)]")]
    assert kept == ["LP153B31 – Expression et communication écrites et orales", "B31-C1"]


def test_a_filter_that_keeps_nothing_says_so_and_one_that_would_not_choose_is_not_there(
    axe: Axe, built: Path, tmp_path: Path
) -> None:
    nothing = """
    const [, unit, state] = document.querySelectorAll(".filtres select");
    unit.selectedIndex = 1; state.value = "trous";
    state.dispatchEvent(new Event("change", {bubbles: true}));
    """
    page = built / "LP15301A" / "dossier-LP15301A.html"
    shown: Any = etree.fromstring(axe.shown(page, tmp_path, f"<script>{nothing}</script>"), etree.HTMLParser())
    assert shown.findtext(".//form/p[@role='status']") == "Aucune compétence ne correspond."
    again = f"{nothing} document.querySelector('.filtres button').click();"
    shown = etree.fromstring(axe.shown(page, tmp_path, f"<script>{again}</script>"), etree.HTMLParser())
    assert shown.findtext(".//form/p[@role='status']") == "42 compétences affichées."
    covered = built / "TFP00001A" / "dossier-TFP00001A.html"
    shown = etree.fromstring(axe.shown(covered, tmp_path, ""), etree.HTMLParser())
    assert shown.xpath("//form//select/@name") == ["bloc", "unit"]


def test_what_filters_hide_is_printed_all_the_same(axe: Axe, built: Path, tmp_path: Path) -> None:
    report = 'const s = document.getElementById("filtre-gravite"); s.selectedIndex = 1;'
    report += 's.dispatchEvent(new Event("change", {bubbles: true}));'
    pages = (("dossier-LP15301A.html", _FILTER), ("rapport.html", report))
    for name, choice in pages:
        left = []
        for then in ("", 'dispatchEvent(new Event("beforeprint"));', 'dispatchEvent(new Event("afterprint"));'):
            after = axe.shown(built / "LP15301A" / name, tmp_path, f"<script>{{{choice}}} {then}</script>")
            hidden = etree.fromstring(after, etree.HTMLParser()).xpath("count(//main//*[@hidden])")
            left.append(hidden)
        assert left[0] == left[2] > left[1] == 0, name


def test_the_titles_of_a_report_count_what_its_filters_show(axe: Axe, built: Path, tmp_path: Path) -> None:
    choice = 'const s = document.getElementById("filtre-gravite"); s.selectedIndex = 1;'
    choice += 's.dispatchEvent(new Event("change", {bubbles: true}));'
    page = axe.shown(built / "LP15301A" / "rapport.html", tmp_path, f"<script>{choice}</script>")
    shown: Any = etree.fromstring(page, etree.HTMLParser())
    assert "Constats (4 sur 85)" in [title.text for title in shown.iter("h3")]


@pytest.mark.parametrize(("width", "some"), [(1280, False), (320, True)])
def test_only_frames_that_scroll_are_stops_for_the_keyboard(
    axe: Axe, built: Path, tmp_path: Path, width: int, some: bool
) -> None:
    page = built / "LP15301A" / "dossier-LP15301A.html"
    shown: Any = etree.fromstring(axe.shown(page, tmp_path, "", width=width), etree.HTMLParser())
    frames = shown.xpath("//div[@class='tableau' or @class='dessin']")
    stops = shown.xpath("//div[@class='tableau' or @class='dessin'][@tabindex and @role and @aria-label]")
    assert len(frames) > 10
    assert bool([stop for stop in stops if not stop.xpath("table[@data-filtre]")]) is some  # a matrix may be wider
    assert len(stops) < len(frames)


def test_a_draft_that_a_browser_prints_says_so_on_each_page(axe: Axe, built: Path, tmp_path: Path) -> None:
    draft = PdfReader(io.BytesIO(axe.printed(built / "LP15301A" / "dossier-LP15301A.html", tmp_path)))
    assert all("PROJET" in page.extract_text() for page in draft.pages)
    assert "LP15301A – version 2026.1" in " ".join(draft.pages[0].extract_text().split())


def test_the_printed_index_loses_no_column(axe: Axe, built: Path, tmp_path: Path) -> None:
    sheet = PdfReader(io.BytesIO(axe.printed(built / "index.html", tmp_path))).pages[0]
    assert "Fichiers" in sheet.extract_text()


def test_a_page_with_a_fault_is_caught(axe: Axe, tmp_path: Path) -> None:
    page = tmp_path / "faute.html"
    page.write_text(
        '<!DOCTYPE html><html lang="fr"><head><title>Faute</title></head><body><main><h1>Faute</h1>'
        '<p>Texte.</p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main></body></html>',
        encoding="utf-8",
    )
    assert [found.split(" : ")[0] for found in axe.violations(page, tmp_path)] == ["image-alt"]

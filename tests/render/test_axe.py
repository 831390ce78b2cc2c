"""No page that is built breaks a rule of axe-core (WCAG 2.2 A and AA, best practices), in a real browser."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.render.axe import Axe, installed_axe

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
    (table,) = shown.xpath("//table[@data-filtre][not(ancestor::*[@hidden])]")
    assert [str(cell) for cell in table.xpath(".//thead//th[not(@hidden)]/p/text()")] == ["Unité", "B31-C1"]
    assert len(shown.xpath("//table[@data-filtre]")) == 8


def test_a_page_with_a_fault_is_caught(axe: Axe, tmp_path: Path) -> None:
    page = tmp_path / "faute.html"
    page.write_text(
        '<!DOCTYPE html><html lang="fr"><head><title>Faute</title></head><body><main><h1>Faute</h1>'
        '<p>Texte.</p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main></body></html>',
        encoding="utf-8",
    )
    assert [found.split(" : ")[0] for found in axe.violations(page, tmp_path)] == ["image-alt"]

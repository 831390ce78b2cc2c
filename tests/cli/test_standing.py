"""What ``dossier build`` builds again, and what it leaves: by content, never by date."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pytest

from dossier.cli.support import standing
from dossier.render.formats import FORMATS
from tests.cli.conftest import Dossier

LP = Path("sources/lp15301a.xml")
FOLDER = Path("sortie/LP15301A")
ORIGIN = FOLDER / ".origine.json"


@pytest.fixture
def built(dossier: Dossier, workshop: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., bool]:
    """Was LP15301A built again? It stands at first; documents are empty, and cost nothing."""
    for kind, each in FORMATS.items():
        monkeypatch.setitem(FORMATS, kind, each._replace(write=lambda *_: b"%PDF-"))
    Path("sources/exemple-complet.xml").unlink()

    def again(*options: object) -> bool:
        seen = dossier("build", "sources", "-o", "sortie", *options)
        assert seen.status == 0
        return "sortie/LP15301A/  à jour" not in seen.err

    assert again()
    return again


def test_nothing_changed_nothing_is_built(built: Callable[..., bool]) -> None:
    assert not built()


def test_touching_a_file_costs_nothing(built: Callable[..., bool]) -> None:
    for path in (LP, Path("sources/dossier.toml"), *FOLDER.iterdir()):
        os.utime(path)
    assert not built()


def replaced(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"mention", b"Mention", 1) + b"\n")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda: replaced(LP), id="programme"),
        pytest.param(lambda: replaced(Path("sources/dossier.toml")), id="settings"),
        pytest.param(lambda: Path("sources/charte/neuf.css").write_bytes(b"a{}"), id="look"),
        pytest.param((FOLDER / "dossier-LP15301A.pdf").unlink, id="missing"),
        pytest.param(lambda: (FOLDER / "dossier-LP15301A.pdf").write_bytes(b"%PDF-2"), id="longer"),
        pytest.param(lambda: (FOLDER / "dossier-LP15301A.pdf").write_bytes(b"%PDf-"), id="of one size"),
        pytest.param(ORIGIN.unlink, id="record deleted"),
        pytest.param(lambda: ORIGIN.write_bytes(b"{"), id="record cut"),
        pytest.param(lambda: ORIGIN.write_bytes(b"[]"), id="record of somebody else"),
        pytest.param(lambda: shutil.rmtree(FOLDER), id="folder deleted"),
    ],
)
def test_what_changed_is_built_once(built: Callable[..., bool], change: Callable[[], object]) -> None:
    change()
    assert built()
    assert not built()
    assert (FOLDER / "dossier-LP15301A.pdf").read_bytes() == b"%PDF-"


@pytest.mark.parametrize("name", ["journal.jsonl", "pieces/plan.txt", ".cache", "autre.xml"])
def test_what_enters_no_document_changes_nothing(built: Callable[..., bool], name: str) -> None:
    Path("sources", name).write_text("<autre/>", "utf-8")
    assert not built()


@pytest.mark.parametrize("name", ["pieces/été.pdf", "été.xml"])
def test_an_attachment_enters_the_documents_of_who_cites_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "pieces").mkdir()

    def origins() -> tuple[dict[str, object], dict[str, object]]:
        now = standing.Origins(tmp_path, {})
        return now.of(tmp_path / "a.xml", b"", [name]), now.of(tmp_path / "b.xml", b"", [])

    states = [origins()]
    for written, content in ((normalize("NFD", name), b"1"), (normalize("NFD", name), b"2"), (name, b"2")):
        (tmp_path / written).write_bytes(content)
        states.append(origins())
    citing, other = zip(*states, strict=True)
    assert [one == next for one, next in pairwise(citing)] == [False, False, False]
    assert [one == next for one, next in pairwise(other)] == [True, True, True]


@pytest.mark.parametrize("named", [False, True])
def test_the_folder_of_attachments_enters_when_the_settings_name_it(tmp_path: Path, named: bool) -> None:
    (tmp_path / "pieces").mkdir()
    (tmp_path / "dossier.toml").write_text(f"[charte]\ndossier = '{'pieces/charte' if named else 'charte'}'\n", "utf-8")
    seen = []
    for content in (b"<svg/>", b"<svg />"):
        (tmp_path / "pieces/logo.svg").write_bytes(content)
        seen.append(standing.Origins(tmp_path, {}).of(tmp_path / "a.xml", b"", ()))
    assert (seen[0] != seen[1]) is named


@pytest.mark.parametrize("options", [["--select", "ECT"], ["--date", "2026-01-02"], ["--supplement"]])
def test_other_options_make_other_documents(built: Callable[..., bool], options: list[str]) -> None:
    assert built(*options)
    assert not built(*options)
    assert built()


def test_another_edition_of_the_tool_builds_all_again(
    built: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "_WRITERS", ("click",))
    assert built()


def test_a_refusal_is_remembered(dossier: Dossier, built: Callable[..., bool]) -> None:
    for _ in range(2):
        seen = dossier("build", "sources", "-o", "sortie", "--strict")
        assert seen.status == 1 and "LP15301A : refusé" in seen.err


def test_a_second_file_of_the_same_code_is_told_though_the_first_stands(
    dossier: Dossier, built: Callable[..., bool]
) -> None:
    shutil.copy(LP, "sources/double.xml")
    seen = dossier("build", "sources", "-o", "sortie")
    assert seen.status == 2
    assert "sources/lp15301a.xml  porte le même code que sources/double.xml : LP15301A." in seen.err
    assert "à jour" not in seen.err


def test_the_record_says_what_entered_and_what_was_written(built: Callable[..., bool]) -> None:
    told = json.loads(ORIGIN.read_bytes())
    assert told["origine"]["fichier"] == "sources/lp15301a.xml"
    assert set(told["fichiers"]) == {path.name for path in FOLDER.iterdir()} - {".origine.json"}


def test_the_index_says_the_same_of_what_stands_and_of_what_was_just_built(built: Callable[..., bool]) -> None:
    first = Path("sortie/index.html").read_bytes()
    Path("sortie/index.html").unlink()
    assert not built()
    assert Path("sortie/index.html").read_bytes() == first

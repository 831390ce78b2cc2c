"""``dossier build`` as its users see it: what is written, what is refused, and never half of anything."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dossier.cli.support.standing import ORIGIN
from dossier.document.joined_documents import JOINED
from dossier.render.formats import FORMATS, Format
from dossier.render.pdf_engine import MissingLibrary, RenderWarning
from tests.cli.conftest import Dossier

EXAMPLE = "sources/exemple-complet.xml"
LP = "sources/lp15301a.xml"
REPORTS = ["rapport.html", "rapport.json", "rapport.xlsx"]


def empty_pdf(*_: object) -> bytes:
    return b"%PDF-"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No layout: what these tests look at is elsewhere."""
    monkeypatch.setitem(FORMATS, "pdf", Format("PDF", "", empty_pdf))


def names(folder: Path) -> list[str]:
    """What is written there, but for the record of what it is made from."""
    return sorted(path.name for path in folder.iterdir() if path.name != ORIGIN)


def hashes(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.usefixtures("quick")
def test_the_supplement_and_the_models_are_written_on_demand(dossier: Dossier, workshop: Path) -> None:
    for options, joined in (
        (["--supplement"], ["supplement-LP15301A.docx", "supplement-LP15301A.pdf"]),
        (["--models"], ["modeles-LP15301A.docx", "modeles-LP15301A.pdf"]),
        ([], []),
    ):
        assert dossier("build", LP, "-o", "sortie", *options).status == 0
        beside = [name for name in names(Path("sortie/LP15301A")) if name.startswith(("supplement", "modeles"))]
        assert beside == joined
        index = Path("sortie/index.html").read_text("utf-8")
        assert [name for name in re.findall(r'href="LP15301A/([^"]*)"', index) if name in beside] == joined
        assert ("Annexe descriptive (PDF)" in index) is ("--supplement" in options)


@pytest.mark.usefixtures("quick")
def test_each_joined_document_has_its_option(dossier: Dossier, workshop: Path) -> None:
    for name, joined in JOINED.items():
        assert dossier("build", LP, "-o", "sortie", joined.option).status == 0
        index = Path("sortie/index.html").read_text("utf-8")
        assert {f"{name}-LP15301A.docx", f"{name}-LP15301A.pdf"} < set(names(Path("sortie/LP15301A")))
        assert f"{joined.label} (Word)" in index and f"{joined.label} (PDF)" in index


@pytest.mark.usefixtures("quick")
def test_a_programme_with_findings_is_built_as_a_draft(dossier: Dossier, workshop: Path) -> None:
    seen = dossier("build", LP, "-o", "sortie")
    assert seen.status == 0
    assert seen.out == ""
    assert names(Path("sortie")) == ["LP15301A", "index.html"]
    assert names(Path("sortie/LP15301A")) == [
        "controle-LP15301A.html",
        "controle-LP15301A.pdf",
        "dossier-LP15301A.docx",
        "dossier-LP15301A.html",
        "dossier-LP15301A.pdf",
        *REPORTS,
    ]
    assert "PROJET" in Path("sortie/LP15301A/dossier-LP15301A.html").read_text("utf-8")
    index = Path("sortie/index.html").read_text("utf-8")
    assert "Brouillon — 15 points avant dépôt" in index and 'href="LP15301A/dossier-LP15301A.pdf"' in index
    assert all(f'href="LP15301A/{report}"' in index for report in REPORTS)


@pytest.mark.usefixtures("quick")
def test_a_programme_ready_to_file_bears_no_draft_mark(dossier: Dossier, workshop: Path) -> None:
    assert dossier("build", EXAMPLE, "-o", "sortie").status == 0
    assert "PROJET" not in Path("sortie/TFP00001A/dossier-TFP00001A.html").read_text("utf-8")


@pytest.mark.usefixtures("quick")
def test_what_the_user_put_among_the_outputs_stays(dossier: Dossier, workshop: Path) -> None:
    dossier("build", LP, "-o", "sortie", "--supplement")
    folder = Path("sortie/LP15301A")
    (folder / "mes-notes.docx").write_bytes(b"notes")
    (folder / "annexes").mkdir()
    (folder / "annexes/plan.pdf").write_bytes(b"plan")
    (folder / "lien").symlink_to("annexes")
    assert dossier("build", LP, "-o", "sortie").status == 0
    assert (folder / "mes-notes.docx").read_bytes() == b"notes"
    assert (folder / "annexes/plan.pdf").read_bytes() == b"plan"
    assert (folder / "lien").readlink() == Path("annexes")
    assert not [name for name in names(folder) if name.startswith("supplement")]
    assert names(Path("sortie")) == ["LP15301A", "index.html"]


@pytest.mark.usefixtures("quick")
def test_a_file_that_bears_the_name_of_the_folder_is_not_replaced(dossier: Dossier, workshop: Path) -> None:
    Path("sortie").mkdir()
    Path("sortie/LP15301A").write_bytes(b"notes")
    seen = dossier("build", LP, "-o", "sortie")
    assert seen.status == 2
    assert "sortie/LP15301A" in seen.err
    assert Path("sortie/LP15301A").read_bytes() == b"notes"


@pytest.mark.usefixtures("quick")
def test_a_partial_build_keeps_the_other_programmes_in_the_index(dossier: Dossier, workshop: Path) -> None:
    dossier("build", "-o", "sortie")
    dossier("build", LP, "-o", "sortie")
    index = Path("sortie/index.html").read_text("utf-8")
    assert "LP15301A" in index and "TFP00001A" in index


@pytest.mark.usefixtures("quick")
def test_a_programme_that_was_removed_leaves_the_index_and_its_folder_stays(dossier: Dossier, workshop: Path) -> None:
    dossier("build", "-o", "sortie")
    Path(LP).unlink()
    for paths in ([], [EXAMPLE]):
        seen = dossier("build", *paths, "-o", "sortie")
        assert seen.status == 0
        assert "sortie/LP15301A/  sources/lp15301a.xml n’est plus là : index.html n’y mène plus." in seen.err
        index = Path("sortie/index.html").read_text("utf-8")
        assert "TFP00001A" in index and "LP15301A" not in index
    assert Path("sortie/LP15301A/rapport.json").exists()


@pytest.mark.usefixtures("quick")
def test_a_programme_that_changed_its_code_is_listed_once(dossier: Dossier, workshop: Path) -> None:
    dossier("build", LP, "-o", "sortie")
    Path(LP).write_text(Path(LP).read_text("utf-8").replace('code="LP15301A"', 'code="LP15302A"'), "utf-8")
    seen = dossier("build", LP, "-o", "sortie")
    assert "est maintenant écrit dans LP15302A/" in seen.err
    index = Path("sortie/index.html").read_text("utf-8")
    assert "LP15302A" in index and 'href="LP15301A/' not in index


@pytest.mark.usefixtures("quick")
def test_a_programme_that_can_no_longer_be_read_stays_in_the_index(dossier: Dossier, workshop: Path) -> None:
    dossier("build", "-o", "sortie")
    Path(LP).write_bytes(b"<programme")
    assert dossier("build", "-o", "sortie").status == 2
    assert "LP15301A" in Path("sortie/index.html").read_text("utf-8")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "stranger",
    [b"", b"[]", b"{\xff", b'{"version": "0", "programmes": []}', b'{"version": "1", "programmes": [{"totals": 3}]}'],
)
def test_a_report_of_strangers_is_told_and_left_alone(dossier: Dossier, workshop: Path, stranger: bytes) -> None:
    theirs = Path("sortie/AUTRE/rapport.json")
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(stranger)
    seen = dossier("build", LP, "-o", "sortie")
    assert seen.status == 0
    assert "sortie/AUTRE/rapport.json  n’est pas un rapport de cette version" in seen.err
    index = Path("sortie/index.html").read_text("utf-8")
    assert "LP15301A" in index and "AUTRE" not in index
    assert theirs.read_bytes() == stranger


@pytest.mark.usefixtures("quick")
def test_what_a_killed_build_left_is_swept_and_never_listed(dossier: Dossier, workshop: Path) -> None:
    dossier("build", LP, "-o", "sortie")
    shutil.copytree("sortie/LP15301A", "sortie/.LP15301A.a1b2c3d4.en-cours")
    shutil.copytree("sortie/LP15301A", "sortie/.AUTRE.a1b2c3d4.en-cours")
    Path("sortie/LP15301A", ORIGIN).unlink()  # what stands is not written again
    seen = dossier("build", LP, "-o", "sortie")
    assert seen.status == 0
    assert names(Path("sortie")) == [".AUTRE.a1b2c3d4.en-cours", "LP15301A", "index.html"]
    assert "a1b2c3d4" not in Path("sortie/index.html").read_text("utf-8")


@pytest.mark.usefixtures("quick")
def test_a_build_killed_between_two_renames_loses_nothing(dossier: Dossier, workshop: Path) -> None:
    dossier("build", LP, "-o", "sortie")
    Path("sortie/LP15301A/mes-notes.docx").write_bytes(b"notes")
    Path("sortie/.LP15301A.a1b2c3d4.ancien").mkdir()
    Path("sortie/LP15301A").rename("sortie/.LP15301A.a1b2c3d4.ancien/LP15301A")
    assert dossier("build", LP, "-o", "sortie").status == 0
    assert Path("sortie/LP15301A/mes-notes.docx").read_bytes() == b"notes"
    assert names(Path("sortie")) == ["LP15301A", "index.html"]


@pytest.mark.usefixtures("quick")
def test_strict_refuses_what_has_errors(dossier: Dossier, workshop: Path) -> None:
    seen = dossier("build", "--strict", "-o", "sortie")
    assert seen.status == 1
    assert "LP15301A : refusé" in seen.err
    assert names(Path("sortie/LP15301A")) == REPORTS
    assert "dossier-TFP00001A.docx" in names(Path("sortie/TFP00001A"))


@pytest.mark.usefixtures("quick")
def test_an_invalid_programme_gets_its_report_only(dossier: Dossier, workshop: Path) -> None:
    path = Path(EXAMPLE)
    path.write_text(path.read_text("utf-8").replace('niveau="6" cec', 'niveau="9" cec'), "utf-8")
    seen = dossier("build", path, "-o", "sortie")
    assert seen.status == 0
    assert names(Path("sortie/TFP00001A")) == REPORTS
    report = json.loads(Path("sortie/TFP00001A/rapport.json").read_text("utf-8"))
    assert report["programmes"][0]["findings"][0]["rule"] == "STR-001"


@pytest.mark.usefixtures("quick")
def test_a_code_that_is_no_folder_name_never_leaves_the_output(dossier: Dossier, workshop: Path) -> None:
    path = Path(EXAMPLE)
    path.write_text(path.read_text("utf-8").replace('code="TFP00001A"', 'code="../../dehors"'), "utf-8")
    dossier("build", path, "-o", "sortie/ici")
    assert names(Path("sortie/ici")) == ["exemple-complet", "index.html"]
    assert not Path("dehors").exists()


@pytest.mark.usefixtures("quick")
def test_an_unreadable_file_leaves_the_former_outputs_untouched(dossier: Dossier, workshop: Path) -> None:
    dossier("build", LP, "-o", "sortie")
    before = hashes(Path("sortie"))
    Path(LP).write_bytes(b"<programme")
    assert dossier("build", LP, "-o", "sortie").status == 2
    assert hashes(Path("sortie")) == before


@pytest.mark.usefixtures("quick")
def test_two_programmes_of_one_code_are_not_built(dossier: Dossier, workshop: Path) -> None:
    shutil.copy(EXAMPLE, "sources/copie.xml")
    seen = dossier("build", "-o", "sortie")
    assert seen.status == 2
    assert "TFP00001A : rien n’est écrit tant que plusieurs programmes portent ce code." in seen.err
    assert not Path("sortie/TFP00001A").exists()


@pytest.mark.usefixtures("quick")
def test_the_programmes_whose_code_is_theirs_alone_are_built_all_the_same(dossier: Dossier, workshop: Path) -> None:
    shutil.copy(EXAMPLE, "sources/copie.xml")
    dossier("build", "-o", "sortie")
    assert "dossier-LP15301A.pdf" in names(Path("sortie/LP15301A"))
    assert 'href="LP15301A/dossier-LP15301A.pdf"' in Path("sortie/index.html").read_text("utf-8")


def test_a_failure_in_the_middle_leaves_the_former_outputs_untouched(
    dossier: Dossier, workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMATS, "pdf", Format("PDF", "", empty_pdf))
    dossier("build", LP, "-o", "sortie")
    before = hashes(Path("sortie"))
    with Path(LP).open("ab") as source:
        source.write(b"\n")

    def missing(*_: object) -> bytes:
        raise MissingLibrary("HarfBuzz-Subset", "libharfbuzz-subset0")

    def incomplete(*_: object) -> bytes:
        raise RenderWarning(("No glyph for U+1F600",))

    for failure, said in ((missing, "libharfbuzz-subset0"), (incomplete, "U+1F600")):
        monkeypatch.setitem(FORMATS, "pdf", Format("PDF", "", failure))
        seen = dossier("build", LP, "-o", "sortie")
        assert seen.status == 2
        assert said in seen.err and "Traceback" not in seen.err
        assert hashes(Path("sortie")) == before


@pytest.mark.usefixtures("quick")
def test_a_folder_that_cannot_be_written_is_said(
    dossier: Dossier, workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_arguments: object, **_options: object) -> str:
        raise PermissionError(13, "no")

    monkeypatch.setattr("tempfile.mkdtemp", refused)
    seen = dossier("build", LP, "-o", "sortie")
    assert seen.status == 2
    assert "l’écriture est refusée" in seen.err
    assert names(Path("sortie")) == ["index.html"]


def build_elsewhere(sources: Path, folder: Path, **environment: str) -> dict[str, str]:
    shutil.copytree(sources, folder / "sources")
    inherited = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "TZ", "LANG")}
    subprocess.run(
        [sys.executable, "-m", "dossier", "build", "--supplement", "--models"],
        cwd=folder,
        env=inherited | environment,
        check=True,
        capture_output=True,
    )
    return hashes(folder / "output")


@pytest.mark.proof
def test_same_input_same_bytes_whatever_the_place_user_locale_and_zone(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "un dossier").mkdir()
    here = build_elsewhere(root / "sources", tmp_path / "a", TZ="UTC", LANG="C.UTF-8", USER="alix", HOME="/nowhere")
    there = build_elsewhere(
        root / "sources",
        tmp_path / "un dossier",
        TZ="Pacific/Noumea",
        LANG="fr_FR.UTF-8",
        LC_ALL="fr_FR.UTF-8",
        USER="sacha",
        HOME=str(tmp_path),
        PYTHONHASHSEED="7",
    )
    assert len(here) == 27
    assert here == there

"""Nothing is destroyed: sources, links, devices, and what a person saves beside what is written."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from dossier.cli.support import files
from dossier.cli.support.files import write, write_folder
from dossier.programme.errors import UnreadableFile
from tests.cli.conftest import Dossier
from tests.programme.specimens import programme


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "sources" / "p.xml"
    path.parent.mkdir()
    path.write_text(programme(), "utf-8")
    return path


@pytest.mark.parametrize("name", ["p.xml", "dossier.toml", "lexique.txt", "regles/r.sch", "autre.xml"])
def test_what_a_person_wrote_is_never_written_over(dossier: Dossier, source: Path, name: str) -> None:
    target = source.parent / name
    target.parent.mkdir(exist_ok=True)
    if name == "autre.xml":
        target.write_bytes(source.read_bytes().replace(b"P1", b"P2"))
    elif not target.exists() and name != "regles/r.sch":
        target.write_text("# rien\n", "utf-8")
    elif name == "regles/r.sch":
        target.write_text('<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt"/>', "utf-8")
    before = target.read_bytes()
    seen = dossier("check", "sources/p.xml", "--select", "STR", "--format", "json", "--output-file", target)
    assert seen.status == 2 and target.read_bytes() == before
    if name == "p.xml":
        assert "n’est jamais remplacé" in seen.err
        assert dossier("check", "--write-baseline", target).status == 2
        assert dossier("export", "--to", "fiche", "--output-file", target).status == 2
        assert dossier("calendar", "--output-file", target).status == 2
        assert target.read_bytes() == before


def test_a_link_stays_a_link_and_leads_to_no_loss(source: Path, tmp_path: Path) -> None:
    report, link = tmp_path / "rapport.txt", tmp_path / "lien"
    report.write_text("ancien")
    link.symlink_to(report)
    write(link, b"nouveau")
    assert link.is_symlink() and report.read_bytes() == b"nouveau"
    link.unlink()
    link.symlink_to(source)
    with pytest.raises(UnreadableFile):
        write(link, b"nouveau")
    assert source.read_text("utf-8") == programme()


def test_a_device_and_a_pipe_are_written_into(tmp_path: Path) -> None:
    write(Path(os.devnull), b"rien")
    assert not Path(os.devnull).is_file()
    pipe, got = tmp_path / "tuyau", list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write(pipe, b"rapport")
    reader.join(10)
    assert got == [b"rapport"] and pipe.is_fifo()


def _ours(name: str) -> bool:
    return name.startswith("rapport")


def test_what_is_saved_during_a_build_survives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "ESSAI"
    target.mkdir()
    (target / "notes.txt").write_text("avant")
    (target / "rapport.old").write_text("à nous")
    swap = files._swap

    def saved_meanwhile(*arguments: object) -> None:
        (target / "nouveau.txt").write_text("travail")
        (target / "notes.txt").write_text("après")
        swap(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "_swap", saved_meanwhile)
    write_folder(target, {"rapport.html": b"x"}, _ours)
    assert {path.name: path.read_text() for path in target.iterdir()} == {
        "notes.txt": "après",
        "nouveau.txt": "travail",
        "rapport.html": "x",
    }
    assert [path.name for path in tmp_path.iterdir()] == ["ESSAI"]


def test_what_a_killed_build_had_moved_away_comes_back(tmp_path: Path) -> None:
    target = tmp_path / "ESSAI"
    former = tmp_path / ".ESSAI.abcdefgh.ancien" / "ESSAI"
    former.mkdir(parents=True)
    (former / "notes.txt").write_text("travail")
    (former / "rapport.html").write_text("ancien")
    target.mkdir()
    (target / "rapport.html").write_text("neuf")
    write_folder(target, {"rapport.html": b"x"}, _ours)
    assert sorted(path.name for path in target.iterdir()) == ["notes.txt", "rapport.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["ESSAI"]


def test_a_programme_that_is_a_link_to_elsewhere_is_not_packed(dossier: Dossier, source: Path, tmp_path: Path) -> None:
    (tmp_path / "dehors.xml").write_bytes(source.read_bytes())
    link = source.parent / "lien.xml"
    link.symlink_to(tmp_path / "dehors.xml")
    seen = dossier("package", link, "--draft")
    assert seen.status == 2 and "ce lien mène hors de son dossier" in seen.err

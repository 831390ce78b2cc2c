"""Many programmes at once: the same words, the same files, the same order, and whoever dies is named."""

from __future__ import annotations

import os
import re
import shutil
import signal
from pathlib import Path

import pytest

from dossier.cli.support.side_by_side import Died, each_in_order
from dossier.document.tree import Document
from dossier.look.model import Look
from dossier.render.formats import FORMATS
from tests.cli.conftest import Dossier


def doubled(task: int) -> int:
    return 2 * task


def deadly(task: int) -> int:
    if task % 5 == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * task


def wrong(task: int) -> int:
    raise ValueError(task)


@pytest.mark.parametrize("jobs", [1, 2, 3, 50])
def test_results_come_in_order_whatever_the_jobs(jobs: int) -> None:
    assert list(each_in_order(doubled, range(20), jobs)) == list(range(0, 40, 2))


def test_who_dies_twice_is_told_at_its_place_and_the_others_go_on() -> None:
    assert list(each_in_order(deadly, range(12), 3)) == [Died() if task % 5 == 3 else 2 * task for task in range(12)]


def test_an_error_of_the_work_is_not_a_death() -> None:
    with pytest.raises(ValueError, match="0"):
        list(each_in_order(wrong, range(5), 2))


def printed(document: Document, _look: Look, _attached: object) -> bytes:
    """Documents that cost nothing; of one programme they kill who writes them, of another they cannot be written."""
    if document.code == "MORT":
        os.kill(os.getpid(), signal.SIGKILL)
    if document.code == "BOGUE":
        raise ZeroDivisionError
    return document.code.encode()


CODES = ("BON1", "BOGUE", "BON2", "MORT", "DOUBLE", "BON3")


@pytest.fixture
def catalogue(workshop: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> Path:
    """Good programmes among bad ones of every kind."""
    for kind, each in FORMATS.items():
        monkeypatch.setitem(FORMATS, kind, each._replace(write=printed))
    folder = workshop / "catalogue"
    folder.mkdir()
    clean = (root / "tests/data/lp-propre.xml").read_text("utf-8")
    for rank, name in enumerate(CODES):
        (folder / f"{rank}.xml").write_text(clean.replace('code="LP00001A"', f'code="{name}"', 1), "utf-8")
    shutil.copy(folder / "4.xml", folder / "5bis.xml")
    (folder / "1bis.xml").write_text("<programme", "utf-8")
    (folder / "2bis.xml").write_text(
        clean.replace("<identite", "<identitee", 1).replace("</identite", "</identitee", 1)
    )
    return folder


def test_bad_programmes_among_good_ones(dossier: Dossier, catalogue: Path) -> None:
    (catalogue / "3.xml").unlink()  # who kills its process would kill the tests, on one core
    seen = {}
    for jobs in (1, 2, 4):
        told = dossier("build", catalogue, "-o", f"sortie{jobs}", "-j", jobs)
        assert told.status == 3
        words = re.sub(r"/\S*/dossier-\w+\.log", "LOG", told.err).replace(f"sortie{jobs}", "sortie")
        seen[jobs] = (
            words,
            {
                path.relative_to(f"sortie{jobs}").as_posix(): path.read_bytes()
                for path in sorted(Path(f"sortie{jobs}").rglob("*"))
                if path.is_file()
            },
        )
    assert seen[1] == seen[2] == seen[4]
    words, files = seen[1]
    assert words.count("Désolé") == 1
    assert {name.split("/")[0] for name in files} == {"BON1", "BON2", "BON3", "LP00001A", "index.html"}
    assert words.index("1bis.xml") < words.index("sortie/BON1/") < words.index("Désolé") < words.index("sortie/BON2/")
    end = words[words.index("Ce qui n’a pas été écrit") :]
    assert all(name in end for name in ("1bis.xml", "1.xml", "4.xml", "5bis.xml"))


def test_a_process_that_dies_names_its_programme_and_the_others_are_built(dossier: Dossier, catalogue: Path) -> None:
    seen = dossier("build", catalogue, "-o", "sortie", "-j", 2)
    assert "3.xml  le processus qui écrivait ce programme a été arrêté par la machine" in seen.err
    assert {"BON1", "BON2", "BON3"} <= {path.name for path in Path("sortie").iterdir()}
    assert not Path("sortie/MORT").exists()
    assert "Traceback" not in seen.err

"""``make``: what it builds again, and when it rests. The commands that it calls are played by a script."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest

BUILD = """#!/bin/sh
echo built >> runs
for each in sources/*.xml; do
    grep -q '<programme' "$each" || continue
    code=$(basename "$each" .xml)
    mkdir -p "output/$code"
    touch "output/$code/dossier-$code.pdf" "output/$code/rapport.json"
done
touch output/index.html
exit $(cat status)
"""


class Workshop:
    """A checkout that is set up, with two programmes."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder = folder
        for name in ("sources/pieces", "output", "dossier", "schemas", ".ci", ".venv/bin"):
            (folder / name).mkdir(parents=True)
        shutil.copy(root / "Makefile", folder)
        for name in ("pyproject.toml", ".ci/versions.txt", ".ci/system", "dossier/a.py", ".venv/.pret", "runs"):
            (folder / name).touch()
        for name in ("lp", "titre"):
            (folder / f"sources/{name}.xml").write_text("<programme/>", "utf-8")
        (folder / "status").write_text("0", "utf-8")
        (folder / ".venv/bin/dossier").write_text(BUILD, "utf-8")
        (folder / ".venv/bin/dossier").chmod(0o755)

    def make(self) -> int:
        time.sleep(0.02)  # what changed is younger than what was made
        return subprocess.run(["make"], cwd=self.folder, check=False, capture_output=True).returncode

    def builds(self) -> int:
        """How many times make builds, called twice."""
        before = (self.folder / "runs").read_text("utf-8").count("built")
        self.make()
        self.make()
        return (self.folder / "runs").read_text("utf-8").count("built") - before


@pytest.fixture
def checkout(tmp_path: Path, root: Path) -> Workshop:
    """A checkout where everything is built."""
    made = Workshop(tmp_path, root)
    assert made.builds() == 1
    return made


def test_make_has_nothing_to_do_twice(checkout: Workshop) -> None:
    assert checkout.builds() == 0


@pytest.mark.parametrize("name", ["etranger.xml", "pieces/deux mots.pdf"])
def test_a_file_that_is_no_programme_is_built_with_once(checkout: Workshop, name: str) -> None:
    (checkout.folder / "sources" / name).write_text("<autre/>", "utf-8")
    assert checkout.builds() == 1


def test_a_programme_that_was_removed_is_built_without_once(checkout: Workshop) -> None:
    (checkout.folder / "sources/lp.xml").unlink()
    assert checkout.builds() == 1


@pytest.mark.parametrize("name", ["lp/dossier-lp.pdf", "titre/rapport.json", "index.html"])
def test_an_output_that_is_missing_is_made_again(checkout: Workshop, name: str) -> None:
    (checkout.folder / "output" / name).unlink()
    assert checkout.builds() == 1
    assert (checkout.folder / "output" / name).exists()


@pytest.mark.parametrize("name", ["sources/lp.xml", "sources/dossier.toml", "dossier/a.py"])
def test_what_changed_is_built_again(checkout: Workshop, name: str) -> None:
    time.sleep(0.02)
    (checkout.folder / name).write_text("<programme >", "utf-8")
    assert checkout.builds() == 1


@pytest.mark.parametrize("name", ["sources/journal.jsonl", "sources/referentiel/rncp.sqlite", "dossier/__pycache__/a"])
def test_what_changes_no_dossier_is_not(checkout: Workshop, name: str) -> None:
    (checkout.folder / name).parent.mkdir(exist_ok=True)
    (checkout.folder / name).touch()
    assert checkout.builds() == 0


def test_a_build_that_fails_is_never_taken_for_done(checkout: Workshop) -> None:
    (checkout.folder / "status").write_text("2", "utf-8")
    (checkout.folder / "sources/lp.xml").write_text("<programme", "utf-8")
    assert checkout.builds() == 2
    assert checkout.make() != 0

"""``make``: what it calls, what it installs. The commands that it calls are played by a script."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

BUILD = """#!/bin/sh
echo "$*" >> runs
exit $(cat status)
"""
PYTHON = """#!/bin/sh
echo "$*" >> calls
case "$*" in
    "-m venv"*) mkdir -p .venv/bin && cp python .venv/bin/python && rm -f .venv/.pret ;;
    "-m pip install"*) echo "Could not find a version" >&2 && grep -qxF -e "$9" installable ;;
esac
"""


class Workshop:
    """A checkout that is set up, with two programmes."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder = folder
        for name in ("sources/pieces", "output", "dossier", "schemas", ".ci", ".venv/bin"):
            (folder / name).mkdir(parents=True)
        shutil.copy(root / "Makefile", folder)
        for name in ("pyproject.toml", ".ci/versions.txt", ".ci/system", "dossier/a.py", "runs"):
            (folder / name).touch()
        (folder / ".venv/.pret").write_text(f"{folder}\n", "utf-8")
        (folder / "python").write_text(PYTHON, "utf-8")
        (folder / "python").chmod(0o755)
        (folder / "installable").write_text(".[orthographe]\n.\n", "utf-8")
        for name in ("lp", "titre"):
            (folder / f"sources/{name}.xml").write_text("<programme/>", "utf-8")
        (folder / "status").write_text("0", "utf-8")
        (folder / ".venv/bin/dossier").write_text(BUILD, "utf-8")
        (folder / ".venv/bin/dossier").chmod(0o755)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["make", "--no-print-directory", "PYTHON=./python", *arguments]
        return subprocess.run(command, cwd=self.folder, check=False, capture_output=True, encoding="utf-8")

    def replace_dossier(self, script: str) -> None:
        (self.folder / ".venv/bin/dossier").write_text(f"#!/bin/sh\n{script}\n", "utf-8")


@pytest.fixture
def checkout(tmp_path: Path, root: Path) -> Workshop:
    """A checkout that is set up."""
    return Workshop(tmp_path, root)


def test_make_leaves_to_the_command_what_is_to_be_built(checkout: Workshop) -> None:
    for _ in range(2):
        assert checkout.run().stdout == "À jour. Ouvrez output/index.html.\n"
    assert (checkout.folder / "runs").read_text("utf-8") == "build sources -o output\n" * 2


def test_a_build_that_fails_is_never_taken_for_done(checkout: Workshop) -> None:
    (checkout.folder / "status").write_text("2", "utf-8")
    seen = checkout.run()
    assert seen.returncode != 0 and "À jour" not in seen.stdout


@pytest.mark.parametrize("name", ["ailleurs", "un autre dossier, d’été"])
@pytest.mark.parametrize("move", [shutil.move, shutil.copytree])
def test_a_checkout_that_was_moved_or_copied_is_installed_again_once(
    checkout: Workshop, name: str, move: Callable[[Path, Path], object]
) -> None:
    elsewhere = checkout.folder.parent / f"{checkout.folder.name}-{name}"
    move(checkout.folder, elsewhere)
    checkout.folder = elsewhere
    assert "Le dossier a changé de place : l’environnement est refait." in checkout.run("check").stdout
    assert "-m venv --clear .venv" in (elsewhere / "calls").read_text("utf-8")
    (elsewhere / "calls").unlink()
    assert "place" not in checkout.run("check").stdout
    assert not (elsewhere / "calls").exists()


def install(checkout: Workshop, *installable: str) -> subprocess.CompletedProcess[str]:
    """``make check`` on a new machine, where pip can install these only."""
    shutil.rmtree(checkout.folder / ".venv")
    (checkout.folder / "installable").write_text("".join(f"{each}\n" for each in installable), "utf-8")
    return checkout.run(".venv/.pret")


def test_without_network_the_reason_and_the_remedy_are_told_in_french(checkout: Workshop) -> None:
    seen = install(checkout)
    assert seen.returncode == 2
    assert "vérifiez la connexion à Internet (ou le proxy), puis relancez make" in seen.stderr
    assert "correcteur" not in seen.stdout + seen.stderr and "Could not find" not in seen.stdout + seen.stderr
    assert "Could not find" in (checkout.folder / ".venv/pip.log").read_text("utf-8")
    assert install(checkout, ".[orthographe]").returncode == 0


def test_bytecode_is_made_at_installation(checkout: Workshop) -> None:
    assert install(checkout, ".").returncode == 0
    assert "-m compileall -q dossier" in (checkout.folder / "calls").read_text("utf-8")


def test_a_machine_without_the_speller_does_without_it(checkout: Workshop) -> None:
    seen = install(checkout, ".")
    assert seen.returncode == 0
    assert "Le correcteur d’orthographe manque pour cette machine : on s’en passe." in seen.stdout


def packed(checkout: Workshop, *arguments: str) -> list[str]:
    """The programmes that ``make package`` hands over, one by one."""
    checkout.replace_dossier('echo "$2" >> packed')
    assert checkout.run("package", *arguments).returncode == 0
    return (checkout.folder / "packed").read_text("utf-8").splitlines()


def test_package_takes_every_programme_whatever_its_name_and_leaves_other_xml(checkout: Workshop) -> None:
    sources = checkout.folder / "sources"
    (sources / "mon programme d’été.xml").write_text("<programme/>", "utf-8")
    (sources / "CAPITALES.XML").write_text("<p:programme/>", "utf-16")
    for name in ("fiche.xml", "~$lp.xml", ".cache.xml"):
        (sources / name).write_text("<fiche/>" if name == "fiche.xml" else "<programme/>", "utf-8")
    expected = ["CAPITALES.XML", "lp.xml", "mon programme d’été.xml", "titre.xml"]
    assert sorted(packed(checkout)) == [f"sources/{name}" for name in expected]
    assert "sources/fiche.xml n’est pas une description de programme" in checkout.run("package").stdout


def test_package_takes_the_one_that_is_named(checkout: Workshop) -> None:
    (checkout.folder / "sources/mon programme.xml").write_text("<programme/>", "utf-8")
    assert packed(checkout, "PROGRAMME=sources/mon programme.xml") == ["sources/mon programme.xml"]


def test_package_goes_on_after_a_refusal_and_remembers_it(checkout: Workshop) -> None:
    checkout.replace_dossier('echo "$2" >> packed; test "$2" != sources/lp.xml')
    assert checkout.run("package").returncode != 0
    assert (checkout.folder / "packed").read_text("utf-8").splitlines() == ["sources/lp.xml", "sources/titre.xml"]


def test_a_person_who_may_install_nothing_is_told_what_to_send_to_whom(root: Path, tmp_path: Path) -> None:
    for name, script in (("id", "echo 1000"), ("sudo", "exit 1"), ("ldconfig", "exit 0")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    seen = subprocess.run(
        ["sh", root / ".ci/system", sys.executable],
        check=False,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
    )
    assert seen.returncode == 2
    assert "sudo apt-get install -y libpango-1.0-0" in seen.stderr
    assert "Si sudo est absent ou refusé, envoyez cette ligne à la personne qui gère votre poste." in seen.stderr

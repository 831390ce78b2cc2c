"""``dossier package`` as its users see it: what is packed, what is refused, and never half of anything."""

from __future__ import annotations

import io
import os
import random
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dossier.filing.archive import unzipped
from dossier.filing.journal import entries
from dossier.filing.manifest import NAME, parse, sha256
from dossier.render.formats import FORMATS
from tests.cli.conftest import Dossier

EXAMPLE = "sources/exemple-complet.xml"
LP = "sources/lp15301a.xml"
DAY = "2026-03-05"
KILLS = int(os.environ.get("DOSSIER_KILLS", "200"))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No layout, nor what is read again in what was laid out: what these tests look at is elsewhere."""

    def empty_pdf(*_: object) -> bytes:
        return b"%PDF-"

    def nothing(*_: object) -> Iterator[str]:
        return iter(())

    monkeypatch.setitem(FORMATS, "pdf", FORMATS["pdf"]._replace(write=empty_pdf))
    monkeypatch.setattr("dossier.cli.package.examined", nothing)


@pytest.mark.usefixtures("quick")
def test_a_ready_programme_is_packed_with_all_that_is_filed(dossier: Dossier, workshop: Path) -> None:
    seen = dossier("package", EXAMPLE, "-o", "sortie", "--date", DAY)
    assert (seen.status, seen.out) == (0, "sortie/depot-TFP00001A-2026.1.zip\n")
    members = unzipped(Path("sortie/depot-TFP00001A-2026.1.zip").read_bytes())
    manifest = parse(members[NAME])
    assert set(manifest.files) == set(members) - {NAME}
    assert (manifest.by, manifest.day, manifest.verdict, manifest.draft) == ("Camille Exemple", DAY, "conforme", False)
    assert members["source/exemple-complet.xml"] == Path(EXAMPLE).read_bytes()
    assert sum(name.startswith("source/pieces/") for name in members) == Path(EXAMPLE).read_text("utf-8").count(
        "<piece "
    )
    for name in ("dossier-TFP00001A.docx", "dossier-TFP00001A.pdf", "dossier-TFP00001A.html"):
        assert f"dossier/{name}" in members
    assert "PROJET" not in members["dossier/dossier-TFP00001A.html"].decode()
    assert "dossier verify depot-TFP00001A-2026.1.zip" in members["LISEZMOI.txt"].decode()


@pytest.mark.usefixtures("quick")
def test_the_same_day_gives_the_same_bytes_wherever_it_is(
    dossier: Dossier, workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier("package", EXAMPLE, "-o", "un", "--date", DAY)
    Path("sources/journal.jsonl").unlink()
    monkeypatch.chdir("/")
    dossier("package", workshop / EXAMPLE, "-o", workshop / "deux", "--date", DAY)
    (first,), (second,) = ((workshop / name).glob("*.zip") for name in ("un", "deux"))
    assert first.read_bytes() == second.read_bytes()
    assert str(workshop).encode() not in second.read_bytes()


@pytest.mark.usefixtures("quick")
def test_a_programme_that_lacks_something_is_refused_and_told_what(dossier: Dossier, workshop: Path) -> None:
    seen = dossier("package", LP, "-o", "sortie")
    assert (seen.status, seen.out) == (1, "")
    for rule in ("STR-006", "LEG-002", "ECT-002", "JUR-001", "DEP-001"):
        assert f"\n{rule}  " in f"\n{seen.err}"
    assert "refusé" in seen.err
    assert not Path("sortie").exists() and not Path("sources/journal.jsonl").exists()


@pytest.mark.usefixtures("quick")
def test_a_draft_says_everywhere_that_it_is_not_for_filing(dossier: Dossier, workshop: Path) -> None:
    for path, code in ((LP, "LP15301A"), (EXAMPLE, "TFP00001A")):
        assert dossier("package", path, "-o", "sortie", "--draft", "--by", "Élise Essai").status == 0
        members = unzipped(Path(f"sortie/projet-{code}-2026.1.zip").read_bytes())
        assert parse(members[NAME]).draft and parse(members[NAME]).by == "Élise Essai"
        assert members["LISEZMOI.txt"].decode().startswith("CECI EST UN PROJET : NE LE DÉPOSEZ PAS.")
        for page in (f"dossier/dossier-{code}.html", f"formulaire/copier-coller-{code}.html"):
            assert "NE PAS DÉPOSER" in members[page].decode()
        with zipfile.ZipFile(io.BytesIO(members[f"dossier/dossier-{code}.docx"])) as package:
            headers = [name for name in package.namelist() if name.startswith("word/header")]
            assert len(headers) == 3
            assert all("NE PAS DÉPOSER" in package.read(name).decode() for name in headers)


@pytest.mark.usefixtures("quick")
def test_a_draft_without_finding_is_not_filed_until_its_author_says_so(dossier: Dossier, workshop: Path) -> None:
    path = Path(EXAMPLE)
    path.write_text(path.read_text("utf-8").replace('etat="depot"', 'etat="relecture"'), "utf-8")
    seen = dossier("package", EXAMPLE, "-o", "sortie")
    assert seen.status == 1
    assert "DEP-001" in seen.err and 'etat="depot"' in seen.err


@pytest.mark.usefixtures("quick")
def test_a_missing_attachment_refuses_and_a_draft_goes_without_it(dossier: Dossier, workshop: Path) -> None:
    Path("sources/pieces/exemple-complet/delegation.pdf").unlink()
    seen = dossier("package", EXAMPLE, "-o", "sortie")
    assert seen.status == 1
    assert "« Délégation de signature » (pieces/exemple-complet/delegation.pdf) est introuvable" in seen.err
    assert "    Vérifiez le nom et l’emplacement du fichier, ou corrigez fichier=" in seen.err
    assert dossier("package", EXAMPLE, "-o", "sortie", "--draft").status == 0


@pytest.mark.usefixtures("quick")
def test_an_old_delegation_is_told_on_the_day_of_the_filing(dossier: Dossier, workshop: Path) -> None:
    assert "plus de trois mois" not in dossier("package", EXAMPLE, "-o", "sortie", "--date", "2026-05-02").err
    seen = dossier("package", EXAMPLE, "-o", "sortie", "--date", "2026-06-02")
    assert seen.status == 0 and "plus de trois mois" in seen.err
    assert "\nRappel : DEP-005  La délégation" in f"\n{seen.err}"


@pytest.mark.usefixtures("quick")
def test_a_bundle_over_the_limit_is_refused(dossier: Dossier, workshop: Path) -> None:
    with Path("sources/dossier.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[limites]\ndepot = 0.1\n")
    seen = dossier("package", EXAMPLE, "-o", "sortie", "--date", DAY)
    assert seen.status == 1 and "[limites] depot" in seen.err
    assert not Path("sortie").exists() and not Path("sources/journal.jsonl").exists()


@pytest.mark.usefixtures("quick")
def test_a_broken_journal_stops_everything(dossier: Dossier, workshop: Path) -> None:
    dossier("package", EXAMPLE, "-o", "sortie", "--date", DAY)
    journal = Path("sources/journal.jsonl")
    journal.write_bytes(journal.read_bytes().replace(b"Camille", b"Camilla"))
    seen = dossier("package", EXAMPLE, "-o", "sortie", "--date", DAY)
    assert seen.status == 2 and "ligne 1 du journal a été modifiée" in seen.err


@pytest.mark.parametrize(
    ("content", "status"),
    [("<programme", 2), ("", 2), (None, 2), ("invalid", 1)],
    ids=["cut", "empty", "absent", "invalid"],
)
def test_what_is_no_programme_is_said(dossier: Dossier, workshop: Path, content: str | None, status: int) -> None:
    path = Path(EXAMPLE)
    if content is None:
        path.unlink()
    elif content == "invalid":
        path.write_text(path.read_text("utf-8").replace('niveau="6" cec', 'niveau="9" cec'), "utf-8")
    else:
        path.write_text(content, "utf-8")
    assert dossier("package", path, "-o", "sortie").status == status
    assert dossier("package", "sources").status == 2


_WRITE_AGAIN_AND_AGAIN = """
import contextlib, os, signal, sys, tempfile
from dataclasses import replace
from pathlib import Path
import dossier.filing.bundle as bundle
bundle.to_pdf = lambda *_: b"%PDF-"
from dossier.cli.package import _write
from tests.filing.conftest import filing_of
filing = filing_of(Path("sources/exemple-complet.xml"))
files = bundle.members(filing)

steps = 0

def ours(frame):
    return frame is not None and "/dossier/cli/" in frame.f_code.co_filename

def count(frame, event, argument):
    global steps
    steps += ours(frame) or ours(frame.f_back)
    if steps == last:
        os.kill(os.getpid(), signal.SIGKILL)

last = -1
sys.setprofile(count)
with tempfile.TemporaryDirectory() as folder:
    with contextlib.redirect_stdout(None):
        _write(filing, files, Path(folder), Path(folder) / "journal.jsonl", {})
    sys.setprofile(None)
print(steps, flush=True)
for line in map(str.strip, sys.stdin):
    step, name = line.split(" ", 1)
    writer = os.fork()
    if not writer:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        steps, last = 0, int(step)
        sys.setprofile(count if last else None)
    while not writer:
        _write(replace(filing, by=name), files, Path("sortie"), Path("sources/journal.jsonl"), {})
    print(writer, flush=True)
    os.waitpid(writer, 0)
    print("dead", flush=True)
"""


class Writer:
    """Writes bundles over and over; each start is another process, killed from here or at a step of its own.

    A step is a call that the command makes or receives, ``steps`` those of one bundle: no clock says when it dies.
    """

    def __init__(self, root: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _WRITE_AGAIN_AND_AGAIN],
            env={**os.environ, "PYTHONPATH": str(root)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.steps = int(self._told())

    def _told(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def start(self, name: str, dies_at: int = 0) -> None:
        assert self._process.stdin
        print(dies_at, name, file=self._process.stdin, flush=True)
        self._child = int(self._told())

    def wait(self) -> None:
        assert self._told() == "dead"

    def kill(self) -> None:
        os.kill(self._child, signal.SIGKILL)
        assert self._told() == "dead"

    def close(self) -> None:
        self._process.communicate()


def _kept() -> Iterator[str]:
    """The hashes that the journal knows; raises when its chain is broken."""
    yield from (str(entry.facts["sha256"]) for entry in entries(Path("sources/journal.jsonl").read_bytes()))


@pytest.mark.parametrize("kills", [40, pytest.param(KILLS, marks=pytest.mark.proof)])
def test_killed_at_any_moment_it_leaves_a_whole_bundle_that_the_journal_knows(
    workshop: Path, root: Path, kills: int
) -> None:
    """While bundles are written over and over; DOSSIER_KILLS times in the long proof."""
    chance = random.Random(7)
    bundle, whole = Path("sortie/depot-TFP00001A-2026.1.zip"), 0
    with closing(Writer(root)) as writer:
        for turn in range(kills):
            writer.start(f"essai {turn}", dies_at=chance.randrange(1, 2 * writer.steps))
            writer.wait()
            if bundle.exists():
                whole += 1
                members = unzipped(bundle.read_bytes())
                assert set(parse(members[NAME]).files) == set(members) - {NAME}
                assert sha256(bundle.read_bytes()) in set(_kept())
            if turn % 2:  # one time in two, the next one writes over what this one left
                Path("sources/journal.jsonl").unlink(missing_ok=True)
                bundle.unlink(missing_ok=True)
    assert kills > whole > kills / 10


@pytest.mark.usefixtures("quick")
def test_what_a_killed_command_left_aside_is_swept_by_the_next_one(dossier: Dossier, workshop: Path) -> None:
    Path("sortie").mkdir()
    Path("sortie/.depot-TFP00001A-2026.1.zip.a1b2c3d4.en-cours").write_bytes(b"PK")
    Path("sources/.journal.jsonl.a1b2c3d4.en-cours").write_bytes(b"{")
    kept = [Path("sources/.journal.jsonl.swp"), Path("sources/.journal.jsonl.sauvegarde")]
    for mine in kept:
        mine.write_bytes(b"a")
    assert dossier("package", EXAMPLE, "-o", "sortie", "--date", DAY).status == 0
    assert [path.name for path in Path("sortie").iterdir()] == ["depot-TFP00001A-2026.1.zip"]
    assert sorted(Path("sources").glob(".journal.jsonl.*")) == sorted(kept)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("output", "said"),
    [("sources/exemple-complet.xml", "un fichier porte le nom d’un dossier"), ("x" * 300, "le chemin est trop long")],
)
def test_where_nothing_can_be_written_is_said(dossier: Dossier, workshop: Path, output: str, said: str) -> None:
    seen = dossier("package", EXAMPLE, "-o", output, "--date", DAY)
    assert seen.status == 2 and said in seen.err
    assert not Path("sources/journal.jsonl").exists()


def test_two_commands_at_once_keep_one_chain(workshop: Path, root: Path) -> None:
    def authors() -> set[object]:
        journal = Path("sources/journal.jsonl")
        return {each.facts["par"] for each in entries(journal.read_bytes())} if journal.exists() else set()

    with closing(Writer(root)) as one, closing(Writer(root)) as other:
        both = {"une": one, "deux": other}
        for name, writer in both.items():
            writer.start(name)
        while authors() != {"une", "deux"}:
            time.sleep(0.01)
        for writer in both.values():
            writer.kill()
    assert sha256(Path("sortie/depot-TFP00001A-2026.1.zip").read_bytes()) in list(_kept())[-2:]


@pytest.mark.usefixtures("quick")
def test_the_limits_of_the_form_are_held_before_the_filing(dossier: Dossier, workshop: Path) -> None:
    settings = Path("sources/dossier.toml")
    before = settings.read_text("utf-8")
    settings.write_text(f"{before}\n[limites.caracteres]\ntitre = 80\n", "utf-8")
    seen = dossier("package", EXAMPLE, "-o", "sortie", "--date", DAY)
    assert (seen.status, seen.out) == (2, "")
    assert "champ inconnu, titre" in seen.err
    assert not Path("sortie").exists()
    settings.write_text(f"{before}\n[limites.caracteres]\nintitule = 20\n", "utf-8")
    seen = dossier("package", EXAMPLE, "-o", "sortie", "--date", DAY)
    assert seen.status == 0
    assert "caractères sur 20 admis" in seen.err


@pytest.mark.parametrize("name", ["", "   ", "\x1b[31mrouge", "a\u202eb", "x" * 201, "\udcff"])
def test_who_files_is_a_name(dossier: Dossier, workshop: Path, name: str) -> None:
    seen = dossier("package", EXAMPLE, "-o", "sortie", "--by", name)
    assert (seen.status, Path("sortie").exists()) == (2, False)
    assert "--by (un nom, de 200 caractères au plus)" in seen.err


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("kind", ["link", "dangling", "folder", "pipe"])
def test_a_journal_that_is_no_plain_file_stops_the_command(
    dossier: Dossier, workshop: Path, tmp_path: Path, kind: str
) -> None:
    journal, elsewhere = Path("sources/journal.jsonl"), tmp_path / "ailleurs.jsonl"
    if kind == "link":
        elsewhere.write_bytes(b"")
    if kind in ("link", "dangling"):
        journal.symlink_to(elsewhere)
    elif kind == "folder":
        journal.mkdir()
    else:
        os.mkfifo(journal)
    seen = dossier("package", EXAMPLE, "-o", "sortie", "--date", DAY)
    assert seen.status == 2 and "le journal n’est pas un fichier ordinaire" in seen.err
    assert not Path("sortie").exists()
    assert elsewhere.exists() == (kind == "link")


@pytest.mark.usefixtures("quick")
def test_a_folder_in_the_place_of_the_bundle_leaves_the_journal_as_it_was(dossier: Dossier, workshop: Path) -> None:
    Path("sortie/depot-TFP00001A-2026.1.zip").mkdir(parents=True)
    seen = dossier("package", EXAMPLE, "-o", "sortie", "--date", DAY)
    assert seen.status == 2 and "un dossier porte le nom du fichier à écrire" in seen.err
    assert not Path("sources/journal.jsonl").exists()


@pytest.mark.usefixtures("quick")
def test_personal_data_are_recalled_before_the_filing(dossier: Dossier, workshop: Path) -> None:
    path = Path(EXAMPLE)
    text = path.read_text("utf-8")
    assert "<objectifs>" in text
    path.write_text(text.replace("<objectifs>", "<objectifs><p>Appelez le 06 12 34 56 78.</p>", 1), "utf-8")
    seen = dossier("package", EXAMPLE, "-o", "sortie", "--date", DAY)
    assert seen.status == 0 and "DOC-009  Ce texte contient un numéro de téléphone portable" in seen.err


def test_an_invalid_programme_is_told_line_by_line(dossier: Dossier, workshop: Path) -> None:
    path = Path(EXAMPLE)
    path.write_text(path.read_text("utf-8").replace('niveau="6" cec', 'niveau="9" cec'), "utf-8")
    seen = dossier("package", EXAMPLE, "-o", "sortie")
    assert re.search(r"exemple-complet\.xml:\d+:\d+  STR-001  .*niveau", seen.err)

"""``dossier verify`` and ``dossier calendar`` as their users see them."""

from __future__ import annotations

import contextlib
import json
import pathlib
import shutil
from pathlib import Path
from typing import Any

import pytest

from dossier.cli import run
from dossier.filing.archive import unzipped, zipped
from dossier.render.formats import FORMATS, Format
from tests.cli.conftest import Dossier

EXAMPLE = "sources/exemple-complet.xml"
BUNDLE = "sortie/depot-TFP00001A-2026.1.zip"


@pytest.fixture(scope="module")
def packed_once(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place where the example was packed for good."""
    place = tmp_path_factory.mktemp("depot")
    shutil.copytree(root / "sources", place / "sources")
    with contextlib.chdir(place):
        assert run(["package", EXAMPLE, "-o", "sortie", "--date", "2026-03-05"]) == 0
    return place


@pytest.fixture
def packed(packed_once: Path, workshop: Path) -> Path:
    """The bundle of the example and its journal, one's own."""
    shutil.copytree(packed_once / "sortie", "sortie")
    shutil.copy(packed_once / "sources/journal.jsonl", "sources")
    return Path(BUNDLE)


def test_what_was_packed_is_whole_and_what_was_touched_is_said(dossier: Dossier, packed: Path) -> None:
    seen = dossier("verify", packed, "--journal")
    assert seen.status == 0
    assert f"{BUNDLE} : intact." in seen.out
    assert "Les PDF et leurs documents Word portent le même texte." in seen.out
    assert "Inscrit à la ligne 1 du journal." in seen.out

    data = bytearray(packed.read_bytes())
    data[data.index(b"CECI") if b"CECI" in data else data.index(b"Ce que contient")] ^= 1
    packed.write_bytes(data)
    seen = dossier("verify", packed)
    assert (seen.status, seen.out) == (
        1,
        f"{BUNDLE} : modifié. Le contenu de « LISEZMOI.txt » a été modifié ou abîmé.\n",
    )


def test_a_journal_alone_is_verified(dossier: Dossier, packed: Path) -> None:
    journal = Path("sources/journal.jsonl")
    assert dossier("verify", "--journal").out == "sources/journal.jsonl : intact ; lignes qui se suivent : 1.\n"
    assert dossier("verify", journal).status == 0
    journal.write_bytes(journal.read_bytes()[:-1])
    seen = dossier("verify", "--journal")
    assert seen.status == 1 and "n’est pas terminée" in seen.out


def test_a_cut_journal_shows_against_the_bundle(dossier: Dossier, packed: Path) -> None:
    Path("sources/journal.jsonl").write_bytes(b"")
    seen = dossier("verify", packed, "--journal")
    assert seen.status == 1 and "le journal ne contient pas la ligne" in seen.out.lower()


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"<html>", b"PK\x03\x04" + bytes(100)])
def test_what_is_no_bundle_gets_a_sentence(dossier: Dossier, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "depot.zip"
    path.write_bytes(content)
    seen = dossier("verify", path)
    assert seen.status == 2 and "vérification impossible" in seen.err and "Traceback" not in seen.err


def test_what_was_ours_before_it_was_damaged_is_altered(dossier: Dossier, packed: Path) -> None:
    """Status 1, not 2: the bytes inside tell what the file was."""
    bundle = packed.read_bytes()
    pdf = unzipped(bundle)["dossier/dossier-TFP00001A.pdf"]
    for name, whole in (("depot.zip", bundle), ("seul.pdf", pdf)):
        field = whole.index(b"dossier:sceau=")
        for damaged in (b"\0" + whole, b"\0" + whole[1:], whole[:-30], whole[:field] + b"X" + whole[field + 1 :]):
            Path(name).write_bytes(damaged)
            seen = dossier("verify", name)
            assert seen.status == 1 and seen.out.startswith(f"{name} : modifié.")


def test_a_bundle_is_held_against_one_journal(dossier: Dossier, packed: Path) -> None:
    seen = dossier("verify", packed, "un.jsonl", "deux.jsonl")
    assert seen.status == 2 and "un seul journal" in seen.err


def test_a_lone_pdf_answers_for_each_of_its_bytes(dossier: Dossier, packed: Path) -> None:
    pdf = unzipped(packed.read_bytes())["dossier/dossier-TFP00001A.pdf"]
    path = Path("seul.pdf")
    path.write_bytes(pdf)
    seen = dossier("verify", path)
    assert seen.status == 0 and "Le sceau du PDF correspond à chacun de ses octets." in seen.out
    path.write_bytes(pdf + b"\n")
    seen = dossier("verify", path)
    assert (seen.status, seen.out) == (
        1,
        "seul.pdf : modifié. Un octet au moins du PDF a changé depuis qu’il a été produit.\n",
    )


def test_odd_characters_of_a_forged_manifest_are_printed_safely(dossier: Dossier, packed: Path) -> None:
    members = unzipped(packed.read_bytes())
    manifest = json.loads(members["MANIFESTE.json"]) | {"par": "Camille\x1b[31m"}
    forged = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    packed.write_bytes(zipped({**members, "MANIFESTE.json": forged.encode()}))
    seen = dossier("verify", packed)
    assert seen.status == 0 and "par Camille?[31m" in seen.out


def test_bad_usage_is_said(dossier: Dossier, workshop: Path) -> None:
    assert dossier("verify").status == 2
    assert "n’existe pas" in dossier("verify", "absent.zip").err
    assert dossier("verify", "--journal").status == 2
    assert dossier("verify", "sources").status == 2


def test_a_word_document_is_called_so(dossier: Dossier, workshop: Path, word_files: dict[str, Path]) -> None:
    seen = dossier("verify", word_files["court"])
    assert seen.status == 2
    assert "C’est un document Word : seuls une archive de dépôt, un PDF ou le journal se vérifient." in seen.err


def test_a_file_that_may_not_be_read_is_named(
    dossier: Dossier, workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pathlib.Path.open

    def refuse(path: Path, *arguments: Any, **more: Any) -> Any:
        if path.name == "exemple-complet.xml":
            raise PermissionError
        return real(path, *arguments, **more)

    monkeypatch.setattr(pathlib.Path, "open", refuse)
    for command in ("verify", "check"):
        seen = dossier(command, "sources/exemple-complet.xml")
        assert seen.status == 2
        assert seen.err.startswith("sources/exemple-complet.xml  le droit de lire ce fichier manque.")


def test_the_calendar_is_seen_from_a_day(dossier: Dossier, workshop: Path) -> None:
    seen = dossier("calendar", "--date", "2024-03-01")
    assert seen.status == 0
    assert "LP15301A, RNCP30109 : à préparer maintenant, il reste 92 jours pour déposer." in seen.out
    assert "TFP00001A : aucune fin d’enregistrement" in seen.out


def test_the_calendar_goes_to_a_file_of_exact_bytes(dossier: Dossier, workshop: Path) -> None:
    assert dossier("calendar", "--format", "ics", "--output-file", "a.ics").status == 0
    ics = Path("a.ics").read_bytes()
    assert ics.startswith(b"BEGIN:VCALENDAR\r\n") and b"\r\r" not in ics


def test_the_index_of_the_dossiers_says_when_to_file(
    dossier: Dossier, workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMATS, "pdf", Format("PDF", "", lambda *_: b"%PDF-"))
    dossier("build", "-o", "sortie")
    index = Path("sortie/index.html").read_text("utf-8")
    assert "RNCP30109 : déposer au plus tard le 01/06/2024 (fin le 01/01/2025)" in index

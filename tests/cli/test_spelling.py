"""Spelling as its users meet it: asked for, remembered, and said when it cannot be judged."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from dossier.cli.support import spelling
from dossier.french.dictionary.speller import Speller
from tests.cli.conftest import Dossier

LP = "sources/lp15301a.xml"
FAULT = "« nécessaies » n’est pas au dictionnaire"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "dossier-certification"


def test_check_judges_spelling_when_asked(dossier: Dossier, workshop: Path, cache: Path) -> None:
    assert (
        "TXT-007 non évaluée : l’orthographe n’a pas été vérifiée ; « dossier check --spelling »"
        in dossier("check", LP).out
    )
    assert not cache.exists()
    seen = dossier("check", LP, "--spelling")
    assert FAULT in seen.out and "Écrivez « nécessaires »." in seen.out


def test_the_words_of_the_lexicon_are_right(dossier: Dossier, workshop: Path, cache: Path) -> None:
    with (workshop / "sources/lexique.txt").open("a", encoding="utf-8") as lexicon:
        lexicon.write("nécessaies  # pour l’essai\n")
    assert FAULT not in dossier("check", LP, "--spelling").out


def test_judged_words_are_remembered(
    dossier: Dossier, workshop: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = dossier("check", LP, "--spelling", "--select", "TXT-007").out
    kept = list(cache.iterdir())
    assert [path.suffix for path in kept] == [".json"]
    assert json.loads(kept[0].read_bytes())["nécessaies"] == "nécessaires"
    monkeypatch.setattr(Speller, "_judge", lambda *_: pytest.fail("judged again"))
    assert dossier("check", LP, "--spelling", "--select", "TXT-007").out == first


@pytest.mark.parametrize("spoilt", [b"\xff{", b"[1]"])
def test_a_spoilt_cache_changes_nothing(dossier: Dossier, workshop: Path, cache: Path, spoilt: bytes) -> None:
    first = dossier("check", LP, "--spelling", "--select", "TXT-007").out
    next(cache.iterdir()).write_bytes(spoilt)
    assert dossier("check", LP, "--spelling", "--select", "TXT-007").out == first


def test_a_cache_that_cannot_be_written_changes_nothing(dossier: Dossier, workshop: Path, cache: Path) -> None:
    cache.parent.write_text("a file in the way")
    assert FAULT in dossier("check", LP, "--spelling", "--select", "TXT-007").out


def test_without_the_extra_the_rule_is_not_evaluated(
    dossier: Dossier, workshop: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spelling, "find_spec", lambda _: None)
    seen = dossier("check", LP, "--spelling", "--select", "TXT-007")
    assert "Le correcteur d’orthographe n’est pas installé" in seen.err
    assert "TXT-007 non évaluée" in seen.out and FAULT not in seen.out


def test_a_lexicon_that_cannot_be_read_stops_the_command(dossier: Dossier, workshop: Path) -> None:
    (workshop / "sources/lexique.txt").write_bytes("école".encode("latin-1"))
    seen = dossier("check", LP)
    assert seen.status == 2 and "le lexique ne peut pas être lu" in seen.err

"""Running the command as a person does, and seeing what she sees."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dossier.cli import run


@dataclass
class Seen:
    """What a command left: its status, its report, what it said."""

    status: int
    out: str
    err: str


Dossier = Callable[..., Seen]


@pytest.fixture(scope="session")
def cache_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all the tests keep what the speller judged: never the cache of the person who runs them."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _own_cache(cache_of_tests: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(cache_of_tests))


@pytest.fixture
def dossier(capsys: pytest.CaptureFixture[str]) -> Dossier:
    """The command, in this process."""

    def call(*arguments: object) -> Seen:
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Seen(status, captured.out, captured.err)

    return call


@pytest.fixture
def workshop(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place of one's own, with a copy of the sources."""
    shutil.copytree(root / "sources", tmp_path / "sources")
    monkeypatch.chdir(tmp_path)
    return tmp_path

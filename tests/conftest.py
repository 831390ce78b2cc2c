"""What all tests share: where things are, the two clean programmes, and skips that fail when nothing may be absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of reference material; the test skips, visibly, without it."""
    folder = Path(os.environ.get("DOSSIER_REFERENCE", ROOT.parent / "shared" / "reference"))
    if not folder.is_dir():
        pytest.skip("the reference folder is absent (DOSSIER_REFERENCE)")
    return folder


@pytest.fixture(scope="session")
def word_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The Word file of each programme of the sources, in its look, and of a tiny one, by their codes."""
    from dossier.cli.support.looks import look_of
    from dossier.render.docx import to_docx
    from tests.document.reading import dossier, small
    from tests.programme.specimens import SOURCES

    folder = tmp_path_factory.mktemp("word")
    composed = {path: dossier(path) for path in SOURCES}
    files = {folder / f"{tree.code}.docx": to_docx(tree, look_of(path, tree.code)) for path, tree in composed.items()}
    files[folder / "court.docx"] = to_docx(small())
    for path, content in files.items():
        path.write_bytes(content)
    return {path.stem: path for path in files}


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With DOSSIER_NO_SKIP, a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("DOSSIER_NO_SKIP") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

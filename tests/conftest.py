"""What all tests share: where things are, the two clean programmes, and skips that fail when nothing may be absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("dossier", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dossier")  # no test depends on the speed of the machine

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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the long proofs for who asks for them, by ``-m proof`` or by the name of their file; share out the others.

    Two processes (pytest-xdist) never both make what the tests of one room share.
    """
    if not config.option.markexpr:
        named = {Path(each.split("::")[0]).resolve() for each in config.args}
        aside = [item for item in items if item.get_closest_marker("proof") and item.path not in named]
        config.hook.pytest_deselected(items=aside)
        items[:] = [item for item in items if item not in set(aside)]
    for item in items:
        shared = "filing" if item.path.parent.name == "filing" else item.path.as_posix()
        item.add_marker(pytest.mark.xdist_group(shared))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With DOSSIER_NO_SKIP, a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("DOSSIER_NO_SKIP") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

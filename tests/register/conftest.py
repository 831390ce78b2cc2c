"""A small register of our own, as a file and as an index."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dossier.register.build import import_exports
from dossier.register.reader import open_export
from tests.register.generator import sample, write_flux

DAY = date(2026, 8, 16)


@pytest.fixture
def flux(tmp_path: Path) -> Path:
    """The sample, named as the official export is."""
    return write_flux(tmp_path / "export_fiches_RNCP_V4_1_2026-08-16.xml", sample())


@pytest.fixture
def index(tmp_path: Path, flux: Path) -> Path:
    """The index made of the sample."""
    path = tmp_path / "index" / "rncp.sqlite"
    import_exports(path, [open_export(flux)])
    return path

"""An institution's folder, to fill as each test needs."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from dossier.look.faults import Fault, UnusableLook
from dossier.look.reader import read_look

Refusals = Callable[[Mapping[str, Any]], tuple[Fault, ...]]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><path d="M0 0h300v100z"/>{}</svg>'


@pytest.fixture
def institution(root: Path, tmp_path: Path) -> Path:
    """The folder of the programmes, with the files of the example look in ``charte``."""
    folder = tmp_path / "sources"
    shutil.copytree(root / "sources" / "charte" / "ecole-exemple", folder / "charte")
    return folder


@pytest.fixture
def refusals(institution: Path) -> Refusals:
    """What is wrong with a table of settings."""

    def refused(table: Mapping[str, Any]) -> tuple[Fault, ...]:
        with pytest.raises(UnusableLook) as caught:
            read_look(table, institution)
        return caught.value.faults

    return refused


def png(width: int, height: int) -> bytes:
    """A grey picture of this size."""
    from PIL import Image

    written = io.BytesIO()
    Image.new("L", (width, height)).save(written, "PNG")
    return written.getvalue()

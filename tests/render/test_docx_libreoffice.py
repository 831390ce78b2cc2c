"""LibreOffice opens the Word files, and what it saves again has the same pages."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

CODES = ("LP15301A", "TFP00001A", "court")
pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def printed(word_files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """Each Word file as LibreOffice prints it, and as it prints what it saved of it."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is absent (soffice)")
    folder = tmp_path_factory.mktemp("libreoffice")

    def converted(files: list[Path], kind: str, where: str) -> list[Path]:
        own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            "soffice",
            own,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder / where),
            *map(str, files),
        ]
        subprocess.run(command, check=True, capture_output=True)
        return [folder / where / f"{file.stem}.{kind}" for file in files]

    files = [word_files[code] for code in CODES]
    first, second = converted(files, "pdf", "d’abord"), converted(converted(files, "docx", "repris"), "pdf", "ensuite")
    return dict(zip(CODES, zip(first, second, strict=True), strict=True))


def pages(pdf: Path) -> list[list[str]]:
    """The words of each page, in alphabetical order: cells of a row are not always read in the same one."""
    text = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    # pdftotext takes a hyphen at the end of a line for that of a cut word.
    return [sorted(page.replace("-", "").split()) for page in text.split("\f")[:-1]]


@pytest.mark.parametrize("code", CODES)
def test_saved_again_it_has_the_same_words_on_as_many_pages(code: str, printed: dict[str, tuple[Path, Path]]) -> None:
    """A row at the foot of a page may go to the next one; none is lost."""
    first, second = map(pages, printed[code])
    assert len(second) == len(first) > 4
    # The first pages are the cover and the contents, whose page numbers it counts.
    assert sorted(word for page in second[3:] for word in page) == sorted(word for page in first[3:] for word in page)


@pytest.mark.parametrize("code", CODES)
def test_its_pages_are_counted_and_none_is_empty(code: str, printed: dict[str, tuple[Path, Path]]) -> None:
    pdf, _ = printed[code]
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    _cover, *shown = text.split("\f")[:-1]
    running = set.intersection(*(set(page.split()) for page in shown))
    for rank, page in enumerate(shown, start=2):
        assert re.search(rf"page {rank} / {len(shown) + 1}\b", page)
        assert len({*page.split()} - running - {str(rank)}) > 3

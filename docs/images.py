"""Makes the pictures of the README anew, from the dossiers in ``output/``: ``python -m docs.images`` (after ``make``).

Needs pdftoppm and Pillow, which WeasyPrint brings; a picture is the page of the PDF where some words stand.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
_RESOLUTION = 84  # dots to the inch
_COLOURS = 48


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to show: the programme, and words that stand on that page and on none before."""

    name: str
    code: str
    words: str


PICTURES = (
    Picture("referentiel", "TFP00001A", "Modalités d’évaluation"),
    Picture("maquette", "TFP00001A", "Total – Semestre"),
    Picture("matrice", "TFP00001A", "Matrice validée"),
)


def main() -> None:
    """Write every picture of the README."""
    for picture in PICTURES:
        pdf = ROOT / "output" / picture.code / f"dossier-{picture.code}.pdf"
        page = str(_page(pdf, picture.words))
        png = _run("pdftoppm", "-r", str(_RESOLUTION), "-f", page, "-l", page, "-png", str(pdf))
        with Image.open(BytesIO(png)) as image:
            target = ROOT / "docs" / "images" / f"{picture.name}.png"
            target.parent.mkdir(exist_ok=True)
            image.convert("RGB").quantize(_COLOURS).save(target, optimize=True)


def _page(pdf: Path, words: str) -> int:
    pages = _run("pdftotext", str(pdf), "-").decode().split("\f")
    return next(rank for rank, text in enumerate(pages, start=1) if words in text.replace("\n", " "))


def _run(*command: str) -> bytes:
    return subprocess.run(command, check=True, capture_output=True).stdout


if __name__ == "__main__":
    main()

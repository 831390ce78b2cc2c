"""Drawings of the Word file: the vector and its points, in the colours of the look, no larger than the page."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from dossier.document.tree import Figure, Section
from dossier.look.model import DEFAULT, Look
from dossier.render.docx import to_docx
from tests.render.specimen import drawing, paragraph, specimen
from tests.render.word import WP, W, body, one_section, style, words

EMU = 9525  # in a pixel
TWIP = 635  # in the same unit
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}"><rect width="9" height="9"/></svg>'


def media(content: bytes, kind: str) -> list[bytes]:
    """The pictures of one kind, by their suffix."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [package.read(name) for name in package.namelist() if name.endswith(kind)]


def size(main: etree._Element) -> tuple[int, int]:
    """Of the only drawing."""
    (extent,) = main.iter(WP + "extent")
    return int(extent.get("cx", "0")), int(extent.get("cy", "0"))


def test_a_drawing_stands_above_its_caption_with_what_it_says(main: etree._Element) -> None:
    (shown,) = (p for p in main.iter(W + "p") if style(p) == "Figure")
    (said,) = shown.iter(WP + "docPr")
    assert (said.get("descr") or "").startswith("Deux totaux atteignables")
    below = shown.getnext()
    assert below is not None and words(below).split() == ["Figure", "1", "–", "Crédits", "atteignables"]


def test_a_small_drawing_keeps_its_size() -> None:
    assert size(body(one_section(drawing()))) == (400 * EMU, 70 * EMU)


@pytest.mark.parametrize(("pixels", "landscape"), [((4000, 100), False), ((100, 4000), False), ((4000, 100), True)])
def test_a_large_one_fits_in_the_page_and_is_not_distorted(pixels: tuple[int, int], landscape: bool) -> None:
    large = Figure(SVG.format(*pixels), "Grand", "Un carré, en haut à gauche.")
    section = Section("Essai", (paragraph("Voici."), large), landscape=landscape)
    width, height = size(body(replace(specimen(), cover=(), sections=(section,))))
    across, down = (16838, 11906) if landscape else (11906, 16838)
    assert width <= (across - 2 * 1134) * TWIP
    assert height < (down - 1304 - 1191) * TWIP
    assert width / height == pytest.approx(pixels[0] / pixels[1], rel=1e-4)


def test_the_vector_and_the_points_wear_the_colours_of_the_look() -> None:
    document = one_section(drawing())
    red = Look(palette=DEFAULT.palette.changed(accent="#aa0000"))
    (plain,), (painted,) = (media(to_docx(document, look), ".png") for look in (DEFAULT, red))
    assert plain != painted
    (vector,) = media(to_docx(document, red), ".svg")
    assert b'fill="#aa0000"' in vector and b"var(" not in vector


def test_the_points_are_sharp_enough_to_be_printed() -> None:
    (points,) = media(to_docx(one_section(drawing())), ".png")
    assert struct.unpack(">II", points[16:24]) == (600, 105)  # 144 to the inch


def test_the_points_have_our_letters_whatever_fonts_the_machine_has() -> None:
    words_in = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20"><text y="15" font-family="{}">Essai</text></svg>'
    )
    asked, unknown = (
        media(to_docx(one_section(Figure(words_in.format(family), "Mot", "Le mot « Essai »."))), ".png")
        for family in ("Liberation Sans, DejaVu Sans", "Introuvable, DejaVu Sans")
    )
    assert asked == unknown

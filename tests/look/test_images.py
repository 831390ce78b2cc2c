"""Logos: kinds and sizes told by the files themselves; nothing in them runs or is fetched."""

from __future__ import annotations

import io

import pytest
from PIL import Image as Picture

from dossier.look.faults import Fault
from dossier.look.images import read_image
from tests.look.conftest import SVG, png


def test_sizes_are_read() -> None:
    assert (read_image("x", png(640, 200)).width, read_image("x", png(640, 200)).height) == (640, 200)
    drawing = read_image("x", SVG.format("").encode())
    assert (drawing.media, drawing.width, drawing.height) == ("image/svg+xml", 300, 100)
    stream = io.BytesIO()
    Picture.new("RGB", (31, 17)).save(stream, "JPEG")
    photo = read_image("x", stream.getvalue())
    assert (photo.media, photo.width, photo.height) == ("image/jpeg", 31, 17)


def test_a_size_in_millimetres_will_do() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="60mm" height="20mm"/>'
    assert (read_image("x", svg).width, read_image("x", svg).height) == (60, 20)


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<foreignObject/>", "<foreignObject>"),
        ('<path onclick="alert(1)"/>', "onclick"),
        ('<image href="http://exemple.org/a.png"/>', "un lien vers http://exemple.org/a.png"),
        ('<image href="file:///etc/passwd"/>', "un lien vers file:"),
        ('<a href="javascript:alert(1)"><path/></a>', "un lien vers javascript:"),
        ('<path style="fill: url(http://exemple.org/a)"/>', "style"),
        ("<style>@import 'http://exemple.org/a.css';</style>", "un style"),
        ("<style>path { fill: u\\72l(http://exemple.org) }</style>", "un style"),
    ],
)
def test_a_drawing_that_runs_or_fetches_is_refused(inside: str, said: str) -> None:
    with pytest.raises(Fault) as caught:
        read_image("x", SVG.format(inside).encode())
    assert said in caught.value.reason


def test_gradients_and_links_inside_the_drawing_are_kept() -> None:
    inside = '<linearGradient id="g"/><path fill="url(#g)"/><use href="#g"/>'
    assert read_image("x", SVG.format(inside).encode()).width == 300


def test_what_drawing_software_notes_for_itself_is_no_mistake() -> None:
    note = '<g xmlns:inkscape="http://www.inkscape.org/" inkscape:export-filename="C:\\images\\logo.png"/>'
    assert read_image("x", SVG.format(note).encode()).width == 300


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"<svg",
        b"<html/>",
        b"\xff\xd8\xff\xe0",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 nan inf"/>',
        b'<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" '
        b'viewBox="0 0 1 1">&e;</svg>',
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Fault):
        read_image("x", data)

"""Colours that can be read: ratios computed as WCAG says, refusals that say what to change."""

from __future__ import annotations

import re

import pytest

from dossier.look.contrast import faults, french, meetings, ratio
from dossier.look.model import Palette


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),  # the well-known grey that just fails
        ("#767676", "#ffffff", 4.54),  # and its neighbour that just passes
        ("#ffffff", "#0000ff", 8.59),
    ],
)
def test_ratios_are_those_of_wcag(one: str, other: str, expected: float) -> None:
    assert ratio(one, other) == ratio(other, one) == pytest.approx(expected, abs=0.005)


def test_the_shipped_colours_can_be_read() -> None:
    assert list(faults(Palette())) == []
    assert all(meeting.readable for meeting in meetings(Palette()))


def test_a_colour_that_cannot_be_read_names_the_pair_the_ratio_and_a_colour_that_can() -> None:
    (fault,) = faults(Palette().changed(encre_douce="#777777"))
    assert "« encre-douce » (#777777)" in fault.reason
    assert "il en faut au moins 4,50" in fault.reason
    found = re.search(r"Assombrissez « encre-douce » : (#[0-9a-f]{6})", fault.hint)
    assert found
    assert list(faults(Palette().changed(encre_douce=found[1]))) == []


def test_a_ratio_is_never_said_better_than_it_is() -> None:
    assert french(4.499) == "4,49"


def test_an_ink_too_dark_for_a_dark_ground_is_to_be_lightened() -> None:
    (fault,) = faults(Palette().changed(fond_tete="#1d5446"))
    assert "« encre-tete » (#1b3a6b) sur « fond-tete » (#1d5446)" in fault.reason
    assert fault.hint.startswith("Éclaircissez « encre-tete »")


def test_what_follows_from_one_colour_is_said_once() -> None:
    found = list(faults(Palette().changed(accent="#f08800")))
    assert len([fault for fault in found if "#f08800" in fault.reason]) == 1


def test_large_titles_may_be_lighter_than_text() -> None:
    colour = "#e2574c"
    assert 3 < ratio(colour, "#ffffff") < 4.5
    assert list(faults(Palette().changed(titres=colour))) == []
    assert list(faults(Palette().changed(lien=colour)))


def test_a_new_accent_brings_tints_that_go_with_it() -> None:
    palette = Palette().changed(accent="#1d5446")
    assert palette.titres == palette.lien == "#1d5446"
    assert palette.ton_3 != Palette().ton_3
    assert Palette().changed(accent="#1d5446", ton_3="#abcdef").ton_3 == "#abcdef"

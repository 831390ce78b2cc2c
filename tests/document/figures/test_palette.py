"""The drawings can be read in grey, without colours, and on paper."""

from __future__ import annotations

from itertools import combinations, pairwise

from dossier.document.figures import palette
from dossier.document.figures.palette import ACCENT, ALERT, INK, NATURES, OPTIONAL, PALE, PAPER, SOFT
from dossier.look.model import Palette
from dossier.look.paint import painted


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    one, other = painted(one, Palette()), painted(other, Palette())
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_words_contrast_with_what_they_are_written_on() -> None:
    for ink in (INK, SOFT, ACCENT):
        assert contrast(ink, PAPER) >= 4.5
        assert contrast(ink, palette.BAND) >= 4.5


def test_signs_and_edges_contrast_with_their_ground() -> None:
    assert all(
        contrast(mark, ground) >= 3 for mark, ground in ((INK, PAPER), (INK, PALE), (PAPER, ACCENT), (ALERT, PAPER))
    )
    for shade in (*NATURES.values(), OPTIONAL):
        assert shade.fill == ACCENT or contrast(shade.marks, shade.fill) >= 3


def test_shades_differ_in_grey_and_by_their_patterns() -> None:
    shades = (*NATURES.values(), OPTIONAL)
    assert all(contrast(darker.fill, lighter.fill) >= 1.2 for darker, lighter in pairwise(shades))
    assert all(one.pattern is not other.pattern for one, other in combinations(shades, 2))

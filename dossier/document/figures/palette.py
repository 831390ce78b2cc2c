"""The colours of the drawings, by name (each writer paints them in the look's), and patterns that say the same.

Shades go from dark to light, so that they differ in grey and to whoever does not see colours; no two share a pattern.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

PAPER = "#ffffff"
INK = "var(--encre)"
SOFT = "var(--encre-douce)"
LINE = "var(--trait)"
ACCENT = "var(--accent)"
ALERT = "var(--absent)"
BAND = "var(--fond-rang)"
PALE = "var(--ton-2)"

FONT = "'Source Sans 3', 'Source Sans Pro', 'DejaVu Sans', sans-serif"  # quoted: a bare name may not hold a number


class Pattern(Enum):
    """What is drawn over a shade."""

    PLAIN = "uni"
    RISING = "hachures montantes"
    FALLING = "hachures descendantes"
    UPRIGHT = "rayures verticales"
    LEVEL = "rayures horizontales"
    DOTS = "points"


@dataclass(frozen=True, slots=True)
class Shade:
    """A colour, its pattern and the colour of that pattern."""

    fill: str
    pattern: Pattern
    marks: str = INK


NATURES = {
    "UE": Shade(ACCENT, Pattern.PLAIN),
    "UA": Shade("var(--accent-72)", Pattern.RISING, PAPER),
    "SAE": Shade("var(--accent-52)", Pattern.UPRIGHT),
    "EC": Shade("var(--accent-36)", Pattern.LEVEL),
    "ressource": Shade("var(--accent-22)", Pattern.DOTS),
}
"""By type of unit."""

OPTIONAL = Shade(PAPER, Pattern.FALLING, SOFT)
"""What depends on choices."""

GUARANTEED = Shade(ACCENT, Pattern.PLAIN)
"""What is sure."""

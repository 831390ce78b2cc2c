"""The colours of the drawings and the patterns that say the same without colour.

Shades go from dark to light, so that they differ in grey and to whoever does not see colours; no two share a pattern.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

PAPER = "#ffffff"
INK = "#1d2430"
SOFT = "#4a5565"
LINE = "#c8d0db"
ACCENT = "#1b3a6b"
ALERT = "#8f1d2c"
BAND = "#f1f4f8"
PALE = "#c6d8ee"

FONT = "Source Sans 3, Source Sans Pro, DejaVu Sans, sans-serif"


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
    "UA": Shade("#4f7cb8", Pattern.RISING, PAPER),
    "SAE": Shade("#7ea3d3", Pattern.UPRIGHT),
    "EC": Shade("#a5c0e2", Pattern.LEVEL),
    "ressource": Shade("#c9dbf0", Pattern.DOTS),
}
"""By type of unit."""

OPTIONAL = Shade(PAPER, Pattern.FALLING, SOFT)
"""What depends on choices."""

GUARANTEED = Shade(ACCENT, Pattern.PLAIN)
"""What is sure."""

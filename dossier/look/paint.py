"""Painting a drawing: its colours are named as in the style sheet, and every writer wants numbers."""

from __future__ import annotations

import re

from dossier.look.model import WHITE, Palette, mixed

_NAMED = re.compile(r"var\(--([a-z0-9-]+?)(?:-(\d\d))?\)")


def painted(drawing: str, palette: Palette) -> str:
    """The drawing with a palette's colours; ``var(--accent-36)`` is 36 % of the accent in white.

    A name that is no colour is left as it is: it may be the words of a label.
    """
    colours = dict(palette)

    def colour(match: re.Match[str]) -> str:
        name, share = match.groups()
        plain = colours.get(name, match[0])
        return mixed(plain, WHITE, int(share) / 100) if share and name in colours else plain

    return _NAMED.sub(colour, drawing)

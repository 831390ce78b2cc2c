"""Pieces of SVG: lengths in pixels (96 to the inch), the origin at the top left, y downwards.

Everything is drawn where it stands: no reference, no definition, no style sheet, so that any reader of SVG shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from dossier.document.figures.palette import FONT, INK, SOFT, Pattern, Shade
from dossier.document.text_width import SIZE, length

Entry = tuple[str, str]
"""A mark and its words."""

PORTRAIT, LANDSCAPE = 640, 990
"""The widths of the text on a page."""

_MARK, _GAP = 18, 18  # in a legend: from a mark to its words, between two entries
_STEP = 5  # between the lines of a pattern


def picture(width: float, height: float, pieces: Iterable[str]) -> str:
    """One stand-alone drawing."""
    size = f'width="{number(width)}" height="{number(height)}"'
    box = f'viewBox="0 0 {number(width)} {number(height)}"'
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} font-family="{FONT}" font-size="{SIZE}">'
    return f"{opening}{''.join(pieces)}</svg>"


def number(value: float) -> str:
    """A length, to the hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = SIZE,
    anchor: str = "start",
    bold: bool = False,
    colour: str = INK,
    upright: bool = False,
) -> str:
    """A line of words whose foot is at ``y``; ``upright`` writes upwards."""
    given = [f'x="{number(x)}" y="{number(y)}"', f'fill="{colour}"']
    given += [f'font-size="{number(size)}"'] if size != SIZE else []
    given += [f'text-anchor="{anchor}"'] if anchor != "start" else []
    given += ['font-weight="bold"'] if bold else []
    given += [f'transform="rotate(-90 {number(x)} {number(y)})"'] if upright else []
    return f"<text {' '.join(given)}>{escape(words)}</text>"


def rectangle(x: float, y: float, width: float, height: float, fill: str, stroke: str = "") -> str:
    """A rectangle, with a thin edge if asked for."""
    edge = f' stroke="{stroke}"' if stroke else ""
    where = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return f'<rect {where} fill="{fill}"{edge}/>'


def path(points: Iterable[str], colour: str = SOFT, width: float = 1, *, dashed: bool = False) -> str:
    """A line through points, as SVG writes it (« M0 0H10V5 »)."""
    dashes = ' stroke-dasharray="4 3"' if dashed else ""
    return f'<path d="{"".join(points)}" fill="none" stroke="{colour}" stroke-width="{number(width)}"{dashes}/>'


def disc(x: float, y: float, radius: float, fill: str, stroke: str = "") -> str:
    """A disc, or a ring if it has an edge."""
    edge = f' stroke="{stroke}" stroke-width="1.5"' if stroke else ""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{fill}"{edge}/>'


def diamond(x: float, y: float, radius: float, fill: str, stroke: str) -> str:
    """A square on its corner."""
    corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    points = " ".join(f"{number(left)},{number(top)}" for left, top in corners)
    return f'<polygon points="{points}" fill="{fill}" stroke="{stroke}" stroke-width="1.5"/>'


def shaded(x: float, y: float, width: float, height: float, shade: Shade) -> str:
    """A rectangle of a shade, its pattern and a dark edge."""
    lines = "".join(_marks(x, y, width, height, shade.pattern))
    pattern = path((lines,), shade.marks) if lines else ""
    return rectangle(x, y, width, height, shade.fill) + pattern + rectangle(x, y, width, height, "none", INK)


def _marks(x: float, y: float, width: float, height: float, pattern: Pattern) -> Iterator[str]:
    match pattern:
        case Pattern.RISING | Pattern.FALLING:
            yield from _slanted(x, y, width, height, falling=pattern is Pattern.FALLING)
        case Pattern.UPRIGHT:
            yield from (f"M{number(x + at)} {number(y)}v{number(height)}" for at in _steps(width))
        case Pattern.LEVEL:
            yield from (f"M{number(x)} {number(y + at)}h{number(width)}" for at in _steps(height))
        case Pattern.DOTS:
            yield from (
                f"M{number(x + across - 0.5)} {number(y + down)}h1"
                for down in _steps(height)
                for across in _steps(width)
            )
        case Pattern.PLAIN:
            pass


def _steps(extent: float) -> range:
    return range(_STEP // 2 + 1, int(extent), _STEP)


def _slanted(x: float, y: float, width: float, height: float, *, falling: bool) -> Iterator[str]:
    """Lines at 45 degrees, cut at the edges."""
    for start in range(_STEP, int(width + height), _STEP):
        left, right = max(0.0, start - height), min(start, width)
        top, bottom = start - right, start - left
        if falling:
            left, right = width - left, width - right
        yield f"M{number(x + left)} {number(y + bottom)}L{number(x + right)} {number(y + top)}"


def key(x: float, y: float, entries: Iterable[Entry]) -> str:
    """A legend on one line: for each entry, a mark drawn in a square of 12 with its corner at the origin, its words."""
    pieces = []
    for mark, words in entries:
        pieces.append(f'<g transform="translate({number(x)} {number(y)})">{mark}{text(_MARK, 10.5, words)}</g>')
        x += _room(words)
    return "".join(pieces)


def key_lines(entries: Iterable[Entry], width: float) -> list[list[Entry]]:
    """A legend as the lines that ``width`` asks for; an entry is never cut."""
    lines: list[list[Entry]] = []
    used = 0.0
    for entry in entries:
        room = _room(entry[1])
        if lines and used + room - _GAP <= width:
            lines[-1].append(entry)
            used += room
        else:
            lines.append([entry])
            used = room
    return lines


def _room(words: str) -> float:
    return _MARK + length(words) + _GAP


def swatch(shade: Shade) -> str:
    """The mark of a shade in a legend."""
    return shaded(0, 0, 12, 12, shade)

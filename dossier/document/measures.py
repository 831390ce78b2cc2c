"""About how wide words are and how high rows: one table of letters for documents, whatever they are written in.

Widths are in points, of letters one point high unless a size is given. Source Sans is the measure of all; other fonts
are so many times as broad. What is told is a little more than the truth, so that what is said to fit does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from unicodedata import normalize

from dossier.document.tree import Bullets, Cell, Paragraph, Table

_WIDTHS = {
    letter: width
    for width, letters in (
        (0.2, " \u00a0\u202f"),
        (0.26, "ijlI|.,;:'’·"),
        (0.35, "ftr()[]!/-•°"),
        (0.44, 'sz*?"“”«»'),
        (0.5, "ckvxyeLFJY–+=#<>€_0123456789"),
        (0.56, "abdghnopquACEKPRSTVXZ"),
        (0.62, "BDG●○&"),
        (0.67, "HNOQU"),
        (0.85, "mwMW%@œæŒÆ—"),
        (1.0, "…"),
    )
    for letter in letters
}
_OTHER = 0.85
_BOLD = 1.08
_BREADTHS = {"Source Sans 3": 1.0, "Arial": 1.12, "Calibri": 1.0, "Times New Roman": 1.0, "Verdana": 1.32}
_UNKNOWN = 1.15
WIDEST = "Verdana"
"""The broadest font of those that are measured."""
_LONGEST = (170, 75)
"""How long a word may be for a column to be widened for it, in letters of 9 points: where there is room, or less."""


def length(words: str, size: float = 1, *, bold: bool = False) -> float:
    """The width of words in letters of this size; an accent takes no room."""
    width = sum(_WIDTHS.get(letter) or _WIDTHS.get(normalize("NFD", letter)[0], _OTHER) for letter in words)
    return width * size * (_BOLD if bold else 1)


@dataclass(frozen=True, slots=True)
class Face:
    """How tables are set: the font and its size, the height of a line, the margins of a cell across and down."""

    font: str
    size: float = 9
    line: float = 12
    across: float = 10.5
    down: float = 7.5

    def width(self, words: str, *, bold: bool = False) -> float:
        """Of words on one line."""
        return length(words, self.size, bold=bold) * _BREADTHS.get(self.font, _UNKNOWN)


def columns(table: Table, face: Face, total: float) -> list[float]:
    """``total`` shared out by weight; where there is room, no column cuts a word of its cells."""
    longest = _longest_words(table, face)
    wanted = ([face.across + min(word, most) for word in longest] for most in _LONGEST)
    least = next((widths for widths in wanted if sum(widths) <= total), [0.0] * len(longest))
    return _shared(table.widths, least, total)


def needed(table: Table, face: Face) -> list[float]:
    """What each column needs so that no word of it is cut."""
    return [face.across + word for word in _longest_words(table, face)]


def _longest_words(table: Table, face: Face) -> list[float]:
    longest = [0.0] * len(table.widths)
    for row in (tuple(enumerate(table.head)), *table.grid()):
        for rank, cell in row:
            if cell.columns == 1:
                longest[rank] = max(longest[rank], _longest(cell, face))
    return longest


def _shared(weights: Sequence[int], least: Sequence[float], total: float) -> list[float]:
    """By weight, but for the columns that need more than their share."""
    narrow: set[int] = set()
    while True:
        room = total - sum(least[rank] for rank in narrow)
        whole = sum(weight for rank, weight in enumerate(weights) if rank not in narrow)
        more = {r for r, weight in enumerate(weights) if r not in narrow and room * weight < least[r] * whole}
        if not more:
            break
        narrow |= more
    return [least[r] if r in narrow else room * weight / whole for r, weight in enumerate(weights)]


def whole_numbers(widths: Sequence[float], scale: float) -> list[int]:
    """The same widths in another unit, whole, whose sum is kept."""
    edges = [round(edge * scale) for edge in accumulate(widths, initial=0)]
    return [right - left for left, right in pairwise(edges)]


def heights(table: Table, widths: Sequence[float], face: Face) -> list[float]:
    """Of the head, then of each row; a cell that spreads over several rows makes the last of them high enough."""
    head = [_height(cell, widths[rank : rank + 1], face) for rank, cell in enumerate(table.head)]
    found = [max(head, default=0.0)]
    owed: list[tuple[int, float]] = []  # the rank of the last row, the height that ends there
    for rank, row in enumerate(table.grid(), start=1):
        high = 0.0
        for column, cell in row:
            its = _height(cell, widths[column : column + cell.columns], face)
            if cell.rows == 1:
                high = max(high, its)
            else:
                owed.append((rank + cell.rows - 1, its + sum(found[1:])))
        high = max(high, *(end - sum(found[1:]) for last, end in owed if last == rank), 0.0)
        found.append(high)
    return found


def spread(table: Table, widths: Sequence[float], high: Sequence[float], face: Face) -> frozenset[int]:
    """The ranks, from 1, of the rows after which a page may not end, or what a cell above says would be cut."""
    held: set[int] = set()
    for rank, row in enumerate(table.grid(), start=1):
        for column, cell in row:
            left = _height(cell, widths[column : column + cell.columns], face) if cell.rows > 1 else 0
            for below in range(rank, rank + cell.rows - 1):
                left -= high[below]
                if left > 0:
                    held.add(below)
    return frozenset(held)


def lines(blocks: Sequence[Paragraph | Bullets], across: float, face: Face, *, bold: bool = False) -> int:
    """About how many lines a text takes, ``across`` points wide."""
    fit = max(1.0, across)
    return sum(max(1, math.ceil(1.03 * face.width(said.text, bold=bold) / fit)) for said in paragraphs(blocks))


def paragraphs(blocks: Sequence[Paragraph | Bullets]) -> Iterator[Paragraph]:
    """The paragraphs of a text, those of its lists too."""
    for block in blocks:
        yield from block.items if isinstance(block, Bullets) else (block,)


def _height(cell: Cell, widths: Sequence[float], face: Face) -> float:
    across = sum(widths) - face.across
    return face.down + face.line * max(1, lines(cell.blocks, across, face, bold=cell.header))


def _longest(cell: Cell, face: Face) -> float:
    """The longest word of a cell; a line may end after a hyphen, but not inside a code (« B1-C1 »)."""
    words = (word for said in paragraphs(cell.blocks) for word in re.split(r"\s|(?<=[a-zà-ÿ]-)", said.text))
    return max((face.width(word, bold=cell.header) for word in words), default=0.0)

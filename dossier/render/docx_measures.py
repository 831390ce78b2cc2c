"""How wide the columns of a table are, and about how high its rows will be. Lengths in twentieths of a point."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from dossier.document.tree import Bullets, Cell, Table

_PADDING, _LINE = 170, 207  # both margins of a cell, a line
_LETTER, _BOLD_LETTER, _CAPITAL = 95, 112, 125  # a mean letter of Arial in a table
_BREADTH = {"Verdana": 1.2}  # of the letters of other fonts, Arial's being 1
_LONGEST = (32, 14)  # letters of a word that a column may be widened for, where there is room and where there is less


def columns(table: Table, font: str, total: int) -> list[int]:
    """``total`` shared out by weight, to the last twip; where there is room, no column cuts a word of its cells."""
    longest = [max(map(_longest, column)) for column in zip(table.head, *table.rows, strict=True)]
    wanted = (
        [round(_PADDING + _BREADTH.get(font, 1) * min(word, _LETTER * letters)) for word in longest]
        for letters in _LONGEST
    )
    least = next((widths for widths in wanted if sum(widths) <= total), [0] * len(longest))
    return _shared(table.widths, least, total)


def _shared(weights: Sequence[int], least: Sequence[int], total: int) -> list[int]:
    narrow: set[int] = set()
    while True:
        room = total - sum(least[rank] for rank in narrow)
        whole = sum(weight for rank, weight in enumerate(weights) if rank not in narrow)
        more = {r for r, weight in enumerate(weights) if r not in narrow and room * weight < least[r] * whole}
        if not more:
            break
        narrow |= more
    free = [0 if rank in narrow else weight for rank, weight in enumerate(weights)]
    edges = [room * before // max(whole, 1) for before in accumulate(free, initial=0)]
    return [least[rank] if rank in narrow else right - left for rank, (left, right) in enumerate(pairwise(edges))]


def height(row: Sequence[Cell], widths: Sequence[int], font: str) -> float:
    """Of one row: one that would leave a great hole at a page's foot may be cut."""
    letter = _LETTER * _BREADTH.get(font, 1)
    return _LINE * max(
        sum(math.ceil(len(text) * letter / max(width - _PADDING, letter)) or 1 for text in words(cell))
        for cell, width in zip(row, widths, strict=True)
    )


def words(cell: Cell) -> Iterator[str]:
    """The texts of a cell."""
    for block in cell.blocks:
        yield from (item.text for item in (block.items if isinstance(block, Bullets) else (block,)))


def _longest(cell: Cell) -> int:
    """How wide the longest word of a cell is, in Arial; a line may end after a hyphen."""
    pieces = (piece for text in words(cell) for piece in text.replace("-", "- ").split())
    letter = _BOLD_LETTER if cell.header else _LETTER
    return max((sum(_CAPITAL if sign.isupper() else letter for sign in piece) for piece in pieces), default=0)

"""Tables of the HTML page, and how much of a page each takes: whether a page may cut them depends on that."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dossier.document.tree import Align, Bullets, Caption, Cell, Paragraph, Table, Tone
from dossier.render.html_words import classes, prose, typed

_ALIGN_CLASS = {Align.CENTER: "centre", Align.END: "fin"}
_TONE_CLASS = {Tone.LIGHT: "ton-1", Tone.MEDIUM: "ton-2", Tone.STRONG: "ton-3"}

_PADDING = 3  # characters that the margins of a cell take
_BOLD = 0.85  # bold letters are wider: that much fewer on a line
_CAPITAL = 0.5  # what a capital takes more than a small letter
_ROW_MARGIN = 0.65  # lines that the margins of a row take
_TITLE, _CAPTION, _PARAGRAPH_MARGIN = 3, 2, 1  # lines that they take, at most

TALL = 0.5
"""Of a page: what is taller may be cut, or the gap it leaves would look like an error."""


@dataclass(frozen=True, slots=True)
class Paper:
    """How much of a table fits on a page, and which part of a page a table may take and yet not be cut."""

    characters: int
    lines: int
    whole: float


PORTRAIT = Paper(137, 59, whole=0.5)
LANDSCAPE = Paper(212, 40, whole=0.35)


def html_table(table: Table, number: Caption, paper: Paper, above: float) -> str:
    """A table under ``above`` lines of text; it is not cut when it is short and fits on one page with them."""
    widths = _widths(table, paper)
    columns = "".join(f'<col style="width:{100 * width / paper.characters:.4g}%">' for width in widths)
    head = "".join(_cell(cell, "col" if cell.blocks else None) for cell in table.head)
    heights = [_height(row, widths) for row in (table.head, *table.rows)]
    rows = "".join(_row(row, height > TALL * paper.lines) for row, height in zip(table.rows, heights[1:], strict=True))
    height = sum(heights)
    filtered = " data-filtre" if table.filtered else ""
    # A matrix is read across and down at once: it is kept whole wherever it fits.
    most = paper.lines if table.filtered else paper.whole * paper.lines
    whole = height <= most and above + _CAPTION + height <= paper.lines
    named = classes("entier" if whole else "", "etroit" if len(widths) < 3 else "")
    return (
        f'{opened_frame("tableau", number)}\n<table id="{number.anchor}"{named} '
        f'style="--colonnes:{len(table.widths)}"{filtered}>\n'
        f"<caption>{typed(number.text)}</caption>\n<colgroup>{columns}</colgroup>\n"
        f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def opened_frame(kind: str, number: Caption, style: str = "") -> str:
    """Where a table or a drawing scrolls alone on a small screen: whoever uses a keyboard must be able to reach it."""
    styled = f' style="{style}"' if style else ""
    label = typed(f"Défilement : {number.kind} {number.number}")
    return f'<div class="{kind}" role="group" tabindex="0" aria-label="{label}"{styled}>'


def lines_above(text: Sequence[Paragraph | Bullets], paper: Paper) -> float:
    """About how many lines a title and the text under it take."""
    return _TITLE + _lines(text, paper.characters) + _PARAGRAPH_MARGIN * len(text)


def _row(row: Sequence[Cell], tall: bool) -> str:
    cells = "".join(_cell(cell, "row" if cell.header else None) for cell in row)
    return f"<tr{classes('haut' if tall else '')}>{cells}</tr>\n"


def _cell(cell: Cell, scope: str | None) -> str:
    tag, scoped = ("th", f' scope="{scope}"') if scope else ("td", "")
    named = classes(_ALIGN_CLASS.get(cell.align), _TONE_CLASS.get(cell.tone))
    return f"<{tag}{scoped}{named}>{''.join(map(prose, cell.blocks))}</{tag}>"


def _widths(table: Table, paper: Paper) -> list[float]:
    """Characters that each column takes: its share, or the longest word of its head where the others can give way."""
    total = sum(table.widths)
    asked = [paper.characters * width / total for width in table.widths]
    least = [_PADDING + _longest_word(cell) for cell in table.head]
    missing = sum(max(0, need - share) for need, share in zip(least, asked, strict=True))
    spare = sum(max(0, share - need) for need, share in zip(least, asked, strict=True))
    if missing > spare:
        return asked
    return [
        need if share < need else share - (share - need) * missing / spare
        for need, share in zip(least, asked, strict=True)
    ]


def _longest_word(cell: Cell) -> float:
    words = re.split(r"\s|(?<=-)", " ".join(paragraph.text for paragraph in _paragraphs(cell.blocks)))
    return max(len(word) + _CAPITAL * sum(map(str.isupper, word)) for word in words) / _BOLD


def _height(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """About how many lines a row takes, its margins included."""
    across = (width - _PADDING for width in widths)
    return _ROW_MARGIN + max(
        _lines(cell.blocks, fit * _BOLD if cell.header else fit) for cell, fit in zip(row, across, strict=True)
    )


def _lines(blocks: Sequence[Paragraph | Bullets], across: float) -> int:
    """About how many lines a text takes, ``across`` characters on each."""
    return sum(max(1, math.ceil(len(paragraph.text) / max(1, across))) for paragraph in _paragraphs(blocks))


def _paragraphs(blocks: Sequence[Paragraph | Bullets]) -> Iterator[Paragraph]:
    for block in blocks:
        yield from block.items if isinstance(block, Bullets) else (block,)

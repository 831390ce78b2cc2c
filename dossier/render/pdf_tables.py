"""Tags of the tables of a PDF: which headers each cell has, and cells that spread over rows where a page cuts them.

WeasyPrint loses count of the columns beside such a cell, and leaves a hole in the rest of a table that a page cut
there: PDF/UA wants as many columns in every row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

Covered = dict[int, int]
"""Column → rows below that a cell still covers there."""


class Makers(NamedTuple):
    """How what a PDF is made of is made, and where its objects are."""

    array: Any
    dictionary: Any
    pdf: Any


def complete(box: Any, coming: Covered, makers: Makers) -> Covered:
    """Mend the tags of a table, or of the part of it on one page; ``coming`` is what the part before leaves covered.

    Returns what it leaves covered itself.
    """
    rows = list(_rows(box))
    heads = [row for row, group in rows if group == "thead"]
    body = [row for row, group in rows if group != "thead"]
    named = [(column, cell) for row in heads for column, cell in _spread(_placed(row, {})) if cell.element_tag == "th"]
    columns = {column: cell.mark["ID"] for column, cell in named}
    placed, covered = [], coming
    for row in body:
        cells = list(_placed(row, covered))
        placed.append(cells)
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
        covered |= {column: cell.rowspan - 1 for column, cell in _spread(cells) if cell.rowspan > 1}
    _name_headers(placed, columns, makers)
    for rank, cells in enumerate(placed):
        for _, cell in cells:
            _fit(cell, len(placed) - rank)
    if placed and coming:
        _fill(placed[0], coming, len(placed), makers)
    return covered


def _rows(box: Any, group: str = "") -> Iterator[tuple[Any, str]]:
    """Each row, with the tag of what gathers it."""
    for child in box.children:
        if child.element_tag == "tr":
            yield child, group
        else:
            yield from _rows(child, child.element_tag)


def _placed(row: Any, covered: Covered) -> Iterator[tuple[int, Any]]:
    """The cells of a row, each with the column where it begins."""
    column = 0
    for cell in row.children:
        while column in covered:
            column += 1
        yield column, cell
        column += cell.colspan


def _spread(cells: Any) -> Iterator[tuple[int, Any]]:
    """Each column of each cell."""
    return ((column + more, cell) for column, cell in cells for more in range(cell.colspan))


def _name_headers(placed: list[list[tuple[int, Any]]], columns: dict[int, Any], makers: Makers) -> None:
    """A cell of data has the headers of its columns, and those of its rows."""
    of_rows = [[cell.mark["ID"] for _, cell in cells if cell.element_tag == "th"] for cells in placed]
    for rank, cells in enumerate(placed):
        for column, cell in cells:
            if cell.element_tag == "td":
                beside = [name for row in of_rows[rank : rank + cell.rowspan] for name in row]
                above = [columns[each] for each in range(column, column + cell.colspan) if each in columns]
                cell.mark["A"]["Headers"] = makers.array([*beside, *above])


def _fit(cell: Any, rows: int) -> None:
    """A cell spreads over no more rows than there are on its page."""
    if cell.rowspan > rows:
        cell.mark["A"]["RowSpan"] = rows


def _fill(cells: list[tuple[int, Any]], coming: Covered, rows: int, makers: Makers) -> None:
    """Where a cell of the page before goes on, the first row has an empty one."""
    first = cells[0][1].mark
    row = makers.pdf.objects[int(first["P"].split()[0])]
    for column in sorted(coming):
        empty = makers.dictionary(
            {
                "Type": "/StructElem",
                "S": "/TD",
                "K": makers.array([]),
                "Pg": first["Pg"],
                "P": first["P"],
                "A": makers.dictionary({"O": "/Table", "RowSpan": min(coming[column], rows), "ColSpan": 1}),
            }
        )
        makers.pdf.add_object(empty)
        before = sum(start < column for start, _ in cells) + sum(other < column for other in coming)
        row["K"].insert(before, empty.reference)

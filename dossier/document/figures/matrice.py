"""The coverage matrix as a heat map: units down, competencies across, by blocks; cut when too large for a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TypeVar

from dossier.document.figures.drawing import LANDSCAPE, disc, key, key_lines, path, picture, rectangle, text
from dossier.document.figures.palette import ACCENT, ALERT, BAND, INK, LINE, PALE, PAPER
from dossier.document.matrix import Cover, Matrix
from dossier.document.text_width import SIZE, fitting, length
from dossier.document.tree import Figure
from dossier.french.lists import both
from dossier.french.numbers import count
from dossier.programme.maquette import Unite
from dossier.programme.referentiel import Bloc, Competence

Item = TypeVar("Item")
Column = tuple[Bloc, Competence]

_MOST_COLUMNS, _MOST_ROWS = 44, 30
_MOST_DRAWINGS = 12  # beyond that they would only repeat the tables, page after page
_LABELS, _HEADS, _BAND = 88, 90, 18  # the column of units, the codes of competencies, the codes of blocks
_WIDEST, _TALLEST, _SHORTEST = 40, 24, 15  # the cells
_ROWS = 300  # the height of the rows, which leaves room on the page for what comes before
_SMALL, _LINE = 10, 20
_SAID = {
    Cover.GUARANTEED: "développée pour tous",
    Cover.POSSIBLE: "développée pour certains, selon les choix",
    Cover.NONE: "développée par aucune unité",
}


def heatmaps(matrix: Matrix) -> tuple[Figure, ...]:
    """The whole matrix, in as many drawings as its codes need to be readable; none without data, nor when too many."""
    columns = [(bloc, competence) for bloc in matrix.programme.blocs for competence in bloc.competences]
    parts = [(across, down) for across in _by_bloc(columns) for down in _cut(matrix.units, _MOST_ROWS)]
    if len(parts) > _MOST_DRAWINGS:
        return ()
    return tuple(
        Figure(
            _svg(matrix, across, down),
            _caption(across, down, rank, len(parts), whole=len(down) == len(matrix.units)),
            _alternative(matrix, across, down),
        )
        for rank, (across, down) in enumerate(parts, start=1)
    )


def _by_bloc(columns: Sequence[Column]) -> list[list[Column]]:
    """Whole blocks side by side while they fit; a block that alone does not is cut."""
    parts: list[list[Column]] = []
    for _, held in groupby(columns, key=lambda column: column[0].code):
        for piece in _cut(list(held), _MOST_COLUMNS):
            if parts and len(parts[-1]) + len(piece) <= _MOST_COLUMNS:
                parts[-1] += piece
            else:
                parts.append(list(piece))
    return parts


def _cut(items: Sequence[Item], most: int) -> list[Sequence[Item]]:
    """Pieces of about the same length."""
    size = -(-len(items) // max(1, -(-len(items) // most))) or 1
    return [items[start : start + size] for start in range(0, len(items), size)]


def _caption(across: Sequence[Column], down: Sequence[Unite], rank: int, total: int, *, whole: bool) -> str:
    title = "Couverture des compétences par les unités"
    if total == 1:
        return title
    first, last = across[0][0].code, across[-1][0].code
    units = "" if whole else f", unités {down[0].code} à {down[-1].code}"
    return f"{title} ({rank} sur {total}) : {f'bloc {first}' if first == last else f'blocs {first} à {last}'}{units}"


def _alternative(matrix: Matrix, across: Sequence[Column], down: Sequence[Unite]) -> str:
    """The facts block by block; which unit does what is in the tables."""
    units = f"{count(len(down), 'unité')}, de {down[0].code} à {down[-1].code}."
    return " ".join((units, *_of_blocs(matrix, across), "Le détail est dans les tableaux qui suivent."))


def _of_blocs(matrix: Matrix, across: Sequence[Column]) -> Iterator[str]:
    for code, held in groupby(across, key=lambda column: column[0].code):
        codes = [competence.code for _, competence in held]
        found = {cover: [code for code in codes if matrix.covers[code] is cover] for cover in Cover}
        doubtful = (
            f"{words} : {both(found[cover])}"
            for cover, words in ((Cover.POSSIBLE, "selon les choix"), (Cover.NONE, "non couvertes"))
            if found[cover]
        )
        sure = f"{len(found[Cover.GUARANTEED])} sur {count(len(codes), 'compétence')} pour tous"
        yield f"Bloc {code} : {' ; '.join((sure, *doubtful))}."


# ── The drawing ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Grid:
    """Where everything stands: cells as large as the page allows, letters as large as the cells."""

    across: Sequence[Column]
    down: Sequence[Unite]

    @property
    def cell(self) -> float:
        return min(_WIDEST, (LANDSCAPE - _LABELS - 2) / len(self.across))

    @property
    def row(self) -> float:
        return min(_TALLEST, max(_SHORTEST, _ROWS / (len(self.down) + 1)))

    @cached_property
    def size(self) -> int:
        return SIZE if min(self.cell, self.row) >= SIZE + 4 else _SMALL

    @property
    def right(self) -> float:
        return _LABELS + self.cell * len(self.across)

    @cached_property
    def top(self) -> float:
        heads = max(length(competence.code, self.size) for _, competence in self.across)
        return _BAND + min(float(_HEADS), 8 + heads)

    @property
    def bottom(self) -> float:
        return self.top + self.row * (len(self.down) + 1)

    def foot(self, rank: int) -> float:
        """Where the words of a row stand."""
        return self.top + self.row * (rank + 0.5) + self.size * 0.35

    @property
    def columns(self) -> Iterator[tuple[float, Competence]]:
        for rank, (_, competence) in enumerate(self.across):
            yield _LABELS + rank * self.cell, competence


def _svg(matrix: Matrix, across: Sequence[Column], down: Sequence[Unite]) -> str:
    grid = _Grid(across, down)
    states = list(_states(matrix, grid))
    entries = [(_mark(cover), words) for cover, words in _SAID.items() if any(each == cover for *_, each in states)]
    lines = key_lines(entries, grid.right - _LABELS)
    drawn = (_state(cover, x, y, grid.cell, grid.row) for x, y, cover in states)
    legend = (key(_LABELS, grid.bottom + 12 + _LINE * rank, line) for rank, line in enumerate(lines))
    height = grid.bottom + 12 + _LINE * len(lines)
    return picture(LANDSCAPE, height, (*_bands(grid), *_lines(grid), *_heads(grid), *drawn, *legend))


def _states(matrix: Matrix, grid: _Grid) -> Iterator[tuple[float, float, Cover]]:
    """What to draw and where: the coverage of each competency, then what each unit brings."""
    for x, competence in grid.columns:
        yield x, grid.top, matrix.covers[competence.code]
        for rank, unite in enumerate(grid.down, start=1):
            cover = matrix.contribution(unite.code, competence)
            if cover is not Cover.NONE:
                yield x, grid.top + rank * grid.row, cover


def _bands(grid: _Grid) -> Iterator[str]:
    """The names of the rows, every other one on a band that the eye follows."""
    yield text(_LABELS - 6, grid.foot(0), "Couverture", size=grid.size, anchor="end", bold=True)
    for rank, unite in enumerate(grid.down, start=1):
        if rank % 2:
            yield rectangle(0, grid.top + rank * grid.row, grid.right, grid.row, BAND)
        words = fitting(unite.code, _LABELS - 6, grid.size)
        yield text(_LABELS - 6, grid.foot(rank), words, size=grid.size, anchor="end")


def _lines(grid: _Grid) -> Iterator[str]:
    top, bottom, right = grid.top, grid.bottom, grid.right
    yield path(("".join(f"M{at:.2f} {top:.2f}V{bottom:.2f}" for at, _ in grid.columns),), LINE, 0.5)
    yield path((f"M0 {top:.2f}H{right:.2f}M0 {top + grid.row:.2f}H{right:.2f}M0 {bottom:.2f}H{right:.2f}",), INK)
    x = float(_LABELS)
    for code, held in groupby(grid.across, key=lambda column: column[0].code):
        width = grid.cell * len(list(held))
        yield path((f"M{x:.2f} 0V{bottom:.2f}",), INK)
        words = fitting(code, width - 4, grid.size, bold=True)
        yield text(x + 4, 12, words, size=grid.size, bold=True, colour=ACCENT)
        x += width
    yield path((f"M{x:.2f} 0V{bottom:.2f}",), INK)


def _heads(grid: _Grid) -> Iterator[str]:
    for at, competence in grid.columns:
        words = fitting(competence.code, _HEADS - 2, grid.size)
        yield text(at + grid.cell / 2 + grid.size * 0.35, grid.top - 4, words, size=grid.size, upright=True)


def _state(cover: Cover, x: float, y: float, width: float, height: float) -> str:
    """A state as a colour and a sign: a disc, a ring, a cross."""
    across, down, radius = x + width / 2, y + height / 2, min(width, height) / 4.5
    left, high, wide, tall = x + 1, y + 1, width - 2, height - 2
    match cover:
        case Cover.GUARANTEED:
            return rectangle(left, high, wide, tall, ACCENT) + disc(across, down, radius * 0.8, PAPER)
        case Cover.POSSIBLE:
            return rectangle(left, high, wide, tall, PALE) + disc(across, down, radius, "none", INK)
        case Cover.NONE:
            cross = f"M{across - radius:.2f} {down - radius:.2f}l{2 * radius:.2f} {2 * radius:.2f}"
            other = f"m0 {-2 * radius:.2f}l{-2 * radius:.2f} {2 * radius:.2f}"
            return rectangle(left, high, wide, tall, PAPER, ALERT) + path((cross, other), ALERT, 2)


def _mark(cover: Cover) -> str:
    return _state(cover, -1, -1, 14, 14)

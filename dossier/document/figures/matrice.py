"""The coverage matrix as a heat map: units down, competencies across, by blocks; cut when too large for a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from dossier.document.couverture import Cover, Matrix
from dossier.document.figures.drawing import LANDSCAPE, disc, key, path, picture, rectangle, text
from dossier.document.figures.letters import fitting, length
from dossier.document.figures.palette import ACCENT, ALERT, BAND, INK, LINE, PALE, PAPER
from dossier.document.tree import Figure
from dossier.document.wording import both, count
from dossier.programme.maquette import Unite
from dossier.programme.referentiel import Bloc, Competence

Item = TypeVar("Item")
Column = tuple[Bloc, Competence]

_MOST_COLUMNS, _MOST_ROWS = 44, 30
_MOST_DRAWINGS = 12  # beyond that they would only repeat the tables, page after page
_LABELS, _WIDEST, _ROW = 88, 22, 15  # the column of units, the widest cell, the height of a row
_BAND, _LEGEND = 18, 30
_SMALL = 10
_SAID = {
    Cover.GUARANTEED: "développée quels que soient les choix",
    Cover.POSSIBLE: "développée seulement selon les choix",
    Cover.NONE: "développée par aucune unité",
}


def heatmaps(matrix: Matrix) -> tuple[Figure, ...]:
    """The whole matrix, in as many drawings as its codes need to be readable; none without data, nor when too many."""
    columns = [(bloc, competence) for bloc in matrix.programme.blocs for competence in bloc.competences]
    parts = [(across, down) for across in _by_bloc(columns) for down in _cut(matrix.units, _MOST_ROWS)]
    if len(parts) > _MOST_DRAWINGS:
        return ()
    return tuple(
        Figure(_svg(matrix, across, down), _caption(across, rank, len(parts)), _alternative(matrix, across, down))
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


def _caption(across: Sequence[Column], rank: int, total: int) -> str:
    title = "Couverture des compétences par les unités"
    if total == 1:
        return title
    first, last = across[0][0].code, across[-1][0].code
    return f"{title} ({rank} sur {total}) : {f'bloc {first}' if first == last else f'blocs {first} à {last}'}"


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


def _svg(matrix: Matrix, across: Sequence[Column], down: Sequence[Unite]) -> str:
    cell = min(_WIDEST, (LANDSCAPE - _LABELS - 2) / len(across))
    right = _LABELS + cell * len(across)
    heads = min(90.0, 8 + max(length(competence.code, _SMALL) for _, competence in across))
    top = _BAND + heads
    bottom = top + _ROW * (len(down) + 1)
    return picture(
        LANDSCAPE,
        bottom + _LEGEND,
        (
            *_bands(top, right, down),
            *_grid(across, cell, top, bottom, right),
            *_heads(across, cell, top),
            *(_state(matrix.covers[held.code], at, top, cell, _ROW) for at, held in _places(across, cell)),
            *_cells(matrix, across, down, cell, top + _ROW),
            key(_LABELS, bottom + 12, [(_mark(cover), words) for cover, words in _SAID.items()]),
        ),
    )


def _places(across: Sequence[Column], cell: float) -> Iterator[tuple[float, Competence]]:
    for rank, (_, competence) in enumerate(across):
        yield _LABELS + rank * cell, competence


def _bands(top: float, right: float, down: Sequence[Unite]) -> Iterator[str]:
    """The names of the rows, every other one on a band that the eye follows."""
    yield text(_LABELS - 6, top + 11, "Couverture", size=_SMALL, anchor="end", bold=True)
    for rank, unite in enumerate(down, start=1):
        y = top + rank * _ROW
        if rank % 2:
            yield rectangle(0, y, right, _ROW, BAND)
        yield text(_LABELS - 6, y + 11, fitting(unite.code, _LABELS - 6, _SMALL), size=_SMALL, anchor="end")


def _grid(across: Sequence[Column], cell: float, top: float, bottom: float, right: float) -> Iterator[str]:
    lines = "".join(f"M{at:.2f} {top:.2f}V{bottom:.2f}" for at, _ in _places(across, cell))
    yield path((lines,), LINE, 0.5)
    yield path((f"M0 {top:.2f}H{right:.2f}M0 {top + _ROW:.2f}H{right:.2f}M0 {bottom:.2f}H{right:.2f}",), INK)
    x = float(_LABELS)
    for code, held in groupby(across, key=lambda column: column[0].code):
        width = cell * len(list(held))
        yield path((f"M{x:.2f} 0V{bottom:.2f}",), INK)
        yield text(x + 4, 12, fitting(code, width - 4, _SMALL), size=_SMALL, bold=True, colour=ACCENT)
        x += width
    yield path((f"M{x:.2f} 0V{bottom:.2f}",), INK)


def _heads(across: Sequence[Column], cell: float, top: float) -> Iterator[str]:
    for at, competence in _places(across, cell):
        words = fitting(competence.code, 88, _SMALL)
        yield text(at + cell / 2 + 3.5, top - 4, words, size=_SMALL, upright=True)


def _cells(matrix: Matrix, across: Sequence[Column], down: Sequence[Unite], cell: float, top: float) -> Iterator[str]:
    for rank, unite in enumerate(down):
        for at, competence in _places(across, cell):
            if (unite.code, competence.code) in matrix.apports:
                yield _state(matrix.covers[competence.code], at, top + rank * _ROW, cell, _ROW)


def _state(cover: Cover, x: float, y: float, width: float, height: float) -> str:
    """A state as a colour and a sign: a disc, a ring, a cross."""
    across, down = x + width / 2, y + height / 2
    left, high, wide, tall = x + 1, y + 1, width - 2, height - 2
    match cover:
        case Cover.GUARANTEED:
            return rectangle(left, high, wide, tall, ACCENT) + disc(across, down, 2.5, PAPER)
        case Cover.POSSIBLE:
            return rectangle(left, high, wide, tall, PALE) + disc(across, down, 3.2, "none", INK)
        case Cover.NONE:
            cross = f"M{across - 3.5:.2f} {down - 3.5:.2f}l7 7m0 -7l-7 7"
            return rectangle(left, high, wide, tall, PAPER, ALERT) + path((cross,), ALERT, 2)


def _mark(cover: Cover) -> str:
    return _state(cover, -1, -1, 14, 14)

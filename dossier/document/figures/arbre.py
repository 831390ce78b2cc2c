"""The maquette as a tree: what everyone takes on full lines, what is chosen on broken ones."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from dossier.document.figures.drawing import PORTRAIT, diamond, key, path, picture, rectangle, text
from dossier.document.figures.palette import ACCENT, INK, PALE, PAPER, SOFT
from dossier.document.maquette_names import name, said_once
from dossier.document.text_width import fitting, length, wrapped
from dossier.document.tree import Figure
from dossier.french.numbers import count, credits
from dossier.programme.maquette import Choix, Groupe, Noeud, Periode, Renvoi, Unite, parcourir
from dossier.programme.model import Programme

_MOST = 42  # rows on a page
_ROW, _MORE, _INDENT, _CREDITS = 20, 14, 22, 66  # a row, its second line; then across


@dataclass(frozen=True, slots=True)
class _Row:
    """A node on its line: ``parent`` is the rank of the line that holds it; ``optional`` when it may not be taken."""

    noeud: Noeud
    depth: int
    parent: int
    optional: bool
    folded: int

    @property
    def gathers(self) -> bool:
        """Does it hold units without being one?"""
        return isinstance(self.noeud, Periode | Groupe | Choix)


def maquette_tree(programme: Programme) -> tuple[Figure, ...]:
    """The tree, with as many levels as one page holds; none when the first level alone is too long, or when what is
    folded into each line would make lines that nothing tells apart.
    """
    enfants = programme.enseignements.enfants
    for depth in range(_depth(enfants), 0, -1):
        rows = _rows(enfants, depth)
        if 1 < len(rows) <= _MOST:
            if _alike(rows):
                return ()
            return (Figure(_svg(programme, rows), "La maquette en arbre", _alternative(programme, rows)),)
    return ()


def _alike(rows: list[_Row]) -> bool:
    folded = [_lines(row) for row in rows if row.folded]
    return len(set(folded)) < len(folded)


def _depth(noeuds: tuple[Noeud, ...]) -> int:
    return 1 + max((_depth(_inside(noeud)) for noeud in noeuds), default=-1) if noeuds else 0


def _inside(noeud: Noeud) -> tuple[Noeud, ...]:
    return () if isinstance(noeud, Renvoi) else noeud.enfants


def _rows(enfants: tuple[Noeud, ...], deepest: int) -> list[_Row]:
    rows: list[_Row] = []

    def add(noeuds: tuple[Noeud, ...], depth: int, parent: int, optional: bool) -> None:
        for noeud in noeuds:
            folded = sum(isinstance(inner, Unite) for inner in parcourir(_inside(noeud))) if depth == deepest else 0
            rows.append(_Row(noeud, depth, parent, optional, folded))
            if depth < deepest:
                add(_inside(noeud), depth + 1, len(rows) - 1, isinstance(noeud, Choix))

    add(enfants, 1, -1, False)
    return rows


def _alternative(programme: Programme, rows: list[_Row]) -> str:
    """How many of each, then each choice with its bounds; the units are in the table."""
    choices = [row.noeud for row in rows if isinstance(row.noeud, Choix)]
    periods = sum(isinstance(row.noeud, Periode) for row in rows)
    units = sum(isinstance(noeud, Unite) for noeud in programme.enseignements.noeuds)
    counted = ", ".join(
        count(number, *words)
        for number, words in ((periods, ("période",)), (units, ("unité",)), (len(choices), ("choix", "choix")))
        if number
    )
    said = "".join(f" {said_once(choix)}{_worth(choix)}." for choix in choices)
    return f"{_total(programme)} {counted}.{said} Le détail est dans le tableau."


def _worth(choix: Choix) -> str:
    return f" ({credits(choix.ects)})" if choix.ects is not None else ""


def _total(programme: Programme) -> str:
    ects = programme.identite.diplome.ects
    return f"Diplôme de {credits(ects)}." if ects is not None else "Diplôme."


# ── The drawing ──────────────────────────────────────────────────────────────────────────────────────────────────


def _svg(programme: Programme, rows: list[_Row]) -> str:
    words = [_lines(row) for row in rows]
    if _ROW * len(rows) + _MORE * sum(len(lines) > 1 for lines in words) > _ROW * _MOST:
        words = [
            (fitting(" ".join(lines), _room(row), bold=row.gathers),) for row, lines in zip(rows, words, strict=True)
        ]
    tops = list(accumulate((_ROW + _MORE * (len(lines) - 1) for lines in words), initial=_ROW))
    root = text(2, 15, "Diplôme", bold=True, colour=ACCENT) + _credits(programme.identite.diplome.ects, 15, bold=True)
    branches = (_branch(row, tops, rank) for rank, row in enumerate(rows))
    nodes = (_node(row, lines, top + _ROW / 2) for row, lines, top in zip(rows, words, tops, strict=False))
    return picture(PORTRAIT, tops[-1] + 34, (root, *branches, *nodes, _legend(rows, tops[-1] + 14)))


def _room(row: _Row) -> float:
    return PORTRAIT - _INDENT * row.depth - 22 - _CREDITS


def _lines(row: _Row) -> tuple[str, ...]:
    words, room = _words(row.noeud), _room(row)
    if not row.folded:
        return wrapped(words, room, bold=row.gathers)
    folded = f" ({count(row.folded, 'unité')})"
    return (fitting(words, room - length(folded, bold=row.gathers), bold=row.gathers) + folded,)


def _branch(row: _Row, tops: list[int], rank: int) -> str:
    """From the line of what holds the node, down to the node."""
    x = _INDENT * (row.depth - 1) + 8
    start = tops[row.parent] + _ROW / 2 + 7 if row.parent >= 0 else _ROW
    return path((f"M{x} {start}V{tops[rank] + _ROW / 2}H{x + _INDENT - 8}",), SOFT, 1.2, dashed=row.optional)


def _node(row: _Row, lines: tuple[str, ...], y: float) -> str:
    x = _INDENT * row.depth + 8
    colour = ACCENT if row.gathers else INK
    label = "".join(
        text(x + 14, y + 4 + _MORE * rank, line, bold=row.gathers, colour=colour) for rank, line in enumerate(lines)
    )
    return _mark(row.noeud, x, y) + label + _credits(_ects(row.noeud), y + 4, bold=row.gathers)


def _words(noeud: Noeud) -> str:
    match noeud:
        case Unite():
            return f"{noeud.code} – {noeud.intitule}"
        case Renvoi():
            return f"{noeud.unite} (décrite ailleurs)"
        case Choix():
            return said_once(noeud)
    return name(noeud)


def _ects(noeud: Noeud) -> Decimal | None:
    return None if isinstance(noeud, Renvoi) else noeud.ects


def _mark(noeud: Noeud, x: float, y: float) -> str:
    """A diamond for a choice, a filled square for a period or a group, an empty one for a unit."""
    if isinstance(noeud, Choix):
        return diamond(x + 4, y, 6, PALE, INK)
    if isinstance(noeud, Periode | Groupe):
        return rectangle(x, y - 5, 10, 10, ACCENT, ACCENT)
    return rectangle(x + 1, y - 4, 8, 8, PAPER, INK)


def _credits(ects: Decimal | None, y: float, *, bold: bool) -> str:
    return text(PORTRAIT - 2, y, credits(ects), anchor="end", bold=bold) if ects is not None else ""


def _legend(rows: list[_Row], y: float) -> str:
    entries = []
    if any(isinstance(row.noeud, Periode | Groupe) for row in rows):
        entries.append((rectangle(0, 1, 10, 10, ACCENT, ACCENT), "période ou groupe"))
    if not all(row.gathers for row in rows):
        entries.append((rectangle(1, 2, 8, 8, PAPER, INK), "unité"))
    if any(isinstance(row.noeud, Choix) for row in rows):
        entries.append((diamond(5, 6, 6, PALE, INK), "choix"))
    if any(row.optional for row in rows):
        entries.append((path(("M0 6H14",), SOFT, 1.2, dashed=True), "au choix"))
    return key(2, y, entries)

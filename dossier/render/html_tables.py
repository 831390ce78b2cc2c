"""Tables of the HTML page, and how much of a page each takes: whether a page may cut them depends on that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dossier.document.measures import Face, columns, heights, lines, spread
from dossier.document.tree import Align, Bullets, Caption, Cell, Paragraph, Table, Tone
from dossier.render.html_words import classes, prose, typed

_ALIGN_CLASS = {Align.CENTER: "centre", Align.END: "fin"}
_TONE_CLASS = {Tone.LIGHT: "ton-1", Tone.MEDIUM: "ton-2", Tone.STRONG: "ton-3"}

FACE = Face("Source Sans 3")
_DENSE = Face("Source Sans 3", size=7.8, line=10.2, across=6, down=3.4)
_TITLE, _CAPTION, _MARGIN = 45, 22, 12  # what they take of a page, at most

TALL = 0.5
"""Of a page: what is taller may be cut, or the gap it leaves would look like an error."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Points across and down the text of a page, and which part of it a table may take and yet not be cut."""

    across: float
    down: float
    whole: float


PORTRAIT = Paper(493, 722, whole=0.5)
LANDSCAPE = Paper(751, 490, whole=0.35)


def html_table(table: Table, number: Caption | None, label: str, paper: Paper, above: float) -> str:
    """A table under ``above`` points of text; it is not cut when it is short and fits on one page with them.

    ``label`` is what it is called when it has no caption of its own.
    """
    face = _DENSE if table.filtered else FACE
    widths = columns(table, face, paper.across)
    high = heights(table, widths, face)
    whole = _whole(table, sum(high), paper, above)
    held = spread(table, widths, high, face)
    named = classes(
        "entier" if whole else "",
        "fiche" if not table.head else "",
        "matrice" if table.filtered else "",
        "etroit" if len(widths) < 3 else "",
    )
    cols = "".join(f'<col style="width:{100 * width / paper.across:.4g}%">' for width in widths)
    rows = "".join(
        _row(row, "haut" if tall > TALL * paper.down else "tenu" if rank in held else "", len(widths))
        for rank, (row, tall) in enumerate(zip(table.rows, high[1:], strict=True), start=1)
    )
    anchor = f' id="{number.anchor}"' if number else ""
    caption = f"<caption>{typed(number.text)}</caption>\n" if number else ""
    titled = "" if number else f' aria-label="{typed(label)}"'
    return (
        f"{opened_frame('tableau', number.short if number else label)}\n<table{anchor}{named}{titled} "
        f'style="--colonnes:{len(table.widths)}"{" data-filtre" if table.filtered else ""}>\n'
        f"{caption}<colgroup>{cols}</colgroup>\n{_head(table)}<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def _whole(table: Table, high: float, paper: Paper, above: float) -> bool:
    """A matrix is read across and down at once: it is kept whole wherever it fits."""
    most = paper.down if table.filtered else paper.whole * paper.down
    return high <= most and above + _CAPTION * bool(table.caption) + high <= paper.down


def _head(table: Table) -> str:
    cells = "".join(_cell(cell, "col" if cell.blocks else None) for cell in table.head)
    return f"<thead>\n<tr>{cells}</tr>\n</thead>\n" if cells else ""


def opened_frame(kind: str, label: str, style: str = "") -> str:
    """Where a table or a drawing scrolls alone on a small screen: whoever uses a keyboard must be able to reach it."""
    styled = f' style="{style}"' if style else ""
    return f'<div class="{kind}" role="group" tabindex="0" aria-label="{typed(f"Défilement : {label}")}"{styled}>'


def points_above(text: Sequence[Paragraph | Bullets], paper: Paper) -> float:
    """About how much of a page a title and the text under it take."""
    return _TITLE + FACE.line * 1.15 * lines(text, paper.across, FACE) + _MARGIN * len(text)


def _row(row: Sequence[Cell], breaking: str, across: int) -> str:
    banner = "bandeau-rang" if len(row) == 1 and row[0].columns == across and across > 1 else ""
    cells = "".join(_cell(cell, ("rowgroup" if banner else "row") if cell.header else None) for cell in row)
    return f"<tr{classes(breaking, banner)}>{cells}</tr>\n"


def _cell(cell: Cell, scope: str | None) -> str:
    tag, scoped = ("th", f' scope="{scope}"') if scope else ("td", "")
    named = classes(_ALIGN_CLASS.get(cell.align), _TONE_CLASS.get(cell.tone))
    spans = "".join(
        f' {name}="{size}"' for name, size in (("colspan", cell.columns), ("rowspan", cell.rows)) if size > 1
    )
    return f"<{tag}{scoped}{spans}{named}>{''.join(map(prose, cell.blocks))}</{tag}>"

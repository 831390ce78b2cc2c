"""The checklist of the filing: what the procedure asks for, and where each point stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import PurePosixPath

from dossier.document.blocks import NOTHING, cell, head, note, paragraph
from dossier.document.tree import Block, Cell, Section, Table, Tone
from dossier.french.dates import day
from dossier.french.lists import both
from dossier.programme.model import Programme
from dossier.rules.checklist import Kind, Line, State, checklist
from dossier.rules.runner import Judgement

_TONES = {State.BLOCKING: Tone.STRONG, State.REVIEW: Tone.MEDIUM, State.UNKNOWN: Tone.LIGHT}


def section_liste(judgement: Judgement, programme: Programme) -> Section:
    """The list by procedure; the bundle's own list also says which attachments could be read."""
    lines = checklist(judgement, programme)
    about = note(
        "Un point est « fait » quand les règles qui le demandent n’ont rien trouvé, ou qu’une personne l’a confirmé "
        "dans la description. Les pièces sont ouvertes quand l’archive de dépôt se prépare."
    )
    tables = (block for kind in Kind for block in checklist_table(kind, lines) if isinstance(block, Table))
    return Section("Liste de contrôle du dépôt", (about, *tables))


def checklist_table(kind: Kind, lines: Sequence[Line]) -> tuple[Block, ...]:
    """The points of one kind; a sentence when the procedure asks for none."""
    rows = tuple(_row(line) for line in lines if line.item.kind is kind)
    if not rows:
        return (paragraph("La procédure n’en demande pas."),)
    return (
        Table(
            f"{kind.value} : où en est chaque point",
            (8, 4, 8, 4),
            head("Point", "État", "Qui et quand", "Règles à voir"),
            rows,
        ),
    )


def _row(line: Line) -> tuple[Cell, ...]:
    aside = f" ({line.item.aside})" if line.item.aside and line.state is State.DONE else ""
    asked = line.state in (State.BLOCKING, State.REVIEW)
    return (
        cell(line.item.label, header=True),
        cell(f"{line.state.value}{aside}", tone=_TONES.get(line.state, Tone.NONE)),
        cell(both(map(partial(_confirmed, line), line.confirmed)) or NOTHING),
        cell(", ".join(line.rules) if asked and line.rules else NOTHING),
    )


def _confirmed(line: Line, who: tuple[str, date | None]) -> str:
    """Who confirmed it, or the name of its file, then when."""
    name, when = who
    shown = PurePosixPath(name).name if line.item.piece else name
    return f"{shown}, {day(when)}" if when else shown

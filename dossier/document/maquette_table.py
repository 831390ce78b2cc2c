"""The maquette as a table: which columns it needs, and a row for each period, group, choice and unit."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal

from dossier.document.blocks import NOTHING, Content, Flow, cell, head, labelled, note, paragraph
from dossier.document.maquette_names import code, how, kind, name
from dossier.document.publics import only_for
from dossier.document.text_width import length
from dossier.document.tree import Align, Cell, Paragraph, Table, Tone
from dossier.french.lists import both
from dossier.french.sentences import in_french
from dossier.programme.maquette import Choix, Groupe, Noeud, Periode, Renvoi, Unite
from dossier.programme.model import Programme
from dossier.programme.vocabulary import HEURES, MODALITES

Row = tuple[Cell, ...]

_PORTRAIT, _LANDSCAPE = 640, 990
"""How wide a page is, as ``letters`` measures words at their usual size."""
_TITLE = 180
"""What a title needs at the least; with less, the page is turned."""
_MARGINS, _WIDER = 18, 1.12
"""What the margins of a cell take; how much wider than ours the letters of an institution may be."""
_SHORT = 12
"""Letters of a text that stays on one line: « UE, au choix »."""


class Grille:
    """The table of one maquette."""

    def __init__(self, programme: Programme) -> None:
        units = tuple(programme.enseignements.unites)
        used = {heures.nature for unite in units for heures in unite.heures}
        self.programme = programme
        self.natures = tuple(nature for nature in HEURES if nature in used)
        self.announced = any(unite.heures_annoncees is not None for unite in units)
        self.modalities = any(unite.modalites for unite in units)
        self.head = self._head()
        self.rows = tuple(self._rows(programme.enseignements.enfants, 0))
        code, _title, *others = map(_width, zip(self.head, *self.rows, strict=True))
        self.landscape = code + _TITLE + sum(others) > _PORTRAIT
        across = _LANDSCAPE if self.landscape else _PORTRAIT
        self.widths = (code, max(_TITLE, across - code - sum(others)), *others)

    def table(self) -> Table:
        """Code, title, type, credits, then hours by nature, announced hours and modality where they are given."""
        return Table("Maquette de la formation", self.widths, self.head, self.rows)

    def _head(self) -> Row:
        figures = ("ECTS", *(f"{HEURES[nature]} (h)" for nature in self.natures), *("Total (h)",) * self.announced)
        return (
            *head("Code", "Intitulé", "Type"),
            *(cell(figure, header=True, align=Align.CENTER) for figure in figures),
            *head("Modalité")[: int(self.modalities)],
        )

    def _rows(self, noeuds: tuple[Noeud, ...], depth: int, *, optional: bool = False) -> Iterator[Row]:
        """Depth first; a unit that follows a period or a group is said to be outside it."""
        inside = False
        for noeud in noeuds:
            gathers = isinstance(noeud, Periode | Groupe)
            if inside and not gathers and not optional:
                yield self._gathering("Suite", labelled("Autres unités"), "", None, depth)
            inside = gathers
            yield from self._of(noeud, depth, optional)

    def _of(self, noeud: Noeud, depth: int, optional: bool) -> Iterator[Row]:
        match noeud:
            case Unite():
                yield self._unit(noeud, optional)
                yield from self._rows(noeud.enfants, depth + 1)
            case Renvoi():
                yield self._reference(noeud, optional)
            case _:
                what = f"{kind(noeud)}, au choix" if optional else kind(noeud)
                yield self._gathering(code(noeud), _title(noeud), what, noeud.ects, depth)
                yield from self._rows(noeud.enfants, depth + 1, optional=isinstance(noeud, Choix))

    def _gathering(self, mark: str, title: Content, what: str, ects: Decimal | None, depth: int) -> Row:
        """The row that opens a period, a group or a choice; the columns of units do not concern it."""
        tone = Tone.LIGHT if depth else Tone.MEDIUM
        return (
            cell(mark, header=True, tone=tone),
            cell(title, tone=tone),
            Cell((paragraph(what),) if what else (), tone=tone),
            cell(in_french(ects), tone=tone, align=Align.CENTER) if ects is not None else Cell((), tone=tone),
            *(Cell((), tone=tone),) * (len(self.natures) + self.announced + self.modalities),
        )

    def _unit(self, unite: Unite, optional: bool) -> Row:
        figures = (
            _figure(unite.ects),
            *(self._hours(unite, nature) for nature in self.natures),
            *(_figure(unite.heures_annoncees),) * self.announced,
        )
        return (
            cell(unite.code, header=True),
            cell(_with_public(unite.intitule, unite)),
            cell(f"{unite.type}, au choix" if optional else unite.type),
            *(cell(figure, align=Align.CENTER) for figure in figures),
            *(cell(both(map(MODALITES.__getitem__, unite.modalites)) or NOTHING),) * self.modalities,
        )

    def _hours(self, unite: Unite, nature: str) -> str:
        """The sum for a nature; each figure apart when some are not for everyone."""
        found = [heures for heures in unite.heures if heures.nature == nature]
        if any(heures.parcours or heures.voies for heures in found):
            return both((in_french(heures.nombre) for heures in found), "ou")
        return in_french(sum((heures.nombre for heures in found), Decimal(0))) if found else NOTHING

    def _reference(self, renvoi: Renvoi, optional: bool) -> Row:
        unite = self.programme.unites.get(renvoi.unite)
        elsewhere = note("Unité décrite ailleurs dans la maquette, comptée une seule fois.")
        title = (*_with_public(unite.intitule if unite else renvoi.unite, renvoi), elsewhere)
        rest = len(self.natures) + self.announced + self.modalities
        return (
            cell(renvoi.unite, header=True),
            cell(title),
            cell("Renvoi, au choix" if optional else "Renvoi"),
            cell(_figure(unite.ects if unite else None), align=Align.CENTER),
            *(cell(NOTHING, align=Align.CENTER),) * rest,
        )


def _width(column: Row) -> int:
    """Enough for the longest word of a column, which is not cut, and for its short texts on one line."""
    head, *cells = column
    return _MARGINS + max(_longest(head, 0), *(_longest(each, _SHORT) for each in cells))


def _longest(one: Cell, whole: int) -> int:
    """The longest word; texts of up to ``whole`` letters count as one."""
    texts = [block.text for block in one.blocks if isinstance(block, Paragraph)]
    pieces = (piece for text in texts for piece in ((text,) if len(text) <= whole else text.split()))
    return math.ceil(_WIDER * max((length(piece, bold=one.header) for piece in pieces), default=0))


def _figure(number: Decimal | None) -> str:
    return NOTHING if number is None else in_french(number)


def _with_public(title: str, noeud: Noeud) -> Flow:
    whose = only_for(noeud.parcours, noeud.voies)
    return (paragraph(title), note(whose)) if whose else (paragraph(title),)


def _title(noeud: Periode | Groupe | Choix) -> Flow:
    """Its name, how to choose, for whom."""
    remarks = [only_for(noeud.parcours, noeud.voies)]
    if isinstance(noeud, Choix):
        remarks = [how(noeud), noeud.consigne or "", *remarks]
    return (labelled(name(noeud)), *(note(remark) for remark in remarks if remark))

"""The maquette as one table: a list of columns, a banner for each period, its total under it, the whole at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from dossier.document.blocks import NOTHING, Content, Flow, cell, labelled, note, paragraph
from dossier.document.evaluations import in_short
from dossier.document.maquette_names import code, how, kind, name
from dossier.document.measures import Face, needed
from dossier.document.publics import only_for
from dossier.document.spans import span
from dossier.document.tree import Align, Cell, Table, Tone
from dossier.french.lists import both
from dossier.french.sentences import in_french
from dossier.programme.choices import Variante, variantes
from dossier.programme.heures import Wanted, a_l_interieur, etendue, visible
from dossier.programme.maquette import Choix, Groupe, Heures, Noeud, Periode, Renvoi, Unite
from dossier.programme.model import Programme
from dossier.programme.sums import credits, members
from dossier.programme.vocabulary import HEURES, MODALITES

Row = tuple[Cell, ...]
Gathering = Periode | Groupe | Choix

_PORTRAIT = 480
"""How wide a page is, in points; a wider table turns it."""
_TITLE = 130
"""What a title needs at the least."""
_FACE = Face("Source Sans 3")
_SHORT = {"travail-personnel": "Perso.", "evaluation": "Éval.", "entreprise": "Entr."}


class Column(NamedTuple):
    """A column: its title, its weight, what it says of a unit and of a total, whether it is a number."""

    title: str
    weight: int
    of_unit: Callable[[Unite], Content]
    of_total: Callable[[tuple[Noeud, ...]], str] = lambda _: ""
    number: bool = True


class Grille:
    """The table of one maquette."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.publics = variantes(programme)
        units = tuple(programme.enseignements.unites)
        used = {heures.nature for unite in units for heures in unite.heures}
        self.natures = tuple(nature for nature in HEURES if nature in used)
        self.modalities = any(unite.modalites for unite in units)
        self.columns = tuple(column for column, wanted in self._columns(units) if wanted)
        self.table = self._table()
        code, _, *others = needed(self.table, _FACE)
        self.landscape = code + _TITLE + sum(others) > _PORTRAIT

    def _columns(self, units: tuple[Unite, ...]) -> Iterator[tuple[Column, bool]]:
        """Every column that there may be, and whether this maquette needs it."""
        same = {unite.modalites for unite in units} == {self.programme.identite.modalites}
        credited = any(unite.ects is not None for unite in units)
        yield Column("ECTS", 3, lambda unite: _figure(unite.ects), self._credits), credited
        weighed = any(unite.coefficient is not None for unite in units)
        yield Column("Coef.", 3, lambda unite: _figure(unite.coefficient)), weighed
        for nature in self.natures:
            title = _SHORT.get(nature, HEURES[nature])
            total = partial(self._hours, partial(_is, nature))
            yield Column(title, 3, partial(_hours_of, nature), total), True
        announced = any(unite.heures_annoncees is not None for unite in units)
        yield Column("Total (h)", 3, lambda unite: _figure(unite.heures_annoncees), self._announced), announced
        assessed = any(unite.evaluations for unite in units)
        yield Column("Évaluation", 11, lambda unite: in_short(unite.evaluations) or NOTHING, number=False), assessed
        yield Column("Modalité", 5, _modes, number=False), self.modalities and not same

    def _table(self) -> Table:
        figures = (cell(each.title, header=True, align=_align(each)) for each in self.columns)
        heads = (cell("Code", header=True), cell("Intitulé", header=True), *figures)
        rows = tuple(self._rows(self.programme.enseignements.enfants, 0))
        whole = self._total("Ensemble de la formation", self.programme.enseignements.enfants, Tone.MEDIUM)
        return Table("", (4, 14, *(each.weight for each in self.columns)), heads, (*rows, *whole))

    def _rows(self, noeuds: tuple[Noeud, ...], depth: int, *, optional: bool = False) -> Iterator[Row]:
        """Depth first; a unit that follows a period or a group is said to be outside it."""
        inside = False
        for noeud in noeuds:
            gathers = isinstance(noeud, Periode | Groupe)
            if inside and not gathers and not optional:
                yield self._banner((labelled("Autres unités"),), Tone.LIGHT)
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
                opens = isinstance(noeud, Periode) or (isinstance(noeud, Groupe) and not depth)
                yield self._banner(_title(noeud, optional), Tone.MEDIUM if opens else Tone.LIGHT)
                yield from self._rows(noeud.enfants, depth + 1, optional=isinstance(noeud, Choix))
                if isinstance(noeud, Periode | Groupe):
                    yield from self._total(f"Total – {name(noeud)}", (noeud,), Tone.LIGHT)

    def _banner(self, title: Flow, tone: Tone) -> Row:
        """The row that opens a period, a group or a choice."""
        whole = cell(title, header=True, tone=tone)
        return (replace(whole, columns=2 + len(self.columns)),)

    def _total(self, title: str, noeuds: tuple[Noeud, ...], tone: Tone) -> Iterator[Row]:
        figures = [column.of_total(noeuds) for column in self.columns]
        if any(figures):
            yield (
                replace(cell(title, header=True, tone=tone), columns=2),
                *(
                    cell(labelled(said), tone=tone, align=Align.END) if said else Cell((), tone=tone)
                    for said in figures
                ),
            )

    def _unit(self, unite: Unite, optional: bool) -> Row:
        return (
            cell(unite.code, header=True),
            cell(_named(unite.intitule, unite, "au choix" if optional else "", unite.type)),
            *(cell(column.of_unit(unite), align=_align(column)) for column in self.columns),
        )

    def _reference(self, renvoi: Renvoi, optional: bool) -> Row:
        unite = self.programme.unites.get(renvoi.unite)
        remark = "au choix ; décrite ailleurs, comptée une fois" if optional else "décrite ailleurs, comptée une fois"
        rest = (cell(NOTHING, align=_align(column)) for column in self.columns)
        title = _named(unite.intitule if unite else renvoi.unite, renvoi, remark)
        return (cell(renvoi.unite, header=True), cell(title), *rest)

    def _credits(self, noeuds: tuple[Noeud, ...]) -> str:
        """What each public reaches, from the least to the most."""
        reached = [total for seen in self._publics(noeuds) for total in members(seen.reach_all(seen.noeuds))]
        return span(credits(min(reached)), credits(max(reached))) if reached else ""

    def _hours(self, wanted: Wanted, noeuds: tuple[Noeud, ...]) -> str:
        found = [etendue(seen, wanted) for seen in self._publics(noeuds)]
        known = [each for each in found if each is not None]
        most = max((high for _, high in known), default=Decimal(0))
        return span(min(low for low, _ in known), most) if most else NOTHING

    def _announced(self, noeuds: tuple[Noeud, ...]) -> str:
        def value(unite: Unite) -> Decimal | None:
            return unite.heures_annoncees

        found = [(seen.minimum(value), seen.maximum(value)) for seen in self._publics(noeuds)]
        known = [(low, high) for low, high in found if low is not None]
        return span(min(low for low, _ in known), max(high for _, high in known)) if known else NOTHING

    def _publics(self, noeuds: tuple[Noeud, ...]) -> list[Variante]:
        """The nodes as each public that sees them does."""
        if noeuds == self.programme.enseignements.enfants:
            return list(self.publics)
        (noeud,) = noeuds
        return [
            a_l_interieur(seen, noeud)
            for seen in self.publics
            if any(each is noeud for each in visible(seen, seen.noeuds))
        ]


def _is(nature: str, heures: Heures) -> bool:
    return heures.nature == nature


def _align(column: Column) -> Align:
    return Align.END if column.number else Align.START


def _hours_of(nature: str, unite: Unite) -> str:
    """The sum for a nature; each figure apart when some are not for everyone."""
    found = [heures for heures in unite.heures if heures.nature == nature]
    if any(heures.parcours or heures.voies for heures in found):
        return both((in_french(heures.nombre) for heures in found), "ou")
    return in_french(sum((heures.nombre for heures in found), Decimal(0))) if found else NOTHING


def _modes(unite: Unite) -> str:
    return both(map(MODALITES.__getitem__, unite.modalites)) or NOTHING


def _figure(number: Decimal | None) -> str:
    return NOTHING if number is None else in_french(number)


def _named(title: str, noeud: Noeud, remark: str, type_: str = "") -> Flow:
    """Its title, then its kind when it is not a plain unit, that it is chosen, for whom it is."""
    known = filter(None, (type_ if type_ not in ("", "UE") else "", remark, only_for(noeud.parcours, noeud.voies)))
    said = " ; ".join(known)
    return (paragraph(title), note(said[:1].upper() + said[1:])) if said else (paragraph(title),)


def _title(noeud: Gathering, optional: bool) -> Flow:
    """Its name, how to choose, for whom."""
    remarks = [only_for(noeud.parcours, noeud.voies)]
    if isinstance(noeud, Choix):
        remarks = [how(noeud), noeud.consigne or "", *remarks]
    elif optional:
        remarks = [f"{kind(noeud)} au choix", *remarks]
    said = " ; ".join(filter(None, remarks))
    return (labelled(_called(noeud)), *((note(said),) if said else ()))


def _called(noeud: Gathering) -> str:
    """« Semestre 1 : bases (30 ECTS) », « Spécialisation, une unité au choix (CHX1, 4 ECTS) »."""
    title = name(noeud)
    if isinstance(noeud, Periode) and code(noeud) not in title:
        title = f"{code(noeud)} – {title}"
    worth = f"{in_french(noeud.ects)} ECTS" if noeud.ects is not None else ""
    known = ", ".join(filter(None, ("" if isinstance(noeud, Periode) else noeud.code, worth)))
    return f"{title} ({known})" if known else title

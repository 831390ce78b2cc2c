"""What the coverage matrices say together: which competencies are sure to be met, and by which units."""

from __future__ import annotations

from enum import Enum

from dossier.programme.choices import Variante, variantes
from dossier.programme.model import Programme
from dossier.programme.referentiel import Competence


class Cover(Enum):
    """How sure it is to meet a competency: its symbol, its word."""

    GUARANTEED = ("●", "garantie")
    POSSIBLE = ("○", "au choix")
    NONE = ("", "aucune")


class Matrix:
    """All the matrices of a programme together, and what they guarantee."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.publics = variantes(programme)
        self.apports: dict[tuple[str, str], tuple[str, ...]] = {}
        for couverture in programme.couvertures:
            for unite in couverture.unites:
                for part in unite.competences:
                    before = self.apports.get((unite.ref, part.ref), ())
                    self.apports[unite.ref, part.ref] = tuple(dict.fromkeys((*before, *part.apport)))
        covering = {unite for unite, _ in self.apports}
        whole = {unite.code for unite in programme.enseignements.unites_principales}
        self.covers = {code: self._cover(competence) for code, competence in programme.competences.items()}
        self.units = tuple(unite for code, unite in programme.unites.items() if code in whole | covering)
        self._sure = {
            variante: {unite for unite in covering if variante.garanti(frozenset((unite,)))}
            for variante in self.publics
        }

    def contribution(self, unite: str, competence: Competence) -> Cover:
        """What one unit brings to a competency: is it taken by all those whom the competency concerns?"""
        if (unite, competence.code) not in self.apports:
            return Cover.NONE
        concerned = (variante for variante in self.publics if _concerns(variante, competence))
        return Cover.GUARANTEED if all(unite in self._sure[each] for each in concerned) else Cover.POSSIBLE

    def _cover(self, competence: Competence) -> Cover:
        """Is a competency sure for each public that it concerns?"""
        units = frozenset(self.programme.couverture[competence.code])
        if not units:
            return Cover.NONE
        concerned = (variante for variante in self.publics if _concerns(variante, competence))
        return Cover.GUARANTEED if all(variante.garanti(units) for variante in concerned) else Cover.POSSIBLE


def _concerns(variante: Variante, competence: Competence) -> bool:
    return variante.concerne(competence.parcours)

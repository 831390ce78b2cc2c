"""The hours that a maquette asks of one learner, whatever is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from dossier.programme.choices import Variante
from dossier.programme.maquette import Heures, Noeud, Renvoi, Unite, parcourir
from dossier.programme.model import Programme

ENSEIGNEMENT = ("CM", "CI", "TD", "TP", "projet")
SEUL = frozenset({"stage", "entreprise", "travail-personnel"})
"""The hours that nobody of the school spends with the learner."""

Wanted = Callable[[Heures], bool]


class Etendue(NamedTuple):
    """The least hours, and the most, over the admissible selections."""

    least: Decimal
    most: Decimal


def enseignees(heures: Heures) -> bool:
    """Are these hours of teaching?"""
    return heures.nature in ENSEIGNEMENT


def par_professionnels(heures: Heures) -> bool:
    """Are they taught by practitioners?"""
    return heures.intervenant == "professionnel" and enseignees(heures)


def avec_l_ecole(heures: Heures) -> bool:
    """Are these hours with the school: teaching, and assessment?"""
    return heures.nature not in SEUL


def heures(variante: Variante, wanted: Wanted = lambda _: True) -> Callable[[Unite], Decimal]:
    """The hours of a unit for some publics, its components' left out."""

    def own(unite: Unite) -> Decimal:
        return sum((each.nombre for each in variante.heures(unite) if wanted(each)), Decimal(0))

    return own


def etendue(variante: Variante, wanted: Wanted) -> Etendue | None:
    """The hours of some kind that a public follows; None when no selection is admissible."""
    return _etendue(variante, heures(variante, wanted))


def charge(programme: Programme, variante: Variante) -> Etendue | None:
    """All the hours; those that a unit announces where nothing in it gives any."""
    announcing = frozenset(_announcing(programme.enseignements.enfants))
    given = heures(variante)

    def own(unite: Unite) -> Decimal:
        return (unite.heures_annoncees or Decimal(0)) if unite.code in announcing else given(unite)

    return _etendue(variante, own)


def _etendue(variante: Variante, own: Callable[[Unite], Decimal]) -> Etendue | None:
    least = variante.least(own)
    return None if least is None else Etendue(least, variante.most(own))


def _announcing(noeuds: tuple[Noeud, ...]) -> Iterator[str]:
    """Units that only announce their hours; what stands in them adds nothing."""
    for noeud in noeuds:
        if isinstance(noeud, Unite) and noeud.heures_annoncees is not None and not donne_ses_heures(noeud):
            yield noeud.code
        elif not isinstance(noeud, Renvoi):
            yield from _announcing(noeud.enfants)


def donne_ses_heures(unite: Unite) -> bool:
    """Does a unit give hours in detail, itself or through its components?"""
    return any(each.heures for each in (unite, *parcourir(unite.enfants)) if isinstance(each, Unite))


def a_l_interieur(variante: Variante, noeud: Noeud) -> Variante:
    """The same public, inside one node."""
    return replace(variante, noeuds=(noeud,))


def visible(variante: Variante, noeuds: tuple[Noeud, ...]) -> Iterator[Noeud]:
    """The nodes of a maquette that a public sees, depth first."""
    for noeud in noeuds:
        yield noeud
        yield from visible(variante, variante.enfants(noeud))

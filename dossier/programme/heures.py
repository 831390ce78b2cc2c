"""The hours that a maquette asks of one learner, whatever is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from dossier.programme.choices import Variante
from dossier.programme.maquette import Choix, Heures, Noeud, Unite

ENSEIGNEMENT = ("CM", "CI", "TD", "TP", "projet")

Wanted = Callable[[Heures], bool]


class Etendue(NamedTuple):
    """The least hours, and the most (None: the choices leave them open)."""

    least: Decimal
    most: Decimal | None


def enseignees(heures: Heures) -> bool:
    """Are these hours of teaching?"""
    return heures.nature in ENSEIGNEMENT


def par_professionnels(heures: Heures) -> bool:
    """Are they taught by practitioners?"""
    return heures.intervenant == "professionnel" and enseignees(heures)


def etendue(variante: Variante, wanted: Wanted) -> Etendue:
    """The hours of some kind that a public follows."""

    def value(unite: Unite) -> Decimal:
        return _hours_of(unite, variante, wanted)

    settled = all(_settled(noeud, variante) for noeud in visible(variante, variante.noeuds))
    return Etendue(variante.minimum(value), -variante.minimum(lambda unite: -value(unite)) if settled else None)


def a_l_interieur(variante: Variante, noeud: Noeud) -> Variante:
    """The same public, inside one node."""
    return replace(variante, noeuds=(noeud,))


def visible(variante: Variante, noeuds: tuple[Noeud, ...]) -> Iterator[Noeud]:
    """The nodes of a maquette that a public sees, depth first."""
    for noeud in noeuds:
        yield noeud
        yield from visible(variante, variante.enfants(noeud))


def _settled(noeud: Noeud, variante: Variante) -> bool:
    """Is what it asks of every learner known? Not where the number of options is open, nor inside a unit."""
    match noeud:
        case Choix():
            return noeud.par_credits or noeud.min == noeud.max
        case Unite():
            known = all(_decided(heures, variante) for heures in noeud.heures)
            return known and not any(isinstance(enfant, Choix) for enfant in noeud.enfants)
    return True


def _decided(heures: Heures, variante: Variante) -> bool:
    """Is it known whether these hours are for this public?"""
    return bool(variante.parcours or not heures.parcours) and bool(variante.voie or not heures.voies)


def _hours_of(unite: Unite, variante: Variante, wanted: Wanted) -> Decimal:
    own = (heures.nombre for heures in unite.heures if wanted(heures) and _concerns(variante, heures))
    inside = (_hours_of(enfant, variante, wanted) for enfant in unite.enfants if isinstance(enfant, Unite))
    return sum((*own, *inside), Decimal(0))


def _concerns(variante: Variante, heures: Heures) -> bool:
    """Are these hours surely for this public?"""
    return (not heures.parcours or variante.parcours in heures.parcours) and (
        not heures.voies or variante.voie in heures.voies
    )

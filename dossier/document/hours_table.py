"""What the hours of the maquette add up to, whatever is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial

from dossier.document.blocks import Content, Flow, paragraph, table
from dossier.document.publics import by_public, visible
from dossier.document.tree import Block
from dossier.french.lists import both
from dossier.french.numbers import hours
from dossier.programme.choices import Variante
from dossier.programme.maquette import Choix, Heures, Noeud, Unite
from dossier.programme.model import Programme
from dossier.programme.vocabulary import HEURES

_TEACHING = ("CM", "CI", "TD", "TP", "projet")

Wanted = Callable[[Heures], bool]


def taught(heures: Heures) -> bool:
    """Are these hours of teaching?"""
    return heures.nature in _TEACHING


def hours_table(programme: Programme, publics: tuple[Variante, ...]) -> Iterator[Block]:
    """The hours of each nature, those of teaching, all of them, and what is announced."""
    used = {heures.nature for unite in programme.enseignements.unites for heures in unite.heures}
    announced = programme.enseignements.heures
    if used or announced is not None:
        rows: list[tuple[str, Content]] = list(_rows(publics, tuple(nature for nature in HEURES if nature in used)))
        if announced is not None:
            rows.append(("Total annoncé", hours(announced)))
        yield table("Heures de la formation", (8, 6), ("Nature", "Heures"), rows)


def _rows(publics: tuple[Variante, ...], natures: tuple[str, ...]) -> Iterator[tuple[str, Content]]:
    for nature in natures:
        yield HEURES[nature], _sums(publics, partial(_is, nature))
    teaching = [nature for nature in natures if nature in _TEACHING]
    if teaching:
        yield f"Enseignement ({both(teaching)})", _sums(publics, taught)
    if natures:
        yield "Ensemble", _sums(publics, lambda _: True)


def _is(nature: str, heures: Heures) -> bool:
    return heures.nature == nature


def _sums(publics: tuple[Variante, ...], wanted: Wanted) -> Flow:
    return tuple(map(paragraph, by_public((variante, span(variante, wanted)) for variante in publics)))


def span(variante: Variante, wanted: Wanted) -> str:
    """« 120 h », « de 120 h à 130 h selon les choix », « 120 h au moins » when the choices leave it open."""
    least, most = bounds(variante, wanted)
    if most is None:
        return f"{hours(least)} au moins"
    return hours(least) if least == most else f"de {hours(least)} à {hours(most)} selon les choix"


def bounds(variante: Variante, wanted: Wanted) -> tuple[Decimal, Decimal | None]:
    """The least hours of some kind that a public follows, and the most (None: the choices leave it open)."""

    def value(unite: Unite) -> Decimal:
        return _hours_of(unite, variante, wanted)

    settled = all(_settled(noeud, variante) for noeud in visible(variante, variante.noeuds))
    return variante.minimum(value), -variante.minimum(lambda unite: -value(unite)) if settled else None


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

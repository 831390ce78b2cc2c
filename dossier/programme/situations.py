"""The credits of a maquette that come from work situations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from dossier.programme.choices import Variante
from dossier.programme.maquette import Noeud, Unite
from dossier.programme.model import Programme

_NAUGHT = Decimal(0)


def credits_in_situation(programme: Programme, variante: Variante) -> Callable[[Unite], Fraction | None]:
    """The credits that come from work situations: those of a unit that is one, or that a unit which is one holds;
    of an UE that resources and SAÉ feed, the share of those that are.
    """
    situations = frozenset(_situations(programme.enseignements.enfants, False))

    def value(unite: Unite) -> Fraction | None:
        if unite.ects is None:
            return None
        if unite.code in situations:
            return Fraction(unite.ects)
        fed = [(f.code, part.coefficient) for f, part in programme.alimentent.get(unite.code, ()) if variante.a(part)]
        whole = sum((coefficient for _, coefficient in fed), _NAUGHT)
        share = sum((coefficient for code, coefficient in fed if code in situations), _NAUGHT)
        return Fraction(unite.ects) * Fraction(share) / Fraction(whole) if whole else None

    return value


def rounded(value: Fraction) -> Decimal:
    """For a sentence: hundredths at most."""
    return round(Decimal(value.numerator) / value.denominator, 2)


def _situations(noeuds: tuple[Noeud, ...], inside: bool) -> Iterator[str]:
    for noeud in noeuds:
        within = inside
        if isinstance(noeud, Unite):
            within = inside or noeud.en_situation
            if within:
                yield noeud.code
        yield from _situations(getattr(noeud, "enfants", ()), within)

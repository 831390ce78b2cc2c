"""The credits of each block of competencies, from the units that it names."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from dossier.programme.choices import Variante, variantes
from dossier.programme.maquette import Unite
from dossier.programme.model import Programme

PART_INCONNUE, HORS_BLOC = "part-inconnue", "hors-bloc"
"""What stands for credits that several blocks share without saying how, and for those of no block."""

_ZERO = Decimal(0)


class Credits(NamedTuple):
    """What one learner acquires at the least, and at the most."""

    least: Decimal
    most: Decimal


def credits_des_blocs(programme: Programme) -> dict[str, Credits]:
    """By code of block, then what is not shared out and what belongs to no block; empty when blocks name no units."""
    if not any(bloc.unites for bloc in programme.blocs):
        return {}
    shares, publics = _shares(programme), variantes(programme)
    codes = (*(bloc.code for bloc in programme.blocs), PART_INCONNUE, HORS_BLOC)
    found = {code: _credits(publics, shares, code) for code in codes}
    return {code: credits for code, credits in found.items() if credits.most}


def _credits(publics: tuple[Variante, ...], shares: dict[str, dict[str, Decimal]], code: str) -> Credits:
    def value(unite: Unite) -> Decimal | None:
        return None if unite.ects is None else shares[unite.code].get(code, _ZERO)

    least = min(variante.minimum(value) for variante in publics)
    return Credits(least, max(variante.maximum(value) for variante in publics))


def _shares(programme: Programme) -> dict[str, dict[str, Decimal]]:
    """By code of unit, the credits that it brings to each block.

    What a unit brings to several blocks without saying how much to each is not shared out for it.
    """
    named: dict[str, dict[str, Decimal | None]] = defaultdict(dict)
    for bloc in programme.blocs:
        for part in bloc.unites:
            named[part.ref][bloc.code] = part.ects
    return {code: _share(unite.ects or _ZERO, named[code]) for code, unite in programme.unites.items()}


def _share(ects: Decimal, named: dict[str, Decimal | None]) -> dict[str, Decimal]:
    alone = len(named) == 1
    given = {code: ects if part is None else part for code, part in named.items() if alone or part is not None}
    rest = max(ects - sum(given.values(), _ZERO), _ZERO)
    return given | {PART_INCONNUE if len(given) < len(named) else HORS_BLOC: rest}

"""Two sheets, field by field and block by block: what moved, and which blocks answer each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from dossier.french.folding import fold
from dossier.register.fiche import BlocOfficiel, Fiche

_SKIPPED = frozenset({"numero", "id", "blocs", "anomalies", "inconnus"})


@dataclass(frozen=True, slots=True)
class Difference:
    """``champs``: fields that moved; ``paires``: codes of blocks of the same title; the others of each side."""

    champs: tuple[str, ...]
    paires: tuple[tuple[str, str], ...]
    retires: tuple[str, ...]
    ajoutes: tuple[str, ...]


def difference(ancienne: Fiche, nouvelle: Fiche) -> Difference:
    """What moved from one sheet to another; a field that either export does not hold is not compared."""
    unknown = _SKIPPED | ancienne.inconnus | nouvelle.inconnus
    moved = (each.name for each in fields(Fiche) if each.name not in unknown)
    pairs = tuple(_pairs(ancienne.blocs, nouvelle.blocs))
    before, after = {old for old, _new in pairs}, {new for _old, new in pairs}
    return Difference(
        tuple(name for name in moved if getattr(ancienne, name) != getattr(nouvelle, name)),
        pairs,
        tuple(bloc.code for bloc in ancienne.blocs if bloc.code not in before),
        tuple(bloc.code for bloc in nouvelle.blocs if bloc.code not in after),
    )


def _pairs(before: tuple[BlocOfficiel, ...], after: tuple[BlocOfficiel, ...]) -> Iterator[tuple[str, str]]:
    titles = {fold(bloc.libelle): bloc.code for bloc in after}
    yield from ((bloc.code, titles[fold(bloc.libelle)]) for bloc in before if fold(bloc.libelle) in titles)

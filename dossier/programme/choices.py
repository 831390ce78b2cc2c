"""The maquette as its publics see it: what they can reach, what is sure, the least and the most of anything."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cached_property
from typing import Any, TypeVar

from dossier.programme.counting import Count, Question
from dossier.programme.maquette import Noeud, Unite
from dossier.programme.model import Programme
from dossier.programme.publics import Filtered, Public, named, publics
from dossier.programme.sharing import Sharing
from dossier.programme.sums import Bits, Sums, every, least
from dossier.programme.vues import Vue

Codes = frozenset[str]
Value = Callable[[Unite], Any]
"""What a unit is worth, an exact number; None: what its components are."""
Own = Callable[[Unite], Any]
"""What a unit is worth besides its components."""
Told = TypeVar("Told", bound=Hashable)


class Variante(Vue):
    """The maquette as some publics see it, and what it leads them to."""

    @property
    def shared(self) -> bool:
        """Does a unit stand at several places?"""
        return bool(self._sharing(self.noeuds).several)

    # ── What can be reached ──────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def totaux(self) -> Bits:
        """The totals of credits within reach."""
        return every(self.ask(self.noeuds, Question()))

    def reach(self, noeud: Noeud) -> Bits:
        """The totals of a node that is taken, each unit counted once within it."""
        found = self._reached.get(id(noeud))
        if found is None:
            found = self._reached[id(noeud)] = self.reach_all((noeud,))
        return found

    @cached_property
    def _reached(self) -> dict[int, Bits]:
        return {}

    def reach_all(self, noeuds: tuple[Noeud, ...]) -> Bits:
        """The totals of nodes all taken."""
        return every(self.ask(noeuds, Question()))

    def garanti(self, codes: Codes) -> bool:
        """Does every admissible selection hold one of these units?"""
        return not self.ask(self.noeuds, Question(avoid=codes, credits=False))

    def minimum(self, value: Value) -> Any:
        """The least sum of a value of units over the admissible selections; None when there is no such selection."""
        return least(self.ask(self.noeuds, Question(value=value, credits=False)))

    def maximum(self, value: Value) -> Any:
        """The greatest."""
        found = self.minimum(lambda unite: None if (worth := value(unite)) is None else -worth)
        return None if found is None else -found

    def least(self, own: Own, noeuds: tuple[Noeud, ...] | None = None) -> Any:
        """The least sum of what units are worth besides their components, over the admissible selections."""
        question = Question(value=own, components=True, credits=False)
        return least(self.ask(self.noeuds if noeuds is None else noeuds, question))

    def most(self, own: Own, noeuds: tuple[Noeud, ...] | None = None) -> Any:
        """The greatest."""
        found = self.least(lambda unite: -own(unite), noeuds)
        return None if found is None else -found

    def ask(self, noeuds: tuple[Noeud, ...], question: Question) -> Sums:
        """What nodes all taken answer to a question; raises TooManyWays."""
        return Count(self, noeuds, question, self._sharing(noeuds)).sums

    def _sharing(self, noeuds: tuple[Noeud, ...]) -> Sharing:
        key = tuple(map(id, noeuds))
        sharing = self._sharings.get(key)
        if sharing is None:
            sharing = self._sharings[key] = Sharing(self, noeuds)
        return sharing

    @cached_property
    def _sharings(self) -> dict[tuple[int, ...], Sharing]:
        return {}


def variantes(programme: Programme) -> tuple[Variante, ...]:
    """The maquette once for each set of publics that see the same; the publics are told by name."""
    filtered = tuple(_filtered(programme))
    every_public = publics(programme, filtered)
    alike: dict[tuple[bool, ...], list[Public]] = {}
    for public in every_public:
        alike.setdefault(tuple(public.voit(element) for element in filtered), []).append(public)
    return tuple(_variante(programme, tuple(some), every_public) for some in alike.values())


def _filtered(programme: Programme) -> Iterator[Filtered]:
    for noeud in programme.enseignements.noeuds:
        if noeud.parcours or noeud.voies:
            yield noeud
        if isinstance(noeud, Unite):
            yield from (heures for heures in noeud.heures if heures.parcours or heures.voies)
            yield from (part for part in noeud.contributions if part.parcours or part.voies)


def _variante(programme: Programme, some: tuple[Public, ...], every_public: tuple[Public, ...]) -> Variante:
    noeuds = tuple(noeud for noeud in programme.enseignements.enfants if some[0].voit(noeud))
    return Variante(noeuds, programme.unites, some, every_public)


def told_together(found: Iterable[tuple[Variante, Told]]) -> Iterator[tuple[str, Told]]:
    """What is found of publics, once for all those of whom the same is found, with their names (empty: all)."""
    alike: dict[Told, list[Variante]] = {}
    for variante, told in found:
        alike.setdefault(told, []).append(variante)
    for told, some in alike.items():
        concerned = {public for variante in some for public in variante.publics}
        yield named(tuple(public for public in some[0].tous if public in concerned), some[0].tous), told

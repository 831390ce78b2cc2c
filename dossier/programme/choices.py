"""What choices lead to: the totals of credits within reach, and what is sure whatever the learner chooses.

Totals are sets of half-credits held as bits of one integer (bit n set: n half-credits can be reached), so that
taking one more option is a shift: nothing is ever enumerated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from dossier.programme.maquette import Choix, Groupe, Noeud, Periode, Renvoi, Unite, parcourir, renvois_circulaires
from dossier.programme.model import Programme

Bits = int
Codes = frozenset[str]
Value = Callable[[Unite], Decimal | None]
"""What a unit is worth; None: what its components are."""
_NONE: Codes = frozenset()
_NOTHING: Bits = 0
_ZERO: Bits = 1


def half(credits: Decimal) -> int:
    """Credits as half-credits."""
    return int(credits * 2)


def credits(half_credits: int) -> Decimal:
    """Half-credits as credits."""
    return Decimal(half_credits) / 2


def members(bits: Bits) -> Iterator[int]:
    """The half-credits of a set, in rising order."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def _plus(left: Bits, right: Bits) -> Bits:
    """Every sum of a member of each set."""
    fewer, more = (left, right) if left.bit_count() <= right.bit_count() else (right, left)
    total = _NOTHING
    for shift in members(fewer):
        total |= more << shift
    return total


@dataclass(frozen=True, eq=False, repr=False)
class Variante:
    """The maquette as one public sees it: a track, a route, or everyone (both empty)."""

    parcours: str
    voie: str
    noeuds: tuple[Noeud, ...]
    definitions: dict[str, Unite]

    @property
    def nom(self) -> str:
        """How to call it in a sentence; empty for everyone."""
        return ", ".join(word for word in (self.parcours, self.voie) if word)

    def enfants(self, noeud: Noeud) -> tuple[Noeud, ...]:
        """The children that exist for this public."""
        return () if isinstance(noeud, Renvoi) else tuple(enfant for enfant in noeud.enfants if self.a(enfant))

    def a(self, noeud: Noeud) -> bool:
        """Does the node exist for this public?"""
        return (not noeud.parcours or self.parcours in noeud.parcours) and (
            not noeud.voies or not self.voie or self.voie in noeud.voies
        )

    def unite(self, noeud: Unite | Renvoi) -> Unite | None:
        """The unit of a leaf: itself, or the one referred to; None for a reference by which a unit holds itself."""
        if isinstance(noeud, Unite):
            return noeud
        return None if id(noeud) in self._circulaires else self.definitions.get(noeud.unite)

    @cached_property
    def _circulaires(self) -> frozenset[int]:
        return frozenset(id(renvoi) for _, renvoi in renvois_circulaires(self.definitions))

    @cached_property
    def unites(self) -> dict[str, Unite]:
        """The units that this public may take, by code, components included."""
        found: dict[str, Unite] = {}
        waiting = list(reversed(self.noeuds))
        while waiting:
            noeud = waiting.pop()
            if isinstance(noeud, Unite | Renvoi):
                unite = self.unite(noeud)
                if unite:
                    found[unite.code] = unite
                    waiting += reversed(self.enfants(unite))
            else:
                waiting += reversed(self.enfants(noeud))
        return found

    @cached_property
    def choix(self) -> tuple[Choix, ...]:
        """The choices that every learner of this public meets, none nested in another."""
        return tuple(_outer_choices(self, self.noeuds))

    @cached_property
    def _deja_comptees(self) -> frozenset[int]:
        """References to units that are counted anyway where they are defined."""
        sure = {unite.code for unite in _mandatory(self, self.noeuds) if isinstance(unite, Unite)}
        return frozenset(
            id(noeud) for noeud in parcourir(self.noeuds) if isinstance(noeud, Renvoi) and noeud.unite in sure
        )

    @cached_property
    def _codes(self) -> dict[int, Codes]:
        """The codes of the units that each node holds or is, by identity of the node."""
        found: dict[int, Codes] = {}

        def under(noeud: Noeud) -> Codes:
            own = {unite.code} if isinstance(noeud, Unite | Renvoi) and (unite := self.unite(noeud)) else set()
            found[id(noeud)] = frozenset(own).union(*(under(enfant) for enfant in self.enfants(noeud)))
            return found[id(noeud)]

        for noeud in self.noeuds:
            under(noeud)
        return found

    @cached_property
    def _reached(self) -> dict[tuple[int, Codes], Bits]:
        """What ``reach`` has found so far."""
        return {}

    @cached_property
    def totaux(self) -> Bits:
        """The totals within reach."""
        return self.reach_all(self.noeuds)

    def totaux_hors(self, choix: Choix) -> Bits:
        """The totals within reach if a choice brought nothing."""
        others = Variante(self.parcours, self.voie, self.noeuds, self.definitions)
        others._reached[id(choix), _NONE] = _ZERO
        return others.totaux

    def reach_all(self, noeuds: tuple[Noeud, ...], without: Codes = _NONE) -> Bits:
        """The totals of nodes all taken; with ``without``, those of selections that avoid these units."""
        total = _ZERO
        for noeud in noeuds:
            total = _plus(total, self.reach(noeud, without))
            if not total:
                break
        return total

    def reach(self, noeud: Noeud, without: Codes = _NONE) -> Bits:
        """The totals of a node that is taken (see ``reach_all``)."""
        key = (id(noeud), without & self._codes[id(noeud)] if without else _NONE)
        bits = self._reached.get(key)
        if bits is None:
            bits = self._reached[key] = self._reach(noeud, key[1])
        return bits

    def _reach(self, noeud: Noeud, without: Codes) -> Bits:
        match noeud:
            case Unite() | Renvoi():
                return self._reach_unit(noeud, without)
            case Choix():
                return capped(noeud, self.within_bounds(noeud, self.selections(noeud, without)[-1]))
            case Periode() | Groupe():
                return self.reach_all(self.enfants(noeud), without)

    def _reach_unit(self, noeud: Unite | Renvoi, without: Codes) -> Bits:
        unite = self.unite(noeud)
        if unite is None or id(noeud) in self._deja_comptees:
            return _ZERO
        if unite.code in without:
            return _NOTHING
        inside = self.reach_all(self.enfants(unite), without)
        if unite.ects is None:
            return inside
        return 1 << half(unite.ects) if inside else _NOTHING

    def selections(self, choix: Choix, without: Codes = _NONE) -> list[list[Bits]]:
        """For each number of options looked at: by number of options taken, the sums within reach."""
        most = min(choix.max, len(choix.enfants))
        table = [[_ZERO] + [_NOTHING] * most]
        for option in self.enfants(choix):
            bits = self.reach(option, without)
            before = table[-1]
            taken = [_NOTHING] + [_plus(sums, bits) if sums and bits else _NOTHING for sums in before[:most]]
            table.append([kept | more for kept, more in zip(before, taken, strict=True)])
        return table

    def within_bounds(self, choix: Choix, by_count: list[Bits]) -> Bits:
        """The sums that respect the bounds of a choice."""
        found = _NOTHING
        for sums in by_count[max(choix.min, 0) :]:
            found |= sums
        if choix.ects_min is not None:
            found = found >> half(choix.ects_min) << half(choix.ects_min)
        if choix.ects_max is not None:
            found &= (1 << half(choix.ects_max) + 1) - 1
        return found

    def garanti(self, codes: Codes) -> bool:
        """Does every admissible selection hold one of these units?"""
        return not self.reach_all(self.noeuds, codes)

    def selection(self, choix: Choix, total: int) -> tuple[Unite, ...]:
        """One selection of a choice that gives a total of half-credits: the fewest options, first in the file."""
        options = self.enfants(choix)
        table = self.selections(choix)
        fits = [
            (count, value)
            for count in range(max(choix.min, 0), len(table[-1]))
            for value in members(table[-1][count])
            if capped(choix, self.within_bounds(choix, _only(count, value))) >> total & 1
        ]
        if not fits:
            return ()
        count, value = fits[0]
        taken: list[Unite] = []
        for rank in range(len(options), 0, -1):
            if table[rank - 1][count] >> value & 1:
                continue
            before, part = next(
                (before, value - before)
                for before in members(table[rank - 1][count - 1])
                if before <= value and self.reach(options[rank - 1]) >> (value - before) & 1
            )
            taken[:0] = self._units_of(options[rank - 1], part)
            count, value = count - 1, before
        return tuple(taken)

    def _units_of(self, option: Noeud, total: int) -> tuple[Unite, ...]:
        """The units to name when an option is taken for a total: itself, or what distinguishes it."""
        if isinstance(option, Choix):
            return self.selection(option, total)
        if isinstance(option, Unite | Renvoi):
            unite = self.unite(option)
            return (unite,) if unite else ()
        return tuple(unite for unite in _mandatory(self, self.enfants(option)) if isinstance(unite, Unite))

    def minimum(self, value: Value) -> Decimal:
        """The least sum of a value of units, over the admissible selections."""
        return sum((self._minimum(noeud, value) for noeud in self.noeuds), Decimal(0))

    def maximum(self, value: Value) -> Decimal:
        """The greatest."""

        def opposite(unite: Unite) -> Decimal | None:
            worth = value(unite)
            return None if worth is None else -worth

        return -self.minimum(opposite)

    def _minimum(self, noeud: Noeud, value: Value) -> Decimal:
        match noeud:
            case Unite() | Renvoi():
                return self._minimum_of_unit(noeud, value)
            case Choix():
                return self._minimum_of_choice(noeud, value)
            case Periode() | Groupe():
                return sum((self._minimum(enfant, value) for enfant in self.enfants(noeud)), Decimal(0))

    def _minimum_of_unit(self, noeud: Unite | Renvoi, value: Value) -> Decimal:
        unite = self.unite(noeud)
        if unite is None or id(noeud) in self._deja_comptees:
            return Decimal(0)
        worth = value(unite)
        if worth is None:
            return sum((self._minimum(enfant, value) for enfant in self.enfants(unite)), Decimal(0))
        return worth

    def _minimum_of_choice(self, choix: Choix, value: Value) -> Decimal:
        """The smallest values, and more of them as long as that lowers the sum; where credits are bounded, the least
        for each number and sum of credits taken.
        """
        options = self.enfants(choix)
        worths = [self._minimum(option, value) for option in options]
        if not any(worths):
            return Decimal(0)
        if not choix.par_credits:
            worths.sort()
            sure = max(choix.min, 0)
            return sum((*worths[:sure], *(worth for worth in worths[sure : choix.max] if worth < 0)), Decimal(0))
        least: dict[tuple[int, int], Decimal] = {(0, 0): Decimal(0)}
        for option, worth in zip(options, worths, strict=True):
            for (count, total), sofar in list(least.items()):
                if count == choix.max:
                    continue
                for more in members(self.reach(option)):
                    key = (count + 1, total + more)
                    least[key] = min(least.get(key, sofar + worth), sofar + worth)
        admitted = [sofar for (count, total), sofar in least.items() if self.within_bounds(choix, _only(count, total))]
        return min(admitted, default=Decimal(0))


def _only(count: int, total: int) -> list[Bits]:
    return [_NOTHING] * count + [1 << total]


def capped(choix: Choix, bits: Bits) -> Bits:
    """With ``surplus="ignore"``, what exceeds the announced credits does not count."""
    if choix.surplus != "ignore" or choix.ects is None:
        return bits
    limit = half(choix.ects)
    below = bits & ((1 << limit + 1) - 1)
    return below | (1 << limit if bits >> limit + 1 else _NOTHING)


def _outer_choices(variante: Variante, noeuds: tuple[Noeud, ...]) -> Iterator[Choix]:
    for noeud in noeuds:
        if isinstance(noeud, Choix):
            yield noeud
        elif not (isinstance(noeud, Unite) and noeud.ects is not None):
            yield from _outer_choices(variante, variante.enfants(noeud))


def _mandatory(variante: Variante, noeuds: tuple[Noeud, ...]) -> Iterator[Unite | Renvoi]:
    """Units outside any choice, components left out."""
    for noeud in noeuds:
        if isinstance(noeud, Unite | Renvoi):
            yield noeud
        elif not isinstance(noeud, Choix):
            yield from _mandatory(variante, variante.enfants(noeud))


def variantes(programme: Programme) -> tuple[Variante, ...]:
    """The maquette once per public that it distinguishes: tracks × routes named in its filters, or everyone."""
    noeuds = tuple(programme.enseignements.noeuds)
    parcours = sorted({code for noeud in noeuds for code in noeud.parcours})
    voies = sorted({voie for noeud in noeuds for voie in noeud.voies})
    found = []
    for code in parcours or [""]:
        for voie in voies or [""]:
            everything = Variante(code, voie, programme.enseignements.enfants, programme.unites)
            seen = tuple(noeud for noeud in everything.noeuds if everything.a(noeud))
            found.append(Variante(code, voie, seen, programme.unites))
    return tuple(found)

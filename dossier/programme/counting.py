"""Counting a maquette: what its admissible selections add up to, with a value at its least (see docs/calcul.md).

A unit met at several places counts once. Until all its places have been seen, it stays beside the sums as a *mark*:
that is all the memory that exactness needs, and a maquette without references has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, reduce
from operator import or_
from types import MappingProxyType
from typing import Any, NamedTuple

from dossier.programme.maquette import Choix, Noeud, Renvoi, Unite
from dossier.programme.sharing import ROOT, Sharing, looks_at_credits
from dossier.programme.sums import (
    NONE,
    ZERO,
    Bits,
    Sums,
    added,
    between,
    every,
    flat,
    half,
    members,
    plus,
    shifted,
    single,
    union,
    worth,
)
from dossier.programme.vues import Vue

MOST_STATES = 20_000
"""Beyond that many ways of sharing units between choices, the tool says that it does not know."""


class TooManyWays(Exception):
    """Units referred to from so many choices that they cannot be counted exactly in reasonable time."""


class Mark(NamedTuple):
    """A unit taken, and how it turned out; ``counted`` and ``valued`` unless something that holds it already is."""

    code: str
    outcome: int
    counted: bool = True
    valued: bool = True


class Outcome(NamedTuple):
    """One way of taking a unit: the marks it brings, its half-credits, its value."""

    marks: Marks
    total: int
    value: Any


Marks = frozenset[Mark]
Spread = dict[Marks, Sums]
_BARE: Marks = frozenset()


class Question(NamedTuple):
    """What is asked of a maquette.

    ``value``: of a unit, None when it is only worth what its components are. ``components``: do they add to a unit
    that has a value? ``avoid``: units that may not be taken. ``credits``: are totals asked for? ``pick``: the value of
    taking an option of a choice (None: nothing). ``fixed``: the options that a choice is held to. ``most``: totals
    above are of no interest.
    """

    value: Callable[[Unite], Any] | None = None
    components: bool = False
    avoid: frozenset[str] = frozenset()
    credits: bool = True
    pick: Callable[[Choix, Noeud | None], Any] | None = None
    fixed: Mapping[int, frozenset[int]] = MappingProxyType({})
    most: int | None = None
    naught: Any = 0


class Count:
    """The answer to one question about some nodes, all taken, for one public."""

    def __init__(self, vue: Vue, roots: tuple[Noeud, ...], question: Question, sharing: Sharing) -> None:
        self._vue, self._roots, self._asked, self._sharing = vue, roots, question, sharing
        # Whether some selection exists does not depend on what is shared, unless a choice looks at credits.
        idle = not question.credits and question.value is None and not sharing.bounded
        self._several = frozenset[str]() if idle else sharing.several
        self._nil: Sums = single(0, question.naught)
        self._zero: Spread = {_BARE: self._nil}
        self._known: dict[tuple[int | str, bool, bool], Spread] = {}
        self._outcomes: dict[str, list[Outcome]] = {}
        self._scopes = sharing.scopes if self._several else {}
        self._closing = set(self._scopes.values())
        self._looked_at = question.credits or sharing.bounded

    @property
    def sums(self) -> Sums:
        """The totals of the admissible selections, each with its least value; empty when there is none."""
        spread = self._all(self._roots, self._asked.credits, False)
        return self._settled(spread, ROOT, self._asked.credits).get(_BARE, {})

    # ── Nodes ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _all(self, noeuds: Iterable[Noeud], credits: bool, bounded: bool) -> Spread:
        total = self._zero
        for noeud in noeuds:
            total = self._both(total, self._reach(noeud, credits, bounded))
            if not total:
                break
        return total

    def _reach(self, noeud: Noeud, credits: bool, bounded: bool) -> Spread:
        """What a node that is taken brings; ``bounded``: within a choice that looks at credits."""
        key = (id(noeud), credits, bounded)
        found = self._known.get(key)
        if found is None:
            match noeud:
                case Unite() | Renvoi():
                    found = self._unit(noeud, credits, bounded)
                case Choix():
                    found = self._choice(noeud, credits, bounded)
                case _:
                    found = self._all(self._vue.enfants(noeud), credits, bounded)
                    found = self._settled(found, id(noeud), credits)
            self._known[key] = found
        return found

    def _unit(self, noeud: Unite | Renvoi, credits: bool, bounded: bool) -> Spread:
        unite = self._vue.unite(noeud)
        if unite is None:
            return self._zero
        if unite.code in self._asked.avoid:
            return {}
        if unite.code not in self._several:
            return self._content(unite, credits, bounded)
        if unite.code in self._once:
            return self._content(unite, credits, bounded) if noeud is self._sharing.sure[unite.code] else self._zero
        return {
            outcome.marks | {Mark(unite.code, rank)}: self._nil for rank, outcome in enumerate(self._turns_out(unite))
        }

    @cached_property
    def _once(self) -> frozenset[str]:
        """Units that all take at a place where nothing that holds them counts for them, and no choice by credits
        looks at them: what refers to them adds nothing.
        """
        several = self._several & self._sharing.sure.keys()
        if not several:
            return frozenset()
        units = [u for code in self._sharing.places if (u := self._vue.definitions.get(code))]
        holding = self._sharing.under(unite for unite in units if self._counts(unite))
        return several - holding - self._sharing.under_bounds

    def _counts(self, unite: Unite) -> bool:
        """Does a unit count for its components, in credits or in value?"""
        stops = self._asked.value is not None and not self._asked.components and self._asked.value(unite) is not None
        return unite.ects is not None or stops

    def _turns_out(self, unite: Unite) -> list[Outcome]:
        if unite.code not in self._outcomes:
            self._outcomes[unite.code] = []  # a reference to itself finds nothing
            spread = self._content(unite, self._looked_at, self._sharing.bounded)
            self._outcomes[unite.code] = [
                Outcome(marks, total, value)
                for marks, sums in spread.items()
                for value, bits in sums.items()
                for total in members(bits)
            ]
        return self._outcomes[unite.code]

    def _content(self, unite: Unite, credits: bool, bounded: bool) -> Spread:
        """A unit and its components; they only count, or are only worth something, if it does not."""
        inside = self._all(self._vue.enfants(unite), credits and unite.ects is None, bounded)
        inside = self._settled(inside, id(unite), credits and unite.ects is None)
        value = self._asked.value(unite) if self._asked.value else None
        stops = value is not None and not self._asked.components
        if unite.ects is not None or stops:
            inside = self._joined((_held(marks, unite.ects is not None, stops), sums) for marks, sums in inside.items())
        if unite.ects is not None:
            total = half(unite.ects) if credits else 0
            inside = {marks: flat(sums, total) for marks, sums in inside.items()}
        if value is None:
            return inside
        if stops:
            return {marks: worth(sums, value) for marks, sums in inside.items()}
        return {marks: shifted(sums, 0, value) for marks, sums in inside.items()}

    # ── Choices ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _choice(self, choix: Choix, credits: bool, bounded: bool) -> Spread:
        looks = looks_at_credits(choix)
        inside = (credits or choix.par_credits, bounded or looks)
        options = self._vue.enfants(choix)
        low, high = max(choix.min, 0), min(choix.max, len(options))
        held = self._asked.fixed.get(id(choix))
        if held is not None:
            options = tuple(option for option in options if id(option) in held)
            low, high = max(low, len(options)), min(high, len(options))
        if low > high:
            return {}
        spread = self._taken(choix, options, low, high, inside)
        spread = self._settled(spread, id(choix), inside[0])
        if choix.par_credits:
            spread = {marks: kept for marks, sums in spread.items() if (kept := self._within(choix, marks, sums))}
        if credits and choix.surplus == "ignore" and choix.ects is not None:
            spread = self._capped(half(choix.ects), spread)
        return spread if credits or not inside[0] else {marks: flat(sums) for marks, sums in spread.items()}

    def _taken(
        self, choix: Choix, options: tuple[Noeud, ...], low: int, high: int, inside: tuple[bool, bool]
    ) -> Spread:
        """Between ``low`` and ``high`` options, the others left: by number of options taken, then all together."""
        found = [self._reach(option, *inside) for option in options]
        picked = [self._picked(choix, option, spread) for option, spread in zip(options, found, strict=True)]
        if not inside[0] and self._asked.pick is None and all(len(s) < 2 and _BARE in s for s in picked if s):
            return self._cheapest([min(spread[_BARE]) for spread in picked if spread], low, high)
        # Beyond what is asked, no need to tell numbers of options apart.
        whole = high == len(options)
        most = low if whole else high
        counts = range(most if whole else most - 1, -1, -1)
        if self._asked.value is None and self._asked.pick is None and all(s.keys() <= {_BARE} for s in picked):
            return self._by_number([every(spread[_BARE]) for spread in picked if spread], low, most, counts)
        rows: list[Spread] = [self._picked(choix, None, self._zero), *({} for _ in range(most))]
        for spread in picked:
            for count in counts:
                if rows[count] and spread:
                    to = min(count + 1, most)
                    rows[to] = self._joined((*rows[to].items(), *self._both(rows[count], spread).items()))
        return self._joined(each for row in rows[low:] for each in row.items())

    def _by_number(self, options: list[Bits], low: int, most: int, counts: range) -> Spread:
        """The same where there is neither mark nor value: nothing but bits."""
        rows: list[Bits] = [ZERO, *(NONE for _ in range(most))]
        for bits in options:
            for count in counts:
                if rows[count]:
                    rows[min(count + 1, most)] |= added(rows[count], bits)
        found = self._bounded({self._asked.naught: reduce(or_, rows[low:], NONE)})
        return {_BARE: found} if any(found.values()) else {}

    def _cheapest(self, values: list[Any], low: int, high: int) -> Spread:
        """The smallest values, and more of them as long as that lowers the sum."""
        if len(values) < low:
            return {}
        values.sort()
        naught = self._asked.naught
        taken = values[:low] + [value for value in values[low:high] if value < naught]
        return {_BARE: {sum(taken, naught): 1}}

    def _picked(self, choix: Choix, option: Noeud | None, spread: Spread) -> Spread:
        more = self._asked.pick(choix, option) if self._asked.pick else None
        return spread if more is None else {marks: shifted(sums, 0, more) for marks, sums in spread.items()}

    def _within(self, choix: Choix, marks: Marks, sums: Sums) -> Sums:
        low, high = choix.ects_min, choix.ects_max
        beside = self._beside(marks)
        least = half(low) - beside if low is not None else None
        most = half(high) - beside if high is not None else None
        return between(sums, least, most)

    def _capped(self, limit: int, spread: Spread) -> Spread:
        """What exceeds does not count: the choice is then worth its announced credits, whatever it took."""
        found: list[tuple[Marks, Sums]] = []
        for marks, sums in spread.items():
            beside = self._beside(marks)
            found.append((marks, between(sums, None, limit - beside)))
            above = between(sums, limit - beside + 1, None)
            found.append((_held(marks, True, False), flat(above, limit)))
        return self._joined(found)

    # ── Marks ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _beside(self, marks: Marks) -> int:
        """The half-credits of the units that marks stand for."""
        return sum(self._outcomes[mark.code][mark.outcome].total for mark in marks if mark.counted)

    def _settled(self, spread: Spread, place: int, credits: bool) -> Spread:
        """Past the lowest node that holds all its places, a unit joins the sums."""
        if place not in self._closing:
            return spread
        return self._joined(self._closed(marks, sums, place, credits) for marks, sums in spread.items())

    def _closed(self, marks: Marks, sums: Sums, place: int, credits: bool) -> tuple[Marks, Sums]:
        closed = [mark for mark in marks if self._scopes[mark.code] == place]
        for mark in closed:
            outcome = self._outcomes[mark.code][mark.outcome]
            total = outcome.total if mark.counted and credits else 0
            sums = shifted(sums, total, outcome.value if mark.valued else self._asked.naught)
        return marks.difference(closed), sums

    def _both(self, left: Spread, right: Spread) -> Spread:
        """What two nodes taken together bring."""
        if len(left) == len(right) == 1 and _BARE in left and _BARE in right:
            return {_BARE: self._bounded(plus(left[_BARE], right[_BARE]))}
        return self._joined(
            (marks, self._bounded(plus(sums, more)))
            for one, sums in left.items()
            for other, more in right.items()
            if (marks := _together(one, other)) is not None
        )

    def _bounded(self, sums: Sums) -> Sums:
        return sums if self._asked.most is None else between(sums, None, self._asked.most)

    def _joined(self, parts: Iterable[tuple[Marks, Sums]]) -> Spread:
        found: Spread = {}
        for marks, sums in parts:
            if sums:
                found[marks] = union(found[marks], sums) if marks in found else sums
        if len(found) > MOST_STATES:
            raise TooManyWays
        return found


def _held(marks: Marks, counted: bool, valued: bool) -> Marks:
    """Marks of units that something which holds them counts for."""
    if not marks:
        return marks
    return frozenset(
        mark._replace(counted=mark.counted and not counted, valued=mark.valued and not valued) for mark in marks
    )


def _together(left: Marks, right: Marks) -> Marks | None:
    """The marks of both; None when a unit would turn out in two ways."""
    if not left or not right:
        return left or right
    found = {mark.code: mark for mark in left}
    for mark in right:
        other = found.get(mark.code, mark)
        if other.outcome != mark.outcome:
            return None
        found[mark.code] = mark._replace(counted=mark.counted and other.counted, valued=mark.valued and other.valued)
    return frozenset(found.values())

"""Wrong totals: the shortest way of choosing that leads to each, and the node whose value makes the difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from dossier.programme.choices import Variante
from dossier.programme.counting import Question
from dossier.programme.maquette import Choix, Noeud, Renvoi, Unite
from dossier.programme.sums import Sums, every, members

MOST_TOLD = 8
"""Wrong totals that are explained: the nearest to the right one; the others are told by their number."""


class Way:
    """A way through the choices that matter: how many options it takes, and which."""

    __slots__ = ("length", "steps")

    def __init__(self, length: int, steps: tuple[Any, ...]) -> None:
        self.length, self.steps = length, steps

    def __add__(self, other: Way) -> Way:
        if not self.steps or not other.steps:
            return self if self.steps else other
        return Way(self.length + other.length, (self.steps, other.steps))

    def __lt__(self, other: Way) -> bool:
        return self.length < other.length

    def taken(self) -> dict[int, Taken]:
        """By identity of the choices met, what each takes, in the order of the file."""
        found: dict[int, Taken] = {}
        waiting: list[Any] = [self.steps]
        while waiting:
            step = waiting.pop()
            if isinstance(step, _Step):
                before = found.get(id(step.choix), Taken(step.choix, ()))
                more = () if step.option is None else (step.option,)
                found[id(step.choix)] = Taken(step.choix, (*before.options, *more))
            else:
                waiting += reversed(step)
        return found


class _Step(NamedTuple):
    choix: Choix
    option: Noeud | None


class Taken(NamedTuple):
    """The options that a choice takes."""

    choix: Choix
    options: tuple[Noeud, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Deviation:
    """A wrong total, in half-credits: the ``culprit`` (an option, or the choice), the choice that it stands in, the
    options taken, those that would do as badly in the culprit's place, and the choices met.
    """

    total: int
    culprit: Noeud
    choix: Choix
    options: tuple[Noeud, ...]
    alike: tuple[Noeud, ...]
    choices: tuple[Choix, ...]


class Deviations:
    """The wrong totals within the reach of some publics; ``others`` are those that are not explained."""

    def __init__(self, variante: Variante, expected: int) -> None:
        self._variante, self._expected = variante, expected
        wrong = [total for total in members(variante.totaux) if total != expected]
        self.told = sorted(sorted(wrong, key=lambda total: abs(total - expected))[:MOST_TOLD])
        self.others = sorted(set(wrong) - set(self.told))

    def __iter__(self) -> Iterator[Deviation]:
        """Each explained, in rising order."""
        ways = {total: way for way, bits in self._ways.items() for total in members(bits)} if self.told else {}
        for total in self.told:
            if total in ways:
                yield self._explained(total, ways[total].taken())

    @cached_property
    def _matter(self) -> dict[int, int]:
        """The depth of the choices that may change the total, by identity."""
        found: dict[int, int] = {}
        shared = self._variante.shared
        waiting: list[tuple[Noeud, int]] = [(noeud, 0) for noeud in self._variante.noeuds]
        seen: set[int] = set()
        while waiting:
            noeud, depth = waiting.pop()
            if isinstance(noeud, Unite | Renvoi):
                unite = self._variante.unite(noeud)
                if unite is None or unite.ects is not None:
                    continue
                noeud = unite
            if id(noeud) in seen:
                continue
            seen.add(id(noeud))
            if isinstance(noeud, Choix) and (shared or self._variante.reach(noeud).bit_count() > 1):
                found[id(noeud)] = depth
            waiting += ((enfant, depth + 1) for enfant in self._variante.enfants(noeud))
        return found

    @property
    def _ways(self) -> Sums:
        capped = any(
            isinstance(n, Choix) and n.surplus == "ignore" for n in self._variante.under(*self._variante.noeuds)
        )
        question = Question(pick=self._pick, naught=Way(0, ()), most=None if capped else max(self.told))
        return self._variante.ask(self._variante.noeuds, question)

    def _pick(self, choix: Choix, option: Noeud | None) -> Way | None:
        return Way(int(option is not None), (_Step(choix, option),)) if id(choix) in self._matter else None

    def _explained(self, total: int, taken: dict[int, Taken]) -> Deviation:
        """The narrowest choice that, made otherwise and all the others as they are, gives the right total."""
        by_depth = sorted(taken.values(), key=lambda each: -self._matter[id(each.choix)])
        choix, options = next(filter(self._mends(taken), by_depth), by_depth[-1])
        culprit: Noeud = options[0] if len(options) == 1 else choix
        named = tuple(option for each in taken.values() for option in each.options)
        return Deviation(
            total, culprit, choix, named, self._alike(choix, culprit), tuple(each.choix for each in taken.values())
        )

    def _mends(self, taken: dict[int, Taken]) -> Callable[[Taken], bool]:
        def mends(each: Taken) -> bool:
            inside = {id(noeud) for noeud in self._variante.under(each.choix)}
            fixed = {key: frozenset(map(id, other.options)) for key, other in taken.items() if key not in inside}
            return bool(every(self._variante.ask(self._variante.noeuds, Question(fixed=fixed))) >> self._expected & 1)

        return mends

    def _alike(self, choix: Choix, culprit: Noeud) -> tuple[Noeud, ...]:
        if culprit is choix or self._variante.shared:
            return ()
        worth = self._variante.reach(culprit)
        return tuple(o for o in self._variante.enfants(choix) if o is not culprit and self._variante.reach(o) == worth)


def selection(variante: Variante, choix: Choix, total: int) -> tuple[Noeud, ...]:
    """The fewest options of a choice, those of nested choices included, that give a total of half-credits."""

    def pick(each: Choix, option: Noeud | None) -> Way:
        return Way(int(option is not None), (_Step(each, option),))

    ways = variante.ask((choix,), Question(pick=pick, naught=Way(0, ())))
    found: dict[int, Taken] = next((way.taken() for way, bits in ways.items() if bits >> total & 1), {})
    return tuple(option for each in found.values() for option in each.options)

"""Every admissible selection of a maquette, one by one, and what each adds up to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations
from xml.etree.ElementTree import Element

NODES = ("periode", "groupe", "choix", "unite", "renvoi")
TAUGHT = ("CM", "CI", "TD", "TP", "projet")
ALONE = ("stage", "entreprise", "travail-personnel")
Chosen = dict[Element, tuple[Element, ...]]


class TooMany(Exception):
    """More selections than one cares to enumerate."""


def tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def number(element: Element, name: str) -> Fraction | None:
    return Fraction(element.get(name, "")) if element.get(name) is not None else None


class Oracle:
    """What one public (a track, a route) may do with a programme."""

    def __init__(self, programme: Element, track: str, route: str, limit: int = 20_000) -> None:
        self.programme, self.track, self.route, self.limit = programme, track, route, limit
        self.maquette = next(element for element in programme if tag(element) == "enseignements")
        self.definitions = {unit.get("code"): unit for unit in self.maquette.iter() if tag(unit) == "unite"}
        self.situations = {
            code for code, unit in self.definitions.items() if any(self._in_situation(u) for u in self._holders(unit))
        }
        self.visited = 0

    # ── What exists ──────────────────────────────────────────────────────────────────────────────────────────────

    def sees(self, element: Element) -> bool:
        tracks, routes = element.get("parcours"), element.get("voies")
        return (not tracks or self.track in tracks.split()) and (not routes or self.route in routes.split())

    def children(self, node: Element) -> list[Element]:
        return [child for child in node if tag(child) in NODES and self.sees(child)]

    def unit(self, node: Element) -> Element:
        return node if tag(node) == "unite" else self.definitions[node.get("unite")]

    def _holders(self, unit: Element) -> Iterator[Element]:
        yield unit
        for other in self.definitions.values():
            if other is not unit and any(inner is unit for inner in other.iter()):
                yield other

    @staticmethod
    def _in_situation(unit: Element) -> bool:
        return unit.get("situation-professionnelle", "oui" if unit.get("type") in ("UA", "SAE") else "non") == "oui"

    # ── Selections ───────────────────────────────────────────────────────────────────────────────────────────────

    def selections(self, roots: list[Element]) -> Iterator[Chosen]:
        """The admissible ones: what each choice met takes; the choices of a unit are made once."""
        for chosen in self._choose(roots, {}, frozenset()):
            self.visited += 1
            if self.visited > self.limit:
                raise TooMany
            if all(self._admits(choice, options, chosen) for choice, options in chosen.items()):
                yield chosen

    def _choose(self, waiting: list[Element], chosen: Chosen, entered: frozenset[str]) -> Iterator[Chosen]:
        if not waiting:
            yield chosen
            return
        node, rest = waiting[0], waiting[1:]
        kind = tag(node)
        if kind in ("unite", "renvoi"):
            unit = self.unit(node)
            code = str(unit.get("code"))
            inside = [] if code in entered else self.children(unit)
            yield from self._choose(inside + rest, chosen, entered | {code})
        elif kind == "choix":
            options = self.children(node)
            low, high = self._numbers(node)
            for count in range(max(low, 0), min(high, len(options)) + 1):
                for taken in combinations(options, count):
                    yield from self._choose([*taken, *rest], {**chosen, node: taken}, entered)
        else:
            yield from self._choose(self.children(node) + rest, chosen, entered)

    @staticmethod
    def _numbers(choice: Element) -> tuple[int, int]:
        by_credits = choice.get("ects-min") is not None or choice.get("ects-max") is not None
        low = int(choice.get("min", "0" if by_credits else "1"))
        every = sum(1 for child in choice if tag(child) in NODES)
        return low, int(choice.get("max", str(every if by_credits else max(1, low))))

    def _admits(self, choice: Element, options: tuple[Element, ...], chosen: Chosen) -> bool:
        low, high = number(choice, "ects-min"), number(choice, "ects-max")
        if low is None and high is None:
            return True
        total = self.credits(list(options), chosen)
        return (low is None or total >= low) and (high is None or total <= high)

    # ── Sums ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def credits(self, nodes: list[Element], chosen: Chosen) -> Fraction:
        """Each unit once; not at all where a unit with credits, or a choice that exceeds its own, counts for it."""
        worth: dict[Element, Fraction] = {}
        held: set[Element] = set()

        def walk(node: Element, inside: bool) -> None:
            kind = tag(node)
            if kind in ("unite", "renvoi"):
                unit = self.unit(node)
                ects = number(unit, "ects")
                worth[unit] = ects or Fraction(0)
                if inside:
                    held.add(unit)
                for child in self.children(unit):
                    walk(child, inside or ects is not None)
            elif kind == "choix":
                limit = number(node, "ects") if node.get("surplus") == "ignore" else None
                over = limit is not None and node in chosen and self.credits(list(chosen[node]), chosen) > limit
                if over and limit is not None:
                    worth[node] = limit
                    if inside:
                        held.add(node)
                for option in chosen.get(node, ()):
                    walk(option, inside or over)
            else:
                for child in self.children(node):
                    walk(child, inside)

        for node in nodes:
            walk(node, False)
        return sum((each for node, each in worth.items() if node not in held), Fraction(0))

    def situation(self, nodes: list[Element], chosen: Chosen) -> Fraction:
        """The credits of work situations: those of a unit stand for its components'."""
        worth: dict[Element, Fraction] = {}
        held: set[Element] = set()

        def walk(node: Element, inside: bool) -> None:
            if tag(node) in ("unite", "renvoi"):
                unit = self.unit(node)
                ects = number(unit, "ects")
                counts = unit.get("code") in self.situations and ects is not None
                worth[unit] = ects if counts and ects is not None else Fraction(0)
                if inside:
                    held.add(unit)
                for child in self.children(unit):
                    walk(child, inside or counts)
            else:
                for child in chosen.get(node, ()) if tag(node) == "choix" else self.children(node):
                    walk(child, inside)

        for node in nodes:
            walk(node, False)
        return sum((each for unit, each in worth.items() if unit not in held), Fraction(0))

    def taken(self, nodes: list[Element], chosen: Chosen) -> set[str]:
        """The codes of the units of a selection, components included."""
        found: set[str] = set()
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            if tag(node) in ("unite", "renvoi"):
                unit = self.unit(node)
                found.add(str(unit.get("code")))
                waiting += self.children(unit)
            else:
                waiting += chosen.get(node, ()) if tag(node) == "choix" else self.children(node)
        return found

    def hours(self, codes: set[str], wanted: Callable[[Element], bool]) -> Fraction:
        every = (hours for code in codes for hours in self.definitions[code] if tag(hours) == "heures")
        return sum((number(h, "nombre") or Fraction(0) for h in every if self.sees(h) and wanted(h)), Fraction(0))

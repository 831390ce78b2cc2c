"""Units met at several places of a maquette: which they are, and within what all their places stand."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from dossier.programme.maquette import Choix, Noeud, Renvoi, Unite
from dossier.programme.vues import Vue

ROOT = 0


class Sharing:
    """What stands at several places under some roots, for one public; every node is looked at once."""

    def __init__(self, vue: Vue, roots: tuple[Noeud, ...]) -> None:
        self._vue = vue
        self._roots = roots
        self.places: dict[str, list[Noeud]] = {}
        """The nodes that are each unit or refer to it, by its code."""
        self._paths: dict[int, tuple[Noeud, ...]] = {}
        self._nodes: list[Noeud] = []
        self._walk()
        self.several = frozenset(code for code, nodes in self.places.items() if len(nodes) > 1)

    def _walk(self) -> None:
        """A unit that stands elsewhere in the file is looked into where it is referred to first."""
        waiting: list[tuple[Noeud, tuple[Noeud, ...]]] = [(noeud, ()) for noeud in reversed(self._roots)]
        entered: set[str] = set()
        while waiting:
            noeud, above = waiting.pop()
            self._paths[id(noeud)] = above
            self._nodes.append(noeud)
            if isinstance(noeud, Unite | Renvoi):
                unite = self._vue.unite(noeud)
                if unite is None:
                    continue
                self.places.setdefault(unite.code, []).append(noeud)
                if unite.code in entered:
                    continue
                entered.add(unite.code)
                noeud = unite
            waiting += [(enfant, (*above, noeud)) for enfant in reversed(self._vue.enfants(noeud))]

    @cached_property
    def scopes(self) -> dict[str, int]:
        """By code of a unit met at several places: the identity of the lowest node that holds them all."""
        return {code: self._scope(code) for code in self.several}

    def _scope(self, code: str) -> int:
        """A unit that holds one of the places and stands itself at several is followed to all of them."""
        nodes = {id(node): node for node in self.places[code]}
        while True:
            lowest = self._common(nodes.values())
            more = {
                id(place): place
                for node in nodes.values()
                for above in self._paths[id(node)][len(lowest) :]
                if isinstance(above, Unite)
                for place in self.places[above.code]
                if id(place) not in nodes
            }
            if not more:
                return id(lowest[-1]) if lowest else ROOT
            nodes |= more

    def _common(self, nodes: Iterable[Noeud]) -> tuple[Noeud, ...]:
        paths = [self._paths[id(node)] for node in nodes]
        shortest = min(paths, key=len)
        for rank, step in enumerate(shortest):
            if any(path[rank] is not step for path in paths):
                return shortest[:rank]
        return shortest

    @cached_property
    def bounded(self) -> bool:
        """Does some choice look at credits?"""
        return any(isinstance(noeud, Choix) and looks_at_credits(noeud) for noeud in self._nodes)

    @cached_property
    def under_bounds(self) -> frozenset[str]:
        """The codes of the units that stand within a choice which looks at credits."""
        bounded = [noeud for noeud in self._nodes if isinstance(noeud, Choix) and looks_at_credits(noeud)]
        return self.under(bounded)

    @cached_property
    def sure(self) -> dict[str, Noeud]:
        """By code, the first place of each unit that all take, whatever they choose."""
        found: dict[str, Noeud] = {}
        waiting = list(reversed(self._roots))
        while waiting:
            noeud = waiting.pop()
            if isinstance(noeud, Choix):
                continue
            if isinstance(noeud, Unite | Renvoi):
                unite = self._vue.unite(noeud)
                if unite is None or unite.code in found:
                    continue
                found[unite.code] = noeud
                noeud = unite
            waiting += reversed(self._vue.enfants(noeud))
        return found

    def under(self, holders: Iterable[Unite | Choix]) -> frozenset[str]:
        """The codes of all the units that some nodes hold."""
        found: set[str] = set()
        waiting = [enfant for holder in holders for enfant in self._vue.enfants(holder)]
        while waiting:
            noeud = waiting.pop()
            if isinstance(noeud, Unite | Renvoi):
                unite = self._vue.unite(noeud)
                if unite is None or unite.code in found:
                    continue
                found.add(unite.code)
                noeud = unite
            waiting += self._vue.enfants(noeud)
        return frozenset(found)


def looks_at_credits(choix: Choix) -> bool:
    """Does a choice admit or count its options by what they are worth?"""
    return choix.par_credits or (choix.surplus == "ignore" and choix.ects is not None)

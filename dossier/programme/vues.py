"""What some publics see of a maquette: its nodes, followed through references."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dossier.programme.maquette import Heures, Noeud, Renvoi, Unite, renvois_circulaires
from dossier.programme.publics import EVERYONE, Filtered, Public, named


@dataclass(frozen=True, eq=False, repr=False)
class Vue:
    """The nodes of a maquette as some ``publics`` of all (``tous``) see them, alike."""

    noeuds: tuple[Noeud, ...]
    definitions: dict[str, Unite]
    publics: tuple[Public, ...] = (EVERYONE,)
    tous: tuple[Public, ...] = (EVERYONE,)

    @cached_property
    def nom(self) -> str:
        """Its publics, by name; empty when they are all of them."""
        return named(self.publics, self.tous)

    def a(self, element: Filtered) -> bool:
        """Does an element of the maquette exist for these publics?"""
        return self.publics[0].voit(element)

    def enfants(self, noeud: Noeud) -> tuple[Noeud, ...]:
        """The children that exist for these publics."""
        if isinstance(noeud, Renvoi):
            return ()
        found = self._seen.get(id(noeud))
        if found is None:
            found = self._seen[id(noeud)] = tuple(enfant for enfant in noeud.enfants if self.a(enfant))
        return found

    @cached_property
    def _seen(self) -> dict[int, tuple[Noeud, ...]]:
        return {}

    def heures(self, unite: Unite) -> Iterator[Heures]:
        """The hours of a unit that exist for these publics, its components' left out."""
        return (heures for heures in unite.heures if self.a(heures))

    def concerne(self, parcours: tuple[str, ...]) -> bool:
        """Is what is said of some tracks (none: all) said of these publics?"""
        return not parcours or any(not public.parcours or public.parcours in parcours for public in self.publics)

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
        """The units that these publics may take, by code, components included."""
        return {noeud.code: noeud for noeud in self.under(*self.noeuds) if isinstance(noeud, Unite)}

    def under(self, *roots: Noeud) -> tuple[Noeud, ...]:
        """Some nodes and all that they hold, references followed, each once."""
        found: dict[int, Noeud] = {}
        waiting = list(reversed(roots))
        while waiting:
            noeud = waiting.pop()
            if isinstance(noeud, Renvoi):
                unite = self.unite(noeud)
                waiting += [unite] if unite else []
            elif id(noeud) not in found:
                found[id(noeud)] = noeud
                waiting += reversed(self.enfants(noeud))
        return tuple(found.values())

    @cached_property
    def visibles(self) -> frozenset[int]:
        """The identities of the nodes that these publics see where they stand, references not followed."""
        found: set[int] = set()
        waiting = list(self.noeuds)
        while waiting:
            noeud = waiting.pop()
            found.add(id(noeud))
            waiting += self.enfants(noeud)
        return frozenset(found)

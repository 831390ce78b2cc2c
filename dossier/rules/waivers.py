"""Justified exceptions: which findings they set aside on a given day, and which of them serve no purpose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dossier.programme.organisation import Derogation


@dataclass(frozen=True, eq=False, repr=False)
class Waivers:
    """The exceptions of a programme, held against what its rules found.

    ``known`` are the rules that exist, ``never`` those that nothing may set aside, ``ran`` those that came to an
    outcome; ``found`` maps (rule, object) to the number of findings.
    """

    derogations: tuple[Derogation, ...]
    day: date
    known: frozenset[str]
    never: frozenset[str]
    ran: frozenset[str]
    found: Mapping[tuple[str, str], int]

    def over(self, rule: str, objet: str) -> Derogation | None:
        """The exception that sets a finding aside, if one does; its last day still counts."""
        return next((d for d in self.in_force if (d.regle, d.objet) == (rule, objet)), None)

    @property
    def in_force(self) -> Iterator[Derogation]:
        """Those that may set something aside."""
        return (d for d in self.derogations if not self.expired(d) and d.regle not in self.never)

    def expired(self, derogation: Derogation) -> bool:
        """Is its last day past?"""
        return derogation.jusqu_au < self.day

    def idle(self, derogation: Derogation) -> bool:
        """Has its rule run without finding anything on its object?"""
        return derogation.regle in self.ran and not self.found.get((derogation.regle, derogation.objet))

"""What is wrong with a look: data, in French, with what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(eq=False)
class Fault(Exception):
    """One mistake: where it is, its reason (a sentence without its stop), and what to do."""

    place: str
    reason: str
    hint: str

    def __str__(self) -> str:
        return f"{self.place} : {self.reason}"


@dataclass(eq=False)
class UnusableLook(Exception):
    """Every mistake of one look."""

    faults: tuple[Fault, ...]

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))

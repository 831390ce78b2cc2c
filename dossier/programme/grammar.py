"""The grammar of an element's children: what may come next, what must still come, what is out of place.

xmlschema stops at the first child that it does not expect. Here the content model is read one child at a time, as the
rest of a sequence, so that after a mistake the reading goes on with what the author most likely meant.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from xmlschema.validators import XsdElement, XsdGroup

from dossier.french.nearest import nearest

Particle = XsdElement | XsdGroup

# What web pages call our elements of rich text.
_WEB = {"a": "lien", "b": "fort", "i": "em", "li": "item", "ol": "liste", "strong": "fort", "ul": "liste"}

# What is still to be read: particles in order, each with the least and the most (None: no limit) times it may come.
Rest = tuple[tuple[Particle, int, int | None], ...]


class Mistake(Enum):
    """What is wrong with the children of an element."""

    UNEXPECTED = "unexpected"
    REPEATED = "repeated"
    BEFORE = "before"
    AFTER = "after"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake at a child (its rank, None for a missing one) and the declarations at stake.

    ``others`` are those expected instead, or those that the child must stand before or after, or the missing ones
    (any of them would do). ``required`` says that one of them must come.
    """

    mistake: Mistake
    rank: int | None
    others: tuple[XsdElement, ...] = ()
    required: bool = False
    meant: XsdElement | None = None


@dataclass(slots=True)
class Reading:
    """Children read against a content model: the declaration of each, as far as it is known, and the faults."""

    rest: Rest
    names: list[str]
    admitted: dict[str, XsdElement]
    declared: list[XsdElement | None] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    trail: list[tuple[Rest, XsdElement]] = field(default_factory=list)
    set_aside: set[str] = field(default_factory=set)

    def child(self, rank: int, name: str) -> XsdElement | None:
        """Reads one child; its declaration, or None when nothing of that name belongs here."""
        step = advance(self.rest, name)
        if step is None:
            return self._mistaken(rank, name)
        self._pass(self.rest, step)
        return step[1]

    def end(self) -> None:
        """Says what is missing when no child is left; what is there but out of place is not missing."""
        while missing := needed(self.rest):
            self._missing([missing])
            self.rest = _after(self.rest, missing[0])

    def _missing(self, places: list[tuple[XsdElement, ...]]) -> None:
        for missing in places:
            if not self.set_aside.intersection(each.name for each in missing):
                self.faults.append(Fault(Mistake.MISSING, None, missing, required=True))

    def _pass(self, before: Rest, step: tuple[Rest, XsdElement]) -> None:
        if not self.trail or self.trail[-1] != (before, step[1]):
            self.trail.append((before, step[1]))
        self.rest = step[0]

    def _mistaken(self, rank: int, name: str) -> XsdElement | None:
        if name not in self.admitted:
            return self._unexpected(rank, name)
        early = self._too_early(rank, name)
        late = self._too_late(rank, name) if early is None else early  # not « or »: some declarations are false
        return self._unexpected(rank, name) if late is None else late

    def _unexpected(self, rank: int, name: str) -> XsdElement | None:
        required = needed(self.rest)
        others = required or first(self.rest)
        meant = _nearest(name, others)
        self.faults.append(Fault(Mistake.UNEXPECTED, rank, others, bool(required), meant))
        step = None if meant is None else advance(self.rest, meant.name)
        if step is not None and step[1].name not in self.names[rank:]:
            self._pass(self.rest, step)
        return meant

    def _too_early(self, rank: int, name: str) -> XsdElement | None:
        """Would it fit after what must come first? Then that is missing, unless it is written further on."""
        rest, skipped = self.rest, list[tuple[XsdElement, ...]]()
        while (step := advance(rest, name)) is None:
            missing = needed(rest)
            if not missing:
                return None
            skipped.append(missing)
            rest = _after(rest, missing[0])
        late = [each for missing in skipped for each in missing if each.name in self.names[rank:]]
        if late:
            self.faults.append(Fault(Mistake.AFTER, rank, (late[-1],)))
            self.set_aside.add(name)
        else:
            self._missing(skipped)
            self._pass(rest, step)
        return step[1]

    def _too_late(self, rank: int, name: str) -> XsdElement | None:
        """Would it have fitted before a child already read? Then it comes too late, or once too often."""
        for rest, passed in reversed(self.trail):
            step = advance(rest, name)
            if step is None:
                continue
            mistake = Mistake.REPEATED if passed.name == name else Mistake.BEFORE
            self.faults.append(Fault(mistake, rank, (passed,)))
            return step[1]
        return None


def read_children(group: XsdGroup, names: list[str]) -> Reading:
    """The children of these names, in this order, against a content model."""
    admitted = {each.name: each for each in group.iter_elements() if isinstance(each, XsdElement)}
    reading = Reading(((group, group.min_occurs, group.max_occurs),), names, admitted)
    for rank, name in enumerate(names):
        reading.declared.append(reading.child(rank, name))
    reading.end()
    return reading


def advance(rest: Rest, name: str) -> tuple[Rest, XsdElement] | None:
    """What is left once an element of that name is read, and its declaration; None if it may not come now."""
    for rank, (particle, least, most) in enumerate(rest):
        entered = None if most == 0 else _enter(particle, name)
        if entered:
            return (*entered[0], *_again(particle, least, most), *rest[rank + 1 :]), entered[1]
        if least and not _may_be_empty(particle):
            return None
    return None


def first(rest: Rest) -> tuple[XsdElement, ...]:
    """The elements that may come now."""
    found: list[XsdElement] = []
    for particle, least, most in rest:
        if most != 0:
            found.extend(each for each in _starts(particle) if each not in found)
        if least and not _may_be_empty(particle):
            break
    return tuple(found)


def needed(rest: Rest) -> tuple[XsdElement, ...]:
    """The elements of which one must still come, the first to come if there are several such places."""
    for particle, least, _most in rest:
        if not least or _may_be_empty(particle):
            continue
        if isinstance(particle, XsdGroup) and particle.model != "choice":
            return needed(_parts(particle))
        return _starts(particle)
    return ()


def _after(rest: Rest, declaration: XsdElement) -> Rest:
    """What is left once a needed element is supposed to be there."""
    for rank, (particle, least, most) in enumerate(rest):
        if not least or _may_be_empty(particle):
            continue
        entered = _enter(particle, declaration.name)
        assert entered is not None
        return (*entered[0], *_again(particle, least, most), *rest[rank + 1 :])
    raise ValueError(declaration.name)


def _again(particle: Particle, least: int, most: int | None) -> Rest:
    """What is left of a particle that came once."""
    return () if most == 1 else ((particle, max(least - 1, 0), None if most is None else most - 1),)


def _enter(particle: Particle, name: str) -> tuple[Rest, XsdElement] | None:
    if isinstance(particle, XsdElement):
        return ((), particle) if particle.name == name else None
    parts = _parts(particle)
    if particle.model != "choice":
        return advance(parts, name)
    return next((entered for part in parts if (entered := advance((part,), name))), None)


def _starts(particle: Particle) -> tuple[XsdElement, ...]:
    if isinstance(particle, XsdElement):
        return (particle,)
    parts = _parts(particle)
    if particle.model != "choice":
        return first(parts)
    return tuple(each for part in parts for each in first((part,)))


def _may_be_empty(particle: Particle) -> bool:
    if isinstance(particle, XsdElement):
        return False
    empty = (least == 0 or _may_be_empty(part) for part, least, _most in _parts(particle))
    return any(empty) if particle.model == "choice" else all(empty)


def _parts(group: XsdGroup) -> Rest:
    return tuple(
        (part, part.min_occurs, part.max_occurs) for part in group.content if isinstance(part, XsdElement | XsdGroup)
    )


def _nearest(name: str, declarations: tuple[XsdElement, ...]) -> XsdElement | None:
    local = name.rpartition("}")[2].casefold()
    local = _WEB.get(local, local)
    by_name = {each.local_name: each for each in declarations}
    meant = nearest(local, by_name)
    return by_name[meant] if meant else None

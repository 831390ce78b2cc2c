"""How the model corresponds to XML: each field of an element says which attribute or child holds it.

The reader (and later the writer) walk these declarations; a test holds them against the schema.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar, dataclass_transform

from dossier.programme.places import NOWHERE, Place


class Form(Enum):
    """Where the value of a field stands in the XML."""

    ATTRIBUTE = "attribute"
    TEXT = "child with plain text"
    NUMBER = "child with a whole number"
    RICH = "child with rich text"
    CONTENT = "own plain text"
    RICH_CONTENT = "own rich text"
    CHILD = "child element"
    PART = "child element, an empty one when absent"


class Slot:
    """The XML side of one field of the model; ``classes`` is called late, since kinds may nest."""

    __slots__ = ("classes", "convert", "default", "form", "many", "name", "tags")

    def __init__(
        self,
        form: Form,
        tags: tuple[str, ...],
        default: Any = None,
        many: bool = False,
        convert: Callable[[str], Any] = str,
        classes: Callable[[], dict[str, type]] = dict,
    ) -> None:
        self.form = form
        self.tags = tags
        self.default = default
        self.many = many
        self.convert = convert
        self.classes = classes
        self.name = ""


def attribute(convert: Callable[[str], Any] = str, name: str = "", default: Any = None) -> Any:
    """An attribute; its name is the field's, hyphenated, unless given."""
    return Slot(Form.ATTRIBUTE, (name,) if name else (), default, convert=convert)


def text(tag: str = "") -> Any:
    """At most one child with plain text: ``Texte | None``."""
    return Slot(Form.TEXT, (tag,) if tag else ())


def texts(tag: str) -> Any:
    """Any number of children with plain text: ``tuple[Texte, ...]``."""
    return Slot(Form.TEXT, (tag,), (), many=True)


def number(tag: str = "") -> Any:
    """At most one child with a whole number: ``int | None``."""
    return Slot(Form.NUMBER, (tag,) if tag else (), convert=entier)


def rich(tag: str = "") -> Any:
    """At most one child with rich text: ``Riche | None``."""
    return Slot(Form.RICH, (tag,) if tag else ())


def riches(tag: str = "") -> Any:
    """One child with rich text per language: ``tuple[Riche, ...]``."""
    return Slot(Form.RICH, (tag,) if tag else (), (), many=True)


def content() -> Any:
    """The element's own plain text: ``Texte``."""
    return Slot(Form.CONTENT, ())


def rich_content() -> Any:
    """The element's own rich text: ``Riche``."""
    return Slot(Form.RICH_CONTENT, ())


def one(tag: str, cls: type) -> Any:
    """At most one child element: ``cls | None``."""
    return Slot(Form.CHILD, (tag,), classes=lambda: {tag: cls})


def part(tag: str, cls: type) -> Any:
    """One child element that reads as an empty one at its parent's place when absent: ``cls``."""
    return Slot(Form.PART, (tag,), classes=lambda: {tag: cls})


def many(tag: str, cls: type) -> Any:
    """Any number of child elements of one kind: ``tuple[cls, ...]``."""
    return Slot(Form.CHILD, (tag,), (), many=True, classes=lambda: {tag: cls})


def mixed(classes: Callable[[], dict[str, type]], *tags: str) -> Any:
    """Any number of children of several kinds, in their order."""
    return Slot(Form.CHILD, tags, (), many=True, classes=classes)


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Element:
    """An element of the programme: a frozen record whose place is not part of its value.

    Type checkers refuse a field that the class does not declare (``Unite(kode="x")``) and a value of another type.
    Not a standard dataclass because sixty of them cost more to import than a whole check to run.
    """

    slots: ClassVar[tuple[Slot, ...]] = ()
    place: Place = NOWHERE

    def __init_subclass__(cls) -> None:
        """Names the slots, and leaves in their place the value of a field that the file does not give."""
        found = {name: value for name, value in vars(cls).items() if isinstance(value, Slot)}
        for name, slot in found.items():
            slot.name = name
            slot.tags = slot.tags or (name.replace("_", "-"),)
            setattr(cls, name, slot.default)
        cls.slots = tuple(found.values())

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)

    def __setattr__(self, name: str, _value: object) -> None:
        """Refused: a programme never changes."""
        raise AttributeError(f"{type(self).__name__}.{name} is frozen")

    def __eq__(self, other: object) -> bool:
        """Same kind, same values, wherever they stand in a file."""
        return type(self) is type(other) and self._values == other._values

    def __hash__(self) -> int:
        """Consistent with equality."""
        return hash((type(self), self._values))

    def __repr__(self) -> str:
        """The fields that the file gives."""
        given = ", ".join(f"{slot.name}={getattr(self, slot.name)!r}" for slot in self.slots if slot.name in vars(self))
        return f"{type(self).__name__}({given})"

    @property
    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, slot.name) for slot in self.slots)


def oui(value: str) -> bool:
    """``oui`` or ``non``."""
    return value == "oui"


def entier(value: str) -> int:
    """A whole number, whatever its zeros (``int`` alone refuses thousands of them, which the schema does not)."""
    return int(Decimal(value))


def jour(value: str) -> date:
    """An ISO date."""
    return date.fromisoformat(value)


def nombre(value: str) -> Decimal:
    """An exact decimal number (credits, hours, weights)."""
    return Decimal(value)


def mots(value: str) -> tuple[str, ...]:
    """A list separated by spaces."""
    return tuple(value.split())

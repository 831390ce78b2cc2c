"""The values of the flow: how each kind of element reads and writes.

A value that cannot be read becomes None and is noted in French; it never stops an import.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from lxml import etree

from dossier.french.dates import short_day

Node = etree._Element
Note = Callable[[str], None]
Read = Callable[[Node, Note], Any]
Write = Callable[[str, Any], Iterable[Node]]
ByTag = dict[str, tuple[str, Read, bool]]

_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})", re.ASCII)
_LINE_END = re.compile(r"<br\s*/?>|</(?:p|div|ul|ol|h\d|tr)\s*>|\r\n?", re.IGNORECASE)
_ITEM = re.compile(r"\s*<li(?:\s[^<>]*)?>\s*", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_HTML = re.compile(
    r"</?(?:a|b|br|div|em|font|h\d|i|img|li|ol|p|s|small|span|strong|sub|sup|table|tbody|td|th|tr|u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BLANK_LINES = re.compile(r"[^\S\n]*\n\s*")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_YES_NO = {"oui": True, "non": False}
_OLD_LEVEL = re.compile(r"niveau\s*(\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """How a kind of element reads and writes; ``many`` when one field gathers several elements."""

    read: Read
    write: Write
    many: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Champ:
    """A field of our model and the element that holds it; aliases are its names in older flows."""

    tag: str
    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()


def simple(convert: Callable[[str], Any], form: Callable[[Any], str], what: str) -> Kind:
    """An element with one value; ``what`` names it when it cannot be read."""

    def read(node: Node, note: Note) -> Any:
        text = node.text
        if text is None or not text.strip():
            return None
        try:
            return convert(text.strip())
        except (ValueError, KeyError):
            note(f"{node.tag!s} : « {text.strip()} » n’est pas {what}")
            return None

    return Kind(read, lambda tag, value: () if value is None else (leaf(tag, form(value)),))


@lru_cache(maxsize=20_000)
def day(text: str) -> date:
    """A date written JJ/MM/AAAA; raises ValueError."""
    match = _DAY.fullmatch(text)
    if not match:
        raise ValueError(text)
    return date(int(match[3]), int(match[2]), int(match[1]))


def cleaned(text: str) -> tuple[str, int]:
    """A text without the characters that XML does not admit, and how many there were."""
    return _FORBIDDEN.subn("", text) if _FORBIDDEN.search(text) else (text, 0)


def plain(text: str, tags: re.Pattern[str] = _TAG) -> str:
    """The words of a text in HTML: a line per paragraph, a dash per item."""
    import html  # late: few texts are in HTML

    lines = tags.sub("", _ITEM.sub("\n- ", _LINE_END.sub("\n", text)))
    return _BLANK_LINES.sub("\n", cleaned(html.unescape(lines).replace("\xa0", " "))[0]).strip()


def text_of(node: Node) -> str:
    """The text of an element, whose tags (elements, or HTML kept as characters) lose no word."""
    if len(node):
        return plain("".join(_inner(node)), _HTML)
    text = node.text
    if not text:
        return ""
    return plain(text, _HTML) if "<" in text and _HTML.search(text) else text


def _inner(node: Node) -> Iterable[str]:
    yield node.text or ""
    for child in node:
        if isinstance(child.tag, str):
            opened, closed = f"<{child.tag}>", f"</{child.tag}>"
            known = _HTML.fullmatch(opened) is not None
            yield opened if known else ""
            yield from _inner(child)
            yield closed if known else ""
        yield child.tail or ""


def leaf(tag: str, text: str) -> Node:
    """An element with a text."""
    node = etree.Element(tag)
    node.text = text
    return node


def branch(tag: str, children: Iterable[Node]) -> Node:
    """An element with children."""
    node = etree.Element(tag)
    node.extend(list(children))
    return node


def _whole(text: str) -> int:
    if not text.isascii():
        raise ValueError(text)
    return int(text)


TEXT = Kind(lambda node, _note: text_of(node), lambda tag, value: (leaf(tag, value),) if value else ())
WORD = Kind(lambda node, _note: text_of(node).strip(), TEXT.write)
DAY = simple(day, short_day, "une date JJ/MM/AAAA")
WHOLE = simple(_whole, str, "un nombre entier")
YES_NO = simple(lambda text: _YES_NO[text.casefold()], lambda value: "Oui" if value else "Non", "« Oui » ou « Non »")


def _level(node: Node, _note: Note) -> str:
    text = (node.text or "").strip()
    old = _OLD_LEVEL.fullmatch(text)
    return f"NIV{old[1]}" if old else text


LEVEL = Kind(_level, TEXT.write)
"""NIV6; older flows say « niveau6 »."""


def record(cls: Callable[..., Any], champs: tuple[Champ, ...], **fixed: Any) -> Kind:
    """An element whose children are the fields of a record; ``fixed`` are fields that the tag itself gives."""
    known = by_tag(champs)

    def read(node: Node, note: Note) -> Any:
        return cls(**read_fields(node, known, note, fixed))

    def write(tag: str, value: Any) -> Iterable[Node]:
        return () if value is None else (branch(tag, write_fields(value, champs)),)

    return Kind(read, write)


def wrapped(item: str, kind: Kind, aliases: tuple[str, ...] = ()) -> Kind:
    """An element that holds any number of one item: a tuple."""
    names = frozenset((item, *aliases))

    def read(node: Node, note: Note) -> Any:
        return tuple(kind.read(child, note) for child in node if child.tag in names)

    def write(tag: str, values: Any) -> Iterable[Node]:
        return (branch(tag, (node for value in values for node in kind.write(item, value))),) if values else ()

    return Kind(read, write)


def by_tag(champs: Iterable[Champ]) -> ByTag:
    """The fields by the names of their element, past and present."""
    return {
        tag: (champ.name, champ.kind.read, champ.kind.many) for champ in champs for tag in (champ.tag, *champ.aliases)
    }


def read_fields(node: Node, known: ByTag, note: Note, fixed: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that the children of an element give, each at its own level."""
    values = {**fixed}
    for child in node:
        found = known.get(child.tag)  # type: ignore[arg-type]  # comments have no string
        if found is None:
            note(f"{node.tag!s}/{child.tag!s} : élément inconnu")
            continue
        name, read, many = found
        values[name] = values.get(name, ()) + read(child, note) if many else read(child, note)
    return values


def write_fields(value: Any, champs: Iterable[Champ]) -> Iterable[Node]:
    """The children that hold the fields of a record, in the official order."""
    for champ in champs:
        yield from champ.kind.write(champ.tag, getattr(value, champ.name))

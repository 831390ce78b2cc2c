"""From a valid tree to the model, by walking the declarations of the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from lxml import etree

from dossier.programme.mapping import Form, Slot
from dossier.programme.places import Place, Texte
from dossier.programme.textes import Fragment, Liste, Paragraphe, Riche

NAMESPACE = "urn:dossier-certification:programme:1"
_PREFIX = f"{{{NAMESPACE}}}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_LINE_BREAK = re.compile(r"[\r\n]")
_LAYOUT = re.compile(r"[\t\r\n]")

PlaceOf = Callable[[etree._Element], Place]


def build(cls: Any, element: etree._Element, place_of: PlaceOf) -> Any:
    """The model object of an element that the schema has accepted."""
    values: dict[str, Any] = {"place": place_of(element)}
    children: dict[str, list[etree._Element]] = {}
    for child in element.iterchildren():
        children.setdefault(tag_of(child), []).append(child)
    for slot in cls.slots:
        value = _value(slot, element, children, place_of)
        if value is not None:
            values[slot.name] = value
    return cls(**values)


def _value(slot: Slot, element: etree._Element, children: dict[str, list[etree._Element]], place_of: PlaceOf) -> Any:
    match slot.form:
        case Form.ATTRIBUTE:
            found = element.get(slot.tags[0])
            return None if found is None else slot.convert(found.strip())
        case Form.CONTENT:
            return _plain(element, place_of) if tidy(element.text or "") else None
        case Form.RICH_CONTENT:
            return _rich(element, place_of) if len(element) else None
    found_children = _in_order([child for tag in slot.tags for child in children.get(tag, ())], slot, element)
    built = tuple(_child(slot, child, place_of) for child in found_children)
    if slot.many:
        return built
    if built:
        return built[0]
    return _cls(slot, slot.tags[0])(place=place_of(element)) if slot.form is Form.PART else None


def _in_order(found: list[etree._Element], slot: Slot, parent: etree._Element) -> list[etree._Element]:
    if len(slot.tags) == 1:
        return found
    wanted = {id(child) for child in found}
    return [child for child in parent.iterchildren() if id(child) in wanted]


def _child(slot: Slot, child: etree._Element, place_of: PlaceOf) -> Any:
    match slot.form:
        case Form.TEXT:
            return _plain(child, place_of)
        case Form.NUMBER:
            return slot.convert((child.text or "").strip())
        case Form.RICH:
            return _rich(child, place_of)
    return build(_cls(slot, tag_of(child)), child, place_of)


def _cls(slot: Slot, tag: str) -> Any:
    return slot.classes()[tag]


def _plain(element: etree._Element, place_of: PlaceOf) -> Texte:
    return Texte.at(tidy(element.text or ""), place_of(element), element.get(LANGUAGE, "fr"))


def _rich(element: etree._Element, place_of: PlaceOf) -> Riche:
    content: list[Paragraphe | Liste] = []
    for child in element.iterchildren():
        if tag_of(child) == "liste":
            items = tuple(_paragraph(item, place_of) for item in child.iterchildren())
            content.append(Liste(items, place_of(child)))
        else:
            content.append(_paragraph(child, place_of))
    return Riche(tuple(content), element.get(LANGUAGE, "fr"), place_of(element))


def _paragraph(element: etree._Element, place_of: PlaceOf) -> Paragraphe:
    fragments = [Fragment(_fold(element.text or ""))]
    for child in element:
        fragments += (
            Fragment(_fold(child.text or ""), tag_of(child), child.get("href")),
            Fragment(_fold(child.tail or "")),
        )
    return Paragraphe(_trimmed(_joined(fragments)), place_of(element))


def _joined(fragments: Iterable[Fragment]) -> list[Fragment]:
    """Without empty runs, plain neighbours together."""
    joined: list[Fragment] = []
    for fragment in fragments:
        if joined and not fragment.style and not joined[-1].style:
            joined[-1] = Fragment(joined[-1].texte + fragment.texte)
        elif fragment.texte:
            joined.append(fragment)
    return joined


def _trimmed(fragments: list[Fragment]) -> tuple[Fragment, ...]:
    if fragments:
        first = fragments[0]
        fragments[0] = Fragment(first.texte.lstrip(" "), first.style, first.href)
        last = fragments[-1]
        fragments[-1] = Fragment(last.texte.rstrip(" "), last.style, last.href)
    return tuple(fragment for fragment in fragments if fragment.texte)


def _fold(text: str) -> str:
    """Line breaks of the file are layout; spaces typed within a line are the author's."""
    first, *others = _LINE_BREAK.split(text)
    if others:
        *between, last = (line.lstrip() for line in others)
        lines = (line.rstrip(" \t") for line in (first, *between))
        first = " ".join([next(lines), *filter(None, lines), last])
    return first.replace("\t", " ")


def tidy(text: str) -> str:
    """A plain text without the layout of the file."""
    return _fold(text.strip("\r\n\t ")) if _LAYOUT.search(text) else text.strip(" ")


def tag_of(element: etree._Element) -> str:
    """The local name of an element of our namespace."""
    return str(element.tag).removeprefix(_PREFIX)

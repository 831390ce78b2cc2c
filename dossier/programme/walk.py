"""Walking a programme, whatever its shape."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from dossier.programme.mapping import Element, Form
from dossier.programme.places import Texte
from dossier.programme.textes import Liste, Paragraphe, Riche


def elements(element: Element) -> Iterator[Element]:
    """The element and all that it holds, in the order of the model."""
    yield element
    for value in _values(element):
        if isinstance(value, Element):
            yield from elements(value)


def texts(element: Element, langue: str = "fr") -> Iterator[tuple[Texte | Paragraphe, str]]:
    """Every text of a language, with the node it stands at: plain texts, paragraphs, items of lists."""
    for holder in elements(element):
        for value in _values(holder):
            if isinstance(value, Texte) and value.langue == langue:
                yield value, str(value)
            elif isinstance(value, Riche) and value.langue == langue:
                yield from ((paragraphe, paragraphe.texte) for paragraphe in value.paragraphes)


def _values(element: Element) -> Iterator[object]:
    for slot in element.slots:
        value = getattr(element, slot.name)
        if isinstance(value, tuple):
            yield from value
        elif value is not None:
            yield value


def repeated(element: Element) -> Iterator[Element | Texte | Paragraphe | Liste]:
    """What stands twice in a row, word for word, inside an element: the second of each pair."""
    for holder in elements(element):
        for slot in holder.slots:
            value = getattr(holder, slot.name)
            if isinstance(value, tuple) and slot.form is not Form.ATTRIBUTE:
                yield from _again(value)
        for riche in _values(holder):
            if isinstance(riche, Riche):
                yield from _again(riche.contenu)
                yield from (item for each in riche.contenu if isinstance(each, Liste) for item in _again(each.items))


def _again(values: tuple[Any, ...]) -> Iterator[Any]:
    """A title that is the same in two languages is not a repetition."""
    return (
        second
        for first, second in pairwise(values)
        if first == second and getattr(first, "langue", None) == getattr(second, "langue", None)
    )

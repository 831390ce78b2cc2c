"""The example of each rule: one element that breaks it, one that obeys; its page and its test come from there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from dossier.programme.builder import LANGUAGE, NAMESPACE

FOLDER = Path(__file__).with_name("examples")
_DECLARATION = re.compile(rf'\s+xmlns="{re.escape(NAMESPACE)}"')


@dataclass(frozen=True, eq=False, repr=False)
class Example:
    """Two versions of one or more elements of the ``base`` programme (``complet`` or ``lp``).

    ``with_register`` when the rule is judged with an index that holds the sheet of the base.
    """

    base: str
    wrong: tuple[etree._Element, ...]
    right: tuple[etree._Element, ...]
    with_register: bool = False


def example(identifier: str) -> Example:
    """The example of a rule; raises OSError when it has none."""
    root = etree.parse(str(FOLDER / f"{identifier}.xml"), etree.XMLParser(remove_comments=True)).getroot()
    wrong, right = root.iterchildren()  # <faux> and <juste>
    return Example(root.get("base", "complet"), tuple(wrong), tuple(right), root.get("registre") == "oui")


def as_text(elements: tuple[etree._Element, ...]) -> str:
    """The elements as one would type them: no namespace declaration, no indentation from their file."""
    return "\n".join(_typed(element) for element in elements)


def _typed(element: etree._Element) -> str:
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    lines = _DECLARATION.sub("", text).split("\n")
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip()), default=0)
    return "\n".join([lines[0], *(line[margin:] for line in lines[1:])])


def put(base: etree._Element, fragment: etree._Element) -> None:
    """Put a fragment in the place of the element of the same name, language and code in a programme's tree.

    A <programme> without content gives its attributes to the programme.
    """
    if fragment.tag == base.tag:
        base.attrib.clear()
        base.attrib.update(fragment.attrib)
        return
    code = fragment.get("code")
    for element in base.iter(str(fragment.tag)):
        if element.get(LANGUAGE) == fragment.get(LANGUAGE) and (code is None or element.get("code") == code):
            copy = etree.fromstring(etree.tostring(fragment, with_tail=False))
            copy.tail = element.tail
            parent = element.getparent()
            assert parent is not None
            parent.replace(element, copy)
            return
    raise LookupError(f"no <{etree.QName(fragment).localname}> {code or ''} in the base programme")

"""How much of the complete example is guarded: each part removed, emptied, doubled or altered, one by one.

A mutation is caught when the file can no longer be read, breaks the schema, or breaks a rule. The survivors are
listed in ``docs/mutations.md`` by kind, with the reason why nobody can notice; ``--write`` makes the page anew.
"""

from __future__ import annotations

import copy
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from lxml import etree

from dossier.programme.errors import UnreadableFile
from dossier.programme.reader import InvalidProgramme, read
from dossier.rules.families import catalogue
from dossier.rules.runner import judge
from dossier.settings import Settings, read_settings

SOURCE = Path("sources/exemple-complet.xml")
PAGE = Path("docs/mutations.md")

REASONS = (
    (
        "removed",
        r".*/@(code|ects|min|max|n|heures|duree|ponderation|poids|annees|semaines.*|heures-.*)$",
        "can be worked out, or is one of several that say it",
    ),
    (
        "removed",
        r"couverture(/.*)?$",
        "without its matrix the COV rules are « non évaluée », and every report says so",
    ),
    (
        "removed",
        r".*/@(competence|activite|themes|voies|role|effet|president|exterieur|apport|intervenant|modalite|regime|restitution|instance|date|date-.*|valide-par|siret|situation-professionnelle)$",
        "a detail that the vocabulary leaves optional: without it the dossier is less precise, not false",
    ),
    (
        "removed",
        r".*/(p|item|liste)$",
        "one paragraph of several: only its author knows that something is missing",
    ),
    (
        "removed",
        r".*",
        "optional, or one of several: the dossier prints « Non renseigné » or one line less",
    ),
    (
        "emptied",
        r".*",
        "optional: what is left reads as not given, and the dossier says so",
    ),
    (
        "altered",
        r".*/@(code|ref|regle|fiche)$",
        "another code of the right form: only the register's index knows it (NIV-008, IDN-007)",
    ),
    (
        "altered",
        r".*/@(ects|heures.*|duree|ponderation|poids|min|max|n|annee|mois|semaines.*|niveau)$",
        "a number stated once, still within its bounds and its sum",
    ),
    (
        "altered",
        r".*/@.*",
        "another value of the same list, or another day: nothing else in the file says which is right",
    ),
    (
        "altered",
        r".*/(titulaires.*|repondants|neutralises|en-emploi|dans-le-metier-vise|formacode|nsf|rome)$",
        "a figure or a code stated once, still within its bounds",
    ),
    (
        "altered",
        r".*",
        "a word with a typing error: spelling (TXT-007) sees it in `build` and with `check --spelling`",
    ),
    (
        "doubled",
        r".*",
        "the schema and STR-010 refuse most; what is left may be said twice on purpose",
    ),
)
"""Change, kinds (regular expression), why nobody can notice; the first that fits."""


@dataclass(frozen=True)
class Mutation:
    """One change: ``kind`` is its place in the vocabulary (``blocs/bloc/@ects``) and what is done there."""

    place: str
    what: str
    line: int
    apply: Callable[[], Callable[[], None]]
    """Changes the tree; what it returns changes it back."""


def mutations(tree: etree._ElementTree) -> Iterator[Mutation]:
    """Every change of the tree, one after the other; each is undone before the next is asked for."""
    values = _values(tree)
    for element in list(tree.getroot().iter(etree.Element)):
        place, line, tag = _place(element), element.sourceline or 0, str(element.tag)
        if element.getparent() is not None:
            yield Mutation(place, "removed", line, partial(_replaced, element, []))
            yield Mutation(place, "doubled", line, partial(_replaced, element, [element, copy.deepcopy(element)]))
            if len(element) or element.text:
                yield Mutation(place, "emptied", line, partial(_replaced, element, [_emptied(element)]))
            if not len(element) and element.text and element.text.strip():
                text = _other(element.text, values[tag])
                yield Mutation(place, "altered", line, partial(_retold, element, text))
        for name, value in _attributes(element):
            at = f"{place}/@{name}"
            yield Mutation(at, "removed", line, partial(_attribute, element, name, None))
            yield Mutation(at, "emptied", line, partial(_attribute, element, name, ""))
            other = _other(value, values[f"{tag}/{name}"])
            yield Mutation(at, "altered", line, partial(_attribute, element, name, other))


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in element.attrib.items()]


def _values(tree: etree._ElementTree) -> dict[str, list[str]]:
    """The values that each element and attribute takes in the file: what else it could say."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for element in tree.getroot().iter(etree.Element):
        tag = str(element.tag)
        found[tag].append(element.text or "")
        for name, value in _attributes(element):
            found[f"{tag}/{name}"].append(value)
    return found


def _other(value: str, values: list[str]) -> str:
    """Another value of the same kind: the next number or day, a typing error, another word of the same list."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date.fromisoformat(value).replace(year=int(value[:4]) + 1).isoformat()
    if re.fullmatch(r"-?\d+", value):
        return str(int(value) + 1)
    if " " in value.strip():
        longest = max(value.split(), key=len)
        return value.replace(longest, longest[:-2] + longest[-1] + longest[-2], 1)
    return next((other for other in values if other != value), value + "X")


def _replaced(element: etree._Element, others: list[etree._Element]) -> Callable[[], None]:
    parent = element.getparent()
    assert parent is not None
    before, tails = list(parent), [child.tail for child in parent]

    def back() -> None:
        parent[:] = before
        for child, tail in zip(before, tails, strict=True):
            child.tail = tail

    at = parent.index(element)
    parent[at : at + 1] = others
    return back


def _emptied(element: etree._Element) -> etree._Element:
    twin = etree.Element(element.tag, dict(element.attrib), element.nsmap)
    twin.tail = element.tail
    return twin


def _retold(element: etree._Element, text: str) -> Callable[[], None]:
    before, element.text = element.text, text

    def back() -> None:
        element.text = before

    return back


def _attribute(element: etree._Element, name: str, value: str | None) -> Callable[[], None]:
    before = dict(element.attrib)
    element.attrib.pop(name)
    if value is not None:
        element.set(name, value)

    def back() -> None:
        element.attrib.clear()
        element.attrib.update(before)

    return back


def _place(element: etree._Element) -> str:
    names = [etree.QName(above).localname for above in element.iterancestors()]
    return "/".join([*reversed(names[:-1]), etree.QName(element).localname])


def caught(path: Path, settings: Settings) -> bool:
    """Does anything notice?"""
    try:
        return bool(judge(read(path), catalogue(), settings).findings)
    except (UnreadableFile, InvalidProgramme):
        return True


def survivors() -> tuple[int, Counter[tuple[str, str]]]:
    """How many mutations were tried; by place and change, how many nobody noticed."""
    tree = etree.parse(str(SOURCE))
    settings = read_settings(SOURCE.parent)
    tried, alive = 0, Counter[tuple[str, str]]()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / SOURCE.name
        for mutation in mutations(tree):
            back = mutation.apply()
            tree.write(str(path), encoding="UTF-8", xml_declaration=True)
            back()
            tried += 1
            alive[mutation.place, mutation.what] += not caught(path, settings)
    return tried, +alive


def page(tried: int, alive: Counter[tuple[str, str]]) -> str:
    """The survivors by reason, in Markdown."""
    grouped: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for (place, what), number in sorted(alive.items()):
        grouped[what, _reason(place, what)].append(f"`{place}` ×{number}")
    lines = [
        "# What no rule and no schema notices",
        "",
        "Each element and attribute of `sources/exemple-complet.xml` was removed, emptied, doubled or altered, one by",
        f"one: {tried} mutations, of which {_rate(tried, alive)} are caught, without the register nor spelling. The",
        "others are below, by change and by the reason why they are harmless.",
        "`python -m bench.mutations --write` makes this page.",
    ]
    for (what, why), kinds in sorted(grouped.items()):
        lines += ["", f"## {what.capitalize()}: {why}", "", ", ".join(kinds)]
    return "\n".join(lines) + "\n"


def _reason(place: str, what: str) -> str:
    return next(why for change, kinds, why in REASONS if change == what and re.fullmatch(kinds, place))


def _rate(tried: int, alive: Counter[tuple[str, str]]) -> str:
    return f"{100 * (tried - alive.total()) / tried:.1f} %"


def main() -> None:
    """The rate of mutations caught; with ``--write``, the page of the survivors."""
    tried, alive = survivors()
    print(f"mutations of the complete example: {tried - alive.total()} of {tried} caught, {_rate(tried, alive)}")
    if "--write" in sys.argv:
        PAGE.write_text(page(tried, alive), "utf-8")


if __name__ == "__main__":
    main()

"""The example of each rule: what breaks it, what obeys, a case for each edge; its page and tests come from there.

A file of ``examples/`` holds ``<faux>`` (this rule's finding and no other), ``<juste>`` (no finding) and as many
``<cas attend="…">`` as the rule has edges. Each holds fragments that change a clean base: see ``change``.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lxml import etree

from dossier.programme.builder import LANGUAGE, NAMESPACE

FOLDER = Path(__file__).with_name("examples")
BASES = {"complet": "sources/exemple-complet.xml", "lp": "tests/data/lp-propre.xml"}
"""The clean programmes that examples change, by name; ``complet`` unless a file says otherwise."""

_DECLARATION = re.compile(rf'\s+xmlns="{re.escape(NAMESPACE)}"')
_GIVEN = re.compile(r'([\w:-]+)="([^"]*)"')

_KEYS = {
    "critere": ("competence",),
    "enquete": ("mois",),
    "heures": ("nature",),
    "membre": ("qualite",),
    "partenaire": ("siret",),
    "passerelle": ("sens",),
    "periode": ("type", "n"),
    "piece": ("type",),
    "promotion": ("annee",),
    "regle": ("type",),
    "stage": ("unite",),
    "projet": ("unite",),
    "validation-acquis": ("type",),
    "voie": ("type",),
}
"""What tells an element from its likes, when it has neither ``code`` nor ``ref``."""

_Identity = tuple[str, str | None, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, eq=False, repr=False)
class Case:
    """Changes of the clean base, and the findings that they add to its own.

    ``expected`` holds rules with their variants, as ``ECT-005:min-max`` (``ECT-005`` alone: the sentence that has no
    name). ``day`` is the day judged at (None: the programme's).
    """

    base: str
    expected: frozenset[str]
    fragments: tuple[etree._Element, ...]
    day: date | None = None
    with_register: bool = False


@dataclass(frozen=True, eq=False, repr=False)
class Example:
    """What a rule's file holds: what its page shows, and the cases at its edges."""

    wrong: Case
    right: Case
    edges: tuple[Case, ...] = ()


class NothingAddressed(LookupError):
    """A fragment, or what it removes, is nowhere in the base."""


def example(identifier: str) -> Example:
    """The example of a rule; raises OSError when it has none."""
    root = etree.parse(str(FOLDER / f"{identifier}.xml"), etree.XMLParser(remove_comments=True)).getroot()
    wrong, right, *edges = (_case(root, element, identifier) for element in root.iterchildren())
    return Example(wrong, right, tuple(edges))


def _case(root: etree._Element, element: etree._Element, identifier: str) -> Case:
    unsaid = identifier if etree.QName(element).localname == "faux" else ""
    day = element.get("le")
    return Case(
        element.get("base") or root.get("base") or "complet",
        frozenset(element.get("attend", unsaid).split()),
        tuple(element),
        date.fromisoformat(day) if day else None,
        root.get("registre") == "oui",
    )


def as_text(fragments: tuple[etree._Element, ...]) -> str:
    """The fragments as one would type them: no namespace declaration, no indentation from their file.

    What they remove is told in a comment.
    """
    return "\n".join(_typed(fragment) for fragment in fragments)


def _typed(fragment: etree._Element) -> str:
    if isinstance(fragment, etree._ProcessingInstruction):
        return f"<!-- sans {fragment.text} -->"
    shown = deepcopy(fragment)
    for removal in list(shown.iter(etree.PI)):
        parent = removal.getparent()
        assert parent is not None
        if removal.text == "*":  # what stands there is then all that there is
            parent.remove(removal)
        else:
            comment = etree.Comment(f" sans {removal.text} ")
            comment.tail = removal.tail
            parent.replace(removal, comment)
    text = etree.tostring(shown, encoding="unicode", with_tail=False)
    lines = _DECLARATION.sub("", text).split("\n")
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip()), default=0)
    return "\n".join([lines[0], *(line[margin:] for line in lines[1:])])


def change(base: etree._Element, fragment: etree._Element) -> None:
    """Merge a fragment into the tree of a programme.

    The fragment's element is the first of the base with the same name, language and key (``code``, ``ref``, else that
    of ``_KEYS``); <programme> is the programme itself. Its attributes are set, the others stay. Its children are
    looked for in the same way among the children of the element found, the second that is alike being the second of
    the base: those found are merged in turn, the others are added, after their likes, else where the fragment has
    them. An element that holds text takes the fragment's content whole.

    ``<?sans voie type="vae"?>`` removes the children of that name and those attributes (``<?sans //voie?>``: at any
    depth), ``<?sans @ects?>`` an attribute, ``<?sans *?>`` all that the element holds. Raises NothingAddressed when
    the base has no such thing.
    """
    if isinstance(fragment, etree._ProcessingInstruction):
        _remove(base, str(fragment.text))
        return
    if fragment.tag == base.tag:
        _merge(base, fragment)
        return
    found = next((each for each in base.iter(str(fragment.tag)) if _is(each, _identity(fragment))), None)
    if found is None:
        raise NothingAddressed(f"no {_shown(fragment)} in the base")
    _merge(found, fragment)


def _merge(target: etree._Element, fragment: etree._Element) -> None:
    target.attrib.update(fragment.attrib)
    if _holds_text(fragment):
        _replace_content(target, fragment)
        return
    seen: dict[_Identity, int] = {}
    after: int | None = None  # where the next addition goes, among the children of the target
    for child in fragment:
        if isinstance(child, etree._ProcessingInstruction):
            after = _remove(target, str(child.text))
            continue
        identity = _identity(child)
        rank = seen[identity] = seen.get(identity, -1) + 1
        alike = [each for each in target.iterchildren(str(child.tag)) if _is(each, identity)]
        if rank < len(alike):
            _merge(alike[rank], child)
            after = target.index(alike[rank]) + 1
        else:
            after = _add(target, child, after)


def _replace_content(target: etree._Element, fragment: etree._Element) -> None:
    for removal in fragment.iterchildren(etree.PI):
        _remove(target, str(removal.text))
    _empty(target)
    content = deepcopy(fragment)
    etree.strip_elements(content, etree.PI, with_tail=False)
    target.text = content.text
    target.extend(content)


def _add(target: etree._Element, child: etree._Element, after: int | None) -> int:
    """Put a child after its likes and not before a rank; gives the rank that follows it."""
    likes = list(target.iterchildren(str(child.tag)))
    rank = max(target.index(likes[-1]) + 1 if likes else 0, (0 if likes else len(target)) if after is None else after)
    target.insert(rank, _copied(child))
    return rank + 1


def _copied(child: etree._Element) -> etree._Element:
    if any(True for _ in child.iter(etree.PI)):
        raise NothingAddressed(f"nothing to remove from {_shown(child)}: the base does not have it")
    return deepcopy(child)


def _remove(target: etree._Element, what: str) -> int | None:
    """Remove what a ``<?sans …?>`` names; gives the rank of the first child removed."""
    if what == "*":
        _empty(target)
        return 0
    if what.startswith("@"):
        if target.attrib.pop(_qualified(what[1:]), None) is None:
            raise NothingAddressed(f"no {what} in {_shown(target)}")
        return None
    name, _, rest = what.partition(" ")
    tag = f"{{{NAMESPACE}}}{name.removeprefix('//')}"
    among = target.iterdescendants(tag) if name.startswith("//") else target.iterchildren(tag)
    given = {_qualified(key): value for key, value in _GIVEN.findall(rest)}
    gone = [each for each in among if all(each.get(key) == value for key, value in given.items())]
    if not gone:
        raise NothingAddressed(f"no <{what}> in {_shown(target)}")
    rank = target.index(gone[0]) if gone[0].getparent() is target else None
    for each in gone:
        parent = each.getparent()
        assert parent is not None
        parent.remove(each)
    return rank


def _empty(target: etree._Element) -> None:
    del target[:]
    target.text = None


def _holds_text(fragment: etree._Element) -> bool:
    return any(text and text.strip() for text in (fragment.text, *(child.tail for child in fragment)))


def _identity(element: etree._Element) -> _Identity:
    """Name, language, and the keys that the element gives."""
    keys = ("code", "ref", *_KEYS.get(etree.QName(element).localname, ()))
    given = tuple((key, value) for key in keys if (value := element.get(key)) is not None)
    return str(element.tag), element.get(LANGUAGE), given


def _is(element: etree._Element, identity: _Identity) -> bool:
    _, language, given = identity
    return element.get(LANGUAGE) == language and all(element.get(key) == value for key, value in given)


def _qualified(name: str) -> str:
    return LANGUAGE if name == "xml:lang" else name


def _shown(element: etree._Element) -> str:
    name, _, given = _identity(element)
    return "<" + " ".join([etree.QName(name).localname, *(f'{key}="{value}"' for key, value in given)]) + ">"

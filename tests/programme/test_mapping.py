"""The model and the schema say the same: what the schema admits has a place in the model, and conversely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from xmlschema import XMLSchema10
from xmlschema.validators import XsdAttribute, XsdElement, XsdGroup, XsdList, XsdSimpleType

from dossier.programme.builder import build, tag_of, tidy
from dossier.programme.mapping import Element, Form, Slot, attribute, entier, jour, mots, nombre, oui, text
from dossier.programme.model import Programme
from dossier.programme.places import Place, Texte
from dossier.programme.reader import Places, parse
from dossier.programme.source import load
from dossier.programme.textes import Paragraphe, Riche
from tests.programme.specimens import ROOT, VALID

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
Pair = tuple[str, type[Element], XsdElement]


@cache
def pairs() -> tuple[Pair, ...]:
    """Every class of the model with the declaration of the schema that it stands for, and its path."""
    schema = XMLSchema10(str(ROOT / "schemas" / "programme.xsd"), allow="local")
    found: dict[tuple[type, int], Pair] = {}
    waiting: list[Pair] = [("programme", Programme, schema.elements["programme"])]
    while waiting:
        path, cls, declaration = waiting.pop()
        if (cls, id(declaration.type)) in found:
            continue
        found[cls, id(declaration.type)] = path, cls, declaration
        children = declared_children(declaration)
        for slot in cls.slots:
            classes = slot.classes()
            waiting += ((f"{path}/{tag}", classes[tag], children[tag]) for tag in classes if tag in children)
    return tuple(found.values())


def declared_children(declaration: XsdElement) -> dict[str, XsdElement]:
    content = getattr(declaration.type, "content", None)
    if not isinstance(content, XsdGroup):
        return {}
    return {str(each.local_name): each for each in content.iter_elements() if isinstance(each, XsdElement)}


def declared_attributes(declaration: XsdElement) -> dict[str, XsdAttribute]:
    return {str(name): each for name, each in declaration.attributes.items() if isinstance(each, XsdAttribute)}


def slots(cls: type[Element], *forms: Form) -> dict[str, Slot]:
    return {tag: slot for slot in cls.slots if slot.form in forms for tag in slot.tags}


def is_rich(declaration: XsdElement) -> bool:
    return "p" in declared_children(declaration)


def is_plain(declaration: XsdElement) -> bool:
    return isinstance(declaration.type, XsdSimpleType) or declaration.type.has_simple_content() is True


each_pair = pytest.mark.parametrize(("path", "cls", "declaration"), pairs(), ids=[pair[0] for pair in pairs()])


HOLD_CHILDREN = (Form.TEXT, Form.NUMBER, Form.RICH, Form.CHILD, Form.PART)


def children_of_the_model(declaration: XsdElement) -> set[str]:
    """The names of the declared children, those of rich text apart."""
    return set(declared_children(declaration)) - {"p", "liste"}


@each_pair
def test_the_model_holds_all_that_the_schema_admits(path: str, cls: type[Element], declaration: XsdElement) -> None:
    assert set(declared_attributes(declaration)) <= set(slots(cls, Form.ATTRIBUTE)), path
    assert children_of_the_model(declaration) <= set(slots(cls, *HOLD_CHILDREN)), path


@pytest.mark.parametrize(
    "cls", sorted({pair[1] for pair in pairs()}, key=attrgetter("__name__")), ids=attrgetter("__name__")
)
def test_the_model_holds_nothing_that_the_schema_does_not_know(cls: type[Element]) -> None:
    declarations = [declaration for _path, each, declaration in pairs() if each is cls]
    attributes = {name for declaration in declarations for name in declared_attributes(declaration)}
    children = {name for declaration in declarations for name in children_of_the_model(declaration)}
    assert set(slots(cls, Form.ATTRIBUTE)) == attributes
    assert set(slots(cls, *HOLD_CHILDREN)) == children


@each_pair
def test_own_text(path: str, cls: type[Element], declaration: XsdElement) -> None:
    forms = {slot.form for slot in cls.slots}
    empty = isinstance(
        getattr(declaration.type, "content", None), XsdGroup
    )  # an empty content is simple too, for xmlschema
    assert (Form.CONTENT in forms) == (is_plain(declaration) and not empty), path
    assert (Form.RICH_CONTENT in forms) == is_rich(declaration), path


@each_pair
def test_children_are_read_as_what_they_are(path: str, cls: type[Element], declaration: XsdElement) -> None:
    for tag, child in declared_children(declaration).items():
        if tag in ("p", "liste"):
            continue
        slot = slots(cls, *Form)[tag]
        attributes = set(declared_attributes(child)) - {LANG}
        assert (slot.form is Form.RICH) == (is_rich(child) and not attributes), f"{path}/{tag}"
        assert (slot.form is Form.TEXT) == (is_plain(child) and not attributes and not is_whole(child.type)), path
        assert slot.many == is_repeatable(declaration, child), f"{path}/{tag}"


def is_whole(declared: Any) -> bool:
    return isinstance(declared, XsdSimpleType) and has_base(declared, "integer")


def is_repeatable(parent: XsdElement, child: XsdElement) -> bool:
    """May the child come more than once, by itself or by a group that holds it?"""

    def walk(particle: Any, repeated: bool) -> Iterator[bool]:
        repeated = repeated or particle.max_occurs is None or particle.max_occurs > 1
        if isinstance(particle, XsdGroup):
            for each in particle.content:
                yield from walk(each, repeated)
        elif particle.name == child.name:
            yield repeated

    return any(walk(getattr(parent.type, "content", None), False))


def has_base(declared: XsdSimpleType, name: str) -> bool:
    base: Any = declared
    while base is not None:
        if base.local_name == name:
            return True
        base = base.base_type
    return False


def conversion(declared: XsdSimpleType) -> Any:
    """How the model reads the values of a type of the schema."""
    if isinstance(getattr(declared, "primitive_type", None), XsdList):
        return mots
    if declared.enumeration and set(declared.enumeration) == {"oui", "non"}:
        return oui
    if declared.enumeration and all(str(value).isdigit() for value in declared.enumeration):
        return entier
    for name, convert in (("integer", entier), ("decimal", nombre), ("date", jour), ("annee", entier)):
        if has_base(declared, name):
            return convert
    return str


# A length of studies in whole years is compared with credits: exact numbers both.
WIDER = {("identite/duree", "annees"), ("identite/duree", "mois")}


@each_pair
def test_values_are_converted_by_their_type(path: str, cls: type[Element], declaration: XsdElement) -> None:
    for name, declared in declared_attributes(declaration).items():
        if (path.removeprefix("programme/"), name) not in WIDER:
            assert slots(cls, Form.ATTRIBUTE)[name].convert is conversion(declared.type), f"{path}/@{name}"


@each_pair
def test_what_the_schema_requires_may_be_relied_upon(path: str, cls: type[Element], declaration: XsdElement) -> None:
    """A required attribute is never None, an optional one says what its absence means."""
    hints = {name: str(hint) for name, hint in cls.__annotations__.items()}
    for name, declared in declared_attributes(declaration).items():
        slot = slots(cls, Form.ATTRIBUTE)[name]
        may_be_none = "None" in hints[slot.name]
        assert may_be_none == (declared.use != "required" and slot.default is None), f"{path}/@{name}"


@each_pair
def test_a_required_child_may_be_relied_upon(path: str, cls: type[Element], declaration: XsdElement) -> None:
    hints = {name: str(hint) for name, hint in cls.__annotations__.items()}
    for tag in children_of_the_model(declaration):
        slot = slots(cls, *HOLD_CHILDREN)[tag]
        if not slot.many and slot.form is not Form.PART:
            assert ("None" in hints[slot.name]) == is_optional(declaration, tag), f"{path}/{tag}"


def is_optional(parent: XsdElement, name: str) -> bool:
    """May the child be absent, by itself or with a group that holds it?"""

    def walk(particle: Any, optional: bool) -> Iterator[bool]:
        optional = optional or particle.min_occurs == 0
        if isinstance(particle, XsdGroup):
            for each in particle.content:
                yield from walk(each, optional or particle.model == "choice")
        elif particle.local_name == name:
            yield optional

    return any(walk(getattr(parent.type, "content", None), False))


# Nothing is lost


def tree_of(path: Path) -> etree._Element:
    return parse(load(path))


def model_of(path: Path) -> Programme:
    """What is built of a valid file, even if it names tracks that it does not define."""
    source = load(path)
    root = parse(source)
    programme: Programme = build(Programme, root, Places(root, source))
    return programme


def texts_of(root: etree._Element) -> Counter[str]:
    """The words of the file: of each paragraph, item, or element with text of its own."""
    inline = {"em", "fort", "lien"}
    words = Counter[str]()
    for element in root.iter(etree.Element):
        own = tag_of(element) not in inline and (
            tidy(element.text or "").strip() or any(tag_of(child) in inline for child in element)
        )
        if own:
            words[" ".join("".join(element.itertext()).split())] += 1
    return words


def attributes_of(root: etree._Element) -> Counter[tuple[str, str, str]]:
    return Counter(
        (tag_of(element), str(name), " ".join(str(value).split()))
        for element in root.iter(etree.Element)
        for name, value in element.attrib.items()
        if name != LANG
    )


def written(value: Any) -> str:
    match value:
        case bool():
            return "oui" if value else "non"
        case tuple():
            return " ".join(value)
        case date():
            return value.isoformat()
    return str(value)


def model_attributes(element: Element) -> Iterator[tuple[str, str, str]]:
    for node in nodes(element):
        match node:
            case Element():
                for slot in node.slots:
                    if slot.form is Form.ATTRIBUTE and slot.name in vars(node):
                        yield node.place.tag, slot.tags[0], written(getattr(node, slot.name))
            case Paragraphe():
                yield from (("lien", "href", part.href) for part in node.fragments if part.href)


def model_texts(element: Element) -> Iterator[str]:
    for node in nodes(element):
        match node:
            case Paragraphe():
                yield " ".join(node.texte.split())
            case str() | int():
                yield " ".join(str(node).split())


def nodes(element: Element) -> Iterator[Any]:
    """Every element, plain text, number that is a child, paragraph and item of the model."""
    yield element
    for slot in element.slots:
        value = getattr(element, slot.name)
        for each in value if isinstance(value, tuple) else (value,):
            match each:
                case Element():
                    yield from nodes(each)
                case Riche():
                    yield from each.paragraphes
                case Texte():
                    yield each
                case int() if slot.form is Form.NUMBER:
                    yield each


every_valid_file = pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)


@every_valid_file
def test_no_word_is_lost(path: Path) -> None:
    assert Counter(text for text in model_texts(model_of(path)) if text) == texts_of(tree_of(path))


@every_valid_file
def test_no_attribute_is_lost(path: Path) -> None:
    assert Counter(model_attributes(model_of(path))) == attributes_of(tree_of(path))


@every_valid_file
def test_each_language_is_kept(path: Path) -> None:
    presentation = model_of(path).presentation
    found = Counter(text.langue for slot in presentation.slots for text in getattr(presentation, slot.name))
    texts = [each for part in tree_of(path).iterchildren("{*}presentation") for each in part]
    assert found == Counter(each.get(LANG, "fr") for each in texts)


# Elements as values


class Objet(Element):
    code: str = attribute()
    poids: Decimal | None = attribute(nombre)
    note_minimale: Decimal | None = attribute(nombre)
    intitule: Texte = text()


def objet(**values: Any) -> Objet:
    return Objet(**values)


def test_a_field_is_named_after_its_attribute() -> None:
    assert [slot.tags for slot in Objet.slots] == [("code",), ("poids",), ("note-minimale",), ("intitule",)]


def test_equality_is_of_kind_and_values_wherever_they_stand() -> None:
    here, there = Place(1, 1, "objet"), Place(9, 9, "objet")
    assert objet(code="A", place=here) == objet(code="A", place=there)
    assert hash(objet(code="A", place=here)) == hash(objet(code="A", place=there))
    assert objet(code="A") != objet(code="B")
    assert objet(code="A") != "A"


def test_an_element_never_changes() -> None:
    element: Any = objet(code="A")
    with pytest.raises(AttributeError, match=r"Objet\.code is frozen"):
        element.code = "B"


def test_an_element_shows_what_the_file_gives() -> None:
    assert repr(objet(code="A", poids=Decimal("1.5"))) == "Objet(code='A', poids=Decimal('1.5'))"
    assert objet(code="A").poids is None

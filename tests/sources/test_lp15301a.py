"""The programme LP15301A says what its page says, word for word.

The page itself stays outside the repository: only the SHA-256 of its strings are kept, one a line, in its order, then
that of the track's name, which is the end of the official title. A string of the page is, to the character, the whole
text of one element, or one of the attributes that carry its codes; PLACES says where. Three things are typed otherwise:
figures are attributes; the paragraph on the bridges is shared between them, one sentence each; the titles of the other
trainings, which the transcription isolates and the page prints in that paragraph only, are found there.
"""

import json
import os
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
REFERENCE = Path(os.environ.get("DOSSIER_REFERENCE", ROOT.parent / "shared" / "reference")) / "lp15301a.json"
FINGERPRINTS = Path(__file__).with_name("lp15301a.sha256")

NAMESPACE = {"": "urn:dossier-certification:programme:1"}
CODES = ("code", "rncp", "fiche", "sens")
LEAD_IN = "Les cours portent sur :"  # printed on the page, absent from its transcription
SCOPE = {"competences_bloc": "non-precisee", "competences_parcours": "parcours"}

PLACES = {
    "code": "@code",
    "intitule": "identite/intitule",
    "intitule_officiel": "identite/intitule-officiel",
    "domaine": "identite/domaine",
    "mention": "identite/mention",
    "fiche_nationale": "enregistrement/@fiche",
    "ects": "identite/diplome/@ects",
    "heures_hors_stage": "enseignements/@heures",
    "acces": "acces/*",
    "objectifs": "presentation/objectifs/p",
    "cours_portent_sur": "presentation/contenus/liste/item",
    "competences_texte": "presentation/competences-visees/p",
}


def strings(node: object) -> Iterator[str]:
    """Every string of the page, in its order."""
    match node:
        case str():
            yield node
        case list():
            for item in node:
                yield from strings(item)
        case dict():
            yield from strings(list(node.values()))


def expected_strings(page: dict[str, Any]) -> list[str]:
    """What the programme must carry: the page's strings, and the track named at the end of the official title."""
    bridges = [{key: bridge[key] for key in ("sens", "code")} for bridge in page["passerelles"]]
    return [*strings(page | {"passerelles": bridges}), page["intitule_officiel"].rpartition(" parcours ")[2]]


def fingerprint(text: str) -> str:
    """The only form in which the page's words enter the repository."""
    return sha256(text.encode()).hexdigest()


def words(element: ET.Element) -> str:
    """The whole text of an element, inline markup apart."""
    return "".join(element.itertext())


def has_words(element: ET.Element) -> bool:
    """Whether text stands in the element itself, not only in its children."""
    return any((text or "").strip() for text in [element.text, *(child.tail for child in element)])


def typed_strings(programme: ET.Element) -> Iterator[str]:
    """Every text and every code that the programme defines, and the bridges' paragraph put together again."""
    for element in programme.iter():
        yield from (element.attrib[name] for name in CODES if name in element.attrib)
        if has_words(element):
            yield words(element)
    yield " ".join(words(bridge) for bridge in programme.iterfind("passerelles/passerelle", NAMESPACE))


def at(programme: ET.Element, place: str) -> list[str]:
    """The texts, or the attributes, found at a place."""
    path, _, attribute = place.partition("@")
    elements = programme.iterfind(path.rstrip("/") or ".", NAMESPACE)
    return [element.attrib[attribute] if attribute else words(element) for element in elements]


@pytest.fixture(scope="module")
def programme() -> ET.Element:
    return ET.parse(ROOT / "sources" / "lp15301a.xml").getroot()


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    if not REFERENCE.exists():
        pytest.skip("the page's transcription is not here: set DOSSIER_REFERENCE to the folder of lp15301a.json")
    content: dict[str, Any] = json.loads(REFERENCE.read_text(encoding="utf-8"))
    return content


def test_every_fingerprint_is_typed_as_often_as_it_is_listed(programme: ET.Element) -> None:
    listed = Counter(FINGERPRINTS.read_text(encoding="ascii").split())
    typed = Counter(map(fingerprint, typed_strings(programme)))
    assert listed
    assert {each: typed[each] for each in listed} == listed


def test_every_string_is_typed_as_often_as_the_page_prints_it(programme: ET.Element, page: dict[str, Any]) -> None:
    printed = Counter(expected_strings(page))
    typed = Counter(typed_strings(programme))
    assert {each: typed[each] for each in printed} == printed


def test_the_fingerprints_are_those_of_the_page(page: dict[str, Any]) -> None:
    assert FINGERPRINTS.read_text(encoding="ascii").split() == [fingerprint(each) for each in expected_strings(page)]


@pytest.mark.parametrize(("key", "place"), PLACES.items(), ids=PLACES)
def test_each_part_is_in_its_place(key: str, place: str, programme: ET.Element, page: dict[str, Any]) -> None:
    printed = page[key] if isinstance(page[key], list) else [str(page[key])]
    assert at(programme, place) == printed


def test_blocks_keep_their_codes_and_competencies_their_dash(programme: ET.Element, page: dict[str, Any]) -> None:
    typed = {
        (bloc.get("code"), bloc.get("rncp"), bloc.findtext("intitule", namespaces=NAMESPACE)): [
            (each.get("portee"), words(each)) for each in bloc.iterfind("competence", NAMESPACE)
        ]
        for bloc in programme.iterfind("blocs/bloc", NAMESPACE)
    }
    printed = {
        (bloc["code"], bloc["rncp"], bloc["intitule"]): [
            (scope, each) for key, scope in SCOPE.items() for each in bloc[key]
        ]
        for bloc in page["blocs"]
    }
    assert list(typed.items()) == list(printed.items())


def test_units_keep_their_order_and_their_credits(programme: ET.Element, page: dict[str, Any]) -> None:
    printed = [
        (each["ects"], each.get("code"), each.get("choix") or each["intitule"])
        for entry in page["enseignements"]
        for each in [entry, *entry.get("unites", [])]
    ]
    typed = [
        (int(each.attrib["ects"]), each.get("code"), each.findtext("intitule", namespaces=NAMESPACE))
        for each in programme.iterfind("enseignements//*[@ects]", NAMESPACE)
    ]
    assert typed == printed


def test_each_bridge_names_the_other_training(programme: ET.Element, page: dict[str, Any]) -> None:
    typed = programme.findall("passerelles/passerelle", NAMESPACE)
    for bridge, printed in zip(typed, page["passerelles"], strict=True):
        assert (bridge.get("sens"), bridge.get("code")) == (printed["sens"], printed["code"])
        assert all(words(bridge).count(printed[key]) == 1 for key in ("code", "intitule", "detail") if key in printed)


def test_nothing_is_added_to_the_words_of_the_page(programme: ET.Element, page: dict[str, Any]) -> None:
    printed = [LEAD_IN, *strings(page)]
    parts = [part for part in programme if part.tag.rpartition("}")[2] not in ("certificateur", "enregistrement")]
    typed = {words(each) for part in parts for each in part.iter() if has_words(each)}
    assert {text for text in typed if not any(text in each for each in printed)} == set()

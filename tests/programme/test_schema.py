"""The schema accepts what the vocabulary allows, refuses the rest, and explains itself in French."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from lxml import etree
from xmlschema import XMLSchema10

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "schemas"
SCHEMA = SCHEMAS / "programme.xsd"
CATALOGUE = SCHEMAS / "catalog.xml"
CORPUS = Path(__file__).parent / "corpus"
VALIDES = sorted((CORPUS / "valides").glob("*.xml"))
FAUTIFS = sorted((CORPUS / "fautifs").glob("*.xml"))
NAMESPACE = "urn:dossier-certification:programme:1"
XS = "{http://www.w3.org/2001/XMLSchema}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MARK = "<!-- ici : "

valid_file = pytest.mark.parametrize("path", VALIDES, ids=lambda path: path.stem)
broken_file = pytest.mark.parametrize("path", FAUTIFS, ids=lambda path: path.stem)


@cache
def libxml2() -> etree.XMLSchema:
    return etree.XMLSchema(file=str(SCHEMA))


@cache
def xmlschema10() -> XMLSchema10:
    """The second engine, forbidden to leave the disk."""
    return XMLSchema10(str(SCHEMA), allow="local")


def schema_trees() -> list[etree._ElementTree]:
    return [etree.parse(path) for path in sorted(SCHEMAS.glob("*.xsd"))]


def marked_lines(path: Path) -> set[int]:
    """The lines of a broken file that say what is wrong there."""
    return {number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if MARK in line}


def test_the_corpus_is_there() -> None:
    assert len(VALIDES) >= 12
    assert len(FAUTIFS) >= 40


@valid_file
def test_a_valid_file_is_accepted_by_libxml2(path: Path) -> None:
    libxml2().assertValid(etree.parse(path))


@valid_file
def test_a_valid_file_is_accepted_by_xmlschema(path: Path) -> None:
    assert list(xmlschema10().iter_errors(str(path))) == []


@broken_file
def test_a_broken_file_is_refused_by_libxml2_on_the_line_that_is_wrong(path: Path) -> None:
    schema = libxml2()
    assert not schema.validate(etree.parse(path))
    assert {error.line for error in schema.error_log} == marked_lines(path)


@broken_file
def test_a_broken_file_is_refused_by_xmlschema(path: Path) -> None:
    assert not xmlschema10().is_valid(str(path))


@broken_file
def test_a_broken_file_marks_one_fault(path: Path) -> None:
    assert len(marked_lines(path)) == 1


def declarations() -> list[etree._Element]:
    """Every element and attribute that the schemas declare, references to xml:lang included."""
    return [node for tree in schema_trees() for node in tree.iter(XS + "element", XS + "attribute")]


@pytest.mark.parametrize(
    "node", declarations(), ids=lambda node: f"{node.get('name', node.get('ref'))}-{node.sourceline}"
)
def test_every_element_and_attribute_is_explained_in_french_with_an_example(node: etree._Element) -> None:
    [documentation] = node.findall(f"{XS}annotation/{XS}documentation")
    assert documentation.get(XML_LANG) == "fr"
    explanation, _, example = (documentation.text or "").partition(" Exemple : ")
    assert len(explanation) > 4
    assert explanation.endswith(".")
    assert example.strip()


def test_every_value_of_a_closed_list_is_explained_in_french() -> None:
    values = [node for tree in schema_trees() for node in tree.iter(XS + "enumeration")]
    assert values
    for value in values:
        [documentation] = value.findall(f"{XS}annotation/{XS}documentation")
        assert documentation.get(XML_LANG) == "fr"
        assert (documentation.text or "").endswith(".")


def test_an_example_of_xml_stands_between_backticks_for_editors_that_render_markdown() -> None:
    for node in declarations():
        text = node.findtext(f"{XS}annotation/{XS}documentation") or ""
        assert "<" not in re.sub(r"`[^`]*`", "", text)


def used_declarations(declaration: Any, node: ElementTree.Element) -> Iterator[int]:
    """The declarations that a node and all it holds make use of, by the identity of their place in the schema."""
    yield id(declaration.elem)
    yield from (id(declaration.attributes[name].elem) for name in node.attrib)
    for child in node:
        yield from used_declarations(
            next(known for known in declaration.type.content.iter_elements() if known.name == child.tag), child
        )


def test_every_element_and_attribute_is_used_by_a_valid_file() -> None:
    schema = xmlschema10()
    root = schema.elements["programme"]
    used = {
        declaration
        for path in VALIDES
        for declaration in used_declarations(root, ElementTree.fromstring(path.read_bytes()))
    }
    unused = [
        node.get("name", node.get("ref"))
        for node in schema.root.iter()
        if node.tag in (XS + "element", XS + "attribute") and id(node) not in used
    ]
    assert unused == []


def identity_constraints() -> list[str]:
    """The keys and references that some file must break; the keys that a keyref names are doubled by ``codes``."""
    tree = etree.parse(SCHEMA)
    referred = {str(node.get("refer")).removeprefix("p:") for node in tree.iter(XS + "keyref")}
    names = [str(node.get("name")) for node in tree.iter(XS + "unique", XS + "key", XS + "keyref")]
    return [name for name in names if name not in referred]


@cache
def schema_without(name: str) -> etree.XMLSchema:
    tree = deepcopy(etree.parse(SCHEMA, base_url=SCHEMA.as_uri()))
    for node in list(tree.iter(XS + "unique", XS + "key", XS + "keyref")):
        parent = node.getparent()
        if node.get("name") == name and parent is not None:
            parent.remove(node)
    return etree.XMLSchema(tree)


@pytest.mark.parametrize("name", identity_constraints())
def test_each_key_and_reference_refuses_a_file_that_nothing_else_refuses(name: str) -> None:
    assert any(schema_without(name).validate(etree.parse(path)) for path in FAUTIFS)


def test_programme_is_the_only_possible_root() -> None:
    assert [node.get("name") for node in etree.parse(SCHEMA).getroot().findall(XS + "element")] == ["programme"]


def test_the_schema_reads_nothing_but_its_neighbours() -> None:
    places = [
        node.get("schemaLocation") for tree in schema_trees() for node in tree.iter(XS + "import", XS + "include")
    ]
    assert places == ["xml.xsd"]
    assert all((SCHEMAS / str(place)).is_file() for place in places)


def test_every_entry_of_the_catalogue_leads_to_the_schema() -> None:
    entries = list(etree.parse(CATALOGUE).getroot().iterchildren(tag=etree.Element))
    assert {etree.QName(entry).localname for entry in entries} == {"uri", "system", "uriSuffix", "systemSuffix"}
    assert {(SCHEMAS / str(entry.get("uri"))).resolve() for entry in entries} == {SCHEMA}
    assert etree.parse(SCHEMA).getroot().get("targetNamespace") == NAMESPACE


def test_the_catalogue_resolves_the_namespace_to_the_schema() -> None:
    """In a process of its own: libxml2 reads its catalogues once."""
    program = f"from lxml import etree; etree.XMLSchema(file={NAMESPACE!r})"
    environment = {**os.environ, "XML_CATALOG_FILES": CATALOGUE.as_uri()}
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr

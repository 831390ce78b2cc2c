"""Reading: a programme, or what is wrong with the file, and never anything else."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from decimal import Decimal
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from xmlschema import XMLSchema10

from dossier.programme.builder import NAMESPACE
from dossier.programme.errors import ForeignFile, UnreadableFile
from dossier.programme.explain import schema_errors
from dossier.programme.reader import InvalidProgramme, Places, ReadProgramme, parse, read
from dossier.programme.schema import accepts
from dossier.programme.source import scan
from tests.programme.specimens import ROOT, SOURCES, START, VALID, errors_of, programme, read_text, told

SCHEMA = etree.XMLSchema(file=str(ROOT / "schemas" / "programme.xsd"))
XSI = "http://www.w3.org/2001/XMLSchema-instance"


@cache
def second_engine() -> XMLSchema10:
    return XMLSchema10(str(ROOT / "schemas" / "programme.xsd"), allow="local")


# What is read


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_the_programmes_of_the_repository_are_read(path: Path) -> None:
    found = read(path)
    assert found.source.path == path
    assert found.programme.place.tag == "programme"


def test_a_text_stays_whole_around_what_is_not_text() -> None:
    text = programme(
        identite="<identite><intitule>Un <!-- a --> deux<?b c?> <![CDATA[& <trois>]]>&#x20;qu<!-- -->atre</intitule>"
        '<diplome type="licence"/></identite>',
        parts="<presentation><resume><p>Un <!-- a --><em>deux<!-- b --> et</em><?c d?> tr<!-- e -->ois"
        "<![CDATA[ <quatre>]]></p></resume></presentation>",
    )
    found = read_text(text).programme
    assert found.identite.intitule == "Un  deux & <trois> quatre"
    [resume] = found.presentation.resume
    assert resume.texte == "Un deux et trois <quatre>"
    assert [part.style for part in resume.paragraphes[0].fragments] == ["", "em", ""]


def test_line_breaks_of_the_file_are_layout() -> None:
    text = programme(
        identite='<identite><intitule>\n   Un\n\t  deux   \n</intitule><diplome type="licence"/></identite>'
    )
    for end in ("\n", "\r\n", "\r"):
        assert read_text(text.replace("\n", end)).programme.identite.intitule == "Un deux"


def test_comments_and_instructions_do_not_move_places() -> None:
    text = f'<?xml-model href="a"?>\n<!-- é -->\n{START}<!-- x --><identite><!-- y -->' + (
        '<intitule>E</intitule><?z?><diplome type="licence"/></identite>'
        "<certificateur><nom-legal>É</nom-legal></certificateur>\n<acces/></programme>\n<!-- fin -->"
    )
    found = read_text(text).programme
    assert (found.identite.place.line, found.identite.place.column) == (3, len(START) + 11)
    assert (found.acces.place.line, found.acces.place.column) == (4, 1)


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("2026-09-01", date(2026, 9, 1)),
        (" 2024-02-29\n", date(2024, 2, 29)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2199-12-31", date(2199, 12, 31)),
    ],
)
def test_dates(attribute: str, value: date) -> None:
    start = START.replace("etat=", f'date-effet="{attribute}" etat=')
    assert read_text(programme(start=start)).programme.date_effet == value


@pytest.mark.parametrize(
    "value",
    [
        "0000-01-01",
        "0001-06-01",
        "1899-12-31",
        "2200-01-01",
        "9999-12-31",
        "10000-01-01",
        "-0001-01-01",
        "2026-09-01Z",
        "2026-09-01+02:00",
        "20260901",
        "2026-W01-1",
    ],
)
def test_dates_that_no_calendar_knows(value: str) -> None:
    [message] = told(programme(start=START.replace("etat=", f'date-effet="{value}" etat=')))
    assert message.startswith(f'L’attribut date-effet="{value}" n’est pas admis')


@pytest.mark.parametrize("value", ["6", " 6\n", "+6", "06", "0" * 5000 + "6"])
def test_whole_numbers(value: str) -> None:
    identite = f'<identite><intitule>E</intitule><diplome type="licence" niveau="{value}"/></identite>'
    assert read_text(programme(identite=identite)).programme.identite.diplome.niveau == 6


@pytest.mark.parametrize("value", ["4.5", " 4.50 ", "004.5"])
def test_credits_are_exact(value: str) -> None:
    identite = f'<identite><intitule>E</intitule><diplome type="licence" ects="{value}"/></identite>'
    assert read_text(programme(identite=identite)).programme.identite.diplome.ects == Decimal("4.5")


# What is not ours


FOREIGN = "ce n’est pas une description de programme"
OTHER_NAMESPACE = "l’espace de noms de <programme> n’est pas le nôtre"


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("<html/>", ForeignFile, FOREIGN),
        (f'<identite xmlns="{NAMESPACE}"/>', ForeignFile, FOREIGN),
        ("<programme/>", UnreadableFile, OTHER_NAMESPACE),
        (START.replace(":1", ":2") + "</programme>", UnreadableFile, OTHER_NAMESPACE),
    ],
)
def test_another_root(text: str, kind: type[UnreadableFile], reason: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_text("<!-- x -->\n" + text)
    assert type(caught.value) is kind
    assert caught.value.reason == reason
    assert (caught.value.line, caught.value.column) == (2, 1)


def test_a_prefix_for_our_namespace_is_as_good_as_none() -> None:
    text = programme().replace("xmlns=", "xmlns:p=").replace("</", "</p:").replace("<", "<p:").replace("<p:/p:", "</p:")
    assert read_text(text).programme == read_text(programme()).programme


# Nothing is fetched


@pytest.fixture
def witness() -> Iterator[tuple[str, list[str]]]:
    """The address of a server of this machine, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_arguments: object) -> None:
            """Nothing on standard error."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("etat", ["brouillon", "final"], ids=["valid", "explained"])
def test_schema_locations_are_not_followed(etat: str, witness: tuple[str, list[str]]) -> None:
    address, asked = witness
    xsi = f'xmlns:xsi="{XSI}" xsi:schemaLocation="{NAMESPACE} {address}/a.xsd" '
    start = START.replace("code=", xsi + f'xsi:noNamespaceSchemaLocation="{address}/b.xsd" code=')
    errors = errors_of(programme(start=start.replace("brouillon", etat)))
    assert [error.kind for error in errors] == ([] if etat == "brouillon" else ["value"])
    assert asked == []


@pytest.mark.parametrize("parse_as", ["xml", "text"])
def test_an_inclusion_is_refused_and_not_followed(parse_as: str, witness: tuple[str, list[str]]) -> None:
    address, asked = witness
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{address}/a.xml" parse="{parse_as}"/>'
    assert told(programme(include)) == ["L’élément <xi:include> n’est pas dans l’espace de noms du programme."]
    assert asked == []


# The cost of a valid file


def test_reading_a_valid_file_loads_nothing_that_only_errors_need() -> None:
    script = (
        "import sys; from pathlib import Path; from dossier.programme.reader import read; read(Path(sys.argv[1]));"
        "print(sorted({'xmlschema', 'elementpath', 'difflib', 'hashlib'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", script, str(SOURCES[1])], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


# Whatever the file


def outcome(data: bytes) -> ReadProgramme | UnreadableFile | InvalidProgramme:
    """What reading gives; any other exception is a bug."""
    try:
        return read_text(data)
    except (UnreadableFile, InvalidProgramme) as refused:
        return refused


def check_outcome(data: bytes) -> None:
    """One of the three, well formed; and the two engines agree on it."""
    found = outcome(data)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    match found:
        case UnreadableFile():
            assert found.reason
            assert found.hint
            assert found.line is None or 1 <= found.line <= lines
        case InvalidProgramme():
            assert found.errors
            for error in found.errors:
                assert error.kind != "unexplained", error.message
                assert error.hint
                assert 1 <= error.place.line <= lines
                assert error.place.column >= 1


def check_engines(data: bytes) -> None:
    """The two engines agree, where both take the same characters for spaces and read numbers however long."""
    try:
        root = parse(scan(Path("essai.xml"), data))
    except UnreadableFile:
        return
    spaces = any(character.isspace() and character > "\x7f" for character in data.decode())
    if not spaces and b"0" * 5000 not in data:
        assert accepts(root) == second_engine().is_valid(cast("Any", root))


def check_explanation(data: bytes) -> None:
    """There is an explanation if and only if libxml2 refuses more than codes and references.

    Numbers of thousands of digits apart: Python does not read them, libxml2 does.
    """
    if b"0" * 4300 in data:
        return
    try:
        source = scan(Path("essai.xml"), data)
        root = parse(source)
    except UnreadableFile:
        return
    SCHEMA.validate(root)
    refused = {error.type for error in SCHEMA.error_log} - {etree.ErrorTypes.SCHEMAV_CVC_IDC}
    assert bool(schema_errors(root, Places(root, source))) == bool(refused)


SMALL = [path for path in VALID if path.stat().st_size < 20_000]
TOKENS = [
    *(b"<", b">", b"&", b'"', b"/", b"=", b" ", b"\n", b"\r", b"\t", b"\0", b"0", b"xmlns=''", b'code="B1"'),
    *(b"<p>", b"</p>", b"<a/>", b"<!--", b"<![CDATA[", b"]]>", b"<?x ?>", b"<!DOCTYPE a>", b"&#0;", b"&lt;"),
    *(b"\xc3", b"\xc2\xa0", b"\xf0\x9f\x8e\x93", b"\xef\xbb\xbf", b"\xff\xfe"),
]


def deleted(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.choice((1, 2, 10, 200)) :]


def inserted(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + chance.choice(TOKENS) + data[start:]


def swapped(data: bytes, chance: random.Random) -> bytes:
    one, two, three, four = sorted(chance.randrange(len(data)) for _ in range(4))
    return data[:one] + data[three:four] + data[two:three] + data[one:two] + data[four:]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SMALL), st.integers(0, 2**32), st.integers(1, 3))
def test_no_damage_to_the_bytes_surprises_the_reader(path: Path, seed: int, changes: int) -> None:
    chance = random.Random(seed)
    data = path.read_bytes()
    for _ in range(changes):
        data = chance.choice((deleted, inserted, swapped))(data, chance)
    check_outcome(data)


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_no_content_surprises_the_reader(content: bytes) -> None:
    check_outcome(content)
    check_outcome(START.encode() + content + b"</programme>")


VALUES = [
    *("", " ", "\n", "0", "1", "+5", "-1", "-0", " 5 ", "00005", "0" * 5000 + "6", "9" * 30, "1e3", "NaN", "INF"),
    *(".5", "5.", "1,5", "4.5", "100.5", "101", "٢٠٢٦", "２０２６", "\u00a05", "\u2028"),
    *("2026-02-29", "2024-02-29", "0000-01-01", "10000-01-01", "2026-09-01Z"),
    *("oui", "true", "a" * 41, "A B", "𝄞", "%", "'", '"<>&', "é", "../a", "https://a.fr", "fr", "en"),
    *("UE", "P1", "B1", "U1", "C1", "RNCP1"),
]
Tree = etree._Element


def names(root: Tree) -> list[str]:
    return sorted({str(element.tag) for element in root.iter(etree.Element)})


def attributes(root: Tree) -> list[str]:
    return sorted({str(name) for element in root.iter(etree.Element) for name in element.attrib})


def remove(root: Tree, element: Tree, _chance: random.Random) -> None:
    parent = element.getparent()
    if parent is not None and element is not root:
        parent.remove(element)


def repeat(_root: Tree, element: Tree, chance: random.Random) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.insert(chance.randrange(len(parent) + 1), deepcopy(element))


def move(root: Tree, element: Tree, chance: random.Random) -> None:
    if element is not root:
        targets = [each for each in root.iter(etree.Element) if element not in (each, *each.iterancestors())]
        target = chance.choice(targets)
        target.insert(chance.randrange(len(target) + 1), element)


def rename(root: Tree, element: Tree, chance: random.Random) -> None:
    if element is not root:
        element.tag = chance.choice([*names(root), f"{{{NAMESPACE}}}inconnu", "sans-espace", "{urn:autre}p"])


def set_attribute(root: Tree, element: Tree, chance: random.Random) -> None:
    element.set(chance.choice([*attributes(root), "inconnu", f"{{{XSI}}}nil"]), chance.choice(VALUES))


def change_attribute(_root: Tree, element: Tree, chance: random.Random) -> None:
    if element.attrib:
        element.set(chance.choice(sorted(map(str, element.attrib))), chance.choice(VALUES))


def drop_attribute(_root: Tree, element: Tree, chance: random.Random) -> None:
    if element.attrib:
        del element.attrib[chance.choice(sorted(map(str, element.attrib)))]


def write(_root: Tree, element: Tree, chance: random.Random) -> None:
    element.text = chance.choice(VALUES)


def write_after(_root: Tree, element: Tree, chance: random.Random) -> None:
    element.tail = chance.choice(VALUES)


DAMAGES: tuple[Callable[[Tree, Tree, random.Random], None], ...] = (
    *(remove, repeat, move, rename, write, write_after),
    *(set_attribute, change_attribute, drop_attribute),
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SMALL), st.integers(0, 2**32), st.integers(1, 4))
def test_no_damage_to_the_elements_surprises_the_reader(path: Path, seed: int, changes: int) -> None:
    chance = random.Random(seed)
    root = etree.fromstring(path.read_bytes())
    for _ in range(changes):
        element = chance.choice(list(root.iter(etree.Element)))
        chance.choice(DAMAGES)(root, element, chance)
    data = etree.tostring(root, encoding="utf-8")
    check_outcome(data)
    check_engines(data)
    check_explanation(data)

"""A code designates one thing, a reference something that is there: what a user is told, and the schema agrees."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from dossier.programme.builder import NAMESPACE, tag_of
from dossier.programme.reader import Places, parse
from dossier.programme.references import KINDS, REFERENCES, reference_errors
from dossier.programme.source import scan
from tests.programme.specimens import INVALID, ROOT, SOURCES, VALID, errors_of, programme, told

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
IDENTITY_CONSTRAINT = etree.ErrorTypes.SCHEMAV_CVC_IDC
SCHEMA = etree.XMLSchema(file=str(ROOT / "schemas" / "programme.xsd"))


def unite(code: str) -> str:
    return f'<unite code="{code}" type="UE"><intitule>Unité</intitule></unite>'


def bloc(code: str, content: str = "", attributes: str = "") -> str:
    return f'<bloc code="{code}" {attributes}><intitule>Bloc</intitule>{content}</bloc>'


def blocs(*blocks: str) -> str:
    return "<blocs>\n" + "\n".join(blocks) + "\n</blocs>"


def commune(content: str) -> str:
    return f'<evaluations><evaluation nature="oral">{content}</evaluation></evaluations>'


def enseignements(*units: str) -> str:
    return "<enseignements>\n" + "\n".join(units) + "\n</enseignements>"


def couverture(ref: str, content: str = "") -> str:
    return f'<couverture statut="proposee"><unite ref="{ref}">{content}</unite></couverture>'


# Codes


def test_a_code_given_twice_names_the_first_line() -> None:
    [error] = errors_of(programme(enseignements(unite("U1"), unite("U2"), unite("U1"))))
    assert error.message == "Le code U1 désigne déjà une unité, à la ligne 5."
    assert error.hint == "Un code désigne une seule chose : changez l’un des deux, et ce qui s’y réfère."
    assert (error.kind, error.place.line, error.place.code) == ("duplicate", 7, "U1")


def test_a_code_designates_one_thing_whatever_its_kind() -> None:
    parts = blocs(bloc("X")) + enseignements(unite("X")) + couverture("X")
    assert told(programme(parts)) == ["Le code X désigne déjà un bloc, à la ligne 5."]


def test_each_repetition_is_said() -> None:
    errors = errors_of(programme(enseignements(unite("U1"), unite("U1"), unite("U1"))))
    assert [error.place.line for error in errors] == [6, 7]


def test_spaces_around_a_code_do_not_make_it_another() -> None:
    assert told(programme(enseignements(unite("U1"), unite(" U1 ")))) == [
        "Le code U1 désigne déjà une unité, à la ligne 5."
    ]


def test_case_makes_another_code() -> None:
    assert told(programme(enseignements(unite("u1"), unite("U1")))) == []


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [("", ' xml:lang="fr"', "fr"), ("", "", "fr"), (' xml:lang="en"', ' xml:lang="en"', "en")],
)
def test_a_text_is_written_once_in_a_language(first: str, second: str, language: str) -> None:
    texts = f"<besoin{first}><p>a</p></besoin>\n<besoin{second}><p>b</p></besoin>"
    [error] = errors_of(programme(f"<presentation>\n{texts}</presentation>"))
    assert error.message == f"Le texte <besoin> est déjà écrit dans cette langue ({language}), à la ligne 5."
    assert (error.kind, error.place.line) == ("duplicate", 6)


def test_a_text_may_be_written_in_two_languages() -> None:
    texts = '<resume><p>a</p></resume><resume xml:lang="en"><p>b</p></resume><besoin><p>c</p></besoin>'
    assert told(programme(f"<presentation>{texts}</presentation>")) == []


IN_ENGLISH = '<intitule xml:lang="en">Essay</intitule>'


@pytest.mark.parametrize(
    "titled",
    [
        f"<identite><intitule>Essai</intitule>{IN_ENGLISH}{{}}<diplome type='licence'/></identite>",
        blocs(f'<bloc code="B1"><intitule>Essai</intitule>{IN_ENGLISH}{{}}</bloc>'),
        enseignements(f'<unite code="U1" type="UE"><intitule>Essai</intitule>{IN_ENGLISH}{{}}</unite>'),
    ],
    ids=["identite", "bloc", "unite"],
)
def test_a_title_may_be_written_in_two_languages_and_once_in_each(titled: str) -> None:
    def sentences(again: str) -> list[str]:
        text = titled.format(again)
        return told(programme(identite=text) if text.startswith("<identite") else programme(text))

    assert sentences("") == []
    for again, language in (("<intitule>Bis</intitule>", "fr"), (IN_ENGLISH, "en")):
        [sentence] = sentences(again)
        assert sentence.startswith(f"Le texte <intitule> est déjà écrit dans cette langue ({language}), à la ligne ")


def test_the_first_title_is_the_french_one() -> None:
    [error] = errors_of(programme(enseignements(f'<unite code="U1" type="UE">{IN_ENGLISH}</unite>')))
    assert error.message == (
        "Le premier <intitule> doit être celui en français ; celui-ci est dans une autre langue (en)."
    )
    assert (error.kind, error.place.line) == ("language", 5)


def test_prerequisites_are_written_once_in_a_language() -> None:
    texts = "<prerequis><p>a</p></prerequis>\n<prerequis><p>b</p></prerequis>"
    [error] = errors_of(programme(f"<acces>{texts}</acces>"))
    assert error.message.startswith("Le texte <prerequis> est déjà écrit dans cette langue (fr)")


def test_a_level_of_a_block_is_described_once() -> None:
    levels = '<niveau n="1"><intitule>a</intitule></niveau><niveau n="01"><intitule>b</intitule></niveau>'
    assert told(programme(blocs(bloc("B1", levels)))) == ["Le niveau 1 de ce bloc est déjà décrit à la ligne 5."]
    apart = bloc("B1", '<niveau n="1"><intitule>a</intitule></niveau>')
    assert told(programme(blocs(apart, apart.replace("B1", "B2")))) == []


# References


def test_a_reference_to_nothing_proposes_the_closest_code() -> None:
    [error] = errors_of(programme(enseignements(unite("RTC210"), unite("CCE105")) + couverture("RTC201")))
    assert error.message == "L’attribut ref désigne RTC201, qui n’est le code d’aucun élément du fichier."
    assert error.hint == "Vouliez-vous dire RTC210 ?"
    assert (error.kind, error.place.tag, error.place.line) == ("dangling", "unite", 7)


def test_a_code_that_is_itself_refused_is_not_proposed() -> None:
    hints = [error.hint for error in errors_of(programme(enseignements(unite("RTC 210")) + couverture("RTC210")))]
    assert "Corrigez cette référence, ou définissez une unité de code RTC210." in hints


def test_a_reference_to_nothing_like_it_says_what_to_define() -> None:
    [error] = errors_of(programme(enseignements(unite("RTC210")) + couverture("X")))
    assert error.hint == "Corrigez cette référence, ou définissez une unité de code X."


def test_a_reference_to_something_of_another_kind() -> None:
    parts = blocs(bloc("B1", '<unite ref="B1"/>'))
    assert told(programme(parts)) == ["B1 est un bloc, pas une unité (attribut ref)."]


UNE_UNITE, UN_BLOC, UNE_COMPETENCE = (KINDS[kind] for kind in ("unite", "bloc", "competence"))


@pytest.mark.parametrize(
    ("parts", "attribute", "kind"),
    [
        (blocs(bloc("B", attributes='activite="Z"')), "activite", KINDS["activite"]),
        (blocs(bloc("B", '<competence code="C" activite="Z">c</competence>')), "activite", KINDS["activite"]),
        (enseignements('<renvoi unite="Z"/>'), "unite", UNE_UNITE),
        (enseignements(unite("U")) + couverture("U", '<competence ref="Z"/>'), "ref", UNE_COMPETENCE),
        (commune('<bloc ref="Z"/>'), "ref", UN_BLOC),
        (commune('<unite ref="Z"/>'), "ref", UNE_UNITE),
        (commune('<competence ref="Z"/>'), "ref", UNE_COMPETENCE),
        (commune('<critere competence="Z"><intitule>c</intitule></critere>'), "competence", UNE_COMPETENCE),
        ('<professionnalisation><stage unite="Z"/></professionnalisation>', "unite", UNE_UNITE),
        ('<professionnalisation><projet unite="Z"/></professionnalisation>', "unite", UNE_UNITE),
        ('<passerelles><correspondance fiche="RNCP1"><bloc ref="Z"/></correspondance></passerelles>', "ref", UN_BLOC),
        ('<jurys><jury><unite ref="Z"/></jury></jurys>', "ref", UNE_UNITE),
    ],
)
def test_every_attribute_that_refers(parts: str, attribute: str, kind: str) -> None:
    [error] = errors_of(programme(parts))
    assert error.message == f"L’attribut {attribute} désigne Z, qui n’est le code d’aucun élément du fichier."
    assert error.hint == f"Corrigez cette référence, ou définissez {kind} de code Z."


TRACKS = '<identite><intitule>E</intitule><diplome type="but"/><parcours code="P1">Un</parcours></identite>'


def test_the_codes_of_tracks_in_a_list_are_checked_one_by_one() -> None:
    parts = enseignements('<groupe parcours="P1  P2\nP3"/>')
    assert told(programme(parts, identite=TRACKS)) == [
        "L’attribut parcours désigne P2, qui n’est le code d’aucun élément du fichier.",
        "L’attribut parcours désigne P3, qui n’est le code d’aucun élément du fichier.",
    ]
    assert told(programme(enseignements('<groupe parcours="P1"/>'), identite=TRACKS)) == []


def test_the_track_of_a_registration() -> None:
    assert told(programme('<enregistrement procedure="droit" parcours="P1"/>', identite=TRACKS)) == []
    assert told(programme('<enregistrement procedure="droit" parcours="P9"/>', identite=TRACKS)) == [
        "L’attribut parcours désigne P9, qui n’est le code d’aucun élément du fichier."
    ]


def test_a_code_that_cannot_be_one_is_said_once() -> None:
    errors = errors_of(programme(enseignements(unite("U1")) + couverture("U 1")))
    assert [error.kind for error in errors] == ["value"]


def test_errors_are_in_the_order_of_the_file() -> None:
    parts = blocs(bloc("B1", '<unite ref="Z"/>'), bloc("B1")) + couverture("Y")
    assert [error.kind for error in errors_of(programme(parts))] == ["dangling", "duplicate", "dangling"]


# The schema agrees


def verdicts(root: etree._Element, data: bytes) -> tuple[bool, bool, bool]:
    """Does the schema refuse more than keys, does it refuse keys, and does our pass?

    What our pass alone checks is taken away first: lists of tracks, and texts that do not say their language.
    """
    places = Places(root, scan(Path("essai.xml"), data))
    for element in root.iter(etree.Element):
        if tag_of(element) != "enregistrement":
            element.attrib.pop("parcours", None)
        parent = element.getparent()
        if parent is not None and tag_of(parent) == "presentation":
            element.set(LANG, element.get(LANG, "fr"))
    SCHEMA.validate(root)
    kinds = {error.type == IDENTITY_CONSTRAINT for error in SCHEMA.error_log}
    return False in kinds, True in kinds, bool(reference_errors(root, places))


@pytest.mark.parametrize("path", [*VALID, *INVALID], ids=lambda path: path.stem)
def test_the_schema_agrees_on_the_corpus(path: Path) -> None:
    root = etree.fromstring(path.read_bytes(), etree.XMLParser(remove_comments=True))
    other, keys, ours = verdicts(root, path.read_bytes())
    assert other or keys == ours


REFERRING = ("code", *sorted({attribute for pairs in REFERENCES.values() for attribute, _kind in pairs}))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([path for path in VALID if path.name != "lp15301a.xml"]), st.integers(0, 2**32), st.integers(1, 4)
)
def test_the_schema_agrees_when_codes_are_shuffled(path: Path, seed: int, changes: int) -> None:
    chance = random.Random(seed)
    data = path.read_bytes()
    root = parse(scan(path, data))
    places = [
        (element, name)
        for element in root.iter(etree.Element)
        for name in REFERRING
        if name in element.attrib and (name != "code" or tag_of(element) in KINDS)
    ]
    codes = [str(element.get(name)) for element, name in places] + ["NOUVEAU"]
    for element, name in chance.sample(places, min(changes, len(places))):
        element.set(name, chance.choice(codes))
    other, keys, ours = verdicts(root, data)
    assert other or keys == ours


def test_the_two_programmes_are_clean() -> None:
    assert [errors_of(path.read_bytes()) for path in SOURCES] == [(), ()]
    assert NAMESPACE.encode() in SOURCES[0].read_bytes()

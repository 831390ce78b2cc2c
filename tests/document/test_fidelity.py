"""Nothing of a programme is lost on the way to its dossier, and nothing is invented."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from dossier.document.compose import SECTIONS
from dossier.document.tree import Document
from dossier.french.dates import day, duration
from dossier.french.sentences import in_french
from dossier.programme import vocabulary as words
from dossier.programme.builder import build, tag_of
from dossier.programme.mapping import Element, Form
from dossier.programme.model import Programme
from dossier.programme.places import NOWHERE, Texte
from dossier.programme.reader import parse, read
from dossier.programme.source import load
from dossier.programme.textes import Riche
from dossier.programme.walk import elements
from dossier.rules.profiles import PROFILES
from tests.document.reading import ALL, EXEMPLE, RARE, controle, dossier, links, plain, text_of

# Values that the dossier says in French, by holder and field; every other one is printed as it is.
LABELS: dict[tuple[str, str], dict[str, str]] = {
    ("Diplome", "type"): words.DIPLOMES,
    ("Programme", "etat"): words.ETATS,
    ("Programme", "profil"): {name: profile.title for name, profile in PROFILES.items()},
    ("Enregistrement", "procedure"): words.PROCEDURES,
    ("Certificateur", "role"): words.ROLES,
    ("Partenaire", "habilitation"): words.HABILITATIONS,
    ("BaseLegale", "type"): words.BASES_LEGALES,
    ("Voie", "type"): words.VOIES,
    ("ValidationAcquis", "type"): words.ACQUIS,
    ("Passerelle", "sens"): words.SENS,
    ("Passerelle", "type"): words.PASSERELLES,
    ("Passerelle", "effet"): words.EFFETS,
    ("Competence", "portee"): words.PORTEES,
    ("Competence", "themes"): words.THEMES,
    ("Evaluation", "nature"): words.EVALUATIONS,
    ("Evaluation", "regime"): words.REGIMES,
    ("Evaluation", "forme"): words.FORMES,
    ("Evaluation", "lieu"): words.LIEUX,
    ("Evaluation", "substitution"): {"True": "épreuve de substitution", "False": ""},
    ("Evaluation", "session"): {"1": "première session", "2": "seconde session"},
    ("Heures", "nature"): words.HEURES,
    ("Heures", "modalite"): words.MODALITES,
    ("Heures", "intervenant"): words.INTERVENANTS,
    ("Periode", "type"): words.PERIODES,
    ("Choix", "surplus"): words.SURPLUS,
    ("Identite", "modalites"): words.MODALITES,
    ("Identite", "langues"): words.LANGUES,
    ("Unite", "modalites"): words.MODALITES,
    ("Unite", "langues"): words.LANGUES,
    ("Apport", "apport"): words.APPORTS,
    ("Couverture", "statut"): {"proposee": "Matrice proposée", "validee": "Matrice validée"},
    ("Regle", "type"): words.REGLES,
    ("Jury", "role"): words.JURYS,
    ("Membre", "qualite"): words.QUALITES,
    ("Piece", "type"): words.PIECES,
}


BLANK = Document("", "", "", "", "", "", (), ())


def expected(programme: Element) -> Iterator[tuple[str, str]]:
    """What must be read in the dossier: where it comes from, how it reads."""
    for element in elements(programme):
        for slot in element.slots:
            if slot.name in vars(element):
                value = getattr(element, slot.name)
                where = (type(element).__name__, slot.name)
                yield from ((".".join(where), text) for one in _each(value) for text in _reads(one, where, slot.form))


def _each(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _reads(value: Any, where: tuple[str, str], form: Form) -> Iterator[str]:
    match value:
        case Texte() if value.langue != "fr":  # other languages are the supplement's
            return
        case Riche(langue="fr"):
            yield from (paragraphe.texte for paragraphe in value.paragraphes)
        case Texte(langue="fr") | str() if where in LABELS:
            yield LABELS[where][str(value)]
        case int() if where in LABELS:
            yield LABELS[where][str(value)]
        case bool() | Riche() | Element():
            return
        case date():
            yield day(value)
        case Decimal() | int():
            yield in_french(value)
        case str():
            yield _plain_value(value, where, form)


def _plain_value(value: str, where: tuple[str, str], form: Form) -> str:
    if where[1] == "voies":
        return words.VOIES_EN_PHRASE[value]
    return duration(value) if where == ("Evaluation", "duree") and form is Form.ATTRIBUTE else value


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_fact_of_the_programme_is_printed(path: Path) -> None:
    text = text_of(dossier(path)) + text_of(controle(path))
    lost = [(where, value) for where, value in expected(read(path).programme) if plain(value) not in text]
    assert lost == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_link_can_be_followed(path: Path) -> None:
    wanted = {
        fragment.href
        for element in elements(read(path).programme)
        for slot in element.slots
        for value in _each(getattr(element, slot.name))
        if isinstance(value, Riche) and value.langue == "fr"
        for paragraphe in value.paragraphes
        for fragment in paragraphe.fragments
        if fragment.href
    }
    assert wanted <= links(dossier(path))


def test_the_programmes_tried_use_every_field_of_the_model() -> None:
    """Otherwise a field could be forgotten by a section without anybody noticing."""
    found = [element for path in ALL for element in elements(read(path).programme)]
    kinds = {type(element) for element in found}
    used = {(type(element), name) for element in found for name in vars(element)}
    unused = {(kind.__name__, slot.name) for kind in kinds for slot in kind.slots if (kind, slot.name) not in used}
    assert unused == set()


def _figures(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Two numbers, or yes and no, of each kind: the element and its attribute (none: its own text)."""
    seen: Counter[tuple[str, str]] = Counter()
    for element in root.iterdescendants():
        for name, value in (*element.attrib.items(), ("", element.text or "")):
            if _changed(value) and not seen[tag_of(element), name] > 1:
                seen[tag_of(element), name] += 1
                yield element, name


def _changed(value: str) -> str:
    """Another value of the same kind, nothing for a text."""
    if value in ("oui", "non"):
        return "non" if value == "oui" else "oui"
    return str(Decimal(value) + 1) if re.fullmatch(r"\d+(\.\d+)?", value) else ""


def _printed(root: etree._Element) -> str:
    programme = build(Programme, root, lambda _: NOWHERE)
    return text_of(replace(BLANK, sections=tuple(section(programme) for section in SECTIONS.values())))


@pytest.mark.parametrize("path", [EXEMPLE, RARE], ids=lambda path: path.stem)
def test_another_number_makes_another_dossier(path: Path) -> None:
    """A short number is easily found elsewhere in a text: here it must be what changes."""
    root = parse(load(path))
    before = _printed(root)
    ignored = []
    for element, name in _figures(root):
        value = element.get(name) if name else element.text
        _set(element, name, _changed(value or ""))
        if _printed(root) == before:
            ignored.append((tag_of(element), name, value))
        _set(element, name, value or "")
    assert ignored == []


def _set(element: etree._Element, name: str, value: str) -> None:
    if name:
        element.set(name, value)
    else:
        element.text = value


def test_versions_in_other_languages_stay_out_of_the_french_dossier() -> None:
    path = next(path for path in ALL if path.stem == "exemple-complet")
    english = [
        value.texte
        for element in elements(read(path).programme)
        for slot in element.slots
        for value in _each(getattr(element, slot.name))
        if isinstance(value, Riche) and value.langue == "en"
    ]
    text = text_of(dossier(path))
    assert english
    assert [value for value in english if plain(value) in text] == []

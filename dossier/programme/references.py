"""Codes and references: a code designates one thing, a reference something that exists and is of the right kind.

The schema says the same with ``unique`` and ``keyref`` (a test holds both together), but neither engine says where.
Three things are checked here alone: the codes that ``@parcours`` lists (a keyref on a list refuses valid files), texts
that do not say their language (French, which ``unique`` cannot know), and titles, of which the first is in French.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from dossier.french.nearest import nearest
from dossier.programme.builder import LANGUAGE, NAMESPACE, PlaceOf
from dossier.programme.errors import SchemaError

# Elements whose ``@code`` defines something, and what that is called.
KINDS = {
    "unite": "une unité",
    "bloc": "un bloc",
    "competence": "une compétence",
    "activite": "une activité",
    "evaluation": "une évaluation",
    "choix": "un choix",
    "groupe": "un groupe",
    "parcours": "un parcours",
}

# Attributes that designate something, by the tag of the element that bears them: (attribute, kind designated).
REFERENCES: dict[str, tuple[tuple[str, str], ...]] = {
    "unite": (("ref", "unite"),),
    "prerequis-unite": (("ref", "unite"),),
    "renvoi": (("unite", "unite"),),
    "contribution": (("unite", "unite"),),
    "stage": (("unite", "unite"),),
    "projet": (("unite", "unite"),),
    "bloc": (("ref", "bloc"), ("activite", "activite")),
    "competence": (("ref", "competence"), ("activite", "activite")),
    "critere": (("competence", "competence"),),
    "enregistrement": (("parcours", "parcours"),),
}
# Texts that may come once per language, by the tag of the element that holds them; None: all it holds.
_BY_LANGUAGE: dict[str, str | None] = {
    "identite": "intitule",
    "bloc": "intitule",
    "unite": "intitule",
    "acces": "prerequis",
    "presentation": None,
}
_LISTED = "parcours"  # on any other element: a list of codes of tracks

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
"""What the code of a programme looks like, as the schema says: files and folders are named after it."""
_INNER_CODE = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ0-9][A-Za-zÀ-ÖØ-öø-ÿ0-9.-]{0,39}")
"""The same of what a programme holds: official codes have dots and accents (R1.01, SAÉ1.01)."""
_PREFIX = f"{{{NAMESPACE}}}"


class _Codes:
    """What a file defines, and what it refers to, in document order."""

    def __init__(self) -> None:
        self.first: dict[str, tuple[str, etree._Element]] = {}  # by code: kind and element of its first definition
        self.again: list[tuple[etree._Element, str]] = []  # definitions whose code was already taken
        self.known: set[tuple[str, str]] = set()  # kinds and codes defined
        self.claims: list[tuple[etree._Element, str, str, str]] = []  # element, attribute, kind and code referred to

    def define(self, element: etree._Element, kind: str, code: str) -> None:
        self.known.add((kind, code))
        if self.first.setdefault(code, (kind, element))[1] is not element:
            self.again.append((element, code))


def reference_errors(root: etree._Element, place_of: PlaceOf) -> tuple[SchemaError, ...]:
    """Every code defined twice and every reference that designates nothing, in document order.

    Codes that the schema refuses as such are left to it: one mistake, one error.
    """
    codes = _collected(root)
    errors = [*_duplicates(codes, place_of), *_dangling(codes, place_of), *_repeated_parts(root, place_of)]
    return tuple(sorted(errors, key=lambda error: (error.place.line, error.place.column)))


def _collected(root: etree._Element) -> _Codes:
    codes = _Codes()
    claims = codes.claims
    for element in root.iter(etree.Element):
        tag = str(element.tag).removeprefix(_PREFIX)
        if tag in KINDS and (code := element.get("code")):
            codes.define(element, tag, code.strip())
        for attribute, kind in REFERENCES.get(tag, ()):
            if code := element.get(attribute):
                claims.append((element, attribute, kind, code.strip()))
        if tag != "enregistrement" and (listed := element.get(_LISTED)):
            claims.extend((element, _LISTED, "parcours", code) for code in listed.split())
    return codes


def _duplicates(codes: _Codes, place_of: PlaceOf) -> Iterator[SchemaError]:
    for element, code in codes.again:
        if not _is_code(code):
            continue
        kind, first = codes.first[code]
        yield SchemaError(
            "duplicate",
            f"Le code {code} désigne déjà {KINDS[kind]}, à la ligne {place_of(first).line}.",
            "Un code désigne une seule chose : changez l’un des deux, et ce qui s’y réfère.",
            place_of(element),
        )


def _dangling(codes: _Codes, place_of: PlaceOf) -> Iterator[SchemaError]:
    for element, attribute, kind, code in codes.claims:
        if (kind, code) in codes.known or not _is_code(code):
            continue
        if code in codes.first:
            message = f"{code} est {KINDS[codes.first[code][0]]}, pas {KINDS[kind]} (attribut {attribute})."
        else:
            message = f"L’attribut {attribute} désigne {code}, qui n’est le code d’aucun élément du fichier."
        yield SchemaError("dangling", message, _advice(codes, kind, code), place_of(element))


def _is_code(text: str) -> bool:
    """Other codes are the schema's business."""
    return _INNER_CODE.fullmatch(text) is not None


def _advice(codes: _Codes, kind: str, code: str) -> str:
    if close := nearest(code, sorted(known for of_kind, known in codes.known if of_kind == kind and _is_code(known))):
        return f"Vouliez-vous dire {close} ?"
    return f"Corrigez cette référence, ou définissez {KINDS[kind]} de code {code}."


def _repeated_parts(root: etree._Element, place_of: PlaceOf) -> Iterator[SchemaError]:
    """A text written twice in a language, a level of a block written twice: keys without a code."""
    for holder in root.iter(*(_PREFIX + tag for tag in _BY_LANGUAGE)):
        yield from _repeated_texts(holder, place_of)
    for bloc in root.iterdescendants(_PREFIX + "bloc"):
        levels: dict[str, etree._Element] = {}
        for level in bloc.iterchildren(_PREFIX + "niveau"):
            number = level.get("n", "").strip().lstrip("0")
            first = levels.setdefault(number, level)
            if first is not level:
                yield _already(f"Le niveau {number} de ce bloc est déjà décrit à la ligne", level, first, place_of)


def _repeated_texts(holder: etree._Element, place_of: PlaceOf) -> Iterator[SchemaError]:
    only = _BY_LANGUAGE[str(holder.tag).removeprefix(_PREFIX)]
    seen: dict[tuple[str, str], etree._Element] = {}
    for text in holder.iterchildren(_PREFIX + only if only else etree.Element):
        name, language = str(text.tag).removeprefix(_PREFIX), text.get(LANGUAGE, "fr")
        if name == "intitule" and not seen and language != "fr":
            yield _title_without_french(text, language, place_of)
        first = seen.setdefault((name, language), text)
        if first is not text:
            message = f"Le texte <{name}> est déjà écrit dans cette langue ({language}), à la ligne"
            yield _already(message, text, first, place_of)


def _title_without_french(title: etree._Element, language: str, place_of: PlaceOf) -> SchemaError:
    return SchemaError(
        "language",
        f"Le premier <intitule> doit être celui en français ; celui-ci est dans une autre langue ({language}).",
        "Écrivez d’abord l’intitulé en français, sans xml:lang, puis celui-ci.",
        place_of(title),
    )


def _already(message: str, element: etree._Element, first: etree._Element, place_of: PlaceOf) -> SchemaError:
    return SchemaError(
        "duplicate",
        f"{message} {place_of(first).line}.",
        "Réunissez les deux, ou changez ce qui les distingue.",
        place_of(element),
    )

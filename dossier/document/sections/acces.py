"""Who may enter, by which route, with which accommodations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.document.blocks import NOTHING, Content, facts, filled, paragraph, prose, table
from dossier.document.gaps import asked, text_section, unfilled
from dossier.document.tree import Block, Section
from dossier.programme.acces import Voie
from dossier.programme.model import Programme
from dossier.programme.textes import en_langue
from dossier.programme.vocabulary import ACQUIS, VOIES


def section_acces(programme: Programme) -> Section:
    """Publics, what is asked of them, routes, accommodations."""
    acces, presentation = programme.acces, programme.presentation
    return Section(
        "Voies d’accès, publics et prérequis",
        sections=filled(
            (
                text_section(programme, "Publics", en_langue(presentation.publics), "publics"),
                Section("Niveau requis", tuple(_level(programme))),
                _prerequisites(programme),
                text_section(programme, "Prérequis de validation", acces.prerequis_validation, "prerequis-validation"),
                Section("Voies d’accès à la certification", tuple(_routes(programme))),
                Section("Validation des acquis", tuple(_validations(programme))),
                text_section(programme, "Aménagements", acces.amenagements, "amenagements"),
                Section("Référent handicap", tuple(_contact(programme))),
            )
        ),
    )


def _prerequisites(programme: Programme) -> Section:
    """A level asked for is one: then nothing more is missing."""
    title, acces = "Prérequis d’entrée", programme.acces
    if acces.niveau_requis and not acces.prerequis:
        return Section(title)
    return text_section(programme, title, acces.prerequis, "prerequis")


def _level(programme: Programme) -> Iterator[Block]:
    required = programme.acces.niveau_requis
    missing = asked(programme, "niveau-requis")
    if required:
        said = re.search(rf"\bniveau {required.niveau}\b", required.texte, re.IGNORECASE)
        yield paragraph(required.texte if said else f"Niveau {required.niveau} : {required.texte}")
    elif missing:
        yield missing


def _routes(programme: Programme) -> Iterator[Block]:
    """The routes, in the order of the vocabulary, open or closed; those of which nothing is said are named once."""
    if not programme.acces.voies:
        yield unfilled(programme, "voies")
        return
    given: dict[str, list[Voie]] = {voie: [] for voie in VOIES}
    for voie in programme.acces.voies:
        given.setdefault(voie.type, []).append(voie)
    rows = [row for kind, voies in given.items() for row in _rows(kind, voies)]
    yield table("", (5, 2, 11), ("Voie", "Ouverte", "Conditions"), rows)
    if not all(given.values()):
        silent = [VOIES[voie] for voie, found in given.items() if not found]
        for label in silent:
            yield unfilled(programme, "voies", f"voie {label}", "voies sans indication")


def _rows(kind: str, voies: list[Voie]) -> Iterator[tuple[Content, ...]]:
    label = VOIES.get(kind, kind)
    for voie in voies:
        yield label, "oui" if voie.ouverte else "non", prose(voie.texte) or NOTHING


def _validations(programme: Programme) -> Iterator[Block]:
    validations = programme.acces.validations_acquis
    missing = asked(programme, "validation-acquis")
    if validations:
        yield facts("", ((ACQUIS.get(each.type, each.type), paragraph(each.texte)) for each in validations))
    elif missing:
        yield missing


def _contact(programme: Programme) -> Iterator[Block]:
    contact = programme.acces.referent_handicap
    missing = asked(programme, "referent-handicap")
    if contact:
        yield paragraph(contact)
    elif missing:
        yield missing

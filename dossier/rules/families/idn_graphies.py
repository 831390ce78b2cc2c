"""One name, one spelling: titles, persons, institutions; shapes of addresses people are reached at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from dossier.french.folding import fold
from dossier.programme.model import Programme
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, Hit, rule

ALIKE = 0.85
"""From this likeness on (0 to 1), two titles or names that differ are two spellings of one."""


@rule(
    "IDN-015",
    title="Téléphones, courriels et codes postaux ont leur forme",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Une adresse ou un numéro incomplets empêchent l’instructeur de joindre la personne.",
    message={
        "telephone": "« {valeur} » n’est pas un numéro de téléphone complet.",
        "courriel": "« {valeur} » n’est pas une adresse de courriel.",
        "postal": "L’adresse n’a pas de code postal à cinq chiffres : « {valeur} ».",
    },
    hint={
        "telephone": "Écrivez dix chiffres, comme 01 23 45 67 89, ou l’indicatif du pays après un +.",
        "courriel": "Écrivez une adresse comme nom@etablissement.fr.",
        "postal": "Ajoutez le code postal devant la ville.",
    },
    on=("coordonnees",),
)
def contacts_can_be_reached(programme: Programme) -> Iterator[Hit]:
    """Numbers of France or with a country code; short numbers of four digits are right."""
    for certificateur in programme.certificateurs:
        adresse = certificateur.adresse
        if adresse and re.search(r"\d", adresse) and not re.search(r"\b\d{5}\b|\b[A-Z]-?\d{4}\b", adresse):
            yield Hit(adresse, "postal", valeur=str(adresse))
        for contact in certificateur.contacts:
            if contact.telephone and not _is_telephone(contact.telephone):
                yield Hit(contact.telephone, "telephone", valeur=str(contact.telephone))
            if contact.courriel and not re.fullmatch(
                r"[^@\s,;]+@[^@\s,;.]+(?:\.[^@\s,;.]+)+", contact.courriel.strip()
            ):
                yield Hit(contact.courriel, "courriel", valeur=str(contact.courriel))


def _is_telephone(text: str) -> bool:
    shown = re.sub(r"\(0\)|[\s. ()/-]", "", text)
    return re.fullmatch(r"0\d{9}|\+\d{8,15}|00\d{8,15}|\d{4}", shown) is not None


@rule(
    "IDN-016",
    title="L’intitulé n’a qu’une graphie",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Un intitulé écrit de deux façons désigne deux certifications pour qui compare la fiche, le parchemin et le "
    "dossier.",
    message="L’intitulé officiel ne reprend pas l’intitulé à la lettre : « {intitule} ».",
    hint="Écrivez le même intitulé dans <intitule> et dans <intitule-officiel>.",
    kind="heur",
    on=("intitule-officiel",),
)
def the_title_has_one_spelling(programme: Programme) -> Iterator[Hit]:
    """Where the official title ends with as many words, and those that differ are alike."""
    official, title = programme.identite.intitule_officiel, programme.identite.intitule
    if official is None:
        return
    words = fold(str(title)).split()
    end = fold(str(official)).split()[-len(words) :]
    different = [pair for pair in zip(end, words, strict=False) if pair[0] != pair[1]]
    if len(end) == len(words) and different and all(_alike(*pair) for pair in different):
        yield Hit(official, intitule=str(title))


SHORT = 3
"""Letters of a word that only ties others: « du » and « des » are alike."""


def _alike(one: str, other: str) -> bool:
    short = max(len(one), len(other)) <= SHORT
    return short or SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


@rule(
    "IDN-017",
    title="Le nom d’une personne n’a qu’une graphie",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Une personne nommée de deux façons en devient deux pour le lecteur.",
    message="« {nom} » ressemble à « {declare} », nommé ailleurs dans le dossier.",
    hint="Écrivez partout le même nom.",
    kind="heur",
    on=("responsables",),
)
def a_person_has_one_spelling(programme: Programme) -> Iterator[Hit]:
    """Names of those in charge and of contacts, looked for in the texts: the same first name, a surname much alike."""
    names = {name for name in _persons(programme) if len(name.split()) == 2}
    for name in sorted(names):
        first, last = name.split()
        for node, text in programme.textes:
            for match in re.finditer(rf"\b{re.escape(first)} ([^\W\d_][\w’'-]+)", text):
                other = match[1]
                alike = SequenceMatcher(None, other, last, autojunk=False).ratio() >= ALIKE
                if other != last and alike and match[0] not in names:
                    yield Hit(node, nom=match[0], declare=name)


def _persons(programme: Programme) -> Iterator[str]:
    yield from (str(name) for name in programme.identite.responsables)
    yield from (str(contact.nom) for each in programme.certificateurs for contact in each.contacts)
    yield from (str(name) for unite in programme.unites.values() for name in unite.responsables)


_OF = re.compile(
    r"(?:d[’']administration|académique|de perfectionnement)\s+(?:de l[’']|de la |du |des |de |d[’'])(?P<nom>.+)$"
)


@rule(
    "IDN-018",
    title="Les instances citées sont celles du certificateur",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="La délibération d’un autre établissement n’engage pas le certificateur, et trahit un dossier recopié.",
    message="L’instance citée est celle de « {nom} », qui n’est ni certificateur, ni composante, ni partenaire.",
    hint="Corrigez instance, ou déclarez cet établissement.",
    kind="heur",
    on=("instances",),
)
def the_councils_are_ours(programme: Programme) -> Iterator[Hit]:
    """Where the name of the council tells whose it is."""
    known = " | ".join(fold(name) for name in _institutions(programme))
    cited = [(each, each.instance) for e in programme.enregistrements for each in e.deliberations]
    if programme.reglement.instance:
        yield from _foreign(programme.reglement, programme.reglement.instance, known)
    for node, instance in cited:
        yield from _foreign(node, instance, known)


def _foreign(node: Any, instance: str, known: str) -> Iterator[Hit]:
    match = _OF.search(instance)
    if match and fold(match["nom"]) not in known:
        yield Hit(node, attribute="instance", nom=match["nom"])


def _institutions(programme: Programme) -> Iterator[str]:
    for certificateur in programme.certificateurs:
        yield from (str(name) for name in (certificateur.nom_legal, certificateur.nom_commercial) if name)
        yield "".join(word[0] for word in str(certificateur.nom_legal).split() if len(word) > 3)
    yield from (str(each.nom) for each in programme.partenaires.partenaires)
    yield from (str(name) for name in programme.identite.composantes)

"""Personal data in a text: what has no place in a dossier, told by forms that nothing else has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dossier.french.dates import MONTH

UNEXPECTED = "DOC-009"
LEARNER = "INS-009"


class Personal(NamedTuple):
    """The rule that a text breaks, what was found (in French, after « contient »), and the words themselves."""

    rule: str
    what: str
    extract: str


_DATE = rf"\d{{1,2}}(?:er)?[ /.-](?:\d{{1,2}}|{MONTH})[ /.-](?:19|20)\d\d"
_NAME = r"[A-ZÀ-Ý][\w’'-]+(?:\s[A-ZÀ-Ý][\w’'-]+)+"

# Patterns of what few programmes hold stay texts: re compiles (and keeps) them where one is tried.
_NIR = r"(?<!\d)(?<!\d )([12] ?\d\d ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3}) ?(\d\d)(?!\d)"
_MOBILE = r"(?<![\d.+])(?:\+33[ .]?\(?0?\)?|0033 ?|0)[67](?:[ .-]?\d\d){4}(?![\d])"
_BORN = rf"(?i)\b(?:née?|né·e|né\(e\)) le {_DATE}|\bdate de naissance\s*:?\s*{_DATE}"
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PRIVATE = re.compile(
    r"@(?:gmail|hotmail|outlook|live|yahoo|icloud|free|orange|wanadoo|sfr|laposte|bbox|protonmail|proton|gmx)\.\w{2,3}$",
    re.IGNORECASE,
)
_PERSON = re.compile(r"[a-zà-ÿ]{2,}(?:-[a-zà-ÿ]+)?\.[a-zà-ÿ]{2,}(?:-[a-zà-ÿ]+)?\d{0,2}@")
_SERVICES = frozenset(
    "accueil admission admissions alternance apprentissage bde bureau candidature certification concours contact "
    "continue departement direction diplome dpo emploi etudes examens formation formations handicap info infos "
    "inscription inscriptions insertion jury licence master mission orientation pedagogie pedagogique pole "
    "professionnelle reclamation referent relations renseignements rgpd scolarite secretariat service stages support "
    "vae validation vie".split()
)

_INE = r"\bINE\b[^.;]{0,20}?\b(?:\d{10}[A-Z]|\d{9}[A-Z]{2})\b"
_LEARNER = (
    r"diplômée?s?|titulaires?|lauréate?s?|étudiante?s?|apprentie?s?|stagiaires?|auditeurs?|auditrices?|"
    r"anciens? élèves?|anciennes? élèves?|candidate?s?|apprenante?s?"
)
_CIVIL = rf"(?:M\.|Mme|Mlle|Monsieur|Madame|Mademoiselle)\s{_NAME}"
_NAMED = rf"(?:\b{_CIVIL}\s?,?\s(?:\w+\s){{0,2}}(?:{_LEARNER})\b|\b(?:{_LEARNER})\s?:\s?{_CIVIL})"
_MARK = rf"\b(?:{_CIVIL})[^.;]{{0,60}}?\b\d{{1,2}}(?:,\d+)?\s?/\s?20\b"


_NUMBERS = re.compile(r"\d\D?\d\D?\d\D?\d")
_TITLES = re.compile(r"\b(?:M\.|Mme|Mlle|Monsieur|Madame|Mademoiselle|INE)")
"""What a text must have for the patterns to be worth trying: most have none."""


def personal_data(text: str) -> Iterator[Personal]:
    """What a text holds of a person: never a landline, a service's address, or the name of whoever is in charge."""
    yield from unexpected_data(text)
    yield from learner_data(text)


def unexpected_data(text: str) -> Iterator[Personal]:
    """What has no place in any dossier (DOC-009)."""
    if _NUMBERS.search(text):
        text = text.translate(_PLAIN_SPACES)
        for match in re.finditer(_NIR, text):
            if _valid_nir(match[1], match[2]):
                yield Personal(UNEXPECTED, "un numéro de sécurité sociale", match[0])
        for pattern, what in ((_MOBILE, "un numéro de téléphone portable"), (_BORN, "une date de naissance")):
            yield from (Personal(UNEXPECTED, what, match[0]) for match in re.finditer(pattern, text))
    for match in _ADDRESS.finditer(text) if "@" in text else ():
        if _is_of_a_person(match[0]):
            yield Personal(UNEXPECTED, "l’adresse électronique d’une personne", match[0])


def learner_data(text: str) -> Iterator[Personal]:
    """What designates someone who studies or has studied (INS-009)."""
    if not _TITLES.search(text):
        return
    text = text.translate(_PLAIN_SPACES)
    for pattern, what in (
        (_INE, "un numéro d’étudiant (INE)"),
        (_NAMED, "le nom d’une personne en formation ou diplômée"),
        (_MARK, "la note d’une personne nommée"),
    ):
        yield from (Personal(LEARNER, what, match[0]) for match in re.finditer(pattern, text))


_PLAIN_SPACES = str.maketrans(dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\n", " "))


def _valid_nir(number: str, key: str) -> bool:
    """Its key is 97 less the remainder by 97; 2A and 2B count as 19 and 18."""
    digits = number.replace(" ", "").replace("2A", "19").replace("2B", "18")
    return 97 - int(digits) % 97 == int(key)


def _is_of_a_person(address: str) -> bool:
    if _PRIVATE.search(address):
        return True
    words = re.split(r"[.@-]", address.lower())[:2]
    return _PERSON.match(address.lower()) is not None and not _SERVICES & set(words)

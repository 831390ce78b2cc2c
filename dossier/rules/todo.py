"""What to do now: findings together by rule and part, the gravest first, in words that need no file at hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dossier.french.lists import both
from dossier.french.numbers import count
from dossier.french.sentences import capital
from dossier.programme.places import LABELS, Place
from dossier.rules.catalogue import Severity
from dossier.rules.runner import Finding

WHOLE = "Ensemble du programme"
"""Where the findings on no part of the description are."""

SAID = {Severity.ERREUR: "Bloque le dépôt", Severity.AVERTISSEMENT: "À revoir", Severity.INFO: "À savoir"}
"""What each severity means to whoever prepares a filing."""

_OBJECTS = 8
_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[a-z-]+)(?P<given>[^<>]*?)/?>(?:…(?=</))?")
_GIVEN = re.compile(r'\b(?P<name>[a-z][a-z-]*)="(?P<value>[^"]*)"')
_TEXT = ("p", "liste", "item")


class Group(NamedTuple):
    """Findings of one rule and severity in one part of the description."""

    severity: Severity
    part: str
    findings: tuple[Finding, ...]

    @property
    def opening(self) -> str:
        """« Bloque le dépôt – Blocs de compétences : »."""
        return f"{SAID[self.severity]} – {self.part} :"

    @property
    def told(self) -> str:
        """The message of the first, then how many others there are and on what."""
        number = len(self.findings)
        more = f" ({count(number, 'point')} : {both(objects(self.findings))})" if number > 1 else ""
        return f"{self.findings[0].message}{more}"


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """All the groups, the gravest first, then in the order of the file."""
    found: dict[tuple[int, str, str], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.severity.rank, part(finding.place), finding.rule.id), []).append(finding)
    ordered = sorted(found.items(), key=lambda item: item[0][0])
    return [Group(group[0].severity, where, tuple(group)) for (_, where, _), group in ordered]


def part(place: Place) -> str:
    """The part of the description that it is in, in the user's words."""
    while place.parent and place.parent.parent:
        place = place.parent
    return LABELS.get(place.tag, WHOLE) if place.parent else WHOLE


def objects(findings: Sequence[Finding]) -> list[str]:
    """What findings are on, each once; the end of a long list is counted."""
    named = list(dict.fromkeys(each.object or "le programme" for each in findings))
    return named if len(named) <= _OBJECTS else [*named[:_OBJECTS], f"{len(named) - _OBJECTS} de plus"]


def in_words(hint: str) -> str:
    """A hint for whoever does not read the file: parts of the description are called by their French names."""
    return " ".join(_GIVEN.sub(_attribute, _TAG.sub(_element, hint)).split())


def _element(found: re.Match[str]) -> str:
    if found["closing"] or found["name"] in _TEXT:
        return ""
    kind = next((value for name, value in _GIVEN.findall(found["given"]) if name == "type" and value.isascii()), "")
    label = LABELS.get(found["name"], capital(found["name"].replace("-", " ")))
    aside = f" ({kind.replace('-', ' ')})" if kind else ""
    return f"« {label}{aside} »"


def _attribute(found: re.Match[str]) -> str:
    said = found["value"].strip("…")
    return f"« {found['name'].replace('-', ' ')}{f' : {said}' if said else ''} »"

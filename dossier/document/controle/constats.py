"""What was found, for whoever mends it: the blocking points first, by part of the description and by person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from dossier.document.blocks import bullets, cell, head, labelled, note, paragraph
from dossier.document.tree import Block, Bullets, Cell, Paragraph, Role, Section, Table
from dossier.french.lists import both
from dossier.french.numbers import count
from dossier.french.sentences import capital
from dossier.programme.model import Programme
from dossier.programme.places import LABELS
from dossier.rules.catalogue import Severity
from dossier.rules.runner import Finding, Judgement

WHOLE = "Ensemble du programme"
"""Where the findings on no part of the description are."""

_MOST = 10
_ROLES = {Severity.ERREUR: Role.BLOCKING, Severity.AVERTISSEMENT: Role.WARNING, Severity.INFO: Role.MISSING}
_SAID = {Severity.ERREUR: "Bloque le dépôt", Severity.AVERTISSEMENT: "À revoir", Severity.INFO: "À savoir"}
_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[a-z-]+)(?P<given>[^<>]*?)/?>(?:…(?=</))?")
_GIVEN = re.compile(r'\b(?P<name>[a-z][a-z-]*)="(?P<value>[^"]*)"')
_TEXT = ("p", "liste", "item")
_Group = Sequence[Finding]


def todo(judgement: Judgement) -> tuple[Block, ...]:
    """What to do now: at most ten lines, what blocks first, equal findings together."""
    groups = _grouped(sorted(judgement.standing, key=_rank))
    if not groups:
        return (paragraph("Rien : aucun constat."),)
    shown = bullets(_line(group) for group in groups[:_MOST])
    rest = sum(map(len, groups[_MOST:]))
    others = (note(f"Puis {count(rest, 'autre point', 'autres points')}, partie par partie."),) if rest else ()
    return (shown, *others)


def by_part(judgement: Judgement) -> tuple[Section, ...]:
    """A section for each part of the description that has findings, the gravest parts first."""
    order = list(dict.fromkeys(map(_part, judgement.standing)))
    found = {part: [each for each in judgement.standing if _part(each) == part] for part in order}
    ranked = sorted(order, key=lambda part: (min(map(_rank, found[part])), order.index(part)))
    return tuple(Section(part, (_table(sorted(found[part], key=_rank)),)) for part in ranked)


def by_person(judgement: Judgement, programme: Programme) -> Iterator[Block]:
    """Whom each unit's findings are for: those who are in charge of it."""
    asked: dict[str, list[str]] = {}
    for finding in judgement.standing:
        unite = programme.unites.get(finding.object)
        for person in unite.responsables if unite else ():
            asked.setdefault(str(person), []).append(f"{finding.object} : {finding.message}")
    for name, said in asked.items():
        yield labelled(f"{name} :")
        yield bullets(said)


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


def _rank(finding: Finding) -> int:
    return finding.severity.rank


def _part(finding: Finding) -> str:
    """The part of the description that it is in, in the user's words."""
    return LABELS.get(_top(finding), WHOLE)


def _top(finding: Finding) -> str:
    place = finding.place
    while place.parent and place.parent.parent:
        place = place.parent
    return place.tag if place.parent else ""


def _grouped(findings: Sequence[Finding]) -> list[_Group]:
    """Findings of one rule and gravity in one part, together."""
    keys = dict.fromkeys((each.severity.rank, _part(each), each.rule.id) for each in findings)
    return [
        [each for each in findings if (each.severity.rank, _part(each), each.rule.id) == key]
        for key in sorted(keys, key=lambda key: key[0])
    ]


def _line(group: _Group) -> Paragraph:
    first = group[0]
    more = f" ({count(len(group), 'point')} : {both(_objects(group))})" if len(group) > 1 else ""
    return labelled(f"{_SAID[first.severity]} – {_part(first)} :", f"{first.message}{more}")


def _objects(group: _Group, most: int = 8) -> list[str]:
    named = list(dict.fromkeys(each.object or "le programme" for each in group))
    return named if len(named) <= most else [*named[:most], f"{len(named) - most} de plus"]


def _table(findings: Sequence[Finding]) -> Table:
    keyed = groupby(findings, key=lambda each: (each.severity.rank, each.rule.id, in_words(each.hint)))
    return Table("", (4, 10, 8), head("Gravité et lieu", "Constat", "Ce qu’il faut faire"), tuple(map(_row, keyed)))


def _row(keyed: tuple[object, Iterator[Finding]]) -> tuple[Cell, ...]:
    """Neighbours of one rule that ask for the same thing share a row."""
    group = list(keyed[1])
    first = group[0]
    places = both(_objects(group))
    messages: tuple[Paragraph | Bullets, ...] = (
        (paragraph(first.message),) if len(group) == 1 else (bullets(each.message for each in group),)
    )
    return (
        cell((paragraph(_SAID[first.severity], _ROLES[first.severity]), paragraph(places)), header=True),
        cell((*messages, note(f"Règle {first.rule.id}"))),
        cell(in_words(first.hint) or f"Voir la règle {first.rule.id}."),
    )

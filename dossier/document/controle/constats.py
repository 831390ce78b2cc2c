"""What was found, for whoever mends it: the blocking points first, by part of the description and by person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from dossier.document.blocks import bullets, cell, head, labelled, note, paragraph
from dossier.document.tree import Block, Bullets, Cell, Paragraph, Role, Section, Table
from dossier.french.lists import both
from dossier.french.numbers import count
from dossier.programme.model import Programme
from dossier.rules.catalogue import Severity
from dossier.rules.runner import Finding, Judgement
from dossier.rules.todo import SAID, grouped, in_words, objects, part

_MOST = 10
_ROLES = {Severity.ERREUR: Role.BLOCKING, Severity.AVERTISSEMENT: Role.WARNING, Severity.INFO: Role.MISSING}


def todo(judgement: Judgement) -> tuple[Block, ...]:
    """What to do now: at most ten lines, what blocks first, equal findings together."""
    groups = grouped(judgement.standing)
    if not groups:
        return (paragraph("Rien : aucun constat."),)
    shown = bullets(labelled(group.opening, group.told) for group in groups[:_MOST])
    rest = sum(len(group.findings) for group in groups[_MOST:])
    others = (note(f"Puis {count(rest, 'autre point', 'autres points')}, partie par partie."),) if rest else ()
    return (shown, *others)


def by_part(judgement: Judgement) -> tuple[Section, ...]:
    """A section for each part of the description that has findings, the gravest parts first."""
    order = list(dict.fromkeys(part(each.place) for each in judgement.standing))
    found = {where: [each for each in judgement.standing if part(each.place) == where] for where in order}
    ranked = sorted(order, key=lambda where: (min(map(_rank, found[where])), order.index(where)))
    return tuple(Section(where, (_table(sorted(found[where], key=_rank)),)) for where in ranked)


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


def _rank(finding: Finding) -> int:
    return finding.severity.rank


def _table(findings: Sequence[Finding]) -> Table:
    keyed = groupby(findings, key=lambda each: (each.severity.rank, each.rule.id, in_words(each.hint)))
    return Table("", (4, 10, 8), head("Gravité et lieu", "Constat", "Ce qu’il faut faire"), tuple(map(_row, keyed)))


def _row(keyed: tuple[object, Iterator[Finding]]) -> tuple[Cell, ...]:
    """Neighbours of one rule that ask for the same thing share a row."""
    group = list(keyed[1])
    first = group[0]
    messages: tuple[Paragraph | Bullets, ...] = (
        (paragraph(first.message),) if len(group) == 1 else (bullets(each.message for each in group),)
    )
    return (
        cell((paragraph(SAID[first.severity], _ROLES[first.severity]), paragraph(both(objects(group)))), header=True),
        cell((*messages, note(f"Règle {first.rule.id}"))),
        cell(in_words(first.hint) or f"Voir la règle {first.rule.id}."),
    )

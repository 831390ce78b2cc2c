"""What every document made from a programme bears: title, code, version, state, hash of the description."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from dossier.document.cover import certificateurs, procedure
from dossier.document.gaps import gathered
from dossier.document.tree import Block, Document, Dress, Paragraph, Section
from dossier.programme.model import Programme
from dossier.programme.vocabulary import DIPLOMES
from dossier.rules.catalogue import VERSION
from dossier.rules.readiness import readiness
from dossier.rules.runner import Judgement

DRAFT = "PROJET"


def framed(
    judgement: Judgement,
    programme: Programme,
    kind: str,
    cover: tuple[Block, ...],
    sections: tuple[Section, ...],
    *,
    dress: Dress = Dress.DOSSIER,
) -> Document:
    """A document of this kind, with this content, a draft until the programme is ready to file; what is not filled in
    is told as the judgement goes.
    """
    diplome = programme.identite.diplome.type
    date = programme.date_version or programme.date_effet
    return Document(
        title=programme.identite.intitule,
        subtitle=f"{kind} – {DIPLOMES.get(diplome, diplome)}",
        code=programme.code,
        version=programme.version,
        author=certificateurs(programme),
        subject=", ".join(filter(None, (kind, procedure(programme).lower()))),
        cover=cover,
        sections=linked(tuple(gathered(section, judgement) for section in sections)),
        draft=None if ready(judgement, programme) else DRAFT,
        date=date.isoformat() if date else None,
        properties=(
            ("etat", programme.etat),
            ("verdict", judgement.verdict.value),
            ("sha256", judgement.sha256),
            ("procedure", procedure(programme)),
            ("regles", VERSION),
        ),
        dress=dress,
    )


def linked(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The same sections, without the remarks that lead to a part that is not there."""
    names = {name for section in sections for name in _names(section)}
    return tuple(_linked(section, names) for section in sections)


def _names(section: Section) -> Iterator[str]:
    yield section.name
    for inside in section.sections:
        yield from _names(inside)


def _linked(section: Section, names: Collection[str]) -> Section:
    blocks = tuple(block for block in section.blocks if not isinstance(block, Paragraph) or _leads(block, names))
    inside = (_linked(each, names) for each in section.sections)
    return replace(section, blocks=blocks, sections=tuple(each for each in inside if each.blocks or each.sections))


def _leads(remark: Paragraph, names: Collection[str]) -> bool:
    return all(run.href[1:] in names for run in remark.runs if run.href and run.href.startswith("#"))


def ready(judgement: Judgement, programme: Programme) -> bool:
    """May it be filed? Said to be, and without anything to settle first."""
    asked = readiness(judgement)
    return programme.etat == "depot" and not (asked.points or asked.undetermined)

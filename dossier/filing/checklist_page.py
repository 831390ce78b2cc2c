"""The checklist as a document of its own, to print and to keep with the bundle."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from dossier.document.blocks import bullets, paragraph
from dossier.document.controle.liste import checklist_table
from dossier.document.tree import Block, Document, Dress, Role, Section
from dossier.french.dates import day
from dossier.french.numbers import count
from dossier.rules.catalogue import DATE
from dossier.rules.checklist import Kind, Line, State
from dossier.rules.readiness import Obstacle
from dossier.rules.runner import Judgement


def checklist_page(
    dossier: Document, judgement: Judgement, lines: Sequence[Line], remarks: Sequence[Obstacle], today: date, by: str
) -> Document:
    """The list of a dossier, with its title, its draft mark and its properties.

    What a remark of the day of filing names is to be looked at again, whatever the rules found.
    """
    named = {remark.rule for remark in remarks}
    lines = [_again(line, named) for line in lines]
    return Document(
        title=dossier.title,
        subtitle="Liste de contrôle du dépôt",
        code=dossier.code,
        version=dossier.version,
        author=dossier.author,
        subject="Liste de contrôle du dépôt",
        cover=(
            paragraph(f"Préparée le {day(today)} par {by} ; règles jugées à la date du {day(judgement.day or DATE)}."),
            paragraph(
                "Rien n’est coché ici à la main : un point est « fait » quand les règles qui le demandent n’ont rien "
                "trouvé. Ce qu’une personne doit confirmer l’est dans la description, par une pièce datée, une "
                "délibération ou un nom.",
                Role.NOTE,
            ),
        ),
        sections=(
            *(Section(kind.value, checklist_table(kind, lines)) for kind in Kind),
            Section("À regarder avant de déposer", tuple(_remarks(remarks, judgement))),
        ),
        draft=dossier.draft,
        date=dossier.date,
        properties=dossier.properties,
        dress=Dress.PAPER,
    )


def _again(line: Line, named: Collection[str]) -> Line:
    rules = tuple(rule for rule in line.asked if rule in named)
    return replace(line, state=State.REVIEW, rules=rules) if rules and line.state is State.DONE else line


def _remarks(remarks: Sequence[Obstacle], judgement: Judgement) -> Iterator[Block]:
    if remarks:
        yield bullets(f"{each.rule} : {each.message} {each.hint}".strip() for each in remarks)
    if judgement.standing:
        yield paragraph(f"{count(len(judgement.standing), 'constat')} des règles : le document de contrôle les donne.")
    elif not remarks:
        yield paragraph("Rien.")

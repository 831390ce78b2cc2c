"""The checklist as a document of its own, to print and to keep with the bundle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dossier.document.sections.controle import checklist_table
from dossier.document.sections.shorthand import bullets, paragraph
from dossier.document.tree import Block, Document, Role, Section
from dossier.document.wording import count, day
from dossier.filing.obstacles import Obstacle
from dossier.rules.checklist import Kind, Line
from dossier.rules.runner import Judgement


def checklist_page(
    dossier: Document, judgement: Judgement, lines: Sequence[Line], remarks: Sequence[Obstacle], today: date, by: str
) -> Document:
    """The list of a dossier, with its title, its draft mark and its properties."""
    return Document(
        title=dossier.title,
        subtitle="Liste de contrôle du dépôt",
        code=dossier.code,
        version=dossier.version,
        author=dossier.author,
        subject="Liste de contrôle du dépôt",
        cover=(
            paragraph(f"Préparé le {day(today)} par {by}."),
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
    )


def _remarks(remarks: Sequence[Obstacle], judgement: Judgement) -> Iterator[Block]:
    if remarks:
        yield bullets(f"{each.rule} : {each.message} {each.hint}".strip() for each in remarks)
    if judgement.standing:
        yield paragraph(
            f"{count(len(judgement.standing), 'constat')} des règles : le premier chapitre du dossier les donne."
        )
    elif not remarks:
        yield paragraph("Rien.")

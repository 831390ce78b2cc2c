"""What a reader of a dossier sees: its words, its tables, its sections."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from dossier.document.compose import compose
from dossier.document.controle.compose import compose_controle
from dossier.document.plan import plans
from dossier.document.tree import Block, Bullets, Cell, Document, Figure, Heading, Paragraph, Role, Table, headings
from dossier.programme.reader import ReadProgramme, read
from dossier.rules.families import catalogue
from dossier.rules.runner import Judgement, judge
from dossier.settings import Settings
from tests.programme.specimens import ROOT, SOURCES, programme, read_text

EXEMPLE, LP = SOURCES
PROPRE = ROOT / "tests" / "data" / "lp-propre.xml"
RARE = Path(__file__).with_name("rare.xml")
COMPLET = next(plan for plan in plans() if plan.name == "complet")
ALL = (*SOURCES, PROPRE, RARE)


def judged(read_programme: ReadProgramme) -> Judgement:
    """A programme judged by the whole catalogue, at its own date."""
    return judge(read_programme, catalogue(), Settings())


def dossier(path: Path) -> Document:
    """The dossier of a file, by the complete plan."""
    return compose(judged(read(path)), COMPLET)


def controle(path: Path) -> Document:
    """What the control of a file found."""
    return compose_controle(judged(read(path)))


def small(parts: str = "", **given: str) -> Document:
    """The dossier of a small programme with these parts, by the complete plan."""
    return compose(judged(read_text(programme(parts, **given))), COMPLET)


def paragraphs(blocks: Iterable[Block | Cell]) -> Iterator[Paragraph]:
    """Every paragraph, whatever holds it, in reading order."""
    for block in blocks:
        match block:
            case Paragraph():
                yield block
            case Bullets():
                yield from block.items
            case Cell():
                yield from paragraphs(block.blocks)
            case Table():
                yield from paragraphs(cell for row in (block.head, *block.rows) for cell in row)


def every_block(document: Document) -> Iterator[Block]:
    """The blocks of the cover, then those of each section."""
    yield from document.cover
    for heading in headings(document):
        yield from heading.section.blocks


def text_of(document: Document) -> str:
    """All that is printed, a paragraph a line, titles and captions included."""
    lines = [document.title, document.subtitle]
    lines += (heading.text for heading in headings(document))
    lines += (block.caption for block in every_block(document) if isinstance(block, Table | Figure))
    lines += (paragraph.text for paragraph in paragraphs(every_block(document)))
    return "\n".join(map(plain, lines))


def plain(text: str) -> str:
    """Words without layout, to compare them."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def links(document: Document) -> set[str]:
    """Where the dossier leads."""
    return {run.href for paragraph in paragraphs(every_block(document)) for run in paragraph.runs if run.href}


def section(document: Document, title: str) -> Heading:
    """The first section whose title begins so."""
    return next(heading for heading in headings(document) if heading.section.title.startswith(title))


def said(document: Document, title: str) -> list[str]:
    """The paragraphs of a section, without its subsections."""
    return [paragraph.text for paragraph in paragraphs(section(document, title).section.blocks)]


def gaps(document: Document, title: str) -> list[str]:
    """What a part says is not filled in."""
    roles = (Role.MISSING, Role.WARNING, Role.BLOCKING)
    blocks = section(document, title).section.blocks
    return [block.text for block in blocks if isinstance(block, Paragraph) and block.role in roles]


def table(document: Document, caption: str) -> Table:
    """The first table whose caption begins so, else the first of the first section whose title begins so."""
    for block in every_block(document):
        if isinstance(block, Table) and block.caption and block.caption.startswith(caption):
            return block
    inside = (heading.section.blocks for heading in headings(document) if heading.section.title.startswith(caption))
    return next(block for blocks in inside for block in blocks if isinstance(block, Table))


def row(found: Table, first: str) -> list[str]:
    """The texts of the row whose first cell begins so, first cell left out."""
    rows = ([" / ".join(p.text for p in paragraphs([cell])) for cell in row] for row in found.rows)
    return next(texts[1:] for texts in rows if texts[0].startswith(first))


def cell_text(found: Cell) -> str:
    """The words of a cell."""
    return " ".join(paragraph.text for paragraph in paragraphs([found]))


def first_text(cell: Cell) -> str:
    """The words of the first paragraph of a cell."""
    return next(paragraphs([cell])).text

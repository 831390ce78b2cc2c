"""The document as a neutral tree: what the dossier says, whatever the format it is written in.

A new kind of node is one dataclass here and one line in each writer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import chain


class Emphasis(Enum):
    """How a run of characters stands out."""

    NONE = "none"
    EM = "em"
    STRONG = "strong"
    CODE = "code"


class Role(Enum):
    """What a paragraph is for; each writer has one style for each."""

    BODY = "body"
    LEAD = "lead"
    NOTE = "note"
    MISSING = "missing"
    WARNING = "warning"
    CENTRED = "centred"


class Tone(Enum):
    """The shade of a cell, from none to strong; never the only bearer of a meaning."""

    NONE = 0
    LIGHT = 1
    MEDIUM = 2
    STRONG = 3


class Align(Enum):
    """Where the text of a cell stands."""

    START = "start"
    CENTER = "center"
    END = "end"


class Entry(Enum):
    """What is typed in a blank."""

    TEXT = "texte"
    DATE = "date"
    NUMBER = "nombre"
    CHOICE = "choix"


@dataclass(frozen=True, slots=True)
class Blank:
    """A place that another system fills in, once for each learner: ``key`` names what goes there, the same wherever the
    same thing goes (« titulaire.nom »); ``choices`` are what a choice is made from.
    """

    key: str
    entry: Entry = Entry.TEXT
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look; ``href`` makes a link, ``language`` is given when it is not French, ``blank`` says what
    will take the place of these characters.
    """

    text: str
    emphasis: Emphasis = Emphasis.NONE
    href: str | None = None
    language: str | None = None
    blank: Blank | None = None

    @classmethod
    def to_fill(cls, label: str, key: str, entry: Entry = Entry.TEXT, language: str | None = None) -> Run:
        """A blank: brackets around the name of what goes there."""
        return cls(f"[{label}]", language=language, blank=Blank(key, entry))

    @classmethod
    def to_choose(cls, label: str, key: str, *choices: str) -> Run:
        """A blank where one of ``choices`` goes."""
        return cls(f"[{label}]", blank=Blank(key, Entry.CHOICE, choices))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: tuple[Run, ...]
    role: Role = Role.BODY

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A bulleted list, of one level."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; a header cell names its row (or its column, in the head)."""

    blocks: tuple[Paragraph | Bullets, ...]
    header: bool = False
    tone: Tone = Tone.NONE
    align: Align = Align.START


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data: every row has as many cells as there are widths (relative), the head repeats on each page,
    the caption is never empty.

    ``filtered`` says that a reader on a screen may keep some of its rows and columns: its first row then sums up
    each column, in a strong tone for a hole and a light one for what is not sure.
    """

    caption: str
    widths: tuple[int, ...]
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    filtered: bool = False

    def __post_init__(self) -> None:
        assert self.caption
        assert all(len(row) == len(self.widths) for row in (self.head, *self.rows)), f"irregular table: {self.caption}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing: ``svg`` is one stand-alone element that asks for nothing outside it and gives its size in pixels,
    ``caption`` is printed, ``alternative`` says the same facts to whoever does not see it.
    """

    svg: str
    caption: str
    alternative: str


Block = Paragraph | Bullets | Table | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part, with its own blocks and then its subsections; ``landscape`` turns its pages, ``apart`` opens one.

    ``name``, of letters only, is what a run that refers to it links to: ``#name``; ``twin`` is the same title in
    another language, printed after it.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    landscape: bool = False
    apart: bool = False
    name: str = ""
    twin: Run | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole dossier.

    ``draft`` is the word to print across the pages (None when ready to file); ``properties`` are name → value
    pairs for the file's metadata; ``date`` is ISO, or None when the source gives none; ``contents`` says whether its
    titles are listed at its head.
    """

    title: str
    subtitle: str
    code: str
    version: str
    author: str
    subject: str
    cover: tuple[Block, ...]
    sections: tuple[Section, ...]
    draft: str | None = None
    date: str | None = None
    language: str = "fr-FR"
    properties: tuple[tuple[str, str], ...] = field(default=())
    contents: bool = True

    @property
    def listed(self) -> bool:
        """Are its titles listed at its head?"""
        return self.contents and bool(self.sections)

    @property
    def foot(self) -> str:
        """What the foot of each page says: which document it is, and that it is a draft."""
        return f"{self.reference} – {self.draft}" if self.draft else self.reference

    @property
    def reference(self) -> str:
        """What its pages are called by, in every format."""
        return f"{self.code} – version {self.version}"


Say = Callable[[Paragraph], Paragraph]


def retold(section: Section, say: Say) -> Section:
    """The same section, each paragraph in it and in those inside being what ``say`` makes of it."""
    blocks = tuple(_retold(block, say) for block in section.blocks)
    return replace(section, blocks=blocks, sections=tuple(retold(inside, say) for inside in section.sections))


def _retold(block: Block, say: Say) -> Block:
    match block:
        case Table():
            return replace(block, rows=tuple(tuple(_retold_cell(cell, say) for cell in row) for row in block.rows))
        case Figure():
            return block
    return _retold_text(block, say)


def _retold_cell(cell: Cell, say: Say) -> Cell:
    return replace(cell, blocks=tuple(_retold_text(block, say) for block in cell.blocks))


def _retold_text(block: Paragraph | Bullets, say: Say) -> Paragraph | Bullets:
    if isinstance(block, Paragraph):
        return say(block)
    return replace(block, items=tuple(map(say, block.items)))


@dataclass(frozen=True, slots=True)
class Heading:
    """A section with what numbering gives it: level from 1, number ("4.2"), anchor ("s4-2" when it has no name)."""

    section: Section
    level: int
    number: str

    @property
    def anchor(self) -> str:
        """An identifier that links and bookmarks use."""
        return self.section.name or "s" + self.number.replace(".", "-")

    @property
    def label(self) -> str:
        """The number as it is printed."""
        return f"{self.number}." if self.level == 1 else self.number

    @property
    def words(self) -> Paragraph:
        """The title without its number, then its twin."""
        twin = self.section.twin
        return Paragraph((Run(self.section.title), *((Run(" / "), twin) if twin else ())))

    @property
    def text(self) -> str:
        """The title with its number as real text."""
        return f"{self.label} {self.words.text}"


def headings(document: Document) -> Iterator[Heading]:
    """Every section in reading order, numbered."""
    return _numbered(document.sections, 1, "")


def _numbered(sections: tuple[Section, ...], level: int, prefix: str) -> Iterator[Heading]:
    for rank, section in enumerate(sections, start=1):
        number = f"{prefix}{rank}"
        yield Heading(section, level, number)
        yield from _numbered(section.sections, level + 1, f"{number}.")


@dataclass(frozen=True, slots=True)
class Caption:
    """A table or a figure with the number that it has among its kind."""

    block: Table | Figure
    number: int

    @property
    def kind(self) -> str:
        """« Tableau » or « Figure »."""
        return _kind(self.block)

    @property
    def anchor(self) -> str:
        """An identifier that links and bookmarks use, and the fields of Word, which take letters and digits only."""
        return f"{self.kind.lower()}{self.number}"

    @property
    def text(self) -> str:
        """The caption with its number as real text."""
        return f"{self.kind} {self.number} – {self.block.caption}"


def captions(document: Document) -> Iterator[Caption]:
    """Every table and figure in reading order, numbered."""
    seen: Counter[str] = Counter()
    flows = (document.cover, *(heading.section.blocks for heading in headings(document)))
    for block in chain.from_iterable(flows):
        if isinstance(block, Table | Figure):
            seen[_kind(block)] += 1
            yield Caption(block, seen[_kind(block)])


def _kind(block: Table | Figure) -> str:
    return "Tableau" if isinstance(block, Table) else "Figure"

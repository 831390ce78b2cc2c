"""The document as a neutral tree: what the dossier says, whatever the format it is written in.

A new kind of node is one dataclass here and one line in each writer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum


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
    BLOCKING = "blocking"
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


class Dress(Enum):
    """What stands around the text: all that a dossier has, a title at the head of the first page, or nothing."""

    DOSSIER = "dossier"
    PAPER = "papier"
    SHEETS = "feuilles"


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
    """A cell of a table; a header cell names its row (or its column, in the head).

    ``columns`` and ``rows`` say how many it spreads over: the rows below then lack that cell.
    """

    blocks: tuple[Paragraph | Bullets, ...]
    header: bool = False
    tone: Tone = Tone.NONE
    align: Align = Align.START
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data: every row fills as many columns as there are widths (relative), the head repeats on each page.

    Without a caption it is what its section is about, and is not numbered; without a head, its rows name themselves.

    ``filtered`` says that a reader on a screen may keep some of its rows and columns: its first row then sums up
    each column, in a strong tone for a hole and a light one for what is not sure.
    """

    caption: str
    widths: tuple[int, ...]
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    filtered: bool = False

    def __post_init__(self) -> None:
        assert not self.head or len(self.head) == len(self.widths), f"irregular head: {self.caption}"
        assert all(width == len(self.widths) for width in _filled(self.rows)), f"irregular table: {self.caption}"

    def grid(self) -> Iterator[tuple[tuple[int, Cell], ...]]:
        """Each row, its own cells with the rank of the column where they begin."""
        covered: dict[int, int] = {}
        for row in self.rows:
            placed, rank = [], 0
            for cell in row:
                while covered.get(rank, 0):
                    rank += 1
                placed.append((rank, cell))
                rank += cell.columns
            yield tuple(placed)
            covered = {column: left - 1 for column, left in covered.items() if left > 1}
            covered |= {
                column: cell.rows - 1
                for start, cell in placed
                if cell.rows > 1
                for column in range(start, start + cell.columns)
            }


def _filled(rows: tuple[tuple[Cell, ...], ...]) -> Iterator[int]:
    """How many columns each row fills, with the cells that come down from the rows above."""
    coming: list[int] = []
    for row in rows:
        yield sum(cell.columns for cell in row) + len(coming)
        coming = [left - 1 for left in coming if left > 1]
        coming += [cell.rows - 1 for cell in row if cell.rows > 1 for _ in range(cell.columns)]


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
    pairs for the file's metadata; ``date`` is ISO, or None when the source gives none. Sheets have no title of their
    own, and their sections no number.
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
    dress: Dress = Dress.DOSSIER

    @property
    def listed(self) -> bool:
        """Are its titles listed at its head?"""
        return self.dress is Dress.DOSSIER and bool(self.sections)

    @property
    def foot(self) -> str:
        """What the foot of each page says: which document it is, and that it is a draft."""
        return f"{self.reference} – {self.draft}" if self.draft else self.reference

    @property
    def reference(self) -> str:
        """What its pages are called by, in every format."""
        return f"{self.code} – version {self.version}"


@dataclass(frozen=True, slots=True)
class Heading:
    """A section with what numbering gives it: level from 1, number ("4.2"), anchor ("s4-2" when it has no name)."""

    section: Section
    level: int
    number: str
    numbered: bool = True

    @property
    def anchor(self) -> str:
        """An identifier that links and bookmarks use."""
        return self.section.name or "s" + self.number.replace(".", "-")

    @property
    def label(self) -> str:
        """The number as it is printed, if it is."""
        if not self.numbered:
            return ""
        return f"{self.number}." if self.level == 1 else self.number

    @property
    def words(self) -> Paragraph:
        """The title without its number, then its twin."""
        twin = self.section.twin
        return Paragraph((Run(self.section.title), *((Run(" / "), twin) if twin else ())))

    @property
    def text(self) -> str:
        """The title with its number as real text."""
        return f"{self.label} {self.words.text}".lstrip()


def headings(document: Document) -> Iterator[Heading]:
    """Every section in reading order, numbered."""
    numbered = document.dress is not Dress.SHEETS
    return (replace(heading, numbered=numbered) for heading in _numbered(document.sections, 1, ""))


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
    def short(self) -> str:
        """« Tableau 3 »."""
        return f"{self.kind} {self.number}"

    @property
    def text(self) -> str:
        """The caption with its number as real text."""
        return f"{self.short} – {self.block.caption}"


def blocks(document: Document) -> Iterator[Block]:
    """Every block of a document, in reading order."""
    yield from document.cover
    for heading in headings(document):
        yield from heading.section.blocks


def captions(document: Document) -> Iterator[Caption]:
    """Every table and figure that has a caption, in reading order, numbered."""
    seen: Counter[str] = Counter()
    for block in blocks(document):
        if isinstance(block, Table | Figure) and block.caption:
            seen[_kind(block)] += 1
            yield Caption(block, seen[_kind(block)])


def _kind(block: Table | Figure) -> str:
    return "Tableau" if isinstance(block, Table) else "Figure"

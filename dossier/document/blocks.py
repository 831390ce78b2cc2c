"""Short ways to write the nodes of the tree."""

from __future__ import annotations

from collections.abc import Iterable

from dossier.document.tree import Align, Block, Bullets, Cell, Emphasis, Paragraph, Role, Run, Section, Table, Tone
from dossier.programme.textes import Fragment, Liste, Paragraphe, Riche

Flow = tuple[Paragraph | Bullets, ...]
Content = str | Paragraph | Bullets | Flow
Fact = tuple[str, Content | None]

_EMPHASIS = {"em": Emphasis.EM, "fort": Emphasis.STRONG}

NOTHING = "–"
"""What a cell says when its column does not concern its row."""


def paragraph(text: str, role: Role = Role.BODY) -> Paragraph:
    """A paragraph of one plain run."""
    return Paragraph((Run(text),), role)


def note(text: str) -> Paragraph:
    """A discreet remark."""
    return paragraph(text, Role.NOTE)


def labelled(label: str, text: str = "", role: Role = Role.BODY) -> Paragraph:
    """A paragraph that opens with a strong word, then says the rest after a space."""
    return Paragraph((Run(label, Emphasis.STRONG), *((Run(f" {text}"),) if text else ())), role)


def named(code: str, text: str) -> Paragraph:
    """« **B1-C1** – Its wording »."""
    return labelled(code, f"– {text}")


def link(address: str) -> Paragraph:
    """An address that can be followed."""
    return Paragraph((Run(address, href=address),))


def code(text: str) -> Paragraph:
    """Characters to be copied as they are."""
    return Paragraph((Run(text, Emphasis.CODE),))


def bullets(items: Iterable[str | Paragraph]) -> Bullets:
    """A list, of plain texts or paragraphs."""
    return Bullets(tuple(paragraph(item) if isinstance(item, str) else item for item in items))


def prose(text: Riche | None) -> Flow:
    """A rich text, with its lists, its emphasis and its links."""
    if text is None:
        return ()
    return tuple(
        Bullets(tuple(map(_paragraph, part.items))) if isinstance(part, Liste) else _paragraph(part)
        for part in text.contenu
    )


def _paragraph(paragraphe: Paragraphe) -> Paragraph:
    return Paragraph(tuple(map(_run, paragraphe.fragments)))


def _run(fragment: Fragment) -> Run:
    return Run(fragment.texte, _EMPHASIS.get(fragment.style, Emphasis.NONE), fragment.href)


def cell(content: Content, *, header: bool = False, tone: Tone = Tone.NONE, align: Align = Align.START) -> Cell:
    """A cell of a text or of blocks."""
    return Cell(_blocks(content), header, tone, align)


def _blocks(content: Content) -> Flow:
    if isinstance(content, str):
        return (paragraph(content),)
    return content if isinstance(content, tuple) else (content,)


def head(*titles: str, centred: bool = False) -> tuple[Cell, ...]:
    """A row of column titles; ``centred`` centres all but the first."""
    return tuple(
        cell(title, header=True, align=Align.CENTER if centred and rank else Align.START)
        for rank, title in enumerate(titles)
    )


def table(
    caption: str, widths: tuple[int, ...], titles: tuple[str, ...], rows: Iterable[Iterable[Content | None]]
) -> Table:
    """A table of texts whose first column names the rows; a cell without content says that it is not concerned."""
    return Table(
        caption,
        widths,
        head(*titles),
        tuple(tuple(cell(content or NOTHING, header=rank == 0) for rank, content in enumerate(row)) for row in rows),
    )


def facts(caption: str, rows: Iterable[Fact]) -> Table:
    """What is known of one thing, a fact a row; facts that are not given are left out."""
    given = [(name, content) for name, content in rows if content]
    return Table(caption, (3, 9), (), tuple((cell(name, header=True), cell(content)) for name, content in given))


def fact_table(rows: Iterable[Fact]) -> tuple[Table, ...]:
    """The same, or nothing when no fact is given."""
    given = facts("", rows)
    return (given,) if given.rows else ()


def filled(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections that say something."""
    return tuple(section for section in sections if section.blocks or section.sections)


def blocks(*parts: Iterable[Block]) -> tuple[Block, ...]:
    """Several runs of blocks as one."""
    return tuple(block for part in parts for block in part)

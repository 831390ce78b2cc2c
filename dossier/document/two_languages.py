"""What is said in two languages, side by side: French, then English where the description or vocabulary gives it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from dossier.document.blocks import Flow, cell, paragraph, prose
from dossier.document.tree import Bullets, Cell, Emphasis, Entry, Paragraph, Role, Run, Table
from dossier.french.sentences import capital
from dossier.programme.places import Texte
from dossier.programme.textes import Riche, en_langue

ABSENT: Flow = (paragraph("Non renseigné dans la description du programme.", Role.MISSING),)
NOT_GIVEN: Flow = (Paragraph((Run("Not given in the description of the programme.", language="en"),), Role.MISSING),)
UNTRANSLATED: Flow = (Paragraph((Run("English text not given.", language="en"),), Role.MISSING),)


class Side(NamedTuple):
    """A row: what it is about in both languages, then what is said in each."""

    titre: str
    title: str
    texte: Flow
    text: Flow


def sides_table(caption: str, sides: Iterable[Side]) -> Table:
    """A row a side: its item and what is said of it, in two columns."""
    heads = (cell("Français", header=True), cell(english("English"), header=True))
    return Table(caption, (1, 1), heads, tuple(map(_row, sides)))


def _row(side: Side) -> tuple[Cell, ...]:
    return (
        cell((Paragraph((Run(side.titre, Emphasis.STRONG),)), *side.texte)),
        cell((Paragraph((Run(side.title, Emphasis.STRONG, language="en"),)), *side.text)),
    )


def english(text: str) -> Flow:
    """A paragraph in English."""
    return (Paragraph((Run(text, language="en"),)),)


def french(text: str) -> Flow:
    """A paragraph in French."""
    return (paragraph(text),)


def listed(pairs: Iterable[tuple[str, str]]) -> tuple[Flow, Flow]:
    """What is known, one after the other, in French then in English; that nothing is."""
    known = tuple(pairs)
    if not known:
        return ABSENT, NOT_GIVEN
    said, told = (", ".join(side) for side in zip(*known, strict=True))
    return french(said), english(told)


def _translated(texte: Flow, text: Riche | Texte | None) -> tuple[Flow, Flow]:
    if text:
        return texte, in_english(text)
    return texte, NOT_GIVEN if texte is ABSENT else UNTRANSLATED


def in_english(text: Riche | Texte) -> Flow:
    """An English text of the description, with its lists and its emphasis."""
    flow = french(str(text)) if isinstance(text, Texte) else prose(text)
    return tuple(
        Bullets(tuple(map(_told_english, block.items))) if isinstance(block, Bullets) else _told_english(block)
        for block in flow
    )


def _told_english(said: Paragraph) -> Paragraph:
    return replace(said, runs=tuple(replace(run, language="en") for run in said.runs))


def both_texts(texts: tuple[Riche, ...]) -> tuple[Flow, Flow]:
    """A rich text in both languages; what is missing is said, in the language of its column."""
    return _translated(prose(en_langue(texts)) or ABSENT, en_langue(texts, "en"))


def both_titles(texts: tuple[Texte, ...]) -> tuple[Flow, Flow]:
    """The same for a title, which is always there in French."""
    return _translated(french(str(texts[0])), en_langue(texts, "en"))


def blank(label: str, name: str, key: str, entry: Entry = Entry.TEXT) -> tuple[Flow, Flow]:
    """What is filled in for each graduate, under one key in both languages."""
    return (
        (Paragraph((Run.to_fill(label, key, entry),)),),
        (Paragraph((Run.to_fill(name, key, entry, language="en"),)),),
    )


def same(name: str) -> Flow:
    """What is a name of the French system, and is not translated: it stays in French in the English column."""
    return french(name)


def after(pairs: Iterable[tuple[str, str]], texts: tuple[Riche, ...]) -> tuple[Flow, Flow]:
    """What is known, a paragraph each, then a text of the description."""
    known = tuple(pairs)
    if not known:
        return both_texts(texts)
    said, told = zip(*known, strict=True)
    more, again = both_texts(texts) if texts else ((), ())
    french_said = (paragraph(f"{capital(each.rstrip('.'))}.") for each in said)
    english_said = (block for each in told for block in english(f"{capital(each)}."))
    return (*french_said, *more), (*english_said, *again)

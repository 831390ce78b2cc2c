"""Content controls of the Word file: the places that another system, or a hand, fills in."""

from __future__ import annotations

from dossier.document.tree import Blank, Entry
from dossier.render.docx_words import escape

_LONGEST = 64  # characters that Word takes in a title and in a tag
_DATE = (
    '<w:date><w:dateFormat w:val="dd/MM/yyyy"/><w:lid w:val="{language}"/><w:storeMappedDataAs w:val="date"/>'
    '<w:calendar w:val="gregorian"/></w:date>'
)


def control(blank: Blank, label: str, content: str, number: int, language: str) -> str:
    """The run ``content`` as what the first character typed replaces; its title is ``label``, its tag the key.

    Word has no control for numbers: theirs is one of text. That one is « rich », for LibreOffice gives those of plain
    text no look.
    """
    kind = _kind(blank, language)
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(label[:_LONGEST])}"/><w:tag w:val="{escape(blank.key[:_LONGEST])}"/>'
        f'<w:id w:val="{number}"/><w:showingPlcHdr/>{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
    )


def _kind(blank: Blank, language: str) -> str:
    match blank.entry:
        case Entry.DATE:
            return _DATE.format(language=language)
        case Entry.CHOICE:
            said = (escape(choice) for choice in blank.choices)
            items = "".join(f'<w:listItem w:displayText="{choice}" w:value="{choice}"/>' for choice in said)
            return f"<w:dropDownList>{items}</w:dropDownList>"
        case _:
            return "<w:richText/>"

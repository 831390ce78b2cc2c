"""Words of the Word file: what XML holds of them, runs, paragraphs."""

from __future__ import annotations

import re

from dossier.french.typography import NARROW, WIDE, spaced

_ESCAPES: dict[int, str | None] = {
    # Word itself types the plain non-breaking space before ; ! ? in French, and not every Arial has the narrow one
    ord(NARROW): WIDE,
    **dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]),
    **{ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;"},
}
_PROPERTY = re.compile(r"(<w:(\w+)[^>]*/>)")
_PROPERTIES = ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "u", "shd", "lang")
_STYLED = re.compile(r'(<w:pStyle w:val="[^"]*"/>)')


def escape(text: str) -> str:
    """``text`` safe in XML, in an element as in an attribute; what XML cannot hold is dropped."""
    return text.translate(_ESCAPES)


def printed(text: str) -> str:
    """``text`` with French spaces, safe in XML."""
    return escape(spaced(text))


def run(words: str, look: str = "") -> str:
    """A run of words that are safe in XML; ``look`` is its properties."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in words.split("\n"))
    return f"<w:r>{properties}{lines}</w:r>"


def ordered(*properties: str) -> str:
    """Properties of a run, in the schema's order; what is said twice is written once."""
    said = {name: xml for xml, name in _PROPERTY.findall("".join(properties))}
    return "".join(said[name] for name in _PROPERTIES if name in said)


def paragraph(style: str, content: str, extra: str = "") -> str:
    """A paragraph of runs; ``extra`` is the properties that differ from those of its style, in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{content}</w:p>'


def kept(xml: str) -> str:
    """The same paragraphs, each on the page of what follows it."""
    return _STYLED.sub(r"\1<w:keepNext/>", xml)

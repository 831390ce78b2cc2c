"""Characters as rules and documents read them, and those of a file that a person should look at.

The bytes of a file never change: only what is read of it does.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from dossier.programme.source import Source

_BREAKS = re.compile("[\u0085\u2028\u2029]")
"""Ends of lines that XML does not know as such; word processors and web pages leave them."""
_SILENT = re.compile("[\u00ad\u180e\u200b\u2060-\u2064\ufeff]")
"""What prints nothing, and only hides that two words are the same."""
_JOINERS = re.compile("[\u200c\u200d]")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_JOINED_SCRIPTS = re.compile("[\u0590-\u1cff\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U0010ffff]")
"""Scripts and pictures where joiners and directions are part of the spelling."""
_UNUSUAL = re.compile("[^\t\n\r -~\u00a0-\u00ac\u00ae-\u02df]|&#[0-9]{1,7};|&#x[0-9A-Fa-f]{1,6};")
_NOT_TEXT = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_LINE_END = re.compile(r"\r\n?|\n")


def plain(text: str) -> str:
    """A text in composed form (NFC), its ends of lines those of XML, without what prints nothing."""
    text = _SILENT.sub("", _BREAKS.sub("\n", unicodedata.normalize("NFC", text)))
    if not _JOINED_SCRIPTS.search(text):
        text = _DIRECTIONS.sub("", _JOINERS.sub("", text))
    return text


def read_plainly(root: etree._Element, source: Source) -> None:
    """Put every text and attribute of a tree in the form that ``plain`` gives; cheap when there is nothing to do."""
    if source.data.isascii() and b"&#" not in source.data:
        return
    for element in root.iter():
        for name, text in (("text", element.text), ("tail", element.tail)):
            if text and not text.isascii() and (read := plain(text)) != text:
                setattr(element, name, read)
        for key, value in element.attrib.items():
            if not value.isascii() and (read := plain(value)) != value:
                element.set(key, read)


def may_be_decomposed(source: Source) -> bool:
    """Could a text of a file be in another form than NFC? Cheap, and sometimes yes where the answer is no."""
    return b"&#" in source.data or not unicodedata.is_normalized("NFC", source.data.decode("utf-8-sig"))


def decomposed(root: etree._Element) -> int:
    """How many texts and attributes of a tree are not in composed form."""
    values = (value for each in root.iter() for value in (each.text, each.tail, *each.attrib.values()))
    return sum(1 for value in values if value and not unicodedata.is_normalized("NFC", value))


@dataclass(frozen=True, slots=True)
class Signe:
    """A character of a file: line, column and width as it is written, and up to 20 characters on each side.

    ``element`` is the rank, in the file, of the element where it stands.
    """

    character: str
    line: int
    column: int
    width: int
    before: str
    after: str
    element: int


def unusual(source: Source, wanted: Callable[[str], bool]) -> Iterator[Signe]:
    """The characters of texts and attributes that are ``wanted``, in the order of the file.

    ``wanted`` is asked once for each character beyond those of western languages. Characters written as references
    (``&#xF0B7;``) count as themselves.
    """
    text = _NOT_TEXT.sub(_blank, source.data.decode("utf-8-sig"))
    asked: dict[str, bool] = {}
    starts: list[int] = []
    for found in _UNUSUAL.finditer(text):
        character = _character(found[0])
        if character not in asked:
            asked[character] = wanted(character)
        if asked[character]:
            starts = starts or [0, *(each.end() for each in _LINE_END.finditer(text))]
            line = bisect_right(starts, found.start())
            column = found.start() - starts[line - 1] + 1
            before, after = text[max(found.start() - 20, 0) : found.start()], text[found.end() : found.end() + 20]
            element = max(bisect_right(source.positions, (line, column)) - 1, 0)
            yield Signe(character, line, column, len(found[0]), before, after, element)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\r\n]", " ", found[0])


def _character(written: str) -> str:
    """The character itself, or the one that a reference names; XML has refused those that do not exist."""
    if not written.startswith("&"):
        return written
    digits = written[2:-1]
    return chr(int(digits[1:], 16) if digits.startswith("x") else int(digits))

"""What Word calls fields, with their content already computed: nothing is asked at opening, and a program that
computes no field shows the same words.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.tree import Caption, Document, captions, headings
from dossier.render.docx_words import escape, kept, paragraph, printed, run

_CONTENTS_LEVELS = 2
_MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
_ON_ITS_PAGE = "<w:pageBreakBefore/>"
_SHORT = 5  # entries of a list that is not cut
_LONG = 150  # entries of a list that nobody reads: it would take five pages before the dossier
_GALLERY = (  # what makes Word offer a button that updates the contents
    '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
)


def field(instruction: str, result: str, look: str = "") -> str:
    """A field on one line, whose result is safe in XML; ``look`` is the properties of its run."""
    return f'<w:fldSimple w:instr=" {escape(instruction)} ">{run(result, look)}</w:fldSimple>'


def bookmark(name: str, mark: int, content: str) -> str:
    """Runs that links and fields find under ``name``; ``mark`` is the rank of the bookmark in the file."""
    return f'<w:bookmarkStart w:id="{mark}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{mark}"/>'


def caption(number: Caption, mark: int) -> str:
    """« Tableau 3 – … », whose number Word counts again; the bookmark is around it, for references."""
    counted = field(f"SEQ {number.kind} \\* ARABIC", str(number.number))
    label, words = (printed(part) for part in number.text.split(str(number.number), 1))
    return run(label) + bookmark(number.anchor, mark, counted) + run(words)


def contents(document: Document) -> Iterator[str]:
    """The contents, then the lists of tables and of figures, ready to click; none that is empty or endless.

    Without page numbers, for only Word can tell which are right: it writes them when asked to update the table.
    """
    if not document.listed:
        return
    shown = [title for title in headings(document) if title.level <= _CONTENTS_LEVELS]
    titles = [(f"TOC{title.level}", title.anchor, title.text) for title in shown]
    listed = "".join(_list("Sommaire", f'TOC \\o "1-{_CONTENTS_LEVELS}" \\h', titles, _ON_ITS_PAGE))
    if listed:
        yield f"<w:sdt><w:sdtPr>{_GALLERY}</w:sdtPr><w:sdtContent>{listed}</w:sdtContent></w:sdt>"
    numbered = [(number.kind, ("TOCFigures", number.anchor, number.text)) for number in captions(document)]
    for kind, title in (("Tableau", "Liste des tableaux"), ("Figure", "Liste des figures")):
        entries = [entry for its_kind, entry in numbered if its_kind == kind]
        if len(entries) <= _LONG:
            yield from _list(title, f'TOC \\h \\c "{kind}"', entries)


def _list(title: str, instruction: str, entries: list[tuple[str, str, str]], extra: str = "") -> Iterator[str]:
    """A title, then a line for each entry: its style, where it leads, its words."""
    if not entries:
        return
    yield paragraph("TOCHeading", run(title), extra)
    opening = _MARK("begin") + f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    for rank, (style, anchor, words) in enumerate(entries, start=1):
        before = opening + _MARK("separate") if rank == 1 else ""
        after = _MARK("end") if rank == len(entries) else ""
        link = f'<w:hyperlink w:anchor="{anchor}" w:history="1">{run(printed(words))}</w:hyperlink>'
        entry = paragraph(style, before + link + after)
        yield kept(entry) if rank < len(entries) <= _SHORT else entry

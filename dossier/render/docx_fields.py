"""What Word calls fields, with their content already computed: nothing is asked at opening, and a program that
computes no field shows the same words.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.tree import Caption, Document, headings
from dossier.render.docx_words import escape, paragraph, printed, run

_CONTENTS_LEVELS = 2
_MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
_ON_ITS_PAGE = "<w:pageBreakBefore/>"
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
    """The contents, ready to click. Page numbers are fields that Word computes as it opens the file: what a program
    that computes none shows is empty rather than wrong.
    """
    shown = [title for title in headings(document) if title.level <= _CONTENTS_LEVELS] if document.listed else []
    if not shown:
        return
    lines = [paragraph("TOCHeading", run("Sommaire"), _ON_ITS_PAGE)]
    opening = _field_start(f'TOC \\o "1-{_CONTENTS_LEVELS}" \\h \\z')
    for rank, title in enumerate(shown):
        before = opening if rank == 0 else ""
        after = _MARK("end") if rank == len(shown) - 1 else ""
        page = "<w:r><w:tab/></w:r>" + _field_start(f"PAGEREF {title.anchor} \\h", dirty=True) + _MARK("end")
        words = run(printed(f"{title.label} {title.words.text}")) + page
        link = f'<w:hyperlink w:anchor="{title.anchor}" w:history="1">{words}</w:hyperlink>'
        lines.append(paragraph(f"TOC{title.level}", before + link + after))
    yield f"<w:sdt><w:sdtPr>{_GALLERY}</w:sdtPr><w:sdtContent>{''.join(lines)}</w:sdtContent></w:sdt>"


def _field_start(instruction: str, *, dirty: bool = False) -> str:
    """A field, up to where its result begins; Word computes again one that is dirty."""
    again = ' w:dirty="true"' if dirty else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{again}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>' + _MARK("separate")
    )

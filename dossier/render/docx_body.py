"""The tree as the body of a Word file: one line for each kind of node, text assembled in one go.

What is body text stands in ``w:p`` that have words; the contents list is in the styles ``TOC…``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice, pairwise, zip_longest
from urllib.parse import quote

from dossier.document.tree import (
    Align,
    Block,
    Bullets,
    Cell,
    Document,
    Figure,
    Heading,
    Paragraph,
    Role,
    Run,
    Section,
    Table,
    headings,
)
from dossier.look.model import DEFAULT, Look
from dossier.render.docx_logo import logo_xml
from dossier.render.docx_parts import LANDSCAPE, PORTRAIT, Page, escape, printed, word_language
from dossier.render.docx_styles import (
    BULLETS,
    CELL_BULLETS,
    CELL_NEXT,
    CELL_STYLE,
    EMPHASIS_LOOK,
    EMPHASIS_STYLE,
    ROLE_STYLE,
    WML,
    XML,
    fills,
    word_colours,
)
from dossier.render.typography import typeset

_JUSTIFICATION = {Align.START: "", Align.CENTER: '<w:jc w:val="center"/>', Align.END: '<w:jc w:val="right"/>'}
_NEVER = 99  # deeper than any section
_CONTENTS_LEVELS = 2
_WHOLE = {PORTRAIT.name: 0.5, LANDSCAPE.name: 0.65}  # of a page: a table that fits in it is not cut
_STYLED = re.compile(r'(<w:pStyle w:val="[^"]*"/>)')
_DEEPEST = 4  # heading styles
_CELL_PADDING, _CHARACTER, _LINE = 170, 95, 207  # in a table: both margins, a mean character, a line (twips)


class Body:
    """The body of ``document``, and the addresses it links to: ``links`` maps each to its relationship."""

    def __init__(self, document: Document, look: Look = DEFAULT) -> None:
        self.document = document
        self.logo = look.logo
        self.tones, self.colours = fills(look.palette), word_colours(look.palette)
        self.links: dict[str, str] = {}

    def xml(self) -> str:
        """The document part."""
        cover = "".join(self._cover()) + "".join(_contents(self.document))
        pages = [(PORTRAIT, cover), *self._pages()]
        last = len(pages) - 1
        body = "".join(
            content + _section_end(page, cover=rank == 0, last=rank == last)
            for rank, (page, content) in enumerate(pages)
        )
        relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        return f'{XML}<w:document xmlns:w="{WML}" xmlns:r="{relations}"><w:body>{body}</w:body></w:document>'

    def _cover(self) -> Iterator[str]:
        if self.logo:
            yield _paragraph("Logo", logo_xml(self.logo, printed(self.logo.alternative)))
        yield _paragraph("Title", _text(printed(self.document.title)))
        yield _paragraph("Subtitle", _text(printed(self.document.subtitle)))
        yield from self._flow(self.document.cover, PORTRAIT)

    def _pages(self) -> Iterator[tuple[Page, str]]:
        """The sections, gathered by the way their pages are turned."""
        numbered = enumerate(_turned(self.document), start=1)
        for page, group in groupby(numbered, key=lambda item: item[1][1]):
            yield page, "".join(xml for rank, (heading, _) in group for xml in self._section(rank, heading, page))

    def _section(self, rank: int, heading: Heading, page: Page) -> Iterator[str]:
        start, end = f'<w:bookmarkStart w:id="{rank}" w:name="{heading.anchor}"/>', f'<w:bookmarkEnd w:id="{rank}"/>'
        yield _paragraph(f"Heading{min(heading.level, _DEEPEST)}", start + _text(printed(heading.text)) + end)
        flow = self._flow(heading.section.blocks, page)
        # a remark alone under its title goes with the first section inside
        alone = len(heading.section.blocks) == 1 and isinstance(heading.section.blocks[0], Paragraph)
        yield from (map(_kept, flow) if alone and heading.section.sections else flow)

    def _flow(self, blocks: Sequence[Block], page: Page) -> Iterator[str]:
        for block, after in zip_longest(blocks, islice(blocks, 1, None)):
            match block:
                case Paragraph():
                    xml = _paragraph(ROLE_STYLE[block.role], self._runs(block))
                    yield _kept(xml) if page is LANDSCAPE and after else xml
                case Bullets():
                    yield from (self._item(item, ROLE_STYLE, "ListBullet", BULLETS) for item in block.items)
                case Table():
                    yield from self._table(block, page)
                case Figure():
                    yield _paragraph("Caption", _text(printed(block.caption)))

    def _item(self, item: Paragraph, styles: dict[Role, str], style: str, number: int, extra: str = "") -> str:
        if item.role is not Role.BODY:  # its own look, with a bullet
            extra = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>{extra}'
            style = styles[item.role]
        return _paragraph(style, self._runs(item), extra)

    def _runs(self, paragraph: Paragraph) -> str:
        texts = typeset([run.text for run in paragraph.runs])
        return "".join(self._run(run, escape(text)) for run, text in zip(paragraph.runs, texts, strict=True))

    def _run(self, run: Run, words: str) -> str:
        language = f'<w:lang w:val="{word_language(run.language)}"/>' if run.language else ""
        style = "Hyperlink" if run.href else EMPHASIS_STYLE.get(run.emphasis)
        # the look is said again: Word takes bold in bold for plain, and LibreOffice forgets a style's font in a cell
        look = (f'<w:rStyle w:val="{style}"/>' if style else "") + EMPHASIS_LOOK[run.emphasis] + language
        text = _text(words, look)
        if not run.href:
            return text
        if run.href.startswith("#"):
            return f'<w:hyperlink w:anchor="{escape(run.href[1:])}" w:history="1">{text}</w:hyperlink>'
        address = quote(run.href, safe="%/:?#[]@!$&'()*+,;=~")
        relation = self.links.setdefault(address, f"rIdLien{len(self.links) + 1}")
        return f'<w:hyperlink r:id="{relation}" w:history="1">{text}</w:hyperlink>'

    def _table(self, table: Table, page: Page) -> Iterator[str]:
        widths = _shares(table.widths, page.text_width)
        # without a paragraph between them, Word would make two tables one
        yield _paragraph("Caption", _text(printed(table.caption))) if table.caption else _paragraph("Separation", "")
        yield _table_start(table, widths)
        yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{self._cells(table.head, widths, head=True)}</w:tr>"
        heights = [_height(row, widths) for row in (table.head, *table.rows)]
        short = sum(heights) <= page.text_height * _WHOLE[page.name]
        for rank, (row, height) in enumerate(zip(table.rows, heights[1:], strict=True), start=1):
            whole = "" if height > page.text_height / 2 else "<w:trPr><w:cantSplit/></w:trPr>"
            xml = f"<w:tr>{whole}{self._cells(row, widths)}</w:tr>"
            yield _kept(xml) if short and rank < len(table.rows) else xml
        yield "</w:tbl>"

    def _cells(self, cells: Iterable[Cell], widths: Iterable[int], *, head: bool = False) -> str:
        return "".join(self._cell(cell, width, head) for cell, width in zip(cells, widths, strict=True))

    def _cell(self, cell: Cell, width: int, head: bool) -> str:
        fill = self.tones[cell.tone] or (
            self.colours["fond-tete" if head else "fond-rang"] if head or cell.header else ""
        )
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        middle = '<w:vAlign w:val="center"/>' if head else ""
        plain = "TableauTete" if head else "TableauEntete" if cell.header else CELL_STYLE[Role.BODY]
        styles = CELL_STYLE | {Role.BODY: plain}
        content = "".join(self._cell_flow(cell, styles)) or _paragraph(plain, "")  # Word wants a paragraph in each
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}{middle}</w:tcPr>{content}</w:tc>'

    def _cell_flow(self, cell: Cell, styles: dict[Role, str]) -> Iterator[str]:
        for rank, block in enumerate(cell.blocks):
            extra = (CELL_NEXT if rank else "") + _JUSTIFICATION[cell.align]
            if isinstance(block, Paragraph):
                yield _paragraph(styles[block.role], self._runs(block), extra)
            else:
                yield from (self._item(item, styles, "TableauPuce", CELL_BULLETS, extra) for item in block.items)


def _turned(document: Document) -> Iterator[tuple[Heading, Page]]:
    """Each section with its page. What is inside a landscape section is landscape too, and a title that has no text
    of its own goes with what follows it rather than stay alone on the page before.
    """
    turned = _NEVER
    for heading in headings(document):
        if heading.level <= turned:
            turned = heading.level if heading.section.landscape else _NEVER
        landscape = turned < _NEVER or _opens_landscape(heading.section)
        yield heading, LANDSCAPE if landscape else PORTRAIT


def _opens_landscape(section: Section) -> bool:
    if section.landscape or section.blocks or not section.sections:
        return section.landscape
    return _opens_landscape(section.sections[0])


def _contents(document: Document) -> Iterator[str]:
    """The contents, ready to click: a field without page numbers, for only Word could tell which are right."""
    entries = [heading for heading in headings(document) if heading.level <= _CONTENTS_LEVELS]
    if not entries:
        return
    yield _paragraph("TOCHeading", _text("Sommaire"))
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    field = f' TOC \\o "1-{_CONTENTS_LEVELS}" \\n \\h '
    instruction = f'<w:r><w:instrText xml:space="preserve">{escape(field)}</w:instrText></w:r>'
    for rank, heading in enumerate(entries, start=1):
        before = mark("begin") + instruction + mark("separate") if rank == 1 else ""
        after = mark("end") if rank == len(entries) else ""
        link = f'<w:hyperlink w:anchor="{heading.anchor}" w:history="1">{_text(printed(heading.text))}</w:hyperlink>'
        yield _paragraph(f"TOC{heading.level}", before + link + after)


def _section_end(page: Page, *, cover: bool, last: bool) -> str:
    references = "".join(
        f'<w:{part}Reference w:type="{kind}" r:id="{part}-{name}"/>'
        for part in ("header", "footer")
        for kind, name in (("default", page.name), *((("first", "garde"),) if cover else ()))
    )
    turn = ' w:orient="landscape"' if page is LANDSCAPE else ""
    section = (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz w:w="{page.width}" w:h="{page.height}"{turn}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.side}" w:bottom="{page.bottom}" w:left="{page.side}" '
        f'w:header="624" w:footer="567" w:gutter="0"/>{"<w:titlePg/>" if cover else ""}</w:sectPr>'
    )
    return section if last else f'<w:p><w:pPr><w:pStyle w:val="Separation"/>{section}</w:pPr></w:p>'


def _table_start(table: Table, widths: list[int]) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    first_column = int(any(row[0].header for row in table.rows))
    titles = " ; ".join(" ".join(_words(cell)) for cell in table.head)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableauDossier"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{0x0620 | 0x0080 * first_column:04X}" w:firstRow="1" w:lastRow="0" '
        f'w:firstColumn="{first_column}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{printed(table.caption)}"/>'
        f'<w:tblDescription w:val="{printed(f"Colonnes : {titles}. Lignes : {len(table.rows)}.")}"/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )


def _shares(weights: tuple[int, ...], total: int) -> list[int]:
    """``total`` shared out by weight, to the last twip."""
    whole = sum(weights)
    edges = [total * sum(weights[:rank]) // whole for rank in range(len(weights) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _height(row: tuple[Cell, ...], widths: list[int]) -> float:
    """About how high a row will be (twips): a row that would leave a great hole at a page's foot may be cut."""
    return max(
        sum(math.ceil(len(text) * _CHARACTER / max(width - _CELL_PADDING, _CHARACTER)) or 1 for text in _words(cell))
        for cell, width in zip(row, widths, strict=True)
    ) * float(_LINE)


def _words(cell: Cell) -> list[str]:
    return [
        paragraph.text
        for block in cell.blocks
        for paragraph in (block.items if isinstance(block, Bullets) else (block,))
    ]


def _kept(xml: str) -> str:
    """The same paragraphs, each on the page of what follows it."""
    return _STYLED.sub(r"\1<w:keepNext/>", xml)


def _paragraph(style: str, content: str, extra: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{content}</w:p>'


def _text(words: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in words.split("\n"))
    return f"<w:r>{properties}{lines}</w:r>"

"""The tree as the body of a Word file: one line for each kind of node, text assembled in one go.

What is body text stands in ``w:p`` that have words; the contents lists are in the styles ``TOC…``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, groupby, zip_longest
from urllib.parse import quote

from dossier.document.measures import WIDEST, Face, columns, heights, paragraphs, whole_numbers
from dossier.document.tree import (
    Align,
    Block,
    Bullets,
    Cell,
    Document,
    Dress,
    Emphasis,
    Figure,
    Heading,
    Paragraph,
    Role,
    Run,
    Section,
    Table,
    Tone,
    captions,
    headings,
)
from dossier.french.typography import typeset
from dossier.look.model import DEFAULT, Image, Look
from dossier.render.docx_controls import control
from dossier.render.docx_fields import bookmark, caption, contents, field
from dossier.render.docx_parts import LANDSCAPE, PORTRAIT, Page, word_language
from dossier.render.docx_pictures import Picture, figure_picture, logo_picture, picture_xml
from dossier.render.docx_styles import (
    ALIGNED_STYLE,
    BANNER_STYLES,
    BOLD,
    BULLETS,
    CELL_BULLETS,
    CELL_STYLE,
    COVER_STYLE,
    EMPHASIS_STYLE,
    HEAD_STYLES,
    ROLE_STYLE,
    SUB_BANNER_STYLES,
    WML,
    XML,
)
from dossier.render.docx_words import escape, kept, ordered, paragraph, printed, run

_POINT = 20  # twips
_DENSE = {"size": 8.0, "line": 10.5, "across": 8.5, "down": 3.0}
_NEVER = 99  # deeper than any section
_WHOLE = {PORTRAIT.name: 0.5, LANDSCAPE.name: 0.65}  # of a page: a table that fits in it is not cut
_DEEPEST = 5  # heading styles
_TWIP = 635  # in the units of pictures
_TALLEST = 0.8  # of a page: a drawing, under which its caption stands
_BELOW = '<w:keepNext w:val="0"/><w:spacing w:before="80" w:after="120"/>'  # a caption that follows what it names


class Body:
    """The body of ``document``, and what it refers to: ``links`` maps addresses to relationships, ``images`` maps
    relationships to files.
    """

    def __init__(self, document: Document, look: Look = DEFAULT) -> None:
        self.document = document
        self.look = look
        self.captions = captions(document)
        self.titles = {heading.anchor: heading.section.title for heading in headings(document) if heading.section.name}
        self.marks, self.drawings, self.controls = count(1), count(1), count(1)
        self.links: dict[str, str] = {}
        self.images: dict[str, Image] = {}

    def xml(self) -> str:
        """The document part."""
        opening = "".join(self._cover()) + "".join(contents(self.document))
        pages = [(PORTRAIT, opening), *self._pages()]
        covered, bare = (self.document.dress is dress for dress in (Dress.DOSSIER, Dress.SHEETS))
        if not covered and (not opening or (len(pages) > 1 and pages[1][0] is PORTRAIT)):
            pages[:2] = [(pages[1][0], opening + pages[1][1])]  # no cover: the text begins on the first page
        last = len(pages) - 1
        if pages[last][1].endswith("</w:tbl>"):  # Word would add an empty line, maybe on a page of its own
            pages[last] = (pages[last][0], pages[last][1] + paragraph("Separation", ""))
        body = "".join(
            content + _section_end(page, cover=covered and rank == 0, last=rank == last, bare=bare)
            for rank, (page, content) in enumerate(pages)
        )
        relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        return f'{XML}<w:document xmlns:w="{WML}" xmlns:r="{relations}"><w:body>{body}</w:body></w:document>'

    def _cover(self) -> Iterator[str]:
        if self.document.dress is Dress.SHEETS:
            return
        if logo := self.look.logo:
            yield paragraph("Logo", self._picture(logo_picture(logo), "Logo", logo.alternative))
        yield paragraph("Title", run(printed(self.document.title)))
        yield paragraph("Subtitle", run(printed(self.document.subtitle)))
        yield from self._flow(self.document.cover, PORTRAIT, self.document.title)

    def _pages(self) -> Iterator[tuple[Page, str]]:
        """The sections, gathered by the way their pages are turned."""
        for page, group in groupby(_turned(self.document), key=lambda turned: turned[1]):
            yield page, "".join(xml for heading, _ in group for xml in self._section(heading, page))

    def _section(self, heading: Heading, page: Page) -> Iterator[str]:
        title = bookmark(heading.anchor, next(self.marks), self._runs(heading.words))
        extra = "<w:pageBreakBefore/>" if heading.section.apart else ""
        style = f"Heading{min(heading.level, _DEEPEST)}" if heading.numbered else "TitreFeuille"
        yield paragraph(style, title, extra)
        flow = self._flow(heading.section.blocks, page, heading.section.title)
        # a remark alone under its title goes with the first section inside
        alone = len(heading.section.blocks) == 1 and isinstance(heading.section.blocks[0], Paragraph)
        yield from (map(kept, flow) if alone and heading.section.sections else flow)

    def _flow(self, blocks: Sequence[Block], page: Page, label: str) -> Iterator[str]:
        for block, after, beyond in zip_longest(blocks, blocks[1:], blocks[2:]):
            match block:
                case Paragraph():
                    xml = paragraph(ROLE_STYLE[block.role], self._runs(block))
                    yield kept(xml) if _stays(block, after, beyond, page) else xml
                case Bullets():
                    yield from (self._item(item, ROLE_STYLE, "ListBullet", BULLETS) for item in block.items)
                case Table():
                    yield from self._table(block, page, label)
                case Figure():
                    yield from self._figure(block, page)

    def _item(self, item: Paragraph, styles: dict[Role, str], style: str, number: int) -> str:
        extra = ""
        if item.role is not Role.BODY:  # its own look, with a bullet
            extra = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
            style = styles[item.role]
        return paragraph(style, self._runs(item, bold=style in BOLD), extra)

    def _runs(self, text: Paragraph, *, bold: bool = False) -> str:
        """The runs of a paragraph; in one whose style is ``bold``, strong words are no stronger."""
        texts = typeset([part.text for part in text.runs])
        return "".join(self._run(part, escape(said), bold) for part, said in zip(text.runs, texts, strict=True))

    def _run(self, part: Run, said: str, bold: bool) -> str:
        language = f'<w:lang w:val="{word_language(part.language)}"/>' if part.language else ""
        # Word takes bold in bold for plain
        plain = bold and part.emphasis is Emphasis.STRONG
        style = "Hyperlink" if part.href else "ARemplir" if part.blank else EMPHASIS_STYLE.get(part.emphasis, "")
        named = f'<w:rStyle w:val="{style}"/>' if style and not plain else ""
        look = ordered(named, language)
        if part.blank:
            tongue = word_language(part.language or self.document.language)
            return control(part.blank, part.text.strip("[]"), run(said, look), next(self.controls), tongue)
        if not part.href:
            return run(said, look)
        if part.href.startswith("#"):
            return self._inner_link(part.href[1:], said, look, follows=self.titles.get(part.href[1:]) == part.text)
        address = quote(part.href, safe="%/:?#[]@!$&'()*+,;=~")
        relation = self.links.setdefault(address, f"rIdLien{len(self.links) + 1}")
        return f'<w:hyperlink r:id="{relation}" w:history="1">{run(said, look)}</w:hyperlink>'

    def _inner_link(self, anchor: str, said: str, look: str, *, follows: bool) -> str:
        """A link within the file; one whose words are the title it leads to follows that title when it changes."""
        if follows:
            return field(f"REF {anchor} \\h", said, look)
        return f'<w:hyperlink w:anchor="{escape(anchor)}" w:history="1">{run(said, look)}</w:hyperlink>'

    def _caption(self, extra: str = "") -> str:
        """The caption of the table or figure that is written now."""
        return paragraph("Caption", caption(next(self.captions), next(self.marks)), extra)

    def _figure(self, figure: Figure, page: Page) -> Iterator[str]:
        widest, highest = page.text_width * _TWIP, round(page.text_height * _TWIP * _TALLEST)
        picture = figure_picture(figure, len(self.images), self.look.palette, widest, highest)
        yield paragraph("Figure", self._picture(picture, figure.caption, figure.alternative))
        yield self._caption(_BELOW)

    def _picture(self, picture: Picture, title: str, alternative: str) -> str:
        self.images |= picture.files
        return picture_xml(picture, next(self.drawings), printed(title), printed(alternative))

    def _table(self, table: Table, page: Page, label: str) -> Iterator[str]:
        dense = _DENSE if table.filtered else {}
        face = Face(self.look.fonts.word, **dense)
        widths = columns(table, Face(WIDEST, **dense), page.text_width / _POINT)  # for another font than ours too
        twips = whole_numbers(widths, _POINT)
        if table.caption:
            yield self._caption()
        yield _table_start(table, twips, table.caption or label)
        if table.head:
            cells = "".join(self._cell(cell, width, HEAD_STYLES) for cell, width in zip(table.head, twips, strict=True))
            yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"
        high = heights(table, widths, face)
        short = sum(high) <= page.text_height / _POINT * _WHOLE[page.name]
        last = len(table.rows)
        written = zip(self._rows(table, twips), high[1:], _banners(table), strict=True)
        for rank, (xml, its, banner) in enumerate(written, start=1):
            whole = "" if its > page.text_height / _POINT / 2 else "<w:trPr><w:cantSplit/></w:trPr>"
            row = f"<w:tr>{whole}{xml}</w:tr>"
            together = rank < last and (short or banner or rank in (1, last - 1))  # no row is alone on a page
            yield kept(row) if together else row
        yield "</w:tbl>"

    def _rows(self, table: Table, widths: Sequence[int]) -> Iterator[str]:
        """The cells of each row; where a cell of a row above comes down, Word wants an empty one that says so."""
        coming: dict[int, tuple[int, Cell]] = {}
        for row in table.grid():
            cells = dict(row)
            written = []
            for rank in sorted((*cells, *coming)):
                left, cell = (cells[rank].rows, cells[rank]) if rank in cells else coming[rank]
                width = sum(widths[rank : rank + cell.columns])
                span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
                merged = ("restart" if rank in cells else "continue") if cell.rows > 1 else ""
                merge = f'<w:vMerge w:val="{merged}"/>' if merged else ""
                shown = cell if rank in cells else replace(cell, blocks=())
                written.append(self._cell(shown, width, _styles(cell, table), span + merge))
                coming[rank] = (left - 1, cell)
            coming = {rank: (left, cell) for rank, (left, cell) in coming.items() if left > 0}
            yield "".join(written)

    def _cell(self, cell: Cell, width: int, styles: dict[Role, str], spans: str = "") -> str:
        plain = styles[Role.BODY]
        content = "".join(self._cell_flow(cell, styles)) or paragraph(plain, "")  # Word wants a paragraph in each
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}</w:tcPr>{content}</w:tc>'

    def _cell_flow(self, cell: Cell, styles: dict[Role, str]) -> Iterator[str]:
        for block in cell.blocks:
            if isinstance(block, Paragraph):
                style = styles[block.role]
                yield paragraph(style, self._runs(block, bold=style in BOLD))
            else:
                yield from (self._item(item, styles, "TableauPuce", CELL_BULLETS) for item in block.items)


def _banners(table: Table) -> Iterator[bool]:
    """Which rows are a banner over what follows."""
    return (len(row) == 1 and row[0].columns == len(table.widths) > 1 for row in table.rows)


def _styles(cell: Cell, table: Table) -> dict[Role, str]:
    """The styles of the paragraphs of a cell, by what it is."""
    if cell.header and cell.columns == len(table.widths) > 1:
        return BANNER_STYLES if cell.tone is Tone.MEDIUM else SUB_BANNER_STYLES
    if cell.header:
        return CELL_STYLE | {Role.BODY: "TableauLibelle" if not table.head else "TableauEntete"}
    if table.filtered and cell.tone is not Tone.NONE:
        return CELL_STYLE | {Role.BODY: COVER_STYLE[cell.tone]}
    total = cell.tone is not Tone.NONE and cell.align is Align.END
    return CELL_STYLE | {Role.BODY: "TableauTotal" if total else ALIGNED_STYLE[cell.align]}


def _stays(block: Paragraph, after: Block | None, beyond: Block | None, page: Page) -> bool:
    """Is a paragraph on the page of what follows: a table, a drawing, anything on wide pages, the signature that ends
    centred text?
    """
    signed = _centred(block) and _centred(after) and not _centred(beyond)
    return isinstance(after, Table | Figure) or signed or (page is LANDSCAPE and after is not None)


def _centred(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.CENTRED


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


def _section_end(page: Page, *, cover: bool, last: bool, bare: bool = False) -> str:
    references = (
        ""
        if bare
        else "".join(
            f'<w:{part}Reference w:type="{kind}" r:id="{part}-{name}"/>'
            for part in ("header", "footer")
            for kind, name in (("default", page.name), *((("first", "garde"),) if cover else ()))
        )
    )
    turn = ' w:orient="landscape"' if page is LANDSCAPE else ""
    section = (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz w:w="{page.width}" w:h="{page.height}"{turn}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.side}" w:bottom="{page.bottom}" w:left="{page.side}" '
        f'w:header="624" w:footer="567" w:gutter="0"/>{"<w:titlePg/>" if cover else ""}</w:sectPr>'
    )
    return section if last else f'<w:p><w:pPr><w:pStyle w:val="Separation"/>{section}</w:pPr></w:p>'


def _table_start(table: Table, widths: list[int], label: str) -> str:
    """Widths are wishes: Word gives more to a column whose words are wider, in another font for instance."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    first_column = int(all(row[0].header for row in table.rows))
    first_row, bands = int(bool(table.head)), int(bool(table.head) and not table.filtered)
    titles = " ; ".join(" ".join(said.text for said in paragraphs(cell.blocks)) for cell in table.head)
    said = f"Colonnes : {titles}. " if titles else ""
    style = "TableauMatrice" if table.filtered else "TableauDossier" if table.head else "TableauFiche"
    mask = 0x0020 * first_row | 0x0080 * first_column | 0x0200 * (1 - bands) | 0x0400
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLook w:val="{mask:04X}" w:firstRow="{first_row}" w:lastRow="0" '
        f'w:firstColumn="{first_column}" w:lastColumn="0" w:noHBand="{1 - bands}" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{printed(label)}"/>'
        f'<w:tblDescription w:val="{printed(f"{said}Lignes : {len(table.rows)}.")}"/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )

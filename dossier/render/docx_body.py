"""The tree as the body of a Word file: one line for each kind of node, text assembled in one go.

What is body text stands in ``w:p`` that have words; the contents lists are in the styles ``TOC…``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby, zip_longest
from urllib.parse import quote

from dossier.document.tree import (
    Align,
    Block,
    Bullets,
    Cell,
    Document,
    Emphasis,
    Figure,
    Heading,
    Paragraph,
    Role,
    Run,
    Section,
    Table,
    captions,
    headings,
)
from dossier.french.typography import typeset
from dossier.look.model import DEFAULT, Image, Look
from dossier.render.docx_controls import control
from dossier.render.docx_fields import bookmark, caption, contents, field
from dossier.render.docx_measures import columns, height, words
from dossier.render.docx_parts import LANDSCAPE, PORTRAIT, Page, word_language
from dossier.render.docx_pictures import Picture, figure_picture, logo_picture, picture_xml
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
    link_look,
    word_colours,
)
from dossier.render.docx_words import escape, kept, ordered, paragraph, printed, run

_JUSTIFICATION = {Align.START: "", Align.CENTER: '<w:jc w:val="center"/>', Align.END: '<w:jc w:val="right"/>'}
_NEVER = 99  # deeper than any section
_WHOLE = {PORTRAIT.name: 0.5, LANDSCAPE.name: 0.65}  # of a page: a table that fits in it is not cut
_DEEPEST = 4  # heading styles
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
        self.tones, self.colours = fills(look.palette), word_colours(look.palette)
        self.link_look = "" if look.template else link_look(look.palette)  # a template has its own
        self.captions = captions(document)
        self.titles = {heading.anchor: heading.section.title for heading in headings(document) if heading.section.name}
        self.marks, self.drawings, self.controls = count(1), count(1), count(1)
        self.links: dict[str, str] = {}
        self.images: dict[str, Image] = {}

    def xml(self) -> str:
        """The document part."""
        cover = "".join(self._cover()) + "".join(contents(self.document))
        pages = [(PORTRAIT, cover), *self._pages()]
        last = len(pages) - 1
        if pages[last][1].endswith("</w:tbl>"):  # Word would add an empty line, maybe on a page of its own
            pages[last] = (pages[last][0], pages[last][1] + paragraph("Separation", ""))
        body = "".join(
            content + _section_end(page, cover=rank == 0, last=rank == last)
            for rank, (page, content) in enumerate(pages)
        )
        relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        return f'{XML}<w:document xmlns:w="{WML}" xmlns:r="{relations}"><w:body>{body}</w:body></w:document>'

    def _cover(self) -> Iterator[str]:
        if logo := self.look.logo:
            yield paragraph("Logo", self._picture(logo_picture(logo), "Logo", logo.alternative))
        yield paragraph("Title", run(printed(self.document.title)))
        yield paragraph("Subtitle", run(printed(self.document.subtitle)))
        yield from self._flow(self.document.cover, PORTRAIT)

    def _pages(self) -> Iterator[tuple[Page, str]]:
        """The sections, gathered by the way their pages are turned."""
        for page, group in groupby(_turned(self.document), key=lambda turned: turned[1]):
            yield page, "".join(xml for heading, _ in group for xml in self._section(heading, page))

    def _section(self, heading: Heading, page: Page) -> Iterator[str]:
        title = bookmark(heading.anchor, next(self.marks), self._runs(heading.words))
        extra = "<w:pageBreakBefore/>" if heading.section.apart else ""
        yield paragraph(f"Heading{min(heading.level, _DEEPEST)}", run(f"{heading.label} ") + title, extra)
        flow = self._flow(heading.section.blocks, page)
        # a remark alone under its title goes with the first section inside
        alone = len(heading.section.blocks) == 1 and isinstance(heading.section.blocks[0], Paragraph)
        yield from (map(kept, flow) if alone and heading.section.sections else flow)

    def _flow(self, blocks: Sequence[Block], page: Page) -> Iterator[str]:
        for block, after, beyond in zip_longest(blocks, blocks[1:], blocks[2:]):
            match block:
                case Paragraph():
                    xml = paragraph(ROLE_STYLE[block.role], self._runs(block))
                    yield kept(xml) if _stays(block, after, beyond, page) else xml
                case Bullets():
                    yield from (self._item(item, ROLE_STYLE, "ListBullet", BULLETS) for item in block.items)
                case Table():
                    yield from self._table(block, page)
                case Figure():
                    yield from self._figure(block, page)

    def _item(
        self, item: Paragraph, styles: dict[Role, str], style: str, number: int, extra: str = "", look: str = ""
    ) -> str:
        if item.role is not Role.BODY:  # its own look, with a bullet
            extra = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>{extra}'
            style = styles[item.role]
        return paragraph(style, self._runs(item, look), extra)

    def _runs(self, text: Paragraph, extra: str = "") -> str:
        """The runs of a paragraph; ``extra`` is the properties that all have."""
        texts = typeset([part.text for part in text.runs])
        return "".join(self._run(part, escape(said), extra) for part, said in zip(text.runs, texts, strict=True))

    def _run(self, part: Run, said: str, extra: str) -> str:
        language = f'<w:lang w:val="{word_language(part.language)}"/>' if part.language else ""
        style = "Hyperlink" if part.href else "ARemplir" if part.blank else EMPHASIS_STYLE.get(part.emphasis, "")
        named = f'<w:rStyle w:val="{style}"/>' if style else ""
        # the look is said again: Word takes bold in bold for plain, and LibreOffice forgets a style's look in a cell
        look = ordered(named, extra, EMPHASIS_LOOK[part.emphasis], self.link_look if part.href else "", language)
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

    def _table(self, table: Table, page: Page) -> Iterator[str]:
        font = self.look.fonts.word
        widths = columns(table, font, page.text_width)
        yield self._caption()
        yield _table_start(table, widths)
        yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{self._cells(table.head, widths, head=True)}</w:tr>"
        heights = [height(row, widths, font) for row in (table.head, *table.rows)]
        short = sum(heights) <= page.text_height * _WHOLE[page.name]
        last = len(table.rows)
        for rank, (row, high) in enumerate(zip(table.rows, heights[1:], strict=True), start=1):
            whole = "" if high > page.text_height / 2 else "<w:trPr><w:cantSplit/></w:trPr>"
            xml = f"<w:tr>{whole}{self._cells(row, widths)}</w:tr>"
            together = rank < last and (short or rank in (1, last - 1))  # no row is alone on a page
            yield kept(xml) if together else xml
        yield "</w:tbl>"

    def _cells(self, cells: Iterable[Cell], widths: Iterable[int], *, head: bool = False) -> str:
        return "".join(self._cell(cell, width, head) for cell, width in zip(cells, widths, strict=True))

    def _cell(self, cell: Cell, width: int, head: bool) -> str:
        fill = self.tones[cell.tone] or (
            self.colours["fond-tete" if head else "fond-rang"] if head or cell.header else ""
        )
        # the table's style fills these too, but that of a template may not, and their words may be light
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        middle = '<w:vAlign w:val="center"/>' if head else ""
        plain = "TableauTete" if head else "TableauEntete" if cell.header else CELL_STYLE[Role.BODY]
        styles = CELL_STYLE | {Role.BODY: plain}
        # bold of the table's style and of the paragraph's would make plain in Word
        bold = EMPHASIS_LOOK[Emphasis.STRONG] if head or cell.header else ""
        content = "".join(self._cell_flow(cell, styles, bold)) or paragraph(plain, "")  # Word wants a paragraph in each
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}{middle}</w:tcPr>{content}</w:tc>'

    def _cell_flow(self, cell: Cell, styles: dict[Role, str], look: str) -> Iterator[str]:
        for rank, block in enumerate(cell.blocks):
            extra = (CELL_NEXT if rank else "") + _JUSTIFICATION[cell.align]
            if isinstance(block, Paragraph):
                yield paragraph(styles[block.role], self._runs(block, look), extra)
            else:
                yield from (self._item(item, styles, "TableauPuce", CELL_BULLETS, extra, look) for item in block.items)


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
    first_column = int(all(row[0].header for row in table.rows))
    titles = " ; ".join(" ".join(words(cell)) for cell in table.head)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableauDossier"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{0x0620 | 0x0080 * first_column:04X}" w:firstRow="1" w:lastRow="0" '
        f'w:firstColumn="{first_column}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{printed(table.caption)}"/>'
        f'<w:tblDescription w:val="{printed(f"Colonnes : {titles}. Lignes : {len(table.rows)}.")}"/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )

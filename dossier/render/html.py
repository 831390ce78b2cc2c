"""The tree as one stand-alone HTML page: read on a screen as it is, and printed by ``pdf``.

The body text is the title, the subtitle, the cover and the sections; the ``bandeau``, the contents list (``nav``)
and the ``footer`` stand around it, as running heads do.
"""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape as escape_html
from importlib import resources
from urllib.parse import quote, urlsplit

from dossier.document.tree import (
    Align,
    Block,
    Bullets,
    Caption,
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
    Tone,
    captions,
    headings,
)
from dossier.look.model import DEFAULT, Logo, Look
from dossier.look.paint import painted
from dossier.look.stylesheet import data_url
from dossier.render.look_css import look_css
from dossier.render.typography import french, typeset

_SHORT_TITLE, _SHARED_TITLE = 85, 60  # characters of the running head, alone on its line or not (portrait pages)
_LINK_SCHEMES = {"http", "https", "mailto"}
_DEEPEST = 6  # HTML has no h7
_TAGS = {Emphasis.EM: "em", Emphasis.STRONG: "strong", Emphasis.CODE: "code"}
_ROLE_CLASS = {
    Role.LEAD: "chapeau",
    Role.NOTE: "note",
    Role.MISSING: "absent",
    Role.WARNING: "attention",
    Role.CENTRED: "centree",
}
_ALIGN_CLASS = {Align.CENTER: "centre", Align.END: "fin"}
_TONE_CLASS = {Tone.LIGHT: "ton-1", Tone.MEDIUM: "ton-2", Tone.STRONG: "ton-3"}

_PADDING = 3  # characters that the margins of a cell take
_BOLD = 0.85  # bold letters are wider: that much fewer on a line
_ROW_MARGIN = 0.65  # lines that the margins of a row take
_TITLE, _CAPTION, _PARAGRAPH_MARGIN = 3, 2, 1  # lines that they take, at most
_TALL = 0.5  # of a page: a taller row may be cut, or the gap it leaves would look like an error


@dataclass(frozen=True, slots=True)
class _Paper:
    """How much of a table fits on a page, and which part of a page a table may take and yet not be cut."""

    characters: int
    lines: int
    whole: float


_PORTRAIT = _Paper(137, 59, whole=0.5)
_LANDSCAPE = _Paper(212, 40, whole=0.9)  # the pages of large tables, one on each where it fits

# What no HTML text may hold is dropped: control characters, lone surrogates, non-characters.
_FORBIDDEN = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)


def to_html(document: Document, look: Look = DEFAULT) -> str:
    """The whole page, style sheet and pictures included; the same document always gives the same characters."""
    numbers = _Numbers(headings(document), captions(document))
    cover = _flow(document.cover, numbers, turned=False)
    sections = "".join(_section(section, numbers, turned=False) for section in document.sections)
    return f"""<!DOCTYPE html>
<html lang="{_escape(document.language)}">
<head>
{_metadata(document)}
<style>
{look_css(look, _resource("dossier.css"))}</style>{_watermark(document.draft, look)}
</head>
<body{_running_heads(document, look)}>
<a class="evitement" href="#contenu">Aller au contenu</a>
<header>
{_banner(document, look)}
{_logo(look.logo)}<h1>{_text(document.title)}</h1>
<p class="sous-titre">{_text(document.subtitle)}</p>
{cover}</header>
{_contents(document)}<main id="contenu">
{_painted(sections, look)}</main>
<footer><p>{_text(document.reference)}</p>{_mention(look)}</footer>
{_script(document)}</body>
</html>
"""


def _escape(text: str) -> str:
    return escape_html(text.translate(_FORBIDDEN))


def _text(text: str) -> str:
    return _escape(french(text))


# ── Around the text ──────────────────────────────────────────────────────────────────────────────────────────────


def _metadata(document: Document) -> str:
    named = [
        ("author", document.author),
        ("description", document.subject),
        ("keywords", f"{document.code}, {document.version}"),
        *((f"dcterms.{moment}", document.date) for moment in ("created", "modified") if document.date),
        *document.properties,
    ]
    return "\n".join(
        (
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_escape(f'{document.code} – {document.title}')}</title>",
            *(f'<meta name="{_escape(name)}" content="{_escape(value)}">' for name, value in named),
        )
    )


def _running_heads(document: Document, look: Look) -> str:
    """What the margins of the printed pages say, as attributes that the style sheet reads."""
    room = _SHARED_TITLE if look.entete else _SHORT_TITLE
    short = textwrap.shorten(f"{document.code} – {document.title}", room, placeholder="…")
    heads = {"courant": short, "pied": document.reference, "auteur": document.author}
    heads |= {"entete": look.entete, "mention": look.pied}
    return "".join(f' data-{name}="{_text(value)}"' for name, value in heads.items())


def _watermark(draft: str | None, look: Look) -> str:
    """The draft mark across each printed page: a background, which assistive technologies do not read."""
    if not draft:
        return ""
    size = min(30.0, 165 / len(draft))
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="600" height="600">'
        f'<text x="50" y="50" transform="rotate(-45 50 50)" text-anchor="middle" dominant-baseline="central" '
        f'font-family="{look.fonts.titres}, DejaVu Sans" font-weight="bold" font-size="{size:.2f}" '
        f'fill="{look.palette.marque}">'
        f"{_escape(draft)}</text></svg>"
    )
    image = f"data:image/svg+xml,{quote(svg)}"
    return f'\n<style>@page {{ background: #fff url("{image}") no-repeat center / 170mm }}</style>'


def _logo(logo: Logo | None) -> str:
    if logo is None:
        return ""
    image = logo.image
    return (
        f'<p class="logo"><img src="{data_url(image.media, image.data)}" alt="{_text(logo.alternative)}" '
        f'width="{image.width:g}" height="{image.height:g}"></p>\n'
    )


def _mention(look: Look) -> str:
    return f"<p>{_text(look.pied)}</p>" if look.pied else ""


def _script(document: Document) -> str:
    """What filters the tables that can be, if there are any; the PDF engine does not run it."""
    blocks = (block for heading in headings(document) for block in heading.section.blocks)
    if not any(isinstance(block, Table) and block.filtered for block in blocks):
        return ""
    return f"<script>\n{_resource('filtres.js')}</script>\n"


def _resource(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _banner(document: Document, look: Look) -> str:
    draft = f'<strong class="projet">{_text(document.draft)}</strong> ' if document.draft else ""
    said = (look.entete or document.author, document.reference)
    heads = " ".join(f"<span>{_text(text)}</span>" for text in said)
    return f'<p class="bandeau">{draft}{heads}</p>'


def _contents(document: Document) -> str:
    if not (document.sections and document.contents):
        return ""
    entries = _entries(document.sections, headings(document))
    return f'<nav aria-labelledby="sommaire">\n<h2 id="sommaire">Sommaire</h2>\n{entries}</nav>\n'


def _entries(sections: Sequence[Section], numbered: Iterator[Heading]) -> str:
    """Two levels: deeper titles would make the contents longer than what they lead to."""

    def entry(section: Section) -> str:
        heading = next(numbered)
        inner = [next(numbered) for _ in _all_inside(section)]
        shown = "".join(f"{_entry(below)}</li>\n" for below in inner if below.level == heading.level + 1)
        return _entry(heading) + (f"\n<ol>\n{shown}</ol>\n" if shown else "") + "</li>\n"

    return f"<ol>\n{''.join(map(entry, sections))}</ol>\n"


def _entry(heading: Heading) -> str:
    return f'<li><a href="#{heading.anchor}">{_text(heading.text)}</a>'


def _all_inside(section: Section) -> Iterator[Section]:
    for child in section.sections:
        yield child
        yield from _all_inside(child)


# ── The text ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What comes next, numbered: titles, tables and figures."""

    headings: Iterator[Heading]
    captions: Iterator[Caption]


def _section(section: Section, numbers: _Numbers, *, turned: bool) -> str:
    """A section and those inside it; ``turned`` when the pages around it are in landscape."""
    heading = next(numbers.headings)
    turned = turned or section.landscape
    tag = f"h{min(heading.level + 1, _DEEPEST)}"
    # A title with no text of its own goes with what it announces, rather than stay alone on the page before.
    title_class = _class("paysage" if not turned and _opens_landscape(section) else "")
    blocks = _flow(section.blocks, numbers, turned=turned)
    inner = "".join(_section(child, numbers, turned=turned) for child in section.sections)
    title = f'<{tag} id="{heading.anchor}"{title_class}>{_text(heading.label)} {_runs(heading.words)}</{tag}>'
    stands = _class("paysage" if section.landscape else "a-part" if section.apart else "")
    return f"<section{stands}>\n{title}\n{blocks}{inner}</section>\n"


def _opens_landscape(section: Section) -> bool:
    if section.landscape or section.blocks or not section.sections:
        return section.landscape
    return _opens_landscape(section.sections[0])


def _flow(blocks: Sequence[Block], numbers: _Numbers, *, turned: bool) -> str:
    """What stands under a title; the text between the title and a first table stays with both, unless it is long."""
    paper = _LANDSCAPE if turned else _PORTRAIT
    text: list[Paragraph | Bullets] = []
    written: list[str] = []
    for block in blocks:
        if isinstance(block, Figure):
            written += [*(_block(paragraph) + "\n" for paragraph in text), _figure(block, next(numbers.captions))]
            text = []
        elif isinstance(block, Table):
            above = _TITLE + _lines(text, paper.characters) + _PARAGRAPH_MARGIN * len(text)
            together = above <= _TALL * paper.lines and not written
            written += [_block(paragraph, "annonce" if together else "") + "\n" for paragraph in text]
            written.append(_table(block, next(numbers.captions), paper, above))
            text = []
        else:
            text.append(block)
    return "".join((*written, *(_block(paragraph) + "\n" for paragraph in text)))


def _painted(page: str, look: Look) -> str:
    """The drawings of a page in the look's colours; no text can pass for one, as it is escaped."""
    return re.sub(r"<svg .*?</svg>", lambda drawing: painted(drawing[0], look.palette), page, flags=re.DOTALL)


def _figure(figure: Figure, number: Caption) -> str:
    """Inline, so that it is text and not a picture; its title is what a screen reader and the tags of the PDF say."""
    opening, _, drawing = figure.svg.partition(">")
    caption = _text(number.text)
    return (
        f'<figure id="{number.anchor}">\n<div class="dessin" role="group" tabindex="0" aria-label="{caption}">\n'
        f'{opening} role="img"><title>{_text(figure.alternative)}</title>{drawing}\n</div>\n'
        f"<figcaption>{caption}</figcaption>\n</figure>\n"
    )


def _block(block: Paragraph | Bullets, extra: str = "") -> str:
    if isinstance(block, Paragraph):
        return f"<p{_class(_ROLE_CLASS.get(block.role), extra)}>{_runs(block)}</p>"
    items = "".join(f"<li{_class(_ROLE_CLASS.get(item.role))}>{_runs(item)}</li>" for item in block.items)
    return f"<ul{_class(extra)}>{items}</ul>"


def _runs(paragraph: Paragraph) -> str:
    texts = typeset([run.text for run in paragraph.runs])
    return "".join(_run(run, text) for run, text in zip(paragraph.runs, texts, strict=True))


def _run(run: Run, text: str) -> str:
    # What is code stays as it is typed, to the space.
    html = _escape(run.text if run.emphasis is Emphasis.CODE else text)
    # The link is the innermost: the PDF would not tag as a link what stands inside one.
    html = _link(run.href, html) if run.href else html
    if run.language:
        html = f'<span lang="{_escape(run.language)}">{html}</span>'
    if run.blank:
        data = f'data-cle="{_escape(run.blank.key)}" data-saisie="{run.blank.entry.value}"'
        html = f'<span class="a-remplir" {data}>{html}</span>'
    tag = _TAGS.get(run.emphasis)
    return f"<{tag}>{html}</{tag}>" if tag else html


def _link(href: str, html: str) -> str:
    """A link to the Web, to an address or inside the page; any other (« javascript: », a file) stays plain text."""
    if href.startswith("#"):
        return f'<a href="{_escape(href)}">{html}</a>'
    if urlsplit(href).scheme.lower() not in _LINK_SCHEMES:
        return html
    return f'<a href="{_escape(href)}" rel="external noopener noreferrer">{html}</a>'


def _class(*names: str | None) -> str:
    joined = " ".join(name for name in names if name)
    return f' class="{joined}"' if joined else ""


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _table(table: Table, number: Caption, paper: _Paper, above: float) -> str:
    """A table under ``above`` lines of text; it is not cut when it is short and fits on one page with them."""
    total = sum(table.widths)
    columns = "".join(f'<col style="width:{100 * width / total:.4g}%">' for width in table.widths)
    caption = _text(number.text)
    head = "".join(_cell(cell, "col" if cell.blocks else None) for cell in table.head)
    heights = [_height(row, table.widths, paper) for row in (table.head, *table.rows)]
    rows = "".join(_row(row, height > _TALL * paper.lines) for row, height in zip(table.rows, heights[1:], strict=True))
    height = sum(heights)
    filtered = " data-filtre" if table.filtered else ""
    whole = height <= paper.whole * paper.lines and above + _CAPTION + height <= paper.lines
    # On a small screen the table scrolls alone: whoever uses a keyboard must be able to reach it.
    frame = f'<div class="tableau" role="group" tabindex="0" aria-label="{caption}">'
    return (
        f'{frame}\n<table id="{number.anchor}"{_class("entier" if whole else "")} '
        f'style="--colonnes:{len(table.widths)}"{filtered}>\n'
        f"<caption>{caption}</caption>\n<colgroup>{columns}</colgroup>\n"
        f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def _row(row: Sequence[Cell], tall: bool) -> str:
    cells = "".join(_cell(cell, "row" if cell.header else None) for cell in row)
    return f"<tr{_class('haut' if tall else '')}>{cells}</tr>\n"


def _cell(cell: Cell, scope: str | None) -> str:
    tag, scoped = ("th", f' scope="{scope}"') if scope else ("td", "")
    classes = _class(_ALIGN_CLASS.get(cell.align), _TONE_CLASS.get(cell.tone))
    return f"<{tag}{scoped}{classes}>{''.join(map(_block, cell.blocks))}</{tag}>"


def _height(row: Sequence[Cell], widths: Sequence[int], paper: _Paper) -> float:
    """About how many lines a row takes, its margins included."""
    total = sum(widths)
    across = (paper.characters * width / total - _PADDING for width in widths)
    return _ROW_MARGIN + max(
        _lines(cell.blocks, fit * _BOLD if cell.header else fit) for cell, fit in zip(row, across, strict=True)
    )


def _lines(blocks: Sequence[Paragraph | Bullets], across: float) -> int:
    """About how many lines a text takes, ``across`` characters on each."""
    paragraphs = [
        paragraph for block in blocks for paragraph in (block.items if isinstance(block, Bullets) else (block,))
    ]
    return sum(max(1, math.ceil(len(paragraph.text) / max(1, across))) for paragraph in paragraphs)

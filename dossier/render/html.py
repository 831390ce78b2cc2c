"""The tree as one stand-alone HTML page: read on a screen as it is, and printed by ``pdf``.

The body text is the title, the subtitle, the cover and the sections; the ``bandeau``, the contents list (``nav``)
and the ``footer`` stand around it, as running heads do.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence
from html import escape as escape_html
from importlib import resources
from urllib.parse import quote, urlsplit

from dossier.document.tree import (
    Align,
    Block,
    Bullets,
    Cell,
    Document,
    Emphasis,
    Heading,
    Paragraph,
    Role,
    Run,
    Section,
    Table,
    Tone,
    headings,
)
from dossier.render.typography import french, typeset

_SHORT_TITLE = 85  # characters of the running head that fit on one line of a portrait page
_LINK_SCHEMES = {"http", "https", "mailto"}
_DEEPEST = 6  # HTML has no h7
_TAGS = {Emphasis.EM: "em", Emphasis.STRONG: "strong", Emphasis.CODE: "code"}
_ROLE_CLASS = {Role.LEAD: "chapeau", Role.NOTE: "note", Role.MISSING: "absent", Role.WARNING: "attention"}
_ALIGN_CLASS = {Align.CENTER: "centre", Align.END: "fin"}
_TONE_CLASS = {Tone.LIGHT: "ton-1", Tone.MEDIUM: "ton-2", Tone.STRONG: "ton-3"}

# How much of a table fits on a page: characters across, lines down. Only to tell tall rows from others.
_PORTRAIT, _LANDSCAPE = (137, 56), (212, 36)
_PADDING = 3  # characters that the margins of a cell take
_ROW_MARGIN = 0.6  # lines that the margins of a row take
_TALL = 0.5  # of a page: a taller row may be cut, or the gap it leaves would look like an error

# What no HTML text may hold is dropped: control characters, lone surrogates, non-characters.
_FORBIDDEN = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)


def to_html(document: Document) -> str:
    """The whole page, style sheet included; the same document always gives the same characters."""
    numbered = headings(document)
    sections = "".join(_section(section, numbered, turned=False) for section in document.sections)
    stylesheet = resources.files(__package__).joinpath("dossier.css").read_text(encoding="utf-8")
    return f"""<!DOCTYPE html>
<html lang="{_escape(document.language)}">
<head>
{_metadata(document)}
<style>
{stylesheet}</style>{_watermark(document.draft)}
</head>
<body{_running_heads(document)}>
<a class="evitement" href="#contenu">Aller au contenu</a>
<header>
{_banner(document)}
<h1>{_text(document.title)}</h1>
<p class="sous-titre">{_text(document.subtitle)}</p>
{_flow(document.cover, turned=False)}</header>
{_contents(document)}<main id="contenu">
{sections}</main>
<footer><p>{_text(_reference(document))}</p></footer>
</body>
</html>
"""


def _escape(text: str) -> str:
    return escape_html(text.translate(_FORBIDDEN))


def _text(text: str) -> str:
    return _escape(french(text))


def _reference(document: Document) -> str:
    return f"{document.code} – version {document.version}"


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


def _running_heads(document: Document) -> str:
    """What the margins of the printed pages say, as attributes that the style sheet reads."""
    short = textwrap.shorten(f"{document.code} – {document.title}", _SHORT_TITLE, placeholder="…")
    heads = {"courant": short, "pied": _reference(document), "auteur": document.author}
    return "".join(f' data-{name}="{_text(value)}"' for name, value in heads.items())


def _watermark(draft: str | None) -> str:
    """The draft mark across each printed page: a background, which assistive technologies do not read."""
    if not draft:
        return ""
    size = min(30.0, 165 / len(draft))
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="600" height="600">'
        f'<text x="50" y="50" transform="rotate(-45 50 50)" text-anchor="middle" dominant-baseline="central" '
        f'font-family="Source Sans 3, DejaVu Sans" font-weight="bold" font-size="{size:.2f}" fill="#eceff3">'
        f"{_escape(draft)}</text></svg>"
    )
    image = f"data:image/svg+xml,{quote(svg)}"
    return f'\n<style>@page {{ background: #fff url("{image}") no-repeat center / 170mm }}</style>'


def _banner(document: Document) -> str:
    draft = f'<strong class="projet">{_text(document.draft)}</strong> ' if document.draft else ""
    heads = f"<span>{_text(document.author)}</span> <span>{_text(_reference(document))}</span>"
    return f'<p class="bandeau">{draft}{heads}</p>'


def _contents(document: Document) -> str:
    if not document.sections:
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


def _section(section: Section, numbered: Iterator[Heading], *, turned: bool) -> str:
    """A section and those inside it; ``turned`` when the pages around it are in landscape."""
    heading = next(numbered)
    turned = turned or section.landscape
    tag = f"h{min(heading.level + 1, _DEEPEST)}"
    # A title with no text of its own goes with what it announces, rather than stay alone on the page before.
    title_class = _class("paysage" if not turned and _opens_landscape(section) else "")
    blocks = _flow(section.blocks, turned=turned)
    inner = "".join(_section(child, numbered, turned=turned) for child in section.sections)
    title = f'<{tag} id="{heading.anchor}"{title_class}>{_text(heading.text)}</{tag}>'
    return f"<section{_class('paysage' if section.landscape else '')}>\n{title}\n{blocks}{inner}</section>\n"


def _opens_landscape(section: Section) -> bool:
    if section.landscape or section.blocks or not section.sections:
        return section.landscape
    return _opens_landscape(section.sections[0])


def _flow(blocks: Sequence[Block], *, turned: bool) -> str:
    return "".join(_table(block, turned) if isinstance(block, Table) else _block(block) + "\n" for block in blocks)


def _block(block: Paragraph | Bullets) -> str:
    if isinstance(block, Paragraph):
        return f"<p{_class(_ROLE_CLASS.get(block.role))}>{_runs(block)}</p>"
    items = "".join(f"<li{_class(_ROLE_CLASS.get(item.role))}>{_runs(item)}</li>" for item in block.items)
    return f"<ul>{items}</ul>"


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


def _table(table: Table, turned: bool) -> str:
    total = sum(table.widths)
    columns = "".join(f'<col style="width:{100 * width / total:.4g}%">' for width in table.widths)
    caption = f"<caption>{_text(table.caption)}</caption>\n" if table.caption else ""
    head = "".join(_cell(cell, "col" if cell.blocks else None) for cell in table.head)
    rows = "".join(_row(row, _is_tall(row, table.widths, turned)) for row in table.rows)
    whole = _class("entier" if _is_short(table, turned) else "")
    # On a small screen the table scrolls alone: whoever uses a keyboard must be able to reach it.
    frame = f'<div class="tableau" role="group" tabindex="0" aria-label="{_text(table.caption or "Tableau")}">'
    return (
        f'{frame}\n<table{whole} style="--colonnes:{len(table.widths)}">\n{caption}<colgroup>{columns}</colgroup>\n'
        f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def _row(row: Sequence[Cell], tall: bool) -> str:
    cells = "".join(_cell(cell, "row" if cell.header else None) for cell in row)
    return f"<tr{_class('haut' if tall else '')}>{cells}</tr>\n"


def _cell(cell: Cell, scope: str | None) -> str:
    tag, scoped = ("th", f' scope="{scope}"') if scope else ("td", "")
    classes = _class(_ALIGN_CLASS.get(cell.align), _TONE_CLASS.get(cell.tone))
    return f"<{tag}{scoped}{classes}>{''.join(map(_block, cell.blocks))}</{tag}>"


def _is_short(table: Table, turned: bool) -> bool:
    """Does the table fit in the half of a page? Then it is not cut."""
    _, page = _LANDSCAPE if turned else _PORTRAIT
    return sum(_height(row, table.widths, turned) for row in (table.head, *table.rows)) <= _TALL * page


def _is_tall(row: Sequence[Cell], widths: Sequence[int], turned: bool) -> bool:
    _, page = _LANDSCAPE if turned else _PORTRAIT
    return _height(row, widths, turned) > _TALL * page


def _height(row: Sequence[Cell], widths: Sequence[int], turned: bool) -> float:
    """About how many lines a row takes, its margins included."""
    characters, _ = _LANDSCAPE if turned else _PORTRAIT
    total = sum(widths)
    return _ROW_MARGIN + max(
        _lines(cell, max(1, characters * width // total - _PADDING)) for cell, width in zip(row, widths, strict=True)
    )


def _lines(cell: Cell, across: int) -> int:
    """About how many lines a cell takes, ``across`` characters on each."""
    paragraphs = [
        paragraph for block in cell.blocks for paragraph in (block.items if isinstance(block, Bullets) else (block,))
    ]
    return sum(max(1, math.ceil(len(paragraph.text) / across)) for paragraph in paragraphs)

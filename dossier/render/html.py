"""The tree as one stand-alone HTML page: read on a screen as it is, and printed by ``pdf``.

The body text is the title, the subtitle, the cover and the sections; the ``bandeau``, the contents list (``nav``)
and the ``footer`` stand around it, as running heads do.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from urllib.parse import quote

from dossier.document.tree import (
    Block,
    Bullets,
    Caption,
    Document,
    Dress,
    Figure,
    Heading,
    Paragraph,
    Section,
    Table,
    blocks,
    captions,
    headings,
)
from dossier.look.model import DEFAULT, Logo, Look
from dossier.look.paint import painted
from dossier.look.stylesheet import data_url
from dossier.render.html_tables import LANDSCAPE, PORTRAIT, TALL, html_table, opened_frame, points_above
from dossier.render.html_words import classes, escape, prose, runs, typed
from dossier.render.look_css import look_css, room_for_title

_LINKING_WORDS = frozenset("à au aux d’ dans de des du en et la le les ou par pour sur un une – - : ;".split())
_BROWSERS = "print and (min-width: 1px)"  # the paper of a browser: the PDF engine knows of no width, and passes on
_DEEPEST = 6  # HTML has no h7


def to_html(document: Document, look: Look = DEFAULT) -> str:
    """The whole page, style sheet and pictures included; the same document always gives the same characters."""
    numbers = _Numbers(headings(document), captions(document))
    cover = _flow(document.cover, numbers, document.title, turned=False)
    sections = "".join(_section(section, numbers, turned=False) for section in document.sections)
    return f"""<!DOCTYPE html>
<html lang="{escape(document.language)}">
<head>
{_metadata(document)}
<style media="{_BROWSERS}">
{_resource("navigateur.css")}</style>
<style>
{look_css(look, _resource("dossier.css"))}</style>{_watermark(document.draft, look)}
</head>
<body class="{document.dress.value}"{_running_heads(document, look)}>
<a class="evitement" href="#contenu">Aller au contenu</a>
{_head(document, look, cover)}{_contents(document)}<main id="contenu">
{_painted(sections, look)}</main>
<footer><p>{typed(document.reference)}</p>{_mention(look)}{_way_back(document)}</footer>
{_scripts(document)}</body>
</html>
"""


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
            f"<title>{escape(f'{document.code} – {document.title}')}</title>",
            *(f'<meta name="{escape(name)}" content="{escape(value)}">' for name, value in named),
        )
    )


def _head(document: Document, look: Look, cover: str) -> str:
    """What stands before the sections; sheets have nothing there."""
    if document.dress is Dress.SHEETS:
        return ""
    return f"""<header>
{_banner(document, look)}
{_logo(look.logo)}<h1>{typed(document.title)}</h1>
<p class="sous-titre">{typed(document.subtitle)}</p>
{cover}</header>
"""


def _running_heads(document: Document, look: Look) -> str:
    """What the margins of the printed pages say, as attributes that the style sheet reads."""
    short = _shortened(f"{document.code} – {document.title}", room_for_title(look))
    heads = {"courant": short, "pied": document.foot, "auteur": document.author}
    heads |= {"entete": look.entete, "mention": look.pied}
    return "".join(f' data-{name}="{typed(value)}"' for name, value in heads.items())


def _shortened(text: str, room: int) -> str:
    """``text`` in at most ``room`` characters, cut after a word that means something."""
    whole = " ".join(text.split())
    if len(whole) <= room:
        return whole
    words = textwrap.shorten(whole, room - 1, placeholder="").split()
    while words and words[-1].lower() in _LINKING_WORDS:
        words.pop()
    return " ".join(words) + "…"


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
        f"{escape(draft)}</text></svg>"
    )
    image = f"data:image/svg+xml,{quote(svg)}"
    return f'\n<style>@page {{ background: #fff url("{image}") no-repeat center / 170mm }}</style>'


def _logo(logo: Logo | None) -> str:
    if logo is None:
        return ""
    image = logo.image
    return (
        f'<p class="logo"><img src="{data_url(image.media, image.data)}" alt="{typed(logo.alternative)}" '
        f'width="{image.width:g}" height="{image.height:g}"></p>\n'
    )


def _mention(look: Look) -> str:
    return f"<p>{typed(look.pied)}</p>" if look.pied else ""


def _way_back(document: Document) -> str:
    return '<a href="#sommaire">Retour au sommaire</a>' if document.listed else ""


def _scripts(document: Document) -> str:
    """What the frames and the tables to filter ask for, if there are any; the PDF engine runs none of it."""
    framed = [block for block in blocks(document) if isinstance(block, Table | Figure)]
    filtered = any(isinstance(block, Table) and block.filtered for block in framed)
    names = (*(["cadres.js"] if framed else []), *(["filtres.js"] if filtered else []))
    return "".join(f"<script>\n{_resource(name)}</script>\n" for name in names)


def _resource(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _banner(document: Document, look: Look) -> str:
    draft = (
        f'<strong class="projet" style="--lettres:{len(document.draft)}">{typed(document.draft)}</strong> '
        if document.draft
        else ""
    )
    said = (look.entete or document.author, document.reference)
    heads = " ".join(f"<span>{typed(text)}</span>" for text in said)
    return f'<p class="bandeau">{draft}{heads}</p>'


def _contents(document: Document) -> str:
    if not document.listed:
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
    return f'<li><a href="#{heading.anchor}">{typed(heading.text)}</a>'


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
    tag = f"h{min(heading.level + heading.numbered, _DEEPEST)}"
    # A title with no text of its own goes with what it announces, rather than stay alone on the page before.
    title_class = classes("paysage" if not turned and _opens_landscape(section) else "")
    blocks = _flow(section.blocks, numbers, heading.text, turned=turned)
    inner = "".join(_section(child, numbers, turned=turned) for child in section.sections)
    label = f"{typed(heading.label)} " if heading.label else ""
    title = f'<{tag} id="{heading.anchor}"{title_class}>{label}{runs(heading.words)}</{tag}>'
    stands = classes("paysage" if section.landscape else "a-part" if section.apart else "")
    return f"<section{stands}>\n{title}\n{blocks}{inner}</section>\n"


def _opens_landscape(section: Section) -> bool:
    if section.landscape or section.blocks or not section.sections:
        return section.landscape
    return _opens_landscape(section.sections[0])


def _flow(blocks: Sequence[Block], numbers: _Numbers, label: str, *, turned: bool) -> str:
    """What stands under a title, which ``label`` says; the text between the title and a first table stays with both,
    unless it is long.
    """
    paper = LANDSCAPE if turned else PORTRAIT
    text: list[Paragraph | Bullets] = []
    written: list[str] = []
    for block in blocks:
        number = next(numbers.captions) if isinstance(block, Table | Figure) and block.caption else None
        if isinstance(block, Figure):
            assert number, "a drawing without a caption"
            written += [*(prose(paragraph) + "\n" for paragraph in text), _figure(block, number)]
            text = []
        elif isinstance(block, Table):
            above = points_above(text, paper)
            together = above <= TALL * paper.down and not written
            written += [prose(paragraph, "annonce" if together else "") + "\n" for paragraph in text]
            written.append(html_table(block, number, label, paper, above))
            text = []
        else:
            text.append(block)
    return "".join((*written, *(prose(paragraph) + "\n" for paragraph in text)))


def _painted(page: str, look: Look) -> str:
    """The drawings of a page in the look's colours; no text can pass for one, as it is escaped."""
    return re.sub(r"<svg .*?</svg>", lambda drawing: painted(drawing[0], look.palette), page, flags=re.DOTALL)


def _figure(figure: Figure, number: Caption) -> str:
    """Inline, so that it is text and not a picture; its title is what a screen reader and the tags of the PDF say."""
    opening, _, drawing = figure.svg.partition(">")
    width = re.search(r'\bwidth="([\d.]+)', opening)
    frame = opened_frame("dessin", number.short, f"--largeur:{width[1]}px" if width else "")
    return (
        f'<figure id="{number.anchor}">\n{frame}\n'
        f'{opening} role="img"><title>{typed(figure.alternative)}</title>{drawing}\n</div>\n'
        f"<figcaption>{typed(number.text)}</figcaption>\n</figure>\n"
    )

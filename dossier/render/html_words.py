"""Paragraphs and lists of the HTML page: what stands under a title or in a cell."""

from __future__ import annotations

import re
from html import escape as escape_html
from urllib.parse import urlsplit

from dossier.document.tree import Bullets, Emphasis, Paragraph, Role, Run
from dossier.french.typography import spaced, typeset

_LINK_SCHEMES = {"http", "https", "mailto"}
_TAGS = {Emphasis.EM: "em", Emphasis.STRONG: "strong", Emphasis.CODE: "code"}
_ROLE_CLASS = {
    Role.LEAD: "chapeau",
    Role.NOTE: "note",
    Role.MISSING: "facultatif",
    Role.WARNING: "attention",
    Role.BLOCKING: "absent",
    Role.CENTRED: "centree",
}
# « B21-C6 », « L6113-5 », « 2019-14 »: lines break after a hyphen, and only another letter than it would forbid that.
_CODE = re.compile(r"(?<![\w-])[A-Z0-9]{1,8}(?:-[A-Z]?[0-9]{1,3}){1,2}(?![\w-])")

# What no HTML text may hold is dropped: control characters, lone surrogates, non-characters.
_FORBIDDEN = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)


def escape(text: str) -> str:
    """``text`` as it stands between tags or in an attribute, to the space."""
    return escape_html(text.translate(_FORBIDDEN))


def typed(text: str) -> str:
    """The same, with the spaces of French typography."""
    return escape(spaced(text))


def prose(block: Paragraph | Bullets, extra: str = "") -> str:
    """A paragraph or a list, of the class ``extra`` besides its own."""
    if isinstance(block, Paragraph):
        return f"<p{classes(_ROLE_CLASS.get(block.role), extra)}>{runs(block)}</p>"
    items = "".join(f"<li{classes(_ROLE_CLASS.get(item.role))}>{runs(item)}</li>" for item in block.items)
    return f"<ul{classes(extra)}>{items}</ul>"


def classes(*names: str | None) -> str:
    """The attribute, or nothing."""
    joined = " ".join(name for name in names if name)
    return f' class="{joined}"' if joined else ""


def runs(paragraph: Paragraph) -> str:
    """The words of a paragraph, each run in its look."""
    texts = typeset([run.text for run in paragraph.runs])
    named = "insecable" if re.search(r"\s", paragraph.text) else "insecable seul"
    return "".join(_run(run, text, named) for run, text in zip(paragraph.runs, texts, strict=True))


def _run(run: Run, text: str, code: str) -> str:
    # What is code stays as it is typed, to the space.
    html = escape(run.text if run.emphasis is Emphasis.CODE else text)
    # The link is the innermost: the PDF would not tag as a link what stands inside one.
    if run.href:
        html = _link(run.href, html)
    else:
        html = _CODE.sub(rf'<span class="{code}">\g<0></span>', html)
    if run.language:
        html = f'<span lang="{escape(run.language)}">{html}</span>'
    if run.blank:
        data = f'data-cle="{escape(run.blank.key)}" data-saisie="{run.blank.entry.value}"'
        html = f'<span class="a-remplir" {data}>{html}</span>'
    tag = _TAGS.get(run.emphasis)
    return f"<{tag}>{html}</{tag}>" if tag else html


def _link(href: str, html: str) -> str:
    """A link to the Web, to an address or inside the page; any other (« javascript: », a file) stays plain text."""
    if href.startswith("#"):
        return f'<a href="{escape(href)}">{html}</a>'
    if urlsplit(href).scheme.lower() not in _LINK_SCHEMES:
        return html
    return f'<a href="{escape(href)}" rel="external noopener noreferrer">{html}</a>'

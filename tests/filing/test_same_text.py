"""The PDF and the Word file of one text are never called different, whatever is written and cut."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dossier.document.compose import compose
from dossier.filing.same_text import docx_text, folded, pdf_text, same
from dossier.look.model import DEFAULT
from dossier.programme.reader import read_source
from dossier.programme.source import scan
from dossier.render.docx import to_docx
from dossier.render.pdf import to_pdf
from dossier.rules.runner import judge
from dossier.settings import Settings
from tests.programme.specimens import programme


def _alike(text: str, css: str = "") -> bool:
    data = programme(parts=f"<presentation><objectifs>{text}</objectifs></presentation>").encode()
    document = compose(judge(read_source(scan(Path("p.xml"), data)), [], Settings()))
    look = replace(DEFAULT, css=css)
    return same(pdf_text(to_pdf(document, look)), docx_text(to_docx(document, look)))


def test_every_odd_character_is_folded_on_both_sides() -> None:
    texts = (
        "<p>Sommaire</p><p>anti‑bruit, anti‐bruit, for&#xAD;mation, a&#x200B;b, a&#x2060;b, a&#xFEFF;b, a&#x85;b</p>"
        "<p>نص بالعربية 12 fin لا إله (٣) سلام.</p><p>עברית 12 שָׁלוֹם (abc) fin.</p><p>ﬁ ½ ² ™ … Ω ✓ 😀</p>"
    )
    assert _alike(texts)


def test_what_a_style_sheet_may_do_accuses_nobody() -> None:
    css = "h1, h2, p { text-transform: uppercase } p { hyphens: auto; font-variant: small-caps }"
    assert _alike("<p>Sommaire</p><p>" + "anticonstitutionnellement straße " * 30 + "</p>", css)


@pytest.mark.parametrize("css", ["p { display: none }", 'h2::before { content: "Validé" }'])
def test_what_a_style_sheet_hides_or_adds_is_seen(css: str) -> None:
    assert not _alike("<p>suite</p>", css)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("forma\u00adtion", "formation", True),
        ("É te", "e\u0301te", True),
        ("anti-bruit", "antibruit", True),
        ("60 crédits", "61 crédits", False),
        ("l’an", "l'an", False),
        ("שלום 12", "12 םולש", True),
        ("שלום 12", "13 םולש", False),
    ],
)
def test_letters_and_figures_count(one: str, other: str, alike: bool) -> None:
    assert same(folded(one), folded(other)) is alike

"""TXT-020 and TXT-021: which characters are told, where, under which name; fonts and list agree."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from dossier.look.glyphs import drawn
from dossier.programme.reader import read_source
from dossier.programme.source import Source, scan
from dossier.rules.families import catalogue
from dossier.rules.runner import Finding, judge
from dossier.settings import Settings
from tests.programme.specimens import programme

RULES = [rule for rule in catalogue() if rule.id in ("TXT-020", "TXT-021")]


def _found(text: str) -> list[Finding]:
    data = programme(parts=f"<presentation><resume>{text}</resume></presentation>").encode()
    source: Source = scan(Path("p.xml"), data)
    return list(judge(read_source(source), RULES, Settings()).findings)


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("\uf0b7", "Une puce de Word (U+F0B7) ne s’imprime pas"),
        ("\uf0a7", "Une puce carrée de Word (U+F0A7) ne s’imprime pas"),
        ("\uf04a", "Un signe d’une police de Word (Symbol, Wingdings) (U+F04A) ne s’imprime pas"),
        ("\ue001", "Un signe propre à une police (U+E001) ne s’imprime pas"),
        ("\u2028", "Un saut de ligne de traitement de texte (U+2028) se cache"),
        ("\u2029", "Une fin de paragraphe de traitement de texte (U+2029) se cache"),
        ("\u0085", "Un saut de ligne d’un ancien système (U+0085) se cache"),
        ("\u009b", "Un caractère de commande invisible (U+009B) se cache"),
        ("\ufeff", "Une marque invisible de début de fichier (BOM) (U+FEFF) se cache"),
        ("\u200b", "Une espace de largeur nulle (U+200B) se cache"),
        ("\u00ad", "Un trait d’union conditionnel (U+00AD) se cache"),
        ("\u202e", "Une marque de sens d’écriture (U+202E) se cache"),
        ("😀", "Un émoji (U+1F600) n’a pas sa place dans un dossier"),
        ("中", "Un caractère chinois ou japonais (U+4E2D) manque aux polices"),
        ("か", "Un caractère japonais (U+304B) manque aux polices"),
        ("한", "Un caractère coréen (U+D55C) manque aux polices"),
        ("ก", "Un caractère thaï (U+0E01) manque aux polices"),
        ("क", "Un caractère hindi (dévanagari) (U+0915) manque aux polices"),
    ],
)
def test_a_character_that_does_not_print_is_told_by_name(sign: str, name: str) -> None:
    [finding] = _found(f"<p>Un{sign}mot.</p>")
    assert finding.message.startswith(name)
    line = programme(parts="<presentation>").split("<presentation>")[0].count("\n") + 1
    assert finding.place.line == line and finding.place.width == 1


@pytest.mark.parametrize(
    "text",
    [
        "« Été », l’œuvre — 3 × 4 ≤ 12 € ; « ½ » • ▪ → ✓ ✗ ☐ ★ № ™ Ω µ ‰ ≈ ﬁ",
        "Ελληνικά, русский язык, العربية, עברית, Kraków, Đà Nẵng",
        "שלום\u200e 12, می\u200cخواهم",
        "un\u00a0mot\u202f; anti\u2011bruit, anti\u2010bruit",
    ],
)
def test_what_our_fonts_draw_is_not_told(text: str) -> None:
    assert [finding.message for finding in _found(f"<p>{text}</p>")] == []


def test_a_text_is_told_once_for_a_script_and_a_habit_once_in_all() -> None:
    assert len(_found("<p>中文中文</p>")) == 1
    assert len(_found("<p>un\u00admot</p>" * 5)) == 5
    [finding] = _found("<p>un\u00admot</p>\n" * 6)
    assert "dans 6 textes" in finding.message


@pytest.mark.parametrize(("texts", "message"), [(1, "1 texte a ses accents"), (2, "2 textes ont leurs accents")])
def test_decomposed_texts_are_counted(texts: int, message: str) -> None:
    [finding] = _found(f"<p>{unicodedata.normalize('NFD', 'é')}</p>" * texts)
    assert finding.message.startswith(message)


def test_the_list_of_what_is_drawn_is_that_of_the_fonts(root: Path) -> None:
    from fontTools.ttLib import TTFont

    fonts = root / "dossier" / "render" / "fonts"
    sans = [set(TTFont(path).getBestCmap()) for path in fonts.glob("SourceSans3-*.ttf")]
    known = set.intersection(*sans) | set(TTFont(fonts / "DejaVuSans.ttf").getBestCmap())
    known = {code for code in known if unicodedata.category(chr(code)) != "Co"}
    assert {code for code in range(0x110000) if drawn(chr(code))} == known

"""Characters: what is read of them, and that a file's bytes stay what they are."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from dossier.programme.caracteres import plain, unusual
from dossier.programme.source import Source
from tests.programme.specimens import errors_of, programme, read_text

SENTENCE = "L’élève évalue la qualité d’une rénovation à Évreux, en français."


def _with(text: str) -> str:
    return programme(parts=f"<presentation><resume><p>{text}</p></resume></presentation>")


def _summary(text: str) -> str:
    [resume] = read_text(_with(text)).programme.presentation.resume
    return resume.texte


def test_decomposed_and_composed_texts_are_read_alike_and_the_bytes_stay() -> None:
    one, other = (read_text(_with(unicodedata.normalize(form, SENTENCE))) for form in ("NFC", "NFD"))
    assert one.programme == other.programme
    assert one.source.data != other.source.data


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u2060", "\ufeff", "\u200e", "\u200d", "&#xAD;", "&#8203;"])
def test_what_prints_nothing_does_not_cut_a_word(sign: str) -> None:
    assert _summary(f"une for{sign}mation") == "une formation"


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\u0085", "&#x2029;", "&#13;"])
def test_a_break_of_another_system_is_a_space(sign: str) -> None:
    assert _summary(f"une{sign}formation") == "une formation"


def test_joiners_and_directions_stay_where_they_are_how_one_writes() -> None:
    persian, family = "می\u200cخواهم", "👩\u200d💻"
    assert plain(persian) == persian and plain(family) == family
    assert plain("שלום\u200e 12") == "שלום\u200e 12"


def test_a_text_of_nothing_but_breaks_is_no_text() -> None:
    title = '<identite><intitule>\u2029</intitule><diplome type="autre"/></identite>'
    assert len(errors_of(programme(identite=title))) == 1


def _signs(text: str) -> list[tuple[str, int, int]]:
    source = Source(Path("p.xml"), text.encode(), ((1, 1),))
    return [(each.character, each.line, each.column) for each in unusual(source, lambda _: True)]


def test_the_place_of_a_character_is_that_of_the_file() -> None:
    assert _signs("<a>é\r\nb😀\uf0b7\rc&#xF0B7;</a>") == [("😀", 2, 2), ("\uf0b7", 2, 3), ("\uf0b7", 3, 2)]


def test_comments_and_instructions_are_nobodys_text() -> None:
    assert _signs("<a><!-- \uf0b7\n -->\uf0b7<?b \uf0b7?></a>") == [("\uf0b7", 2, 5)]


@pytest.mark.parametrize("blank", [" " * 90_000, "\n" * 90_000, "\t\u00a0" * 45_000])
def test_a_text_of_blanks_is_read_at_once(blank: str) -> None:
    assert _summary(f"un{blank}deux").startswith("un")

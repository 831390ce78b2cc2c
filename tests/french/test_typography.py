"""French spaces: what no longer breaks, what is left alone, and that no letter ever changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.french.typography import NARROW, WIDE, spaced, typeset

SPACES = str.maketrans({WIDE: " ", NARROW: " "})
TEXT = st.text(st.sampled_from("ab é1230 \u00a0\u202f\n;!?:»«%€/=.,’LnN°h§&<") | st.characters(), max_size=60)


def shown(text: str) -> str:
    """Narrow spaces as « _ », wide ones as « ~ »."""
    return text.replace(NARROW, "_").replace(WIDE, "~")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pourquoi ? Parce que ; enfin !", "Pourquoi_? Parce que_; enfin_!"),
        ("Un point\u00a0; deux\u202f!", "Un point_; deux_!"),
        ("Le besoin : fort", "Le besoin~: fort"),
        ("dit « oui » et « non »", "dit «~oui~» et «~non~»"),
        ("« Vraiment ? »", "«~Vraiment_?~»"),
        ("80 % du temps", "80~% du temps"),
        ("5 000 € par an", "5_000~€ par an"),
        ("1 250 000 emplois", "1_250_000 emplois"),
        ("60 ECTS, 350 h et 3 mois", "60~ECTS, 350~h et 3~mois"),
        ("article L. 613-1, n° 38 et art. 3, p. 12", "article L.~613-1, n°~38 et art.~3, p.~12"),
        ("du 1er septembre 2025 au 8 mars", "du 1er~septembre~2025 au 8~mars"),
        ("depuis janvier 2023, en mars", "depuis janvier~2023, en mars"),
        ("(SIRET 98765432100012)", "(SIRET~98765432100012)"),
    ],
)
def test_spaces_that_must_not_break_no_longer_do(text: str, expected: str) -> None:
    assert shown(spaced(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "https://www.exemple.fr/?a=1;b=2",
        "de 17:30 à 20:45",
        "? au début",
        "; aussi",
        ": et ici",
        "a != b et x := 3",
        "chercher ?page=2",
        "urn:isbn:123",
        "en 2024 350 personnes",
        "01 40 27 20 00",
        "SIRET 197 534 712 00017",
        "10 habitants",
        "fichier « »",
        "Mme. Durand et M. Dupont",
    ],
)
def test_what_is_no_french_punctuation_is_left_alone(text: str) -> None:
    assert spaced(text).replace(WIDE, " ") == text


def test_an_empty_text_stays_empty() -> None:
    assert spaced("") == ""
    assert typeset([]) == ()


def test_punctuation_at_the_start_of_a_run_sees_the_run_before_it() -> None:
    assert [shown(text) for text in typeset(["le répertoire", " ; enfin", " !"])] == ["le répertoire", "_; enfin", "_!"]


@given(TEXT)
def test_only_spaces_change(text: str) -> None:
    assert len(spaced(text)) == len(text)
    assert spaced(text).translate(SPACES) == text.translate(SPACES)


@given(TEXT)
def test_typesetting_twice_changes_nothing_more(text: str) -> None:
    assert spaced(spaced(text)) == spaced(text)


@given(st.lists(TEXT, max_size=5))
def test_runs_are_cut_where_they_were(texts: list[str]) -> None:
    assert list(map(len, typeset(texts))) == list(map(len, texts))
    assert "".join(typeset(texts)) == spaced("".join(texts))

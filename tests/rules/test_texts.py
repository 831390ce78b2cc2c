"""Texts of law are written once, and cited by their places."""

from __future__ import annotations

from dossier.rules import texts
from dossier.rules.families import catalogue
from dossier.rules.guarantees import GUARANTEES
from dossier.rules.manual import POINTS
from dossier.rules.texts import CODE_DU_TRAVAIL, VADEMECUM, Text

TEXTS = [each for each in vars(texts).values() if isinstance(each, Text)]


def test_a_place_is_verified_as_its_text_unless_it_says_otherwise() -> None:
    cited = VADEMECUM.at("p. 25")
    assert str(cited) == "Vademecum RNCP de janvier 2023, p. 25"
    assert (cited.status, cited.date) == ("V", "2023-01")
    other = VADEMECUM.at("p. 44", status="V/P", date="")
    assert (other.status, other.date) == ("V/P", "")


def test_another_text_that_says_the_same_is_told_after_it() -> None:
    assert CODE_DU_TRAVAIL.at("L6113-1", also=VADEMECUM.at("p. 9")).reference == (
        "L6113-1 ; Vademecum RNCP de janvier 2023, p. 9"
    )
    assert CODE_DU_TRAVAIL.at(also=VADEMECUM.at("p. 9")).reference == "Vademecum RNCP de janvier 2023, p. 9"


def test_no_two_texts_bear_one_name_and_each_is_cited() -> None:
    names = [text.name for text in TEXTS]
    assert len(set(names)) == len(names)
    sources = (*(r.source for r in catalogue()), *(g.source for g in GUARANTEES), *(p.source for p in POINTS))
    cited = " ; ".join(map(str, sources))
    assert [name for name in names if name not in cited] == []

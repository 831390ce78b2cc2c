"""The page to copy from, as a browser without JavaScript reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from dossier.exchange.copier_coller import CHAMPS, page, parts, too_long
from dossier.exchange.fiche import fiches
from dossier.programme.model import Programme
from tests.programme.specimens import SOURCES, programme, read_text


def read(path: Path) -> Programme:
    return read_text(path.read_bytes()).programme


def tree(made: Programme, limites: dict[str, int] | None = None) -> etree._Element:
    return etree.fromstring(page(made, fiches(made), limites or {}), etree.HTMLParser())


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_text_is_there_character_for_character(path: Path) -> None:
    made = read(path)
    (fiche,) = fiches(made)
    texts = [bloc.texte for _part, bloc in parts(fiche, {}) if bloc.texte]
    shown = [(area.text or "").removeprefix("\n") for area in tree(made).iter("textarea")]
    assert shown == texts
    assert len(texts) > 10


def test_each_text_has_a_title_a_count_and_can_be_reached_by_its_name() -> None:
    page_ = tree(read(SOURCES[0]))
    identifiers = [str(each) for each in page_.xpath("//@id")]
    assert len(identifiers) == len(set(identifiers))
    for area in page_.iter("textarea"):
        assert {area.get("aria-labelledby"), area.get("aria-describedby")} <= set(identifiers)
    counts = [str(each.text) for each in page_.iter("p") if (each.get("class") or "").startswith("compte")]
    assert counts[0] == "87 caractères"


def test_a_limit_is_checked_and_an_absent_one_only_counted() -> None:
    made = read(SOURCES[0])
    (long,) = too_long(fiches(made), {"intitule": 80, "niveau": 80})
    assert long[1].titre == "Intitulé de la certification"
    counts = [each.text for each in tree(made, {"intitule": 80, "niveau": 80}).iter("p") if each.get("class")]
    assert counts[:3] == ["87 caractères sur 80 admis : 7 de trop", "8 caractères sur 80 admis", "54 caractères"]
    assert too_long(fiches(made), {}) == ()


def test_what_the_description_does_not_say_is_named_not_invented() -> None:
    made = read_text(programme()).programme
    text = "".join(tree(made).itertext())
    assert "Non renseigné dans la description : Niveau de qualification, Formacodes" in text
    assert len(list(tree(made).iter("textarea"))) == 2


def test_markup_in_a_text_stays_text() -> None:
    text = "&lt;/textarea>&lt;script>alert(1)&lt;/script> &amp;amp;"
    made = read_text(programme(identite=f'<identite><intitule>{text}</intitule><diplome type="licence"/></identite>'))
    page_ = tree(made.programme)
    assert len(list(page_.iter("script"))) == 1
    assert "</textarea><script>alert(1)</script> &amp;" in (next(page_.iter("textarea")).text or "")


def test_names_of_limits_are_those_of_the_settings_page(root: Path) -> None:
    told = (root / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [champ for champ in CHAMPS if f"`{champ}`" not in told] == []

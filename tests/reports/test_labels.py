"""Who is in charge, and of what part."""

from __future__ import annotations

from pathlib import Path

from dossier.programme.places import Place
from dossier.programme.reader import read
from dossier.reports.labels import NOBODY, in_charge, section
from dossier.rules.runner import Judgement


def test_the_unit_answers_for_what_it_holds_and_the_programme_for_the_rest(root: Path) -> None:
    programme = read(root / "sources/exemple-complet.xml").programme
    unite = next(unite for unite in programme.unites.values() if unite.responsables)
    inside = Place(1, 1, "heures", parent=unite.place)
    assert in_charge(programme, inside) == ", ".join(unite.responsables)
    assert in_charge(programme, programme.blocs.place) == "Dominique Fictif"


def test_nobody_is_invented(judged: Judgement) -> None:
    assert judged.programme
    assert not judged.programme.identite.responsables
    assert in_charge(judged.programme, judged.programme.place) == NOBODY
    assert in_charge(None, Place(1, 1, "a")) == NOBODY


def test_the_part_is_the_one_below_the_root(judged: Judgement) -> None:
    assert judged.programme
    unite = next(iter(judged.programme.unites.values()))
    assert section(unite.place) == "Enseignements"

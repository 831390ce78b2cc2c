"""What only a person can judge: asked where it applies, and never a second time under another rule."""

from __future__ import annotations

from pathlib import Path

from dossier.programme.reader import read
from dossier.rules.catalogue import FAMILIES
from dossier.rules.families import catalogue
from dossier.rules.manual import POINTS, points


def asked(path: Path) -> set[str]:
    return {point.id for point in points(read(path).programme)}


def test_a_point_is_asked_where_it_applies(root: Path) -> None:
    licence, titre = asked(root / "sources/lp15301a.xml"), asked(root / "sources/exemple-complet.xml")
    assert "PRO-012" in licence - titre
    assert {"LEG-008", "INS-010"} <= titre - licence
    assert {"IDN-005", "JUR-015"} <= licence & titre


def test_a_point_is_no_rule_and_stands_in_a_family() -> None:
    assert not {point.id for point in POINTS} & {rule.id for rule in catalogue()}
    assert all(point.id[:3] in FAMILIES for point in POINTS)

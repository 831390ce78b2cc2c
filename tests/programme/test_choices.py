"""Large maquettes are counted without enumeration; the least and the most of values."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dossier.programme.choices import Variante
from dossier.programme.counting import TooManyWays
from dossier.programme.maquette import Choix, Groupe, Noeud, Renvoi, Unite, parcourir
from dossier.programme.sums import credits, members


def unite(code: str, halves: int | None, *enfants: Noeud) -> Unite:
    ects = None if halves is None else Decimal(halves) / 2
    return Unite(code=code, type="UE", ects=ects, enfants=enfants)


def public(*noeuds: Noeud) -> Variante:
    return Variante(noeuds, {noeud.code: noeud for noeud in parcourir(noeuds) if isinstance(noeud, Unite)})


def totals(variante: Variante) -> list[Decimal]:
    return [credits(total) for total in members(variante.totaux)]


def test_a_unit_without_a_value_is_worth_what_its_components_are() -> None:
    chosen = Choix(enfants=(unite("A", 4), unite("B", 6)))
    variante = public(unite("W", None, unite("C", 2), chosen))
    assert variante.minimum(lambda unit: unit.ects) == Decimal(3)
    assert variante.maximum(lambda unit: unit.ects) == Decimal(4)


def test_components_may_add_to_what_their_unit_is_worth() -> None:
    variante = public(unite("W", 12, Choix(enfants=(unite("A", 4), unite("B", 6)))))
    assert variante.least(lambda unit: unit.ects) == Decimal(8)
    assert variante.most(lambda unit: unit.ects) == Decimal(9)


def test_nothing_admissible_has_neither_least_nor_most() -> None:
    variante = public(Choix(min_declare=2, max_declare=1, enfants=(unite("A", 4), unite("B", 6))))
    assert variante.minimum(lambda unit: unit.ects) is None
    assert variante.maximum(lambda unit: unit.ects) is None
    assert not variante.totaux


def test_forty_groups_of_ten_options_are_not_enumerated() -> None:
    groups = tuple(
        Choix(min_declare=3, max_declare=6, enfants=tuple(unite(f"G{g}-{o}", 4 + o % 5) for o in range(10)))
        for g in range(40)
    )
    variante = public(*groups)
    assert variante.totaux.bit_count() > 500
    assert not variante.garanti(frozenset({"G0-0", "G1-1"}))


def test_forty_nested_choices_of_ten_options_are_not_enumerated() -> None:
    inner: tuple[Noeud, ...] = ()
    for depth in range(40):
        units = tuple(unite(f"D{depth}-{o}", 4 + o % 5) for o in range(10))
        inner = (Choix(min_declare=1, max_declare=3, enfants=(*units, *inner)),)
    variante = public(*inner)
    assert min(totals(variante)) == 2
    assert variante.minimum(lambda unit: unit.ects) == 2
    assert not variante.garanti(frozenset({"D0-0"}))


def test_a_choice_of_a_thousand_options_is_not_enumerated() -> None:
    options = tuple(unite(f"O{o}", 12) for o in range(1000))
    variante = public(Choix(min_declare=500, max_declare=600, enfants=options))
    for competency in range(50):
        assert not variante.garanti(frozenset(f"O{o}" for o in range(competency, 1000, 50)))
    assert variante.garanti(frozenset(f"O{o}" for o in range(501)))
    assert not variante.garanti(frozenset(f"O{o}" for o in range(500)))
    assert [min(totals(variante)), max(totals(variante))] == [Decimal(3000), Decimal(3600)]


def test_references_that_multiply_are_followed_once() -> None:
    links = [
        unite(
            f"U{n}",
            None,
            Choix(
                min_declare=0,
                max_declare=2,
                enfants=(Renvoi(unite=f"U{n + 1}"), Renvoi(unite=f"U{n + 1}"), unite(f"V{n}", 2)),
            ),
        )
        for n in range(1, 40)
    ]
    variante = public(*links, unite("U40", 2))
    assert totals(variante) == list(range(1, 41))
    assert len(variante.unites) == 79


def test_what_could_only_be_enumerated_is_refused() -> None:
    here = tuple(unite(f"U{n}", 2 + n % 3) for n in range(30))
    there = tuple(Renvoi(unite=f"U{n}") for n in range(30))
    chosen = [Choix(min_declare=15, max_declare=15, enfants=options) for options in (here, there)]
    with pytest.raises(TooManyWays):
        _ = public(*chosen).totaux


def test_a_group_is_taken_whole() -> None:
    pair = Groupe(enfants=(unite("A", 4), unite("B", 6)))
    assert totals(public(Choix(enfants=(pair, unite("C", 6))))) == [3, 5]

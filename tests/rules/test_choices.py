"""Choices: reachable totals against plain enumeration, and no enumeration in sight on large ones."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dossier.programme.choices import Variante, credits, members
from dossier.programme.maquette import Choix, Groupe, Noeud, Unite, parcourir

half_credits = st.integers(min_value=0, max_value=12)


def unite(code: str, halves: int) -> Unite:
    return Unite(code=code, type="UE", ects=Decimal(halves) / 2)


def public(*noeuds: Noeud) -> Variante:
    definitions = {noeud.code: noeud for noeud in parcourir(noeuds) if isinstance(noeud, Unite)}
    return Variante("", "", noeuds, definitions)


@st.composite
def choices(draw: st.DrawFn, prefix: str = "U", depth: int = 1) -> Choix:
    options: list[Noeud] = []
    for rank in range(draw(st.integers(1, 4))):
        if depth and draw(st.booleans()):
            options.append(draw(choices(f"{prefix}{rank}", depth - 1)))
        elif draw(st.booleans()):
            pair = tuple(unite(f"{prefix}{rank}-{n}", draw(half_credits)) for n in range(2))
            options.append(Groupe(enfants=pair))
        else:
            options.append(unite(f"{prefix}{rank}", draw(half_credits)))
    least = draw(st.integers(0, len(options)))
    most = draw(st.integers(least, len(options)))
    bounds: dict[str, Any] = {}
    if draw(st.booleans()):
        bounds["ects_min"] = Decimal(draw(half_credits)) / 2
    if draw(st.booleans()):
        bounds["ects_max"] = Decimal(draw(st.integers(0, 30))) / 2
    return Choix(enfants=tuple(options), min_declare=least, max_declare=most, **bounds)


def selections(noeud: Noeud) -> list[tuple[Unite, ...]]:
    """Every admissible selection, enumerated without any cleverness."""
    match noeud:
        case Unite():
            return [(noeud,)]
        case Choix():
            found = []
            for count in range(noeud.min, noeud.max + 1):
                for taken in combinations(noeud.enfants, count):
                    for parts in product(*(selections(option) for option in taken)):
                        units = tuple(unit for part in parts for unit in part)
                        total = sum((unit.ects or Decimal(0) for unit in units), Decimal(0))
                        low, high = noeud.ects_min or Decimal(0), noeud.ects_max
                        if total >= low and (high is None or total <= high):
                            found.append(units)
            return found
        case _:
            assert isinstance(noeud, Groupe)
            return [
                tuple(unit for part in parts for unit in part)
                for parts in product(*(selections(enfant) for enfant in noeud.enfants))
            ]


def total(units: tuple[Unite, ...]) -> Decimal:
    return sum((unit.ects or Decimal(0) for unit in units), Decimal(0))


@given(choices())
def test_reachable_totals_are_those_of_the_selections(choix: Choix) -> None:
    found = {credits(bit) for bit in members(public(choix).totaux)}
    assert found == {total(units) for units in selections(choix)}


@given(choices(), st.sets(st.sampled_from(["U0", "U1", "U0-0", "U1-1", "U00", "U2"]), min_size=1))
def test_a_property_is_sure_when_no_selection_avoids_it(choix: Choix, codes: set[str]) -> None:
    every = selections(choix)
    expected = all(any(unit.code in codes for unit in units) for units in every)
    assert public(choix).garanti(frozenset(codes)) == expected


@given(choices(depth=0))
def test_a_selection_shown_gives_its_total(choix: Choix) -> None:
    variante = public(choix)
    for bit in members(variante.totaux):
        shown = variante.selection(choix, bit)
        assert total(shown) == credits(bit)


@given(choices(depth=0))
def test_the_minimum_and_the_maximum_are_those_of_the_selections(choix: Choix) -> None:
    def worth(unit: Unite) -> Decimal:
        return (unit.ects or Decimal(0)) if unit.code.endswith(("0", "2")) else Decimal(0)

    every = [sum((worth(unit) for unit in units), Decimal(0)) for units in selections(choix)]
    if every:
        assert public(choix).minimum(worth) == min(every)
        assert public(choix).maximum(worth) == max(every)


def test_a_unit_without_a_value_is_worth_what_its_components_are() -> None:
    chosen = Choix(enfants=(unite("A", 4), unite("B", 6)))
    whole = Unite(code="W", type="UE", enfants=(unite("C", 2), chosen))
    variante = public(whole)
    assert variante.minimum(lambda unit: unit.ects) == Decimal(3)
    assert variante.maximum(lambda unit: unit.ects) == Decimal(4)


def test_forty_groups_of_ten_options_are_not_enumerated() -> None:
    groups = tuple(
        Choix(min_declare=3, max_declare=6, enfants=tuple(unite(f"G{g}-{o}", 4 + o % 5) for o in range(10)))
        for g in range(40)
    )
    variante = public(*groups)
    assert variante.totaux.bit_count() > 500
    assert not variante.garanti(frozenset({"G0-0", "G1-1"}))

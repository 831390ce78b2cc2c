"""What a rule declares is what its check does: sentences and values agree, and what it reads is what it takes."""

from __future__ import annotations

import ast
import inspect
import string
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from types import FunctionType
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from dossier.programme.maquette import Unite
from dossier.programme.model import Programme
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, Catalogue, Hit, Rule
from dossier.rules.conditions import CONDITIONS, SOFTENINGS
from dossier.rules.families import catalogue
from dossier.rules.profiles import PROFILES

if TYPE_CHECKING:  # what a type checker must refuse: an « ignore » that is of no use is an error of its own
    Unite(kode="x")  # type: ignore[call-arg]
    Unite(code=3)  # type: ignore[arg-type]
    Unite(code="x").code = "y"  # type: ignore[misc]

FIELDS = frozenset({"attribute", "missing"})
"""What a hit is told that is no value of a sentence."""


class Made(NamedTuple):
    """A hit as the code makes it: its variants (None: not known without running) and the names of its values."""

    variants: frozenset[str] | None
    names: frozenset[str]


def hits(function: FunctionType) -> Iterator[Made]:
    """The hits that a check makes, itself or through the functions of the rules that it calls."""
    for each in reached(function):
        tree = tree_of(each)
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Hit":
                yield Made(variants(call, tree), names(call, tree))


def reached(function: FunctionType) -> list[FunctionType]:
    found, left = [function], [function]
    while left:
        for name in called(tree_of(left.pop())):
            other = found[-1].__globals__.get(name) or function.__globals__.get(name)
            if not isinstance(other, FunctionType) or other in found:
                continue
            if other.__module__.startswith("dossier.rules.families"):
                found.append(other)
                left.append(other)
    return found


def called(tree: ast.AST) -> list[str]:
    """The names that a function uses, but in what it only asks whether anything comes of it: ``any(deviations(…))``."""
    inside = {
        id(node)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "any"
        for node in ast.walk(call)
    }
    return sorted({node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in inside})


@cache
def tree_of(function: FunctionType) -> ast.AST:
    module = ast.parse(inspect.getsource(sys.modules[function.__module__]))
    first = function.__code__.co_firstlineno
    found = (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef) and node.name == function.__name__)
    return next(node for node in found if first in (node.lineno, *(each.lineno for each in node.decorator_list)))


def variants(call: ast.Call, tree: ast.AST) -> frozenset[str] | None:
    return strings(call.args[1], tree) if len(call.args) > 1 else frozenset({""})


def strings(node: ast.expr, tree: ast.AST) -> frozenset[str] | None:
    """The texts that an expression may be, when the code says them."""
    match node:
        case ast.Constant(value=str(text)):
            return frozenset({text})
        case ast.IfExp(body=body, orelse=orelse):
            parts = [strings(body, tree), strings(orelse, tree)]
        case ast.Name(id=name):
            parts = [strings(value, tree) for value in given_to(name, tree)]
        case _:
            parts = []
    known = [part for part in parts if part is not None]
    return frozenset().union(*known) if parts and len(known) == len(parts) else None


def given_to(name: str, tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
                yield value
            case ast.AnnAssign(target=ast.Name(id=found), value=value) if found == name and value:
                yield value
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                yield from (v for n, v in zip(names, values, strict=True) if isinstance(n, ast.Name) and n.id == name)


def names(call: ast.Call, tree: ast.AST) -> frozenset[str]:
    told: set[str] = set()
    for keyword in call.keywords:
        if keyword.arg:
            told.add(keyword.arg)
            continue
        assert isinstance(keyword.value, ast.Name), ast.dump(call)
        (mapping,) = given_to(keyword.value.id, tree)
        assert isinstance(mapping, ast.Dict), "values of a hit are said where they are made"
        told |= {str(key.value) for key in mapping.keys if isinstance(key, ast.Constant)}
    return frozenset(told - FIELDS)


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def faults(rule: Rule) -> list[str]:
    """What a rule's sentences and its hits do not agree on."""
    made = list(hits(rule.check))  # type: ignore[arg-type]
    if rule.check.__module__.startswith("dossier.rules.families") and not made:
        return ["aucun constat"]
    said: list[str] = []
    reachable: set[str] = set()
    for variants_, values in made:
        known = variants_ if variants_ is not None else frozenset(rule.messages)
        reachable |= known
        used: set[str] = set()
        for variant in known:
            if variant not in rule.messages:
                said.append(f"variante inconnue « {variant} »")
                continue
            asked = fields(rule.messages[variant]) | fields(rule.hints.get(variant, rule.hints.get("", "")))
            used |= asked
            if variants_ is not None or len(made) == 1:
                said += [f"« {variant} » : {name} n’est pas donné" for name in sorted(asked - values)]
        said += [f"{name} ne sert à aucune phrase" for name in sorted(values - used)]
    said += [f"aucun constat de la variante « {name} »" for name in sorted(set(rule.messages) - reachable)]
    return said


@pytest.mark.parametrize("rule", catalogue(), ids=attrgetter("id"))
def test_every_placeholder_is_filled_and_every_value_is_said(rule: Rule) -> None:
    assert faults(rule) == []


def broken(check: Callable[..., Any], message: str | Mapping[str, str]) -> list[str]:
    rules = Catalogue()
    declare = rules.rule(
        "ETA-001", title="t", severity=AVERTISSEMENT, source=CONVENTION, why="w.", message=message, hint="h."
    )
    declare(check)
    (rule,) = rules
    return faults(rule)


def test_a_misspelt_placeholder_an_idle_value_and_an_unknown_variant_are_seen() -> None:
    def check(programme: Programme) -> Iterator[Hit]:
        yield Hit(programme, total=1)

    def other(programme: Programme) -> Iterator[Hit]:
        yield Hit(programme, "trop" if programme.code else "peu")

    assert broken(check, "{total}.") == []
    assert broken(check, "{totla}.") == ["«  » : totla n’est pas donné", "total ne sert à aucune phrase"]
    assert broken(other, {"trop": "t."}) == ["variante inconnue « peu »"]
    assert broken(other, {"trop": "t.", "peu": "p.", "rien": "r."}) == ["aucun constat de la variante « rien »"]


def test_a_check_takes_what_its_rule_declares() -> None:
    """Said by the type checker where the rule is written, and when an extension that none has read is loaded."""
    rules = Catalogue()
    declare: Any = rules.rule

    def of_programme(programme: Programme) -> Iterator[Hit]:
        yield Hit(programme)

    def in_context(programme: Programme, context: object) -> Iterator[Hit]:
        yield Hit(programme)

    told: dict[str, Any] = {"severity": AVERTISSEMENT, "source": CONVENTION, "why": "w.", "message": "m.", "hint": "h."}
    with pytest.raises(AssertionError, match="context=True manque"):
        declare("ETA-001", title="t", **told)(in_context)
    with pytest.raises(AssertionError, match="context=False manque"):
        declare("ETA-001", title="t", context=True, **told)(of_programme)
    assert list(rules) == []


@pytest.mark.parametrize("rule", catalogue(), ids=attrgetter("id"))
def test_what_a_rule_names_exists(rule: Rule) -> None:
    assert set(rule.when) | set(rule.needs) | set(rule.on) <= set(CONDITIONS)
    assert set(rule.profiles) <= set(PROFILES)
    assert rule.softened_when in ("", *SOFTENINGS)


def test_only_a_convention_needs_to_say_that_it_blocks() -> None:
    idle = [rule.id for rule in catalogue() if rule.blocks and rule.source.status[0] not in "PK"]
    assert idle == []

"""The plan of a dossier, as data: which parts it has, in which order, under which titles, from which sections.

One file a plan, in ``plans/``; an institution adds its own beside its programmes. Which sections there are is for
``compose`` to say.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dossier.programme.model import Programme

COMPLET = "complet"
"""The plan of whatever no other is made for."""


@dataclass(eq=False)
class UnusablePlan(Exception):
    """A plan that cannot be followed: its name, a reason in French, what to do."""

    name: str
    reason: str
    hint: str

    def __str__(self) -> str:
        return f"plan « {self.name} » : {self.reason}"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a dossier: the sections it is made of; ``elsewhere`` names those that another part holds and that it
    refers to; ``expected`` is what the body asks for and no description holds.
    """

    title: str
    sections: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """``procedures`` and ``diplomas`` are those it is made for (empty: all)."""

    name: str
    title: str
    parts: tuple[Part, ...]
    procedures: tuple[str, ...] = ()
    diplomas: tuple[str, ...] = ()

    def suits(self, programme: Programme) -> bool:
        """Is it made for this programme?"""
        procedures = {enregistrement.procedure for enregistrement in programme.enregistrements}
        right = not self.procedures or bool(procedures.intersection(self.procedures))
        return right and (not self.diplomas or programme.identite.diplome.type in self.diplomas)


def plans() -> tuple[Plan, ...]:
    """The plans that come with the tool, those made for fewer programmes first."""
    return _packaged()


@cache
def _packaged() -> tuple[Plan, ...]:
    folder = resources.files(__package__).joinpath("plans")
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    named = [(file.name.removesuffix(".toml"), file) for file in files if file.name.endswith(".toml")]
    found = [parsed(name, file.read_bytes()) for name, file in named]
    return tuple(sorted(found, key=lambda plan: (not plan.diplomas, not plan.procedures, plan.name)))


def chosen(programme: Programme, name: str = "", own: Mapping[str, bytes] | None = None) -> Plan:
    """The plan of this name, the institution's ``own`` first; without a name, the first one made for the programme.

    Raises UnusablePlan.
    """
    if not name:
        return next(plan for plan in plans() if plan.suits(programme))
    if own and name in own:
        return parsed(name, own[name])
    known = {plan.name: plan for plan in plans()}
    if name not in known:
        listed = ", ".join((*known, *(own or ())))
        raise UnusablePlan(name, "aucun plan ne porte ce nom", f"Plans connus : {listed}.")
    return known[name]


def parsed(name: str, data: bytes) -> Plan:
    """The plan of a file; raises UnusablePlan."""
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnusablePlan(name, "le fichier n’est pas du TOML en UTF-8", f"Corrigez-le : {error}.") from error
    _only(name, table, ("titre", "procedures", "diplomes", "partie"), "le plan")
    parts = tuple(_part(name, part) for part in _list(name, table, "partie", dict))
    if not parts:
        raise UnusablePlan(name, "il n’a aucune partie", "Ajoutez [[partie]], avec titre et sections.")
    return Plan(
        name,
        _text(name, table, "titre"),
        parts,
        tuple(_list(name, table, "procedures", str)),
        tuple(_list(name, table, "diplomes", str)),
    )


def _part(name: str, table: dict[str, Any]) -> Part:
    _only(name, table, ("titre", "sections", "voir", "attendu"), "une partie")
    return Part(
        _text(name, table, "titre"),
        tuple(_list(name, table, "sections", str)),
        tuple(_list(name, table, "voir", str)),
        _text(name, table, "attendu", ""),
    )


def checked(plan: Plan, known: Collection[str]) -> Plan:
    """The same plan, whose sections are known, each used once; raises UnusablePlan."""
    used = list(_used(plan))
    for part in plan.parts:
        for section in (*part.sections, *part.elsewhere):
            if section not in known:
                reason = f"la section « {section} » de la partie « {part.title} » n’existe pas"
                raise UnusablePlan(plan.name, reason, f"Sections connues : {', '.join(known)}.")
    twice = next((section for section in used if used.count(section) > 1), None)
    if twice:
        hint = "Laissez-la dans une partie, et mettez-la dans « voir » de l’autre."
        raise UnusablePlan(plan.name, f"la section « {twice} » est dans deux parties", hint)
    return plan


def _used(plan: Plan) -> Iterator[str]:
    for part in plan.parts:
        yield from part.sections


def _only(name: str, table: Mapping[str, Any], known: Collection[str], where: str) -> None:
    unknown = sorted(set(table) - set(known))
    if unknown:
        hint = f"Clés admises : {', '.join(known)}."
        raise UnusablePlan(name, f"clé inconnue dans {where} : {', '.join(unknown)}", hint)


def _text(name: str, table: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise UnusablePlan(name, f"{key} n’est pas un texte", f'Écrivez {key} = "…".')
    return value


def _list(name: str, table: Mapping[str, Any], key: str, kind: type[Any]) -> list[Any]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, kind) for each in value):
        shown = "[[partie]]" if kind is dict else f'{key} = ["…"]'
        raise UnusablePlan(name, f"{key} n’est pas une liste", f"Écrivez {shown}.")
    return value

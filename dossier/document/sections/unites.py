"""The units that the maquette describes beyond their title and credits."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.blocks import NOTHING, cell, head, named, note, prose
from dossier.document.publics import only_for
from dossier.document.tree import Cell, Section, Table
from dossier.french.lists import both
from dossier.french.numbers import hours
from dossier.french.numbers import named as plural
from dossier.french.sentences import in_french
from dossier.programme.maquette import Contribution, Heures, Unite
from dossier.programme.model import Programme
from dossier.programme.vocabulary import HEURES, INTERVENANTS, LANGUES, MODALITES

Fact = tuple[str, str]

_PEOPLE = ("Responsable", "Responsables", "Porteur")


def section_unites(programme: Programme) -> Section:
    """A row for each unit that has something more to say than the maquette."""
    described = [(unite, tuple(_facts(programme, unite))) for unite in programme.enseignements.unites]
    told = [(unite, known) for unite, known in described if known or unite.objectifs or unite.contenu]
    texts = (
        ("Objectifs", any(unite.objectifs for unite, _ in told)),
        ("Contenu", any(unite.contenu for unite, _ in told)),
    )
    shown = [title for title, there in texts if there]
    rows = tuple(_row(unite, known, shown) for unite, known in told)
    heads = head("Unité", *shown, *("Précisions",) * (not shown))
    widths = (7, *(8, 11)[2 - max(1, len(shown)) :])
    return Section("Description des unités", (Table("", widths, heads, rows),) if rows else ())


def _row(unite: Unite, known: tuple[Fact, ...], shown: list[str]) -> tuple[Cell, ...]:
    """The unit with its person; its texts, and under the last whatever else is known of it."""
    people = tuple(note(f"{name} : {said}") for name, said in known if name in _PEOPLE)
    remarks = tuple(note(f"{name} : {said}") for name, said in known if name not in _PEOPLE)
    texts = {"Objectifs": prose(unite.objectifs), "Contenu": prose(unite.contenu)}
    cells = [texts[each] for each in shown] or [()]
    cells[-1] = (*cells[-1], *remarks)
    return cell((named(unite.code, unite.intitule), *people), header=True), *(cell(each or NOTHING) for each in cells)


def _facts(programme: Programme, unite: Unite) -> Iterator[Fact]:
    """What is known besides its texts and what the maquette says."""
    identite, situation = programme.identite, unite.situation_professionnelle
    langues = () if set(unite.langues) == set(identite.langues) else unite.langues
    known = (
        (plural(unite.responsables, "Responsable", "Responsables"), both(unite.responsables)),
        ("Porteur", unite.porteur),
        ("Heures", _detailed_hours(unite)),
        (plural(langues, "Langue", "Langues"), both(LANGUES.get(langue, langue) for langue in langues)),
        ("Prérequis", both(_titled(programme, reference.ref) for reference in unite.prerequis)),
        ("Contribue à", " ; ".join(map(_contribution, unite.contributions))),
        ("Note minimale", f"{in_french(unite.note_minimale)} sur 20" if unite.note_minimale is not None else ""),
        ("Situation professionnelle", in_french(situation) if situation is not None else ""),
    )
    yield from ((name, said) for name, said in known if said)


def _detailed_hours(unite: Unite) -> str:
    """Who teaches, where, for whom: only where the maquette does not say it already."""
    told = any(heures.modalite or heures.intervenant or heures.parcours or heures.voies for heures in unite.heures)
    return " ; ".join(map(_hours, unite.heures)) if told else ""


def _hours(heures: Heures) -> str:
    """« TD 12 h (présentiel, professionnel, seulement pour …) »."""
    whose = only_for(heures.parcours, heures.voies)
    known = (
        MODALITES.get(heures.modalite or "", "").lower(),
        INTERVENANTS.get(heures.intervenant or ""),
        whose[:1].lower() + whose[1:],
    )
    aside = ", ".join(filter(None, known))
    return f"{HEURES[heures.nature]} {hours(heures.nombre)}{f' ({aside})' if aside else ''}"


def _titled(programme: Programme, code: str) -> str:
    unite = programme.unites.get(code)
    return f"{code} ({unite.intitule})" if unite else code


def _contribution(contribution: Contribution) -> str:
    coefficient = contribution.coefficient
    share = f", coefficient {in_french(coefficient)}" if coefficient is not None else ""
    whose = only_for(contribution.parcours, contribution.voies)
    return f"{contribution.unite}{share}{f'. {whose}' if whose else ''}"

"""What people do in the occupation: activities and tasks, their context, the law they obey."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.blocks import NOTHING, Content, Flow, cell, filled, head, named, note, prose
from dossier.document.cross_references import ACTIVITES
from dossier.document.missing import asked, text_section, unfilled
from dossier.document.tree import Block, Cell, Paragraph, Section, Table, Tone
from dossier.french.lists import both
from dossier.programme.model import Programme
from dossier.programme.referentiel import Activite
from dossier.programme.textes import en_langue


def section_activites(programme: Programme) -> Section:
    """The framework of activities: occupations, activities and tasks, context, regulation."""
    presentation = programme.presentation
    return Section(
        ACTIVITES.title,
        name=ACTIVITES.name,
        sections=filled(
            (
                text_section(programme, "Emplois visés", en_langue(presentation.emplois), "emplois"),
                Section("Activités et tâches", tuple(_activites(programme))),
                text_section(programme, "Contexte d’exercice", en_langue(presentation.contexte), "contexte"),
                text_section(programme, "Réglementation", en_langue(presentation.reglementation), "reglementation"),
            )
        ),
    )


def _activites(programme: Programme) -> Iterator[Block]:
    if not programme.activites.activites:
        yield unfilled(programme, "activites")
        return
    yield Table(
        "Activités et tâches du métier",
        (6, 8, 2),
        head("Activité ou tâche", "Description et contexte", "Blocs"),
        tuple(_rows(programme, programme.activites.activites, "")),
    )


def _rows(programme: Programme, activites: tuple[Activite, ...], within: str) -> Iterator[tuple[Cell, ...]]:
    """A row per activity, in the order of the file; a task says which activity it belongs to."""
    for activite in activites:
        tone = Tone.NONE if within else Tone.LIGHT
        name = named(activite.code, activite.intitule)
        yield (
            cell((name, note(f"Tâche de {within}")) if within else name, header=True, tone=tone),
            cell(_description(activite), tone=tone),
            cell(_blocs(programme, activite, bool(within)), tone=tone),
        )
        yield from _rows(programme, activite.taches, activite.code)


def _description(activite: Activite) -> Content:
    context = prose(activite.contexte)
    marked: Flow = (note("Contexte :"), *context) if context else ()
    return (*prose(activite.description), *marked) or NOTHING


def _blocs(programme: Programme, activite: Activite, task: bool) -> str | Paragraph:
    """The blocks that an activity leads to, by itself, by its tasks or by their competencies."""
    codes = _codes(activite)
    found = both(
        bloc.code
        for bloc in programme.blocs
        if codes & {bloc.activite, *(competence.activite for competence in bloc.competences)}
    )
    return found or (None if task else asked(programme, "activite-du-bloc")) or NOTHING


def _codes(activite: Activite) -> frozenset[str | None]:
    return frozenset((activite.code,)).union(*map(_codes, activite.taches))

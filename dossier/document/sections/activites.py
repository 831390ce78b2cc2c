"""What people do in the occupation: activities and tasks, their context, the law they obey."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.blocks import NOTHING, Content, Flow, cell, filled, head, named, note, prose
from dossier.document.cross_references import ACTIVITES
from dossier.document.gaps import asked, text_section, unfilled
from dossier.document.tree import Block, Cell, Paragraph, Section, Table
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
    activites = programme.activites.activites
    tasks = any(activite.taches for activite in activites)
    yield Table(
        "",
        (6, 9, *(9,) * tasks, 2),
        head("Activité", "Description et contexte", *("Tâches",) * tasks, "Blocs"),
        tuple(_row(programme, activite, tasks) for activite in activites),
    )


def _row(programme: Programme, activite: Activite, tasks: bool) -> tuple[Cell, ...]:
    """An activity with its tasks."""
    return (
        cell(named(activite.code, activite.intitule), header=True),
        cell(_description(activite)),
        *(cell(_tasks(activite.taches) or NOTHING),) * tasks,
        cell(_blocs(programme, activite)),
    )


def _tasks(taches: tuple[Activite, ...]) -> Flow:
    """Each on a line; one that is described keeps its text, and its own tasks, under it."""
    return tuple(block for tache in taches for block in _task(tache))


def _task(tache: Activite) -> Flow:
    return (named(tache.code, tache.intitule), *_about(tache), *_tasks(tache.taches))


def _description(activite: Activite) -> Content:
    return _about(activite) or NOTHING


def _about(activite: Activite) -> Flow:
    context = prose(activite.contexte)
    return (*prose(activite.description), *((note("Contexte :"), *context) if context else ()))


def _blocs(programme: Programme, activite: Activite) -> str | Paragraph:
    """The blocks that an activity leads to, by itself, by its tasks or by their competencies."""
    codes = _codes(activite)
    found = both(
        bloc.code
        for bloc in programme.blocs
        if codes & {bloc.activite, *(competence.activite for competence in bloc.competences)}
    )
    missing = asked(programme, "activite-du-bloc", f"activité {activite.code}", "bloc qui en relève")
    return found or missing or NOTHING


def _codes(activite: Activite) -> frozenset[str | None]:
    return frozenset((activite.code,)).union(*map(_codes, activite.taches))

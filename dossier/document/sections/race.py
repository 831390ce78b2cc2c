"""The three-column table of each block: activities, competencies, assessment. The heart of the dossier."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.publics import only_for
from dossier.document.sections.epreuves import (
    bears_on,
    criteria,
    criterion,
    modality,
    of_units,
    short_name,
)
from dossier.document.sections.missing import NOT_GIVEN, asked, unfilled
from dossier.document.sections.nodes import Content, Flow, blocks, cell, head, named, note, paragraph, prose
from dossier.document.tree import Block, Bullets, Cell, Paragraph, Role, Section, Table
from dossier.document.wording import both, capital
from dossier.programme.model import Programme
from dossier.programme.referentiel import Bloc, Competence, Evaluation
from dossier.programme.vocabulary import PORTEES, THEMES
from dossier.rules.wording import in_french

EMPTY = paragraph(NOT_GIVEN, Role.MISSING)


def section_race(programme: Programme) -> Section:
    """A subsection per block."""
    title = "Référentiel d’activités, de compétences et d’évaluation"
    blocs = tuple(_bloc(programme, bloc) for bloc in programme.blocs)
    if not blocs:
        return Section(title, (unfilled(programme, "blocs"),))
    how = "Un tableau par bloc, une ligne par compétence : l’activité dont elle relève, ce qu’elle demande, et comment "
    return Section(title, (paragraph(f"{how}elle est évaluée."),), blocs, landscape=True)


def _bloc(programme: Programme, bloc: Bloc) -> Section:
    table = Table(
        f"Bloc {bloc.code} : activités, compétences et évaluation",
        (5, 9, 10),
        head("Activités", "Compétences", "Évaluation (modalités et critères)"),
        tuple(_rows(programme, bloc)),
    )
    return Section(f"{bloc.code} – {bloc.intitule}", blocks(_lead(programme, bloc), (table,)))


def _lead(programme: Programme, bloc: Bloc) -> Iterator[Block]:
    """What the block is, then what its table lacks, said once."""
    yield from prose(bloc.description)
    known = (
        f"Code RNCP : {both(bloc.rncp)}" if bloc.rncp else "",
        f"Activité : {_activity_title(programme, bloc.activite)}" if bloc.activite else "",
        only_for(bloc.parcours),
    )
    if any(known):
        yield note(" ; ".join(filter(None, known)))
    assessed = programme.evaluations_du_bloc(bloc)
    lacking = (
        ("Activités", "activite-du-bloc", not bloc.activite and not all(c.activite for c in bloc.competences)),
        ("Compétences", "competences", not bloc.competences),
        ("Évaluation", "evaluation", not all(_assessing(assessed, c) for c in bloc.competences)),
        ("Critères d’évaluation", "criteres", any(_without_criteria(assessed, c) for c in bloc.competences)),
    )
    missing = (asked(programme, subject, what) for what, subject, lacks in lacking if lacks)
    yield from filter(None, missing)


def _activity_title(programme: Programme, code: str) -> str:
    activite = programme.toutes_activites.get(code)
    return f"{code} – {activite.intitule}" if activite else code


def _rows(programme: Programme, bloc: Bloc) -> Iterator[tuple[Cell, ...]]:
    evaluations = programme.evaluations_du_bloc(bloc)
    if not bloc.competences:
        every = tuple(_full(evaluations, None, set()))
        yield cell(_activity(programme, bloc.activite)), cell(EMPTY), cell(every or EMPTY)
    described: set[int] = set()
    for competence in bloc.competences:
        yield (
            cell(_activity(programme, competence.activite or bloc.activite)),
            cell(_competence(competence)),
            cell(_evaluation(programme, evaluations, competence, described)),
        )


def _activity(programme: Programme, code: str | None) -> Content:
    activite = programme.toutes_activites.get(code or "")
    return named(activite.code, activite.intitule) if activite else EMPTY


def _competence(competence: Competence) -> Flow:
    scope, themes = PORTEES.get(competence.portee or ""), both(THEMES.get(theme, theme) for theme in competence.themes)
    known = (
        scope if competence.portee == "non-precisee" else f"portée : {scope}" if scope else "",
        f"thème : {themes}" if themes else "",
        f"niveau {in_french(competence.niveau)} du bloc" if competence.niveau is not None else "",
        only_for(competence.parcours),
    )
    remarks = capital(" ; ".join(filter(None, known)))
    wording = named(competence.code, competence.texte)
    return (wording, note(remarks)) if remarks else (wording,)


def _assessing(evaluations: tuple[Evaluation, ...], competence: Competence) -> list[Evaluation]:
    return [evaluation for evaluation in evaluations if bears_on(evaluation, competence.code)]


def _without_criteria(evaluations: tuple[Evaluation, ...], competence: Competence) -> bool:
    """Is it assessed, but by no criterion?"""
    found = _assessing(evaluations, competence)
    return bool(found) and not any(criteria(evaluation, competence.code) for evaluation in found)


def _evaluation(
    programme: Programme, evaluations: tuple[Evaluation, ...], competence: Competence, described: set[int]
) -> Content:
    """The block's own assessments in full; those of units too, or by their names when the block has its own."""
    held = of_units(programme)
    found = _assessing(evaluations, competence)
    own = [evaluation for evaluation in found if id(evaluation) not in held]
    inside = [evaluation for evaluation in found if id(evaluation) in held]
    full = tuple(_full(tuple(own or inside), competence.code, described))
    if own and inside:
        return (*full, _also(held, inside))
    return full or EMPTY


def _full(
    evaluations: tuple[Evaluation, ...], competence: str | None, described: set[int]
) -> Iterator[Paragraph | Bullets]:
    """Modalities then criteria; an assessment is described the first time that it is met in a block."""
    for evaluation in evaluations:
        yield from modality(evaluation, described=id(evaluation) not in described)
        described.add(id(evaluation))
        wanted = evaluation.criteres if competence is None else criteria(evaluation, competence)
        for critere in wanted:
            yield from criterion(critere)


def _also(held: dict[int, str], evaluations: list[Evaluation]) -> Paragraph:
    names = both(f"{held[id(evaluation)]} ({short_name(evaluation)})" for evaluation in evaluations)
    return note(f"Évaluée aussi dans les unités : {names}.")

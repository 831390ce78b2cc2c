"""The three-column table of each block: activities, competencies, assessment. The heart of the dossier."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.blocks import (
    NOTHING,
    Content,
    Flow,
    blocks,
    cell,
    head,
    named,
    note,
    paragraph,
    prose,
)
from dossier.document.evaluations import (
    bears_on,
    criteria,
    criterion,
    modality,
    of_units,
    short_name,
)
from dossier.document.missing import NOT_GIVEN, asked, unfilled
from dossier.document.publics import only_for
from dossier.document.tree import Block, Bullets, Paragraph, Role, Section, Table
from dossier.french.lists import both
from dossier.french.sentences import capital, in_french
from dossier.programme.model import Programme
from dossier.programme.referentiel import Bloc, Competence, Evaluation
from dossier.programme.vocabulary import PORTEES, THEMES

_EMPTY = paragraph(NOT_GIVEN, Role.MISSING)

_Row = tuple[Content | None, ...]


def section_referentiel(programme: Programme) -> Section:
    """A subsection per block."""
    title = "Référentiel d’activités, de compétences et d’évaluation"
    blocs = tuple(_bloc(programme, bloc) for bloc in programme.blocs)
    if not blocs:
        return Section(title, (unfilled(programme, "blocs"),))
    how = "Un tableau par bloc, une ligne par compétence : l’activité dont elle relève, ce qu’elle demande, et comment "
    return Section(title, (paragraph(f"{how}elle est évaluée."),), blocs, landscape=True)


def _bloc(programme: Programme, bloc: Bloc) -> Section:
    rows = tuple(_rows(programme, bloc))
    columns = tuple(zip(*rows, strict=True))
    # A column without anything is said above the table, once; a hole in a column is said where it is.
    holes = tuple(_EMPTY if any(column) else NOTHING for column in columns)
    table = Table(
        f"Bloc {bloc.code} : activités, compétences et évaluation",
        (5, 9, 10),
        head("Activités", "Compétences", "Évaluation (modalités et critères)"),
        tuple(tuple(cell(said or hole) for said, hole in zip(row, holes, strict=True)) for row in rows),
    )
    lacking = tuple(not all(column) for column in columns)
    return Section(f"{bloc.code} – {bloc.intitule}", blocks(_lead(programme, bloc, lacking), (table,)))


def _lead(programme: Programme, bloc: Bloc, incomplete: tuple[bool, ...]) -> Iterator[Block]:
    """What the block is, then what the columns of its table lack, said once."""
    yield from prose(bloc.description)
    known = (
        f"Code RNCP : {both(bloc.rncp)}" if bloc.rncp else "",
        f"Activité : {_activity_title(programme, bloc.activite)}" if bloc.activite else "",
        only_for(bloc.parcours),
    )
    if any(known):
        yield note(" ; ".join(filter(None, known)))
    assessed = programme.evaluations_du_bloc(bloc)
    subjects = (
        ("Activités", "activite-du-bloc"),
        ("Compétences", "competences"),
        ("Évaluation", "evaluation"),
        ("Critères d’évaluation", "criteres"),
    )
    lacking = (*incomplete, any(_without_criteria(assessed, competence) for competence in bloc.competences))
    for (what, subject), lacks in zip(subjects, lacking, strict=True):
        missing = asked(programme, subject, what)
        if lacks and missing:
            yield missing


def _activity_title(programme: Programme, code: str) -> str:
    activite = programme.toutes_activites.get(code)
    return f"{code} – {activite.intitule}" if activite else code


def _rows(programme: Programme, bloc: Bloc) -> Iterator[_Row]:
    """What the cells of each row say; nothing where the programme says nothing."""
    evaluations = programme.evaluations_du_bloc(bloc)
    if not bloc.competences:
        every = tuple(_full(evaluations, None, set()))
        yield _activity(programme, bloc.activite), None, every
    described: set[int] = set()
    for competence in bloc.competences:
        yield (
            _activity(programme, competence.activite or bloc.activite),
            _competence(competence),
            _evaluation(programme, evaluations, competence, described),
        )


def _activity(programme: Programme, code: str | None) -> Content | None:
    activite = programme.toutes_activites.get(code or "")
    return named(activite.code, activite.intitule) if activite else None


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
    return full


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

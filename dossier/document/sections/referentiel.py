"""One table of activities, competencies and assessment, block after block. The heart of the dossier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dossier.document.blocks import NOTHING, Content, Flow, cell, head, labelled, note, paragraph, prose
from dossier.document.cross_references import RACE
from dossier.document.evaluations import (
    bears_on,
    criteria,
    criterion_in_line,
    modality,
    of_units,
    short_name,
    weights,
)
from dossier.document.gaps import asked, unfilled
from dossier.document.publics import only_for
from dossier.document.tree import Block, Cell, Paragraph, Section, Table, Tone
from dossier.french.lists import both
from dossier.french.sentences import capital, in_french
from dossier.programme.model import Programme
from dossier.programme.referentiel import Bloc, Competence, Evaluation
from dossier.programme.vocabulary import PORTEES, THEMES


@dataclass(frozen=True, slots=True)
class _Line:
    """What is said of a competency, None where nothing is; ``assessed`` is by what, to tell where that changes."""

    activity: str
    code: str
    competence: Flow
    assessed: tuple[int, ...]
    modalities: Flow
    criteria: Flow


def section_referentiel(programme: Programme) -> Section:
    """The table, then what it lacks."""
    blocs = tuple(programme.blocs)
    if not blocs:
        return Section(RACE.title, (unfilled(programme, "blocs"),), name=RACE.name)
    lines = {bloc.code: tuple(_lines(programme, bloc)) for bloc in blocs}
    every = [line for found in lines.values() for line in found]
    shown = (
        any(line.activity for line in every),
        True,
        True,
        any(line.modalities for line in every),
        any(line.criteria for line in every),
    )
    columns = (
        (6, "Activités"),
        (1, "Code"),
        (10, "Compétences"),
        (9, "Modalités d’évaluation"),
        (10, "Critères d’évaluation"),
    )
    kept = [column for column, there in zip(columns, shown, strict=True) if there]
    rows = [row for bloc in blocs for row in (_banner(programme, bloc, len(kept)), *_rows(lines[bloc.code], shown))]
    table = Table("", tuple(width for width, _ in kept), head(*(title for _, title in kept)), tuple(rows))
    gaps = (gap for bloc in blocs for gap in _gaps(programme, bloc, lines[bloc.code]))
    return Section(RACE.title, (table, *gaps), landscape=len(kept) > 3, name=RACE.name)


def _banner(programme: Programme, bloc: Bloc, across: int) -> tuple[Cell, ...]:
    """The block: code, title, what it is, how it is validated and by which assessments."""
    known = (
        f"code RNCP {both(bloc.rncp)}" if bloc.rncp and bloc.rncp != (bloc.code,) else "",
        f"activité {bloc.activite}" if bloc.activite else "",
        only_for(bloc.parcours),
    )
    aside = f" ({' ; '.join(filter(None, known))})" if any(known) else ""
    weighed = weights(programme, bloc)
    said: tuple[Paragraph, ...] = (
        labelled(f"Bloc {bloc.code} – {bloc.intitule}{aside}"),
        *_opened("", prose(bloc.description)),
        *_opened("Validation : ", prose(bloc.validation)),
        *((paragraph(f"Épreuves : {weighed}."),) if weighed else ()),
    )
    return (replace(cell(said, header=True, tone=Tone.MEDIUM), columns=across),)


def _opened(words: str, text: Flow) -> Iterator[Paragraph]:
    """The paragraphs of a text, items of lists too, on lines of their own; the first opens with ``words``."""
    flat = [said for block in text for said in (block.items if not isinstance(block, Paragraph) else (block,))]
    for rank, said in enumerate(flat):
        yield note(f"{words if rank == 0 else ''}{said.text}")


def _lines(programme: Programme, bloc: Bloc) -> Iterator[_Line]:
    evaluations, held = programme.evaluations_du_bloc(bloc), of_units(programme)
    described: set[int] = set()
    if not bloc.competences and evaluations:
        yield _Line(
            _activity(programme, bloc.activite), "", (), tuple(map(id, evaluations)), _said(evaluations, described), ()
        )
    for competence in bloc.competences:
        found = [each for each in evaluations if bears_on(each, competence.code)]
        own = [each for each in found if id(each) not in held]
        inside = [each for each in found if id(each) in held]
        full = own or inside
        yield _Line(
            _activity(programme, competence.activite or bloc.activite),
            competence.code,
            _competence(competence),
            tuple(map(id, full)),
            _said(full, described),
            (*_criteria(full, competence.code), *((_also(held, inside),) if own and inside else ())),
        )


def _said(evaluations: Sequence[Evaluation], described: set[int]) -> Flow:
    """Modalities; an assessment is described the first time that it is met in a block."""
    said: list[Flow] = []
    for evaluation in evaluations:
        said.append(modality(evaluation, described=id(evaluation) not in described))
        described.add(id(evaluation))
    return tuple(block for flow in said for block in flow)


def _criteria(evaluations: Sequence[Evaluation], competence: str) -> Iterator[Paragraph]:
    """Each with its indicators; which assessment it is of, when there are several."""
    for evaluation in evaluations:
        found = criteria(evaluation, competence)
        if found and len(evaluations) > 1:
            yield note(f"{short_name(evaluation)} :")
        yield from map(criterion_in_line, found)


def _rows(lines: Sequence[_Line], shown: Sequence[bool]) -> Iterator[tuple[Cell, ...]]:
    """A row for each competency; an activity or an assessment that several share is said once, beside them all."""
    for _, same_activity in groupby(lines, key=lambda line: line.activity):
        of_activity = list(same_activity)
        first = True
        for _, same_assessment in groupby(of_activity, key=lambda line: line.assessed):
            together = list(same_assessment)
            for rank, line in enumerate(together):
                cells = (
                    _over(len(of_activity), paragraph(line.activity or NOTHING)) if first else None,
                    cell(line.code or NOTHING, header=True),
                    cell(line.competence or NOTHING),
                    _over(len(together), line.modalities or NOTHING) if rank == 0 else None,
                    cell(line.criteria or NOTHING),
                )
                first = False
                yield tuple(each for each, there in zip(cells, shown, strict=True) if there and each)


def _over(rows: int, content: Content) -> Cell:
    return replace(cell(content), rows=rows)


def _activity(programme: Programme, code: str | None) -> str:
    activite = programme.toutes_activites.get(code or "")
    return f"{activite.code} – {activite.intitule}" if activite else ""


def _competence(competence: Competence) -> Flow:
    scope, themes = PORTEES.get(competence.portee or ""), both(THEMES.get(theme, theme) for theme in competence.themes)
    known = (
        scope if competence.portee == "non-precisee" else f"portée : {scope}" if scope else "",
        f"thème : {themes}" if themes else "",
        f"niveau {in_french(competence.niveau)} du bloc" if competence.niveau is not None else "",
        only_for(competence.parcours),
    )
    remarks = capital(" ; ".join(filter(None, known)))
    wording = paragraph(competence.texte)
    return (wording, note(remarks)) if remarks else (wording,)


def _also(held: dict[int, str], evaluations: Sequence[Evaluation]) -> Paragraph:
    names = both(f"{held[id(evaluation)]} ({short_name(evaluation)})" for evaluation in evaluations)
    return note(f"Évaluée aussi dans les unités : {names}.")


def _gaps(programme: Programme, bloc: Bloc, lines: Sequence[_Line]) -> Iterator[Block]:
    """What the block lacks."""
    holes = {
        "activite-du-bloc": not all(line.activity for line in lines),
        "competences": not bloc.competences,
        "evaluation": not lines or not all(line.modalities for line in lines),
        "criteres": any(line.modalities and not line.criteria for line in lines),
        "validation-du-bloc": not bloc.validation,
        "evaluations-du-bloc": not programme.evaluations_du_bloc(bloc),
    }
    for subject, hole in holes.items():
        missing = asked(programme, subject, f"bloc {bloc.code}") if hole else None
        if missing:
            yield missing

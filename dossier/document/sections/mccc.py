"""How knowledge and competencies are checked, unit by unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dossier.document.blocks import NOTHING, cell, filled, head, named, note, paragraph, prose
from dossier.document.cross_references import RACE, see
from dossier.document.evaluations import conditions, criterion_in_line, name, scope, weight
from dossier.document.gaps import asked, unfilled
from dossier.document.tree import Align, Block, Cell, Paragraph, Section, Table
from dossier.french.lists import both
from dossier.programme.maquette import Unite
from dossier.programme.model import Programme
from dossier.programme.referentiel import Evaluation
from dossier.programme.textes import en_langue


def section_mccc(programme: Programme) -> Section:
    """Principles, assessments of units, those that several units share."""
    return Section(
        "Modalités de contrôle des connaissances et des compétences",
        sections=filled(
            (
                Section("Principes", prose(en_langue(programme.presentation.validation))),
                Section("Épreuves des unités", tuple(_of_units(programme))),
                Section("Épreuves communes à plusieurs unités", tuple(_shared(programme))),
            )
        ),
    )


def _of_units(programme: Programme) -> Iterator[Block]:
    if any(bloc.evaluations for bloc in programme.blocs):
        yield see("Les épreuves propres aux blocs sont décrites avec leurs critères dans la partie", RACE)
    units = tuple(programme.unites.values())
    if not any(unite.evaluations for unite in units):
        yield unfilled(programme, "evaluations-des-unites")
        return
    yield _table("Unité", [row for unite in units for row in _unit_rows(unite)])
    whole = {unite.code for unite in programme.enseignements.unites_principales}
    for unite in units:
        missing = asked(programme, "evaluation-de-l-unite", f"unité {unite.code}")
        if unite.code in whole and missing and not _assessed(unite):
            yield missing


def _table(whose: str, rows: list[tuple[Cell, ...]]) -> Table:
    heads = (*head(whose, "Épreuve et conditions"), cell("Poids", header=True, align=Align.END))
    return Table("", (5, 8, 2, 10), (*heads, *head("Compétences et critères")), tuple(rows))


def _unit_rows(unite: Unite) -> Iterator[tuple[Cell, ...]]:
    """A row for each assessment, the unit being named once beside them all."""
    for rank, evaluation in enumerate(unite.evaluations):
        title = replace(cell(named(unite.code, unite.intitule), header=True), rows=len(unite.evaluations))
        yield (*((title,) if rank == 0 else ()), *_said(evaluation))


def _said(evaluation: Evaluation) -> tuple[Cell, ...]:
    terms = conditions(evaluation)
    described = (name(evaluation), *((note(terms),) if terms else ()), *prose(evaluation.description))
    weighed = cell(weight(evaluation) or NOTHING, align=Align.END)
    return cell(described), weighed, cell(tuple(_checked(evaluation)) or NOTHING)


def _checked(evaluation: Evaluation) -> Iterator[Paragraph]:
    """The competencies that it bears on and their criteria, each competency named once."""
    told = {critere.competence for critere in evaluation.criteres}
    rest = scope(part for part in evaluation.competences if part.ref not in told or part.poids is not None)
    if rest:
        yield paragraph(rest)
    for critere in evaluation.criteres:
        yield criterion_in_line(critere, critere.competence or "")


def _assessed(unite: Unite) -> bool:
    return bool(unite.evaluations) or any(_assessed(enfant) for enfant in unite.enfants if isinstance(enfant, Unite))


def _shared(programme: Programme) -> Iterator[Block]:
    found = [each for each in programme.evaluations.evaluations if not each.blocs]
    if found:
        yield _table("Pour", [(cell(_spanned(each), header=True), *_said(each)) for each in found])


def _spanned(evaluation: Evaluation) -> str:
    return both(reference.ref for reference in evaluation.unites) or "Le programme"

"""How knowledge and competencies are checked, unit by unit."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.blocks import Content, bullets, filled, prose, table
from dossier.document.cross_references import BLOCS, see
from dossier.document.evaluations import conditions, name, scope, short_name, weight
from dossier.document.missing import asked, unfilled
from dossier.document.tree import Block, Section, Table
from dossier.french.lists import both
from dossier.programme.maquette import Unite
from dossier.programme.model import Programme
from dossier.programme.referentiel import Evaluation
from dossier.programme.textes import en_langue

Row = tuple[Content | None, ...]


def section_mccc(programme: Programme) -> Section:
    """Principles, assessments of units, those that several share, criteria."""
    return Section(
        "Modalités de contrôle des connaissances et des compétences",
        sections=filled(
            (
                Section("Principes", prose(en_langue(programme.presentation.validation))),
                Section("Épreuves des unités", tuple(_of_units(programme))),
                Section("Épreuves communes", tuple(_shared(programme))),
                Section("Critères et indicateurs", tuple(_criteria(programme))),
            )
        ),
    )


def _of_units(programme: Programme) -> Iterator[Block]:
    if any(bloc.evaluations for bloc in programme.blocs):
        yield see("Les épreuves propres aux blocs sont décrites avec chaque bloc, dans la partie", BLOCS)
    if not any(unite.evaluations for unite in programme.unites.values()):
        yield unfilled(programme, "evaluations-des-unites")
        return
    whole = {unite.code for unite in programme.enseignements.unites_principales}
    rows = (row for code, unite in programme.unites.items() for row in _unit_rows(programme, unite, code in whole))
    yield _assessments("Épreuves des unités", "Unité", rows)


def _assessments(caption: str, whose: str, rows: Iterator[Row]) -> Table:
    return table(caption, (3, 8, 5, 3, 4), (whose, "Épreuve", "Conditions", "Pondération", "Compétences"), rows)


def _unit_rows(programme: Programme, unite: Unite, whole: bool) -> Iterator[Row]:
    """A row per assessment; a row that says so for a whole unit that has none, not even in its components."""
    for evaluation in unite.evaluations:
        yield _row(unite.code, evaluation)
    if whole and not _assessed(unite):
        yield unite.code, asked(programme, "evaluation-de-l-unite"), None, None, None


def _assessed(unite: Unite) -> bool:
    return bool(unite.evaluations) or any(_assessed(enfant) for enfant in unite.enfants if isinstance(enfant, Unite))


def _row(whose: str, evaluation: Evaluation) -> Row:
    described = (name(evaluation), *prose(evaluation.description))
    return whose, described, conditions(evaluation), weight(evaluation), scope(evaluation)


def _shared(programme: Programme) -> Iterator[Block]:
    found = programme.evaluations.evaluations
    if found:
        yield _assessments(
            "Épreuves communes", "Pour", (_row(_spanned(evaluation), evaluation) for evaluation in found)
        )


def _spanned(evaluation: Evaluation) -> str:
    return both(reference.ref for reference in (*evaluation.blocs, *evaluation.unites))


def _criteria(programme: Programme) -> Iterator[Block]:
    inside = (evaluation for unite in programme.unites.values() for evaluation in unite.evaluations)
    rows = [row for evaluation in (*inside, *programme.evaluations.evaluations) for row in _criterion_rows(evaluation)]
    if rows:
        yield table(
            "Critères et indicateurs des épreuves",
            (4, 3, 7, 9),
            ("Épreuve", "Compétence", "Critère", "Indicateurs"),
            rows,
        )


def _criterion_rows(evaluation: Evaluation) -> Iterator[Row]:
    for critere in evaluation.criteres:
        shown = critere.indicateurs
        indicators: Content = bullets(shown) if len(shown) > 1 else "".join(shown)
        yield short_name(evaluation), critere.competence, critere.intitule, indicators

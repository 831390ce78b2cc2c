"""The coverage matrix: units × competencies, what is sure and what depends on choices."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.blocks import bullets, cell, head, named, note, paragraph
from dossier.document.figures.matrice import heatmaps
from dossier.document.matrix import Cover, Matrix
from dossier.document.missing import unfilled
from dossier.document.tree import Align, Block, Cell, Paragraph, Role, Section, Table, Tone
from dossier.french.dates import day
from dossier.french.lists import both
from dossier.french.numbers import count
from dossier.programme.maquette import Unite
from dossier.programme.model import Programme
from dossier.programme.organisation import Couverture
from dossier.programme.referentiel import Bloc, Competence
from dossier.programme.vocabulary import APPORTS

_MOST = 12  # competencies in one table
_LETTERS = {"enseignee": "E", "pratiquee": "P", "evaluee": "V"}
_TONES = {Cover.GUARANTEED: Tone.MEDIUM, Cover.POSSIBLE: Tone.LIGHT, Cover.NONE: Tone.STRONG}


def section_couverture(programme: Programme) -> Section:
    """The status, what is not covered, then a matrix per block."""
    title = "Matrice de couverture"
    if not any(couverture.unites for couverture in programme.couvertures):
        return Section(title, (unfilled(programme, "couverture"),))
    matrix = Matrix(programme)
    status = dict.fromkeys(map(_status, programme.couvertures))
    opening: tuple[Block, ...] = (*status, *_reassurances(matrix), note(_legend(programme)), *heatmaps(matrix))
    tables = tuple(
        Section(f"{bloc.code} – {bloc.intitule}", tuple(_tables(matrix, bloc)))
        for bloc in programme.blocs
        if bloc.competences
    )
    by_bloc = Section("Couverture par bloc", sections=tables)
    return Section(title, opening, (*_holes(programme, matrix), by_bloc), landscape=True)


def _status(couverture: Couverture) -> Paragraph:
    """Said on the matrix's face: a proposal, or validated by whom and when."""
    by = f" par {couverture.valide_par}" if couverture.valide_par else ""
    on = f" le {day(couverture.date)}" if couverture.date else ""
    if couverture.statut == "validee":
        return paragraph(f"Matrice validée{by}{on}.", Role.LEAD)
    seen = f" Dernier examen{by}{on}." if by or on else ""
    words = "Matrice proposée : elle n’a pas encore été validée par l’établissement."
    return paragraph(words + seen, Role.WARNING)


def _legend(programme: Programme) -> str:
    letters = "".join(
        f" ; {letter} : {APPORTS[apport]}" for apport, letter in _LETTERS.items() if _uses(programme, apport)
    )
    return (
        "La ligne « Couverture » dit ce que les unités assurent ensemble : compétence garantie quels que soient les "
        "choix, développée au choix, ou par aucune unité ; les autres lignes, ce que chacune apporte. ● : unité suivie "
        f"par tous ; ○ : unité suivie par certains, selon leurs choix{letters}."
    )


def _uses(programme: Programme, apport: str) -> bool:
    found = (
        part.apport for couverture in programme.couvertures for unite in couverture.unites for part in unite.competences
    )
    return any(apport in apports for apports in found)


def _tables(matrix: Matrix, bloc: Bloc) -> Iterator[Block]:
    """The table of a block, cut when it has too many competencies for a page, then the units that bring nothing."""
    total = len(bloc.competences)
    size = -(-total // -(-total // _MOST))
    parts = [bloc.competences[start : start + size] for start in range(0, total, size)]
    for rank, competences in enumerate(parts, start=1):
        part = f" ({rank} sur {len(parts)})" if len(parts) > 1 else ""
        yield Table(
            f"Bloc {bloc.code} : couverture par les unités{part}",
            (10, *(2,) * len(competences)),
            head("Unité", *(competence.code for competence in competences), centred=True),
            (
                _summary(matrix, competences),
                *(_row(matrix, unite, competences) for unite in matrix.units if _brings(matrix, unite, competences)),
            ),
            filtered=True,
        )
    others = [unite.code for unite in matrix.units if not _brings(matrix, unite, bloc.competences)]
    if others:
        yield note(f"Aucune contribution de : {both(others)}.")


def _brings(matrix: Matrix, unite: Unite, competences: tuple[Competence, ...]) -> bool:
    return any((unite.code, competence.code) in matrix.apports for competence in competences)


def _row(matrix: Matrix, unite: Unite, competences: tuple[Competence, ...]) -> tuple[Cell, ...]:
    title = cell(named(unite.code, unite.intitule), header=True)
    return (title, *(_cell(matrix, unite, competence) for competence in competences))


def _cell(matrix: Matrix, unite: Unite, competence: Competence) -> Cell:
    cover = matrix.contribution(unite.code, competence)
    if cover is Cover.NONE:
        return Cell((), align=Align.CENTER)
    letters = "".join(_LETTERS.get(apport, "") for apport in matrix.apports[unite.code, competence.code])
    return cell(f"{cover.value[0]} {letters}".rstrip(), tone=_TONES[cover], align=Align.CENTER)


def _summary(matrix: Matrix, competences: tuple[Competence, ...]) -> tuple[Cell, ...]:
    covers = [matrix.covers[competence.code] for competence in competences]
    said = (cell(cover.value[1], tone=_TONES[cover], align=Align.CENTER) for cover in covers)
    return (cell("Couverture", header=True), *said)


_HOLES = (
    ("Compétences non couvertes", Cover.NONE, "Chaque compétence est développée par une unité au moins."),
    (
        "Compétences couvertes seulement au choix",
        Cover.POSSIBLE,
        "Aucune compétence ne dépend des choix : celles qui sont couvertes le sont pour tous.",
    ),
)


def _reassurances(matrix: Matrix) -> Iterator[Paragraph]:
    """What is said of the holes that there are not."""
    return (paragraph(nothing) for _, cover, nothing in _HOLES if cover not in matrix.covers.values())


def _holes(programme: Programme, matrix: Matrix) -> Iterator[Section]:
    """The competencies that nobody is sure to meet, with the exceptions that justify them."""
    total = len(programme.competences)
    for title, wanted, _ in _HOLES:
        found = [programme.competences[code] for code, cover in matrix.covers.items() if cover is wanted]
        if found:
            counted = paragraph(f"{count(len(found), 'compétence')} sur {total} :")
            listed = bullets(named(competence.code, _said(programme, competence)) for competence in found)
            yield Section(title, (counted, listed))


def _said(programme: Programme, competence: Competence) -> str:
    """The wording, the units that may cover it, and why the hole is accepted if it is."""
    units = both(programme.couverture[competence.code], "ou")
    reasons = both(
        f"{derogation.regle}, {derogation.motif}"
        for derogation in programme.derogations.derogations
        if derogation.objet == competence.code and derogation.regle.startswith("COV")
    )
    known = (f" ({units})" if units else "", f" – dérogation : {reasons}" if reasons else "")
    return competence.texte + "".join(known)

"""The coverage matrix: units × competencies, what is sure and what depends on choices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dossier.document.blocks import NOTHING, bullets, cell, head, labelled, named, note, paragraph
from dossier.document.gaps import unfilled
from dossier.document.matrix import Cover, Matrix
from dossier.document.tree import Align, Block, Cell, Paragraph, Role, Section, Table, Tone
from dossier.french.dates import day
from dossier.french.lists import both
from dossier.programme.maquette import Unite
from dossier.programme.model import Programme
from dossier.programme.organisation import Couverture
from dossier.programme.referentiel import Bloc, Competence
from dossier.programme.vocabulary import APPORTS

_MOST = 18  # units across a page in landscape
_NARROW = 12  # and in portrait
_LETTERS = {"enseignee": "E", "pratiquee": "P", "evaluee": "V"}
_TONES = {Cover.GUARANTEED: Tone.MEDIUM, Cover.POSSIBLE: Tone.LIGHT, Cover.NONE: Tone.STRONG}


def section_couverture(programme: Programme) -> Section:
    """The status, the matrix, what is not sure to be covered."""
    title = "Matrice de couverture"
    if not any(couverture.unites for couverture in programme.couvertures):
        return Section(title, (unfilled(programme, "couverture"),))
    matrix = Matrix(programme)
    bringing = {unite for unite, _ in matrix.apports}
    units = tuple(unite for unite in matrix.units if unite.code in bringing)
    grid = len(units) <= _MOST
    status = dict.fromkeys(map(_status, programme.couvertures))
    blocks: tuple[Block, ...] = (
        *status,
        *_reassurances(matrix),
        _crossed(matrix, units) if grid else _listed(matrix),
        note(_legend(programme)),
        *_silent(matrix, units),
        *_holes(programme, matrix),
    )
    return Section(title, blocks, landscape=grid and len(units) > _NARROW)


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
        "● : unité suivie par tous ; ○ : unité suivie par certains, selon leurs choix"
        f"{letters}. La dernière colonne dit ce que les unités assurent ensemble, quels que soient les choix."
    )


def _uses(programme: Programme, apport: str) -> bool:
    found = (
        part.apport for couverture in programme.couvertures for unite in couverture.unites for part in unite.competences
    )
    return any(apport in apports for apports in found)


def _crossed(matrix: Matrix, units: tuple[Unite, ...]) -> Table:
    """Competencies × units: a banner for each block, a row for each competency, a column for each unit."""
    heads = (cell("Compétence", header=True), *(cell(unite.code, header=True, align=Align.CENTER) for unite in units))
    rows = [row for bloc in matrix.programme.blocs for row in _block_rows(matrix, bloc, units)]
    widths = (4, *(3,) * len(units), 4)
    return Table("", widths, (*heads, cell("Couverture", header=True)), tuple(rows), filtered=True)


def _block_rows(matrix: Matrix, bloc: Bloc, units: tuple[Unite, ...]) -> Iterator[tuple[Cell, ...]]:
    if bloc.competences:
        yield (_banner(bloc, len(units) + 2),)
    for competence in bloc.competences:
        crossed = (_cell(matrix, unite, competence) for unite in units)
        yield cell(competence.code, header=True), *crossed, _summary(matrix, competence)


def _listed(matrix: Matrix) -> Table:
    """The same where there are too many units for as many columns: those of each competency, one after the other."""
    rows: list[tuple[Cell, ...]] = []
    for bloc in matrix.programme.blocs:
        rows += [(_banner(bloc, 3),)] * bool(bloc.competences)
        rows += [
            (cell(each.code, header=True), cell(_units(matrix, each) or NOTHING), _summary(matrix, each))
            for each in bloc.competences
        ]
    return Table("", (3, 16, 3), head("Compétence", "Unités", "Couverture"), tuple(rows), filtered=True)


def _units(matrix: Matrix, competence: Competence) -> str:
    """« ● THB101 EPV, ○ CCE115 E »."""
    return ", ".join(
        f"{cover.value[0]} {unite.code} {_letters(matrix, unite, competence)}".rstrip()
        for unite in matrix.units
        if (cover := matrix.contribution(unite.code, competence)) is not Cover.NONE
    )


def _banner(bloc: Bloc, across: int) -> Cell:
    return replace(cell(f"{bloc.code} – {bloc.intitule}", header=True, tone=Tone.MEDIUM), columns=across)


def _silent(matrix: Matrix, units: tuple[Unite, ...]) -> Iterator[Block]:
    others = [unite.code for unite in matrix.units if unite not in units]
    if others:
        yield note(f"Aucune contribution de : {both(others)}.")


def _cell(matrix: Matrix, unite: Unite, competence: Competence) -> Cell:
    cover = matrix.contribution(unite.code, competence)
    if cover is Cover.NONE:
        return Cell((), align=Align.CENTER)
    said = f"{cover.value[0]} {_letters(matrix, unite, competence)}".rstrip()
    return cell(said, tone=_TONES[cover], align=Align.CENTER)


def _letters(matrix: Matrix, unite: Unite, competence: Competence) -> str:
    return "".join(_LETTERS.get(apport, "") for apport in matrix.apports[unite.code, competence.code])


def _summary(matrix: Matrix, competence: Competence) -> Cell:
    cover = matrix.covers[competence.code]
    return cell(cover.value[1], tone=_TONES[cover])


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


def _holes(programme: Programme, matrix: Matrix) -> Iterator[Block]:
    """The competencies that nobody is sure to meet, with the exceptions that justify them."""
    total = len(programme.competences)
    for title, wanted, _ in _HOLES:
        found = [programme.competences[code] for code, cover in matrix.covers.items() if cover is wanted]
        if found:
            yield labelled(f"{title} : {len(found)} sur {total}.")
            yield bullets(named(competence.code, _said(programme, competence)) for competence in found)


def _said(programme: Programme, competence: Competence) -> str:
    """The wording, the units that may cover it, and why the hole is accepted if it is."""
    units = both(programme.couverture[competence.code], "ou")
    reasons = both(
        str(derogation.motif)
        for derogation in programme.derogations.derogations
        if derogation.objet == competence.code and derogation.regle.startswith("COV")
    )
    known = (f" ({units})" if units else "", f" – dérogation : {reasons}" if reasons else "")
    return competence.texte + "".join(known)

"""The coverage matrix: units × competencies, what is sure and what depends on choices."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from dossier.document.sections.missing import unfilled
from dossier.document.sections.nodes import bullets, cell, head, named, note, paragraph
from dossier.document.tree import Align, Block, Cell, Paragraph, Role, Section, Table, Tone
from dossier.document.wording import both, count, day
from dossier.programme.choices import Variante, variantes
from dossier.programme.maquette import Unite
from dossier.programme.model import Programme
from dossier.programme.organisation import Couverture
from dossier.programme.referentiel import Bloc, Competence
from dossier.programme.vocabulary import APPORTS

_MOST = 12  # competencies in one table
_LETTERS = {"enseignee": "E", "pratiquee": "P", "evaluee": "V"}


class Cover(Enum):
    """How sure it is to meet a competency: its symbol, its word."""

    GUARANTEED = ("●", "garantie")
    POSSIBLE = ("○", "au choix")
    NONE = ("", "aucune")


_TONES = {Cover.GUARANTEED: Tone.MEDIUM, Cover.POSSIBLE: Tone.LIGHT, Cover.NONE: Tone.STRONG}


def section_couverture(programme: Programme) -> Section:
    """The status, a matrix per block, then what is not covered."""
    title = "Matrice de couverture"
    if not any(couverture.unites for couverture in programme.couvertures):
        return Section(title, (unfilled(programme, "couverture"),))
    matrix = Matrix(programme)
    opening = (*dict.fromkeys(map(_status, programme.couvertures)), note(_legend(programme)))
    tables = tuple(
        Section(f"{bloc.code} – {bloc.intitule}", tuple(matrix.tables(bloc)))
        for bloc in programme.blocs
        if bloc.competences
    )
    return Section(title, opening, (*tables, *_holes(programme, matrix)), landscape=True)


def _status(couverture: Couverture) -> Paragraph:
    """Said on the matrix's face: a proposal, or validated by whom and when."""
    by = f" par {couverture.valide_par}" if couverture.valide_par else ""
    on = f" le {day(couverture.date)}" if couverture.date else ""
    if couverture.statut == "validee":
        return paragraph(f"Matrice validée{by}{on}.", Role.LEAD)
    seen = f" Dernier examen{by}{on}." if by or on else ""
    words = "Matrice proposée, déduite des intitulés ; elle n’a pas été validée par l’établissement."
    return paragraph(words + seen, Role.WARNING)


def _legend(programme: Programme) -> str:
    letters = "".join(
        f" ; {letter} : {APPORTS[apport]}" for apport, letter in _LETTERS.items() if _uses(programme, apport)
    )
    return (
        "● : compétence développée quels que soient les choix ; ○ : compétence développée seulement selon les choix"
        f"{letters}."
    )


def _uses(programme: Programme, apport: str) -> bool:
    found = (
        part.apport for couverture in programme.couvertures for unite in couverture.unites for part in unite.competences
    )
    return any(apport in apports for apports in found)


class Matrix:
    """All the matrices of a programme together, and what they guarantee."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.publics = variantes(programme)
        self.apports: dict[tuple[str, str], tuple[str, ...]] = {}
        for couverture in programme.couvertures:
            for unite in couverture.unites:
                for part in unite.competences:
                    before = self.apports.get((unite.ref, part.ref), ())
                    self.apports[unite.ref, part.ref] = tuple(dict.fromkeys((*before, *part.apport)))
        covering = {unite for unite, _ in self.apports}
        whole = {unite.code for unite in programme.enseignements.unites_principales}
        self.covers = {code: self._cover(competence) for code, competence in programme.competences.items()}
        self.units = tuple(unite for code, unite in programme.unites.items() if code in whole | covering)

    def _cover(self, competence: Competence) -> Cover:
        """Is a competency sure for each public that it concerns?"""
        units = frozenset(self.programme.couverture[competence.code])
        if not units:
            return Cover.NONE
        concerned = (variante for variante in self.publics if _concerns(variante, competence))
        return Cover.GUARANTEED if all(variante.garanti(units) for variante in concerned) else Cover.POSSIBLE

    def tables(self, bloc: Bloc) -> Iterator[Table]:
        """The table of a block, cut when it has too many competencies for a page."""
        total = len(bloc.competences)
        size = -(-total // -(-total // _MOST))
        parts = [bloc.competences[start : start + size] for start in range(0, total, size)]
        for rank, competences in enumerate(parts, start=1):
            part = f" ({rank} sur {len(parts)})" if len(parts) > 1 else ""
            yield Table(
                f"Bloc {bloc.code} : couverture par les unités{part}",
                (10, *(2,) * len(competences)),
                head("Unité", *(competence.code for competence in competences), centred=True),
                (*(self._row(unite, competences) for unite in self.units), self._summary(competences)),
            )

    def _row(self, unite: Unite, competences: tuple[Competence, ...]) -> tuple[Cell, ...]:
        title = cell(named(unite.code, unite.intitule), header=True)
        return (title, *(self._cell(unite, competence) for competence in competences))

    def _cell(self, unite: Unite, competence: Competence) -> Cell:
        apports = self.apports.get((unite.code, competence.code))
        if apports is None:
            return Cell((), align=Align.CENTER)
        cover = self.covers[competence.code]
        letters = "".join(_LETTERS.get(apport, "") for apport in apports)
        return cell(f"{cover.value[0]} {letters}".rstrip(), tone=_TONES[cover], align=Align.CENTER)

    def _summary(self, competences: tuple[Competence, ...]) -> tuple[Cell, ...]:
        covers = [self.covers[competence.code] for competence in competences]
        said = (cell(cover.value[1], tone=_TONES[cover], align=Align.CENTER) for cover in covers)
        return (cell("Couverture", header=True), *said)


def _concerns(variante: Variante, competence: Competence) -> bool:
    return not competence.parcours or not variante.parcours or variante.parcours in competence.parcours


def _holes(programme: Programme, matrix: Matrix) -> Iterator[Section]:
    """The competencies that nobody is sure to meet, with the exceptions that justify them."""
    wanted = (
        ("Compétences non couvertes", Cover.NONE, "Aucune : chaque compétence est développée par une unité au moins."),
        (
            "Compétences couvertes seulement au choix",
            Cover.POSSIBLE,
            "Aucune : toute compétence couverte l’est quels que soient les choix.",
        ),
    )
    for title, cover, nothing in wanted:
        found = [competence for competence in programme.competences.values() if matrix.covers[competence.code] is cover]
        yield Section(title, tuple(_list(programme, found)) or (paragraph(nothing),))


def _list(programme: Programme, competences: list[Competence]) -> Iterator[Block]:
    if competences:
        total = len(programme.competences)
        yield paragraph(f"{count(len(competences), 'compétence')} sur {total} :")
        yield bullets(named(competence.code, _said(programme, competence)) for competence in competences)


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

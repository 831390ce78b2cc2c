"""What begins and what expires: registrations, texts, partners, exceptions, on one scale of years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dossier.document.figures.drawing import PORTRAIT, diamond, path, picture, shaded, text
from dossier.document.figures.palette import GUARANTEED, INK, LINE, OPTIONAL, PALE, SOFT, Shade
from dossier.document.text_width import fitting
from dossier.document.tree import Figure
from dossier.french.dates import day, period
from dossier.programme.model import Programme

_LABELS, _ROW, _TOP, _END = 240, 26, 26, 20
_MOST = 24  # rows on a page


@dataclass(frozen=True, slots=True)
class Echeance:
    """Something that lasts, from a day to another; one of them may be unknown."""

    nom: str
    debut: date | None
    fin: date | None
    shade: Shade = OPTIONAL


def expiry_calendar(programme: Programme) -> tuple[Figure, ...]:
    """The calendar; none when nothing expires, or when there is but one date to show."""
    found = [echeance for echeance in _echeances(programme) if echeance.fin]
    found = sorted(found, key=lambda echeance: (echeance.fin or date.max, echeance.nom))[:_MOST]
    days = sorted({each for echeance in found for each in (echeance.debut, echeance.fin) if each})
    if len(days) < 2:
        return ()
    said = " ".join(f"{echeance.nom} : {period(echeance.debut, echeance.fin)}." for echeance in found)
    return (Figure(_svg(found, days[0], days[-1]), "Calendrier de ce qui expire", said),)


def _echeances(programme: Programme) -> Iterator[Echeance]:
    for rank, e in enumerate(programme.enregistrements, start=1):
        nom = e.fiche or f"enregistrement {rank}"
        title = f"Enregistrement {e.fiche}" if e.fiche else f"Enregistrement {rank}"
        yield Echeance(title, e.date_effet, e.date_fin, GUARANTEED)
        yield Echeance(f"Délivrance ({nom})", None, e.date_limite_delivrance)
        yield from (Echeance(base.texte, None, base.date_fin) for base in e.bases_legales)
    for partenaire in programme.partenaires.partenaires:
        yield Echeance(f"Partenaire : {partenaire.nom}", partenaire.date_debut, partenaire.date_fin)
    for derogation in programme.derogations.derogations:
        yield Echeance(f"Dérogation {derogation.regle} ({derogation.objet})", None, derogation.jusqu_au)


# ── The drawing ──────────────────────────────────────────────────────────────────────────────────────────────────


class _Scale:
    """Where a day stands, on whole years."""

    def __init__(self, first: date, last: date) -> None:
        self.years = range(first.year, last.year + 2)
        self.start = date(first.year, 1, 1).toordinal()
        self.days = date(last.year + 1, 1, 1).toordinal() - self.start

    def at(self, moment: date) -> float:
        return _LABELS + (PORTRAIT - _LABELS - _END) * (moment.toordinal() - self.start) / self.days


def _svg(found: list[Echeance], first: date, last: date) -> str:
    scale = _Scale(first, last)
    bottom = _TOP + _ROW * len(found)
    rows = (_row(scale, echeance, _TOP + _ROW * rank) for rank, echeance in enumerate(found))
    return picture(PORTRAIT, bottom + 6, (*_years(scale, bottom), *rows))


def _years(scale: _Scale, bottom: float) -> Iterator[str]:
    """A line at each first of January, named as often as there is room."""
    every = max(1, -(-len(scale.years) * 44 // (PORTRAIT - _LABELS)))
    for rank, year in enumerate(scale.years):
        x = scale.at(date(year, 1, 1))
        yield path((f"M{x:.2f} 18V{bottom}",), LINE)
        if rank % every == 0:
            yield text(x, 13, str(year), anchor="middle", colour=SOFT, size=11)


def _row(scale: _Scale, echeance: Echeance, y: float) -> str:
    """A bar that ends in a diamond; the diamond alone when the beginning is not known."""
    if echeance.fin is None:
        return ""
    end, middle = scale.at(echeance.fin), y + _ROW / 2
    label = text(2, middle + 4, fitting(echeance.nom, _LABELS - 10))
    start = scale.at(echeance.debut) if echeance.debut else end
    bar = shaded(start, middle - 6, end - start, 12, echeance.shade) if end > start else ""
    left = end > PORTRAIT - 90
    words = text(end - 10 if left else end + 10, middle + 4, day(echeance.fin), anchor="end" if left else "start")
    over = "" if left and bar else words
    return label + bar + diamond(end, middle, 6, PALE, INK) + over

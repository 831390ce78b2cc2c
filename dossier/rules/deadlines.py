"""When registrations end, and when to file for the next one."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dossier.programme.model import Programme

FILE_BEFORE = 7
"""Months before the end by which a renewal is filed (France compétences, notice aux certificateurs, juin 2021)."""

ALERT_BEFORE = 12
"""Months before the end at which to begin (same source)."""


@dataclass(frozen=True)
class Deadline:
    """A registration that ends: ``rank`` is its place in the programme, from 1, ``name`` its sheet, else that place."""

    rank: int
    name: str
    end: date

    @property
    def file_by(self) -> date:
        """The last day to file a renewal."""
        return months_before(self.end, FILE_BEFORE)

    @property
    def alert(self) -> date:
        """The day to begin."""
        return months_before(self.end, ALERT_BEFORE)


def deadlines(programme: Programme) -> Iterator[Deadline]:
    """Those of the registrations whose end the programme gives."""
    for rank, enregistrement in enumerate(programme.enregistrements, start=1):
        if enregistrement.date_fin:
            yield Deadline(rank, enregistrement.fiche or f"enregistrement {rank}", enregistrement.date_fin)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day."""
    year, month = divmod(12 * day.year + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

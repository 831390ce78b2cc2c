"""The calendar of all programmes: as text for a day, as iCalendar (RFC 5545) for any day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dossier.french.dates import day
from dossier.french.numbers import count
from dossier.programme.model import Programme
from dossier.rules.catalogue import DATE
from dossier.rules.deadlines import ALERT_BEFORE, FILE_BEFORE, Deadline, deadlines

_LONGEST_LINE = 75  # octets
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Due:
    """A programme and one of its registrations that end; ``revised`` is the day of its description."""

    code: str
    title: str
    deadline: Deadline
    revised: date


def due(programmes: Iterable[Programme]) -> tuple[Due, ...]:
    """The deadlines of programmes, the nearest first."""
    found = (
        Due(
            programme.code,
            str(programme.identite.intitule),
            deadline,
            programme.date_version or programme.date_effet or DATE,
        )
        for programme in programmes
        for deadline in deadlines(programme)
    )
    return tuple(sorted(found, key=lambda each: (each.deadline.end, each.code, each.deadline.name)))


def as_text(dues: Iterable[Due], without: Iterable[str], today: date) -> str:
    """What to do and when, seen from a day; ``without`` are the codes of programmes that give no end."""
    lines = [line for each in dues for line in _lines(each, today)]
    lines += [
        f"{code} : aucune fin d’enregistrement dans la description (date-fin de <enregistrement>)." for code in without
    ]
    return "\n".join(lines) + "\n"


def _lines(each: Due, today: date) -> Iterator[str]:
    deadline = each.deadline
    yield f"{each.code}, {deadline.name} : {_advice(deadline, today)}"
    yield f"    préparer à partir du {day(deadline.alert)} ({ALERT_BEFORE} mois avant)"
    yield f"    déposer au plus tard le {day(deadline.file_by)} ({FILE_BEFORE} mois avant)"
    yield f"    l’enregistrement prend fin le {day(deadline.end)}"


def _advice(deadline: Deadline, today: date) -> str:
    if deadline.end < today:
        return f"l’enregistrement a pris fin il y a {count((today - deadline.end).days, 'jour')}."
    if deadline.file_by < today:
        return f"en retard, le dépôt devait se faire il y a {count((today - deadline.file_by).days, 'jour')}."
    left = count((deadline.file_by - today).days, "jour")
    return (
        f"à préparer maintenant, il reste {left} pour déposer." if deadline.alert <= today else f"{left} pour déposer."
    )


def as_ics(dues: Iterable[Due]) -> bytes:
    """The same as events of whole days; nothing in it depends on the day it is made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Dossier//Calendrier des depots//FR",
        "CALSCALE:GREGORIAN",
        *(line for each in dues for line in _events(each)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _events(each: Due) -> Iterator[str]:
    deadline = each.deadline
    for kind, when, what in (
        ("alerte", deadline.alert, "préparer le renouvellement"),
        ("depot", deadline.file_by, "dernier jour pour déposer le renouvellement"),
        ("fin", deadline.end, "fin de l’enregistrement"),
    ):
        yield from (
            "BEGIN:VEVENT",
            f"UID:{each.code}-{deadline.rank}-{kind}@dossier-certification",
            f"DTSTAMP:{each.revised:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{when:%Y%m%d}",
            f"DTEND;VALUE=DATE:{when + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(f'{each.code} : {what}')}",
            f"DESCRIPTION:{_text(f'{each.title} ({deadline.name}), enregistré jusqu’au {day(deadline.end)}.')}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        )


def _text(value: str) -> str:
    return value.translate(_ESCAPES)


def _folded(line: str) -> bytes:
    """A content line, cut so that none is over 75 octets and no character is split."""
    cut, room = b"", _LONGEST_LINE
    for letter in line:
        octets = letter.encode()
        if len(octets) > room:
            cut += b"\r\n "
            room = _LONGEST_LINE - 1
        cut += octets
        room -= len(octets)
    return cut + b"\r\n"

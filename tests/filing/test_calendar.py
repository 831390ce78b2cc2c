"""The calendar: the right days, and an iCalendar that other programs read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.filing.calendar import Due, as_ics, as_text, due
from dossier.programme.reader import read
from dossier.rules.deadlines import Deadline, months_before

LONG = "Chargé d’études ; très « long », à l’accent répété : é" * 8
DUE = Due("LP15301A", LONG, Deadline(1, "RNCP30109", date(2027, 8, 31)), date(2026, 2, 16))


@pytest.mark.parametrize(
    ("end", "months", "expected"),
    [
        (date(2027, 8, 31), 7, date(2027, 1, 31)),
        (date(2027, 9, 30), 7, date(2027, 2, 28)),
        (date(2028, 9, 30), 7, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2027, 1, 15), 7, date(2026, 6, 15)),
    ],
)
def test_months_are_counted_back_to_a_day_that_exists(end: date, months: int, expected: date) -> None:
    assert months_before(end, months) == expected


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 1, 1), "395 jours pour déposer"),
        (date(2026, 8, 31), "à préparer maintenant, il reste 153 jours pour déposer"),
        (date(2027, 1, 31), "il reste 0 jour pour déposer"),
        (date(2027, 2, 1), "en retard, le dépôt devait se faire il y a 1 jour"),
        (date(2027, 8, 31), "en retard"),
        (date(2027, 9, 1), "a pris fin il y a 1 jour"),
    ],
)
def test_each_day_has_its_advice(today: date, said: str) -> None:
    assert said in as_text([DUE], [], today)


def test_a_programme_without_end_is_not_forgotten(root: Path) -> None:
    assert list(due([read(root / "sources/exemple-complet.xml").programme])) == []
    assert "TFP00001A : aucune fin d’enregistrement" in as_text([], ["TFP00001A"], date(2026, 1, 1))


def test_the_real_programme_has_its_three_days(root: Path) -> None:
    (found,) = due([read(root / "sources/lp15301a.xml").programme])
    assert (found.deadline.alert, found.deadline.file_by) == (date(2024, 1, 1), date(2024, 6, 1))


def unfolded(ics: bytes) -> list[str]:
    assert ics.endswith(b"\r\n") and b"\n" not in ics.replace(b"\r\n", b"")
    return ics.decode().replace("\r\n ", "").split("\r\n")[:-1]


def test_the_icalendar_obeys_rfc_5545() -> None:
    ics = as_ics([DUE])
    assert all(len(line) <= 75 for line in ics.split(b"\r\n"))
    for line in ics.split(b"\r\n"):
        line.decode()  # no character is cut in two
    lines = unfolded(ics)
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 3
    names = [line for line in lines if line.startswith("UID:")]
    assert names[1] == "UID:LP15301A-1-depot@dossier-certification" and len(set(names)) == 3
    assert lines.count("DTSTAMP:20260216T000000Z") == 3
    assert "DTSTART;VALUE=DATE:20270131" in lines and "DTEND;VALUE=DATE:20270201" in lines
    assert any("Chargé d’études \\; très « long »\\, à" in line for line in lines)
    assert as_ics([DUE]) == ics


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_title_folds_and_unfolds(title: str) -> None:
    ics = as_ics([Due("A", title, DUE.deadline, DUE.revised)])
    assert max(map(len, ics.split(b"\r\n"))) <= 75
    ics.decode()

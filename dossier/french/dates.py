"""How days, periods and durations read."""

from __future__ import annotations

import re
from datetime import date

MONTHS = tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split())

MONTH = "|".join(MONTHS)
"""A pattern for the name of any month, to be put in brackets."""

_DURATION = re.compile(r"(?P<hours>\d+)h(?P<rest>\d\d)?|(?P<minutes>\d+)min")


def day(value: date) -> str:
    """« 1er janvier 2025 »."""
    return f"{'1er' if value.day == 1 else value.day} {MONTHS[value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    """« 01/01/2025 »."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def period(start: date | None, end: date | None) -> str:
    """« du … au … », « à compter du … », « jusqu’au … », or nothing."""
    if start and end:
        return f"du {day(start)} au {day(end)}"
    if start:
        return f"à compter du {day(start)}"
    return f"jusqu’au {day(end)}" if end else ""


def duration(value: str) -> str:
    """« 1 h 30 », « 3 h », « 20 min » from ``1h30``, ``3h``, ``20min``; anything else as it is."""
    found = _DURATION.fullmatch(value)
    if not found:
        return value
    if found["minutes"]:
        return f"{found['minutes']} min"
    return f"{found['hours']} h {found['rest'] or ''}".rstrip()

"""How dates, durations, counts and rates read in the dossier."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sized
from datetime import date
from decimal import Decimal

from dossier.rules.wording import in_french

_DURATION = re.compile(r"(?P<hours>\d+)h(?P<rest>\d\d)?|(?P<minutes>\d+)min")


def day(value: date) -> str:
    """« 1er janvier 2025 »."""
    return in_french(value)


def period(start: date | None, end: date | None) -> str:
    """« du … au … », « à compter du … », « jusqu’au … », or nothing."""
    if start and end:
        return f"du {day(start)} au {day(end)}"
    if start:
        return f"à compter du {day(start)}"
    return f"jusqu’au {day(end)}" if end else ""


def count(number: Decimal | int, singular: str, plural: str = "") -> str:
    """« 1 crédit », « 2 crédits », « 2,5 crédits »; the plural takes an s unless given."""
    return f"{in_french(number)} {singular if number < 2 else plural or f'{singular}s'}"


def credits(number: Decimal) -> str:
    """« 6 crédits »."""
    return count(number, "crédit")


def hours(number: Decimal) -> str:
    """« 12 h »."""
    return f"{in_french(number)} h"


def percent(number: Decimal) -> str:
    """« 40 % »."""
    return f"{in_french(number)} %"


def duration(value: str) -> str:
    """« 1 h 30 », « 3 h », « 20 min » from ``1h30``, ``3h``, ``20min``; anything else as it is."""
    found = _DURATION.fullmatch(value)
    if not found:
        return value
    if found["minutes"]:
        return f"{found['minutes']} min"
    return f"{found['hours']} h {found['rest'] or ''}".rstrip()


def rate(part: int, whole: int) -> str:
    """A share as a percentage with one decimal, rounded half up from exact integers: « 86,4 % »."""
    if whole <= 0:
        return "non calculable"
    whole_part, tenth = divmod((2000 * part + whole) // (2 * whole), 10)
    return f"{whole_part},{tenth} %"


def share(part: Decimal, whole: Decimal) -> str:
    """The same for decimal numbers."""
    return rate(int(part * 100), int(whole * 100))


def both(items: Iterable[str], word: str = "et") -> str:
    """« a, b et c », never cut; ``word`` joins the last two."""
    found = list(items)
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} {word} {found[-1]}"


def ranked(name: str, rank: int, among: int) -> str:
    """« Jury 2 », or « Jury » when there is only one."""
    return f"{name} {rank}" if among > 1 else name


def named(items: Sized, one: str, many: str) -> str:
    """What to call them: « Responsable » when there is one."""
    return one if len(items) == 1 else many


def capital(text: str) -> str:
    """The same with a capital at its head."""
    return text[:1].upper() + text[1:]


def among(least: int, most: int, options: int) -> str:
    """« 1 à choisir parmi 6 », « de 1 à 3 à choisir parmi 6 »."""
    return f"{least if least == most else f'de {least} à {most}'} à choisir parmi {options}"

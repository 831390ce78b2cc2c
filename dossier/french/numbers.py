"""How numbers read, and the words that agree with them."""

from __future__ import annotations

from collections.abc import Sized
from decimal import Decimal


def plain(number: Decimal | int) -> str:
    """For machines: no exponent, no useless zero."""
    text = f"{number:f}" if isinstance(number, Decimal) else str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(value: Decimal | int) -> str:
    """« 2,5 », « −3 »."""
    return plain(value).replace(".", ",").replace("-", "−")


def agreeing(value: Decimal | int, singular: str, plural: str = "") -> str:
    """The form that a number asks for: the plural from two on, an s to each word unless given."""
    if -2 < value < 2:
        return singular
    return plural or " ".join(f"{word}s" for word in singular.split(" "))


def count(value: Decimal | int, singular: str, plural: str = "") -> str:
    """« 1 crédit », « 2 crédits », « 2,5 crédits »."""
    return f"{number(value)} {agreeing(value, singular, plural)}"


def credits(value: Decimal) -> str:
    """« 6 crédits »."""
    return count(value, "crédit")


def hours(value: Decimal) -> str:
    """« 12 h »."""
    return f"{number(value)} h"


def percent(value: Decimal) -> str:
    """« 40 % »."""
    return f"{number(value)} %"


def rate(part: int, whole: int) -> str:
    """A share as a percentage with one decimal, rounded half up from exact integers: « 86,4 % »."""
    if whole <= 0:
        return "non calculable"
    whole_part, tenth = divmod((2000 * part + whole) // (2 * whole), 10)
    return f"{whole_part},{tenth} %"


def share(part: Decimal, whole: Decimal) -> str:
    """The same for decimal numbers."""
    return rate(int(part * 100), int(whole * 100))


def ranked(name: str, rank: int, among: int) -> str:
    """« Jury 2 », or « Jury » when there is only one."""
    return f"{name} {rank}" if among > 1 else name


def named(items: Sized, one: str, many: str) -> str:
    """What to call them: « Responsable » when there is one."""
    return one if len(items) == 1 else many

"""How values read in a French sentence."""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


class _French(string.Formatter):
    """``{n:crédit}`` counts and agrees (« 1 crédit », « 62 crédits »); ``{n:cheval|chevaux}`` gives the plural."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if not format_spec:
            return in_french(value)
        singular, _, plural = format_spec.partition("|")
        return f"{in_french(value)} {singular if abs(value) < 2 else plural or _plural(singular)}"


def _plural(words: str) -> str:
    return " ".join(f"{word}s" for word in words.split(" "))


_FORMATTER = _French()


def sentence(template: str, values: Mapping[str, Any]) -> str:
    """A message with its values."""
    return _FORMATTER.vformat(template, (), values)


def in_french(value: Any) -> str:
    """A number with a decimal comma, a list with « et », « 1er septembre 2026 », anything else as it is."""
    match value:
        case bool():
            return "oui" if value else "non"
        case Decimal() | int():
            return plain(value).replace(".", ",").replace("-", "−")
        case date():
            return f"{'1er' if value.day == 1 else value.day} {MONTHS[value.month - 1]} {value.year}"
        case tuple() | list():
            return enumeration([in_french(item) for item in value])
    return str(value)


def plain(value: Any) -> str:
    """A value for machines: no exponent, no useless zero."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, tuple | list):
        return ", ".join(plain(item) for item in value)
    return str(value)


def enumeration(items: list[str], limit: int = 8) -> str:
    """« a, b et c »; a long list is cut, and says so."""
    if len(items) > limit:
        return ", ".join(items[:limit]) + f" et {len(items) - limit} autres"
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " et " + items[-1]

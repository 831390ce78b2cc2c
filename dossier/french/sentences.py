"""Sentences with values in them: what each kind of value says, and the words that agree with it."""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from dossier.french.dates import day
from dossier.french.lists import enumeration
from dossier.french.numbers import count, number, plain


class _French(string.Formatter):
    """``{n:crédit}`` counts and agrees (« 1 crédit », « 62 crédits »); ``{n:cheval|chevaux}`` gives the plural."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if not format_spec:
            return in_french(value)
        singular, _, plural = format_spec.partition("|")
        return count(value, singular, plural)


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
            return number(value)
        case date():
            return day(value)
        case tuple() | list():
            return enumeration([in_french(item) for item in value])
    return str(value)


def for_machines(value: Any) -> str:
    """The same without any French: « 2.5 », items between commas."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple | list):
        return ", ".join(map(for_machines, value))
    return str(value)


def capital(text: str) -> str:
    """The same with a capital at its head."""
    return text[:1].upper() + text[1:]

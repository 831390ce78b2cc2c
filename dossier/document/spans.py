"""From the least to the most."""

from __future__ import annotations

from decimal import Decimal

from dossier.french.sentences import in_french


def span(least: Decimal, most: Decimal) -> str:
    """« 21 », « 60 à 62 »."""
    return in_french(least) if least == most else f"{in_french(least)} à {in_french(most)}"

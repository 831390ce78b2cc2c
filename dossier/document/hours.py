"""How the hours of a maquette read."""

from __future__ import annotations

from dossier.french.numbers import hours
from dossier.programme.choices import Variante
from dossier.programme.heures import Etendue, Wanted, etendue


def span(variante: Variante, wanted: Wanted) -> str:
    """« 120 h », « de 120 h à 130 h selon les choix », nothing when no selection is admissible."""
    return between(etendue(variante, wanted))


def between(found: Etendue | None) -> str:
    """The same, of hours already counted."""
    if found is None:
        return ""
    least, most = found
    return hours(least) if least == most else f"de {hours(least)} à {hours(most)} selon les choix"

"""How the hours of a maquette read."""

from __future__ import annotations

from dossier.french.numbers import hours
from dossier.programme.choices import Variante
from dossier.programme.heures import Wanted, etendue


def span(variante: Variante, wanted: Wanted) -> str:
    """« 120 h », « de 120 h à 130 h selon les choix », « 120 h au moins » when the choices leave it open."""
    least, most = etendue(variante, wanted)
    if most is None:
        return f"{hours(least)} au moins"
    return hours(least) if least == most else f"de {hours(least)} à {hours(most)} selon les choix"

"""The limits that an institution gives to the fields of the filing form, held against the form and a programme."""

from __future__ import annotations

from pathlib import Path

from dossier.cli import say
from dossier.exchange.copier_coller import CHAMPS, too_long
from dossier.exchange.fiche import fiches
from dossier.programme.model import Programme
from dossier.settings import NAME, Settings, UnreadableSettings


def check_fields(folder: Path, settings: Settings) -> None:
    """Raises UnreadableSettings for the limit of a field that the form does not have."""
    unknown = sorted(set(settings.caracteres) - set(CHAMPS))
    if unknown:
        reason = f"[limites.caracteres] : champ inconnu, {', '.join(unknown)}"
        raise UnreadableSettings(folder / NAME, reason, f"Les champs sont : {', '.join(CHAMPS)}.")


def tell_too_long(programme: Programme, settings: Settings) -> bool:
    """Say which texts exceed their limit; is there one?"""
    found = tuple(too_long(fiches(programme), settings.caracteres))
    for part, text in found:
        say(f"{programme.code} : {part}, {text.titre} : {text.longueur} caractères sur {text.limite} admis.")
    return bool(found)

"""The look of each programme, from the settings and the files beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dossier.french.numbers import agreeing, count
from dossier.look.faults import Fault, UnusableLook
from dossier.look.model import Look
from dossier.look.reader import FOLDER, TEMPLATE, read_look
from dossier.render.docx_template import missing_styles
from dossier.settings import NAME, Settings, UnreadableSettings, read_settings

COMMON = ""  # the code of no programme: what all share
_ALL = "« dossier look check » dit tout ce qu’il faut corriger."


def look_of(programme: Path, code: str) -> Look:
    """The look of the programme in a file; raises UnreadableSettings."""
    try:
        return whole_look(read_settings(programme.parent), code, programme.parent)
    except UnusableLook as refused:
        first, *others = refused.faults
        more = f" (et {count(len(others), 'autre point')})" if others else ""
        reason = f"la charte graphique est refusée – {first}{more}"
        raise UnreadableSettings(programme.parent / NAME, reason, f"{first.hint} {_ALL}") from refused


def whole_look(settings: Settings, code: str, folder: Path) -> Look:
    """The look of a code, its Word template checked too; raises UnusableLook."""
    table = settings.look_of(code)
    look = read_look(table, folder)
    if faults := tuple(_styles(look, f"{table.get('dossier', FOLDER)}/{TEMPLATE}")):
        raise UnusableLook(faults)
    return look


def _styles(look: Look, place: str) -> Iterator[Fault]:
    missing = missing_styles(look.template) if look.template else ()
    if missing:
        hint = (
            "Partez d’un dossier Word produit sans modèle : il a tous les styles. Changez leur aspect sans les "
            "renommer, puis enregistrez-le sous ce nom."
        )
        names = ", ".join(f"« {name} »" for name in missing)
        yield Fault(place, f"le modèle Word n’a pas {agreeing(len(missing), 'le style')} {names}", hint)

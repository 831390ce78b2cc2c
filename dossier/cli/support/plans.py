"""The plan of each dossier, from the settings and the files beside the programme."""

from __future__ import annotations

from pathlib import Path

from dossier.document.compose import SECTIONS
from dossier.document.plan import Plan, UnusablePlan, checked, chosen
from dossier.programme.model import Programme
from dossier.settings import NAME, UnreadableSettings, read_settings


def plan_of(file: Path, programme: Programme) -> Plan:
    """The plan of the programme in a file; raises UnreadableSettings."""
    settings = read_settings(file.parent)
    try:
        return checked(chosen(programme, settings.plan_of(programme.code), settings.plans), SECTIONS)
    except UnusablePlan as refused:
        raise UnreadableSettings(file.parent / NAME, str(refused), refused.hint) from refused

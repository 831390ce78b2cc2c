"""The means that the programme runs on."""

from __future__ import annotations

from dossier.document.blocks import filled, prose
from dossier.document.gaps import unfilled
from dossier.document.tree import Section
from dossier.programme.model import Programme


def section_moyens(programme: Programme) -> Section:
    """Teaching, equipment, staff, platform."""
    moyens = programme.moyens
    sections = filled(
        (
            Section("Moyens pédagogiques", prose(moyens.pedagogiques)),
            Section("Moyens techniques", prose(moyens.techniques)),
            Section("Encadrement", prose(moyens.encadrement)),
            Section("Plateforme", prose(moyens.plateforme)),
        )
    )
    return Section("Moyens", () if sections else (unfilled(programme, "moyens"),), sections)

"""Why the certification exists."""

from __future__ import annotations

from dossier.document.blocks import filled
from dossier.document.cross_references import ACTIVITES, see
from dossier.document.gaps import text_section, unfilled
from dossier.document.tree import Section
from dossier.programme.model import Programme
from dossier.programme.textes import en_langue


def section_opportunite(programme: Programme) -> Section:
    """What the programme is for: need, aims, sectors, outlets."""
    presentation = programme.presentation
    parts = (
        ("Résumé", presentation.resume, ""),
        ("Besoin", presentation.besoin, "besoin"),
        ("Objectifs", presentation.objectifs, ""),
        ("Compétences visées", presentation.competences_visees, ""),
        ("Secteurs d’activité", presentation.secteurs, "secteurs"),
        ("Débouchés", presentation.debouches, ""),
    )
    sections = filled(text_section(programme, title, en_langue(texts), subject) for title, texts, subject in parts)
    elsewhere = see("Les emplois visés et leur contexte d’exercice sont décrits dans la partie", ACTIVITES)
    return Section("Opportunité et contexte", (elsewhere,) if sections else (unfilled(programme, "besoin"),), sections)

"""The parts of the dossier that others refer to: each says its title once, here."""

from __future__ import annotations

from typing import NamedTuple

from dossier.document.tree import Paragraph, Role, Run


class Part(NamedTuple):
    """The name that links use, and the title."""

    name: str
    title: str


ACTIVITES = Part("activites", "Référentiel d’activités")
BLOCS = Part("blocs", "Blocs de compétences")
RACE = Part("race", "Référentiel d’activités, de compétences et d’évaluation")
SOURCES = Part("sources", "Sources des règles")


def see(before: str, part: Part) -> Paragraph:
    """A remark that leads to another part."""
    return Paragraph((Run(f"{before} « "), Run(part.title, href=f"#{part.name}"), Run(" ».")), Role.NOTE)

"""Rules that an installed Python package brings, when ``dossier.toml`` names it.

Nothing is looked for without being named: a package that is merely installed never changes a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path

from dossier.rules.catalogue import Catalogue, Rule
from dossier.settings import UnreadableSettings

GROUP = "dossier.rules"


def extension_rules(settings: Path, name: str) -> Iterator[Rule]:
    """The rules of the ``Catalogue`` that the entry point of this name leads to; raises UnreadableSettings."""
    found = next(iter(entry_points(group=GROUP, name=name)), None)
    if found is None:
        reason = f"l’extension de règles « {name} » n’est pas installée"
        raise UnreadableSettings(settings, reason, "Installez-la, ou ôtez-la de [regles] extensions.")
    try:
        loaded = found.load()
    except Exception as error:  # the code of somebody else fails in any way it likes
        reason = f"l’extension de règles « {name} » ne se charge pas ({type(error).__name__} : {error})"
        raise UnreadableSettings(settings, reason, "Demandez à qui l’a écrite de la corriger.") from error
    if not isinstance(loaded, Catalogue):
        reason = f"l’extension de règles « {name} » ne désigne pas un catalogue de règles"
        raise UnreadableSettings(settings, reason, "Demandez à qui l’a écrite de lire docs/regles-locales.md.")
    return (replace(rule, declared_in=f"extension {name}") for rule in loaded)

"""The rules of an institution, beside those of the catalogue: Schematron files, or an extension in Python."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from dossier.rules.catalogue import FAMILIES, Rule
from dossier.rules.families import catalogue
from dossier.settings import NAME, Settings, UnreadableSettings


def rules_of(settings: Settings, folder: Path) -> tuple[Rule, ...]:
    """The catalogue, then the rules that these settings of a folder add.

    Raises UnreadableFile (a Schematron file) or UnreadableSettings (an extension, an identifier used twice).
    """
    if not (settings.schematron or settings.extensions):
        return catalogue()
    return (*catalogue(), *_local_rules(settings, folder))


def schematron_rules(settings: Settings, folder: Path = Path()) -> tuple[Rule, ...]:
    """The rules of the Schematron files, in their order; raises UnreadableFile."""
    if not settings.schematron:
        return ()
    from dossier.rules.local.schematron import read_rules  # late: few institutions have such files

    return tuple(rule for name, data in settings.schematron.items() for rule in read_rules(folder, name, data))


def _local_rules(settings: Settings, folder: Path) -> list[Rule]:
    rules = list(schematron_rules(settings, folder))
    if settings.extensions:
        from dossier.rules.local.extensions import extension_rules

        rules += (rule for name in settings.extensions for rule in extension_rules(folder / NAME, name))
    _check(folder / NAME, rules)
    return sorted(rules, key=lambda rule: rule.id)


def _check(path: Path, rules: Iterable[Rule]) -> None:
    """Two rules of one name could not be told apart in a report or an exception."""
    declared: dict[str, str] = {}
    for rule in rules:
        if rule.id in declared:
            reason = f"la règle {rule.id} est déclarée deux fois : {declared[rule.id]}, puis {rule.declared_in}"
            raise UnreadableSettings(path.parent / rule.declared_in, reason, "Donnez à chaque règle son numéro.")
        if fault := refused(rule.id):
            raise UnreadableSettings(path, f"{rule.declared_in} : {fault}", ANOTHER)
        declared[rule.id] = rule.declared_in


ANOTHER = "Choisissez trois lettres à vous, un tiret et trois chiffres : ETA-001."


def refused(identifier: str) -> str:
    """Why an institution's rule cannot bear this identifier; empty when it can."""
    if not re.fullmatch(r"[A-Z]{3}-\d{3}", identifier):
        return f"« {identifier} » n’est pas un numéro de règle"
    if identifier[:3] in FAMILIES:
        return f"le numéro {identifier} est d’une famille du catalogue"
    return ""

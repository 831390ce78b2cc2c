"""What an institution sets once for all its programmes: ``sources/dossier.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NAME = "dossier.toml"


@dataclass(eq=False)
class UnreadableSettings(Exception):
    """The settings file cannot be used: a reason in French, and what to do."""

    path: Path
    reason: str
    hint: str

    def __str__(self) -> str:
        return f"{self.path} : {self.reason}"


@dataclass(frozen=True, eq=False, repr=False)
class Settings:
    """The settings in force; everything has a default."""

    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """SIRET of an institution → kind of code (``programme``, or a type of unit) → regular expression."""

    look: Mapping[str, Any] = field(default_factory=dict)
    """The table ``[charte]`` as it is written: ``dossier.look`` reads it."""

    looks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Code of a programme → what differs in its look."""

    def look_of(self, code: str) -> dict[str, Any]:
        """The table of a programme's look: its own values first, then what is common to all."""
        own = self.looks.get(code, {})
        merged = {
            name: {**self.look[name], **own[name]} for name in ("couleurs", "polices") if _both(self.look, own, name)
        }
        return {**self.look, **own, **merged}


def read_settings(folder: Path) -> Settings:
    """The settings beside the programmes of a folder, the defaults when there are none.

    Raises UnreadableSettings.
    """
    path = folder / NAME
    if not path.is_file():
        return Settings()
    import tomllib

    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableSettings(path, "le fichier ne peut pas être lu", "Enregistrez-le en UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise UnreadableSettings(
            path, "le fichier n’est pas du TOML correct", f"Corrigez-le (détail technique : {error})."
        ) from error
    return _checked(path, data)


def _checked(path: Path, data: dict[str, Any]) -> Settings:
    import re

    unknown = sorted(set(data) - {"etablissements", "charte", "programmes"})
    if unknown:
        raise UnreadableSettings(
            path, f"réglage inconnu : {', '.join(unknown)}", "Les réglages admis sont décrits dans docs/reglages.md."
        )
    codes: dict[str, dict[str, str]] = {}
    for siret, etablissement in data.get("etablissements", {}).items():
        codes[siret] = dict(etablissement.get("codes", {}))
        for kind, pattern in codes[siret].items():
            try:
                re.compile(pattern)
            except (re.error, TypeError) as error:
                raise UnreadableSettings(
                    path, f"le motif de code « {kind} » n’est pas une expression régulière", "Voyez docs/reglages.md."
                ) from error
    return Settings(codes, _table(path, data, "charte"), _looks(path, _table(path, data, "programmes")))


def _looks(path: Path, programmes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    looks = {}
    for code in programmes:
        own = _table(path, programmes, code, "programmes.")
        if unknown := sorted(set(own) - {"charte"}):
            raise UnreadableSettings(
                path,
                f"réglage inconnu dans [programmes.{code}] : {', '.join(unknown)}",
                f"Écrivez [programmes.{code}.charte] ; les réglages admis sont décrits dans docs/reglages.md.",
            )
        looks[code] = _table(path, own, "charte", f"programmes.{code}.")
    return looks


def _table(path: Path, data: dict[str, Any], name: str, above: str = "") -> dict[str, Any]:
    table = data.get(name, {})
    if isinstance(table, dict):
        return table
    raise UnreadableSettings(path, f"« {above}{name} » doit être une table", f"Écrivez [{above}{name}].")


def _both(one: Mapping[str, Any], other: Mapping[str, Any], name: str) -> bool:
    return isinstance(one.get(name), dict) and isinstance(other.get(name), dict)

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

    limites: Mapping[str, int] = field(default_factory=dict)
    """Most bytes that the portal takes: ``piece`` for each attachment, ``depot`` for the whole bundle."""


def read_settings(folder: Path) -> Settings:
    """The settings beside the programmes of a folder, the defaults when there are none.

    Raises UnreadableSettings.
    """
    path = folder / NAME
    if not path.is_file():
        return Settings()
    try:
        return parse_settings(path, path.read_bytes())
    except OSError as error:
        raise UnreadableSettings(path, "le fichier ne peut pas être lu", "Demandez le droit de le lire.") from error


def parse_settings(path: Path, content: bytes) -> Settings:
    """The settings that a file holds; raises UnreadableSettings."""
    import tomllib

    try:
        data = tomllib.loads(content.decode("utf-8").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise UnreadableSettings(path, "le fichier ne peut pas être lu", "Enregistrez-le en UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise UnreadableSettings(
            path, "le fichier n’est pas du TOML correct", f"Corrigez-le (détail technique : {error})."
        ) from error
    return _checked(path, data)


def _checked(path: Path, data: dict[str, Any]) -> Settings:
    import re

    unknown = sorted(set(data) - {"etablissements", "limites"})
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
    return Settings(codes, _limits(path, data.get("limites", {})))


def _limits(path: Path, written: Any) -> dict[str, int]:
    """In bytes; they are written in mebioctets."""
    limits = {}
    for kind, size in written.items() if isinstance(written, dict) else [("limites", written)]:
        if kind not in ("piece", "depot") or isinstance(size, bool) or not isinstance(size, int | float) or size <= 0:
            raise UnreadableSettings(
                path,
                f"la limite « {kind} » n’est pas comprise",
                "[limites] admet piece et depot, chacun un nombre de Mio plus grand que zéro.",
            )
        limits[kind] = int(size * 1024 * 1024)
    return limits

"""What an institution sets once for all its programmes: ``sources/dossier.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NAME = "dossier.toml"
LEXICON = "lexique.txt"


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

    lexique: frozenset[str] = frozenset()
    """The words that the institution knows to be right, beside those of the dictionary."""


def read_settings(folder: Path) -> Settings:
    """The settings beside the programmes of a folder, the defaults when there are none.

    Raises UnreadableSettings.
    """
    path, lexique = folder / NAME, _lexicon(folder / LEXICON)
    if not path.is_file():
        return Settings(lexique=lexique)
    import tomllib

    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableSettings(path, "le fichier ne peut pas être lu", "Enregistrez-le en UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise UnreadableSettings(
            path, "le fichier n’est pas du TOML correct", f"Corrigez-le (détail technique : {error})."
        ) from error
    return _checked(path, data, lexique)


def _lexicon(path: Path) -> frozenset[str]:
    """A word a line; what follows « # » is a comment."""
    if not path.is_file():
        return frozenset()
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableSettings(path, "le lexique ne peut pas être lu", "Enregistrez-le en UTF-8.") from error
    return frozenset(word for line in lines for word in line.partition("#")[0].replace("’", "'").split())


def _checked(path: Path, data: dict[str, Any], lexique: frozenset[str]) -> Settings:
    import re

    unknown = sorted(set(data) - {"etablissements"})
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
    return Settings(codes, lexique)

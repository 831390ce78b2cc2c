"""What an institution sets once for all its programmes: ``sources/dossier.toml``, and its lexicon."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

NAME = "dossier.toml"
LEXICON = "lexique.txt"
_RIGHT = "Demandez le droit de le lire."
_LARGEST = 5 * 1024 * 1024
SHEETS = "regles"
"""The folder of the institution's own rules, written in Schematron."""
PLANS = "plans"
"""The folder of the institution's own plans of dossiers."""


@dataclass(eq=False)
class UnreadableSettings(Exception):
    """The settings file cannot be used: a reason in French, what to do, and the line when it is known."""

    path: Path
    reason: str
    hint: str
    line: int | None = None

    def __str__(self) -> str:
        place = f":{self.line}" if self.line else ""
        return f"{self.path}{place} : {self.reason}"


@dataclass(frozen=True, eq=False, repr=False)
class Settings:
    """The settings in force; everything has a default."""

    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """SIRET of an institution → kind of code (``programme``, or a type of unit) → regular expression."""

    seuils: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    """Identifier of a rule → name of its threshold → number, where it differs from the catalogue's."""

    limites: Mapping[str, int] = field(default_factory=dict)
    """Most bytes that the portal takes: ``piece`` for each attachment, ``depot`` for the whole bundle."""

    caracteres: Mapping[str, int] = field(default_factory=dict)
    """Most characters that a field of the filing form takes, by the name of the field."""

    lexique: frozenset[str] = frozenset()
    """The words that the institution knows to be right, beside those of the dictionary."""

    schematron: Mapping[str, bytes] = field(default_factory=dict)
    """Path, from the programmes, of each file of the institution's own rules → its bytes."""

    extensions: tuple[str, ...] = ()
    """The extensions that bring rules written in Python, by the names of their entry points."""

    look: Mapping[str, Any] = field(default_factory=dict)
    """The table ``[charte]`` as it is written: ``dossier.look`` reads it."""

    looks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Code of a programme → what differs in its look."""

    plan: str = ""
    """The plan of dossiers, by its name; empty: the one that is made for the programme."""

    plans_of: Mapping[str, str] = field(default_factory=dict)
    """Code of a programme → the plan of its dossier, where it differs."""

    plans: Mapping[str, bytes] = field(default_factory=dict)
    """Name of each plan of the institution → its bytes."""

    def plan_of(self, code: str) -> str:
        """The name of the plan of a programme."""
        return self.plans_of.get(code, self.plan)

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
    return parse_settings(folder, settings_files(folder))


def settings_files(folder: Path) -> dict[str, bytes]:
    """The files beside the programmes of a folder that say how to judge them, by their path from it.

    Raises UnreadableSettings.
    """
    sheets = (f"{SHEETS}/{name}" for name in _listed(folder, SHEETS, ".sch"))
    plans = (f"{PLANS}/{name}" for name in _listed(folder, PLANS, ".toml"))
    found = ((name, _bytes(folder, name)) for name in (NAME, LEXICON, *sheets, *plans))
    return {name: data for name, data in found if data is not None}


def _listed(folder: Path, name: str, suffix: str) -> list[str]:
    """The files of a folder of settings, by name; one that is there and cannot be read is never taken as absent."""
    inside = folder / name
    if not os.path.lexists(inside):
        return []
    try:
        return sorted(path.name for path in inside.iterdir() if path.suffix.lower() == suffix)
    except OSError as error:
        raise UnreadableSettings(inside, "ce dossier est là, mais ne peut pas être lu", _RIGHT) from error


def _bytes(folder: Path, name: str) -> bytes | None:
    """None when there is no such file; a link may not lead out of the folder of the programmes."""
    path = folder / name
    try:
        if not os.path.lexists(path):
            return None
        if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
            hint = "Mettez le fichier lui-même à cet endroit."
            raise UnreadableSettings(path, "ce lien mène hors du dossier des programmes", hint)
        if not path.is_file():
            hint = "Mettez-y le fichier lui-même, ou retirez ce qui porte ce nom."
            raise UnreadableSettings(path, "ce n’est pas un fichier, ou c’est un lien qui ne mène à rien", hint)
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise UnreadableSettings(path, "le fichier ne peut pas être lu", _RIGHT) from error
    if len(data) > _LARGEST:
        raise UnreadableSettings(path, "le fichier dépasse 5 Mio", "Est-ce le bon fichier ?")
    return data


def parse_settings(folder: Path, files: Mapping[str, bytes]) -> Settings:
    """The settings that such files hold; raises UnreadableSettings."""
    lexique = _lexicon(folder / LEXICON, files.get(LEXICON, b""))
    schematron = {name: data for name, data in files.items() if name.startswith(f"{SHEETS}/")}
    own = {Path(name).stem: data for name, data in files.items() if name.startswith(f"{PLANS}/")}
    path, content = folder / NAME, files.get(NAME)
    if content is None:
        return Settings(lexique=lexique, schematron=schematron, plans=own)
    import tomllib

    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise UnreadableSettings(path, "le fichier ne peut pas être lu", "Enregistrez-le en UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        from dossier.toml_faults import explained

        raise UnreadableSettings(path, *explained(str(error), text)) from error
    except (ValueError, RecursionError) as error:  # what tomllib does not tell as its own
        reason = "un nombre ou une liste y dépasse toute mesure"
        raise UnreadableSettings(path, reason, "Raccourcissez le nombre, ou supprimez les crochets en trop.") from error
    return replace(_checked(path, data), lexique=lexique, schematron=schematron, plans=own)


def _lexicon(path: Path, words: bytes) -> frozenset[str]:
    """A word a line; what follows « # » is a comment."""
    try:
        lines = words.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise UnreadableSettings(path, "le lexique ne peut pas être lu", "Enregistrez-le en UTF-8.") from error
    return frozenset(word for line in lines for word in line.partition("#")[0].replace("’", "'").split())


def _checked(path: Path, data: dict[str, Any]) -> Settings:
    unknown = sorted(set(data) - {"etablissements", "seuils", "limites", "charte", "programmes", "regles", "plan"})
    if unknown:
        reason = f"réglage inconnu : {', '.join(unknown)}"
        raise UnreadableSettings(path, reason, "Les réglages admis sont décrits dans docs/reglages.md.")
    return Settings(
        codes=_codes(path, data),
        seuils=_seuils(path, data),
        limites=_limites(path, data),
        caracteres=_caracteres(path, data),
        extensions=_extensions(path, data),
        look=_table(path, data, "charte"),
        looks=_looks(path, data),
        plan=_plan(path, data),
        plans_of={code: _plan(path, of) for code, of in _table(path, data, "programmes").items() if "plan" in of},
    )


def _codes(path: Path, data: dict[str, Any]) -> dict[str, dict[str, str]]:
    """That the kinds of codes exist is for those who know the programmes to say."""
    import re

    codes: dict[str, dict[str, str]] = {}
    for siret in _table(path, data, "etablissements"):
        if unknown := sorted(set(_table(path, data, "etablissements", siret)) - {"codes"}):
            reason = f"réglage inconnu dans [etablissements.{siret}] : {', '.join(unknown)}"
            raise UnreadableSettings(path, reason, f"Écrivez [etablissements.{siret}.codes].")
        codes[siret] = _table(path, data, "etablissements", siret, "codes")
        for kind, pattern in codes[siret].items():
            try:
                re.compile(pattern)
            except (re.error, TypeError, OverflowError, RecursionError) as error:
                reason = f"le motif de code « {kind} » n’est pas une expression régulière"
                raise UnreadableSettings(path, reason, "Voyez docs/reglages.md.") from error
    return codes


def _seuils(path: Path, data: dict[str, Any]) -> dict[str, dict[str, Decimal]]:
    """That the rules and their thresholds exist is for those who know the rules to say."""
    seuils: dict[str, dict[str, Decimal]] = {}
    for rule in _table(path, data, "seuils"):
        numbers = _table(path, data, "seuils", rule)
        for name, number in numbers.items():
            if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number < 1_000_000:
                reason = f"le seuil {name} de {rule} n’est pas un nombre positif"
                raise UnreadableSettings(path, reason, f"Écrivez un nombre : {name} = 60.")
        seuils[rule] = {name: Decimal(str(number)) for name, number in numbers.items()}
    return seuils


def _extensions(path: Path, data: dict[str, Any]) -> tuple[str, ...]:
    """That they are installed is for those who load them to say."""
    table = _table(path, data, "regles")
    names = table.get("extensions", [])
    if set(table) - {"extensions"} or not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        hint = 'Écrivez extensions = ["nom"] ; voyez docs/regles-locales.md.'
        raise UnreadableSettings(path, "[regles] n’admet que la liste extensions", hint)
    return tuple(dict.fromkeys(names))


def _looks(path: Path, data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    programmes = _table(path, data, "programmes")
    for code in programmes:
        if unknown := sorted(set(_table(path, data, "programmes", code)) - {"charte", "plan"}):
            reason = f"réglage inconnu dans [programmes.{code}] : {', '.join(unknown)}"
            raise UnreadableSettings(path, reason, f'Écrivez [programmes.{code}.charte], ou plan = "…".')
    return {code: _table(path, data, "programmes", code, "charte") for code in programmes}


def _plan(path: Path, data: Mapping[str, Any]) -> str:
    """That the plan exists is for those who know the plans to say."""
    name = data.get("plan", "")
    if not isinstance(name, str):
        raise UnreadableSettings(path, "plan n’est pas un texte", 'Écrivez plan = "complet".')
    return name


def _limites(path: Path, data: dict[str, Any]) -> dict[str, int]:
    """In bytes; they are written in mebioctets."""
    limites = {kind: size for kind, size in _table(path, data, "limites").items() if kind != "caracteres"}
    for kind, size in limites.items():
        if (
            kind not in ("piece", "depot")
            or isinstance(size, bool)
            or not isinstance(size, int | float)
            or not 0 < size < 1_000_000
        ):
            hint = "[limites] admet piece et depot, chacun un nombre de Mio plus grand que zéro."
            raise UnreadableSettings(path, f"la limite « {kind} » n’est pas comprise", hint)
    return {kind: int(size * 1024 * 1024) for kind, size in limites.items()}


def _caracteres(path: Path, data: dict[str, Any]) -> dict[str, int]:
    """That the fields exist is for those who know the form to say."""
    limites = _table(path, data, "limites", "caracteres")
    for champ, number in limites.items():
        if isinstance(number, bool) or not isinstance(number, int) or number <= 0:
            reason = f"la limite du champ « {champ} » n’est pas un nombre entier plus grand que zéro"
            raise UnreadableSettings(path, reason, f"Écrivez un nombre de caractères : {champ} = 2000.")
    return limites


def _table(path: Path, data: dict[str, Any], *names: str) -> dict[str, Any]:
    """The table that names lead to, an empty one when it is absent."""
    found = data
    for depth, name in enumerate(names, start=1):
        inside = found.get(name, {})
        if not isinstance(inside, dict):
            where = ".".join(names[:depth])
            hint = f"Écrivez [{where}], puis une ligne par réglage."
            raise UnreadableSettings(path, f"{where} n’est pas une table", hint)
        found = inside
    return found


def _both(one: Mapping[str, Any], other: Mapping[str, Any], name: str) -> bool:
    return isinstance(one.get(name), dict) and isinstance(other.get(name), dict)

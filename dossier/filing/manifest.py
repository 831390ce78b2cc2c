"""``MANIFESTE.json``: what a bundle holds, with the hash of each file, and under which versions it was judged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dossier.filing.archive import Altered, Foreign, shown

NAME = "MANIFESTE.json"
FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """The facts of a bundle.

    ``day`` is ISO, the day of filing; ``judged`` the day the rules were judged at (None: the catalogue's); ``register``
    the day of the register's data (None: no index); ``edition`` tells the rules to the letter (None: a
    bundle older than that); ``unverifiable`` names
    the rules whose outcome came from the register, which a verification does not have; ``journal`` is the head of the
    journal before this bundle;
    ``files`` gives the SHA-256 of every other member.
    """

    draft: bool
    code: str
    version: str
    title: str
    day: str
    by: str
    tool: str
    rules: str
    edition: str | None
    register: str | None
    judged: str | None
    verdict: str
    unverifiable: tuple[str, ...]
    source: str
    journal: str
    files: Mapping[str, str]


_KEYS = {
    "draft": "projet",
    "code": "code",
    "version": "version",
    "title": "intitule",
    "day": "date",
    "by": "par",
    "tool": "outil",
    "rules": "regles",
    "edition": "edition-des-regles",
    "register": "referentiel",
    "judged": "date-de-jugement",
    "verdict": "verdict",
    "unverifiable": "regles-du-referentiel",
    "source": "source",
    "journal": "journal",
    "files": "fichiers",
}
_MAY_BE_NULL = ("register", "judged")
_MAY_BE_ABSENT = ("edition",)
"""What the first bundles do not have: not written when it is None, so that they stay what they were."""


def sha256(data: bytes) -> str:
    """The hash of a file."""
    return hashlib.sha256(data).hexdigest()


def emit(manifest: Manifest) -> bytes:
    """The file: sorted keys, so that the same facts give the same bytes."""
    told = {name: getattr(manifest, name) for name in _KEYS}
    facts = {_KEYS[name]: value for name, value in told.items() if value is not None or name not in _MAY_BE_ABSENT}
    facts["format"] = FORMAT
    return (json.dumps(facts, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8", "surrogatepass")


def parse(data: bytes) -> Manifest:
    """The manifest of a bundle.

    Raises Foreign when it is not one, or of a newer format; Altered when it is not written as ``emit`` writes it.
    """
    try:
        facts = json.loads(data)
    except (ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict) or type(facts.get("format")) is not int:
        raise Foreign(f"{NAME} n’est pas celui d’un dépôt")
    if facts["format"] > FORMAT:
        raise Foreign(
            f"ce dépôt est au format {facts['format']} et cette version de Dossier lit le format {FORMAT} : "
            "prenez une version plus récente pour le vérifier"
        )
    manifest = _typed(facts)
    if manifest is None or emit(manifest) != data:
        raise Altered(f"{NAME} n’est pas écrit comme Dossier l’écrit")
    return manifest


def _typed(facts: Mapping[str, Any]) -> Manifest | None:
    values: dict[str, Any] = {name: facts.get(key) for name, key in _KEYS.items()}
    texts = set(_KEYS) - {"draft", "unverifiable", "files"}
    rules, files = values["unverifiable"], values["files"]
    well_typed = (
        all(
            isinstance(values[name], str) or (values[name] is None and name in _MAY_BE_NULL + _MAY_BE_ABSENT)
            for name in texts
        )
        and isinstance(values["draft"], bool)
        and isinstance(rules, list)
        and all(isinstance(rule, str) for rule in rules)
        and isinstance(files, dict)
        and all(isinstance(told, str) for told in files.values())
    )
    return Manifest(**{**values, "unverifiable": tuple(rules)}) if well_typed else None


def check_hashes(manifest: Manifest, members: Mapping[str, bytes]) -> None:
    """Hold every member against the manifest; raises Altered on the first that is missing, added or changed."""
    present = set(members) - {NAME}
    for name in sorted(set(manifest.files) - present):
        raise Altered(f"« {shown(name)} », annoncé par {NAME}, a été retiré du dépôt")
    for name in sorted(present - set(manifest.files)):
        raise Altered(f"« {shown(name)} », que {NAME} n’annonce pas, a été ajouté au dépôt")
    for name, told in sorted(manifest.files.items()):
        if sha256(members[name]) != told:
            raise Altered(f"« {shown(name)} » a été modifié : son empreinte n’est plus celle de {NAME}")

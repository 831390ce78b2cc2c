"""Which rules these are, to the letter: under one version of the catalogue, a wording or a check may be mended."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

from dossier.programme.schema import schema_folder

_DECIDING = ("look/glyphs.py", "french", "programme", "register", "rules", "settings.py")
"""What reads and what judges, the French of messages, and the lists of words and codes that rules look up."""


def edition() -> str:
    """The SHA-256 of all that judges: two tools that give the same one find the same in the same description."""
    house = resources.files("dossier")
    whole = hashlib.sha256()
    for name, file in sorted(
        (*_files(schema_folder(), "schemas"), *(found for each in _DECIDING for found in _files(house / each, each)))
    ):
        whole.update(name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def _files(place: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    if place.is_file():
        yield name, place
    elif place.name != "__pycache__":
        for each in place.iterdir():
            yield from _files(each, f"{name}/{each.name}")

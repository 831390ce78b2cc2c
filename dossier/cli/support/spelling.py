"""The speller, and where it keeps what it judged before: the user's cache folder."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from dossier.cli import say
from dossier.cli.support.files import write
from dossier.french.dictionary.speller import Speller, fingerprint
from dossier.programme.errors import UnreadableFile


@contextmanager
def speller() -> Iterator[Speller | None]:
    """A speller that remembers; None, said on standard error, without the extra ``orthographe``."""
    if find_spec("hunspell") is None:
        say("Le correcteur d’orthographe n’est pas installé : TXT-007 n’est pas évaluée (voir docs/textes.md).")
        yield None
        return
    kept = _folder() / f"orthographe-{fingerprint()[:16]}.json"
    known = _read(kept)
    before = len(known)
    yield Speller(known)
    if len(known) > before:
        _keep(kept, known)


def _folder() -> Path:
    home = Path.home()
    default = {"win32": home / "AppData/Local", "darwin": home / "Library/Caches"}.get(sys.platform, home / ".cache")
    chosen = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    return (Path(chosen) if chosen else default) / "dossier-certification"


def _read(path: Path) -> dict[str, str | None]:
    """What was judged before; a cache that cannot be read is as good as none."""
    try:
        known = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _keep(path: Path, known: dict[str, str | None]) -> None:
    """Without a place to write, the same words are judged again next time, and nothing else changes."""
    try:
        write(path, json.dumps(known, ensure_ascii=False, sort_keys=True).encode())
    except UnreadableFile:
        return

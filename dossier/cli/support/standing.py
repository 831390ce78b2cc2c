"""What stands in the output folder, and from what it was made: a programme is built again when that changed, only then.

Beside the documents of a programme, ``.origine.json`` says it: a readable file, that may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

from dossier.cli.support.judging import REFERENTIEL
from dossier.programme.errors import UnreadableFile
from dossier.programme.schema import schema_folder
from dossier.reports.index import Deadline, Listed, listed
from dossier.settings import NAME

ORIGIN = ".origine.json"
REPORT = "rapport.json"
_PIECES = "pieces"
"""Attachments enter the documents of the programmes that cite them, not of all."""
_WRITERS = (
    *("chunspell", "fonttools", "lxml", "pillow", "pydyf", "pypdf", "pyphen", "python-docx", "resvg-py"),
    *("tinycss2", "weasyprint", "xlsxwriter", "xmlschema"),
)
"""The libraries whose version shows in what is written."""


class Standing(NamedTuple):
    """A programme that was built and that nothing changed: its folder, code, verdict, files and what was said of it."""

    folder: str
    verdict: str
    files: tuple[str, ...]
    said: str


class Origins:
    """What each programme is made from today, and what stands that was made from the same."""

    def __init__(self, output: Path, options: Mapping[str, object]) -> None:
        self._output = output
        self._options = {name: str(value) for name, value in options.items()}
        self._folders: dict[Path, dict[str, str]] = {}

    def of(self, file: Path, data: bytes, cited: Iterable[str]) -> dict[str, object]:
        """All that enters the documents of the programme in a file, with the attachments that it cites."""
        if file.parent not in self._folders:
            self._folders[file.parent] = {"reglages": _settings(file.parent), "registre": self._register(file)}
        programme = {"fichier": file.as_posix(), "programme": hashlib.sha256(data).hexdigest()}
        pieces = {name: _attachment(file.parent, name) for name in cited}
        return {
            **programme,
            "pieces": pieces,
            **self._folders[file.parent],
            "outil": self._tool,
            "options": self._options,
        }

    def standing(self, file: Path) -> Standing | None:
        """What was built of a file, when it is all there and would be the same today."""
        kept = self._kept.get(file.as_posix())
        try:
            if kept is None or kept[1]["origine"] != self.of(file, file.read_bytes(), kept[1]["origine"]["pieces"]):
                return None
            folder, record = kept
            if not _untouched(self._output / folder, record["fichiers"]):
                return None
            return Standing(folder, record["verdict"], tuple(sorted(record["fichiers"])), record["dit"])
        except (OSError, LookupError, TypeError, ValueError, AttributeError):
            return None

    def listed(self, folder: str) -> Listed | None:
        """What the index says of a programme, when its report is as it was written."""
        kept = self._by_folder.get(folder)
        return _listed(self._output / folder, kept) if kept else None

    @cached_property
    def _kept(self) -> dict[str, tuple[str, Any]]:
        return {file: (folder, record) for folder, file, record in _records(self._output)}

    @cached_property
    def _by_folder(self) -> dict[str, Any]:
        return dict(self._kept.values())

    @cached_property
    def _tool(self) -> str:
        return _tool()

    def _register(self, file: Path) -> str:
        """The exports that the index was made of; an index that cannot be read is told by the judgement."""
        index = file.parent / REFERENTIEL
        if not index.is_file():
            return ""
        from dossier.register.index import Index

        try:
            with Index(index) as register:
                return repr(register.provenance)
        except UnreadableFile as error:
            return error.reason


def record(origin: Mapping[str, object], verdict: str, said: str, files: Mapping[str, bytes]) -> bytes:
    """What ``.origine.json`` holds for these files, the JSON report among them."""
    written = {name: [len(data), hashlib.sha256(data).hexdigest()] for name, data in files.items()}
    index = listed(files[REPORT])._asdict()
    facts = {"verdict": verdict, "dit": said, "origine": origin, "fichiers": written, "index": index}
    return (json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _listed(folder: Path, kept: Any) -> Listed | None:
    try:
        if not _untouched(folder, {REPORT: kept["fichiers"][REPORT]}):
            return None
        said = kept["index"]
        deadlines = tuple(Deadline(*each) for each in said["deadlines"])
        return Listed(**{**said, "totals": tuple(said["totals"]), "deadlines": deadlines})
    except (OSError, LookupError, TypeError, ValueError, AttributeError):
        return None


def _records(output: Path) -> Iterator[tuple[str, str, Any]]:
    for path in sorted(output.glob(f"[!.]*/{ORIGIN}")):
        try:
            read = json.loads(path.read_bytes())
            yield path.parent.name, read["origine"]["fichier"], read
        except (OSError, LookupError, TypeError, ValueError):
            continue  # none of ours, or cut short: the programme is built again


def _untouched(folder: Path, files: Mapping[str, tuple[int, str]]) -> bool:
    """Are these files as they were written? One that is younger than the record is read."""
    written = (folder / ORIGIN).stat().st_mtime_ns
    for name, (size, digest) in files.items():
        found = (folder / name).stat()
        if found.st_size != size:
            return False
        if found.st_mtime_ns > written and hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            return False
    return True


def _attachment(folder: Path, name: str) -> str:
    """The content of an attachment, whatever the normal form of its name; nothing when there is none."""
    exact = folder / name
    if exact.is_file():
        return _digest([("", exact.read_bytes())])
    alike = (path for path in sorted(folder.rglob("*")) if _same_name(path.relative_to(folder).as_posix(), name))
    return ", ".join(_digest([(path.as_posix(), path.read_bytes())]) for path in alike if path.is_file())


def _same_name(one: str, other: str) -> bool:
    return normalize("NFC", one) == normalize("NFC", other)


def _settings(folder: Path) -> str:
    """The settings of a folder and every file that they may name: look, local rules, plans."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and _may_enter(path.relative_to(folder)))
    toml = folder / NAME
    if toml.is_file() and _PIECES in _values(toml.read_bytes()):
        paths += sorted(path for path in (folder / _PIECES).rglob("*") if path.is_file())
    return _digest((path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths)


def _may_enter(path: Path) -> bool:
    if path.name.startswith((".", "~$")):
        return False
    return path.as_posix() == NAME if len(path.parts) == 1 else path.parts[0] not in (_PIECES, REFERENTIEL.parts[0])


def _values(settings: bytes) -> str:
    try:
        return repr(tomllib.loads(settings.decode()))
    except ValueError:
        return _PIECES  # unreadable: anything may be meant


def _tool() -> str:
    """The tool to the letter, and the libraries that write."""
    house = (*_files(resources.files("dossier"), "dossier"), *_files(schema_folder(), "schemas"))
    versions = (f"{name} {_version(name)}" for name in _WRITERS)
    return _digest([*house, ("", "\n".join((sys.version, *versions)).encode())])


def _files(place: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for each in sorted(place.iterdir(), key=lambda entry: entry.name):
        if each.is_file():
            yield f"{name}/{each.name}", each.read_bytes()
        elif each.name != "__pycache__":
            yield from _files(each, f"{name}/{each.name}")


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "-"


def _digest(files: Iterable[tuple[str, bytes]]) -> str:
    whole = hashlib.sha256()
    for name, data in files:
        whole.update(name.encode("utf-8", "surrogateescape") + b"\0" + hashlib.sha256(data).digest())
    return whole.hexdigest()

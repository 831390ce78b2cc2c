"""The programmes that a command is given, files or folders: found and read in one way by all commands."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dossier.cli import say, tell
from dossier.programme.errors import ForeignFile, UnreadableFile
from dossier.programme.model import Programme
from dossier.programme.reader import InvalidProgramme, ReadProgramme, read

SOURCES = Path("sources")
_ASIDE = (".", "~$")
"""How the names of hidden files and of the locks of word processors begin."""


def named_as_programme(path: Path) -> bool:
    """Would a file of this name be read, if it lay in a folder of programmes?"""
    return path.suffix.lower() == ".xml" and not path.name.startswith(_ASIDE)


class Reading:
    """Programmes to read, one after the other; of a folder, the XML files directly in it that are ours.

    What cannot be read is said on standard error, and the others go on. A folder without any programme is refused when
    one is ``needed``. Programmes for which ``passed`` holds are not read.
    """

    def __init__(
        self, paths: Iterable[Path], needed: bool = True, passed: Callable[[Path], bool] = lambda _: False
    ) -> None:
        self.needed = needed
        self.passed = passed
        self.unreadable: list[UnreadableFile] = []
        self._asked = [(path, self._files(path)) for path in paths]
        self._read_already: set[Path] = set()

    @property
    def folders(self) -> tuple[Path, ...]:
        """Those where the programmes lie."""
        return tuple(dict.fromkeys(path.parent for _, files in self._asked for path in files or ()))

    def __iter__(self) -> Iterator[ReadProgramme | InvalidProgramme]:
        for asked, files in self._asked:
            if files is None:
                continue
            found, refused = 0, len(self.unreadable)
            for path in files:
                if path.resolve() in self._read_already:  # given twice, it is one file
                    found += 1
                    continue
                self._read_already.add(path.resolve())
                if self.passed(path):
                    found += 1
                elif one := self._read(path, foreign=path is asked):
                    found += 1
                    yield one
            if self.needed and not found and refused == len(self.unreadable):
                hint = "Placez-y une description de programme (.xml), ou donnez un autre chemin."
                self.refuse(UnreadableFile(asked, "le dossier ne contient aucun programme", hint))

    def valid(self) -> Iterator[tuple[Path, Programme]]:
        """Those that obey the schema; the others are refused."""
        for each in self:
            if isinstance(each, InvalidProgramme):
                self.refuse(_not_valid(each))
            else:
                yield each.source.path, each.programme

    def refuse(self, error: UnreadableFile) -> None:
        """Say it; the command will end with the status of what cannot be read."""
        self.unreadable.append(error)
        tell(error)

    def _read(self, path: Path, foreign: bool) -> ReadProgramme | InvalidProgramme | None:
        """``foreign``: is a file that is not ours a mistake?"""
        try:
            return read(path)
        except InvalidProgramme as invalid:
            return invalid
        except UnreadableFile as error:
            if foreign or not isinstance(error, ForeignFile):
                self.refuse(error)
            return None

    def _files(self, path: Path) -> list[Path] | None:
        """None when the folder cannot be read, which is said."""
        if not path.is_dir():
            return [path]
        try:
            _tell_doubled(path)
            return sorted(entry for entry in path.iterdir() if named_as_programme(entry) and entry.is_file())
        except OSError:
            self.refuse(UnreadableFile(path, "le dossier ne peut pas être lu", "Demandez le droit de le lire."))
            return None


def _tell_doubled(folder: Path) -> None:
    """Notepad adds « .txt » to the name it is given: such a file is no programme, and its author believes it is."""
    for path in sorted(folder.iterdir()):
        if path.name.lower().endswith(".xml.txt") and not path.name.startswith(_ASIDE):
            say(f"{path.as_posix()}  n’est pas lu : son nom finit par .txt.")
            say(f"    Renommez-le en {path.name[: -len('.txt')]} (affichez les extensions pour le voir).")


def read_valid(path: Path) -> Programme:
    """The programme of a file; raises UnreadableFile, also when it breaks the schema."""
    try:
        return read(path).programme
    except InvalidProgramme as invalid:
        raise _not_valid(invalid) from invalid


def same_codes(programmes: Iterable[tuple[Path, str]]) -> Iterator[UnreadableFile]:
    """The files that bear the code of another: one of the two cannot be what it says."""
    first: dict[str, Path] = {}
    for path, code in programmes:
        other = first.setdefault(code, path)
        if other is not path and code:
            reason = f"porte le même code que {other.as_posix()} : {code}"
            yield UnreadableFile(path, reason, "Donnez à chaque programme son propre code.")


def _not_valid(invalid: InvalidProgramme) -> UnreadableFile:
    path = invalid.source.path
    hint = f"Corrigez-le d’abord : « dossier check {shlex.quote(path.as_posix())} » dit quoi."
    return UnreadableFile(path, "le programme ne respecte pas le schéma", hint)

"""Writing without ever leaving half a file: aside first, then renamed."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dossier.programme.errors import UnreadableFile

_ASIDE, _FORMER = ".en-cours", ".ancien"
"""How the names of what is being written end, and of what gives its place to it."""

_HEAD = 4096
_PROGRAMME = re.compile(rb"<programme\b[^>]*urn:dossier-certification:programme")
_SETTINGS = ("dossier.toml", "lexique.txt")
"""What a person wrote, told by its first bytes or its name: no command writes over it."""

_FREE = "Fermez-le s’il est ouvert dans Word ou un lecteur PDF, et vérifiez le droit d’écrire dans ce dossier."
_RIGHT = "Vérifiez le droit d’écrire dans ce dossier."
_ELSEWHERE = "Déplacez ce qui porte ce nom, ou donnez un autre chemin."
_REFUSALS = {
    errno.ENOSPC: ("le disque est plein", "Libérez de la place, puis relancez la commande."),
    errno.EDQUOT: ("il n’y a plus de place pour vous sur ce disque", "Libérez de la place, puis relancez la commande."),
    errno.EACCES: ("l’écriture est refusée", _RIGHT),
    errno.EPERM: ("l’écriture est refusée", _RIGHT),
    errno.EROFS: ("ce disque ne se lit qu’en lecture", "Donnez un autre chemin."),
    errno.EEXIST: ("un fichier porte le nom d’un dossier à faire", _ELSEWHERE),
    errno.ENOTDIR: ("un fichier porte le nom d’un dossier à faire", _ELSEWHERE),
    errno.EISDIR: ("un dossier porte le nom du fichier à écrire", _ELSEWHERE),
    errno.ENAMETOOLONG: ("le chemin est trop long", "Donnez un chemin plus court."),
}


def write(target: Path, data: bytes) -> None:
    """Write a file whole or not at all; raises UnreadableFile."""
    with written_aside(target, data):
        pass


@contextmanager
def written_aside(target: Path, data: bytes) -> Iterator[None]:
    """Write a file beside its place; it takes its place at the end, if all went well. Raises UnreadableFile."""
    try:
        if _written_through(target, data):
            yield
            return
        target = _spared(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(_ASIDE, f".{target.name}.", target.parent)
        aside = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            aside.chmod(0o666 & ~_umask())
            yield
            aside.replace(target)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _refused(target, error) from error


def _written_through(target: Path, data: bytes) -> bool:
    """A device or a pipe is written into, as the system means it: it is never replaced by a file."""
    if not target.exists() or target.is_file() or target.is_dir():
        return False
    with target.open("wb") as stream:
        stream.write(data)
    return True


def _spared(target: Path) -> Path:
    """Where to write: what a link leads to, so that the link stays; raises UnreadableFile rather than lose a source."""
    target = Path(os.path.realpath(target)) if target.is_symlink() else target
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "a folder stands there")
    if target.is_file():
        with target.open("rb") as stream:
            head = stream.read(_HEAD)
        if _PROGRAMME.search(head) or target.name in _SETTINGS or target.suffix.lower() == ".sch":
            reason = "c’est une de vos descriptions ou un réglage : ce fichier n’est jamais remplacé"
            raise UnreadableFile(target, reason, "Donnez un autre nom au fichier à écrire.")
    return target


def write_folder(target: Path, files: Mapping[str, bytes], ours: Callable[[str], bool]) -> None:
    """Replace what is ``ours`` in a folder by these files, all together; raises UnreadableFile.

    Whatever else stands in the folder stays in it.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with locked(target.parent):
            _mend(target, ours)
            aside = Path(tempfile.mkdtemp(_ASIDE, f".{target.name}.", target.parent))
            try:
                aside.chmod(0o777 & ~_umask())
                for name, data in files.items():
                    (aside / name).write_bytes(data)
                _swap(aside, target, ours)
            finally:
                shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise _refused(target, error) from error


def _give_back(former: Path, target: Path, ours: Callable[[str], bool]) -> None:
    """Move what is the user's back from the folder that gave its place; moved, so that a file being saved is whole."""
    for entry in sorted(former.iterdir()):
        if not ours(entry.name) and not os.path.lexists(target / entry.name):
            entry.rename(target / entry.name)


def _mend(target: Path, ours: Callable[[str], bool]) -> None:
    """After a command that was killed: put back the folder that it had moved away, take away what it left."""
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "a file bears the name of the folder")
    for left in _left(target):
        former = left / target.name
        if former.is_dir() and not target.exists():
            former.rename(target)
        elif former.is_dir():
            _give_back(former, target, ours)
        shutil.rmtree(left, ignore_errors=True)


def sweep(target: Path) -> None:
    """Take away what commands that were killed left beside a file; under the lock of those who write it."""
    try:
        for left in _left(target):
            left.unlink()
    except OSError as error:
        raise _refused(target, error) from error


def _left(target: Path) -> list[Path]:
    """What we write aside and nothing else: the user may keep a copy under a name of the same kind."""
    ours = re.compile(rf"\.{re.escape(target.name)}\.[a-z0-9_]{{8}}({re.escape(_ASIDE)}|{re.escape(_FORMER)})")
    return [path for path in target.parent.iterdir() if ours.fullmatch(path.name)] if target.parent.is_dir() else []


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One command at a time on a folder; the system lifts the lock of a command that is killed."""
    if sys.platform == "win32":  # no such lock there
        yield
        return
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise _refused(folder, error) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _swap(aside: Path, target: Path, ours: Callable[[str], bool]) -> None:
    if not target.exists():
        aside.rename(target)
        return
    old = Path(tempfile.mkdtemp(_FORMER, f".{target.name}.", target.parent))
    kept = old / target.name
    try:
        target.rename(kept)
        try:
            aside.rename(target)
        except OSError:
            kept.rename(target)
            raise
        _give_back(kept, target, ours)
    finally:
        if target.exists() and not _holds_others(kept, ours):
            shutil.rmtree(old, ignore_errors=True)


def _holds_others(former: Path, ours: Callable[[str], bool]) -> bool:
    return former.is_dir() and any(not ours(entry.name) for entry in former.iterdir())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _refused(target: Path, error: OSError) -> UnreadableFile:
    reason, hint = _REFUSALS.get(error.errno or 0, (f"l’écriture a échoué (code système {error.errno})", _FREE))
    return UnreadableFile(target, reason, hint)

"""Writing an index: aside, then renamed, one command at a time; whatever happens the one in place stays whole."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossier.register.errors import ImportInProgress, UnusableIndex

_PLACE = "Vérifiez le droit d’y écrire et la place libre, ou choisissez un autre fichier avec --index."


@contextmanager
def replaced(index: Path) -> Iterator[Path]:
    """Where to write the index that will take the place of this one, if the block ends well.

    Raises ImportInProgress, UnusableIndex (the folder cannot be written).
    """
    try:
        index.parent.mkdir(parents=True, exist_ok=True)
        if index.is_dir():
            raise UnusableIndex(index, "un dossier porte le nom de l’index", "Donnez un fichier avec --index.")
        with _alone(index):
            aside = index.with_name(f".{index.name}.import")
            aside.unlink(missing_ok=True)
            try:
                yield aside
                _keep(aside)
                aside.replace(index)
            finally:
                aside.unlink(missing_ok=True)
                _journal(aside).unlink(missing_ok=True)
    except (OSError, sqlite3.OperationalError) as error:
        raise UnusableIndex(index, "l’index ne peut pas être écrit dans ce dossier", _PLACE) from error


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


@contextmanager
def _alone(index: Path) -> Iterator[None]:
    """Hold a lock that the system frees even when the command is killed; its file is ours, whatever it holds."""
    path = index.with_name(f".{index.name}.verrou")
    lock = sqlite3.connect(path, timeout=0, isolation_level=None)
    with contextlib.closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise ImportInProgress(
                index, "un autre import est en cours dans cet index", "Attendez qu’il finisse, puis relancez."
            ) from None
        except sqlite3.DatabaseError:
            reason = f"le verrou {path.name} n’est pas un verrou lisible"
            raise UnusableIndex(index, reason, "Supprimez ce fichier, puis relancez.") from None
        yield


def _keep(path: Path) -> None:
    """Force a file to the disk before it takes the place of the old one."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

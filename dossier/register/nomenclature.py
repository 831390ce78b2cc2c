"""Official nomenclatures added to the index: NSF, ROME, Formacode, from a CSV file with codes and labels."""

from __future__ import annotations

import contextlib
import csv
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from dossier.register.errors import ImportInProgress, NotAnExport, UnusableIndex
from dossier.register.index import Index
from dossier.register.reader import unreadable

_SHAPES = {"rome": re.compile(r"[A-N]\d{4}"), "formacode": re.compile(r"\d{5}"), "nsf": re.compile(r"\d{3}[a-z]?")}
_LABEL = re.compile(r"libel|intitul|label", re.IGNORECASE)
_COLUMNS = "On attend un fichier CSV avec une ligne de titres, une colonne de codes et une de libellés."


@dataclass(frozen=True, slots=True)
class Added:
    """What was added: ``nsf``, ``rome`` or ``formacode``, and how many codes."""

    sorte: str
    codes: int


def add_nomenclature(index: Path, path: Path) -> Added:
    """Put a nomenclature into an index, in the place of the one of the same kind.

    The kind is told by the shape of most codes. Raises UnreadableExport, UnusableIndex.
    """
    rows = _rows(path)
    kind, codes = _recognised(path, rows)
    Index(index).close()
    try:
        with contextlib.closing(sqlite3.connect(index, timeout=0)) as base, base:
            base.execute("DELETE FROM nomenclature WHERE sorte = ?", (kind,))
            base.executemany(
                "INSERT OR REPLACE INTO nomenclature VALUES (?, ?, ?, ?)",
                ((kind, code, label, path.name) for code, label in codes.items()),
            )
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise ImportInProgress(index, "l’index est en cours d’écriture", "Attendez, puis relancez.") from None
        raise UnusableIndex(
            index, "l’index ne peut pas être modifié", "Vérifiez le droit d’y écrire et la place libre."
        ) from error
    return Added(kind, len(codes))


def _rows(path: Path) -> list[list[str]]:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError:
        raise NotAnExport(path, "le fichier n’est pas en UTF-8", "Enregistrez-le en « CSV UTF-8 ».") from None
    first = text.partition("\n")[0]
    delimiter = max(";,\t|", key=first.count)
    try:
        return [row for row in csv.reader(text.splitlines(), delimiter=delimiter, strict=True) if row]
    except csv.Error:
        raise NotAnExport(path, "le fichier n’est pas un CSV correct", _COLUMNS) from None


def _recognised(path: Path, rows: list[list[str]]) -> tuple[str, dict[str, str]]:
    """The kind whose shape most codes of a column have, and the labels by code."""
    header, lines = (rows[0], rows[1:]) if rows else ([], [])
    for column in range(len(header)):
        values = [row[column].strip() for row in lines if len(row) == len(header)]
        for kind, shape in _SHAPES.items():
            good = sum(shape.fullmatch(value) is not None for value in values)
            if good * 2 > len(values):
                label = _label_column(header, column)
                codes = {row[column].strip(): row[label].strip() for row in lines if len(row) == len(header)}
                return kind, {code: text for code, text in codes.items() if shape.fullmatch(code)}
    raise NotAnExport(path, "aucune colonne ne contient des codes NSF, ROME ou Formacode", _COLUMNS)


def _label_column(header: list[str], code: int) -> int:
    named = [rank for rank, name in enumerate(header) if _LABEL.search(name) and rank != code]
    return named[0] if named else min(code + 1, len(header) - 1)

"""Official nomenclatures added to the index: NSF, ROME, Formacode, from a CSV file with codes and labels."""

from __future__ import annotations

import contextlib
import csv
import re
import shutil
import sqlite3
from collections.abc import Callable, Container
from dataclasses import dataclass
from pathlib import Path

from dossier.french.folding import fold
from dossier.register import nsf
from dossier.register.errors import NotAnExport
from dossier.register.index import Index
from dossier.register.reader import unreadable
from dossier.register.replacing import replaced
from dossier.register.schema import KINDS
from dossier.register.valeurs import cleaned

_ROME = re.compile(r"[A-N]\d{4}", re.ASCII)
_FORMACODE = re.compile(r"\d{5}", re.ASCII)
_LABEL = re.compile(r"libel|intitul|label", re.IGNORECASE)
_COLUMNS = (
    "On attend un fichier CSV avec une ligne de titres, une colonne de codes (titrée NSF, ROME ou Formacode, ou dans "
    "un fichier ainsi nommé) et une de libellés."
)


@dataclass(frozen=True, slots=True)
class Added:
    """What was added: ``nsf``, ``rome`` or ``formacode``, and how many codes."""

    sorte: str
    codes: int


def add_nomenclature(index: Path, path: Path) -> Added:
    """Put a nomenclature into an index, in the place of the one of the same kind.

    The kind is told by the title of the column or of the file, or by codes that the register uses. Raises
    UnreadableExport, UnusableIndex.
    """
    rows = _rows(path)
    with Index(index) as register:
        kind, codes = _recognised(path, rows, {kind: frozenset(register.codes(kind)) for kind in KINDS})
    with replaced(index) as aside:
        shutil.copyfile(index, aside)
        with contextlib.closing(sqlite3.connect(aside, timeout=0)) as base, base:
            base.execute("DELETE FROM nomenclature WHERE sorte = ?", (kind,))
            base.executemany(
                "INSERT OR REPLACE INTO nomenclature VALUES (?, ?, ?, ?)",
                ((kind, code, label, path.name) for code, label in codes.items()),
            )
    return Added(kind, len(codes))


def _rows(path: Path) -> list[list[str]]:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError:
        raise NotAnExport(path, "le fichier n’est pas en UTF-8", "Enregistrez-le en « CSV UTF-8 ».") from None
    text = cleaned(text)[0]
    first = text.partition("\n")[0]
    delimiter = max(";,\t|", key=first.count)
    try:
        return [row for row in csv.reader(text.splitlines(), delimiter=delimiter, strict=True) if row]
    except csv.Error:
        raise NotAnExport(path, "le fichier n’est pas un CSV correct", _COLUMNS) from None


def _is_nsf(code: str) -> bool:
    found = nsf.parts(code)
    return found is not None and int(found[0]) in nsf.GROUPES


_SHAPES: dict[str, Callable[[str], object]] = {
    "rome": _ROME.fullmatch,
    "formacode": _FORMACODE.fullmatch,
    "nsf": _is_nsf,
}


def _recognised(path: Path, rows: list[list[str]], used: dict[str, Container[str]]) -> tuple[str, dict[str, str]]:
    """The kind of a column four fifths of whose codes have its shape, and the labels by code.

    Its title or the name of the file must say the kind, or the register must use half of the codes: five digits are
    post codes too.
    """
    header, lines = (rows[0], rows[1:]) if rows else ([], [])
    lines = [[cell.strip() for cell in row] for row in lines if len(row) == len(header)]
    for column, title in enumerate(header):
        values = [row[column] for row in lines if row[column]]
        for kind, shaped in _SHAPES.items():
            good = [value for value in values if shaped(value)]
            if len(good) * 5 < len(values) * 4 or not good:
                continue
            known = sum(value in used[kind] for value in good) * 2 >= len(good)
            if known or kind in fold(title).split() or kind in fold(path.stem).split():
                label = _label_column(header, column)
                return kind, {row[column]: row[label] for row in lines if shaped(row[column])}
    raise NotAnExport(path, "aucune colonne n’est à coup sûr celle des codes NSF, ROME ou Formacode", _COLUMNS)


def _label_column(header: list[str], code: int) -> int:
    named = [rank for rank, name in enumerate(header) if _LABEL.search(name) and rank != code]
    return named[0] if named else min(code + 1, len(header) - 1)

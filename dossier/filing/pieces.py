"""The attachments of a programme: read from its folder and nowhere else, and checked before they are packed."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dossier.filing.archive import safe, shown
from dossier.filing.attachment_kinds import KINDS, MOST_BYTES, dangers, kind_of, text_of
from dossier.programme.model import Programme
from dossier.programme.organisation import Piece
from dossier.programme.vocabulary import PIECES
from dossier.rules.personal import personal_data
from dossier.rules.runner import Problem

PRESENT = "DEP-002"
LIMITS = "DEP-003"
_FIND = 'Vérifiez le nom et l’emplacement du fichier, ou corrigez fichier="…" à la ligne {line}.'
_PLAIN = "Exportez-la de nouveau, sans programme ni fichier joint : certains portails la refusent."
_REPLACE = 'Remplacez le fichier, ou corrigez fichier="…" à la ligne {line}.'


class _Unusable(Exception):
    """Why an attachment cannot be packed, what to do, and the rule that asks for it."""

    def __init__(self, reason: str, hint: str = _FIND, rule: str = PRESENT) -> None:
        super().__init__(reason)
        self.hint = hint
        self.rule = rule


@dataclass(frozen=True)
class Attachments:
    """The readable attachments, by their path from the programme's folder, and what is wrong with any."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]


def read_attachments(programme: Programme, folder: Path, limits: Mapping[str, int]) -> Attachments:
    """Read the attachments of a programme that lies in ``folder``; nothing outside of it is ever read."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for piece in programme.pieces.pieces:
        label = f"La pièce « {PIECES.get(piece.type, piece.type)} » ({shown(piece.fichier)})"
        try:
            _refuse_twin(piece, files)
            data = _read(piece, folder)
            text = _checked(piece, data, limits)
        except _Unusable as error:
            problems.append(Problem(error.rule, f"{label} {error}.", error.hint.format(line=piece.place.line)))
            continue
        files[piece.path] = data
        problems += (Problem(rule, f"{label} contient {what}.", blocking=False) for rule, what in _personal(text))
        problems += (Problem(LIMITS, f"{label} contient {what}.", _PLAIN, blocking=False) for what in dangers(data))
    return Attachments(files, tuple(problems))


def _refuse_twin(piece: Piece, files: Mapping[str, bytes]) -> None:
    twin = next((path for path in files if path.casefold() == piece.path.casefold() and path != piece.path), None)
    if twin:
        hint = 'Renommez l’une des deux, et corrigez fichier="…" à la ligne {line}.'
        raise _Unusable(f"ne diffère de « {twin} » que par des majuscules", hint)


def _read(piece: Piece, folder: Path) -> bytes:
    root = Path(os.path.realpath(folder))
    try:
        path = Path(os.path.realpath(_named(folder, piece.fichier)))
    except (OSError, ValueError):
        raise _Unusable("ne peut pas être lue", "Demandez le droit de la lire, ou raccourcissez son nom.") from None
    if not safe(piece.path) or not path.is_relative_to(root):
        hint = 'Placez-la dans pieces/, et corrigez fichier="…" à la ligne {line}.'
        raise _Unusable("est hors du dossier du programme, ou son nom n’est pas admis", hint)
    try:
        if not path.is_file():
            raise _Unusable("est introuvable" if not path.exists() else "n’est pas un fichier")
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError:
        raise _Unusable("ne peut pas être lue", "Demandez le droit de la lire.") from None
    return data


def _named(folder: Path, name: str) -> Path:
    """The file of that name, whether its accents are apart from their letters (as on a Mac) or not."""
    path = folder / name
    if name.isascii() or os.path.lexists(path):
        return path
    path = folder
    for part in PurePosixPath(name).parts:
        beside = sorted(each.name for each in path.iterdir()) if path.is_dir() else []
        alike = (each for each in beside if unicodedata.normalize("NFC", each) == unicodedata.normalize("NFC", part))
        path /= next(alike, part)
    return path


def _checked(piece: Piece, data: bytes, limits: Mapping[str, int]) -> str:
    """The text that an attachment holds, as far as it is read."""
    if not data:
        raise _Unusable("est vide", _REPLACE)
    limit = min(limits.get("piece", MOST_BYTES), MOST_BYTES)
    if len(data) > limit:
        raise _Unusable(f"dépasse {_mebibytes(limit)}", "Allégez-la, ou partagez-la en plusieurs pièces.", LIMITS)
    expected = KINDS.get(PurePosixPath(piece.fichier).suffix.lower())
    if expected is None:
        raise _Unusable(f"n’est pas d’un type admis : {', '.join(dict.fromkeys(KINDS.values()))}", _REPLACE, LIMITS)
    found = kind_of(data)
    if found != expected:
        raise _Unusable(f"porte le nom d’un fichier {expected}, mais n’en a pas le contenu", _REPLACE)
    try:
        return text_of(found, data)
    except ValueError as error:
        raise _Unusable(str(error), _REPLACE) from error


def _personal(text: str) -> Iterator[tuple[str, str]]:
    """Each kind of personal data once: an attachment is read by a person before it leaves."""
    yield from dict.fromkeys((found.rule, found.what) for found in personal_data(text))


def _mebibytes(size: int) -> str:
    return f"{size / 1024 / 1024:.4g} Mio".replace(".", ",")

"""One pass of expat over the bytes: is it XML that we accept, and where does each element start?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from dossier.programme.errors import UnreadableFile

MAX_BYTES = 20 * 1024 * 1024
MAX_DEPTH = 100

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_LINE_END = re.compile(r"\r\n?|\n")  # as XML counts lines: neither form feeds nor the Unicode separators

_SAVE_AS_UTF8 = "Enregistrez le fichier en UTF-8 (dans l’éditeur : « Enregistrer avec l’encodage… UTF-8 »)."
_RESTORE = "Vérifiez que c’est bien le fichier voulu, ou reprenez la dernière version enregistrée."
_OTHERS = {
    b"PK\x03\x04": "un document Word, Excel ou OpenDocument, ou une archive ZIP",
    b"\xd0\xcf\x11\xe0": "un ancien document Word ou Excel (.doc, .xls)",
    b"{\\rtf": "un document RTF",
    b"%PDF-": "un PDF",
    b"\x89PNG": "une image PNG",
    b"\xff\xd8\xff": "une image JPEG",
    b"SQLite format 3": "l’index d’un répertoire (SQLite)",
}
_NOT_BY_RENAMING = (
    "Renommer un fichier ne le change pas en XML : « dossier new » en commence un, où recopier les textes "
    "(voir docs/editer.md)."
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Source:
    """The bytes of a file, and line and column (in characters, from 1) of every start tag in document order."""

    path: Path
    data: bytes
    positions: tuple[tuple[int, int], ...]

    @property
    def sha256(self) -> str:
        """The hash of the bytes."""
        import hashlib  # late: a check in text does not need it

        return hashlib.sha256(self.data).hexdigest()

    @property
    def lines(self) -> list[str]:
        """The lines of the file, for excerpts."""
        return _LINE_END.split(self.data.decode("utf-8-sig"))


def load(path: Path) -> Source:
    """Read and scan a file.

    Raises UnreadableFile: missing, too big, not UTF-8, not well-formed, a DOCTYPE, too deep.
    """
    return scan(path, _bytes(path))


def scan(path: Path, data: bytes) -> Source:
    """Scan the bytes of a file; raises as ``load``."""
    _check_text(path, data)
    scanner = _Scanner(path, data.removeprefix(_BOM))
    scanner.scan()
    return Source(path, data, tuple(scanner.positions))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableFile(path, "le fichier n’existe pas", "Vérifiez le nom et le dossier.") from None
    except IsADirectoryError:
        raise UnreadableFile(path, "c’est un dossier, pas un fichier", "Donnez le nom d’un fichier .xml.") from None
    except PermissionError:
        raise UnreadableFile(
            path, "le droit de lire ce fichier manque", "Demandez ce droit, ou copiez le fichier ailleurs."
        ) from None
    except OSError as error:
        raise UnreadableFile(
            path, f"la lecture a échoué (code système {error.errno})", "Vérifiez le disque ou le réseau, puis relancez."
        ) from error
    except ValueError:
        raise UnreadableFile(path, "ce nom de fichier n’est pas possible", "Vérifiez le nom.") from None
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            path,
            f"le fichier dépasse {MAX_BYTES // 1024 // 1024} Mio",
            "Une description de programme pèse moins d’un Mio : est-ce le bon fichier ?",
        )
    return data


def _check_text(path: Path, data: bytes) -> None:
    """Refuses what is not XML in UTF-8, before any parser sees it."""
    if data.startswith(_UTF_16):
        raise UnreadableFile(path, "le fichier est en UTF-16, pas en UTF-8", _SAVE_AS_UTF8, 1, 1)
    start = data.removeprefix(_BOM).lstrip()
    if not start:
        raise UnreadableFile(path, "le fichier est vide", _RESTORE)
    if not start.startswith(b"<"):
        if kind := next((kind for magic, kind in _OTHERS.items() if data.startswith(magic)), None):
            reason = f"c’est {kind}, sous un nom de programme"
            raise UnreadableFile(path, reason, _NOT_BY_RENAMING, 1, 1)
        raise UnreadableFile(
            path,
            "ce n’est pas un fichier XML : il ne commence pas par le signe <",
            "Supprimez ce qui précède la première balise, ou vérifiez que c’est bien le fichier voulu.",
            *_end(data[: -len(start)]),
        )
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            path,
            "le fichier n’est pas en UTF-8 (un caractère y est illisible)",
            _SAVE_AS_UTF8,
            *_end(data[: error.start]),
        ) from None


def _end(before: bytes) -> tuple[int, int]:
    """Line and column of what follows these bytes."""
    lines = _LINE_END.split(before.decode("utf-8-sig"))
    return len(lines), len(lines[-1]) + 1


class _Scanner:
    """Collects positions; refuses what we never accept."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self.data = data
        self.positions: list[tuple[int, int]] = []
        self.open: list[tuple[str, int]] = []  # name and line of the elements not yet closed
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def scan(self) -> None:
        try:
            self.parser.Parse(self.data, True)
        except expat.ExpatError as error:
            from dossier.programme.malformed import explanation  # late: files that can be read do not need it

            reason, hint, at = explanation(error.code, self.data, self.parser.ErrorByteIndex, self.open)
            line, column = _end(self.data[:at])
            excerpt = _LINE_END.split(self.data.decode("utf-8"))[line - 1]
            raise UnreadableFile(self.path, reason, hint, line, column, excerpt) from None

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        self.positions.append((line, self.parser.CurrentColumnNumber + 1))
        self.open.append((name, line))
        if len(self.open) > MAX_DEPTH:
            self._refuse(
                f"plus de {MAX_DEPTH} éléments sont emboîtés", "Simplifiez : une maquette n’en a jamais autant besoin."
            )

    def _end(self, _name: str) -> None:
        self.open.pop()

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.upper() != "UTF-8":
            self._refuse(
                f"le fichier se déclare en {encoding}, pas en UTF-8",
                'Écrivez encoding="UTF-8" à la première ligne, et enregistrez le fichier en UTF-8.',
            )

    def _doctype(self, *_details: object) -> None:
        self._refuse(
            "le fichier contient une déclaration <!DOCTYPE …>",
            "Supprimez-la : une description n’a besoin ni de DTD ni d’entités.",
        )

    def _refuse(self, reason: str, hint: str) -> None:
        raise UnreadableFile(
            self.path, reason, hint, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        )

"""A file of the register as downloaded: plain or zipped, XML or CSV, and the day its data are of."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from dossier.register.errors import DOWNLOAD, NotAnExport, RefusedArchive, TruncatedExport, UnreadableExport

MAX_UNFOLDED = 8 * 1024**3
MAX_RATIO = 100
MAX_MEMBERS = 100
_OFFICIAL = re.compile(r"export[-_]fiches[-_](?:rncp|rs|csv)(?![a-z])", re.IGNORECASE)
_SMALL = 64 * 1024**2
_DAY = re.compile(r"(20\d\d)[-_]?(\d\d)[-_]?(\d\d)(?!\d)", re.ASCII)
_EXPECTED = "On attend l’export XML ou CSV du répertoire, tel que téléchargé, compressé (.zip) ou non."

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One XML or CSV file, perhaps inside an archive."""

    path: Path
    name: str
    size: int
    member: str | None = None

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Its bytes; raises UnreadableExport, while reading too."""
        try:
            if self.member is None:
                with self.path.open("rb") as stream:
                    yield stream
            else:
                with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as stream:
                    yield stream
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise TruncatedExport(self.path, "l’archive est abîmée ou incomplète", DOWNLOAD) from error
        except OSError as error:
            raise unreadable(self.path, error) from error


@dataclass(frozen=True, slots=True)
class Export:
    """What a file (or a folder of CSV files) brings; ``jours`` are the days that names tell."""

    path: Path
    forme: str
    parts: tuple[Part, ...]
    jours: tuple[date, ...] = ()

    @property
    def jour(self) -> date | None:
        """The day of the data, the oldest when names tell several."""
        return min(self.jours, default=None)

    @property
    def officiel(self) -> bool:
        """Does it bear the name of a whole export, as France compétences publishes it?"""
        return any(_OFFICIAL.search(name) for name in (self.path.name, *(part.name for part in self.parts)))

    @property
    def size(self) -> int:
        """Bytes to read, once unfolded."""
        return sum(part.size for part in self.parts)


def open_export(path: Path) -> Export:
    """Look at a file without reading it whole.

    Raises UnreadableExport: not there, not an export, an archive beyond limits.
    """
    try:
        parts = tuple(_parts(path))
    except OSError as error:
        raise unreadable(path, error) from error
    xml = tuple(part for part in parts if part.name.lower().endswith(".xml"))
    csv = tuple(part for part in parts if part.name.lower().endswith(".csv"))
    if not xml and not csv:
        raise NotAnExport(path, "ce n’est pas un export du répertoire : ni XML ni CSV", _EXPECTED)
    return Export(path, "XML" if xml else "CSV", xml or csv, _days(path, xml or csv))


def open_exports(paths: Iterable[Path]) -> tuple[Export, ...]:
    """The same for several: CSV files given one by one are one export, as if they were in a folder."""
    exports = [open_export(path) for path in paths]
    alone = [export for export in exports if export.forme == "CSV" and _is_csv_file(export)]
    if len(alone) < 2:
        return tuple(exports)
    parts = tuple(part for export in alone for part in export.parts)
    days = tuple(sorted({day for export in alone for day in export.jours}))
    joined = Export(alone[0].path.parent, "CSV", parts, days)
    return (*(export for export in exports if export not in alone), joined)


def _is_csv_file(export: Export) -> bool:
    return len(export.parts) == 1 and export.parts[0].member is None and export.parts[0].path == export.path


def unreadable(path: Path, error: OSError) -> UnreadableExport:
    """A file that the system refuses."""
    if isinstance(error, FileNotFoundError):
        return UnreadableExport(path, "le fichier n’existe pas", "Vérifiez le nom et le dossier.")
    if isinstance(error, PermissionError):
        return UnreadableExport(path, "le droit de lire ce fichier manque", "Demandez ce droit, ou copiez-le ailleurs.")
    reason = f"la lecture a échoué (code système {error.errno})"
    return UnreadableExport(path, reason, "Vérifiez le disque ou le réseau, puis relancez.")


def _parts(path: Path) -> Iterator[Part]:
    if path.is_dir():
        files = (entry for entry in sorted(path.iterdir()) if entry.suffix.lower() == ".csv")
        yield from (Part(file, file.name, file.stat().st_size) for file in files)
        return
    with path.open("rb") as stream:
        start = stream.read(512).removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"PK"):
        yield from _members(path)
    elif not start:
        raise TruncatedExport(path, "le fichier est vide", DOWNLOAD)
    else:
        form = ".xml" if start.startswith(b"<") else path.suffix
        yield Part(path, path.stem + form, path.stat().st_size)


def _members(path: Path) -> list[Part]:
    """The files of an archive; its directory bounds what can be read from it."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        raise TruncatedExport(path, "l’archive est abîmée ou incomplète", DOWNLOAD) from error
    unfolded, folded = sum(info.file_size for info in infos), path.stat().st_size
    if len(infos) > MAX_MEMBERS or unfolded > MAX_UNFOLDED or unfolded > max(_SMALL, MAX_RATIO * folded):
        reason = f"l’archive promet {unfolded // 1024**2} Mio en {len(infos)} fichiers : c’est hors de proportion"
        raise RefusedArchive(path, reason, "Un export tient en quelques fichiers et moins de 8 Gio. " + DOWNLOAD)
    if any(info.flag_bits & 1 for info in infos):
        raise RefusedArchive(path, "l’archive est protégée par un mot de passe", DOWNLOAD)
    return [Part(path, info.filename.rsplit("/", 1)[-1], info.file_size, info.filename) for info in infos]


def _days(path: Path, parts: Iterable[Part]) -> tuple[date, ...]:
    """The days that the names of the parts tell, else the one that the name of the file tells."""
    inside = sorted({day for part in parts if (day := _day(part.name))})
    outside = _day(path.name)
    return tuple(sorted({*inside, outside})) if outside else tuple(inside)


def _day(name: str) -> date | None:
    for match in _DAY.finditer(name):
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            continue
    return None

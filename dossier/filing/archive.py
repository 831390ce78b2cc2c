"""The bundle as bytes: a zip whose members are stored as they are, so that the same files give the same bytes
whatever the compression library; and a reading that trusts nothing.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date

MAX_MEMBERS = 2000
MOST_PART = 50 * 1024 * 1024
"""Octets of the largest part of a Word file that is read: no dossier comes near."""

_LONG_AGO = date(1980, 1, 1)
_ORDINARY_FILE = 0o100644 << 16
_BROKEN = (zipfile.BadZipFile, RuntimeError, struct.error, ValueError, EOFError, OSError, OverflowError, IndexError)
"""What ``zipfile`` raises on bytes that are not, or no longer, an archive (NotImplementedError is a RuntimeError)."""


class Altered(Exception):
    """The file is no longer what was packaged; its text says what changed, in one French sentence."""


class Foreign(Exception):
    """The file is not a bundle of ours, or not one that this version reads; its text says why, in French."""


def zipped(members: Mapping[str, bytes], day: date = _LONG_AGO) -> bytes:
    """The archive of these files, in the order of their names, each bearing the day of the filing."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system = 3  # the same on every system
            entry.external_attr = _ORDINARY_FILE
            archive.writestr(entry, members[name])
    return packed.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of an archive, by name.

    Raises Foreign (no archive, or nothing that ``zipped`` writes) or Altered (the content of a member changed).
    Nothing is ever decompressed: what is read is never larger than ``data``.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN:
        raise Foreign("ce fichier n’est pas une archive ZIP lisible, ou sa structure a été abîmée") from None
    entries = archive.infolist()
    reason = next(_refusals(entries, len(data)), None)
    if reason:
        raise Foreign(reason)
    return {entry.filename: _content(archive, entry) for entry in entries}


def _refusals(entries: list[zipfile.ZipInfo], size: int) -> Iterator[str]:
    if len(entries) > MAX_MEMBERS:
        yield f"l’archive contient plus de {MAX_MEMBERS} fichiers"
    names = [entry.filename for entry in entries]
    twice = next((name for name in names if names.count(name) > 1), None) if len(names) <= MAX_MEMBERS else None
    if twice:
        yield f"l’archive contient deux fois « {shown(twice)} »"
    for entry in entries:
        if not safe(entry.orig_filename):
            yield f"l’archive contient un nom de fichier interdit : « {shown(entry.orig_filename)} »"
        if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
            yield f"« {shown(entry.filename)} » est compressé ou chiffré : un dépôt ne l’est jamais"
    if sum(entry.file_size for entry in entries) > size:
        yield "l’archive annonce plus d’octets qu’elle n’en a"


def safe(name: str) -> bool:
    """Is a name a plain path that stays below the folder where it is unpacked?"""
    parts = name.split("/")
    return name.isprintable() and not any(part in ("", ".", "..") or set(part) & set('\\:*?"<>|') for part in parts)


def shown(name: str) -> str:
    """A name that can be printed."""
    return "".join(letter if letter.isprintable() else "?" for letter in name[:80])


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(entry)
    except _BROKEN:
        raise Altered(f"le contenu de « {shown(entry.filename)} » a été modifié ou abîmé") from None


def opened(data: bytes) -> dict[str, bytes]:
    """The files of an archive that is, byte for byte, what ``zipped`` makes of them; raises as ``unzipped``."""
    members = unzipped(data)
    again = zipped(members, _day(data))
    if again == data:
        return members
    if data.startswith(again):
        more = len(data) - len(again)
        raise Altered(
            f"{'un octet a été ajouté' if more == 1 else f'{more} octets ont été ajoutés'} à la fin du fichier"
        )
    place = next((at for at, (was, now) in enumerate(zip(again, data, strict=False)) if was != now), len(again))
    raise Altered(f"l’enveloppe ZIP a été modifiée (octet {place + 1}), pas le contenu des fichiers")


def _day(data: bytes) -> date:
    """The day that the first member bears: the others must bear the same."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first = next(iter(archive.infolist()), None)
    try:
        return date(*first.date_time[:3]) if first else _LONG_AGO
    except ValueError:  # no day of any calendar
        return _LONG_AGO


def part(package: bytes, name: str) -> bytes:
    """A part of a Word file; raises ValueError when it is too large to be one of ours, and what ``zipfile`` raises."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        if archive.getinfo(name).file_size > MOST_PART:
            raise ValueError(f"{name}: more than {MOST_PART} octets")
        return archive.read(name)

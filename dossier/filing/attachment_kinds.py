"""What an attachment really is, told from its content and never from its name alone, and the text it holds."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import Any

MOST_BYTES = 50 * 1024 * 1024
"""More than a portal would take for all attachments together; a larger file is not read."""

KINDS = {
    ".pdf": "PDF",
    ".png": "image PNG",
    ".jpg": "image JPEG",
    ".jpeg": "image JPEG",
    ".docx": "document Word",
    ".xlsx": "classeur Excel",
    ".odt": "document OpenDocument",
    ".ods": "classeur OpenDocument",
}
"""Extension of a name → what its content must be."""

_MAGIC = {b"%PDF-": "PDF", b"\x89PNG\r\n\x1a\n": "image PNG", b"\xff\xd8\xff": "image JPEG", b"PK\x03\x04": "ZIP"}
_IN_A_ZIP = {"word/document.xml": "document Word", "xl/workbook.xml": "classeur Excel"}
_MIMETYPES = {
    b"application/vnd.oasis.opendocument.text": "document OpenDocument",
    b"application/vnd.oasis.opendocument.spreadsheet": "classeur OpenDocument",
}
_LONGEST_MIMETYPE = 100
_TEXTS = ("word/document.xml", "xl/sharedStrings.xml", "content.xml")
_MOST_OBJECTS, _DEEPEST = 200_000, 20
_TAG = re.compile(r"<[^>]*>")


def kind_of(data: bytes) -> str | None:
    """One of the values of ``KINDS``, or None when the content is none of them."""
    found = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    return _kind_in_zip(data) if found == "ZIP" else found


def _kind_in_zip(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = next((kind for name, kind in _IN_A_ZIP.items() if name in archive.namelist()), None)
            with archive.open("mimetype") if not found else io.BytesIO() as stream:
                return found or _MIMETYPES.get(stream.read(_LONGEST_MIMETYPE))
    except Exception:  # a damaged archive fails in any of a dozen ways, all of which say the same
        return None


def text_of(kind: str, data: bytes) -> str:
    """The text of an attachment, empty for a picture; raises ValueError, in French, when nobody could open it."""
    if kind.startswith("image"):
        return ""
    return _pdf_text(data) if kind == "PDF" else _office_text(data)


def _office_text(data: bytes) -> str:
    """One piece a line; nothing of a part too large to be text."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if part.filename in _TEXTS and part.file_size <= MOST_BYTES]
            texts = [archive.read(part).decode("utf-8", "replace") for part in parts]
    except Exception as error:  # as in _kind_in_zip
        raise ValueError("est abîmée : son contenu ne s’ouvre pas") from error
    return unescape("\n".join(_TAG.sub("\n", text) for text in texts))


def _pdf_text(data: bytes) -> str:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            reader = PdfReader(io.BytesIO(data))
            locked = reader.is_encrypted
            text = "" if locked else "\n".join(page.extract_text() for page in reader.pages)
            pages = 0 if locked else len(reader.pages)
        except DependencyError:  # the strongest encryption, which is read by a library that we do not have
            locked, text, pages = True, "", 0
        except Exception as error:  # whatever a reader of damaged files may raise
            raise ValueError("est un PDF abîmé, qui ne s’ouvre pas") from error
    if locked:
        raise ValueError(
            "est un PDF protégé (mot de passe, ou modification interdite) : exportez-le de nouveau sans protection"
        )
    if not pages:
        raise ValueError("est un PDF sans page")
    return text


def dangers(data: bytes) -> tuple[str, ...]:
    """What an attachment could do when it is opened, in French: programs, files inside; none when it cannot be read."""
    kind = kind_of(data)
    try:
        if kind == "PDF":
            return tuple(_pdf_dangers(data))
        if kind and not kind.startswith("image"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                names = archive.namelist()
            macros = any(name.endswith("vbaProject.bin") or name.startswith(("Basic/", "Scripts/")) for name in names)
            return ("des macros",) if macros else ()
    except Exception:  # as in text_of, which says so
        return ()
    return ()


def _pdf_dangers(data: bytes) -> Iterator[str]:
    """Told from the names that a PDF gives to what it does, in any of its objects."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    used: set[str] = set()
    for number in range(1, min(len(reader.xref_objStm) + sum(map(len, reader.xref.values())), _MOST_OBJECTS) + 1):
        found = reader.get_object(number)
        used.update(_names_in(found))
    if used & {"/JS", "/JavaScript"}:
        yield "un programme (JavaScript)"
    if "/Launch" in used:
        yield "de quoi lancer un programme"
    if "/EmbeddedFile" in used or "/EmbeddedFiles" in used:
        yield "d’autres fichiers"


def _names_in(found: object, depth: int = 0) -> Iterator[str]:
    """Keys and names of an object and of what it holds directly."""
    if isinstance(found, dict) and depth < _DEEPEST:
        for key, value in found.items():
            yield str(key)
            yield from _names_in(_raw(found, key, value), depth + 1)
    elif isinstance(found, list) and depth < _DEEPEST:
        for value in list.__iter__(found):
            yield from _names_in(value, depth + 1)
    elif isinstance(found, str) and found.startswith("/"):
        yield str(found)


def _raw(found: Any, key: Any, value: object) -> object:
    """The value itself, not what a reference leads to: each object is visited once."""
    return found.raw_get(key) if hasattr(found, "raw_get") else value

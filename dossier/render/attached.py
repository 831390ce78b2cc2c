"""Files that travel inside a PDF, for machines: each says what it is to the pages that people read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""When no date is known: the clock must not enter the file."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """``name`` is unique in a PDF; ``relationship`` is PDF/A-3's word, ``media`` a type such as ``text/xml``."""

    name: str
    data: bytes
    relationship: Literal["Source", "Data", "Alternative", "Supplement"]
    description: str
    media: str


def for_engine(weasyprint: Any, attachments: Iterable[Attachment], date: str | None) -> list[Any]:
    """The same, as WeasyPrint wants them; ``date`` is ISO."""
    moment = datetime.fromisoformat(date) if date else _EPOCH
    return [
        weasyprint.Attachment(
            string=each.data,
            name=each.name,
            description=each.description,
            relationship=each.relationship,
            created=moment,
            modified=moment,
        )
        for each in attachments
    ]


def settle(pdf: Any, attachments: Iterable[Attachment]) -> None:
    """Before the file is written: media types as given, not as guessed from names; each relation given by its own file.

    WeasyPrint finds relationships by checksum, so that two files with the same bytes would share one, and lists each
    file twice in the catalogue.
    """
    told = {each.name: each for each in attachments}
    if not told:
        return
    pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    for each in pdf.objects:
        if isinstance(each, dict) and each.get("Type") == "/Filespec":
            attachment = told[each["UF"].string]
            each["AFRelationship"] = f"/{attachment.relationship}"
            stream = pdf.objects[int(each["EF"]["F"].split()[0])]
            stream.extra["Subtype"] = "/" + attachment.media.replace("/", "#2f")

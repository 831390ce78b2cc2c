"""What can be wrong with a file before any rule looks at it: data, no sentence is parsed from a library."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dossier.programme.places import Place


@dataclass(eq=False)
class UnreadableFile(Exception):
    """The file cannot be read at all: a reason and what to do, in French, and a place when there is one."""

    path: Path
    reason: str
    hint: str
    line: int | None = None
    column: int | None = None
    excerpt: str = ""
    """The line of the file, when it helps to see it."""

    def __str__(self) -> str:
        place = f":{self.line}:{self.column}" if self.line else ""
        return f"{self.path.as_posix()}{place}  {self.reason}"


class ForeignFile(UnreadableFile):
    """XML of somebody else: no mistake when it merely lies in the folder."""


@dataclass(frozen=True)
class SchemaError:
    """One way in which a well-formed file breaks the schema.

    ``kind`` is one of the keys of ``explain.SENTENCES``, or ``duplicate`` or ``dangling`` for codes and references.
    """

    kind: str
    message: str
    hint: str
    place: Place

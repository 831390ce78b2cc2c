"""A small valid programme to spoil, and what reading it says."""

from __future__ import annotations

from pathlib import Path

from dossier.programme.builder import NAMESPACE
from dossier.programme.errors import SchemaError
from dossier.programme.reader import InvalidProgramme, ReadProgramme, read_source
from dossier.programme.source import scan

ROOT = Path(__file__).resolve().parents[2]
SOURCES = (ROOT / "sources" / "exemple-complet.xml", ROOT / "sources" / "lp15301a.xml")
CORPUS = Path(__file__).with_name("corpus")
VALID = (*SOURCES, *sorted(CORPUS.glob("valides/*.xml")))
INVALID = sorted(CORPUS.glob("fautifs/*.xml"))

IDENTITE = '<identite><intitule>Essai</intitule><diplome type="licence"/></identite>'
CERTIFICATEUR = "<certificateur><nom-legal>École</nom-legal></certificateur>"
START = f'<programme xmlns="{NAMESPACE}" code="P1" version="1" etat="brouillon">'


def programme(parts: str = "", identite: str = IDENTITE, certificateur: str = CERTIFICATEUR, start: str = START) -> str:
    """A programme with these parts, one a line: the parts begin at line 4."""
    return f"{start}\n{identite}\n{certificateur}\n{parts}\n</programme>\n"


def read_text(text: str | bytes) -> ReadProgramme:
    """What is read of a file with this content."""
    return read_source(scan(Path("essai.xml"), text if isinstance(text, bytes) else text.encode()))


def errors_of(text: str | bytes) -> tuple[SchemaError, ...]:
    """The errors of structure of a file with this content."""
    try:
        read_text(text)
    except InvalidProgramme as invalid:
        return invalid.errors
    return ()


def told(text: str | bytes) -> list[str]:
    """The sentences that say what is wrong with the structure of a file with this content."""
    return [error.message for error in errors_of(text)]

"""The schema, compiled once: libxml2 says whether a file is valid, in microseconds."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import etree

_HERE = Path(__file__).resolve()


def schema_folder() -> Path:
    """Where the schemas are: inside the installed package, or beside it in a checkout."""
    packaged = _HERE.parents[1] / "schemas"
    return packaged if packaged.is_dir() else _HERE.parents[2] / "schemas"


@cache
def _compiled() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(schema_folder() / "programme.xsd")))


def accepts(root: etree._Element) -> bool:
    """Is the tree valid?"""
    return bool(_compiled().validate(root))

"""The schema, compiled once: libxml2 says whether a file is valid, in microseconds."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import etree

_HERE = Path(__file__).resolve()
_OTHER_TYPE = etree.XPath("boolean(.//@xsi:type)", namespaces={"xsi": "http://www.w3.org/2001/XMLSchema-instance"})


def schema_folder() -> Path:
    """Where the schemas are: inside the installed package, or beside it in a checkout."""
    packaged = _HERE.parents[1] / "schemas"
    return packaged if packaged.is_dir() else _HERE.parents[2] / "schemas"


@cache
def _compiled() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(schema_folder() / "programme.xsd")))


def accepts(root: etree._Element) -> bool:
    """Is the tree valid, without changing the type of an element on the way?"""
    return bool(_compiled().validate(root)) and not _OTHER_TYPE(root)


def refused(root: etree._Element) -> etree._Element:
    """The element at which libxml2 found its first mistake, as far as it can be told."""
    line = next((error.line for error in _compiled().error_log), None)
    return next((element for element in root.iter(etree.Element) if element.sourceline == line), root)

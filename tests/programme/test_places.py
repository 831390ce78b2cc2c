"""What the parts of a programme are called where findings stand."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from dossier.french.dictionary.speller import Speller
from dossier.programme.places import LABELS, Place

ELEMENT = "{http://www.w3.org/2001/XMLSchema}element"


def test_every_element_is_called_by_french_words(root: Path) -> None:
    schema = etree.parse(str(root / "schemas/programme.xsd"))
    names = {name for each in schema.iter(ELEMENT) if (name := each.get("name"))}
    assert set(LABELS) <= names
    assert not [name for name in names if "-" in name and name not in LABELS]
    labels = [Place(1, 1, name).label for name in sorted(names)]
    words = (word for label in labels for word in label.split() if not word.isupper() and word != "Formacode")
    assert Speller({}).faults(words) == {}

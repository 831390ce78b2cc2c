"""Every value and every model that the schema knows can be explained."""

from __future__ import annotations

from xmlschema import XMLSchema10
from xmlschema.validators import XsdGroup, XsdSimpleType

from dossier.programme.values import WORDS, admitted
from tests.programme.specimens import ROOT

SCHEMA = XMLSchema10(str(ROOT / "schemas" / "programme.xsd"), allow="local")


def test_every_type_of_value_is_described() -> None:
    for each in SCHEMA.types.values():
        if isinstance(each, XsdSimpleType) and each.local_name != "texte" and not each.is_list():
            assert "sa forme" not in admitted(each), each.local_name


def test_no_words_are_kept_for_types_that_are_gone() -> None:
    assert set(WORDS) - {each.local_name for each in SCHEMA.types.values()} == {"language"}


def test_the_schema_keeps_to_sequences_and_choices() -> None:
    """The only models that the grammar reads; names would need more than their order with ``xs:all``."""
    groups = [each for each in SCHEMA.iter_components(XsdGroup) if isinstance(each, XsdGroup)]
    assert {group.model for group in groups} == {"sequence", "choice"}

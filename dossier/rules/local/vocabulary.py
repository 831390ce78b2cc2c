"""The names that an expression of XPath may use: those of the description's elements and attributes, and functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

from dossier.french.nearest import nearest
from dossier.programme.schema import schema_folder

_XSD = "{http://www.w3.org/2001/XMLSchema}"
_OPERATORS = frozenset(("and", "or", "div", "mod"))
_NODES = frozenset(("text", "node", "comment", "processing-instruction"))
_FUNCTIONS = frozenset(
    "last position count id local-name namespace-uri name string concat starts-with contains substring-before "
    "substring-after substring string-length normalize-space translate boolean not true false lang number sum floor "
    "ceiling round current format-number generate-id".split()
)
_NAME = re.compile(
    r"(?P<at>@\s*|attribute::\s*)?(?<![\w.$-])(?P<name>[^\W\d][\w.-]*(?::(?!:)[^\W\d][\w.-]*)?)(?P<after>\s*(?:\(|::))?"
)


def faults(path: str, prefixes: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What an expression (without its strings) names that does not exist: why, and what to write instead, in French."""
    for found in _NAME.finditer(path):
        prefix, _, local = found["name"].rpartition(":")
        after = (found["after"] or "").strip()
        if found["at"]:
            if not prefix and local not in _attributes():
                yield f"aucun élément n’a d’attribut « {local} »", _meant(local, _attributes(), "@")
        elif after == "(":
            if not prefix and local not in _FUNCTIONS | _NODES:
                yield (
                    f"la fonction {local}() n’est pas de XPath 1.0",
                    "Les expressions sont du XPath 1.0 : voyez docs/regles-locales.md.",
                )
        elif after == "::" or (not prefix and local in _OPERATORS):
            continue
        elif prefix:
            if prefix in prefixes and local not in _elements():
                yield f"aucun élément ne s’appelle « {local} »", _meant(local, _elements(), f"{prefix}:")
        else:
            known = next(iter(sorted(prefixes)), "p")
            yield (
                f"« {local} » n’a pas de préfixe, et ne désigne rien",
                f"Écrivez {known}:{local} pour un élément, @{local} pour un attribut.",
            )


def _meant(name: str, known: frozenset[str], before: str) -> str:
    meant = nearest(name, sorted(known))
    return f"Vouliez-vous dire {before}{meant} ?" if meant else "Les noms sont ceux de docs/editer.md."


@cache
def _elements() -> frozenset[str]:
    return _named("element")


@cache
def _attributes() -> frozenset[str]:
    return _named("attribute")


def _named(kind: str) -> frozenset[str]:
    schema = etree.parse(str(schema_folder() / "programme.xsd"))
    return frozenset(str(each.get("name")) for each in schema.iter(f"{_XSD}{kind}") if each.get("name"))

"""The texts and documents that the rules come from, gathered at the end of the control."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from dossier.document.blocks import Content, bullets, paragraph, table
from dossier.document.cross_references import SOURCES
from dossier.document.tree import Section
from dossier.french.lists import both
from dossier.french.sentences import capital
from dossier.rules.runner import Judgement, Outcome

_Places = Mapping[str, Sequence[str]]

_ITEMS = 12
"""Places of a source in a row, at most: a taller row would be torn between two pages."""


def section_sources(judgement: Judgement) -> Section:
    """Each source once, in alphabetical order, with the rules that it founds among those of this programme."""
    sources: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for outcome in judgement.outcomes:
        if outcome.outcome is not Outcome.NON_APPLICABLE:
            sources[outcome.rule.source.text][outcome.rule.source.reference].append(outcome.rule.id)
    rows = [row for text, places in sorted(sources.items(), key=_spelled) for row in _rows(capital(text), places)]
    found = (table("Sources des règles appliquées", (7, 13), ("Source", "Règles"), rows),) if rows else ()
    return Section(SOURCES.title, found, name=SOURCES.name)


def _spelled(source: tuple[str, _Places]) -> str:
    return source[0].casefold().translate(str.maketrans("éèêàâç", "eeeaac"))


def _rows(source: str, places: _Places) -> Iterator[tuple[Content, ...]]:
    """« art. 5 : LEG-001 et LEG-002 », an item for each place of the source, in equal rows that fit on a page."""
    said = [f"{place} : {both(rules)}" if place else both(rules) for place, rules in places.items()]
    size = ceil(len(said) / ceil(len(said) / _ITEMS))
    for start in range(0, len(said), size):
        shown = said[start : start + size]
        yield f"{source} (suite)" if start else source, paragraph(said[0]) if len(said) == 1 else bullets(shown)

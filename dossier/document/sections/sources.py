"""The texts and documents that the rules come from: the notes of the dossier, gathered at its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from dossier.document.sections.nodes import Content, bullets, paragraph, table
from dossier.document.sections.parts import SOURCES
from dossier.document.tree import Section
from dossier.document.wording import both, capital
from dossier.rules.runner import Judgement, Outcome

_Places = Mapping[str, Sequence[str]]


def section_sources(judgement: Judgement) -> Section:
    """Each source once, in alphabetical order, with the rules that it founds among those of this programme."""
    sources: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for outcome in judgement.outcomes:
        if outcome.outcome is not Outcome.NON_APPLICABLE:
            sources[outcome.rule.source.text][outcome.rule.source.reference].append(outcome.rule.id)
    rows = [(capital(text), _founded(places)) for text, places in sorted(sources.items(), key=_spelled)]
    found = (table("Sources des règles appliquées", (7, 13), ("Source", "Règles"), rows),) if rows else ()
    return Section(SOURCES.title, found, name=SOURCES.name)


def _spelled(source: tuple[str, _Places]) -> str:
    return source[0].casefold().translate(str.maketrans("éèêàâç", "eeeaac"))


def _founded(places: _Places) -> Content:
    """« art. 5 : LEG-001 et LEG-002 », an item for each place of the source."""
    said = [f"{place} : {both(rules)}" if place else both(rules) for place, rules in places.items()]
    return paragraph(said[0]) if len(said) == 1 else bullets(said)

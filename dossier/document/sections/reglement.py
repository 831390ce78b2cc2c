"""The regulations of assessment."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.publics import only_for
from dossier.document.sections.missing import asked, unfilled
from dossier.document.sections.nodes import filled, labelled, paragraph, prose
from dossier.document.tree import Block, Section
from dossier.document.wording import day
from dossier.programme.model import Programme
from dossier.programme.organisation import Regle
from dossier.programme.vocabulary import REGLES


def section_reglement(programme: Programme) -> Section:
    """A subsection per kind of rule, in the order of the vocabulary."""
    title = "Règlement d’évaluation, contrôle, recours"
    if not programme.reglement.regles:
        return Section(title, (unfilled(programme, "reglement"),))
    kinds = dict.fromkeys((*REGLES, *(regle.type for regle in programme.reglement.regles)))
    return Section(title, tuple(_adoption(programme)), filled(_kind(programme, kind) for kind in kinds))


def _adoption(programme: Programme) -> Iterator[Block]:
    instance, date = programme.reglement.instance, programme.reglement.date
    if instance or date:
        by = f" par : {instance}" if instance else ""
        on = f", le {day(date)}" if date else ""
        yield paragraph(f"Règlement arrêté{by}{on}.")


def _kind(programme: Programme, kind: str) -> Section:
    found = [block for regle in programme.reglement.regles if regle.type == kind for block in _rule(regle)]
    missing = None if found else asked(programme, f"regle-{kind}")
    return Section(REGLES.get(kind, kind), (missing,) if missing else tuple(found))


def _rule(regle: Regle) -> Iterator[Block]:
    whose = only_for(regle.parcours, regle.voies)
    if whose:
        yield labelled(whose)
    yield from prose(regle.texte)

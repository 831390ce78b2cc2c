"""The regulations of assessment."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.blocks import blocks, filled, paragraph, prose
from dossier.document.gaps import asked, unfilled
from dossier.document.publics import whose
from dossier.document.tree import Block, Section
from dossier.french.dates import day
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
    """What holds for everyone, then a subsection for each public that has its own rule."""
    title, found = REGLES.get(kind, kind), [regle for regle in programme.reglement.regles if regle.type == kind]
    missing = None if found else asked(programme, f"regle-{kind}")
    if missing:
        return Section(title, (missing,))
    common = (prose(regle.texte) for regle in found if not _public(regle))
    own = tuple(Section(f"Pour {_public(regle)}", prose(regle.texte)) for regle in found if _public(regle))
    return Section(title, blocks(*common), own)


def _public(regle: Regle) -> str:
    return whose(regle.parcours, regle.voies)

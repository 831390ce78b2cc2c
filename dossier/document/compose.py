"""From a judged programme to the dossier, as a tree; a new section is one function in one list, a plan orders them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from dossier.document.cover import cover
from dossier.document.identification import framed
from dossier.document.plan import Part, Plan, checked, chosen
from dossier.document.sections.acces import section_acces
from dossier.document.sections.activites import section_activites
from dossier.document.sections.annexes import section_annexes
from dossier.document.sections.blocs import section_blocs
from dossier.document.sections.couverture import section_couverture
from dossier.document.sections.identite import section_identite
from dossier.document.sections.jurys import section_jurys
from dossier.document.sections.maquette import section_maquette
from dossier.document.sections.mccc import section_mccc
from dossier.document.sections.moyens import section_moyens
from dossier.document.sections.opportunite import section_opportunite
from dossier.document.sections.passerelles import section_passerelles
from dossier.document.sections.professionnalisation import section_professionnalisation
from dossier.document.sections.referentiel import section_referentiel
from dossier.document.sections.reglement import section_reglement
from dossier.document.sections.suivi import section_suivi
from dossier.document.tree import Document, Paragraph, Role, Run, Section
from dossier.programme.model import Programme
from dossier.rules.runner import Judgement

SECTIONS: dict[str, Callable[[Programme], Section]] = {
    "identite": section_identite,
    "opportunite": section_opportunite,
    "activites": section_activites,
    "race": section_referentiel,
    "blocs": section_blocs,
    "maquette": section_maquette,
    "couverture": section_couverture,
    "professionnalisation": section_professionnalisation,
    "mccc": section_mccc,
    "acces": section_acces,
    "jurys": section_jurys,
    "passerelles": section_passerelles,
    "suivi": section_suivi,
    "reglement": section_reglement,
    "moyens": section_moyens,
}
"""What a dossier may say of a programme; the annexes come last, whatever the plan."""


def compose(judgement: Judgement, plan: Plan | None = None) -> Document:
    """The dossier of a judged programme, by a plan or by the one that is made for it.

    Raises ValueError when the file could not be read as a programme: there is then nothing to compose; UnusablePlan.
    """
    programme = judgement.programme
    if programme is None:
        raise ValueError(f"no programme to compose for {judgement.code}")
    followed = checked(plan or chosen(programme), SECTIONS)
    sections = (
        *(_part(part, followed, programme) for part in followed.parts),
        section_annexes(judgement, programme),
    )
    return framed(judgement, programme, "Dossier de certification", cover(programme), sections)


def _part(part: Part, plan: Plan, programme: Programme) -> Section:
    """One section under the part's title, or several inside it."""
    found = tuple(replace(SECTIONS[name](programme), name=name) for name in part.sections)
    remarks = tuple(_remarks(part, plan))
    if len(found) == 1:
        return replace(found[0], title=part.title, blocks=(*remarks, *found[0].blocks))
    return Section(part.title, remarks, found)


def _remarks(part: Part, plan: Plan) -> Iterator[Paragraph]:
    """Where to read what another part holds; what is to be joined, since no description holds it."""
    holders = {name: each for each in plan.parts for name in each.sections}
    for name in part.elsewhere:
        if name in holders:
            yield Paragraph(
                (Run("Voir aussi la partie « "), Run(holders[name].title, href=f"#{name}"), Run(" ».")), Role.NOTE
            )
    if part.expected:
        yield Paragraph((Run(f"À joindre par l’établissement : {part.expected}."),), Role.NOTE)

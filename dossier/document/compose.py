"""From a judged programme to the dossier, as a tree; a new section is one function in one list."""

from __future__ import annotations

from collections.abc import Callable

from dossier.document.identification import framed
from dossier.document.sections.acces import section_acces
from dossier.document.sections.activites import section_activites
from dossier.document.sections.annexes import section_annexes
from dossier.document.sections.blocs import section_blocs
from dossier.document.sections.couverture import section_couverture
from dossier.document.sections.etat import cover, section_etat
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
from dossier.document.tree import Document, Section
from dossier.programme.model import Programme
from dossier.rules.runner import Judgement

SECTIONS: tuple[Callable[[Programme], Section], ...] = (
    section_identite,
    section_opportunite,
    section_activites,
    section_referentiel,
    section_blocs,
    section_maquette,
    section_couverture,
    section_professionnalisation,
    section_mccc,
    section_acces,
    section_jurys,
    section_passerelles,
    section_suivi,
    section_reglement,
    section_moyens,
)
"""What the dossier says of the programme, in its order; its state comes before, its annexes after."""


def compose(judgement: Judgement) -> Document:
    """The dossier of a judged programme.

    Raises ValueError when the file could not be read as a programme: there is then nothing to compose.
    """
    programme = judgement.programme
    if programme is None:
        raise ValueError(f"no programme to compose for {judgement.code}")
    sections = (
        section_etat(judgement, programme),
        *(section(programme) for section in SECTIONS),
        section_annexes(judgement, programme),
    )
    return framed(judgement, programme, "Dossier de certification", cover(judgement, programme), sections)

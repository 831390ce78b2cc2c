"""From a judged programme to the dossier, as a tree; a new section is one function in one list."""

from __future__ import annotations

from collections.abc import Callable

from dossier.document.sections.acces import section_acces
from dossier.document.sections.activites import section_activites
from dossier.document.sections.annexes import section_annexes
from dossier.document.sections.blocs import section_blocs
from dossier.document.sections.couverture import section_couverture
from dossier.document.sections.etat import certificateurs, cover, procedure, section_etat
from dossier.document.sections.identite import section_identite
from dossier.document.sections.jurys import section_jurys
from dossier.document.sections.maquette import section_maquette
from dossier.document.sections.mccc import section_mccc
from dossier.document.sections.moyens import section_moyens
from dossier.document.sections.opportunite import section_opportunite
from dossier.document.sections.passerelles import section_passerelles
from dossier.document.sections.professionnalisation import section_professionnalisation
from dossier.document.sections.race import section_race
from dossier.document.sections.reglement import section_reglement
from dossier.document.sections.suivi import section_suivi
from dossier.document.tree import Document, Section
from dossier.programme.model import Programme
from dossier.programme.vocabulary import DIPLOMES
from dossier.rules.catalogue import VERSION
from dossier.rules.runner import Judgement, Verdict

DRAFT = "PROJET"

SECTIONS: tuple[Callable[[Programme], Section], ...] = (
    section_identite,
    section_opportunite,
    section_activites,
    section_race,
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
    diplome = programme.identite.diplome.type
    date = programme.date_version or programme.date_effet
    return Document(
        title=programme.identite.intitule,
        subtitle=f"Dossier de certification – {DIPLOMES.get(diplome, diplome)}",
        code=programme.code,
        version=programme.version,
        author=certificateurs(programme),
        subject=", ".join(filter(None, ("Dossier de certification professionnelle", procedure(programme).lower()))),
        cover=cover(judgement, programme),
        sections=sections,
        draft=None if ready(judgement, programme) else DRAFT,
        date=date.isoformat() if date else None,
        properties=(
            ("etat", programme.etat),
            ("verdict", judgement.verdict.value),
            ("sha256", judgement.sha256),
            ("procedure", procedure(programme)),
            ("regles", VERSION),
        ),
    )


def ready(judgement: Judgement, programme: Programme) -> bool:
    """May it be filed? Said to be, and without error."""
    return programme.etat == "depot" and judgement.verdict is Verdict.CONFORME

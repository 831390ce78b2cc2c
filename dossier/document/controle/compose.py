"""From a judged programme to the working paper of whoever prepares its filing."""

from __future__ import annotations

from dossier.document.blocks import filled
from dossier.document.controle.attestation import attestation, by_hand, provenance
from dossier.document.controle.constats import by_part, by_person, todo
from dossier.document.controle.etat import state
from dossier.document.controle.liste import section_liste
from dossier.document.controle.sources import section_sources
from dossier.document.identification import framed
from dossier.document.tree import Document, Dress, Section
from dossier.rules.runner import Judgement

KIND = "Contrôle du dossier"


def compose_controle(judgement: Judgement) -> Document:
    """What the control of a judged programme found.

    Raises ValueError when the file could not be read as a programme.
    """
    programme = judgement.programme
    if programme is None:
        raise ValueError(f"no programme to compose for {judgement.code}")
    sections = (
        Section("Que faire maintenant", todo(judgement)),
        Section("Points à traiter, partie par partie", sections=by_part(judgement)),
        Section("Points à traiter, par personne", tuple(by_person(judgement, programme))),
        section_liste(judgement, programme),
        Section("Points qu’une personne vérifie", tuple(by_hand(programme))),
        Section("Attestation de contrôle", tuple(attestation(judgement))),
        section_sources(judgement),
        Section("Provenance des données", tuple(provenance(judgement, programme))),
    )
    return framed(judgement, programme, KIND, state(judgement, programme), filled(sections), dress=Dress.PAPER)

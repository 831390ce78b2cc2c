"""What goes with the dossier: attachments, justified exceptions, one line of attestation."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.blocks import code, filled, note, table
from dossier.document.gaps import unfilled
from dossier.document.tree import Block, Section
from dossier.french.dates import day
from dossier.programme.model import Programme
from dossier.programme.vocabulary import PIECES
from dossier.rules.catalogue import DATE, VERSION
from dossier.rules.runner import Judgement


def section_annexes(judgement: Judgement, programme: Programme) -> Section:
    """Attachments, exceptions, then by what and when it was checked."""
    sections = filled(
        (
            Section("Pièces jointes", tuple(_attachments(programme))),
            Section("Dérogations", tuple(_exceptions(judgement, programme))),
        )
    )
    return Section("Annexes", sections=(*sections, Section("Contrôle", (_attestation(judgement),))))


def _attestation(judgement: Judgement) -> Block:
    return note(
        f"Contrôlé à la date du {day(judgement.day or DATE)}, catalogue {VERSION} ; attestation jointe "
        f"(controle-{judgement.code})."
    )


def _attachments(programme: Programme) -> Iterator[Block]:
    pieces = programme.pieces.pieces
    if not pieces:
        yield unfilled(programme, "pieces")
        return
    yield table(
        "",
        (7, 8, 4),
        ("Pièce", "Fichier", "Date"),
        (
            (PIECES.get(piece.type, piece.type), code(piece.fichier), day(piece.date) if piece.date else None)
            for piece in pieces
        ),
    )


def _exceptions(judgement: Judgement, programme: Programme) -> Iterator[Block]:
    """What the institution knows and justifies, in words: what is asked for, where it is not met, why, until when."""
    derogations = programme.derogations.derogations
    wanted = {outcome.rule.id: outcome.rule.title for outcome in judgement.outcomes}
    if derogations:
        yield table(
            "",
            (7, 3, 8, 5, 5),
            ("Exigence", "Objet", "Motif", "Auteur", "Validité"),
            (
                (
                    wanted.get(found.regle, found.regle),
                    found.objet,
                    found.motif,
                    found.auteur,
                    f"du {day(found.date)} au {day(found.jusqu_au)}",
                )
                for found in derogations
            ),
        )

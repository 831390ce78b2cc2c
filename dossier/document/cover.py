"""What the cover of a dossier says, and what identifies a document made from a programme."""

from __future__ import annotations

from dossier.document.blocks import code, facts
from dossier.document.tree import Block
from dossier.french.dates import day
from dossier.french.lists import both
from dossier.programme.model import Programme
from dossier.programme.vocabulary import DIPLOMES, PROCEDURES


def cover(programme: Programme) -> tuple[Block, ...]:
    """What identifies the dossier, for whoever files it or receives it."""
    diplome = programme.identite.diplome.type
    fiches = both(enregistrement.fiche for enregistrement in programme.enregistrements if enregistrement.fiche)
    version, effective = programme.date_version, programme.date_effet
    return (
        facts(
            "",
            (
                ("Diplôme", DIPLOMES.get(diplome, diplome)),
                ("Code", code(programme.code)),
                ("N° RNCP", fiches or _no_number(programme)),
                ("Certificateur", certificateurs(programme)),
                ("Procédure", procedure(programme) or None),
                ("Version", f"{programme.version}, {day(version)}" if version else programme.version),
                ("Date d’effet", day(effective) if effective else None),
            ),
        ),
    )


def procedure(programme: Programme) -> str:
    """« Enregistrement de droit », both when both are asked for."""
    procedures = dict.fromkeys(enregistrement.procedure for enregistrement in programme.enregistrements)
    return both(PROCEDURES.get(name, name) for name in procedures)


def certificateurs(programme: Programme) -> str:
    """The awarding bodies, by their legal names."""
    return both(certificateur.nom_legal for certificateur in programme.certificateurs)


def _no_number(programme: Programme) -> str | None:
    """A first request has no number yet."""
    requested = any(enregistrement.procedure == "demande" for enregistrement in programme.enregistrements)
    return "à attribuer" if requested else None

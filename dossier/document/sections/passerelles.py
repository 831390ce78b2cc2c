"""Where one may come from, what is worth what, where one may go next."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.blocks import Content, filled, table
from dossier.document.gaps import asked, text_section, unfilled
from dossier.document.tree import Block, Section
from dossier.french.lists import both
from dossier.programme.acces import Correspondance
from dossier.programme.model import Programme
from dossier.programme.textes import en_langue
from dossier.programme.vocabulary import EFFETS, PASSERELLES, SENS


def section_passerelles(programme: Programme) -> Section:
    """Bridges, correspondences, further studies."""
    further = en_langue(programme.presentation.poursuite_etudes)
    sections = filled(
        (
            Section("Passerelles", tuple(_bridges(programme))),
            Section("Correspondances", tuple(_correspondences(programme))),
            text_section(programme, "Poursuite d’études", further, "poursuite-etudes"),
        )
    )
    missing = () if sections else (unfilled(programme, "passerelles"),)
    return Section("Passerelles, correspondances, poursuite d’études", missing, sections)


def _bridges(programme: Programme) -> Iterator[Block]:
    passerelles = programme.passerelles.passerelles
    missing = asked(programme, "passerelles")
    if passerelles:
        yield table(
            "",
            (3, 3, 3, 3, 10),
            ("Sens", "Code", "Nature", "Effet", "Description"),
            (
                (
                    SENS.get(passerelle.sens, passerelle.sens),
                    passerelle.code,
                    PASSERELLES.get(passerelle.type or ""),
                    EFFETS.get(passerelle.effet or ""),
                    passerelle.texte,
                )
                for passerelle in passerelles
            ),
        )
    elif missing:
        yield missing


def _correspondences(programme: Programme) -> Iterator[Block]:
    correspondances = programme.passerelles.correspondances
    if correspondances:
        yield table(
            "",
            (4, 6, 6),
            ("Certification", "Blocs de cette certification", "Blocs de l’autre certification"),
            map(_correspondence, correspondances),
        )


def _correspondence(correspondance: Correspondance) -> tuple[Content, ...]:
    ours = both(bloc.ref for bloc in correspondance.blocs)
    theirs = both(bloc.code for bloc in correspondance.blocs_externes)
    return correspondance.fiche, ours or "La certification entière", theirs or "La certification entière"

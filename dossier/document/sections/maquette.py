"""How the programme is organised: presentation, maquette, totals, units."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.blocks import blocks, filled, note, prose
from dossier.document.gaps import asked, unfilled
from dossier.document.maquette_table import Grille
from dossier.document.sections.totaux import totals
from dossier.document.sections.unites import section_unites
from dossier.document.tree import Block, Section
from dossier.programme.model import Programme
from dossier.programme.textes import en_langue
from dossier.programme.vocabulary import UNITES


def section_maquette(programme: Programme) -> Section:
    """Presentation, the maquette itself and its totals, then the units that are described."""
    presentation = programme.presentation
    texts = (prose(en_langue(presentation.contenus)), prose(en_langue(presentation.organisation)))
    return Section(
        "Organisation de la formation (maquette)",
        sections=filled(
            (
                Section("Présentation", blocks(*texts)),
                _maquette(programme),
                Section("Totaux", totals(programme)),
                section_unites(programme),
            )
        ),
    )


def _maquette(programme: Programme) -> Section:
    if not programme.enseignements.enfants:
        return Section("Maquette", (unfilled(programme, "maquette"),))
    grille = Grille(programme)
    return Section("Maquette", tuple(_of_maquette(programme, grille)), landscape=grille.landscape)


def _of_maquette(programme: Programme, grille: Grille) -> Iterator[Block]:
    legend = _legend(programme)
    if legend:
        yield note(legend)
    yield grille.table
    lacking = (("heures", not grille.natures), ("modalite", not grille.modalities))
    yield from filter(None, (asked(programme, subject) for subject, lacks in lacking if lacks))


def _legend(programme: Programme) -> str:
    types = dict.fromkeys(unite.type for unite in programme.enseignements.unites)
    kinds = [f"{kind} : {UNITES[kind].lower()}" for kind in types if kind not in ("ressource", "UE")]
    return f"{' ; '.join(kinds)}." if kinds else ""

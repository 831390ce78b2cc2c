"""How the programme is organised: presentation, maquette, totals, units."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.blocks import NOTHING, blocks, filled, note, prose
from dossier.document.figures.arbre import maquette_tree
from dossier.document.maquette_table import Grille
from dossier.document.missing import asked, unfilled
from dossier.document.sections.totaux import section_totaux
from dossier.document.sections.unites import section_unites
from dossier.document.tree import Block, Section
from dossier.programme.model import Programme
from dossier.programme.textes import en_langue
from dossier.programme.vocabulary import UNITES


def section_maquette(programme: Programme) -> Section:
    """Presentation, the maquette itself, its totals, then each unit that is described."""
    presentation = programme.presentation
    texts = (prose(en_langue(presentation.contenus)), prose(en_langue(presentation.organisation)))
    return Section(
        "Organisation de la formation (maquette)",
        sections=filled(
            (
                Section("Présentation", blocks(*texts)),
                _maquette(programme),
                section_totaux(programme),
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
    yield note(_legend(programme))
    yield from maquette_tree(programme)
    yield grille.table()
    lacking = (
        ("Heures par nature", "heures", not grille.natures),
        ("Modalité des unités", "modalite", not grille.modalities),
    )
    yield from filter(None, (asked(programme, subject, what) for what, subject, lacks in lacking if lacks))


def _legend(programme: Programme) -> str:
    types = dict.fromkeys(unite.type for unite in programme.enseignements.unites)
    kinds = (f"{kind} : {UNITES[kind].lower()}" for kind in types if kind != "ressource")
    return f"{' ; '.join((*kinds, f'{NOTHING} : sans objet ou non renseigné'))}."

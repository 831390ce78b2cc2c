"""Means: what a certification is prepared and assessed with, and the need it answers."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.programme.model import Programme
from dossier.programme.textes import en_langue
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, Hit, rule
from dossier.rules.profiles import DEPUIS_2025
from dossier.rules.texts import CODE_DU_TRAVAIL


@rule(
    "MOY-001",
    title="Les moyens pédagogiques, techniques et d’encadrement sont décrits",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("R6113-9 I, 2° bis ; R6113-11 I, 1° quater", date="2025-06-09"),
    why="L’instruction vérifie la réalité des moyens mis en œuvre pour les promotions présentées : le dossier les "
    "décrit, pour la formation comme pour son encadrement.",
    message="Le dossier ne décrit pas {manques}.",
    hint="Ajoutez dans <moyens> : {elements}.",
    profiles=DEPUIS_2025,
    when=("sur-demande", "metier-etabli"),
    asks=("moyens",),
    item="moyens",
)
def the_means_are_described(programme: Programme) -> Iterator[Hit]:
    """The platform belongs to remote teaching: HRS-008 asks for it."""
    moyens = programme.moyens
    parts = (
        ("les moyens pédagogiques", "pedagogiques", moyens.pedagogiques),
        ("les moyens techniques", "techniques", moyens.techniques),
        ("l’encadrement", "encadrement", moyens.encadrement),
    )
    missing = [(name, f"<{element}><p>…</p></{element}>") for name, element, text in parts if text is None]
    if missing:
        names, elements = (list(each) for each in zip(*missing, strict=True))
        yield Hit(moyens, missing=True, manques=names, elements=elements)


@rule(
    "MOY-002",
    title="Le besoin auquel la certification répond est décrit",
    severity=AVERTISSEMENT,
    source=CODE_DU_TRAVAIL.at("R6113-9 I, 1° et 2° ; R6113-11 I, 1°", date="2025-06-09"),
    why="L’instruction rapproche la certification des emplois occupés et des besoins du marché du travail : sans "
    "description du besoin, la note d’opportunité reste sans appui.",
    message="Le dossier ne dit pas à quel besoin la certification répond.",
    hint="Ajoutez <besoin><p>…</p></besoin> dans <presentation>.",
    profiles=DEPUIS_2025,
    when=("sur-demande", "metier-etabli"),
    asks=("besoin",),
    item="moyens",
)
def the_need_is_described(programme: Programme) -> Iterator[Hit]:
    """That there is a text; what it proves is for a person to judge."""
    if en_langue(programme.presentation.besoin) is None:
        yield Hit(programme.presentation, missing=True)

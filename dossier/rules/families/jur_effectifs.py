"""Sizes of juries: numbers that can be met."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.programme.model import Programme
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, Hit, rule


@rule(
    "JUR-016",
    title="Les effectifs du jury sont possibles, et une seule personne préside",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Un minimum plus grand que le maximum, ou deux présidences, rendent la composition impossible à réunir.",
    message={
        "": "« {membre} » : {min:membre} au moins, {max} au plus.",
        "presidences": "{nombre} lignes de ce jury disent présider.",
    },
    hint={"": "Corrigez min ou max.", "presidences": 'Gardez president="oui" sur une seule.'},
    needs=("jury",),
)
def a_jury_can_be_gathered(programme: Programme) -> Iterator[Hit]:
    """Of every jury, whatever it decides."""
    for jury in programme.jurys.jurys:
        for membre in jury.membres:
            if membre.min is not None and membre.max is not None and membre.min > membre.max:
                yield Hit(
                    membre, attribute="min", membre=membre.texte or membre.qualite, min=membre.min, max=membre.max
                )
        presiding = [membre for membre in jury.membres if membre.president]
        if len(presiding) > 1:
            yield Hit(presiding[1], "presidences", attribute="president", nombre=len(presiding))

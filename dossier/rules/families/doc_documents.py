"""Documents produced: what they must not carry out of the institution."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.programme.model import Programme
from dossier.programme.places import Place
from dossier.rules.catalogue import AVERTISSEMENT, Hit, Source, rule
from dossier.rules.personal import UNEXPECTED, unexpected_data

EXPECTED = ("contact", "referent-handicap")
"""Where the file itself asks whom to write to or to call."""


@rule(
    UNEXPECTED,
    title="Aucune donnée personnelle inutile n’est publiée",
    severity=AVERTISSEMENT,
    source=Source("Vademecum RNCP de janvier 2023", "p. 57 (RGPD)", "V", "2023-01"),
    why="Le dossier est lu, transmis et archivé : le portable d’un enseignant, une date de naissance ou un numéro de "
    "sécurité sociale n’ont rien à y faire. Les coordonnées utiles ont leur place, <contact> et <referent-handicap>.",
    message="Ce texte contient {quoi} : « {extrait} ».",
    hint="Retirez-le, ou donnez l’adresse ou le numéro d’un service.",
    kind="heur",
)
def no_useless_personal_data(programme: Programme) -> Iterator[Hit]:
    """Mobile numbers, addresses of persons, dates of birth, national numbers; what learners leave is INS-009's."""
    for node, text in programme.textes:
        if not _expected(node.place):
            yield from (Hit(node, quoi=each.what, extrait=each.extract) for each in unexpected_data(text))


def _expected(place: Place | None) -> bool:
    while place is not None:
        if place.tag in EXPECTED:
            return True
        place = place.parent
    return False

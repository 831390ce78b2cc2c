"""What only a person can judge: the points that the dossier prints for whoever reads it before filing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dossier.programme.model import Programme
from dossier.rules.catalogue import Source
from dossier.rules.conditions import CONDITIONS
from dossier.rules.texts import (
    ARRETE_LICENCE_PROFESSIONNELLE,
    CODE_DE_L_EDUCATION,
    CODE_DU_TRAVAIL,
    DECRET_2025_500,
    VADEMECUM,
)


class Point(NamedTuple):
    """A question for a person; ``when`` names conditions, ``profiles`` profiles, without which it is not asked.

    ``asks`` names what it wants to be filled in, as the parts of the dossier call it.
    """

    id: str
    question: str
    source: Source
    when: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


POINTS = (
    Point(
        "IDN-005",
        "L’intitulé annonce-t-il une fonction (direction, ingénierie…) que les emplois visés comportent vraiment ?",
        VADEMECUM.at("p. 21", date=""),
    ),
    Point(
        "LEG-008",
        "Le métier visé s’exerce-t-il à titre principal ? Sinon, la demande relève du répertoire spécifique.",
        VADEMECUM.at("p. 20", date=""),
        ("sur-demande",),
    ),
    Point(
        "HRS-009",
        "Pour ce qui se suit à distance : assistance, durée moyenne des activités et évaluations qui jalonnent "
        "l’action sont-elles décrites ?",
        CODE_DU_TRAVAIL.at("D6313-3-1"),
    ),
    Point(
        "PRO-012",
        "Un contrat pédagogique pour la réussite est-il prévu pour chaque personne ?",
        ARRETE_LICENCE_PROFESSIONNELLE.at("article 5", date=""),
        profiles=("lp-2019",),
        asks=("accompagnement",),
    ),
    Point(
        "BLC-016",
        "Les blocs décrivent-ils la certification, et non le découpage des enseignements ?",
        Source("page du ministère chargé de l’enseignement supérieur sur les blocs", "19 mars 2025"),
    ),
    Point(
        "EVA-014",
        "Si toutes les compétences ne sont pas exigées, le règlement dit-il lesquelles ne se compensent pas ?",
        VADEMECUM.at("p. 37", date=""),
    ),
    Point(
        "EVA-025",
        "Les modalités de contrôle sont-elles adaptées à la formation continue, au handicap et à la grossesse ?",
        CODE_DE_L_EDUCATION.at("L613-1"),
    ),
    Point(
        "JUR-015",
        "Les membres du jury s’abstiennent-ils quand un lien personnel ou professionnel les unit à la personne jugée ?",
        VADEMECUM.at("p. 55 ; code du travail, D6412-6", date=""),
    ),
    Point(
        "JUR-012",
        "Si le jury qui évalue n’est pas celui qui certifie, le rôle de chacun est-il décrit ?",
        VADEMECUM.at("p. 56", date=""),
    ),
    Point(
        "INS-010",
        "Le projet est-il comparé aux certifications voisines ?",
        CODE_DU_TRAVAIL.at("R6113-9, 2°"),
        ("sur-demande",),
    ),
    Point(
        "DEP-015",
        "Pour un renouvellement : les contrôles menés et leurs suites sont-ils décrits ?",
        VADEMECUM.at("p. 40", date=""),
        ("renouvellement",),
    ),
    Point(
        "DEP-011",
        "Les moyens décrits répondent-ils à ce que les référentiels demandent ?",
        DECRET_2025_500.at(status="V", date=""),
        asks=("moyens",),
    ),
)


def points(programme: Programme) -> Iterator[Point]:
    """Those that this programme calls for."""
    return (
        point
        for point in POINTS
        if all(CONDITIONS[name].met(programme) for name in point.when)
        and (not point.profiles or programme.profil in point.profiles)
    )

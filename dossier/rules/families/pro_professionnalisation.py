"""Professional orientation: work situations, placement, practitioners."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dossier.programme.choices import variantes
from dossier.programme.maquette import Unite
from dossier.programme.model import Programme
from dossier.rules.catalogue import ERREUR, Hit, Source, rule


@rule(
    "PRO-001",
    title="Un tiers des crédits au moins vient de mises en situation professionnelle",
    severity=ERREUR,
    source=Source(
        "arrêté du 6 décembre 2019", "licence professionnelle, conditions d’accréditation, 2°", "V", "2019-12-06"
    ),
    why="Stage, projet tutoré et activités en milieu professionnel comptent pour un tiers au moins des crédits, "
    "quels que soient les choix de l’apprenant.",
    message={
        "": "{credits:crédit} sur {total} en mise en situation professionnelle : il en faut {attendu} (un tiers).",
        "public": "Pour {public}, {credits:crédit} sur {total} en mise en situation professionnelle : "
        "il en faut {attendu} (un tiers).",
    },
    hint="Il manque {manque:crédit} : augmentez ceux du stage ou du projet, ou déclarez "
    'situation-professionnelle="oui" sur les unités qui en sont.',
    profiles=("lp-2019",),
    needs=("maquette", "maquette-en-credits", "ects"),
)
def a_third_comes_from_work_situations(programme: Programme) -> Iterator[Hit]:
    """On every admissible path, not on average."""
    total = programme.identite.diplome.ects
    assert total is not None
    for variante in variantes(programme):
        sure = variante.minimum(credits_in_situation)
        if sure * 3 < total:
            attendu = -(-total // 3)
            yield Hit(
                programme.enseignements,
                "public" if variante.nom else "",
                credits=sure,
                total=total,
                attendu=attendu,
                manque=attendu - sure,
                public=variante.nom,
            )


def credits_in_situation(unite: Unite) -> Decimal:
    """The credits of a unit that come from work situations: all of them, or its components'."""
    if unite.en_situation:
        return unite.ects or Decimal(0)
    return sum((credits_in_situation(enfant) for enfant in unite.enfants if isinstance(enfant, Unite)), Decimal(0))

"""Hours: what a unit asks of the learner."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from dossier.programme.maquette import Heures, Unite
from dossier.programme.model import Programme
from dossier.rules.catalogue import AVERTISSEMENT, Hit, NotEvaluated, Source, rule

LEAST = Decimal(25)
MOST = Decimal(30)


@rule(
    "HRS-001",
    title="La charge de travail d’une unité est de 25 à 30 heures par crédit",
    severity=AVERTISSEMENT,
    source=Source("arrêté du 30 juillet 2018", "un crédit représente 25 à 30 heures de travail", "V", "2018-07-30"),
    why="Le crédit mesure tout le travail demandé : enseignement, travail personnel et évaluation. Sans travail "
    "personnel déclaré, seul le maximum est vérifié.",
    message={
        "trop": "L’unité {unite} demande {charge:heure} pour {ects:crédit} : {maximum} au plus.",
        "peu": "L’unité {unite} demande {charge:heure} pour {ects:crédit} : {minimum} au moins.",
    },
    hint="Corrigez les heures (travail personnel compris) ou les crédits.",
    needs=("maquette",),
)
def the_workload_fits_the_credits(programme: Programme) -> Iterator[Hit]:
    """A unit's hours are its own and its components'; an announced total serves when there is no detail."""
    units = [unite for unite in programme.unites.values() if unite.ects and _charge(unite)]
    if not units:
        raise NotEvaluated("aucune unité ne donne ses heures et ses crédits")
    for unite in units:
        assert unite.ects is not None
        charge, least, most = _charge(unite), LEAST * unite.ects, MOST * unite.ects
        values: dict[str, Any] = {
            "unite": unite.code,
            "charge": charge,
            "ects": unite.ects,
            "minimum": least,
            "maximum": most,
        }
        if charge > most:
            yield Hit(unite, "trop", **values)
        elif charge < least and any(heures.nature == "travail-personnel" for heures in _all_hours(unite)):
            yield Hit(unite, "peu", **values)


def _charge(unite: Unite) -> Decimal:
    detail = sum((heures.nombre for heures in _all_hours(unite)), Decimal(0))
    return detail or unite.heures_annoncees or Decimal(0)


def _all_hours(unite: Unite) -> Iterator[Heures]:
    yield from unite.heures
    for enfant in unite.enfants:
        if isinstance(enfant, Unite):
            yield from _all_hours(enfant)

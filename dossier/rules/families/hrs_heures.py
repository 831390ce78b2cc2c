"""Hours: what a unit asks of the learner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from dossier.programme.choices import variantes
from dossier.programme.maquette import Heures, Unite, parcourir
from dossier.programme.model import Programme
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, ERREUR, Hit, NotEvaluated, Source, rule

LEAST = Decimal(25)
MOST = Decimal(30)
TEACHING = Decimal(200)
PRESENT = Decimal(50)
"""Article D124-2: hours of teaching per year in a course with a placement, and those in the students' presence."""
_TAUGHT = frozenset({"CM", "CI", "TD", "TP", "projet"})
_ALONE = frozenset({"stage", "entreprise", "travail-personnel"})


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
    asks=("heures",),
)
def the_workload_fits_the_credits(programme: Programme) -> Iterator[Hit]:
    """A unit's hours are its own and its components'; an announced total serves when there is no detail."""
    units = [unite for unite in programme.unites.values() if unite.ects and _charge(unite)]
    if not units:
        raise NotEvaluated("aucune unité ne donne ses heures et ses crédits")
    for unite in units:
        assert unite.ects is not None
        charge, least, most = _charge(unite), LEAST * unite.ects, MOST * unite.ects
        if charge > most:
            yield Hit(unite, "trop", unite=unite.code, charge=charge, ects=unite.ects, maximum=most)
        elif charge < least and any(heures.nature == "travail-personnel" for heures in _all_hours(unite)):
            yield Hit(unite, "peu", unite=unite.code, charge=charge, ects=unite.ects, minimum=least)


def _charge(unite: Unite) -> Decimal:
    detail = sum((heures.nombre for heures in _all_hours(unite)), Decimal(0))
    return detail or unite.heures_annoncees or Decimal(0)


def _all_hours(unite: Unite) -> Iterator[Heures]:
    yield from unite.heures
    for enfant in unite.enfants:
        if isinstance(enfant, Unite):
            yield from _all_hours(enfant)


def is_whole(unite: Unite) -> bool:
    """Are all its components taken?"""
    return all(isinstance(enfant, Unite) and is_whole(enfant) for enfant in unite.enfants)


def teaching_hours(unite: Unite) -> Iterator[Heures]:
    """The hours that somebody teaches in a unit, its components left out."""
    return (heures for heures in unite.heures if heures.nature in _TAUGHT)


@rule(
    "HRS-003",
    title="Les heures d’une unité font le total annoncé",
    severity=ERREUR,
    source=CONVENTION,
    why="Deux nombres d’heures pour la même unité se retrouvent dans deux documents, et l’un des deux est faux.",
    message="L’unité {unite} annonce {annonce:heure}, et ses heures en font {somme}.",
    hint='Corrigez heures="…" de <unite>, ou le nombre de ses <heures>.',
    needs=("maquette",),
)
def the_hours_add_up(programme: Programme) -> Iterator[Hit]:
    """The announced total may count personal work and time in company, or teaching alone; for one public at least.

    Units whose components are to choose from are left out.
    """
    for unite in programme.unites.values():
        hours = list(_all_hours(unite))
        if unite.heures_annoncees is None or not hours or not is_whole(unite):
            continue
        sums = [total for taken in _publics(hours) for total in _possible_totals(taken)]
        if unite.heures_annoncees not in sums:
            yield Hit(unite, attribute="heures", unite=unite.code, annonce=unite.heures_annoncees, somme=sums[0])


def _publics(hours: list[Heures]) -> Iterator[list[Heures]]:
    """The hours of each public that their filters distinguish."""
    for track in sorted({code for h in hours for code in h.parcours}) or [""]:
        for route in sorted({voie for h in hours for voie in h.voies}) or [""]:
            yield [h for h in hours if (not h.parcours or track in h.parcours) and (not h.voies or route in h.voies)]


def _possible_totals(hours: list[Heures]) -> Iterator[Decimal]:
    for left_out in ((), ("travail-personnel",), _ALONE, (*_ALONE, "evaluation")):
        yield sum((h.nombre for h in hours if h.nature not in left_out), Decimal(0))


@rule(
    "HRS-004",
    title="Une formation avec stage comporte 200 heures d’enseignement par an",
    severity=ERREUR,
    source=Source("code de l’éducation", "D124-2", "V"),
    why="Le stage complète un enseignement : 200 heures au moins par année, hors stage.",
    message="{heures:heure} d’enseignement pour {annees:an} : il en faut {attendu}, hors stage.",
    hint="Augmentez les heures d’enseignement, ou retirez le stage.",
    when=("stage",),
    needs=("maquette",),
    item="maquette",
)
def a_placement_goes_with_teaching(programme: Programme) -> Iterator[Hit]:
    """The fewest hours over publics and choices, assessment included; else the announced total."""
    years, hours = _years(programme), _fewest(programme, _guided)
    if hours is None:
        hours = programme.enseignements.heures
    if hours is None:
        raise NotEvaluated("les heures des unités ne sont pas renseignées")
    if hours < TEACHING * years:
        yield Hit(programme.enseignements, heures=hours, annees=years, attendu=TEACHING * years)


@rule(
    "HRS-005",
    title="Une formation avec stage comporte 50 heures en présence des étudiants par an",
    severity=ERREUR,
    source=Source("code de l’éducation", "D124-2", "V"),
    why="Sur les 200 heures d’enseignement par année, 50 au moins se font en présence (sauf dérogation du recteur).",
    message="{heures:heure} au plus en présence pour {annees:an} : il en faut {attendu}.",
    hint="Corrigez la modalité des <heures>, ou joignez la dérogation du recteur.",
    when=("stage",),
    needs=("maquette",),
    item="maquette",
)
def some_teaching_is_face_to_face(programme: Programme) -> Iterator[Hit]:
    """Hours that are not said to be at a distance count as face to face."""
    years, hours = _years(programme), _fewest(programme, _face_to_face)
    if hours is None:
        raise NotEvaluated("les heures des unités ne sont pas renseignées")
    if hours < PRESENT * years:
        yield Hit(programme.enseignements, heures=hours, annees=years, attendu=PRESENT * years)


def _years(programme: Programme) -> int:
    """Whole years of study, one at least: as declared, else by the credits."""
    duree, ects = programme.identite.duree, programme.identite.diplome.ects
    if duree and duree.annees is not None:
        return max(1, int(duree.annees))
    if duree and duree.mois is not None:
        return max(1, int(duree.mois / 12))
    return max(1, int(ects / 60)) if ects is not None else 1


def _fewest(programme: Programme, value: Callable[[Unite], Decimal]) -> Decimal | None:
    """The least sum over publics and choices; None while a unit tells no hours, or offers components to choose from."""
    if not all(is_whole(u) and any(True for _ in _all_hours(u)) for u in programme.enseignements.unites_principales):
        return None
    return min((variante.minimum(value) for variante in variantes(programme)), default=None)


def _guided(unite: Unite) -> Decimal:
    return sum((h.nombre for h in _all_hours(unite) if h.nature not in _ALONE), Decimal(0))


def _face_to_face(unite: Unite) -> Decimal:
    present = (h for h in _all_hours(unite) if h.nature not in _ALONE and h.modalite != "FOAD")
    return sum((h.nombre for h in present), Decimal(0))


@rule(
    "HRS-008",
    title="La modalité d’une unité est celle de ses heures",
    severity=AVERTISSEMENT,
    source=Source("code du travail", "L6313-2 et D6313-3-1", "V", "2019-01-01"),
    why="Qui s’inscrit doit savoir ce qui se suit à distance ; une unité à distance a des obligations propres.",
    message={
        "absente": "La formation a plusieurs modalités, et celle de {nombre:unité} n’est pas dite : {unites}.",
        "autre": "L’unité {unite} est annoncée {annonce}, et ses heures d’enseignement sont {reelle}.",
    },
    hint={
        "absente": "Ajoutez <modalite> (PRES, FOAD ou HYB) à chaque <unite>.",
        "autre": "Corrigez <modalite>, ou la modalité de ses <heures>.",
    },
    needs=("maquette",),
    asks=("modalite",),
)
def the_modality_is_that_of_the_hours(programme: Programme) -> Iterator[Hit]:
    """A unit hybrid as a whole may say so by both modalities; an assessment on site does not make it hybrid."""
    untold = []
    for unite in programme.enseignements.unites_principales:
        real = {h.modalite for h in _all_hours(unite) if h.nature in _TAUGHT}
        told = set(_modalities(unite))
        if not told and not any(h.modalite for h in _all_hours(unite)):
            untold.append(unite.code)
        elif told and real and None not in real and not _agree(told, real):
            yield Hit(unite, "autre", unite=unite.code, annonce=sorted(told), reelle=sorted(str(m) for m in real))
    if untold and len(programme.identite.modalites) > 1:
        yield Hit(programme.enseignements, "absente", nombre=len(untold), unites=untold)


def _modalities(unite: Unite) -> Iterator[str]:
    """Those of a unit and of its components."""
    yield from unite.modalites
    for enfant in parcourir(unite.enfants):
        if isinstance(enfant, Unite):
            yield from enfant.modalites


def _agree(told: set[str], real: set[str | None]) -> bool:
    if "HYB" in told or {"PRES", "FOAD"} <= told:
        return real not in ({"PRES"}, {"FOAD"})
    return real == told

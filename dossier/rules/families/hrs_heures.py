"""Hours: what a unit asks of the learner."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from dossier.programme.choices import Variante, told_together, variantes
from dossier.programme.heures import ENSEIGNEMENT, SEUL, Wanted, avec_l_ecole, etendue, heures
from dossier.programme.maquette import Heures, Unite, parcourir
from dossier.programme.model import Programme
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, ERREUR, Hit, NotEvaluated, rule
from dossier.rules.texts import ARRETE_LICENCE, CODE_DE_L_EDUCATION, CODE_DU_TRAVAIL

LEAST = Decimal(25)
MOST = Decimal(30)
A_YEAR = Decimal(200)
PRESENT = Decimal(50)
"""Article D124-2: hours of teaching per year in a course with a placement, and those in the students' presence."""


@rule(
    "HRS-001",
    title="La charge de travail d’une unité est de 25 à 30 heures par crédit",
    severity=AVERTISSEMENT,
    source=ARRETE_LICENCE.at("un crédit représente 25 à 30 heures de travail"),
    why="Le crédit mesure tout le travail demandé : enseignement, travail personnel et évaluation. Sans travail "
    "personnel déclaré, seul le maximum est vérifié.",
    message={
        "trop": "L’unité {unite} demande {charge:heure} pour {ects:crédit} : {maximum} au plus.",
        "peu": "L’unité {unite} demande {charge:heure} pour {ects:crédit} : {minimum} au moins.",
        "public-trop": "Pour {public} : l’unité {unite} demande {charge:heure} pour {ects:crédit} : {maximum} au plus.",
        "public-peu": "Pour {public} : l’unité {unite} demande {charge:heure} pour {ects:crédit} : {minimum} au moins.",
    },
    hint="Corrigez les heures (travail personnel compris) ou les crédits.",
    needs=("maquette",),
    asks=("heures",),
)
def the_workload_fits_the_credits(programme: Programme) -> Iterator[Hit]:
    """A unit's hours are its own and its components', for each public; an announced total serves where there is no
    detail. Told once by unit, for the first public that it overloads or underloads.
    """
    publics, told, judged = variantes(programme), set[str](), False
    for variante in publics:
        for unite in variante.unites.values():
            if not unite.ects or unite.code in told:
                continue
            hit = _workload(variante, unite)
            judged = judged or hit is not None
            if isinstance(hit, Hit):
                told.add(unite.code)
                yield hit
    if not judged:
        raise NotEvaluated("aucune unité ne donne ses heures et ses crédits")


def _workload(variante: Variante, unite: Unite) -> Hit | bool | None:
    """What is wrong with the hours of a unit; False: nothing; None: it gives none to these publics."""
    assert unite.ects is not None
    least, most = LEAST * unite.ects, MOST * unite.ects
    given = [h for each in variante.under(unite) if isinstance(each, Unite) for h in variante.heures(each)]
    own = heures(variante)
    low = variante.least(own, (unite,)) if given else unite.heures_annoncees
    high = variante.most(own, (unite,)) if given else unite.heures_annoncees
    if not low or not high:
        return None
    whose = {"public": variante.nom} if variante.nom else {}
    values: dict[str, Any] = {"unite": unite.code, "ects": unite.ects, **whose}
    opening = "public-" if variante.nom else ""
    if high > most:
        return Hit(unite, f"{opening}trop", charge=high, maximum=most, **values)
    if low < least and any(each.nature == "travail-personnel" for each in given):
        return Hit(unite, f"{opening}peu", charge=low, minimum=least, **values)
    return False


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
    return (heures for heures in unite.heures if heures.nature in ENSEIGNEMENT)


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
    publics = variantes(programme)
    for unite in programme.unites.values():
        if unite.heures_annoncees is None or not is_whole(unite):
            continue
        by_public = [[h for h in _all_hours(unite) if variante.a(h)] for variante in publics]
        sums = [total for taken in by_public if taken for total in _possible_totals(taken)]
        if sums and unite.heures_annoncees not in sums:
            yield Hit(unite, attribute="heures", unite=unite.code, annonce=unite.heures_annoncees, somme=sums[0])


_LEFT_OUT = (frozenset[str](), frozenset({"travail-personnel"}), SEUL, SEUL | {"evaluation"})
"""What an announced number of hours may not count."""


def _possible_totals(hours: list[Heures]) -> Iterator[Decimal]:
    for left_out in _LEFT_OUT:
        yield sum((h.nombre for h in hours if _is_not(left_out, h)), Decimal(0))


def _is_not(natures: frozenset[str], heures: Heures) -> bool:
    return heures.nature not in natures


@rule(
    "HRS-004",
    title="Une formation avec stage comporte 200 heures d’enseignement par an",
    severity=ERREUR,
    source=CODE_DE_L_EDUCATION.at("D124-2"),
    why="Le stage complète un enseignement : 200 heures au moins par année, hors stage.",
    message={
        "": "{heures:heure} d’enseignement pour {annees:an} : il en faut {attendu}, hors stage.",
        "public": "Pour {public} : {heures:heure} d’enseignement pour {annees:an} : il en faut {attendu}, hors stage.",
    },
    hint="Augmentez les heures d’enseignement, ou retirez le stage.",
    when=("stage",),
    needs=("maquette",),
    item="maquette",
)
def a_placement_goes_with_teaching(programme: Programme) -> Iterator[Hit]:
    """The fewest hours over choices, assessment included, for each public that has a placement; else the announced
    total.
    """
    if _hours_are_told(programme):
        yield from _too_few(programme, avec_l_ecole, A_YEAR)
        return
    years, announced = _years(programme), programme.enseignements.heures
    if announced is None:
        raise NotEvaluated("les heures des unités ne sont pas renseignées")
    if announced < A_YEAR * years:
        yield Hit(programme.enseignements, heures=announced, annees=years, attendu=A_YEAR * years)


@rule(
    "HRS-005",
    title="Une formation avec stage comporte 50 heures en présence des étudiants par an",
    severity=ERREUR,
    source=CODE_DE_L_EDUCATION.at("D124-2"),
    why="Sur les 200 heures d’enseignement par année, 50 au moins se font en présence (sauf dérogation du recteur).",
    message={
        "": "{heures:heure} au plus en présence pour {annees:an} : il en faut {attendu}.",
        "public": "Pour {public} : {heures:heure} au plus en présence pour {annees:an} : il en faut {attendu}.",
    },
    hint="Corrigez la modalité des <heures>, ou joignez la dérogation du recteur.",
    when=("stage",),
    needs=("maquette",),
    item="maquette",
)
def some_teaching_is_face_to_face(programme: Programme) -> Iterator[Hit]:
    """Hours that are not said to be at a distance count as face to face."""
    if not _hours_are_told(programme):
        raise NotEvaluated("les heures des unités ne sont pas renseignées")
    yield from _too_few(programme, _face_to_face, PRESENT)


def _too_few(programme: Programme, wanted: Wanted, a_year: Decimal) -> Iterator[Hit]:
    """The publics that have a placement, and may choose fewer hours than is asked a year."""
    years = _years(programme)
    stages = programme.professionnalisation.stages
    concerned = (variante for variante in variantes(programme) if any(map(variante.a, stages)))
    fewest = ((variante, variante.least(heures(variante, wanted))) for variante in concerned)
    for public, found in told_together(fewest):
        if found is not None and found < a_year * years:
            yield Hit(
                programme.enseignements,
                "public" if public else "",
                heures=found,
                annees=years,
                attendu=a_year * years,
                public=public,
            )


def _years(programme: Programme) -> int:
    """Whole years of study, one at least: as declared, else by the credits."""
    duree, ects = programme.identite.duree, programme.identite.diplome.ects
    if duree and duree.annees is not None:
        return max(1, int(duree.annees))
    if duree and duree.mois is not None:
        return max(1, int(duree.mois / 12))
    return max(1, int(ects / 60)) if ects is not None else 1


def _hours_are_told(programme: Programme) -> bool:
    """Does each unit tell hours, itself or through its components?"""
    units = programme.enseignements.unites_principales
    return all(any(u.heures for u in (unite, *parcourir(unite.enfants)) if isinstance(u, Unite)) for unite in units)


def _face_to_face(heures: Heures) -> bool:
    return avec_l_ecole(heures) and heures.modalite != "FOAD"


@rule(
    "HRS-008",
    title="La modalité d’une unité est celle de ses heures",
    severity=AVERTISSEMENT,
    source=CODE_DU_TRAVAIL.at("L6313-2 et D6313-3-1", date="2019-01-01"),
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
        real = {h.modalite for h in _all_hours(unite) if h.nature in ENSEIGNEMENT}
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


@rule(
    "HRS-010",
    title="Les heures annoncées de la maquette sont celles de ses unités",
    severity=ERREUR,
    source=CONVENTION,
    why="Un volume d’heures annoncé se recopie dans les contrats et les conventions : il doit être celui des unités.",
    message="La maquette annonce {annonce:heure}, et ses unités en font {somme}.",
    hint='Corrigez heures="…" de <enseignements>, ou les <heures> des unités.',
    needs=("maquette",),
    blocks=True,
    item="maquette",
)
def the_announced_hours_are_true(programme: Programme) -> Iterator[Hit]:
    """Personal work, time in company and assessment may be left out of what is announced; for one public at least."""
    announced = programme.enseignements.heures
    if announced is None or not _hours_are_told(programme):
        return
    spans = [
        span
        for variante in variantes(programme)
        for natures in _LEFT_OUT
        if (span := etendue(variante, partial(_is_not, natures))) is not None
    ]
    if spans and not any(span.least <= announced <= span.most for span in spans):
        least, most = spans[0]
        somme = [least] if least == most else [least, most]
        yield Hit(programme.enseignements, attribute="heures", annonce=announced, somme=somme)

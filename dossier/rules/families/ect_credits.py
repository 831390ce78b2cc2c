"""Credits: what the maquette adds up to, whatever the learner chooses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dossier.french.lists import either
from dossier.programme.choices import Variante, capped, credits, half, members, variantes
from dossier.programme.maquette import Choix, Unite
from dossier.programme.model import Programme
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, ERREUR, Hit, NotEvaluated, Source, rule
from dossier.rules.phrases import mentions
from dossier.rules.profiles import EN_CREDITS
from dossier.rules.runner import Context

_MAQUETTE = ("maquette", "maquette-en-credits", "ects")


@rule(
    "ECT-001",
    title="Le total de crédits est celui que le texte admet",
    severity=ERREUR,
    source=Source("arrêté du 6 décembre 2019", "art. 5 (licence professionnelle)", "V", "2019-12-06"),
    why="Un diplôme national vaut un nombre fixe de crédits, dont ceux acquis à l’entrée : une licence "
    "professionnelle en vaut 180, de 30 à 120 pouvant être acquis avant.",
    message={
        "absent": "Le total de crédits du diplôme n’est pas renseigné.",
        "total": "{ects:crédit} et {entree:crédit} d’entrée font {somme}, au lieu de {totaux}.",
        "sans-entree": "{ects:crédit} ne sont pas les {totaux} du diplôme, et ceux d’entrée ne sont pas déclarés.",
        "trop": "{ects:crédit} pour un diplôme qui en vaut {totaux}.",
        "entree": "{entree:crédit} d’entrée : le texte en admet {admis}.",
    },
    hint={
        "absent": 'Ajoutez ects="…" à <diplome>.',
        "total": "Corrigez ects ou ects-entree dans <diplome>.",
        "sans-entree": 'Ajoutez ects-entree="{manque}" à <diplome> si ces crédits sont acquis à l’entrée.',
        "trop": "Corrigez ects dans <diplome>.",
        "entree": "Corrigez ects-entree dans <diplome>.",
    },
    profiles=EN_CREDITS,
    asks=("ects",),
    item="maquette",
    context=True,
)
def the_total_is_admitted(programme: Programme, context: Context) -> Iterator[Hit]:
    """The profile gives the totals and the bounds of entry."""
    diplome, profile = programme.identite.diplome, context.profile
    assert profile is not None
    ects, entree = diplome.ects, diplome.ects_entree
    totaux = either([str(total) for total in profile.totals])
    if ects is None:
        yield Hit(diplome, "absent", missing=True)
    elif entree is None:
        if ects > max(profile.totals):
            yield Hit(diplome, "trop", attribute="ects", ects=ects, totaux=totaux)
        elif not profile.admits(ects):
            manque = min(total - ects for total in profile.totals if total > ects)
            yield Hit(diplome, "sans-entree", attribute="ects", ects=ects, totaux=totaux, manque=manque)
    elif not profile.admits(ects + entree):
        yield Hit(diplome, "total", attribute="ects", ects=ects, entree=entree, somme=ects + entree, totaux=totaux)
    elif not profile.admits_entry(entree):
        admis = either([f"{low}" if low == high else f"de {low} à {high}" for low, high in profile.entrees])
        yield Hit(diplome, "entree", attribute="ects-entree", entree=entree, admis=admis)


@rule(
    "ECT-002",
    title="Tout parcours admissible totalise les crédits du diplôme",
    severity=ERREUR,
    source=Source("code de l’éducation", "D611-2", "V2"),
    why="Deux personnes diplômées ont le même nombre de crédits, quoi qu’elles aient choisi.",
    message={
        "": "En choisissant {choix}, le parcours totalise {total:crédit} au lieu de {attendu}.",
        "public": "En choisissant {choix}, le parcours {public} totalise {total:crédit} au lieu de {attendu}.",
    },
    hint="Écart de {ecart:crédit} : corrigez les crédits de {choix}, ou retirez cette option du choix.",
    needs=_MAQUETTE,
    asks=("maquette",),
    item="maquette",
)
def every_path_reaches_the_total(programme: Programme) -> Iterator[Hit]:
    """Each choice is varied alone around a path that reaches the total; without one, ECT-003 speaks."""
    for variante in variantes(programme):
        attendu = half(_total(programme))
        if not variante.totaux >> attendu & 1:
            continue
        for choix in variante.choix:
            if not _surplus_declared(choix):
                yield from deviations(variante, choix, attendu)


def deviations(variante: Variante, choix: Choix, attendu: int) -> Iterator[Hit]:
    """The options that miss the total by themselves; failing that, the selection that misses it most."""
    reachable = list(members(variante.reach(choix)))
    rest = variante.totaux_hors(choix) if len(reachable) > 1 else 0
    right = [total for total in reachable if rest >> max(attendu - total, 0) & 1]
    wrong = [(total, variante.selection(choix, total)) for total in reachable if right and total not in right]
    alone = [(total, units) for total, units in wrong if len(units) == 1]
    for total, units in alone or wrong[-1:]:
        ecart = credits(total - right[0])
        yield Hit(
            units[0] if len(units) == 1 else choix,
            "public" if variante.nom else "",
            attribute="ects" if len(units) == 1 else "",
            choix=[unite.code for unite in units] or "aucune option",
            total=credits(attendu) + ecart,
            attendu=credits(attendu),
            ecart=ecart,
            public=variante.nom,
        )


@rule(
    "ECT-003",
    title="Un choix au moins mène au total",
    severity=ERREUR,
    source=CONVENTION,
    why="Si aucun choix ne mène au nombre de crédits du diplôme, personne ne peut l’obtenir.",
    message={
        "": "Aucun choix ne totalise {attendu:crédit} ; les plus proches totalisent {proches}.",
        "public": "Pour {public}, aucun choix ne totalise {attendu:crédit} ; les plus proches totalisent {proches}.",
    },
    hint="Corrigez les crédits des unités, ou le total dans <diplome>.",
    needs=_MAQUETTE,
    item="maquette",
    blocks=True,
)
def some_path_reaches_the_total(programme: Programme) -> Iterator[Hit]:
    """An impossible choice is ECT-005's business."""
    for variante in variantes(programme):
        attendu = half(_total(programme))
        if not variante.totaux or variante.totaux >> attendu & 1:
            continue
        closest = sorted(members(variante.totaux), key=lambda total: abs(total - attendu))[:2]
        yield Hit(
            programme.enseignements,
            "public" if variante.nom else "",
            attendu=credits(attendu),
            proches=[credits(total) for total in sorted(closest)],
            public=variante.nom,
        )


@rule(
    "ECT-004",
    title="Un choix par crédits dit ce que devient le surplus",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Quand on demande « au moins » tant de crédits, on peut en obtenir plus : le dossier doit dire s’ils comptent.",
    message="Ce choix demande au moins {minimum:crédit} ; en prenant {choix}, on en obtient {total}.",
    hint='Ajoutez surplus="ignore" (avec ects) ou surplus="compte", ou bien ects-max.',
    needs=("maquette",),
)
def a_surplus_is_explained(programme: Programme) -> Iterator[Hit]:
    """Choices by credits without an upper bound."""
    for variante in variantes(programme):
        for choix in variante.choix:
            if choix.ects_min is None or choix.ects_max is not None or choix.surplus:
                continue
            above = [total for total in members(variante.reach(choix)) if total > half(choix.ects_min)]
            if above:
                units = [unite.code for unite in variante.selection(choix, above[0])]
                yield Hit(choix, minimum=choix.ects_min, choix=units, total=credits(above[0]))


@rule(
    "ECT-005",
    title="Chaque choix est possible",
    severity=ERREUR,
    source=CONVENTION,
    why="Un choix dont les bornes se contredisent ne peut être satisfait par personne.",
    message={
        "min-max": "Ce choix demande de prendre au moins {minimum} et au plus {maximum} options.",
        "options": "Ce choix demande {minimum:option} et n’en propose que {options}.",
        "ects": "Ce choix demande au moins {minimum:crédit} et au plus {maximum}.",
        "aucune": "Aucune sélection ne respecte les bornes de ce choix.",
    },
    hint={
        "": "Corrigez min et max.",
        "options": "Ajoutez des options, ou corrigez min.",
        "ects": "Corrigez ects-min et ects-max.",
        "aucune": "Corrigez les bornes (min, max, ects-min, ects-max), ou les crédits des options.",
    },
    needs=("maquette",),
    item="maquette",
    blocks=True,
)
def each_choice_can_be_met(programme: Programme) -> Iterator[Hit]:
    """Each choice is judged by the first public that meets it wrong."""
    seen: set[int] = set()
    for variante in variantes(programme):
        for noeud in programme.enseignements.noeuds:
            if isinstance(noeud, Choix) and variante.a(noeud) and id(noeud) not in seen:
                hits = list(_impossible(variante, noeud))
                seen.update(id(noeud) for _ in hits)
                yield from hits


def _impossible(variante: Variante, choix: Choix) -> Iterator[Hit]:
    options = len(variante.enfants(choix))
    if choix.min > choix.max:
        yield Hit(choix, "min-max", minimum=choix.min, maximum=choix.max)
    elif choix.min > options:
        yield Hit(choix, "options", minimum=choix.min, options=options)
    elif choix.ects_min is not None and choix.ects_max is not None and choix.ects_min > choix.ects_max:
        yield Hit(choix, "ects", minimum=choix.ects_min, maximum=choix.ects_max)
    elif not capped(choix, variante.reach(choix)) and all(variante.reach(option) for option in variante.enfants(choix)):
        yield Hit(choix, "aucune")


@rule(
    "ECT-008",
    title="Chaque unité vaut un nombre entier de crédits",
    severity=ERREUR,
    source=Source(
        "arrêté du 30 juillet 2018", "licence : chaque unité a une valeur définie en crédits", "V", "2018-07-30"
    ),
    why="Une unité sans crédits ne se capitalise pas ; les demi-crédits ne sont admis que si le profil le dit.",
    message={
        "absent": "L’unité {unite} n’a pas de crédits.",
        "nul": "L’unité {unite} vaut zéro crédit.",
        "demi": "L’unité {unite} vaut {ects:crédit} : le nombre doit être entier.",
    },
    hint={"": 'Corrigez ects="…".', "absent": 'Ajoutez ects="…" à l’unité, ou à ses éléments constitutifs.'},
    needs=("maquette", "maquette-en-credits"),
    item="maquette",
    context=True,
)
def each_unit_is_worth_whole_credits(programme: Programme, context: Context) -> Iterator[Hit]:
    """Components of a unit are not looked at; a unit may get its credits from them."""
    for noeud in programme.enseignements.unites_principales:
        value = _worth(noeud)
        if value is None:
            yield Hit(noeud, "absent", missing=True, unite=noeud.code)
        elif value == 0:
            yield Hit(noeud, "nul", attribute="ects", unite=noeud.code)
        elif value % 1 and not (context.profile and context.profile.demi_credits):
            yield Hit(noeud, "demi", attribute="ects", unite=noeud.code, ects=value)


def _worth(unite: Unite) -> Decimal | None:
    if unite.ects is not None:
        return unite.ects
    inside = [enfant.ects for enfant in unite.enfants if isinstance(enfant, Unite) and enfant.ects is not None]
    has_choice = any(isinstance(enfant, Choix) for enfant in unite.enfants)
    return sum(inside, Decimal(0)) if inside else Decimal(1) if has_choice else None


def _surplus_declared(choix: Choix) -> bool:
    return choix.ects_min is not None and choix.ects_max is None


def _total(programme: Programme) -> Decimal:
    total = programme.identite.diplome.ects
    if total is None:
        raise NotEvaluated("le total de crédits du diplôme n’est pas renseigné")
    return total


_IN_WORDS = {"trente": 30, "soixante": 60, "cent vingt": 120, "cent quatre-vingts": 180, "cent-quatre-vingts": 180}
_TOTAL = re.compile(
    r"\b(?:formation|licence(?: professionnelle)?|titre|diplôme|master|cursus|certification)\b[^.;,(]{0,40}?"
    r"\b(?:totalise|compte|comprend|réunit|comporte|représente|confère|vaut|délivre|donne)\s(?:droit à\s)?"
    rf"(?:au total\s|un total de\s)?(\d{{1,3}}|{'|'.join(_IN_WORDS)})\s(?:crédits|ECTS)\b",
    re.IGNORECASE,
)
_OF_A_PART = re.compile(
    r"\b(?:bloc|semestre|unité|UE|UA|année|option|chaque|chacun|spécialisation|stage|projet|module|reste)",
    re.IGNORECASE,
)


@rule(
    "ECT-012",
    title="Un total de crédits écrit dans un texte est celui du diplôme",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Deux totaux dans un même dossier : l’instructeur ne sait pas lequel est voté.",
    message="Le texte annonce {annonce} crédits, le diplôme en vaut {attendu} : « {extrait} ».",
    hint="Corrigez le texte, ou ects dans <diplome>.",
    needs=("ects",),
    kind="heur",
)
def totals_told_are_the_total(programme: Programme) -> Iterator[Hit]:
    """Only sentences about the whole; with or without the credits of entry."""
    diplome = programme.identite.diplome
    ects, entree = diplome.ects or Decimal(0), diplome.ects_entree or Decimal(0)
    for node, found in mentions(_TOTAL, programme):
        if not _OF_A_PART.search(found.string, 0, found.end()):
            annonce = _IN_WORDS.get(found[1].lower()) or int(found[1])
            if annonce not in (ects, ects + entree):
                yield Hit(node, annonce=annonce, attendu=ects, extrait=found[0])

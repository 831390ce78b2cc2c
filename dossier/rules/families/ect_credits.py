"""Credits: what the maquette adds up to, whatever the learner chooses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dossier.french.lists import either, enumeration
from dossier.french.quantities import NUMBER, value
from dossier.programme.choices import Variante, told_together, variantes
from dossier.programme.deviations import Deviation, Deviations, selection
from dossier.programme.maquette import Choix, Groupe, Noeud, Periode, Renvoi, Unite
from dossier.programme.model import Programme
from dossier.programme.sums import credits, half, members
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, ERREUR, Hit, NotEvaluated, rule
from dossier.rules.phrases import mentions
from dossier.rules.profiles import EN_CREDITS
from dossier.rules.runner import Context
from dossier.rules.texts import ARRETE_LICENCE, ARRETE_LICENCE_PROFESSIONNELLE, CODE_DE_L_EDUCATION

_MAQUETTE = ("maquette", "maquette-en-credits", "ects")


@rule(
    "ECT-001",
    title="Le total de crédits est celui que le texte admet",
    severity=ERREUR,
    source=ARRETE_LICENCE_PROFESSIONNELLE.at("art. 5 (licence professionnelle)"),
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


_POUR = "Pour {public} :"
_UN_TOTAL = "{prise}, le parcours totalise {total:crédit} au lieu de {attendu}"
_DES_TOTAUX = (
    "Selon les options prises, le parcours totalise {totaux} crédits au lieu de {attendu} (par exemple {total} en "
    "{prise})"
)
_CONSIGNE = "l’outil ne sait pas vérifier la consigne"
_BORNES = (
    "Corrigez les crédits des options, ou les bornes de ce choix (min, max, ects-min, ects-max) ; si ce qui dépasse ne "
    'compte pas, écrivez surplus="ignore" et ects.'
)
_DEROGATION = (
    "Écart de {ecart:crédit} : corrigez les crédits de {objet}, ou dites par des bornes ce que demande la consigne ; "
    "si elle suffit, demandez une dérogation à ECT-002."
)


@rule(
    "ECT-002",
    title="Tout parcours admissible totalise les crédits du diplôme",
    severity=ERREUR,
    source=CODE_DE_L_EDUCATION.at("D611-2", status="V2"),
    why="Deux personnes diplômées ont le même nombre de crédits, quoi qu’elles aient choisi.",
    message={
        "": f"En {_UN_TOTAL}.",
        "consigne": f"En {_UN_TOTAL} : {_CONSIGNE}.",
        "plusieurs": f"{_DES_TOTAUX}.",
        "plusieurs-consigne": f"{_DES_TOTAUX} : {_CONSIGNE}.",
        "public": f"{_POUR} en {_UN_TOTAL}.",
        "public-consigne": f"{_POUR} en {_UN_TOTAL} : {_CONSIGNE}.",
        "public-plusieurs": f"{_POUR} {_DES_TOTAUX[0].lower()}{_DES_TOTAUX[1:]}.",
        "public-plusieurs-consigne": f"{_POUR} {_DES_TOTAUX[0].lower()}{_DES_TOTAUX[1:]} : {_CONSIGNE}.",
        "autres": "D’autres choix mènent à {nombre} autres totaux, de {minimum} à {maximum} crédits au lieu de "
        "{attendu}.",
    },
    hint={
        "": "Écart de {ecart:crédit} : corrigez les crédits de {objet}, ou retirez cette option du choix.",
        **{f"{qui}plusieurs{suite}": _BORNES for qui in ("", "public-") for suite in ("", "-consigne")},
        **{f"{qui}consigne": _DEROGATION for qui in ("", "public-")},
        "autres": "Corrigez d’abord les écarts signalés pour ces choix.",
    },
    needs=_MAQUETTE,
    asks=("maquette",),
    item="maquette",
)
def every_path_reaches_the_total(programme: Programme) -> Iterator[Hit]:
    """Every total within reach is told, the nearest with the shortest way that leads there; if none is right,
    ECT-003 speaks.
    """
    attendu = half(_total(programme))
    found = [(each, Deviations(each, attendu)) for each in variantes(programme) if each.totaux >> attendu & 1]
    groups = [(variante, group) for variante, deviations in found for group in _grouped(deviations)]
    by_identity = {_identity(group): (variante, group) for variante, group in groups}
    for public, identity in told_together((variante, _identity(group)) for variante, group in groups):
        yield _wrong_totals(*by_identity[identity], attendu, public)
    for _, others in told_together((v, tuple(d.others)) for v, d in found if d.others):
        minimum, maximum = credits(others[0]), credits(others[-1])
        yield Hit(
            programme.enseignements,
            "autres",
            nombre=len(others),
            minimum=minimum,
            maximum=maximum,
            attendu=credits(attendu),
        )


def _identity(group: tuple[Deviation, ...]) -> tuple[tuple[int, int, tuple[int, ...]], ...]:
    """What makes what two publics are told the same: totals, culprit, options."""
    return tuple((each.total, id(each.culprit), tuple(map(id, each.options))) for each in group)


def _grouped(deviations: Deviations) -> Iterator[tuple[Deviation, ...]]:
    """Those of one culprit together."""
    by_culprit: dict[int, list[Deviation]] = {}
    for deviation in deviations:
        by_culprit.setdefault(id(deviation.culprit), []).append(deviation)
    yield from (tuple(group) for group in by_culprit.values())


def _wrong_totals(variante: Variante, found: tuple[Deviation, ...], attendu: int, public: str) -> Hit:
    """What one culprit leads to: a total, or several of which one is shown."""
    shown = min(found, key=lambda deviation: abs(deviation.total - attendu))
    culprit, several = shown.culprit, len(found) > 1
    consigne = "consigne" if any(choix.consigne for choix in shown.choices) else ""
    variant = "-".join(filter(None, ("public" if public else "", "plusieurs" if several else "", consigne)))
    return Hit(
        culprit,
        variant,
        attribute="ects" if isinstance(culprit, Unite) and culprit.ects is not None else "",
        prise=_taking(variante, shown),
        objet=_name(variante, culprit) or "ses options",
        total=credits(shown.total),
        totaux=[credits(deviation.total) for deviation in found],
        attendu=credits(attendu),
        ecart=credits(shown.total - attendu),
        public=public,
    )


def _taking(variante: Variante, deviation: Deviation) -> str:
    """« choisissant A et B », « choisissant C ou D » when either does the same, « ne choisissant rien »."""
    if deviation.alike and len(deviation.options) == 1:
        return f"choisissant {either(_named(variante, (*deviation.options, *deviation.alike)))}"
    names = _named(variante, deviation.options)
    again = [f"{name} une seconde fois" if name in names[:rank] else name for rank, name in enumerate(names)]
    return f"choisissant {enumeration(again)}" if again else "ne choisissant rien"


def _name(variante: Variante, noeud: Noeud) -> str:
    """The code of an option, or those of the units that a group always brings; a nested choice speaks for itself."""
    match noeud:
        case Unite():
            return noeud.code
        case Renvoi():
            return noeud.unite
        case Choix():
            return noeud.code or ""
        case Periode() | Groupe():
            own = noeud.code if isinstance(noeud, Groupe) else None
            units = (enfant for enfant in variante.enfants(noeud) if isinstance(enfant, Unite | Renvoi))
            return own or enumeration([_name(variante, unite) for unite in units])


@rule(
    "ECT-003",
    title="Un choix au moins mène au total",
    severity=ERREUR,
    source=CONVENTION,
    why="Si aucun choix ne mène au nombre de crédits du diplôme, personne ne peut l’obtenir.",
    message={
        "": "Aucun choix ne totalise {attendu:crédit} ; les plus proches totalisent {proches}.",
        "public": "Pour {public} : aucun choix ne totalise {attendu:crédit} ; les plus proches totalisent {proches}.",
    },
    hint="Corrigez les crédits des unités, ou le total dans <diplome>.",
    needs=_MAQUETTE,
    item="maquette",
    blocks=True,
)
def some_path_reaches_the_total(programme: Programme) -> Iterator[Hit]:
    """An impossible choice is ECT-005's business."""
    attendu = half(_total(programme))
    missed = [each for each in variantes(programme) if each.totaux and not each.totaux >> attendu & 1]
    for public, proches in told_together((variante, _closest(variante, attendu)) for variante in missed):
        yield Hit(
            programme.enseignements,
            "public" if public else "",
            attendu=credits(attendu),
            proches=[credits(total) for total in proches],
            public=public,
        )


def _closest(variante: Variante, attendu: int) -> tuple[int, ...]:
    return tuple(sorted(sorted(members(variante.totaux), key=lambda total: abs(total - attendu))[:2]))


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
    """Choices by credits without an upper bound; told once, for the first public that meets it."""
    told: set[int] = set()
    for variante in variantes(programme):
        for choix in variante.under(*variante.noeuds):
            if not isinstance(choix, Choix) or id(choix) in told:
                continue
            if choix.ects_min is None or choix.ects_max is not None or choix.surplus:
                continue
            above = [total for total in members(variante.reach(choix)) if total > half(choix.ects_min)]
            if above:
                told.add(id(choix))
                taken = selection(variante, choix, above[0])
                yield Hit(choix, minimum=choix.ects_min, choix=_named(variante, taken), total=credits(above[0]))


def _named(variante: Variante, options: tuple[Noeud, ...]) -> list[str]:
    return [name for option in options if (name := _name(variante, option))]


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
            if isinstance(noeud, Choix) and id(noeud) in variante.visibles and id(noeud) not in seen:
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
    elif not variante.reach(choix) and all(variante.reach(option) for option in variante.enfants(choix)):
        yield Hit(choix, "aucune")


@rule(
    "ECT-008",
    title="Chaque unité vaut un nombre entier de crédits",
    severity=ERREUR,
    source=ARRETE_LICENCE.at("licence : chaque unité a une valeur définie en crédits"),
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
    """Components of a unit are not looked at; a unit may get its credits from them. What contributes to an UE has none
    of its own.
    """
    for noeud in programme.enseignements.unites_principales:
        value = _worth(noeud)
        if value is None and noeud.contributions:
            continue
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


def _total(programme: Programme) -> Decimal:
    total = programme.identite.diplome.ects
    if total is None:
        raise NotEvaluated("le total de crédits du diplôme n’est pas renseigné")
    return total


_TOTAL = re.compile(
    r"\b(?:formation|licence(?: professionnelle)?|titre|diplôme|master|cursus|certification|année)\b[^.;,(]{0,40}?"
    r"\b(?:totalise|compte|comprend|réunit|comporte|représente|confère|vaut|délivre|donne)\s(?:droit à\s)?"
    rf"(?:au total\s|un total de\s)?({NUMBER})\s(?:crédits|ECTS)\b",
    re.IGNORECASE,
)
_OF_A_PART = re.compile(
    r"\b(?:bloc|semestre|unité|UE|UA|option|chaque|chacun|spécialisation|stage|projet|module|reste)", re.IGNORECASE
)
_OF_A_YEAR = re.compile(r"\bannée", re.IGNORECASE)


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
    """Only sentences about the whole, a year being it where the studies last one; with or without those of entry."""
    diplome, duree = programme.identite.diplome, programme.identite.duree
    ects, entree = diplome.ects or Decimal(0), diplome.ects_entree or Decimal(0)
    one_year = duree is not None and duree.annees == 1
    for node, found in mentions(_TOTAL, programme):
        part = _OF_A_PART.search(found.string, 0, found.end())
        if not part and (one_year or not _OF_A_YEAR.search(found.string, 0, found.end())):
            annonce = value(found[1])
            if annonce not in (ects, ects + entree):
                yield Hit(node, annonce=annonce, attendu=ects, extrait=found[0])

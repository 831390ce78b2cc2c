"""Legal basis: the procedure, the texts it rests on, the bodies that were consulted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dossier.french.dates import MONTH
from dossier.programme.identite import BaseLegale, Enregistrement
from dossier.programme.model import Programme
from dossier.programme.textes import en_langue
from dossier.programme.vocabulary import DIPLOMES
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, Hit, rule
from dossier.rules.phrases import mentions
from dossier.rules.profiles import DE_DROIT, JAMAIS_DE_DROIT, NATIONAL
from dossier.rules.runner import Context
from dossier.rules.texts import ARRETE_LICENCE_PROFESSIONNELLE, CADRE_NATIONAL, CODE_DU_TRAVAIL, VADEMECUM

DUREE_MAXIMALE = 5
"""Years of registration on request (code du travail, L6113-5)."""

DUREE_UNE_PROMOTION = 3
"""Years of registration when it rests on one cohort (décret n° 2025-500)."""

DAY = re.compile(
    rf"\b(?:1er|\d{{1,2}})\s+(?:{MONTH})\s+\d{{4}}\b"
    r"|\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b|\b\d{4}-\d{2}-\d{2}\b",
    re.IGNORECASE,
)


@rule(
    "LEG-001",
    title="La procédure d’enregistrement est déclarée, et c’est celle du diplôme",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("L6113-5 et D6113-27", also=VADEMECUM.at("§1.3")),
    why="L’enregistrement est de droit ou sur demande : la procédure commande le plan du dossier et les pièces.",
    message={
        "": "La procédure d’enregistrement n’est pas déclarée.",
        "droit": "L’enregistrement est déclaré sur demande ; il est de droit pour ce type de certification : {type}.",
    },
    hint={
        "": 'Ajoutez <enregistrement procedure="droit"/> (diplôme délivré au nom de l’État), ou '
        '<enregistrement procedure="demande"/>.',
        "droit": 'Écrivez procedure="droit", ou corrigez le type du diplôme.',
    },
    when=("certification",),
    asks=("enregistrement",),
    item="procedure",
)
def the_procedure_is_declared(programme: Programme) -> Iterator[Hit]:
    """The schema holds its two values."""
    if not programme.enregistrements:
        yield Hit(programme, missing=True)
    diplome = programme.identite.diplome.type
    for enregistrement in programme.enregistrements:
        if enregistrement.procedure == "demande" and diplome in DE_DROIT:
            yield Hit(enregistrement, "droit", attribute="procedure", type=DIPLOMES[diplome].lower())


@rule(
    "LEG-013",
    title="L’enregistrement de droit est réservé aux diplômes délivrés au nom de l’État",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("L6113-5, II", date="2019-08-23"),
    why="Les titres, certificats de qualification professionnelle et diplômes propres à un établissement ne "
    "s’enregistrent que sur demande : un dossier de droit ne serait pas instruit.",
    message="L’enregistrement est déclaré de droit ; il se demande pour ce type de certification : {type}.",
    hint='Écrivez procedure="demande", ou corrigez le type du diplôme.',
    needs=("enregistrement",),
    item="procedure",
)
def only_the_state_registers_as_of_right(programme: Programme) -> Iterator[Hit]:
    """What is of no known type is left to the reader."""
    diplome = programme.identite.diplome.type
    if diplome in JAMAIS_DE_DROIT:
        for enregistrement in de_droit(programme):
            yield Hit(enregistrement, attribute="procedure", type=DIPLOMES[diplome].lower())


def de_droit(programme: Programme) -> Iterator[Enregistrement]:
    """The registrations as of right."""
    return (each for each in programme.enregistrements if each.procedure == "droit")


@rule(
    "LEG-002",
    title="L’arrêté qui fonde le diplôme est cité avec sa référence et sa publication",
    severity=ERREUR,
    source=VADEMECUM.at("p. 9"),
    why="De droit, l’enregistrement repose sur un arrêté de création ou d’accréditation publié au Journal officiel ou "
    "au Bulletin officiel : on doit pouvoir le retrouver.",
    message={
        "": "Aucun arrêté de création ou d’accréditation n’est cité.",
        "partie": "L’arrêté est cité sans {manques}.",
    },
    hint={
        "": 'Ajoutez dans <enregistrement> <base-legale type="accreditation" nor="…" date="AAAA-MM-JJ" '
        'date-jo="AAAA-MM-JJ">…</base-legale>.',
        "partie": "Renseignez {attributs} dans <base-legale>.",
    },
    when=("de-droit",),
    asks=("base-legale",),
    item="texte-fondateur",
)
def the_order_is_cited(programme: Programme) -> Iterator[Hit]:
    """What the attributes do not give may stand in the text."""
    for enregistrement in de_droit(programme):
        founding = [base for base in enregistrement.bases_legales if base.type in ("creation", "accreditation")]
        if not founding:
            yield Hit(enregistrement, missing=True)
        for base in founding:
            missing = list(_missing_from(base))
            if missing:
                names, attributes = (list(each) for each in zip(*missing, strict=True))
                yield Hit(base, "partie", missing=True, manques=names, attributs=attributes)


def _missing_from(base: BaseLegale) -> Iterator[tuple[str, str]]:
    if base.nor is None and not re.search(r"\bn[°o]\s*\d|\b[A-Z]{4}\d{7}[A-Z]\b", base.texte):
        yield "numéro (NOR)", "nor"
    if base.date is None and not DAY.search(base.texte):
        yield "date", "date"
    if base.date_jo is None and not re.search(r"\b(?:JO|JORF|BO|BOESR)\b|[Jj]ournal officiel|[Bb]ulletin", base.texte):
        yield "date de publication", "date-jo"


@rule(
    "LEG-003",
    title="La concertation est citée, avec sa date",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("D6113-27", also=VADEMECUM.at("p. 9")),
    why="Un diplôme national est créé après concertation avec les organisations représentatives : comité de suivi de "
    "la licence, de la licence professionnelle et du master, ou commission propre à la filière.",
    message={
        "": "La concertation spécifique n’est pas citée.",
        "date": "La concertation est citée sans la date de l’avis.",
    },
    hint={
        "": "Ajoutez dans <enregistrement> une <concertation> : quelle instance, quel avis, quel jour.",
        "date": "Écrivez le jour de l’avis, comme 12 novembre 2025.",
    },
    profiles=(*NATIONAL, "but-2021", "ingenieur-cti", "grade-2020"),
    when=("de-droit",),
    asks=("concertation",),
    item="concertation",
)
def the_consultation_is_cited(programme: Programme) -> Iterator[Hit]:
    """A date in any usual form will do."""
    for enregistrement in de_droit(programme):
        concertation = enregistrement.concertation
        if concertation is None:
            yield Hit(enregistrement, missing=True)
        elif not DAY.search(concertation.texte):
            yield Hit(concertation, "date", missing=True)


@rule(
    "LEG-004",
    title="La délibération du conseil d’administration et l’avis du conseil académique sont datés",
    severity=AVERTISSEMENT,
    source=CADRE_NATIONAL.at("accréditation, art. 2"),
    why="Le dossier d’accréditation est transmis avec la délibération du conseil d’administration, prise après avis "
    "du conseil académique ou de l’instance qui en tient lieu.",
    message={
        "": "Aucune délibération n’est citée.",
        "seule": "Une seule délibération est citée : {instance}.",
    },
    hint={
        "": 'Ajoutez dans <enregistrement> deux <deliberation instance="…" date="…"/> : l’avis, puis la délibération.',
        "seule": "Ajoutez l’autre : l’avis du conseil académique, ou la délibération du conseil d’administration.",
    },
    profiles=NATIONAL,
    when=("de-droit",),
    asks=("deliberation",),
    item="deliberations",
)
def the_councils_have_decided(programme: Programme) -> Iterator[Hit]:
    """Councils bear different names from one institution to another: two are expected, whatever they are called."""
    for enregistrement in de_droit(programme):
        deliberations = enregistrement.deliberations
        if not deliberations:
            yield Hit(enregistrement, missing=True)
        elif len(deliberations) == 1:
            yield Hit(deliberations[0], "seule", missing=True, instance=deliberations[0].instance)


REFORME_LP = date(2020, 9, 1)
"""The first year without new registrations under the order of 17 November 1999."""

_LP_1999 = re.compile(r"17 novembre 1999|\b17/11/1999\b|MENS9902515A")


@rule(
    "LEG-005",
    title="Les textes cités sont en vigueur",
    severity=AVERTISSEMENT,
    source=ARRETE_LICENCE_PROFESSIONNELLE.at("licence professionnelle", status="V/K"),
    why="Un dossier qui s’appuie sur un texte abrogé ou échu n’a plus de fondement.",
    message={
        "lp": "L’arrêté du 17 novembre 1999 est cité ; celui du 6 décembre 2019 l’a remplacé.",
        "fin": "Ce texte a cessé de s’appliquer le {fin}, et aucun autre n’a pris sa suite ici.",
    },
    hint={
        "lp": "Citez l’arrêté du 6 décembre 2019 portant réforme de la licence professionnelle.",
        "fin": "Ajoutez la <base-legale> qui l’a remplacé, ou corrigez date-fin.",
    },
    context=True,
    on=("bases-legales",),
)
def the_texts_are_in_force(programme: Programme, context: Context) -> Iterator[Hit]:
    """Held against the day the programme takes effect; the old rule on juries of VAE is JUR-007's."""
    for enregistrement in programme.enregistrements:
        for base in enregistrement.bases_legales:
            same_kind = (other for other in enregistrement.bases_legales if other.type == base.type)
            if _ended(base, context.day) and all(_ended(other, context.day) for other in same_kind):
                yield Hit(base, "fin", attribute="date-fin", fin=base.date_fin)
    if context.day < REFORME_LP:
        return
    for node, _ in mentions(_LP_1999, programme):
        yield Hit(node, "lp")


def _ended(base: BaseLegale, day: date) -> bool:
    return base.date_fin is not None and base.date_fin < day


_CITES = re.compile(
    r"\barticles?\b|\b[LRD]\.?\s?\d{2,4}-\d|\bdécret\b|\barrêté\b|\bloi\b|\bordonnance\b|\bcode d|"
    r"\brèglement|\bdirective\b",
    re.IGNORECASE,
)


@rule(
    "LEG-006",
    title="Un métier réglementé cite ses textes et justifie l’absence de blocs",
    severity=ERREUR,
    source=VADEMECUM.at("§2.2.4"),
    why="Si l’exercice du métier est réglementé, le dossier cite le texte et les habilitations préalables ; s’il "
    "n’est pas découpé en blocs, il dit pourquoi.",
    message={
        "": "Le métier est déclaré réglementé sans qu’aucun texte soit cité.",
        "blocs": "La certification n’est pas découpée en blocs, sans justification.",
    },
    hint={
        "": "Citez la loi, le décret ou l’arrêté dans <profession-reglementee> ou <reglementation>.",
        "blocs": "Dites dans <profession-reglementee> pourquoi les blocs ne peuvent pas être validés séparément.",
    },
    when=("reglementee",),
    asks=("reglementation",),
    item="procedure",
)
def a_regulated_occupation_says_by_what(programme: Programme) -> Iterator[Hit]:
    """Nothing forbids blocks: only their absence is to be explained."""
    reglementation = en_langue(programme.presentation.reglementation)
    split = sum(1 for _ in programme.blocs) > 1
    for enregistrement in programme.enregistrements:
        texte = enregistrement.profession_reglementee
        if texte is None:
            continue
        if not _CITES.search(texte) and not (reglementation and _CITES.search(reglementation.texte)):
            yield Hit(texte, missing=True)
        if not split and not re.search(r"\bblocs?\b|découp", texte, re.IGNORECASE):
            yield Hit(texte, "blocs", missing=True)


@rule(
    "LEG-009",
    title="La durée d’enregistrement demandée est admise",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("L6113-5 ; R6113-9 II, a", also=VADEMECUM.at("p. 47")),
    why="Un enregistrement sur demande dure cinq ans au plus, et trois ans quand une première demande ne s’appuie que "
    "sur une promotion (dépôts à compter du 1er octobre 2025).",
    message={
        "absente": "La durée d’enregistrement demandée n’est pas indiquée.",
        "": "{duree:an} demandés : le maximum est de {maximum}.",
        "promotion": "{duree:an} demandés avec une seule promotion : le maximum est alors de {maximum}.",
    },
    hint={
        "absente": 'Ajoutez duree="…" à <enregistrement>, en années : {maximum} au plus.',
        "": 'Écrivez duree="{maximum}" au plus.',
        "promotion": 'Écrivez duree="{maximum}" au plus, ou ajoutez une promotion.',
    },
    when=("sur-demande",),
    asks=("duree-enregistrement",),
    item="duree",
)
def the_length_is_admitted(programme: Programme) -> Iterator[Hit]:
    """A single cohort is told by its year, tracks together; regulated occupations need none, renewals are not bound."""
    annees = {promotion.annee for promotion in programme.suivi.promotions}
    for enregistrement in programme.enregistrements:
        duree = enregistrement.duree or 0
        first = not enregistrement.anciennes_fiches
        alone = first and len(annees) == 1 and enregistrement.profession_reglementee is None
        if enregistrement.procedure != "demande":
            continue
        if not duree and enregistrement.date_fin is None:
            yield Hit(enregistrement, "absente", missing=True, maximum=DUREE_MAXIMALE)
        elif duree > DUREE_MAXIMALE:
            yield Hit(enregistrement, attribute="duree", duree=duree, maximum=DUREE_MAXIMALE)
        elif alone and duree > DUREE_UNE_PROMOTION:
            yield Hit(enregistrement, "promotion", attribute="duree", duree=duree, maximum=DUREE_UNE_PROMOTION)

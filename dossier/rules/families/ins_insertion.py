"""Cohorts and employment: enough of them, recent enough, with head counts that agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any

from dossier.programme.model import Programme
from dossier.programme.organisation import Enquete, Promotion
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, Hit, rule
from dossier.rules.personal import LEARNER, learner_data
from dossier.rules.runner import Context
from dossier.rules.texts import CODE_DU_TRAVAIL, VADEMECUM

DECRET_2025 = date(2025, 10, 1)
"""Filings from this day on may rest on one cohort (décret n° 2025-500 du 6 juin 2025)."""

PROMOTIONS = 2
PROMOTIONS_DEPUIS_2025 = 1

RECENT = 5
"""A cohort counts for five years (Vademecum RNCP de janvier 2023, p. 44)."""

SIX_MOIS = 6


def promotions_requises(context: Context) -> int:
    """How many cohorts a filing needs: two, or one since October 2025."""
    before = context.profile is not None and context.profile.name == "titre-2023"
    return PROMOTIONS if before or context.day < DECRET_2025 else PROMOTIONS_DEPUIS_2025


def _par_annee(programme: Programme) -> dict[int, list[Promotion]]:
    """The cohorts of each year, tracks together."""
    found: dict[int, list[Promotion]] = defaultdict(list)
    for promotion in programme.suivi.promotions:
        found[promotion.annee].append(promotion)
    return found


@rule(
    "INS-001",
    title="Le dossier s’appuie sur assez de promotions",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("R6113-9 I, 1° et 2°, et II", also=VADEMECUM.at("p. 42"), date="2025-06-09"),
    why="Sur demande, deux promotions au moins montrent l’emploi des titulaires ; une seule suffit depuis le "
    "1er octobre 2025, pour une première demande et un enregistrement de trois ans au plus. La première demande d’un "
    "métier réglementé en est dispensée, comme celle d’un métier en émergence.",
    message={
        "aucune": "Aucune promotion n’est renseignée ; il en faut {requises} au moins.",
        "": "{nombre:promotion} : il en faut {requises} au moins.",
    },
    hint="Ajoutez dans <suivi> une <promotion> par année d’obtention, avec ses effectifs.",
    when=("sur-demande", "insertion-due"),
    asks=("promotions",),
    item="insertion",
    context=True,
)
def there_are_enough_cohorts(programme: Programme, context: Context) -> Iterator[Hit]:
    """Counted by year; the shorter registration of a single cohort is LEG-009's."""
    nombre, requises = len(_par_annee(programme)), promotions_requises(context)
    if nombre < requises:
        yield Hit(programme.suivi, "" if nombre else "aucune", missing=True, nombre=nombre, requises=requises)


@rule(
    "INS-002",
    title="Une promotion compte plus d’un titulaire",
    severity=ERREUR,
    source=VADEMECUM.at("p. 43-44"),
    why="Une promotion réunit les titulaires d’une année entière, toutes voies et tous lieux confondus ; une seule "
    "personne n’en fait pas une.",
    message="La promotion {annee} compte {titulaires:titulaire}.",
    hint="Réunissez tous les titulaires de l’année, ou retirez cette promotion.",
    when=("sur-demande",),
    needs=("promotions",),
    item="insertion",
)
def a_cohort_is_more_than_one_person(programme: Programme) -> Iterator[Hit]:
    """Tracks of one year are added up."""
    for annee, promotions in _par_annee(programme).items():
        titulaires = sum(promotion.titulaires for promotion in promotions)
        if titulaires < 2:
            yield Hit(promotions[0], annee=str(annee), titulaires=titulaires)


@rule(
    "INS-003",
    title="Les promotions sont récentes",
    severity=ERREUR,
    source=VADEMECUM.at("p. 44"),
    why="Les promotions présentées ont moins de cinq ans ; l’une devrait en avoir deux au plus.",
    message="Il faut {requises:promotion} de {limite} ou après ; le dossier en a {nombre}.",
    hint="Ajoutez une promotion plus récente.",
    when=("sur-demande", "insertion-due"),
    needs=("promotions",),
    item="insertion",
    context=True,
)
def the_cohorts_are_recent(programme: Programme, context: Context) -> Iterator[Hit]:
    """A file with too few cohorts of any age is INS-001's."""
    annees, requises = _par_annee(programme), promotions_requises(context)
    limite = context.day.year - RECENT
    nombre = sum(1 for annee in annees if annee >= limite)
    if nombre < requises <= len(annees):
        yield Hit(programme.suivi, requises=requises, limite=str(limite), nombre=nombre)


@rule(
    "INS-004",
    title="Les taux d’insertion se calculent et ne dépassent pas 100 %",
    severity=ERREUR,
    source=VADEMECUM.at("p. 45"),
    why="Le taux d’insertion globale est la part des personnes en emploi parmi les répondants non neutralisés ; celui "
    "du métier visé se calcule sur la même base. Ils sont recalculés à partir des effectifs.",
    message={
        "": "Enquête à {mois} mois de la promotion {annee} : {effectif:personne} {situation} pour {base} comptées.",
        "base": "Enquête à {mois} mois de la promotion {annee} : tous les répondants sont neutralisés, aucun taux ne "
        "se calcule.",
    },
    hint="Base du calcul : {repondants:répondant} moins {neutralises} mis hors du calcul. Corrigez <neutralises> ou "
    "les effectifs.",
    needs=("enquetes",),
    item="insertion",
)
def the_rates_can_be_computed(programme: Programme) -> Iterator[Hit]:
    """Only where INS-005 finds the counts in order."""
    for promotion in programme.suivi.promotions:
        for enquete in promotion.enquetes:
            if not any(_disorder(promotion, enquete)):
                yield from _above_all(promotion, enquete)


def _above_all(promotion: Promotion, enquete: Enquete) -> Iterator[Hit]:
    neutralises = enquete.neutralises or 0
    base = enquete.repondants - neutralises
    values: dict[str, Any] = {
        "annee": str(promotion.annee),
        "mois": enquete.mois,
        "repondants": enquete.repondants,
        "neutralises": neutralises,
    }
    if enquete.repondants and not base:
        yield Hit(enquete, "base", **values)
    elif enquete.en_emploi > base:
        yield Hit(enquete, effectif=enquete.en_emploi, situation="en emploi", base=base, **values)


@rule(
    "INS-005",
    title="Les effectifs des enquêtes sont cohérents",
    severity=ERREUR,
    source=VADEMECUM.at("p. 45"),
    why="Les répondants sont des titulaires, les personnes en emploi des répondants, celles qui exercent le métier "
    "visé des personnes en emploi : un effectif qui dépasse celui dont il fait partie est faux.",
    message={
        "": "Enquête à {mois} mois de la promotion {annee} : {petit} {partie}, mais {grand} {tout}.",
        "vae": "Promotion {annee} : {petit} titulaires par la VAE, mais {grand} titulaires en tout.",
    },
    hint="Vérifiez ces deux effectifs sur les réponses de l’enquête.",
    needs=("promotions",),
    item="insertion",
)
def the_counts_agree(programme: Programme) -> Iterator[Hit]:
    """Each count is part of the one before."""
    for promotion in programme.suivi.promotions:
        annee, vae = str(promotion.annee), promotion.titulaires_vae or 0
        if vae > promotion.titulaires:
            yield Hit(promotion, "vae", annee=annee, petit=vae, grand=promotion.titulaires)
        for enquete in promotion.enquetes:
            for petit, partie, grand, tout in _disorder(promotion, enquete):
                yield Hit(enquete, annee=annee, mois=enquete.mois, petit=petit, partie=partie, grand=grand, tout=tout)


def _disorder(promotion: Promotion, enquete: Enquete) -> Iterator[tuple[int, str, int, str]]:
    titulaires = (promotion.titulaires, "titulaires")
    repondants = (enquete.repondants, "répondants")
    en_emploi = (enquete.en_emploi, "en emploi")
    dans_le_metier = (enquete.dans_le_metier_vise, "dans le métier visé")
    neutralises = (enquete.neutralises or 0, "neutralisés")
    pairs = ((repondants, titulaires), (en_emploi, repondants), (dans_le_metier, en_emploi), (neutralises, repondants))
    for (petit, partie), (grand, tout) in pairs:
        if petit > grand:
            yield petit, partie, grand, tout


@rule(
    "INS-006",
    title="Chaque promotion a son enquête à six mois",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 45"),
    why="La situation des titulaires se mesure six mois après l’obtention, et encore à deux ans quand c’est possible.",
    message="La promotion {annee} n’a pas d’enquête à six mois.",
    hint='Ajoutez une <enquete> avec mois="6" et ses effectifs.',
    when=("sur-demande",),
    needs=("promotions",),
    item="insertion",
    context=True,
)
def each_cohort_has_its_survey(programme: Programme, context: Context) -> Iterator[Hit]:
    """Cohorts of the current year may be too young for it."""
    for annee, promotions in _par_annee(programme).items():
        asked = any(enquete.mois == SIX_MOIS for promotion in promotions for enquete in promotion.enquetes)
        if not asked and annee < context.day.year - 1:
            yield Hit(promotions[0], missing=True, annee=str(annee))


@rule(
    "INS-007",
    title="Assez de titulaires ont répondu à l’enquête",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 44 (seuil de 60 % : convention de l’outil)", status="V/P"),
    why="Un taux d’insertion mesuré sur peu de réponses ne prouve rien ; le texte demande un taux de retour suffisant.",
    message="Enquête à {mois} mois de la promotion {annee} : {repondants} réponses pour {titulaires:titulaire}, "
    "soit {taux} %.",
    hint="Relancez les titulaires : {manque:réponse} de plus pour atteindre {seuil} %.",
    needs=("enquetes",),
    thresholds={"taux": (60, "taux de réponse, en %, au-dessous duquel alerter")},
)
def enough_have_answered(programme: Programme, *, taux: Decimal) -> Iterator[Hit]:
    """Below the project's own threshold."""
    for promotion in programme.suivi.promotions:
        needed = ceil(promotion.titulaires * taux / 100)
        for enquete in promotion.enquetes:
            if enquete.repondants < needed:
                yield Hit(
                    enquete,
                    mois=enquete.mois,
                    annee=str(promotion.annee),
                    repondants=enquete.repondants,
                    titulaires=promotion.titulaires,
                    taux=100 * enquete.repondants // promotion.titulaires,
                    manque=needed - enquete.repondants,
                    seuil=taux,
                )


@rule(
    "INS-008",
    title="Les promotions sont suivies par parcours",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 19 et 28"),
    why="Quand la certification a plusieurs options, l’emploi des titulaires se mesure pour chacune.",
    message="La promotion {annee} n’est pas détaillée par parcours.",
    hint='Ajoutez une <promotion> avec annee="{annee}" et parcours="…" pour chaque parcours.',
    when=("parcours",),
    needs=("promotions",),
)
def each_track_is_followed(programme: Programme) -> Iterator[Hit]:
    """One cohort with a track is enough for a year: others may not have opened."""
    for annee, promotions in _par_annee(programme).items():
        if not any(promotion.parcours for promotion in promotions):
            yield Hit(promotions[0], missing=True, annee=str(annee))


@rule(
    LEARNER,
    title="Aucun texte ne désigne une personne en formation ou diplômée",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("§ 2.4.4"),
    why="Les promotions se décrivent par des effectifs : un nom, une note ou un numéro d’étudiant sont des données "
    "personnelles, que le dossier ne transmet jamais. La politique de protection des données est une pièce (DEP-002).",
    message="Ce texte contient {quoi} : « {extrait} ».",
    hint="Retirez-le, ou remplacez la personne par ce que le dossier doit montrer (un effectif, un métier).",
    kind="heur",
    item="donnees-personnelles",
)
def no_learner_is_named(programme: Programme) -> Iterator[Hit]:
    """Those in charge may be named: only persons said to study, or marked, are told."""
    for node, text in programme.textes:
        yield from (Hit(node, quoi=each.what, extrait=each.extract) for each in learner_data(text))

"""Dates: what comes first comes first, and what must last lasts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from dossier.french.dates import MONTH
from dossier.programme.mapping import Element
from dossier.programme.model import Programme
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, ERREUR, INFO, Hit, NotEvaluated, rule
from dossier.rules.families.leg_base_legale import DUREE_MAXIMALE
from dossier.rules.phrases import mentions
from dossier.rules.runner import Context
from dossier.rules.sheets import cited_sheets, required
from dossier.rules.texts import CADRE_NATIONAL, CODE_DU_TRAVAIL, VADEMECUM

VACANCES = timedelta(days=100)
"""The end of the last year of studies, which an accreditation may leave out (ours)."""


class _Order(NamedTuple):
    """Two dates of an element, the first of which cannot come after the second."""

    node: Element
    attribute: str
    avant: str
    jour: date | None
    apres: str
    suivant: date | None


@rule(
    "DAT-001",
    title="Les dates se suivent",
    severity=ERREUR,
    source=CONVENTION,
    why="Un texte est signé avant d’être publié, une décision prise avant d’échoir : une date qui en précède une "
    "autre à tort est une faute de frappe.",
    message="{avant} ({jour}) vient après {apres} ({suivant}).",
    hint="Corrigez l’une des deux dates (attribut {attribut}).",
    on=("dates-a-comparer",),
)
def the_dates_follow_each_other(programme: Programme) -> Iterator[Hit]:
    """Only pairs whose order never varies: registrations and accreditations may be retroactive."""
    for node, attribute, avant, jour, apres, suivant in _orders(programme):
        if jour and suivant and jour > suivant:
            values: dict[str, Any] = {
                "avant": avant,
                "jour": jour,
                "apres": apres,
                "suivant": suivant,
                "attribut": attribute,
            }
            yield Hit(node, attribute=attribute, **values)


def _orders(programme: Programme) -> Iterator[_Order]:
    for each in programme.enregistrements:
        yield _Order(each, "date-fin", "La prise d’effet", each.date_effet, "l’échéance", each.date_fin)
        yield _Order(each, "date-fin", "La décision", each.date_decision, "l’échéance", each.date_fin)
        limite = each.date_limite_delivrance
        yield _Order(each, "date-limite-delivrance", "L’échéance", each.date_fin, "la limite de délivrance", limite)
        for base in each.bases_legales:
            yield _Order(base, "date-jo", "La signature du texte", base.date, "sa publication", base.date_jo)
            yield _Order(base, "date-fin", "La signature du texte", base.date, "sa fin", base.date_fin)
            yield _Order(base, "date-fin", "La publication du texte", base.date_jo, "sa fin", base.date_fin)
    for partenaire in programme.partenaires.partenaires:
        debut, fin = partenaire.date_debut, partenaire.date_fin
        yield _Order(partenaire, "date-fin", "Le début de l’habilitation", debut, "sa fin", fin)
    for derogation in programme.derogations.derogations:
        fin = derogation.jusqu_au
        yield _Order(derogation, "jusqu-au", "La dérogation", derogation.date, "sa propre fin", fin)


@rule(
    "DAT-002",
    title="L’enregistrement ne dépasse pas cinq ans",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("L6113-5", also=VADEMECUM.at("p. 65")),
    why="Un enregistrement, de droit ou sur demande, vaut cinq ans au plus, à compter de sa prise d’effet.",
    message="L’échéance ({fin}) est à plus de {maximum:an} de {depart} ({jour}).",
    hint="Corrigez date-fin : au plus tard le {limite}.",
    needs=("enregistrement",),
    item="duree",
)
def a_registration_lasts_five_years(programme: Programme) -> Iterator[Hit]:
    """From the day it takes effect, else from the decision; the length asked for is LEG-009's."""
    for enregistrement in programme.enregistrements:
        depart = "sa prise d’effet" if enregistrement.date_effet else "la décision"
        jour = enregistrement.date_effet or enregistrement.date_decision
        fin = enregistrement.date_fin
        if jour is None or fin is None:
            continue
        limite = years_later(jour, DUREE_MAXIMALE)
        if fin > limite:
            values: dict[str, Any] = {"depart": depart, "jour": jour, "limite": limite}
            yield Hit(enregistrement, attribute="date-fin", fin=fin, maximum=DUREE_MAXIMALE, **values)


def years_later(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March."""
    return months_later(day, 12 * years)


def months_later(day: date, months: int) -> date:
    """The same day some months later; one that the month lacks becomes the first of the next."""
    year, month = divmod(day.month - 1 + months, 12)
    try:
        return date(day.year + year, month + 1, day.day)
    except ValueError:
        return date(day.year + year, month + 2, 1)


@rule(
    "DAT-005",
    title="Une fiche échue donne sa date limite de délivrance",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 65"),
    why="Après l’échéance, ceux qui sont entrés à temps en formation peuvent encore être certifiés, jusqu’à une date "
    "limite que la fiche publie.",
    message={
        "": "La fiche {fiche} est échue depuis le {fin}, sans date limite de délivrance.",
        "publiee": "La fiche {fiche} est échue depuis le {fin} ; le programme ne donne pas la date limite de "
        "délivrance qu’elle publie.",
    },
    hint={
        "": 'Ajoutez date-limite-delivrance="…" à <enregistrement>, ou citez la fiche qui remplace celle-ci.',
        "publiee": 'Ajoutez date-limite-delivrance="{limite}" à <enregistrement>, ou citez la fiche qui remplace '
        "celle-ci.",
    },
    when=("fiche",),
    context=True,
)
def an_expired_sheet_says_until_when(programme: Programme, context: Context) -> Iterator[Hit]:
    """At the day of judgement or of the export, whichever is later; the sheet tells the end that is not given."""
    register, found = context.register, False
    jour = max(context.day, register.jour) if register else context.day
    silent = [each for each in programme.enregistrements if each.fiche and each.date_limite_delivrance is None]
    for each in silent:
        fiche = register.fiche(each.fiche or "") if register else None
        fin = each.date_fin or (fiche.date_fin if fiche else None)
        if fin and fin < jour:
            found = True
            limite = fiche.date_limite_delivrance if fiche else None
            yield Hit(
                each, "publiee" if limite else "", attribute="fiche", fiche=each.fiche, fin=fin, limite=str(limite)
            )
    if not found and any(each.date_fin is None for each in silent):
        list(cited_sheets(programme, register))  # says what is missing


@rule(
    "DAT-006",
    title="L’accréditation couvre toutes les années du programme",
    severity=AVERTISSEMENT,
    source=CADRE_NATIONAL.at("accréditation", status="K"),
    why="Une promotion qui entre doit pouvoir finir ses études sous une accréditation en vigueur.",
    message="L’accréditation prend fin le {fin} ; les études commencées le {effet} durent {annees:an}.",
    hint="Citez l’accréditation qui prend la suite, ou corrigez date-fin.",
    when=("de-droit", "accreditation"),
    needs=("date-effet",),
)
def the_accreditation_covers_the_studies(programme: Programme) -> Iterator[Hit]:
    """Until the last spring of the first cohort; one that has ended before it began is LEG-005's."""
    effet, duree = programme.date_effet, programme.identite.duree
    bases = [base for each in programme.enregistrements for base in each.bases_legales if base.type == "accreditation"]
    ends = [base.date_fin for base in bases if base.date_fin]
    if len(ends) < len(bases):
        raise NotEvaluated("la fin de l’accréditation n’est pas renseignée")
    assert effet is not None
    annees = int(duree.annees) if duree and duree.annees else 1
    if effet <= max(ends) < years_later(effet, annees) - VACANCES:
        base = next(base for base in bases if base.date_fin == max(ends))
        yield Hit(base, attribute="date-fin", fin=base.date_fin, effet=effet, annees=annees)


_ANNOUNCED = re.compile(
    r"\b(?:ouvrir(?:a|ont)|débuter(?:a|ont)|commencer(?:a|ont)|démarrer(?:a|ont)|aur(?:a|ont) lieu)\b"
    rf"[^.,;:()]{{0,40}}?\b(?:rentrée|en|{MONTH})\s+(20\d\d)\b",
    re.IGNORECASE,
)


@rule(
    "DAT-008",
    title="Aucune année passée n’est annoncée au futur",
    severity=INFO,
    source=CONVENTION,
    why="« Ouvrira à la rentrée 2021 » dit au lecteur de 2026 que le texte n’a pas été relu.",
    message="« {extrait} » : l’année {annee} est passée.",
    hint="Mettez la phrase au présent ou au passé, ou corrigez l’année.",
    kind="heur",
    context=True,
)
def nothing_past_is_announced(programme: Programme, context: Context) -> Iterator[Hit]:
    """A few verbs that announce, followed by the year they announce."""
    for node, match in mentions(_ANNOUNCED, programme):
        if int(match[1]) < context.day.year:
            yield Hit(node, extrait=match[0], annee=match[1])


@rule(
    "DAT-004",
    title="La fiche citée est active au répertoire national, ou le dossier cite celle qui la remplace",
    severity=ERREUR,
    source=VADEMECUM.at("p. 66"),
    why="Une fiche échue n’ouvre plus de parcours certifiant ni de financement : un dossier fondé sur elle est refusé.",
    message={
        "inactive": "La fiche {fiche} est inactive (échéance : {fin} ; export du {export}).",
        "echue": "L’enregistrement de la fiche {fiche} prend fin le {fin}, avant le {jour} (export du {export}).",
        "remplacee": "La fiche {fiche} (échéance : {fin}) est remplacée par {nouvelles} (export du {export}).",
    },
    hint={
        "": "Cherchez la fiche en vigueur avec « dossier register search », et citez-la dans <enregistrement>.",
        "remplacee": "Citez {nouvelles} dans <enregistrement>, après « dossier register compare ».",
    },
    when=("fiche",),
    item="procedure",
    context=True,
)
def the_sheet_is_active(programme: Programme, context: Context) -> Iterator[Hit]:
    """At the day of judgement or of the export, whichever is later; the register's own status comes first."""
    cited = {enregistrement.fiche for enregistrement in programme.enregistrements}
    export = required(context.register).jour
    jour = max(context.day, export)
    for enregistrement, fiche in cited_sheets(programme, context.register):
        over = fiche.echue(jour)
        if (fiche.actif is not False and not over) or cited & set(fiche.nouvelles):
            continue
        variant = "remplacee" if fiche.nouvelles else "inactive" if fiche.actif is False else "echue"
        yield Hit(
            enregistrement,
            variant,
            attribute="fiche",
            fiche=fiche.numero,
            fin=fiche.date_fin or "non précisée",
            jour=jour,
            nouvelles=fiche.nouvelles,
            export=export,
        )

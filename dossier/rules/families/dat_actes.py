"""Dates of acts: what a description cites as done was done before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dossier.french.dates import MONTH, MONTHS
from dossier.programme.mapping import Element
from dossier.programme.model import Programme
from dossier.programme.vocabulary import PIECES
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, Hit, rule

_DAY = re.compile(rf"\b(1er|\d{{1,2}})\s+({MONTH})\s+(\d{{4}})\b", re.IGNORECASE)


class _Act(NamedTuple):
    """Something that was done on a day, said where, in which attribute."""

    node: Element
    attribute: str
    quoi: str
    jour: date


@rule(
    "DAT-010",
    title="Ce qui est cité comme fait l’était le jour de la version",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Une délibération, un avis ou un règlement datés d’après la version qui les cite n’ont pas pu la fonder : la "
    "date est fausse, ou la version n’a pas été mise à jour.",
    message={
        "": "{quoi} est du {jour}, après la version du dossier ({version}).",
        "effet": "{quoi} est du {jour}, après la prise d’effet du programme ({version}).",
        "impossible": "« {extrait} » n’est pas une date.",
    },
    hint={
        "": "Corrigez cette date, ou date-version dans <programme>.",
        "effet": "Corrigez cette date, ou date-effet dans <programme>.",
        "impossible": "Corrigez le jour ou le mois.",
    },
    on=("actes",),
)
def what_is_cited_was_done(programme: Programme) -> Iterator[Hit]:
    """Held against the day of the version, else the day it takes effect."""
    version = programme.date_version or programme.date_effet
    variant = "" if programme.date_version else "effet"
    for act in _acts(programme):
        if version and act.jour > version:
            yield Hit(act.node, variant, attribute=act.attribute, quoi=act.quoi, jour=act.jour, version=version)
    for enregistrement in programme.enregistrements:
        for paragraphe in enregistrement.concertation.paragraphes if enregistrement.concertation else ():
            for match in _DAY.finditer(paragraphe.texte):
                day = read_day(match)
                if day is None:
                    yield Hit(paragraphe, "impossible", extrait=match[0])
                elif version and day > version:
                    yield Hit(paragraphe, variant, quoi="L’avis cité", jour=day, version=version)


def read_day(match: re.Match[str]) -> date | None:
    """The day that a French date tells; None when the calendar has no such day (« 30 février »)."""
    number, month, year = match.groups()
    try:
        return date(int(year), MONTHS.index(month.lower()) + 1, int(number.removesuffix("er")))
    except ValueError:
        return None


def _acts(programme: Programme) -> Iterator[_Act]:
    for each in programme.enregistrements:
        if each.date_decision:
            yield _Act(each, "date-decision", "La décision d’enregistrement", each.date_decision)
        for base in each.bases_legales:
            if base.date:
                yield _Act(base, "date", "La signature du texte cité", base.date)
        for deliberation in each.deliberations:
            yield _Act(deliberation, "date", f"La délibération ({deliberation.instance})", deliberation.date)
    if programme.reglement.date:
        yield _Act(programme.reglement, "date", "L’adoption du règlement", programme.reglement.date)
    for couverture in programme.couvertures:
        if couverture.date:
            yield _Act(couverture, "date", "La validation de la matrice", couverture.date)
    for piece in programme.pieces.pieces:
        if piece.date:
            yield _Act(piece, "date", f"La pièce « {PIECES.get(piece.type, piece.type)} »", piece.date)
    for derogation in programme.derogations.derogations:
        yield _Act(derogation, "date", f"La dérogation à {derogation.regle}", derogation.date)


LONGTEMPS = 30
"""Years after which a cohort is a slip of typing."""


@rule(
    "DAT-011",
    title="Les promotions et leurs enquêtes sont passées",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Une promotion à venir n’a pas de titulaires, et une enquête à six mois ne précède pas la fin du sixième mois.",
    message={
        "": "La promotion {annee} est postérieure à la version du dossier ({version}).",
        "enquete": "L’enquête à {mois} mois de la promotion {annee} ne peut précéder la version ({version}).",
        "ancienne": "La promotion {annee} a plus de {ans} ans.",
    },
    hint="Corrigez l’année, ou retirez ce qui n’a pas eu lieu.",
    needs=("promotions",),
)
def cohorts_are_past(programme: Programme) -> Iterator[Hit]:
    """A survey so many months after the year began, at the earliest."""
    version = programme.date_version or programme.date_effet
    if version is None:
        return
    for promotion in programme.suivi.promotions:
        if promotion.annee > version.year:
            yield Hit(promotion, attribute="annee", annee=str(promotion.annee), version=version)
        elif promotion.annee < version.year - LONGTEMPS:
            yield Hit(promotion, "ancienne", attribute="annee", annee=str(promotion.annee), ans=LONGTEMPS)
        for enquete in promotion.enquetes:
            months = (version.year - promotion.annee) * 12 + version.month - 1
            if promotion.annee <= version.year and enquete.mois > months:
                annee = str(promotion.annee)
                yield Hit(enquete, "enquete", attribute="mois", mois=enquete.mois, annee=annee, version=version)

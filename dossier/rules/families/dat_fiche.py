"""Dates, held against the sheets of the register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from dossier.french.dates import day
from dossier.programme.model import Programme
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, Hit, NotEvaluated, Source, rule
from dossier.rules.runner import Context
from dossier.rules.sheets import cited_sheets, required
from dossier.rules.texts import EXPORT_NATIONAL

DELAI = 7
"""Months between the filing of a renewal and the end of the registration, at least (notice of 2021)."""


@rule(
    "DAT-003",
    title="Le renouvellement est déposé sept mois au moins avant l’échéance",
    severity=AVERTISSEMENT,
    source=Source("notice de France compétences, 2021", "renouvellement", "V2", "2021"),
    why="L’instruction prend plusieurs mois : déposé trop tard, le dossier laisse une période sans enregistrement.",
    message="Le dossier est daté du {version} ; la fiche {fiche} échoit le {fin} (export du {export}), et il fallait "
    "déposer avant le {limite}.",
    hint="Déposez sans attendre, et n’ouvrez pas de session entre l’échéance et la décision.",
    when=("renouvellement", "sur-demande"),
    context=True,
)
def a_renewal_is_filed_in_time(programme: Programme, context: Context) -> Iterator[Hit]:
    """The day of filing is that of the version of the file."""
    register, version = required(context.register), programme.date_version
    if version is None:
        raise NotEvaluated("la date de cette version du programme n’est pas renseignée (date-version)")
    known = 0
    for ancienne in (each for e in programme.enregistrements for each in e.anciennes_fiches):
        fiche = register.fiche(ancienne.code)
        if fiche is None or fiche.date_fin is None:
            continue
        known += 1
        limite = _months_before(fiche.date_fin, DELAI)
        if version > limite:
            values: dict[str, Any] = {"version": version, "fin": fiche.date_fin, "limite": limite}
            yield Hit(ancienne, attribute="code", fiche=ancienne.code, export=register.jour, **values)
    if not known:
        raise NotEvaluated(f"l’échéance de l’ancienne fiche n’est pas dans l’index du {day(register.jour)}")


def _months_before(day: date, months: int) -> date:
    """The same day some months earlier, or the last of that month."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    following = date(years + month // 11, (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(years, month + 1, min(day.day, last))


@rule(
    "DAT-009",
    title="Les dates de l’enregistrement sont celles de la fiche officielle",
    severity=ERREUR,
    source=EXPORT_NATIONAL.at(),
    why="L’échéance a souvent été repoussée ou avancée : celle du dossier doit être celle que le répertoire publie.",
    message="{quoi} est le {ici} ici, le {officiel} sur la fiche {fiche} (export du {export}).",
    hint="Recopiez la date de la fiche.",
    when=("fiche",),
    context=True,
)
def the_dates_are_those_of_the_sheet(programme: Programme, context: Context) -> Iterator[Hit]:
    """Only dates that both give."""
    export = required(context.register).jour
    for each, fiche in cited_sheets(programme, context.register):
        for quoi, attribute, ici, officiel in (
            ("L’échéance", "date-fin", each.date_fin, fiche.date_fin),
            ("La décision", "date-decision", each.date_decision, fiche.date_decision),
            ("La date d’effet", "date-effet", each.date_effet, fiche.date_effet),
            (
                "Le dernier jour de délivrance",
                "date-limite-delivrance",
                each.date_limite_delivrance,
                fiche.date_limite_delivrance,
            ),
        ):
            if ici and officiel and ici != officiel:
                values: dict[str, Any] = {"quoi": quoi, "ici": ici, "officiel": officiel, "export": export}
                yield Hit(each, attribute=attribute, fiche=fiche.numero, **values)

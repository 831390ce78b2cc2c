"""What became of the cohorts, with rates computed again from the head counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dossier.document.blocks import NOTHING, cell, filled, head, note
from dossier.document.gaps import text_section, unfilled
from dossier.document.tree import Align, Block, Cell, Section, Table
from dossier.french.lists import both
from dossier.french.numbers import rate
from dossier.french.sentences import in_french
from dossier.programme.model import Programme
from dossier.programme.organisation import Enquete, Promotion

_HOLDERS = ("Promotion", "Titulaires", "Dont VAE")
_SURVEY = ("Délai", "Réponses", "Neutralisés", "En emploi", "Dans le métier visé")


def section_suivi(programme: Programme) -> Section:
    """Cohorts, surveys, steering."""
    council = programme.suivi.conseil_perfectionnement
    return Section(
        "Suivi et insertion",
        sections=filled(
            (
                Section("Promotions et enquêtes", tuple(_cohorts(programme))),
                text_section(programme, "Conseil de perfectionnement", council, ""),
            )
        ),
    )


def _cohorts(programme: Programme) -> Iterator[Block]:
    promotions = programme.suivi.promotions
    if not promotions:
        yield unfilled(programme, "promotions")
        return
    surveys = any(promotion.enquetes for promotion in promotions)
    titles = (*_HOLDERS, *(_SURVEY if surveys else ()))
    rows = [row for promotion in promotions for row in _rows(promotion, surveys)]
    numbers = (cell(title, header=True, align=Align.END) for title in titles[1:])
    yield Table("", (3, *(3,) * (len(titles) - 1)), (*head(titles[0]), *numbers), tuple(rows))
    if surveys:
        yield note(
            "Taux de réponse : répondants ÷ titulaires. Insertion globale : en emploi ÷ (répondants − neutralisés). "
            "Insertion dans le métier visé : dans le métier visé ÷ (répondants − neutralisés)."
        )


def _rows(promotion: Promotion, surveys: bool) -> Iterator[tuple[Cell, ...]]:
    """A row for each survey, the cohort being counted once beside them all."""
    holders = (in_french(promotion.titulaires), _known(promotion.titulaires_vae))
    over = max(1, len(promotion.enquetes))
    cohort = (
        replace(cell(_cohort(promotion), header=True), rows=over),
        *(replace(cell(number, align=Align.END), rows=over) for number in holders),
    )
    told = [_told(promotion, enquete) for enquete in promotion.enquetes] or [(NOTHING,) * len(_SURVEY) * surveys]
    for rank, texts in enumerate(told):
        yield (*(cohort if rank == 0 else ()), *(cell(text, align=Align.END) for text in texts))


def _cohort(promotion: Promotion) -> str:
    tracks = f" (parcours {both(promotion.parcours)})" if promotion.parcours else ""
    return f"{promotion.annee}{tracks}"


def _told(promotion: Promotion, enquete: Enquete) -> tuple[str, ...]:
    """Head counts, each with its rate by the official formula; those neutralised leave the denominator."""
    counted = enquete.repondants - (enquete.neutralises or 0)
    aimed = enquete.dans_le_metier_vise
    return (
        f"{enquete.mois} mois",
        f"{in_french(enquete.repondants)} ({rate(enquete.repondants, promotion.titulaires)})",
        _known(enquete.neutralises),
        f"{in_french(enquete.en_emploi)} ({rate(enquete.en_emploi, counted)})",
        NOTHING if aimed is None else f"{in_french(aimed)} ({rate(aimed, counted)})",
    )


def _known(number: int | None) -> str:
    return NOTHING if number is None else in_french(number)

"""What became of the cohorts, with rates computed again from the head counts."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.blocks import cell, filled, head, note
from dossier.document.missing import text_section, unfilled
from dossier.document.tree import Align, Block, Cell, Section, Table
from dossier.french.lists import both
from dossier.french.numbers import rate
from dossier.french.sentences import in_french
from dossier.programme.model import Programme
from dossier.programme.organisation import Enquete, Promotion


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
    titles = ("Promotion", "Titulaires", "Dont par la VAE")
    yield _figures("Titulaires par promotion", titles, (_holders(promotion) for promotion in promotions))
    surveys = [(promotion, enquete) for promotion in promotions for enquete in promotion.enquetes]
    if surveys:
        counts = ("Promotion", "Délai", "Répondants", "Neutralisés", "En emploi", "Dans le métier visé")
        yield _figures("Enquêtes : effectifs", counts, (_counts(*survey) for survey in surveys))
        rates = ("Promotion", "Délai", "Taux de réponse", "Insertion globale", "Insertion dans le métier visé")
        yield _figures("Enquêtes : taux recalculés", rates, (_rates(*survey) for survey in surveys))
        yield note(
            "Taux de réponse : répondants ÷ titulaires. Insertion globale : en emploi ÷ (répondants − neutralisés). "
            "Insertion dans le métier visé : dans le métier visé ÷ (répondants − neutralisés)."
        )


def _figures(caption: str, titles: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Table:
    """A table of numbers, under centred titles."""
    return Table(
        caption, (4, *(3,) * (len(titles) - 1)), head(*titles, centred=True), tuple(_numbers(row) for row in rows)
    )


def _numbers(row: tuple[str, ...]) -> tuple[Cell, ...]:
    return (cell(row[0], header=True), *(cell(text, align=Align.CENTER) for text in row[1:]))


def _cohort(promotion: Promotion) -> str:
    tracks = f" (parcours {both(promotion.parcours)})" if promotion.parcours else ""
    return f"{promotion.annee}{tracks}"


def _holders(promotion: Promotion) -> tuple[str, ...]:
    return _cohort(promotion), in_french(promotion.titulaires), _known(promotion.titulaires_vae)


def _counts(promotion: Promotion, enquete: Enquete) -> tuple[str, ...]:
    numbers = (enquete.repondants, enquete.neutralises, enquete.en_emploi, enquete.dans_le_metier_vise)
    return _cohort(promotion), f"{enquete.mois} mois", *map(_known, numbers)


def _rates(promotion: Promotion, enquete: Enquete) -> tuple[str, ...]:
    """Official formulae; those neutralised (further studies…) leave the denominator."""
    counted = enquete.repondants - (enquete.neutralises or 0)
    aimed = enquete.dans_le_metier_vise
    return (
        _cohort(promotion),
        f"{enquete.mois} mois",
        rate(enquete.repondants, promotion.titulaires),
        rate(enquete.en_emploi, counted),
        "non renseigné" if aimed is None else rate(aimed, counted),
    )


def _known(number: int | None) -> str:
    return "non renseigné" if number is None else in_french(number)

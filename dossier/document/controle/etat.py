"""The state of a programme: the verdict in words, how many points of each gravity, justified exceptions."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.blocks import bullets, facts, labelled, paragraph
from dossier.document.tree import Block, Paragraph, Role
from dossier.french.dates import day
from dossier.french.lists import both
from dossier.french.numbers import count
from dossier.french.sentences import capital
from dossier.programme.model import Programme
from dossier.programme.organisation import Derogation
from dossier.programme.vocabulary import ETATS
from dossier.rules.catalogue import DATE, Severity
from dossier.rules.manual import points
from dossier.rules.profiles import PROFILES
from dossier.rules.readiness import by_section, readiness
from dossier.rules.runner import Judgement, Outcome

SEVERITIES = {
    Severity.ERREUR: ("erreur", "erreurs"),
    Severity.AVERTISSEMENT: ("avertissement", "avertissements"),
    Severity.INFO: ("information", "informations"),
}


def state(judgement: Judgement, programme: Programme) -> tuple[Block, ...]:
    """The verdict, how many findings of each severity, what no rule could judge, the exceptions in short."""
    left, version = unknown(judgement), programme.date_version
    return (
        *verdict(judgement),
        *((paragraph(left),) if left else ()),
        *_exceptions(judgement, programme),
        facts(
            "",
            (
                ("Profil réglementaire", _profile(programme)),
                ("Version", f"{programme.version}, {day(version)}" if version else programme.version),
                ("État de la rédaction", ETATS.get(programme.etat, programme.etat)),
            ),
        ),
    )


def _profile(programme: Programme) -> str:
    """Its title; an unknown one by the name that the source gives it."""
    known = PROFILES.get(programme.profil or "")
    return known.title if known else programme.profil or "non déclaré"


def verdict(judgement: Judgement) -> tuple[Paragraph, ...]:
    """What stands before the filing, then how many findings of each severity."""
    return (_verdict(judgement), paragraph(f"{capital(totals(judgement))}."))


def _verdict(judgement: Judgement) -> Paragraph:
    asked = readiness(judgement)
    if asked.undetermined:
        return labelled("Verdict indéterminé.", _undetermined(judgement), Role.BLOCKING)
    where = ", ".join(f"{section} : {number}" for section, number in by_section(asked.points).items())
    role = Role.LEAD if asked.ready else Role.BLOCKING
    return labelled(f"{capital(asked.words)}.", f"{where}." if where else "", role)


def _undetermined(judgement: Judgement) -> str:
    crashed = [outcome.rule.id for outcome in judgement.outcomes if outcome.outcome is Outcome.ERREUR]
    if not crashed:
        return "Aucune règle n’a pu juger ce programme : il ne peut pas être tenu pour contrôlé."
    one = len(crashed) == 1
    who = f"La règle {crashed[0]} s’est arrêtée" if one else f"Les règles {both(crashed)} se sont arrêtées"
    return f"{who} sur une anomalie de l’outil : ce dossier ne peut pas être tenu pour contrôlé."


def totals(judgement: Judgement) -> str:
    """« 3 erreurs, 12 avertissements et 4 informations »."""
    return both(count(number, *SEVERITIES[severity]) for severity, number in judgement.totals.items())


def unknown(judgement: Judgement) -> str:
    """What the findings do not say."""
    silent = sum(outcome.outcome is Outcome.NON_EVALUEE for outcome in judgement.outcomes)
    asked = len(tuple(points(judgement.programme))) if judgement.programme else 0
    left = (
        (silent, "règle n’a pas pu être évaluée", "règles n’ont pas pu être évaluées"),
        (asked, "point est à vérifier par une personne", "points sont à vérifier par une personne"),
    )
    said = " ; ".join(count(number, one, several) for number, one, several in left if number)
    return f"{capital(said)}." if said else ""


def _exceptions(judgement: Judgement, programme: Programme) -> Iterator[Block]:
    """The justified exceptions, in short."""
    derogations = programme.derogations.derogations
    if derogations:
        yield paragraph(f"{count(len(derogations), 'dérogation justifiée', 'dérogations justifiées')} :")
        yield bullets(
            f"{found.regle} sur {found.objet}, {validity(judgement, found)} : {found.motif}" for found in derogations
        )


def validity(judgement: Judgement, derogation: Derogation) -> str:
    """Until when an exception holds, or since when it no longer does on the day of the judgement."""
    over = derogation.jusqu_au < (judgement.day or DATE)
    return f"{'échue depuis le' if over else 'jusqu’au'} {day(derogation.jusqu_au)}"

"""Partners: who is authorised to train or to assess, until when, and under which agreement."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.programme.model import Programme
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, Hit, rule
from dossier.rules.families.dep_depot import ADD, missing_pieces
from dossier.rules.runner import Context
from dossier.rules.texts import CODE_DU_TRAVAIL

PARTENARIAT = ("convention-partenaire", "liste-partenaires")


@rule(
    "DEP-006",
    title="La liste des partenaires habilités et leurs conventions sont jointes",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("R6113-16-1, 2° et R6113-16-5", date="2025-06-09"),
    why="Un certificateur répond de ceux qu’il habilite à former ou à évaluer : il en donne la liste et les "
    "conventions, et les tient à jour.",
    message="Il manque ces pièces : {pieces}.",
    hint=ADD,
    when=("sur-demande", "partenaires"),
    item="pieces-des-partenaires",
)
def partners_are_under_contract(programme: Programme) -> Iterator[Hit]:
    """Only where the programme has partners."""
    return missing_pieces(programme, PARTENARIAT)


@rule(
    "DEP-007",
    title="Chaque habilitation a sa période de validité",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("R6113-16-2, 3°", date="2025-06-09"),
    why="La convention qui habilite un organisme précise sa période de validité, ce qu’elle l’habilite à faire et "
    "pour quelle certification.",
    message="L’habilitation de {partenaire} ne donne pas {manques}.",
    hint="Ajoutez à <partenaire> : {attributs}.",
    when=("sur-demande", "partenaires"),
    item="habilitations",
)
def each_authorisation_has_its_period(programme: Programme) -> Iterator[Hit]:
    """Both days, as the agreement gives them."""
    for partenaire in programme.partenaires.partenaires:
        days = (
            ("son premier jour", 'date-debut="…"', partenaire.date_debut),
            ("son dernier jour", 'date-fin="…"', partenaire.date_fin),
        )
        missing = [(name, written) for name, written, day in days if day is None]
        if missing:
            names, written = (list(each) for each in zip(*missing, strict=True))
            yield Hit(partenaire, missing=True, partenaire=partenaire.nom, manques=names, attributs=written)


@rule(
    "DEP-008",
    title="Aucune habilitation n’est échue",
    severity=AVERTISSEMENT,
    source=CODE_DU_TRAVAIL.at("R6113-16-2, 3°", date="2025-06-09"),
    why="Un organisme dont l’habilitation est échue ne prépare ni n’évalue plus au nom du certificateur.",
    message={
        "": "L’habilitation de {partenaire} a pris fin le {fin}.",
        "avant": "L’habilitation de {partenaire} ne commence que le {debut}, après la prise d’effet du programme.",
    },
    hint={
        "": "Renouvelez-la et corrigez date-fin, ou retirez ce partenaire.",
        "avant": "Corrigez date-debut, ou retirez ce partenaire.",
    },
    when=("partenaires",),
    item="habilitations",
    context=True,
)
def no_authorisation_has_ended(programme: Programme, context: Context) -> Iterator[Hit]:
    """On the day of judgement; one that starts later is told too, since the list is filed as it stands that day."""
    for partenaire in programme.partenaires.partenaires:
        if partenaire.date_fin and partenaire.date_fin < context.day:
            yield Hit(partenaire, attribute="date-fin", partenaire=partenaire.nom, fin=partenaire.date_fin)
        elif partenaire.date_debut and partenaire.date_debut > context.day:
            debut = partenaire.date_debut
            yield Hit(partenaire, "avant", attribute="date-debut", partenaire=partenaire.nom, debut=debut)

"""Coverage: which units develop which competencies, for sure or only perhaps."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.programme.choices import Variante, variantes
from dossier.programme.maquette import Unite
from dossier.programme.model import Programme
from dossier.programme.referentiel import Competence
from dossier.rules.catalogue import CONVENTION, ERREUR, Hit, Source, rule


@rule(
    "COV-001",
    title="Chaque compétence est développée par une unité au moins",
    severity=ERREUR,
    source=Source("code du travail", "L6313-7 ; Vademecum RNCP de janvier 2023, p. 53", "V"),
    why="Le contenu de la formation doit permettre d’acquérir toutes les compétences de la certification.",
    message="La compétence {competence} n’est développée par aucune unité : « {debut}… ».",
    hint="Indiquez dans <couverture> la ou les unités qui la développent.",
    needs=("competences", "couverture"),
)
def each_competency_is_developed(programme: Programme) -> Iterator[Hit]:
    """All matrices together."""
    for code, units in programme.couverture.items():
        if not units:
            competence = programme.competences[code]
            yield Hit(competence, competence=code, debut=competence.debut)


@rule(
    "COV-002",
    title="Chaque unité contribue à une compétence au moins",
    severity=ERREUR,
    source=Source("Vademecum RNCP de janvier 2023", "p. 53", "V", "2023-01"),
    why="La formation n’a qu’une finalité : la certification. Une unité sans compétence n’y mène pas.",
    message="L’unité {unite} ne contribue à aucune compétence : « {intitule} ».",
    hint="Indiquez dans <couverture> ce qu’elle développe.",
    needs=("maquette", "couverture"),
)
def each_unit_contributes(programme: Programme) -> Iterator[Hit]:
    """A unit contributes by itself or through its components."""
    covering = {code for units in programme.couverture.values() for code in units}
    for unite in programme.enseignements.unites_principales:
        if not covering & _codes(unite):
            yield Hit(unite, unite=unite.code, intitule=unite.intitule)


@rule(
    "COV-003",
    title="Chaque compétence reste couverte quels que soient les choix",
    severity=ERREUR,
    source=CONVENTION,
    why="Une compétence que seules des options développent peut n’être jamais rencontrée par la personne diplômée.",
    message={
        "": "La compétence {competence} n’est développée que par des unités au choix ({unites}) : on peut obtenir le "
        "diplôme sans la rencontrer.",
        "public": "Pour {public}, la compétence {competence} n’est pas assurée ({unites}) : on peut obtenir le diplôme "
        "sans la rencontrer.",
    },
    hint="Développez-la aussi dans une unité que tous suivent, ou dans chaque option du choix.",
    needs=("competences", "couverture", "maquette"),
)
def each_competency_is_sure(programme: Programme) -> Iterator[Hit]:
    """Uncovered competencies are COV-001's."""
    for variante in variantes(programme):
        for code, units in programme.couverture.items():
            competence = programme.competences[code]
            if units and _concerns(variante, competence) and not variante.garanti(frozenset(units)):
                yield Hit(
                    competence,
                    "public" if variante.nom else "",
                    competence=code,
                    unites=list(units),
                    public=variante.nom,
                )


def _concerns(variante: Variante, competence: Competence) -> bool:
    return not competence.parcours or not variante.parcours or variante.parcours in competence.parcours


def _codes(unite: Unite) -> set[str]:
    inside = (_codes(enfant) for enfant in unite.enfants if isinstance(enfant, Unite))
    return {unite.code}.union(*inside)

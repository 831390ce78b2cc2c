"""Assessment against itself: what a criterion repeats, shares that do not add up, promises that no assessment keeps."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dossier.french.folding import fold
from dossier.programme.model import Programme
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, Hit, rule


@rule(
    "EVA-023",
    title="Un critère ne recopie pas sa compétence",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Le critère dit à quoi l’on voit que la compétence est acquise ; recopiée, elle ne dit rien de plus.",
    message="Le critère recopie la compétence {competence}.",
    hint="Dites ce que l’évaluateur observe, et l’indicateur qui le mesure.",
    needs=("evaluations",),
)
def a_criterion_is_not_its_competency(programme: Programme) -> Iterator[Hit]:
    """After folding, whatever competency the criterion names."""
    said = {fold(competence.texte): competence.code for competence in programme.competences.values()}
    for evaluation in programme.toutes_evaluations:
        for critere in evaluation.criteres:
            code = said.get(fold(str(critere.intitule)))
            if code:
                yield Hit(critere, competence=code)


@rule(
    "EVA-024",
    title="Les poids des compétences d’une épreuve font 100",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Les poids répartissent la note d’une épreuve entre ses compétences.",
    message="Les poids des compétences de l’épreuve {epreuve} font {somme}, et non 100.",
    hint="Corrigez les attributs poids des <competence> de cette épreuve.",
    needs=("evaluations",),
)
def the_weights_of_an_assessment_add_up(programme: Programme) -> Iterator[Hit]:
    """Where each competency has its weight; weights that add up to 1 or to 10 are shares too."""
    for evaluation in programme.toutes_evaluations:
        weights = [part.poids for part in evaluation.competences]
        if len(weights) < 2 or None in weights:
            continue
        somme = sum((weight for weight in weights if weight is not None), Decimal(0))
        if somme not in (1, 10, 20, 100) and abs(somme - 100) > Decimal("0.5"):
            yield Hit(evaluation, epreuve=evaluation.code or str(evaluation.intitule or evaluation.nature), somme=somme)


@rule(
    "COV-010",
    title="Ce que la matrice dit évalué l’est par une épreuve",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="« Évaluée » dans la matrice promet qu’une épreuve de l’unité porte sur la compétence.",
    message={
        "": "La matrice dit {competence} évaluée par {unite}, dont aucune épreuve ne l’évalue.",
        "double": "La matrice donne deux fois {competence} à {unite}.",
    },
    hint={
        "": "Ajoutez la compétence à une épreuve de l’unité, ou ôtez « evaluee ».",
        "double": "Supprimez l’une des deux.",
    },
    needs=("couverture", "evaluations"),
    softened_when="couverture-proposee",
)
def what_is_said_assessed_is(programme: Programme) -> Iterator[Hit]:
    """For units that have assessments of their own; those that they share count too."""
    assessed: dict[str, set[str]] = {}
    for code, unite in programme.unites.items():
        for evaluation in unite.evaluations:
            assessed.setdefault(code, set()).update(part.ref for part in evaluation.competences)
    for evaluation in programme.evaluations.evaluations:
        for reference in evaluation.unites:
            if reference.ref in assessed:
                assessed[reference.ref].update(part.ref for part in evaluation.competences)
    for couverture in programme.couvertures:
        for line in couverture.unites:
            seen: set[str] = set()
            for apport in line.competences:
                if apport.ref in seen:
                    yield Hit(apport, "double", attribute="ref", competence=apport.ref, unite=line.ref)
                seen.add(apport.ref)
                known = assessed.get(line.ref)
                if known and "evaluee" in apport.apport and apport.ref not in known:
                    yield Hit(apport, attribute="apport", competence=apport.ref, unite=line.ref)

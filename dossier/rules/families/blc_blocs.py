"""Blocks of competencies."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.programme.model import Programme
from dossier.rules.catalogue import ERREUR, Hit, NotEvaluated, Source, rule


@rule(
    "BLC-001",
    title="La certification compte au moins deux blocs",
    severity=ERREUR,
    source=Source("code du travail", "L6113-1 ; Vademecum RNCP de janvier 2023, p. 26 et 28", "V"),
    why="Une certification professionnelle se décompose en blocs que l’on valide séparément.",
    message={"": "La certification n’a qu’un bloc de compétences.", "aucun": "La certification n’a aucun bloc."},
    hint="Ajoutez des <bloc>, chacun autour d’une activité ; un métier d’accès réglementé peut en être dispensé "
    "(<profession-reglementee> dans <enregistrement>).",
    when=("non-reglementee",),
)
def there_are_two_blocks_at_least(programme: Programme) -> Iterator[Hit]:
    """Optional blocks count."""
    number = sum(1 for _ in programme.blocs)
    if number < 2:
        yield Hit(programme.blocs, "" if number else "aucun", missing=True)


@rule(
    "BLC-002",
    title="Chaque bloc a des compétences, des modalités et des critères d’évaluation",
    severity=ERREUR,
    source=Source("Vademecum RNCP de janvier 2023", "p. 26 (7)", "V", "2023-01"),
    why="Un bloc s’évalue pour lui-même : il dit ce qui est évalué, comment, et à quoi l’on voit que c’est acquis.",
    message={
        "competence": "Le bloc {bloc} n’a aucune compétence.",
        "evaluation": "Le bloc {bloc} n’a pas de {manque}.",
    },
    hint={
        "competence": "Ajoutez ses <competence>, ou supprimez le bloc.",
        "evaluation": "Ajoutez une <evaluation> au bloc, avec ses <critere>.",
    },
    needs=("blocs",),
)
def each_block_is_assessed(programme: Programme) -> Iterator[Hit]:
    """When no assessment is described anywhere, STR-006 says it once for all."""
    for bloc in programme.blocs:
        if not bloc.competences:
            yield Hit(bloc, "competence", bloc=bloc.code)
    if not programme.toutes_evaluations:
        raise NotEvaluated("aucune évaluation n’est renseignée (voir STR-006)")
    for bloc in programme.blocs:
        evaluations = programme.evaluations_du_bloc(bloc)
        criteres = any(evaluation.criteres for evaluation in evaluations)
        if not evaluations:
            yield Hit(bloc, "evaluation", missing=True, bloc=bloc.code, manque="modalité ni de critère d’évaluation")
        elif not criteres:
            yield Hit(bloc, "evaluation", missing=True, bloc=bloc.code, manque="critère d’évaluation")

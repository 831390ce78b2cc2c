"""Blocks of competencies."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.programme.model import Programme
from dossier.rules.catalogue import ERREUR, Hit, NotEvaluated, Source, rule
from dossier.rules.profiles import NATIONAL
from dossier.rules.runner import Context
from dossier.rules.sheets import cited_sheets, required


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


@rule(
    "BLC-015",
    title="Les blocs d’un diplôme national sont exactement ceux de la fiche nationale",
    severity=ERREUR,
    source=Source("Vademecum RNCP", "janvier 2023, p. 39 ; fiches nationales", "V", "2023-01"),
    why="Chaque bloc de la fiche nationale doit pouvoir être validé et capitalisé ; un bloc de plus n’existe pour "
    "aucun autre établissement. La rédaction des blocs relève d’IDN-007.",
    message={
        "absent": "Aucun bloc du programme ne correspond au bloc {bloc} de la fiche, « {libelle} » "
        "(export du {export}).",
        "inconnu": "La fiche {fiche} n’a pas de bloc {bloc} (export du {export}).",
    },
    hint={
        "absent": "Ajoutez ce bloc, ou donnez son code au bloc qui lui correspond.",
        "inconnu": "Corrigez le code : « dossier register show {fiche} » donne ceux de la fiche.",
    },
    profiles=NATIONAL,
    when=("fiche",),
    needs=("blocs",),
)
def blocks_are_those_of_the_national_sheet(programme: Programme, context: Context) -> Iterator[Hit]:
    """A sheet without any block is not compared."""
    export = f"{required(context.register).jour:%d/%m/%Y}"
    ours = {code: bloc for bloc in programme.blocs for code in bloc.rncp}
    for _enregistrement, fiche in cited_sheets(programme, context.register):
        if not fiche.blocs:
            raise NotEvaluated(f"la fiche {fiche.numero} n’a pas de bloc dans l’index")
        official = {bloc.code: bloc.libelle for bloc in fiche.blocs}
        for code, libelle in official.items():
            if code not in ours:
                yield Hit(programme.blocs, "absent", bloc=code, libelle=libelle, export=export)
        for code, bloc in ours.items():
            if code.startswith(f"{fiche.numero}BC") and code not in official:
                yield Hit(bloc, "inconnu", attribute="rncp", fiche=fiche.numero, bloc=code, export=export)

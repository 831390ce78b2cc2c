"""Coverage: which units develop which competencies, for sure or only perhaps."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dossier.programme.choices import Variante, told_together, variantes
from dossier.programme.model import Programme
from dossier.programme.referentiel import Bloc, Evaluation
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, ERREUR, INFO, Hit, NotEvaluated, Source, rule
from dossier.rules.texts import CODE_DU_TRAVAIL, VADEMECUM


@rule(
    "COV-001",
    title="Chaque compétence est développée par une unité au moins",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("R6113-16-3, 2° ; R6113-9 I, 2° ter", also=VADEMECUM.at("p. 53")),
    why="Le contenu de la formation doit permettre d’acquérir toutes les compétences de la certification.",
    message="La compétence {competence} n’est développée par aucune unité : « {debut}… ».",
    hint="Indiquez dans <couverture> la ou les unités qui la développent.",
    needs=("competences", "couverture"),
    asks=("couverture",),
    item="couverture",
    softened_when="couverture-proposee",
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
    source=VADEMECUM.at("p. 53"),
    why="La formation n’a qu’une finalité : la certification. Une unité sans compétence n’y mène pas.",
    message="L’unité {unite} ne contribue à aucune compétence : « {intitule} ».",
    hint="Indiquez dans <couverture> ce qu’elle développe.",
    needs=("maquette", "couverture"),
    item="couverture",
    softened_when="couverture-proposee",
)
def each_unit_contributes(programme: Programme) -> Iterator[Hit]:
    """A unit contributes by itself, through its components, or through the resources and SAÉ that feed it."""
    covering = {code for units in programme.couverture.values() for code in units}
    for unite in programme.enseignements.unites_principales:
        if not covering & programme.tient(unite):
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
        "public": "Pour {public} : la compétence {competence} n’est pas assurée ({unites}) : on peut obtenir le "
        "diplôme sans la rencontrer.",
    },
    hint="Développez-la aussi dans une unité que tous suivent, ou dans chaque option du choix.",
    needs=("competences", "couverture", "maquette"),
    softened_when="couverture-proposee",
)
def each_competency_is_sure(programme: Programme) -> Iterator[Hit]:
    """Uncovered competencies are COV-001's; those of optional blocks, or of blocks to choose from, concern only those
    who take them.
    """
    unsure = ((variante, code) for variante in variantes(programme) for code in _unsure(programme, variante))
    for public, code in told_together(unsure):
        units = list(programme.couverture[code])
        yield Hit(programme.competences[code], "public" if public else "", competence=code, unites=units, public=public)


def _unsure(programme: Programme, variante: Variante) -> Iterator[str]:
    """The competencies that these publics may never meet although they are asked of them all."""
    common = {bloc.code: bloc for bloc in programme.blocs.communs}
    for code, units in programme.couverture.items():
        bloc, competence = common.get(programme.bloc_de[code].code), programme.competences[code]
        if bloc is None or not (variante.concerne(competence.parcours) and variante.concerne(bloc.parcours)):
            continue
        if units and not variante.garanti(frozenset(units)):
            yield code


@rule(
    "COV-004",
    title="Chaque compétence est développée par plus d’une unité",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Une compétence qui tient à une seule unité disparaît avec elle, à la première révision de la maquette.",
    message="Une seule unité développe chacune de ces compétences : {competences}.",
    hint="Dites où elles sont aussi pratiquées (projet, stage), ou acceptez-le en connaissance de cause.",
    needs=("competences", "couverture"),
    softened_when="couverture-proposee",
)
def a_competency_has_two_units(programme: Programme) -> Iterator[Hit]:
    """One hit for the whole matrix; uncovered ones are COV-001's, those that only options cover COV-003's."""
    unsure = {code for variante in variantes(programme) for code in _unsure(programme, variante)}
    alone = [code for code, units in programme.couverture.items() if len(units) == 1 and code not in unsure]
    if alone:
        yield Hit(programme.couvertures[0], competences=alone)


@rule(
    "COV-005",
    title="Une unité ne prétend pas tout développer",
    severity=INFO,
    source=CONVENTION,
    why="Une matrice où une unité développe tout ne dit plus ce que cette unité apporte.",
    message={
        "": "L’unité {unite} contribue à {nombre:compétence} : plus de {maximum}.",
        "blocs": "L’unité {unite} contribue à tous les blocs.",
    },
    hint="Gardez les compétences que l’unité développe vraiment, celles qu’elle évalue d’abord.",
    needs=("competences", "couverture", "maquette"),
    thresholds={"maximum": (8, "compétences d’une unité, au plus")},
    softened_when="couverture-proposee",
)
def a_unit_does_not_develop_everything(programme: Programme, *, maximum: Decimal) -> Iterator[Hit]:
    """Placements and projects are left out: they do draw on everything. All blocks: from three blocks up."""
    blocs = sum(1 for bloc in programme.blocs if bloc.competences)
    for unite in programme.unites.values():
        covered = [code for code, units in programme.couverture.items() if unite.code in units]
        reached = {programme.bloc_de[code].code for code in covered}
        if unite.en_situation:
            continue
        if len(covered) > maximum:
            yield Hit(unite, unite=unite.code, nombre=len(covered), maximum=maximum)
        elif blocs > 2 and len(reached) == blocs:
            yield Hit(unite, "blocs", unite=unite.code)


@rule(
    "COV-007",
    title="Les unités qui valident un bloc en développent toutes les compétences",
    severity=ERREUR,
    source=Source("pratique des universités (table de passage des blocs aux unités)", status="V2"),
    why="Si réussir ces unités vaut le bloc, rien de ce que le bloc atteste ne peut leur échapper.",
    message="Les unités qui valident le bloc {bloc} ({unites}) ne développent pas {competences}.",
    hint="Ajoutez au bloc l’unité qui développe ces compétences, ou complétez la matrice.",
    needs=("competences", "couverture", "blocs-en-unites"),
    asks=("unites-du-bloc",),
    item="couverture",
    softened_when="couverture-proposee",
)
def the_units_of_a_block_develop_it(programme: Programme) -> Iterator[Hit]:
    """Competencies that no unit develops are COV-001's; components, and what feeds a unit, count for it."""
    for bloc in programme.blocs:
        units = _units_of(programme, bloc)
        missed = [
            c.code
            for c in bloc.competences
            if programme.couverture[c.code] and not units & {*programme.couverture[c.code]}
        ]
        if units and missed:
            named = [unite.ref for unite in bloc.unites]
            yield Hit(bloc, bloc=bloc.code, unites=named, competences=missed)


def _units_of(programme: Programme, bloc: Bloc) -> set[str]:
    named = (programme.unites[unite.ref] for unite in bloc.unites if unite.ref in programme.unites)
    return {code for unite in named for code in programme.tient(unite)}


@rule(
    "COV-008",
    title="Chaque unité est évaluée sur ce qu’elle développe",
    severity=ERREUR,
    source=VADEMECUM.at("p. 34"),
    why="Ce qu’une unité évalue et ce qu’elle développe doivent être les mêmes compétences.",
    message={
        "aucune": "L’unité {unite} n’a aucune évaluation.",
        "autre": "L’évaluation {evaluation} porte sur {competences}, que la matrice ne donne pas à l’unité {unite}.",
    },
    hint={
        "aucune": "Ajoutez une <evaluation> à l’unité, ou nommez l’unité dans l’épreuve commune qui l’évalue.",
        "autre": "Complétez la matrice, ou corrigez les compétences de l’évaluation.",
    },
    needs=("maquette", "couverture"),
    asks=("evaluations-des-unites", "evaluation-de-l-unite"),
    item="couverture",
    softened_when="couverture-proposee",
)
def each_unit_is_assessed_on_what_it_develops(programme: Programme) -> Iterator[Hit]:
    """A unit may be assessed through what it holds or what feeds it, by a block that it validates, or by an assessment
    that spans several units.
    """
    if not any(unite.evaluations for unite in programme.unites.values()):
        raise NotEvaluated("aucune unité ne décrit ses évaluations")
    elsewhere = {reference.ref for e in programme.evaluations.evaluations for reference in e.unites}
    elsewhere |= {u.ref for bloc in programme.blocs if bloc.evaluations for u in bloc.unites}
    for unite in programme.enseignements.unites_principales:
        held = programme.tient(unite)
        if not elsewhere & held and not any(programme.unites[code].evaluations for code in held):
            yield Hit(unite, "aucune", missing=True, unite=unite.code)
    for unite in programme.unites.values():
        held = programme.tient(unite) | {part.unite for part in unite.contributions}
        developed = {code for code, units in programme.couverture.items() if not held.isdisjoint(units)}
        for evaluation in unite.evaluations:
            others = [part.ref for part in evaluation.competences if part.ref not in developed]
            if developed and others:
                name = _name(evaluation)
                yield Hit(evaluation, "autre", evaluation=name, unite=unite.code, competences=others)


def _name(evaluation: Evaluation) -> str:
    return evaluation.code or str(evaluation.intitule or evaluation.nature)


@rule(
    "COV-009",
    title="Chaque compétence est évaluée quelque part dans la matrice",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Quand la matrice dit ce que chaque unité apporte, une compétence enseignée et jamais évaluée y est un trou.",
    message="La compétence {competence} n’est évaluée dans aucune unité de la matrice : « {debut}… ».",
    hint="Ajoutez evaluee à apport, pour l’unité qui l’évalue.",
    needs=("competences", "couverture"),
    softened_when="couverture-proposee",
)
def each_competency_reaches_assessment(programme: Programme) -> Iterator[Hit]:
    """Only the competencies whose contributions are all qualified."""
    brought: dict[str, list[tuple[str, ...]]] = {}
    for couverture in programme.couvertures:
        for unite in couverture.unites:
            for apport in unite.competences:
                brought.setdefault(apport.ref, []).append(apport.apport)
    for code, apports in brought.items():
        if code in programme.competences and all(apports) and not any("evaluee" in each for each in apports):
            competence = programme.competences[code]
            yield Hit(competence, competence=code, debut=competence.debut)

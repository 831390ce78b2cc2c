"""Assessment: that everything is assessed, by what, and for how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from dossier.french.lists import enumeration
from dossier.programme.maquette import Unite, parcourir
from dossier.programme.model import Programme
from dossier.programme.publics import named, publics
from dossier.programme.referentiel import Bloc, Evaluation
from dossier.programme.vocabulary import EVALUATIONS
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, ERREUR, Hit, NotEvaluated, Source, rule
from dossier.rules.texts import VADEMECUM

_CENT = Decimal(100)
_SITUATIONS = frozenset({"mise-en-situation", "pratique", "projet", "etude-de-cas"})
"""The natures that put the person in a real or simulated situation of work."""


@rule(
    "EVA-001",
    title="Chaque compétence est évaluée",
    severity=ERREUR,
    source=VADEMECUM.at("p. 34"),
    why="Toutes les compétences décrites doivent être évaluées : une compétence que rien n’évalue n’est pas certifiée.",
    message="La compétence {competence} n’est évaluée par aucune épreuve : « {debut}… ».",
    hint='Ajoutez <competence ref="{competence}"/> à l’évaluation qui porte sur elle, ou complétez le bloc {bloc}.',
    needs=("competences", "evaluations"),
    asks=("evaluation",),
    item="blocs",
)
def each_competency_is_assessed(programme: Programme) -> Iterator[Hit]:
    """A block without any assessment is BLC-002's."""
    assessed = {code for evaluation in programme.toutes_evaluations for code in _named(evaluation)}
    assessed |= set(_assessed_as_a_whole(programme))
    silent = [bloc for bloc in programme.blocs if bloc.competences and not _bearing_on(programme, bloc)]
    missed = [
        (bloc, competence)
        for bloc in programme.blocs
        if _bearing_on(programme, bloc)
        for competence in bloc.competences
        if competence.code not in assessed
    ]
    for bloc, competence in missed:
        code = competence.code
        yield Hit(competence, missing=True, competence=code, bloc=bloc.code, debut=competence.debut)
    if silent and not missed:
        raise NotEvaluated(_without(silent))


def _without(blocs: list[Bloc]) -> str:
    """Why a rule cannot say that all is well: BLC-002 asks these blocks for an assessment."""
    codes = enumeration([bloc.code for bloc in blocs])
    none = f"le bloc {codes} n’a aucune épreuve" if len(blocs) == 1 else f"les blocs {codes} n’ont aucune épreuve"
    return f"{none} (voir BLC-002)"


def _named(evaluation: Evaluation) -> frozenset[str]:
    """The competencies that an assessment bears on by name."""
    criteria = {critere.competence for critere in evaluation.criteres if critere.competence}
    return frozenset(part.ref for part in evaluation.competences) | criteria


def _assessed_as_a_whole(programme: Programme) -> Iterator[str]:
    """The competencies of the blocks and units whose assessment names none: it bears on them all."""
    blocs = {bloc.code: bloc for bloc in programme.blocs}
    for bloc in blocs.values():
        if any(not _named(evaluation) for evaluation in bloc.evaluations):
            yield from (competence.code for competence in bloc.competences)
    whole = {u.code for u in programme.unites.values() if any(not _named(e) for e in u.evaluations)}
    for evaluation in programme.evaluations.evaluations:
        if not _named(evaluation):
            whole.update(reference.ref for reference in evaluation.unites)
            named = (blocs[reference.ref] for reference in evaluation.blocs if reference.ref in blocs)
            yield from (competence.code for bloc in named for competence in bloc.competences)
    yield from (code for code, unites in programme.couverture.items() if not whole.isdisjoint(unites))
    for bloc in blocs.values():
        if any(unite.ref in whole for unite in bloc.unites):
            yield from (competence.code for competence in bloc.competences)


def _bearing_on(programme: Programme, bloc: Bloc) -> tuple[Evaluation, ...]:
    """The assessments of a block, and those of the units that validate it."""
    units = (programme.unites[unite.ref] for unite in bloc.unites if unite.ref in programme.unites)
    return (*programme.evaluations_du_bloc(bloc), *(evaluation for unite in units for evaluation in unite.evaluations))


@rule(
    "EVA-002",
    title="Une évaluation ne porte que sur ce qu’elle annonce",
    severity=ERREUR,
    source=VADEMECUM.at("p. 34"),
    why="L’évaluation d’un bloc porte sur ses compétences, et chaque critère sur l’une de celles qu’elle évalue.",
    message={
        "bloc": "L’évaluation {evaluation} porte sur {competences}, absentes du bloc {bloc}.",
        "critere": "Un critère de l’évaluation {evaluation} porte sur {competences}, qu’elle ne dit pas évaluer.",
    },
    hint={
        "bloc": "Corrigez ces renvois, ou déplacez l’épreuve dans <evaluations> si elle est commune à plusieurs blocs.",
        "critere": 'Ajoutez <competence ref="…"/> à l’évaluation, ou corrigez competence dans <critere>.',
    },
    needs=("competences", "evaluations"),
    item="blocs",
)
def an_assessment_keeps_to_its_competencies(programme: Programme) -> Iterator[Hit]:
    """That the competencies exist is STR-003's; an assessment that names none may have criteria on any."""
    for bloc in programme.blocs:
        own = {competence.code for competence in bloc.competences}
        for evaluation in bloc.evaluations:
            others = sorted(_named(evaluation) - own)
            if others:
                yield Hit(evaluation, "bloc", evaluation=name(evaluation), competences=others, bloc=bloc.code)
    for evaluation in programme.toutes_evaluations:
        named = {part.ref for part in evaluation.competences}
        others = sorted(_named(evaluation) - named) if named else []
        if others:
            yield Hit(evaluation, "critere", evaluation=name(evaluation), competences=others)


@rule(
    "EVA-003",
    title="Chaque bloc a des épreuves qui lui sont propres",
    severity=ERREUR,
    source=VADEMECUM.at("p. 34 ; code du travail, R6113-9, 7°"),
    why="Un bloc se certifie seul : une épreuve commune à plusieurs blocs doit dire ce qu’elle évalue de chacun.",
    message="Le bloc {bloc} n’est évalué que par des épreuves communes à d’autres blocs, sans qu’on sache lesquelles "
    "de ses compétences elles évaluent.",
    hint='Ajoutez une <evaluation> au bloc, ou nommez ses compétences dans l’épreuve commune (<competence ref="…"/>).',
    needs=("competences", "evaluations"),
    asks=("evaluations-du-bloc",),
    item="blocs",
)
def each_block_has_its_own_assessment(programme: Programme) -> Iterator[Hit]:
    """An assessment shared by several blocks individualises those whose competencies it names."""
    silent, shared = list[Bloc](), list[Bloc]()
    for bloc in programme.blocs:
        codes = {competence.code for competence in bloc.competences}
        evaluations = programme.evaluations_du_bloc(bloc)
        if not _bearing_on(programme, bloc):
            silent.append(bloc)
        elif evaluations and all(len(e.blocs) > 1 and not codes & _named(e) for e in evaluations):
            shared.append(bloc)
    yield from (Hit(bloc, bloc=bloc.code) for bloc in shared)
    if silent and not shared:
        raise NotEvaluated(_without(silent))


@rule(
    "EVA-004",
    title="Chaque évaluation dit comment elle se passe et ce qu’elle vaut",
    severity=ERREUR,
    source=Source("modalités de contrôle publiées par les universités", str(VADEMECUM.at("p. 34-36")), "V2"),
    why="Durée ou livrable, forme, lieu, part dans la note, critères : sans eux, deux centres n’organisent pas la même "
    "épreuve.",
    message="L’évaluation {evaluation} ne dit pas {manque}.",
    hint="Complétez les attributs de <evaluation> (regime, ponderation, forme, lieu, duree), sa <description> "
    "ou ses <critere>.",
    needs=("evaluations",),
    item="blocs",
)
def each_assessment_is_described(programme: Programme) -> Iterator[Hit]:
    """Criteria are asked of the blocks' assessments; a block without any criterion is BLC-002's."""
    for bloc in programme.blocs:
        criteria = any(evaluation.criteres for evaluation in programme.evaluations_du_bloc(bloc))
        for evaluation in bloc.evaluations:
            missing = list(_undescribed(evaluation, len(bloc.evaluations) > 1 and not bloc.validation))
            if criteria and not evaluation.criteres:
                missing.append("ses critères")
            yield from _described(evaluation, missing)
    for unite in programme.unites.values():
        for evaluation in unite.evaluations:
            missing = ["son régime (continu ou terminal)"] if evaluation.regime is None else []
            yield from _described(evaluation, missing + list(_undescribed(evaluation, len(unite.evaluations) > 1)))
    for evaluation in programme.evaluations.evaluations:
        yield from _described(evaluation, list(_undescribed(evaluation, False)))


def _undescribed(evaluation: Evaluation, weighed: bool) -> Iterator[str]:
    if evaluation.duree is None and evaluation.description is None:
        yield "sa durée ou ce qui est à rendre"
    if evaluation.forme is None:
        yield "si elle est individuelle ou collective"
    if evaluation.lieu is None:
        yield "où elle a lieu"
    if weighed and evaluation.ponderation is None:
        yield "ce qu’elle pèse"


def _described(evaluation: Evaluation, manque: list[str]) -> Iterator[Hit]:
    if manque:
        yield Hit(evaluation, missing=True, evaluation=name(evaluation), manque=manque)


def name(evaluation: Evaluation) -> str:
    """What to call an assessment in a sentence."""
    return evaluation.code or (f"« {evaluation.intitule} »" if evaluation.intitule else f"({evaluation.nature})")


@rule(
    "EVA-005",
    title="Chaque critère a un indicateur observable",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 36"),
    why="Le critère dit la qualité attendue ; l’indicateur dit ce que l’évaluateur observe pour en juger.",
    message="Le critère « {critere} » n’a pas d’indicateur.",
    hint="Ajoutez un <indicateur> : un fait, une mesure, un seuil que deux évaluateurs constateraient de même.",
    needs=("evaluations",),
)
def each_criterion_has_an_indicator(programme: Programme) -> Iterator[Hit]:
    """One at least."""
    for evaluation in programme.toutes_evaluations:
        for critere in evaluation.criteres:
            if not critere.indicateurs:
                yield Hit(critere, critere=critere.intitule)


@rule(
    "EVA-007",
    title="Un questionnaire n’est pas la principale épreuve d’un bloc",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 35"),
    why="Un questionnaire vérifie des connaissances ; une compétence se voit à l’œuvre.",
    message={
        "seul": "Le bloc {bloc} n’est évalué que par questionnaire à choix multiples.",
        "principal": "Le questionnaire à choix multiples pèse {part} % du bloc {bloc}.",
    },
    hint="Ajoutez une mise en situation, une étude de cas ou un dossier qui pèse davantage.",
    needs=("blocs", "evaluations"),
)
def a_quiz_is_not_the_main_assessment(programme: Programme) -> Iterator[Hit]:
    """Weighed among the assessments of the block itself."""
    for bloc in programme.blocs:
        evaluations = _bearing_on(programme, bloc)
        if evaluations and all(evaluation.nature == "qcm" for evaluation in evaluations):
            yield Hit(bloc, "seul", bloc=bloc.code)
            continue
        part = sum((e.ponderation or Decimal(0) for e in bloc.evaluations if e.nature == "qcm"), Decimal(0))
        if part * 2 > _CENT:
            yield Hit(bloc, "principal", bloc=bloc.code, part=part)


@rule(
    "EVA-008",
    title="Un bloc n’est pas évalué seulement en groupe",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 35"),
    why="La certification est individuelle : une épreuve collective s’accompagne d’une part individuelle.",
    message="Le bloc {bloc} n’est évalué que collectivement.",
    hint='Ajoutez un entretien individuel (forme="individuelle"), ou une part individuelle à l’épreuve '
    '(forme="mixte").',
    needs=("blocs", "evaluations"),
)
def a_block_is_not_only_assessed_in_groups(programme: Programme) -> Iterator[Hit]:
    """An assessment whose form is not said is not held against the block: EVA-004 asks for it."""
    for bloc in programme.blocs:
        evaluations = _bearing_on(programme, bloc)
        if evaluations and all(evaluation.forme == "collective" for evaluation in evaluations):
            yield Hit(bloc, bloc=bloc.code)


@rule(
    "EVA-010",
    title="Chaque bloc comporte une mise en situation professionnelle",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 34"),
    why="Une compétence professionnelle s’évalue en situation de travail, réelle ou simulée.",
    message="Le bloc {bloc} n’a aucune épreuve en situation professionnelle : {natures}.",
    hint='Prévoyez une épreuve de nature="mise-en-situation" (ou pratique, projet, etude-de-cas), ou en entreprise.',
    needs=("blocs", "evaluations"),
)
def each_block_has_a_work_situation(programme: Programme) -> Iterator[Hit]:
    """Asked of the blocks linked to an activity; what a placement or a project assesses counts."""
    in_situation = [e for u in programme.unites.values() if u.en_situation for e in u.evaluations]
    for bloc in programme.blocs:
        evaluations = _bearing_on(programme, bloc)
        if not evaluations or not (bloc.activite or any(c.activite for c in bloc.competences)):
            continue
        if not any(_in_situation(e) or any(e is other for other in in_situation) for e in evaluations):
            yield Hit(
                bloc,
                bloc=bloc.code,
                natures=sorted({EVALUATIONS[evaluation.nature].lower() for evaluation in evaluations}),
            )


def _in_situation(evaluation: Evaluation) -> bool:
    return evaluation.nature in _SITUATIONS or evaluation.lieu == "entreprise"


@rule(
    "EVA-011",
    title="Les pondérations totalisent 100 %",
    severity=ERREUR,
    source=Source("retour d’expérience publié d’une école (barèmes différents selon les documents)", status="V2"),
    why="Un barème de 57 points dans un document et de 36 dans l’autre fait tomber un dossier.",
    message={
        "": "Les évaluations de {objet} pèsent {total} % au lieu de 100 %.",
        "public": "Pour {public} : les évaluations de {objet} pèsent {total} % au lieu de 100 %.",
    },
    hint="Corrigez ponderation dans les <evaluation> de {objet} ; une épreuve qui en remplace d’autres porte "
    'substitution="oui".',
    needs=("evaluations",),
    item="blocs",
)
def the_weights_sum_to_a_hundred(programme: Programme) -> Iterator[Hit]:
    """For each public, among the assessments of the first session that replace no other; silent while one of them has
    no weight.

    The share of several like exams may be that of each or of all. A share written with decimals is rounded: half a
    unit of its last decimal is allowed for. The assessments of a unit and of its components may make up the hundred
    together.
    """
    together = {code for unite in programme.enseignements.unites_principales for code in _sharing_a_hundred(unite)}
    for holder in (*programme.blocs, *(unite for code, unite in programme.unites.items() if code not in together)):
        first = [e for e in holder.evaluations if e.session != 2 and not e.substitution]
        for public, taken in _publics(first):
            weighed = [e for e in taken if e.ponderation is not None]
            sums, slack = _possible_sums(weighed), sum(map(_rounding, weighed), Decimal(0))
            missed = not any(abs(total - _CENT) <= slack for total in sums)
            if missed and (min(sums) > _CENT or (weighed and len(weighed) == len(taken))):
                total = min(sums)
                yield Hit(holder, "public" if public else "", objet=holder.code, total=total, public=public)
                break


def _possible_sums(weighed: list[Evaluation]) -> set[Decimal]:
    """The sums of shares, that of several like exams being for all or for each."""
    sums = {Decimal(0)}
    for evaluation in weighed:
        share = evaluation.ponderation or Decimal(0)
        sums = {total + each for total in sums for each in {share, share * (evaluation.epreuves or 1)}}
    return sums


def _rounding(evaluation: Evaluation) -> Decimal:
    """How far a share may be from the exact one: nothing when it is whole."""
    exponent = (evaluation.ponderation or Decimal(0)).as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Decimal(5).scaleb(-decimals - 1) * (evaluation.epreuves or 1) if decimals else Decimal(0)


def _sharing_a_hundred(unite: Unite) -> set[str]:
    """The codes of a unit and of its components when their weights only add up to a hundred together."""
    family = [unite, *(noeud for noeud in parcourir(unite.enfants) if isinstance(noeud, Unite))]
    holders = [member for member in family if member.evaluations]
    weights = [e.ponderation or Decimal(0) for member in holders for e in member.evaluations if e.session != 2]
    return {member.code for member in family} if len(holders) > 1 and sum(weights) == _CENT else set()


def _publics(evaluations: Iterable[Evaluation]) -> Iterator[tuple[str, list[Evaluation]]]:
    """The assessments that each public takes: a track, a route, or everyone."""
    evaluations = list(evaluations)
    tracks = sorted({code for e in evaluations for code in e.parcours}) or [""]
    routes = sorted({voie for e in evaluations for voie in e.voies}) or [""]
    for track in tracks:
        for route in routes:
            taken = [
                e for e in evaluations if (not e.parcours or track in e.parcours) and (not e.voies or route in e.voies)
            ]
            yield ", ".join(word for word in (track, route) if word), taken


@rule(
    "EVA-012",
    title="Aucune compétence ne compte pour rien",
    severity=ERREUR,
    source=Source("retour d’expérience publié d’une école (compétence à zéro point)", status="V2"),
    why="Une compétence à zéro point n’est pas évaluée : on obtient la certification sans elle.",
    message="La compétence {competence} a un poids nul dans toutes les épreuves qui l’évaluent.",
    hint="Donnez-lui un poids, ou ôtez-la de l’épreuve et évaluez-la ailleurs.",
    needs=("competences", "evaluations"),
    item="blocs",
)
def no_competency_weighs_nothing(programme: Programme) -> Iterator[Hit]:
    """A share that is not given is not nil."""
    weights: dict[str, list[bool]] = {}
    for evaluation in programme.toutes_evaluations:
        for part in evaluation.competences:
            weights.setdefault(part.ref, []).append(part.poids != 0 and evaluation.ponderation != 0)
    for code, counted in weights.items():
        if code in programme.competences and not any(counted):
            yield Hit(programme.competences[code], competence=code)


@rule(
    "EVA-021",
    title="Chaque public a des épreuves",
    severity=ERREUR,
    source=CONVENTION,
    why="Une voie ouverte sans aucune épreuve ne mène à rien : personne ne peut y être évalué.",
    message="Aucune épreuve n’est ouverte à ce public : {public}.",
    hint="Ajoutez ses épreuves, ou ôtez voies (ou parcours) de celles qu’il passe comme les autres.",
    needs=("evaluations",),
    item="blocs",
)
def each_public_is_assessed(programme: Programme) -> Iterator[Hit]:
    """Declared tracks by open routes; VAE, judged by its jury, only where an assessment names it."""
    evaluations = programme.toutes_evaluations
    every = publics(programme, evaluations)
    left = tuple(public for public in every if not any(public.voit(evaluation) for evaluation in evaluations))
    if left:
        yield Hit(programme.evaluations, public=named(left, every))

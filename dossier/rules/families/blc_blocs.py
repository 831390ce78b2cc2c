"""Blocks of competencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dossier.french.folding import fold
from dossier.programme.choices import variantes
from dossier.programme.maquette import Unite
from dossier.programme.model import Programme
from dossier.programme.referentiel import Bloc, ChoixDeBlocs, Evaluation
from dossier.programme.textes import Riche
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, ERREUR, Hit, NotEvaluated, rule
from dossier.rules.runner import Context
from dossier.rules.sheets import cited_sheets, known, required
from dossier.rules.texts import CODE_DU_TRAVAIL, VADEMECUM

_TEACHING = re.compile(
    r"(?:module|UE|cours(?! d[’']eau)|initiation|introduction|fondamentaux|notions)\b"
    r"|.*\b(?:semestre|module|UE)\s*(?:n°\s*)?\d",
    re.IGNORECASE,
)
_SPELL = (
    r"(?:valables?|validité|conserv\w+|acquis\w*|bénéfice)\s+(?:\w+\s+){0,4}?"
    r"(?:\d+|un|deux|trois|quatre|cinq|six|sept|huit|dix)\s+(?:ans?|années?)\b"
)
_EXPIRES = re.compile(rf"\bblocs?\b[^.]*{_SPELL}|{_SPELL}[^.]*\bblocs?\b", re.IGNORECASE)
_DENIED = re.compile(r"\bsans\b|\bne\b|\bn[’']|\bni\b|\baucun", re.IGNORECASE)


@rule(
    "BLC-001",
    title="La certification compte au moins deux blocs",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("L6113-1", also=VADEMECUM.at("p. 26 et 28")),
    why="Une certification professionnelle se décompose en blocs que l’on valide séparément.",
    message={"": "La certification n’a qu’un bloc de compétences.", "aucun": "La certification n’a aucun bloc."},
    hint="Ajoutez des <bloc>, chacun autour d’une activité ; un métier d’accès réglementé peut en être dispensé "
    "(<profession-reglementee> dans <enregistrement>).",
    when=("non-reglementee", "hors-rs"),
    asks=("blocs",),
    item="blocs",
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
    source=VADEMECUM.at("p. 26 (7)"),
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
    asks=("competences", "criteres"),
    item="blocs",
)
def each_block_is_assessed(programme: Programme) -> Iterator[Hit]:
    """By its own assessments, else by those of the units that validate it; when none is described anywhere, STR-006
    says it once.
    """
    for bloc in programme.blocs:
        if not bloc.competences:
            yield Hit(bloc, "competence", bloc=bloc.code)
    if not programme.toutes_evaluations:
        raise NotEvaluated("aucune évaluation n’est renseignée (voir STR-006)")
    for bloc in programme.blocs:
        evaluations = programme.evaluations_du_bloc(bloc) or tuple(_of_its_units(programme, bloc))
        criteres = any(evaluation.criteres for evaluation in evaluations)
        if not evaluations:
            yield Hit(bloc, "evaluation", missing=True, bloc=bloc.code, manque="modalité ni de critère d’évaluation")
        elif not criteres:
            yield Hit(bloc, "evaluation", missing=True, bloc=bloc.code, manque="critère d’évaluation")


def _of_its_units(programme: Programme, bloc: Bloc) -> Iterator[Evaluation]:
    """The assessments of the units that validate a block, of what they hold and of what feeds them."""
    held = {code for reference in bloc.unites for code in programme.tient(programme.unites[reference.ref])}
    yield from (evaluation for code in held for evaluation in programme.unites[code].evaluations)
    shared = (e for e in programme.evaluations.evaluations if any(each.ref in held for each in e.unites))
    yield from shared


@rule(
    "BLC-003",
    title="Chaque bloc se valide pour lui-même",
    severity=ERREUR,
    source=VADEMECUM.at("p. 26 (7 et 8) et p. 34"),
    why="On peut n’obtenir qu’un bloc : sa règle de validation ne dépend pas des autres.",
    message={
        "": "Le bloc {bloc} ne dit pas comment il se valide.",
        "tous": "Aucun bloc ne dit comment il se valide.",
    },
    hint="Ajoutez <validation><p>…</p></validation> au bloc (ses épreuves, le seuil), ou les unités dont la réussite "
    'le valide : <unite ref="…"/>.',
    when=("hors-rs",),
    needs=("blocs",),
    asks=("validation-du-bloc",),
    item="blocs",
)
def each_block_is_validated_by_itself(programme: Programme) -> Iterator[Hit]:
    """By a rule of its own, or by the units that validate it; a block without competencies is BLC-002's."""
    blocs = [bloc for bloc in programme.blocs if bloc.competences]
    without = [bloc for bloc in blocs if not bloc.validation and not bloc.unites]
    if len(without) == len(blocs) > 1:
        yield Hit(programme.blocs, "tous", missing=True)
    else:
        yield from (Hit(bloc, missing=True, bloc=bloc.code) for bloc in without)


@rule(
    "BLC-004",
    title="Aucun bloc ne pèse presque toute la certification",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 28 (« grande majorité ») ; le seuil de la moitié est une convention"),
    why="Un bloc qui porte presque tout vaut la certification : les autres n’en sont plus des parts.",
    message={
        "competences": "Le bloc {bloc} porte {part} des {total} compétences : plus de {maximum} %.",
        "credits": "Le bloc {bloc} vaut {part:crédit} sur {total} : plus de {maximum} %.",
    },
    hint="Répartissez autrement les compétences ou les unités, ou partagez ce bloc en deux activités.",
    needs=("competences",),
    thresholds={"maximum": (50, "part d’un bloc dans la certification, en %, au plus")},
)
def no_block_outweighs_the_others(programme: Programme, *, maximum: Decimal) -> Iterator[Hit]:
    """From three blocks up; credits are those that every learner takes for the block."""
    blocs, competences = [bloc for bloc in programme.blocs if bloc.competences], len(programme.competences)
    if len(blocs) < 3:
        return
    for bloc in blocs:
        part, total = _credits(programme, bloc), programme.identite.diplome.ects
        if len(bloc.competences) * 100 > competences * maximum:
            yield Hit(
                bloc, "competences", bloc=bloc.code, part=len(bloc.competences), total=competences, maximum=maximum
            )
        elif total is not None and part * 100 > total * maximum:
            yield Hit(bloc, "credits", bloc=bloc.code, part=part, total=total, maximum=maximum)


def _credits(programme: Programme, bloc: Bloc) -> Decimal:
    """The least that the units of a block bring to it, over publics and choices."""
    shares = {unite.ref: unite.ects for unite in bloc.unites}
    within = {code for unite in bloc.unites for code in programme.unites[unite.ref].codes}

    def share(unite: Unite) -> Decimal | None:
        if shares.get(unite.code) is not None:
            return shares[unite.code]
        return unite.ects if unite.code in within else None

    found = (variante.minimum(share) for variante in variantes(programme)) if shares else ()
    return min((each for each in found if each is not None), default=Decimal(0))


@rule(
    "BLC-006",
    title="Un bloc à choisir a une alternative",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Si tous les blocs d’un choix sont à prendre, ils ne sont pas au choix.",
    message="Ce choix demande {minimum:bloc} et n’en propose que {options}.",
    hint='Sortez ces <bloc> du <choix>, ajoutez une alternative, ou écrivez min="0" s’ils sont facultatifs.',
    needs=("blocs",),
)
def an_optional_block_has_an_alternative(programme: Programme) -> Iterator[Hit]:
    """The Vademecum (p. 28) speaks of options, not of their number."""
    for choix in programme.blocs.enfants:
        if isinstance(choix, ChoixDeBlocs) and 1 <= len(choix.blocs) <= choix.min:
            yield Hit(choix, minimum=choix.min, options=len(choix.blocs))


@rule(
    "BLC-008",
    title="L’intitulé d’un bloc n’est pas celui d’un cours",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 27"),
    why="Un bloc nomme une activité du métier ; un module ou un contenu décrit la formation.",
    message="L’intitulé du bloc {bloc} est celui d’un enseignement : « {intitule} ».",
    hint="Nommez l’activité que le bloc rend capable d’exercer : « Concevoir… », « Piloter… ».",
    needs=("blocs",),
    kind="heur",
)
def a_block_is_not_named_after_a_course(programme: Programme) -> Iterator[Hit]:
    """By its first word, or the number of a module or of a semester."""
    for bloc in programme.blocs:
        if _TEACHING.match(bloc.intitule):
            yield Hit(bloc, bloc=bloc.code, intitule=bloc.intitule)


@rule(
    "BLC-009",
    title="Chaque bloc a son intitulé",
    severity=ERREUR,
    source=CONVENTION,
    why="Le parchemin d’un bloc le désigne par son intitulé : deux blocs ne peuvent pas avoir le même.",
    message="Les blocs {premier} et {bloc} ont le même intitulé : « {intitule} ».",
    hint="Dites dans chaque intitulé ce que le bloc a de propre.",
    needs=("blocs",),
)
def each_block_has_its_own_title(programme: Programme) -> Iterator[Hit]:
    """Compared after folding."""
    seen: dict[str, Bloc] = {}
    for bloc in programme.blocs:
        first = seen.setdefault(fold(bloc.intitule), bloc)
        if first is not bloc:
            yield Hit(bloc, premier=first.code, bloc=bloc.code, intitule=bloc.intitule)


@rule(
    "BLC-011",
    title="Un bloc acquis l’est pour toujours",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 27"),
    why="Aucune durée de validité ne peut être imposée à un bloc obtenu.",
    message="Une durée de validité est donnée à un bloc acquis : « {phrase} ».",
    hint="Ôtez cette durée : le bloc obtenu est acquis définitivement.",
    when=("blocs-acquis",),
    kind="heur",
    on=("blocs", "reglement", "voies", "textes-de-validation"),
)
def a_block_never_expires(programme: Programme) -> Iterator[Hit]:
    """Looked for in the rules, the routes and the blocks themselves, sentence by sentence."""
    paragraphs = (paragraphe for text in _where_validity_is_told(programme) for paragraphe in text.paragraphes)
    for paragraphe in paragraphs:
        for phrase in re.split(r"(?<=[.;])\s+", paragraphe.texte):
            if _EXPIRES.search(phrase) and not _DENIED.search(phrase):
                yield Hit(paragraphe, phrase=phrase.rstrip("."))


def _where_validity_is_told(programme: Programme) -> Iterator[Riche]:
    yield from (regle.texte for regle in programme.reglement.regles)
    yield from (voie.texte for voie in programme.acces.voies if voie.texte)
    yield from programme.presentation.validation
    for bloc in programme.blocs:
        yield from (text for text in (bloc.validation, bloc.description, bloc.prerequis_validation) if text)


@rule(
    "BLC-013",
    title="L’obtention de la certification par capitalisation des blocs est décrite",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("§2.3.1.3 ; fiche du répertoire"),
    why="La fiche dit comment les blocs se cumulent jusqu’à la certification, et si une épreuve finale s’y ajoute.",
    message="Le règlement ne dit pas comment la certification s’obtient en cumulant les blocs.",
    hint='Ajoutez <regle type="capitalisation"><p>…</p></regle> dans <reglement>.',
    when=("hors-rs",),
    needs=("blocs",),
    asks=("regle-capitalisation",),
)
def capitalisation_is_described(programme: Programme) -> Iterator[Hit]:
    """By the type of the rules; a certification of a single block has nothing to add up."""
    if sum(1 for _ in programme.blocs) < 2:
        return
    if not any(regle.type == "capitalisation" for regle in programme.reglement.regles):
        yield Hit(programme.reglement, missing=True)


@rule(
    "BLC-015",
    title="Les blocs sont exactement ceux de la fiche officielle",
    severity=ERREUR,
    source=VADEMECUM.at("p. 39 ; fiches du répertoire national"),
    why="Chaque bloc de la fiche doit pouvoir être validé et capitalisé ; un bloc de plus n’existe pour "
    "aucun autre établissement. La rédaction des blocs relève d’IDN-007.",
    message={
        "absent": "Aucun bloc du programme ne correspond au bloc {bloc} de la fiche, « {libelle} » "
        "(export du {export}).",
        "inconnu": "Le bloc {bloc} n’est pas sur la fiche {fiche} (export du {export}).",
    },
    hint={
        "absent": "Ajoutez ce bloc, ou donnez son code au bloc qui lui correspond.",
        "inconnu": "Corrigez le code : « dossier register show {fiche} » donne ceux de la fiche.",
    },
    when=("fiche",),
    needs=("blocs",),
    item="blocs",
    context=True,
)
def blocks_are_those_of_the_sheet(programme: Programme, context: Context) -> Iterator[Hit]:
    """A sheet without any block is not compared."""
    export = required(context.register).jour
    ours = {code: bloc for bloc in programme.blocs for code in bloc.rncp}
    for _enregistrement, fiche in cited_sheets(programme, context.register):
        known(fiche, "blocs", "les blocs")
        if not fiche.blocs:
            raise NotEvaluated(f"la fiche {fiche.numero} n’a pas de bloc")
        official = {bloc.code: bloc.libelle for bloc in fiche.blocs}
        for code, libelle in official.items():
            if code not in ours:
                yield Hit(programme.blocs, "absent", bloc=code, libelle=libelle, export=export)
        for code, bloc in ours.items():
            if code.startswith(f"{fiche.numero}BC") and code not in official:
                yield Hit(bloc, "inconnu", attribute="rncp", fiche=fiche.numero, bloc=code, export=export)

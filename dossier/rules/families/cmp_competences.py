"""Competencies: how they are worded, and that none is said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import combinations

from dossier.french.dictionary import infinitives
from dossier.french.folding import fold
from dossier.programme.model import Programme
from dossier.programme.referentiel import Bloc, Competence
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, ERREUR, INFO, Hit, Source, rule
from dossier.rules.runner import Context
from dossier.rules.texts import VADEMECUM

_PURPOSE = re.compile(
    r"pour\b|\bafin (?:d|qu)|\ben vue d|\bdans (?:le but|l[’']objectif|l[’']intérêt) d|\bde (?:manière|façon) (?:à|qu)"
    r"|\bde sorte|\bà l[’']attention d|\bvisant à|\bpermettant\b|\bau service d|\bà des fins?\b|\bà destination d"
    r"|\bdestinée?s? à|\bnécess\w+ à|\bcontribuant à|\ben garantissant|\bpréalables? à",
    re.IGNORECASE,
)
"""What introduces a purpose, even glued to the word before."""
_UNSEEN = re.compile(
    r"(?:connaître|connaitre|comprendre|savoir|appréhender|maîtriser|maitriser|découvrir|assimiler"
    r"|être sensibilisée?(?:\(e\))?)\b",
    re.IGNORECASE,
)
_TEACHING = re.compile(
    r"\bunités? d[’']enseignement|\btravaux dirigés|\bTD\b|\bcours magistra|\bde ce (?:module|cours)\b"
    r"|\b(?:vue?s|abordée?s|enseignée?s|acquis(?:es)?|étudiée?s) (?:en|pendant les|dans les|dans le) cours\b"
    r"|\b(?:du|au) (?:premier|second|deuxième|troisième) semestre|\bsemestre \d",
)
_ASSESSED = re.compile(
    r"\bcontrôle continu\b|\bexamen (?:terminal|final|écrit|oral)\b|\bnotée?s? sur \d+|\bQCM\b|\bcoefficient \d"
    r"|\b(?:soutenance|épreuve|oral|présentation) devant (?:un|le) jury\b"
    r"|\b(?:lors|au cours) d[e’'] ?(?:une |l[’']|un )?(?:épreuve|examen|soutenance)\b",
    re.IGNORECASE,
)
_ASSESSES = re.compile(r"apprenant|élève|étudiant|stagiaire|candidat|jury d|apprenti", re.IGNORECASE)
"""Occupations that train or examine others speak of assessment as their own work."""
_LEANING = re.compile(
    r"\bidem\b|\betc\b|\bci-(?:dessus|dessous|avant|après)\b|\bcf\.|\bvoir (?:la )?compétence", re.IGNORECASE
)
_CHAIN = re.compile(r"(?:,| et| ou| puis|, puis)\s+(?:à\s+)?(?:se\s+|s[’']|l[’']|les\s+|en\s+)?([^\W\d_]+)")
_BEFORE_THE_VERB = re.compile(
    r"""^(?:[-–—•*\s]+ | [A-Z]{0,3}\d+(?:[.\-]\d+)*\s*[:.)\-–]?\s+ )*  # bullet, code
        (?:être\ capable\ (?:de\ |d[’']))?
        (?:ne\ pas\ )?
        (?:se\ |s[’'])?""",
    re.IGNORECASE | re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MADE = re.compile(r"^(?:auto|co|pré|ré|sur)(?=\w{4})")
"""Prefixes that make verbs no dictionary lists."""


@rule(
    "CMP-001",
    title="Chaque compétence commence par un verbe à l’infinitif",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 25"),
    why="Une compétence dit ce que la personne sait faire : elle s’ouvre sur une action, à l’infinitif.",
    message={
        "": "La compétence {competence} ne commence pas par un infinitif : « {debut}… ».",
        "inconnu": "La compétence {competence} commence par « {mot} », qui n’est pas un verbe du dictionnaire.",
    },
    hint={
        "": "Reformulez avec un verbe d’action : « Concevoir… », « Analyser… ».",
        "inconnu": "Vérifiez ce mot ; si c’est un verbe du métier, ajoutez-le à lexique.txt.",
    },
    needs=("competences",),
    kind="heur",
    context=True,
)
def a_competency_opens_with_an_infinitive(programme: Programme, context: Context) -> Iterator[Hit]:
    """Held against the verbs of the dictionary, and those of the institution's lexicon."""
    for competence in programme.competences.values():
        rest = _BEFORE_THE_VERB.sub("", competence.texte)
        word = _WORD.match(rest)
        mot = word[0].lower() if word else ""
        if _is_an_infinitive(mot) or mot in context.settings.lexique:
            continue
        variant = "inconnu" if mot.endswith(("er", "ir", "re")) else ""
        debut = " ".join(competence.texte.split()[:4])
        yield Hit(competence, variant, competence=competence.code, debut=debut, mot=mot)


def _is_an_infinitive(word: str) -> bool:
    """Alone, after a prefix that makes new verbs (« co-construire »), or with the accent that its capital lost."""
    last = word.rpartition("-")[2]
    return not infinitives().isdisjoint((last, f"é{last[1:]}", _MADE.sub("", last)))


@rule(
    "CMP-007",
    title="Une compétence n’est pas écrite deux fois dans un bloc",
    severity=ERREUR,
    source=Source("Cap Métiers, dossier sur les blocs de compétences", status="V2"),
    why="Deux compétences identiques, à la ponctuation près, n’en font qu’une ; l’une des deux est de trop.",
    message="Les compétences {premiere} et {competence} du bloc {bloc} disent la même chose : « {debut}… ».",
    hint="Supprimez l’une des deux, ou dites ce qui les distingue.",
    needs=("competences",),
    item="competences",
)
def a_competency_stands_once_in_a_block(programme: Programme) -> Iterator[Hit]:
    """Compared after folding."""
    for bloc in programme.blocs:
        seen: dict[str, Competence] = {}
        for competence in bloc.competences:
            first = seen.setdefault(fold(competence.texte), competence)
            if first is not competence:
                yield Hit(
                    competence,
                    premiere=first.code,
                    competence=competence.code,
                    bloc=bloc.code,
                    debut=competence.debut,
                )


@rule(
    "CMP-009",
    title="Une compétence n’appartient qu’à un bloc",
    severity=ERREUR,
    source=Source("Cap Métiers, dossier sur les blocs de compétences", status="V2"),
    why="Les blocs se valident séparément : le même contenu ne peut pas être repris dans plusieurs blocs d’une "
    "même certification.",
    message="La compétence {competence} du bloc {bloc} est déjà dans le bloc {autre} ({premiere}) : « {debut}… ».",
    hint="Gardez-la dans un seul bloc, ou dites dans chacun ce qu’elle a de propre.",
    needs=("competences",),
    item="competences",
)
def a_competency_belongs_to_one_block(programme: Programme) -> Iterator[Hit]:
    """Compared after folding; a repetition inside one block is CMP-007's."""
    seen: dict[str, tuple[Bloc, Competence]] = {}
    for bloc in programme.blocs:
        for competence in bloc.competences:
            autre, first = seen.setdefault(fold(competence.texte), (bloc, competence))
            if autre is not bloc:
                yield Hit(
                    competence,
                    competence=competence.code,
                    bloc=bloc.code,
                    autre=autre.code,
                    premiere=first.code,
                    debut=competence.debut,
                )


@rule(
    "CMP-002",
    title="Chaque compétence dit à quoi elle sert",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 25"),
    why="Une compétence a un objet et une finalité : ce que l’on fait, et dans quel but.",
    message={
        "": "La compétence {competences} du bloc {bloc} ne dit pas dans quel but.",
        "plusieurs": "Dans le bloc {bloc}, {nombre} compétences ne disent pas dans quel but : {competences}.",
    },
    hint="Ajoutez la finalité : « afin de… », « pour… », « en vue de… ».",
    needs=("competences",),
    kind="heur",
)
def a_competency_has_a_purpose(programme: Programme) -> Iterator[Hit]:
    """One hit per block, whatever the number; judged on the words that introduce a purpose."""
    for bloc in programme.blocs:
        aimless = [c for c in bloc.competences if not _PURPOSE.search(c.texte)]
        codes = [competence.code for competence in aimless]
        if len(aimless) == 1:
            yield Hit(aimless[0], competences=codes, bloc=bloc.code)
        elif aimless:
            yield Hit(bloc, "plusieurs", competences=codes, bloc=bloc.code, nombre=len(codes))


@rule(
    "CMP-004",
    title="Le verbe d’une compétence désigne une action qui s’observe",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 25 ; « connaître la norme » y serait irrecevable"),
    why="On évalue ce que la personne fait ; connaître ou comprendre ne se voit pas.",
    message="La compétence {competence} s’ouvre sur « {verbe} », qui ne s’observe pas.",
    hint="Dites ce que la personne fait de ce savoir : « Appliquer… », « Expliquer… », « Choisir… ».",
    needs=("competences",),
)
def a_competency_can_be_observed(programme: Programme) -> Iterator[Hit]:
    """By its opening verb."""
    for competence in programme.competences.values():
        verb = _UNSEEN.match(_BEFORE_THE_VERB.sub("", competence.texte)) or _UNSEEN.match(competence.texte)
        if verb:
            yield Hit(competence, competence=competence.code, verbe=verb[0])


@rule(
    "CMP-005",
    title="Une compétence, une action",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 25 (stabilité de la maille)"),
    why="Qui réussit une action et manque l’autre n’est ni compétent ni incompétent : l’évaluateur ne sait que noter.",
    message="La compétence {competence} coordonne {nombre} actions : {verbes}.",
    hint="Gardez l’action principale, ou faites-en plusieurs compétences.",
    needs=("competences",),
    kind="heur",
)
def a_competency_is_one_action(programme: Programme) -> Iterator[Hit]:
    """More than two infinitives one after the other at the opening."""
    for competence in programme.competences.values():
        verbs = list(_opening_verbs(_BEFORE_THE_VERB.sub("", competence.texte)))
        if len(verbs) > 2:
            yield Hit(competence, competence=competence.code, nombre=len(verbs), verbes=verbs)


def _opening_verbs(text: str) -> Iterator[str]:
    """The infinitives that open a text, joined by commas and conjunctions alone."""
    found = _WORD.match(text)
    while found and _is_an_infinitive(found[found.lastindex or 0].lower()):
        yield found[found.lastindex or 0].lower()
        found = _CHAIN.match(text, found.end())


@rule(
    "CMP-006",
    title="Une compétence n’est ni trop courte, ni trop longue",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Trop courte, elle ne dit ni comment ni pourquoi ; trop longue, elle en contient plusieurs.",
    message={
        "courte": "La compétence {competence} n’a que {longueur} caractères : « {texte} ».",
        "longue": "La compétence {competence} a {longueur} caractères, {maximum} au plus.",
    },
    hint={
        "courte": "Précisez le moyen ou le contexte, et le but.",
        "longue": "Scindez-la, ou déplacez le détail dans les critères d’évaluation.",
    },
    needs=("competences",),
    thresholds={
        "minimum": (40, "caractères d’une compétence, au moins"),
        "maximum": (400, "caractères d’une compétence, au plus"),
    },
)
def a_competency_has_a_fair_length(programme: Programme, *, minimum: Decimal, maximum: Decimal) -> Iterator[Hit]:
    """Spaces included."""
    for competence in programme.competences.values():
        size, code = len(competence.texte), competence.code
        if size < minimum:
            yield Hit(competence, "courte", competence=code, longueur=size, texte=competence.texte)
        elif size > maximum:
            yield Hit(competence, "longue", competence=code, longueur=size, maximum=maximum)


@rule(
    "CMP-008",
    title="Deux compétences ne disent pas presque la même chose",
    severity=AVERTISSEMENT,
    source=Source("Cap Métiers, dossier sur les blocs de compétences", status="V2"),
    why="Deux compétences qui ne diffèrent que de quelques mots sont souvent la même, mal recopiée.",
    message="Les compétences {premiere} et {competence} ont {part} % de leurs mots en commun : « {debut}… ».",
    hint="Si c’est la même, gardez-en une ; sinon dites ce qui les distingue.",
    needs=("competences",),
    kind="heur",
    thresholds={"ressemblance": (90, "mots en commun, dans l’ordre, en %, à partir desquels le dire")},
)
def no_competency_nearly_repeats_another(programme: Programme, *, ressemblance: Decimal) -> Iterator[Hit]:
    """Identical ones are CMP-007's and CMP-009's; levels and tracks may repeat a wording on purpose."""
    worded = [(c, words, set(words)) for c in programme.competences.values() if (words := fold(c.texte).split())]
    told: set[str] = set()
    similar = float(ressemblance / 100)
    for (first, left, some), (second, right, others) in combinations(worded, 2):
        # At most the words of the first that the second knows are common: cheap, and never wrong.
        if 2 * (len(left) - len(some - others)) < similar * (len(left) + len(right)):
            continue
        if left == right or second.code in told or first.niveau != second.niveau or first.parcours != second.parcours:
            continue
        ratio = SequenceMatcher(None, left, right, autojunk=False).ratio()
        if ratio >= similar:
            told.add(second.code)
            part, debut = int(ratio * 100), second.debut
            yield Hit(second, premiere=first.code, competence=second.code, part=part, debut=debut)


@rule(
    "CMP-010",
    title="Une compétence ne parle pas de la formation",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 26"),
    why="Le référentiel décrit le métier ; la même compétence s’acquiert aussi par l’expérience, sans aucun cours.",
    message="La compétence {competence} renvoie à la formation : « {mot} ».",
    hint="Dites la situation de travail où la compétence s’exerce.",
    needs=("competences",),
)
def a_competency_does_not_speak_of_teaching(programme: Programme) -> Iterator[Hit]:
    """Only words that mean nothing outside a maquette: « cours » or « module » may belong to the occupation."""
    for competence in programme.competences.values():
        found = _TEACHING.search(competence.texte)
        if found:
            yield Hit(competence, competence=competence.code, mot=found[0])


@rule(
    "CMP-011",
    title="Une compétence ne dit pas comment elle est évaluée",
    severity=INFO,
    source=VADEMECUM.at("p. 26"),
    why="Le référentiel de compétences dit ce que la personne sait faire ; le référentiel d’évaluation, comment on le "
    "vérifie.",
    message="La compétence {competence} parle de son évaluation : « {mot} ».",
    hint="Déplacez-le dans une <evaluation> du bloc.",
    needs=("competences",),
    kind="heur",
)
def a_competency_does_not_speak_of_assessment(programme: Programme) -> Iterator[Hit]:
    """Set words of examinations, where nobody else is examined."""
    for competence in programme.competences.values():
        found = _ASSESSED.search(competence.texte)
        if found and not _ASSESSES.search(competence.texte):
            yield Hit(competence, competence=competence.code, mot=found[0])


@rule(
    "CMP-012",
    title="Un bloc n’a ni trop, ni trop peu de compétences",
    severity=INFO,
    source=VADEMECUM.at("p. 25 (stabilité de la maille) ; les seuils sont une convention"),
    why="D’un bloc à l’autre, la maille est la même : ni une compétence qui dit tout, ni trente gestes.",
    message="Le bloc {bloc} compte {nombre:compétence} ; on en attend de {minimum} à {maximum}.",
    hint="Détaillez-les, réunissez-les, ou déplacez-en dans un autre bloc.",
    needs=("competences",),
    thresholds={
        "minimum": (3, "compétences d’un bloc, au moins"),
        "maximum": (12, "compétences d’un bloc, au plus"),
    },
)
def a_block_has_a_fair_number_of_competencies(
    programme: Programme, *, minimum: Decimal, maximum: Decimal
) -> Iterator[Hit]:
    """A block without any is BLC-002's."""
    for bloc in programme.blocs:
        nombre = len(bloc.competences)
        if nombre and not minimum <= nombre <= maximum:
            yield Hit(bloc, bloc=bloc.code, nombre=nombre, minimum=minimum, maximum=maximum)


@rule(
    "CMP-014",
    title="Une compétence se comprend seule",
    severity=AVERTISSEMENT,
    source=Source("Escale learning, conseil aux certificateurs", status="V2"),
    why="La fiche, le parchemin d’un bloc et le livret de VAE citent chaque compétence hors de sa liste.",
    message="La compétence {competence} renvoie à autre chose qu’elle-même : « {mot} ».",
    hint="Écrivez en toutes lettres ce que ce mot remplace, ou supprimez-le.",
    needs=("competences",),
    kind="heur",
)
def a_competency_stands_by_itself(programme: Programme) -> Iterator[Hit]:
    """Words that send the reader elsewhere, or leave the list open."""
    for competence in programme.competences.values():
        found = _LEANING.search(competence.texte)
        if found:
            yield Hit(competence, competence=competence.code, mot=found[0])

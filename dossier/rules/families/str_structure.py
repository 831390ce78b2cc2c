"""Structure: is the file what the schema expects, and are the three frameworks there?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dossier.french.folding import fold
from dossier.french.nearest import nearest
from dossier.programme.errors import SchemaError
from dossier.programme.maquette import renvois_circulaires
from dossier.programme.model import Programme
from dossier.programme.places import LABELS
from dossier.programme.vocabulary import DIPLOMES
from dossier.programme.walk import repeated
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, ERREUR, INFO, Hit, rule
from dossier.rules.profiles import PROFILES, RS, fitting, repertoire
from dossier.rules.runner import Context
from dossier.rules.texts import CODE_DU_TRAVAIL, VADEMECUM
from dossier.rules.waivers import Waivers

_NOTHING = frozenset({"", "néant", "neant", "n a", "nc", "n c"})
"""What a text that says nothing comes down to."""


@rule(
    "STR-001",
    title="Le fichier respecte le schéma",
    severity=ERREUR,
    source=CONVENTION,
    why="Tout ce que produit l’outil vient de ce fichier : un élément mal placé serait perdu sans bruit.",
    message="{erreur}",
    hint="{conseil}",
    item="description",
    blocks=True,
    waivable=False,
    knowable=False,
    reads="errors",
)
def the_file_obeys_the_schema(errors: Sequence[SchemaError]) -> Iterator[Hit]:
    """Everything the schema refuses, codes and references apart."""
    return _told(error for error in errors if error.kind not in ("duplicate", "dangling"))


@rule(
    "STR-002",
    title="Chaque code désigne une seule chose",
    severity=ERREUR,
    source=CONVENTION,
    why="Les autres parties du fichier se servent des codes : un code donné deux fois rend les renvois ambigus.",
    message="{erreur}",
    hint="{conseil}",
    item="description",
    blocks=True,
    waivable=False,
    knowable=False,
    reads="errors",
)
def each_code_is_given_once(errors: Sequence[SchemaError]) -> Iterator[Hit]:
    """Definitions that bear a code already taken."""
    return _told(error for error in errors if error.kind == "duplicate")


@rule(
    "STR-003",
    title="Chaque renvoi désigne quelque chose",
    severity=ERREUR,
    source=CONVENTION,
    why="Un renvoi vers un code absent laisse un trou dans la matrice, la maquette ou le référentiel.",
    message="{erreur}",
    hint="{conseil}",
    item="description",
    blocks=True,
    waivable=False,
    knowable=False,
    reads="errors",
)
def each_reference_leads_somewhere(errors: Sequence[SchemaError]) -> Iterator[Hit]:
    """References to nothing, or to something of another kind."""
    return _told(error for error in errors if error.kind == "dangling")


def _told(errors: Iterator[SchemaError]) -> Iterator[Hit]:
    return (Hit(error, erreur=error.message, conseil=error.hint) for error in errors)


@rule(
    "STR-006",
    title="Les trois référentiels sont là",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("L6113-1 et R6113-11 I, 2°", also=VADEMECUM.at("p. 9-10")),
    why="La certification repose sur trois référentiels (activités, compétences, évaluation) ; leur présence est "
    "contrôlée aussi pour un enregistrement de droit. Au répertoire spécifique, deux suffisent : compétences et "
    "évaluation.",
    message="Le référentiel {referentiel} est vide.",
    hint="Renseignez {element}.",
    asks=("activites", "blocs"),
    item="referentiels",
)
def the_three_frameworks_are_there(programme: Programme) -> Iterator[Hit]:
    """An empty framework is reported here once; the rules on its content then wait."""
    if not programme.activites.activites and repertoire(programme) != RS:
        yield Hit(programme.activites, missing=True, referentiel="d’activités", element="la partie <activites>")
    if not programme.competences:
        yield Hit(programme.blocs, missing=True, referentiel="de compétences", element="les <competence> des <bloc>")
    if not programme.toutes_evaluations:
        yield Hit(
            programme.blocs,
            missing=True,
            referentiel="d’évaluation",
            element="une <evaluation> au moins par <bloc>, avec ses <critere>",
        )


@rule(
    "STR-004",
    title="Aucune unité ne se contient elle-même",
    severity=ERREUR,
    source=CONVENTION,
    why="Une maquette qui tourne en rond ne peut être ni comptée, ni suivie.",
    message="L’unité {unite} se contient elle-même, par le renvoi à {cible}.",
    hint="Supprimez ce <renvoi>, ou faites-le désigner une autre unité.",
    needs=("maquette",),
    item="description",
    blocks=True,
)
def no_unit_holds_itself(programme: Programme) -> Iterator[Hit]:
    """Directly, through its components, or through other units; codes are unique (STR-002)."""
    told: set[int] = set()
    for unite, renvoi in renvois_circulaires(programme.unites):
        if id(renvoi) not in told:
            told.add(id(renvoi))
            yield Hit(renvoi, attribute="unite", unite=unite.code, cible=renvoi.unite)


@rule(
    "STR-005",
    title="Une épreuve commune dit ce qu’elle évalue",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("§2.2.1 et §2.3.1"),
    why="Une épreuve que rien ne relie au reste du dossier n’évalue rien ; les autres orphelins ont leur règle "
    "(ACT-003, COV-001, COV-002).",
    message="L’épreuve {evaluation} ne porte sur aucun bloc, aucune unité, aucune compétence.",
    hint='Ajoutez <bloc ref="…"/>, <unite ref="…"/> ou <competence ref="…"/> à cette évaluation.',
    needs=("evaluations",),
    on=("epreuves-communes",),
)
def no_assessment_is_an_orphan(programme: Programme) -> Iterator[Hit]:
    """Those of a block or a unit are theirs."""
    for evaluation in programme.evaluations.evaluations:
        named = evaluation.blocs or evaluation.unites or evaluation.competences
        if not named and not any(critere.competence for critere in evaluation.criteres):
            yield Hit(evaluation, evaluation=evaluation.code or str(evaluation.intitule or evaluation.nature))


@rule(
    "STR-007",
    title="Le profil réglementaire et sa date sont déclarés",
    severity=INFO,
    source=CONVENTION,
    why="Le profil dit quels textes s’appliquent, la date d’effet dans quelle version.",
    message={
        "absent": "Aucun profil réglementaire n’est déclaré, et aucun ne se déduit du type de diplôme : les règles "
        "propres à un diplôme ne sont pas vérifiées.",
        "deduit": "Aucun profil réglementaire n’est déclaré : le programme est jugé sous celui que son type et la date "
        "impliquent, {profil} ({titre}).",
        "date": "La date d’effet n’est pas donnée : les règles sont jugées au jour de leur dernière révision.",
    },
    hint={
        "absent": 'Ajoutez profil="…" à <programme>, s’il en existe un qui convienne : {profils}.',
        "deduit": 'Ajoutez profil="{profil}" à <programme>.',
        "date": 'Ajoutez date-effet="…" à <programme>, comme 2026-09-01.',
    },
    context=True,
)
def the_profile_and_its_date_are_told(programme: Programme, context: Context) -> Iterator[Hit]:
    """One thing at a time; that the profile exists is STR-011's."""
    if programme.profil is None and context.profile is None:
        yield Hit(programme, "absent", profils=sorted(PROFILES))
    elif programme.profil is None and context.profile:
        yield Hit(programme, "deduit", profil=context.profile.name, titre=context.profile.title)
    elif programme.date_effet is None:
        yield Hit(programme, "date")


@rule(
    "STR-008",
    title="Chaque dérogation écarte un constat, et n’est pas échue",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Une dérogation est imprimée dans le dossier : celle qui ne sert plus, ou dont le terme est passé, dit un "
    "écart qui n’existe pas ou que plus personne n’assume.",
    message={
        "inconnue": "La dérogation vise {regle}, qui n’est pas une règle du catalogue.",
        "interdite": "Il ne peut pas être dérogé à la règle {regle}.",
        "echue": "La dérogation à {regle} sur {objet} est échue depuis le {fin}.",
        "inutile": "La dérogation à {regle} sur {objet} n’écarte aucun constat.",
    },
    hint={
        "inconnue": "Corrigez le numéro ; « dossier rules » liste les règles.",
        "interdite": "Corrigez ce que la règle signale, et supprimez cette dérogation.",
        "echue": "Corrigez l’écart, ou faites renouveler la dérogation et changez jusqu-au.",
        "inutile": "Supprimez-la, ou corrigez objet : le code de l’élément que le constat nomme.",
    },
    waivable=False,
    reads="waivers",
    on=("derogations",),
)
def every_waiver_serves(waivers: Waivers) -> Iterator[Hit]:
    """That a waiver has a reason, an author, a date and an end is the schema's business."""
    for waiver in waivers.derogations:
        if waiver.regle not in waivers.known:
            yield Hit(waiver, "inconnue", attribute="regle", regle=waiver.regle)
        elif waiver.regle in waivers.never:
            yield Hit(waiver, "interdite", attribute="regle", regle=waiver.regle)
        elif waivers.expired(waiver):
            fin = waiver.jusqu_au
            yield Hit(waiver, "echue", attribute="jusqu-au", regle=waiver.regle, objet=waiver.objet, fin=fin)
        elif waivers.idle(waiver):
            yield Hit(waiver, "inutile", attribute="objet", regle=waiver.regle, objet=waiver.objet)


@rule(
    "STR-009",
    title="Aucun texte n’est là pour ne rien dire",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Ce que l’on ne sait pas reste absent ; un tiret ou « néant » s’imprime tel quel et trompe les autres règles.",
    message="Ce texte ne dit rien : « {texte} ».",
    hint="Supprimez l’élément, ou dites ce qu’il en est (« Aucun prérequis »).",
)
def no_text_says_nothing(programme: Programme) -> Iterator[Hit]:
    """Question marks are TXT-005's."""
    for node, text in programme.textes:
        if fold(text) in _NOTHING and "?" not in text:
            yield Hit(node, texte=text)


@rule(
    "STR-010",
    title="Rien n’est écrit deux fois de suite",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Ce qui est copié deux fois s’imprime deux fois ; compté, il fausse les totaux.",
    message="{element} est écrit deux fois de suite, à l’identique.",
    hint="Supprimez l’un des deux.",
)
def nothing_is_written_twice(programme: Programme) -> Iterator[Hit]:
    """Neighbours only: the same code of a nomenclature or the same words may return elsewhere."""
    for node in repeated(programme):
        yield Hit(node, element=f"« {LABELS.get(node.place.tag, f'<{node.place.tag}>')} »")


_UNKNOWN = "Le profil {profil} n’existe pas : les règles propres au diplôme ne sont pas vérifiées."


@rule(
    "STR-011",
    title="Le profil réglementaire existe, convient au diplôme, et est en vigueur",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Sous un profil inconnu, d’un autre diplôme ou d’une autre époque, les règles qui devraient s’appliquer se "
    "taisent, et le programme passe pour conforme à un texte qui n’est pas le sien.",
    message={
        "inconnu": _UNKNOWN,
        "proche": _UNKNOWN,
        "diplome": "Le profil {profil} ({titre}) ne convient pas à ce type de diplôme : {diplome}.",
        "juge": "Le profil {profil} ({titre}) ne convient pas à ce type de diplôme : {diplome} ; "
        "on juge ici sous {juge}.",
        "avant": "Le profil {profil} ({titre}) n’est en vigueur qu’à compter du {debut} ; on juge ici au {jour}.",
        "apres": "Le profil {profil} ({titre}) n’était en vigueur que jusqu’au {fin} ; on juge ici au {jour}.",
    },
    hint={
        "inconnu": "Profils admis : {profils}.",
        "proche": "Vouliez-vous dire {proche} ? Profils admis : {profils}.",
        "diplome": "Profils de ce type de diplôme à cette date : {profils}.",
        "juge": "Profils de ce type de diplôme à cette date : {profils}.",
        "": "Changez profil ou date-effet. Profils de ce type de diplôme à cette date : {profils}.",
    },
    context=True,
)
def the_profile_is_the_right_one(programme: Programme, context: Context) -> Iterator[Hit]:
    """The declared one if it is that of another diploma, else the one judged under; that there is one is STR-007's."""
    profile, diplome, day = context.profile, programme.identite.diplome.type, context.day
    if programme.profil and programme.profil not in PROFILES:
        meant, names = nearest(programme.profil, PROFILES), list(PROFILES)
        variant = "proche" if meant else "inconnu"
        yield Hit(programme, variant, attribute="profil", profil=programme.profil, proche=meant, profils=names)
    declared = PROFILES.get(programme.profil or "")
    if declared and not declared.suits(diplome, repertoire(programme)):
        profile = declared
    suits = profile is not None and profile.suits(diplome, repertoire(programme))
    if profile is None or (suits and profile.in_force(day)):
        return
    fit = [each.name for each in fitting(programme, day)]
    others = fit or "aucun, supprimez alors profil"
    told: dict[str, Any] = {"profil": profile.name, "titre": profile.title, "profils": others}
    if not suits:
        which = f"{DIPLOMES[diplome]} (répertoire spécifique)" if repertoire(programme) == RS else DIPLOMES[diplome]
        if context.profile is None or context.profile is profile:
            yield Hit(programme, "diplome", attribute="profil", diplome=which, **told)
        else:
            yield Hit(programme, "juge", attribute="profil", diplome=which, juge=context.profile.name, **told)
    elif profile.since and day < profile.since:
        yield Hit(programme, "avant", attribute="profil", debut=profile.since, jour=day, **told)
    else:
        yield Hit(programme, "apres", attribute="profil", fin=profile.until, jour=day, **told)

"""Juries: one for each route, collegial, with the outsiders that the texts ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dossier.programme.model import Programme
from dossier.programme.organisation import Jury, Membre
from dossier.programme.vocabulary import VOIES
from dossier.programme.walk import texts
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, Hit, rule
from dossier.rules.phrases import denies, mentions, phrases, words
from dossier.rules.texts import CODE_DU_TRAVAIL, FICHE_NATIONALE, VADEMECUM

COLLEGIAL = 2
"""A jury is collegial from two members on (Vademecum RNCP de janvier 2023, p. 54)."""

DECRET_VAE = date(2024, 4, 13)
"""The day decree n° 2024-332 (code du travail, D6412-6) came into force."""

_VADEMECUM_JURY = VADEMECUM.at("p. 54")
_JURY_VAE = CODE_DU_TRAVAIL.at("D6412-6 (décret n° 2024-332 du 10 avril 2024)", date="2024-04-10")


@rule(
    "JUR-001",
    title="La composition du jury est donnée pour chaque voie ouverte",
    severity=ERREUR,
    source=FICHE_NATIONALE.at(also=VADEMECUM.at("p. 38"), status="V", date="2023-01"),
    why="Pour chaque voie d’accès, la fiche dit qui compose le jury qui délivre la certification.",
    message={
        "aucun": "Aucun jury de certification n’est décrit.",
        "voie": "Aucun jury n’est décrit pour cette voie, déclarée ouverte : {voie}.",
        "vide": "Un jury est déclaré sans sa composition.",
    },
    hint={
        "aucun": "Ajoutez dans <jurys> un <jury> avec ses <membre>.",
        "voie": 'Ajoutez <jury voies="{type}"><membre qualite="…">…</membre></jury>, ou citez cette voie dans '
        'voies="…" d’un autre.',
        "vide": "Ajoutez ses <membre>, ou recopiez sa <composition> officielle.",
    },
    asks=("jurys", "composition"),
    item="jurys",
)
def each_route_has_its_jury(programme: Programme) -> Iterator[Hit]:
    """Juries of admission and of units award nothing by themselves."""
    jurys = programme.jurys
    if not jurys.de_certification:
        yield Hit(jurys, "aucun", missing=True)
        return
    for jury in jurys.de_certification:
        if not jury.membres and jury.composition is None:
            yield Hit(jury, "vide", missing=True)
    for voie in programme.acces.voies:
        if voie.ouverte and not jurys.pour(voie.type):
            yield Hit(voie, "voie", missing=True, voie=VOIES[voie.type], type=voie.type)


@rule(
    "JUR-002",
    title="Le jury est collégial et présidé",
    severity=ERREUR,
    source=_VADEMECUM_JURY,
    why="Une décision de certification se prend à plusieurs : deux personnes au moins, dont l’une préside.",
    message={
        "nombre": "Le jury peut se réduire à {nombre:membre}.",
        "president": "Rien ne dit qui préside le jury.",
    },
    hint={
        "nombre": "Portez min à deux au moins en tout, ou ajoutez un <membre>.",
        "president": 'Écrivez president="oui" sur le <membre> qui préside.',
    },
    needs=("jury",),
    item="jurys",
)
def a_jury_is_collegial(programme: Programme) -> Iterator[Hit]:
    """Sizes are judged only where every kind of member has its minimum."""
    for jury in programme.jurys.de_certification:
        smallest = _smallest(jury)
        if smallest is not None and smallest < COLLEGIAL:
            yield Hit(jury, "nombre", nombre=smallest)
        if not _has_president(jury):
            yield Hit(jury, "president", missing=True)


def _smallest(jury: Jury) -> int | None:
    """The least number of members, if each kind of member gives its own."""
    minima = [membre.min for membre in jury.membres]
    if not minima or None in minima:
        return None
    return sum(minimum for minimum in minima if minimum is not None)


def _has_president(jury: Jury) -> bool:
    return any(membre.president for membre in jury.membres) or "présid" in words(jury).lower()


@rule(
    "JUR-003",
    title="La majorité du jury est extérieure au certificateur",
    severity=ERREUR,
    source=_VADEMECUM_JURY,
    why="Pour un enregistrement sur demande, la majorité des membres ou des voix est extérieure au certificateur et "
    "aux organismes habilités ; les statuts qui garantissent l’indépendance font exception.",
    message="Même au mieux, le jury compte {exterieurs:membre extérieur} sur {total}.",
    hint='Ajoutez des <membre> avec exterieur="oui" jusqu’à la majorité, ou donnez voix prépondérante à une présidence '
    "extérieure.",
    when=("sur-demande",),
    needs=("jury", "nomme-membres"),
    item="jurys",
)
def outsiders_are_the_majority(programme: Programme) -> Iterator[Hit]:
    """Judged on the most favourable composition, where members say whether they are outsiders."""
    for jury in programme.jurys.de_certification:
        outsiders = [membre for membre in jury.membres if _is_outside(membre)]
        insiders = [membre for membre in jury.membres if not _is_outside(membre)]
        unknown = any(membre.exterieur is None for membre in insiders) or any(m.max is None for m in outsiders)
        if unknown or not jury.membres:
            continue
        outside = sum(membre.max or 0 for membre in outsiders)
        inside = sum(membre.min or 0 for membre in insiders)
        casting = any(m.president for m in outsiders) and "prépondérante" in words(jury)
        if outside < inside or (outside == inside > 0 and not casting):
            yield Hit(jury, exterieurs=outside, total=outside + inside)


def _is_outside(membre: Membre) -> bool:
    """Academics are reckoned independent by their status, wherever they serve."""
    return bool(membre.exterieur) or membre.qualite == "enseignant-chercheur"


@rule(
    "JUR-006",
    title="Le jury de VAE : une personne qualifiée, la parité recherchée, une voix prépondérante",
    severity=ERREUR,
    source=_JURY_VAE,
    why="Depuis le 13 avril 2024, le jury de VAE compte au moins deux personnes, dont une qualifiée au titre de la "
    "certification ; il recherche une présence équilibrée des femmes et des hommes, et sa présidence départage.",
    message="Pour le jury de VAE, il n’est pas question de : {manques}.",
    hint="Complétez la <composition> de ce jury, ses <membre> ou ses <regle>.",
    when=("vae",),
    needs=("jury",),
    since=DECRET_VAE,
    kind="heur",
    item="jurys",
)
def the_jury_of_vae_obeys_its_decree(programme: Programme) -> Iterator[Hit]:
    """Read in the jury, in the others and in the regulations; its size is JUR-002's."""
    for jury in programme.jurys.pour("vae"):
        if not jury.membres and jury.composition is None:
            continue
        missing = list(_missing_from_vae(jury, words(programme.jurys, programme.reglement).lower()))
        if missing:
            yield Hit(jury, missing=True, manques=missing)


_BALANCE = re.compile(
    r"femmes?\b.{0,30}\bhommes?\b|hommes?\b.{0,30}\bfemmes?\b|\bparit|présence équilibrée|\bmixité", re.IGNORECASE
)


def _missing_from_vae(jury: Jury, everywhere: str) -> Iterator[str]:
    qualified = any(membre.qualite in ("professionnel", "personnalite-qualifiee") for membre in jury.membres)
    if not qualified and not re.search(r"\bqualifi|\bprofessionnel", words(jury), re.IGNORECASE):
        yield "la personne qualifiée au titre de la certification"
    if not _BALANCE.search(everywhere):
        yield "la présence équilibrée des femmes et des hommes"
    if "prépondéran" not in everywhere:
        yield "la voix prépondérante de la présidence"


_OLD_ARTICLE = re.compile(r"\bR\.?\s*335-8\b")
_A_QUARTER = re.compile(r"\b(?:25\s*%|(?:un|le) quart)(?=[\s,;.)]|$)", re.IGNORECASE)


@rule(
    "JUR-007",
    title="L’ancienne règle du jury de VAE n’est plus invoquée",
    severity=AVERTISSEMENT,
    source=_JURY_VAE,
    why="L’article R335-8 du code de l’éducation (deux professionnels au moins, et un quart du jury) ne régit plus les "
    "parcours de VAE engagés depuis le 13 avril 2024.",
    message={
        "article": "L’article R335-8 est cité : il n’est plus la référence du jury de VAE.",
        "quart": "Le jury de VAE est décrit par un quart de professionnels, règle qui n’est plus en vigueur.",
    },
    hint="Citez l’article D6412-6 du code du travail, et décrivez le jury selon lui.",
    since=DECRET_VAE,
    on=("jurys",),
)
def the_old_rule_is_gone(programme: Programme) -> Iterator[Hit]:
    """A licence professionnelle has a quarter of its own; sentences that set the old rule aside are right."""
    for node, _ in mentions(_OLD_ARTICLE, programme):
        yield Hit(node, "article")
    own = programme.identite.diplome.type == "licence-professionnelle"
    for jury in programme.jurys.jurys:
        if jury.voies == ("vae",):
            told = phrases(jury)
            yield from (Hit(node, "quart") for node, said in told if _tells_the_quarter(said, own))


def _tells_the_quarter(sentence: str, own: bool) -> bool:
    """In the words of the old article when the diploma has a quarter of its own."""
    who = r"représentants? qualifiés? des professions" if own else r"professionnel|des professions"
    about = bool(_A_QUARTER.search(sentence)) and re.search(who, sentence, re.IGNORECASE) is not None
    return about and not denies(sentence)


_TUTOR = re.compile(r"\b(tuteurs?|tutrices?|maîtres? (?:de stage|d[’']apprentissage))\b", re.IGNORECASE)
_TUTOR_FIRST = re.compile(
    rf"(?:l[ea]s?|une?|des|deux)?\s*{_TUTOR.pattern}|.*?\bdont (?:l[ea]s?|une?) {_TUTOR.pattern}", re.IGNORECASE
)
_SITS = re.compile(r"\b(?:compos|compren|compt|membre|sièg|form[ée])", re.IGNORECASE)
_ONLY_HEARD = re.compile(r"entend|invit|consultati|\bavis\b|assist|propos|désign|observ|livret|rapport", re.IGNORECASE)


@rule(
    "JUR-008",
    title="Le tuteur ou le maître de stage n’est pas membre du jury",
    severity=ERREUR,
    source=VADEMECUM.at("p. 35"),
    why="Qui a encadré une personne en entreprise ne peut pas décider de sa certification.",
    message="Le jury comprend une personne qui a encadré le candidat : « {mot} ».",
    hint="Remplacez ce membre ; son avis écrit peut être joint au dossier de la personne évaluée.",
    needs=("jury",),
    kind="heur",
    item="jurys",
)
def tutors_do_not_sit(programme: Programme) -> Iterator[Hit]:
    """A member described as tutor, or a sentence of the composition that seats one."""
    for jury in programme.jurys.de_certification:
        seats = [(membre, text) for membre in jury.membres for _, text in texts(membre)]
        for membre, text in seats:
            match = _TUTOR_FIRST.match(text)
            if match and not denies(text):
                yield Hit(membre, mot=match[1] or match[2])
        for paragraphe in jury.composition.paragraphes if jury.composition else ():
            match = _TUTOR.search(paragraphe.texte)
            if match and _seats(paragraphe.texte):
                yield Hit(paragraphe, mot=match[0])


def _seats(text: str) -> bool:
    """Does a paragraph make the tutor a member, and deny nothing?"""
    return bool(_SITS.search(text)) and not _ONLY_HEARD.search(text) and not denies(text)


_RELATED = re.compile(
    r"\baccompagn\w+|\b(?:conseill\w+|coach\w*) (?:en |de )?VAE\b|\bson employeur\b|\bemployeur (?:du|de la|d[’'])|"
    r"\bsupérieure?s? hiérarchiques?\b|\bcollègues?\b|\bproches?\b|\bparents?\b|\bfamille\b",
    re.IGNORECASE,
)
_NO_TIE = re.compile(
    r"\baccompagn|\blien\b|\bliens\b|\brelations?\b|\bproches?\b|\bparent|conflits? d[’']intérêt|"
    r"\bdéport|\brécus|\bimpartial|\bindépendan",
    re.IGNORECASE,
)


@rule(
    "JUR-010",
    title="Qui a accompagné ou connaît le candidat ne siège pas dans le jury de VAE",
    severity=ERREUR,
    source=_JURY_VAE,
    why="Un juré n’a, avec le candidat à la VAE, aucune relation professionnelle ou personnelle, et ne l’a pas "
    "accompagné dans sa démarche.",
    message="Le jury de VAE comprend une personne liée au candidat ou qui l’a accompagné : « {mot} ».",
    hint="Remplacez ce membre ; le jury peut lire ce qu’il a écrit, il ne délibère pas avec lui.",
    when=("vae",),
    needs=("jury",),
    since=DECRET_VAE,
    kind="heur",
    item="jurys",
)
def who_helped_does_not_sit(programme: Programme) -> Iterator[Hit]:
    """A member described so, or a sentence of the jury that seats one."""
    for jury in programme.jurys.pour("vae"):
        members = [node for membre in jury.membres for node, _ in texts(membre)]
        for node, sentence in phrases(jury):
            match = _RELATED.search(sentence)
            if match and not denies(sentence) and (node in members or _seats(sentence)):
                yield Hit(node, mot=match[0])


@rule(
    "JUR-014",
    title="Les liens d’un juré avec le candidat à la VAE sont exclus",
    severity=AVERTISSEMENT,
    source=_JURY_VAE,
    why="Le texte exclut du jury de VAE qui a une relation professionnelle ou personnelle avec le candidat, ou l’a "
    "accompagné : les règles du jury doivent le dire.",
    message="Rien n’exclut du jury de VAE une personne liée au candidat ou qui l’a accompagné.",
    hint="Écrivez dans une <regle> du jury que ces personnes n’y siègent pas.",
    when=("vae",),
    needs=("jury",),
    since=DECRET_VAE,
    kind="heur",
)
def ties_are_ruled_out(programme: Programme) -> Iterator[Hit]:
    """Looked for in the juries and in the regulations."""
    jurys = programme.jurys.pour("vae")
    if jurys and not _NO_TIE.search(words(programme.jurys, programme.reglement)):
        yield Hit(jurys[0], missing=True)


@rule(
    "JUR-009",
    title="Les formateurs ne sont pas majoritaires dans le jury",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 54-55"),
    why="Pour un enregistrement sur demande, ceux qui ont formé les personnes évaluées ne peuvent pas décider seuls.",
    message="Même au mieux, {formateurs:formateur} sur {total:membre} du jury.",
    hint="Réduisez leur nombre, ou ajoutez d’autres membres.",
    when=("sur-demande",),
    needs=("jury", "nomme-membres"),
)
def trainers_are_not_the_majority(programme: Programme) -> Iterator[Hit]:
    """Judged on the most favourable composition, where the other members have a maximum."""
    for jury in programme.jurys.de_certification:
        trainers = sum(membre.min or 0 for membre in jury.membres if membre.qualite == "formateur")
        others = [membre.max for membre in jury.membres if membre.qualite != "formateur"]
        if trainers and None not in others:
            total = trainers + sum(other for other in others if other is not None)
            if trainers * 2 > total:
                yield Hit(jury, formateurs=trainers, total=total)

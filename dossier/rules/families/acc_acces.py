"""Access: routes, validation of experience, prerequisites, disabilities."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from dossier.french.folding import fold, unaccented
from dossier.programme.acces import Acces
from dossier.programme.model import Programme
from dossier.programme.textes import en_langue
from dossier.programme.vocabulary import ACQUIS, VOIES, VOIES_EN_PHRASE
from dossier.programme.walk import texts
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, INFO, Hit, Source, rule
from dossier.rules.phrases import denies, mentions, phrases, words
from dossier.rules.texts import ARRETE_LICENCE_PROFESSIONNELLE, CODE_DU_TRAVAIL, FICHE_NATIONALE, VADEMECUM

LOI_VAE = date(2022, 12, 23)
"""The day after law n° 2022-1598 of 21 December 2022 was published."""

_SIGLE_VAE = r"\bVAE\b|[Vv]alidation des acquis de l[’']expérience"
_MENTIONS_VAE = re.compile(_SIGLE_VAE)


@rule(
    "ACC-001",
    title="Les six voies d’accès sont déclarées, ouvertes ou fermées",
    severity=ERREUR,
    source=FICHE_NATIONALE.at(also=VADEMECUM.at("§2.5"), status="V", date="2023-01"),
    why="La fiche dit de chaque voie si elle est ouverte, et comment le jury y est composé. Une voie dont on ne dit "
    "rien laisse croire qu’elle est fermée.",
    message={
        "": "Il n’est pas dit si la certification est ouverte par ces voies : {voies}.",
        "double": "La voie {voie} est déclarée {nombre} fois.",
    },
    hint={
        "": 'Ajoutez dans <acces>, pour chacune, <voie type="{premier}" ouverte="oui"/> (ou "non") ; types : {types}.',
        "double": "Réunissez ses conditions dans une seule <voie>.",
    },
    asks=("voies",),
    item="acces",
)
def each_route_is_declared(programme: Programme) -> Iterator[Hit]:
    """One finding for all that is missing; a route given twice could contradict itself."""
    declared = Counter(voie.type for voie in programme.acces.voies)
    missing = [kind for kind in VOIES if kind not in declared]
    if missing:
        labels = [VOIES_EN_PHRASE[kind] for kind in missing]
        yield Hit(programme.acces, missing=True, voies=labels, types=missing, premier=missing[0])
    for kind, number in declared.items():
        if number > 1:
            last = [voie for voie in programme.acces.voies if voie.type == kind][-1]
            yield Hit(last, "double", voie=_in_sentence(VOIES[kind]), nombre=number)


def _in_sentence(label: str) -> str:
    return label[0].lower() + label[1:]


@rule(
    "ACC-002",
    title="La validation des acquis de l’expérience (VAE) est ouverte",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("R6113-9 I, 6°", also=VADEMECUM.at("p. 48")),
    why="Toute certification du répertoire national s’obtient aussi par la VAE : fermer cette voie conduit au refus.",
    message="La voie de la VAE est déclarée fermée.",
    hint='Écrivez ouverte="oui" et décrivez la procédure dans la <voie>.',
    when=("rncp", "libre"),
    needs=("voie-vae",),
    item="acces",
)
def experience_can_be_validated(programme: Programme) -> Iterator[Hit]:
    """A route that is not declared is ACC-001's; some regulated occupations have none."""
    voie = programme.acces.voie("vae")
    if voie and not voie.ouverte:
        yield Hit(voie, attribute="ouverte")


_NUMBER = r"(?:\d[\d\s.,]*|une?|deux|trois|quatre|cinq|dix)"
_LENGTH = rf"{_NUMBER}\s*(?:\((?:\d+|une?|deux|trois)\)\s*)?(?:ans?|années?|mois|semaines?|heures?|h)\b"
_KINDS = r"(?:non[- ])?(?:salari|bénévol|rémunér|indépend|volont|syndic|électi)"
_OF_EXPERIENCE = re.compile(
    rf"(?P<length>{_LENGTH})(?:\s+(?:au moins|au minimum|minimum|minimale?s?|au total))?\s+"
    r"(?:d[’'](?:une\s+)?|de\s+)?(?:activités?|expériences?|pratique|exercice)\b"
    rf"|\b(?:activités?|expériences?|pratique|exercice)\b(?:[^.;:,]|,\s*{_KINDS}){{0,60}}?"
    rf"\b(?:d[’']|de|minimale?|minimum|moins|durée)\s*(?P<after>{_LENGTH})",
    re.IGNORECASE,
)
_DEMANDS = re.compile(
    r"au moins|minimum|minimale?|\bexig|\brequi|\bjustifi|\bdoi(?:t|vent)\b|\bdemand|nécessaire|obligatoire|"
    r"condition|\bil faut\b|\bavoir\b|\bposséder|\bréserv|ouverte?s? (?:à|aux)|à partir de|\baprès\b",
    re.IGNORECASE,
)
_NOT_A_DENIAL = re.compile(r"non[- ](?:salarié|rémunéré)\w*", re.IGNORECASE)
# Other things for which a length of experience may be asked, or given for information.
_OTHER_THAN_VAE = re.compile(
    r"\bVAPP?\b|\bVES\b|jury|\bmembres?\b|évaluat|accompagna|tuteur|formateur|intervenant|en moyenne|apprentissage|"
    r"délai|dépos|examin|entretien|\bstage",
    re.IGNORECASE,
)


@rule(
    "ACC-003",
    title="La VAE n’exige aucune durée d’expérience",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("L6411-1 ; R6412-1", also=VADEMECUM.at("p. 50"), date="2022-12-23"),
    why="La durée minimale d’un an, autrefois de trois, a été supprimée : l’exiger encore est un motif fréquent de "
    "refus.",
    message="Le texte sur la VAE demande une durée d’expérience : « {extrait} ».",
    hint="Supprimez cette condition : l’expérience doit seulement être en rapport avec la certification.",
    since=LOI_VAE,
    kind="heur",
    item="acces",
    on=("textes-d-acces",),
)
def no_length_of_experience_is_asked(programme: Programme) -> Iterator[Hit]:
    """In the text of the route, and in sentences about VAE elsewhere; juries may ask it of their members."""
    voie = programme.acces.voie("vae")
    inside = {id(node) for node, _ in texts(voie)} if voie else set()
    for node, sentence in phrases(programme.acces, programme.presentation, programme.reglement):
        about = id(node) in inside or _MENTIONS_VAE.search(sentence)
        match = _OF_EXPERIENCE.search(sentence) if about else None
        if match and _asks(sentence, match[0]):
            yield Hit(node, extrait=match[0].strip())


def _asks(sentence: str, length: str) -> bool:
    """A word of obligation, or hardly anything but the length: « VAE : un an d’expérience. »."""
    asked = _DEMANDS.search(sentence) is not None or len(length) * 2 > len(sentence)
    return asked and not _OTHER_THAN_VAE.search(sentence) and not denies(_NOT_A_DENIAL.sub("", sentence))


_WHOLE = r"(?:le )?titre entier|(?:le )?diplôme entier|(?:la )?certification entière"
_ALL_OR_NOTHING = re.compile(
    rf"tout ou rien|(?:accord|délivr|attribu|valid)\w+ (?:{_WHOLE}) ou (?:le |la )?refuse"
    rf"|port\w+ (?:uniquement |seulement )?sur (?:{_WHOLE})|uniquement (?:{_WHOLE})",
    re.IGNORECASE,
)


@rule(
    "ACC-004",
    title="La VAE peut porter sur un ou plusieurs blocs",
    severity=AVERTISSEMENT,
    source=CODE_DU_TRAVAIL.at("L6313-5 ; R6412-2 et R6412-7", also=VADEMECUM.at("p. 49-50"), date="2022-12-23"),
    why="La VAE permet d’obtenir un ou plusieurs blocs sans viser toute la certification ; la procédure et le second "
    "livret doivent le prévoir.",
    message={
        "": "Rien ne dit que la VAE peut porter sur un ou plusieurs blocs.",
        "entier": "La VAE est décrite comme tout ou rien : « {extrait} ».",
    },
    hint="Écrivez dans la <voie> de la VAE que l’on peut demander un bloc, plusieurs blocs ou la certification, et "
    "que le second livret le permet.",
    when=("vae",),
    needs=("blocs",),
    since=LOI_VAE,
    kind="heur",
)
def blocks_can_be_validated_one_by_one(programme: Programme) -> Iterator[Hit]:
    """Any text about VAE that speaks of blocks will do."""
    voie = programme.acces.voie("vae")
    assert voie is not None
    whole = [(node, match) for node, match in mentions(_ALL_OR_NOTHING, voie)]
    if whole:
        yield from (Hit(node, "entier", extrait=match[0]) for node, match in whole)
        return
    parts = (programme.jurys.jurys, programme.reglement.regles)
    own = words(voie, *(element for part in parts for element in part if element.voies == ("vae",)))
    if re.search(r"\bblocs?\b", own, re.IGNORECASE):
        return
    if not any(_MENTIONS_VAE.search(text) and "bloc" in text.lower() for _, text in programme.textes):
        yield Hit(voie, missing=True)


@rule(
    "ACC-006",
    title="Public visé, prérequis d’entrée et prérequis de validation sont distingués",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 52 et glossaire"),
    why="À qui l’on s’adresse, ce qu’il faut pour entrer et ce qu’il faut pour être certifié sont trois choses : la "
    "fiche du répertoire leur donne trois rubriques.",
    message="Il manque {manques}.",
    hint="Ajoutez {elements} ; s’il n’y a pas de prérequis, écrivez-le.",
    asks=("publics", "niveau-requis", "prerequis", "prerequis-validation"),
    item="acces",
)
def the_three_conditions_are_apart(programme: Programme) -> Iterator[Hit]:
    """The level asked for at entry is a prerequisite of entry."""
    acces = programme.acces
    entree = acces.niveau_requis is not None or acces.prerequis is not None
    parts = (
        (
            "le public visé",
            "<publics><p>…</p></publics> dans <presentation>",
            en_langue(programme.presentation.publics) is not None,
        ),
        ("les prérequis d’entrée", "<prerequis><p>…</p></prerequis> dans <acces> (ou <niveau-requis>)", entree),
        (
            "les prérequis de validation",
            "<prerequis-validation><p>…</p></prerequis-validation> dans <acces>",
            acces.prerequis_validation is not None,
        ),
    )
    missing = [(name, element) for name, element, there in parts if not there]
    if missing:
        names, elements = (list(each) for each in zip(*missing, strict=True))
        yield Hit(acces, missing=True, manques=names, elements=elements)


@rule(
    "ACC-007",
    title="L’accès cite les crédits d’entrée ou la validation d’acquis",
    severity=ERREUR,
    source=ARRETE_LICENCE_PROFESSIONNELLE.at("art. 5 (licence professionnelle)"),
    why="On entre en licence professionnelle avec 30 à 120 crédits, par la validation d’études, d’expérience ou "
    "d’acquis professionnels (code de l’éducation, L613-3 à L613-5), ou, quand le parcours vaut 180 crédits, avec le "
    "baccalauréat ou un titre de niveau 4.",
    message="Les conditions d’accès ne citent ni les crédits d’entrée ni la validation d’acquis ou d’études.",
    hint="Écrivez les crédits demandés dans <niveau-requis>, ou ajoutez <validation-acquis> (VAPP, VES).",
    profiles=("lp-2019",),
    asks=("niveau-requis", "validation-acquis"),
    item="acces",
)
def entry_is_by_credits_or_validation(programme: Programme) -> Iterator[Hit]:
    """Read in the whole part on access, the route of VAE apart: it leads to the diploma itself."""
    acces = programme.acces
    parts = (acces.niveau_requis, acces.prerequis, *(voie.texte for voie in acces.voies if voie.type != "vae"))
    said = "\n".join(part.texte for part in parts if part)
    if programme.identite.diplome.ects == LP_ENTIERE and _asks_the_bac(acces, said):
        return
    if not acces.validations_acquis and not re.search(r"crédit|\bECTS\b|L\.? ?613-[345]|\bVES\b|\bVAPP?\b|VAE", said):
        yield Hit(acces, missing=True)


LP_ENTIERE = 180
"""Credits of a licence professionnelle that starts at the baccalauréat (arrêté du 6 décembre 2019, art. 5)."""


def _asks_the_bac(acces: Acces, said: str) -> bool:
    level = acces.niveau_requis.niveau if acces.niveau_requis else None
    return level == 4 or re.search(r"\bbac(?:calauréat)?\b(?! ?\+)|\bniveau 4\b", said, re.IGNORECASE) is not None


_LP_WELCOMES = (
    (
        "l’accueil des titulaires d’un BTS, d’un BTSA ou d’un autre diplôme de niveau 5",
        re.compile(r"\bBTSA?\b|brevet de technicien supérieur|\bniveau 5\b|\bbac ?\+ ?2\b|\bDUT\b|\bDEUST\b", re.I),
    ),
    (
        "l’accueil des étudiants de licence",
        re.compile(r"\blicences?\b(?! professionnelle)|\bL[123]\b|\b(?:première|deuxième) cycle\b", re.I),
    ),
    ("les enseignements d’adaptation", re.compile(r"adaptation|(?:re)?mises? à niveau|\bpositionnement\b", re.I)),
)


@rule(
    "ACC-008",
    title="La licence professionnelle accueille BTS, BTSA et étudiants de licence",
    severity=AVERTISSEMENT,
    source=ARRETE_LICENCE_PROFESSIONNELLE.at("art. 5 (licence professionnelle)"),
    why="La licence professionnelle est conçue pour des publics différents : elle prévoit des passerelles et des "
    "enseignements d’adaptation pour chacun.",
    message="Les conditions d’accès ne disent rien de : {manques}.",
    hint="Dites-le dans <niveau-requis>, <prerequis> ou <passerelles>.",
    profiles=("lp-2019",),
    kind="heur",
)
def all_its_publics_are_welcome(programme: Programme) -> Iterator[Hit]:
    """Read in access, bridges and the description of publics."""
    acces = programme.acces
    said = words(acces, programme.passerelles)
    said += "\n".join(riche.texte for riche in programme.presentation.publics)
    if acces.niveau_requis and acces.niveau_requis.niveau == 5:
        said += "\nniveau 5"
    missing = [name for name, pattern in _LP_WELCOMES if not pattern.search(said)]
    if missing:
        yield Hit(acces, missing=True, manques=missing)


_EXPANDED = re.compile(
    r"\b(validation (?:des |d[’']|de l[’'])(?:acquis|études|expérience|experience)[^().;:]{0,60}?)"
    r"\s*\((VAE|VAPP|VES)\)",
    re.IGNORECASE,
)
_EXPECTED = {
    "VAE": (frozenset(("acquis", "experience")), _in_sentence("Validation des acquis de l’expérience")),
    "VAPP": (frozenset(("acquis", "professionnels", "personnels")), _in_sentence(ACQUIS["vapp"].partition(" (")[0])),
    "VES": (frozenset(("etudes",)), _in_sentence(ACQUIS["ves"].partition(" (")[0])),
}


@rule(
    "ACC-009",
    title="VAE, VAPP et VES ne sont pas confondues",
    severity=AVERTISSEMENT,
    source=Source("pages d’information du Cnam sur la VAE", "VAE, VAPP et VES", "V2"),
    why="La VAE donne tout ou partie du diplôme, la VAPP donne accès à la formation sans le diplôme requis, la VES "
    "reconnaît des études : une personne mal orientée perd un an.",
    message="« {texte} » : le sigle {sigle} désigne la {attendu}.",
    hint="Corrigez le nom de la procédure, ou son sigle.",
    kind="heur",
)
def each_sigle_has_its_own_name(programme: Programme) -> Iterator[Hit]:
    """Where a name is followed by its acronym in brackets."""
    for node, text in programme.textes:
        for match in _EXPANDED.finditer(text):
            expected, attendu = _EXPECTED[match[2].upper()]
            if not expected <= set(fold(unaccented(match[1])).split()):
                yield Hit(node, texte=match[0], sigle=match[2], attendu=attendu)


@rule(
    "ACC-011",
    title="Un CQP n’est pas ouvert à l’apprentissage",
    severity=INFO,
    source=CODE_DU_TRAVAIL.at("L6211-1 et L6313-6, 1°"),
    why="L’apprentissage conduit à un diplôme ou à un titre à finalité professionnelle ; un certificat de "
    "qualification professionnelle se prépare par d’autres voies.",
    message="L’apprentissage est déclaré ouvert pour un certificat de qualification professionnelle (CQP).",
    hint='Écrivez ouverte="non" pour cette voie.',
    when=("cqp",),
)
def a_cqp_has_no_apprentices(programme: Programme) -> Iterator[Hit]:
    """The type of certification decides."""
    voie = programme.acces.voie("apprentissage")
    if voie and voie.ouverte:
        yield Hit(voie, attribute="ouverte")


_EXTRA_TIME = re.compile(r"tiers[- ]temps|temps (?:majoré|supplémentaire)|majoration de temps", re.IGNORECASE)
_OTHER_HELP = re.compile(
    r"matéri|outil|logiciel|salle|locaux|accessib|support|format|aide|assist|secrétaire|interprète|pause|calendrier|"
    r"emploi du temps|rythme|épreuve|restitution|distance|parcours|contenu|poste|adapt|allég|étal",
    re.IGNORECASE,
)


@rule(
    "ACC-013",
    title="Les aménagements pour handicap sont prévus, et une personne référente est nommée",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("§2.3.3 ; Qualiopi, indicateur 20"),
    why="L’accès et les épreuves s’adaptent à chaque personne ; un tiers-temps seul n’y répond pas.",
    message={
        "": "Il manque {manques}.",
        "tiers-temps": "Les aménagements se limitent au temps supplémentaire.",
    },
    hint={
        "": "Renseignez {elements} dans <acces>.",
        "tiers-temps": "Décrivez aussi l’accessibilité, le matériel, les supports ou la forme des épreuves.",
    },
    kind="heur",
    asks=("amenagements", "referent-handicap"),
    item="acces",
)
def disabilities_are_provided_for(programme: Programme) -> Iterator[Hit]:
    """The regulations' own rule on adjustments counts as well."""
    acces = programme.acces
    regles = [regle.texte for regle in programme.reglement.regles if regle.type == "amenagement"]
    said = [riche.texte for riche in (acces.amenagements, *regles) if riche]
    missing = []
    if not said:
        missing.append(("la description des aménagements pour handicap", "<amenagements>"))
    if acces.referent_handicap is None:
        missing.append(("la personne référente pour le handicap", "<referent-handicap>"))
    if missing:
        names, elements = (list(each) for each in zip(*missing, strict=True))
        yield Hit(acces, missing=True, manques=names, elements=elements)
    everything = "\n".join(said)
    if _EXTRA_TIME.search(everything) and not _OTHER_HELP.search(_EXTRA_TIME.sub("", everything)):
        yield Hit(acces.amenagements or acces, "tiers-temps")

"""Identity: titles, codes, awarding body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.french.folding import fold
from dossier.programme.identite import Certificateur, Partenaire
from dossier.programme.maquette import Unite
from dossier.programme.model import Programme
from dossier.programme.places import Texte
from dossier.programme.vocabulary import DIPLOMES
from dossier.register.identifiers import is_siret_key, is_siret_shape, is_uai_shape, uai_letter
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, ERREUR, Hit, NotEvaluated, Source, rule
from dossier.rules.profiles import NATIONAL
from dossier.rules.runner import Context
from dossier.rules.texts import CADRE_NATIONAL, FICHE_NATIONALE, VADEMECUM


@rule(
    "IDN-001",
    title="L’intitulé comprend le type de diplôme, le domaine, la mention (ou la spécialité) et le parcours",
    severity=ERREUR,
    source=CADRE_NATIONAL.at("cadre national des formations"),
    why="Un diplôme national est défini par son domaine et sa mention ; dans un bachelor universitaire de technologie, "
    "la spécialité tient lieu de mention. Un intitulé incomplet ne le désigne pas.",
    message={
        "absent": "L’intitulé ne comprend pas {partie} : « {attendu} ».",
        "inconnu": "L’identité ne donne pas {partie}, que l’intitulé officiel doit comporter.",
    },
    hint={
        "absent": "Écrivez l’intitulé complet dans <intitule-officiel>, ou corrigez l’élément qui en diffère.",
        "inconnu": "Ajoutez l’élément <{element}> dans <identite>.",
    },
    profiles=(*NATIONAL, "but-2021"),
    asks=("intitule-officiel", "domaine", "mention", "specialite"),
    item="identite",
    context=True,
)
def the_title_names_the_diploma(programme: Programme, context: Context) -> Iterator[Hit]:
    """Compared after folding, « B.U.T. » too; the official title if given. The profile says what names the diploma."""
    identite, profile = programme.identite, context.profile
    assert profile is not None
    title = identite.intitule_officiel or identite.intitule
    folded = f" {fold(title)} "
    spelt = DIPLOMES[identite.diplome.type]
    initials = f" {identite.diplome.type} " in f" {fold(title.replace('.', ''))} "
    expected = [] if initials else [("le type de diplôme", spelt)]
    parts = {
        "domaine": ("le domaine", identite.domaine),
        "mention": ("la mention", identite.mention),
        "specialite": ("la spécialité", identite.specialite),
    }
    for element in profile.designe_par:
        partie, value = parts[element]
        if value is None:
            yield Hit(identite, "inconnu", missing=True, partie=partie, element=element)
        else:
            expected.append((partie, value))
    if len(identite.parcours) == 1:
        expected.append(("le parcours", identite.parcours[0].texte))
    for partie, attendu in expected:
        if f" {fold(attendu)} " not in folded:
            yield Hit(title, "absent", partie=partie, attendu=attendu)


DOMAINES = (
    "Arts, lettres, langues",
    "Droit, économie, gestion",
    "Sciences humaines et sociales",
    "Sciences, technologies, santé",
)
"""The domains of national diplomas (arrêté du 22 janvier 2014 modifié, cadre national des formations)."""

_SIGLES = ("ALL", "DEG", "SHS", "STS")


@rule(
    "IDN-002",
    title="Le domaine est l’un des quatre domaines nationaux",
    severity=ERREUR,
    source=CADRE_NATIONAL.at("cadre national des formations, modifié en 2018", status="V2"),
    why="Les diplômes nationaux se rangent dans quatre domaines, dont le nom fait partie de l’intitulé.",
    message="« {domaine} » n’est pas un domaine national.",
    hint="Écrivez : {domaines}.",
    profiles=NATIONAL,
    needs=("domaine",),
    item="identite",
)
def the_domain_is_national(programme: Programme) -> Iterator[Hit]:
    """After folding, « et » apart; a diploma may belong to two of them."""
    domaine = programme.identite.domaine
    assert domaine is not None
    rest = _without_and(domaine)
    for name in (*DOMAINES, *_SIGLES):
        rest = re.sub(rf"\b{_without_and(name)}\b", " ", rest)
    if rest.strip():
        yield Hit(domaine, domaine=domaine, domaines=" ; ".join(DOMAINES))


def _without_and(text: str) -> str:
    return " ".join(word for word in fold(text).split() if word != "et")


_TRAINING = re.compile(
    r"^\W*(formation(?= (?:de |du |au|pour |en )| d[’'])(?! (?:de |d[’'])(?:formateur|adulte))|cursus|programme|"
    r"préparation(?= au?x? | à )|stage|parcours)\b",
    re.IGNORECASE,
)
_ROUTE = re.compile(
    r"\b(en alternance|(?:par|en contrat d[’']|par la voie de l[’'])\s?apprentissage|"
    r"en formation (?:continue|initiale)|par la VAE|en cours du soir)\b",
    re.IGNORECASE,
)


@rule(
    "IDN-004",
    title="L’intitulé n’évoque ni une formation ni une voie d’accès",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 21"),
    why="L’intitulé nomme une certification, donc un métier ou une fonction : la façon de s’y préparer peut changer.",
    message="L’intitulé évoque une façon de se former : « {mot} ».",
    hint="Nommez le métier ou la fonction que la certification atteste.",
    kind="heur",
)
def the_title_names_no_training(programme: Programme) -> Iterator[Hit]:
    """A word of training at the start, or a route anywhere; trainers' titles speak of training rightly."""
    identite = programme.identite
    for title in (identite.intitule, identite.intitule_officiel):
        match = (_TRAINING.search(title) or _ROUTE.search(title)) if title else None
        if title and match:
            yield Hit(title, mot=match[1])


_BORROWED = re.compile(
    r"^\W*(?:(?:titre|diplôme|certificat|certification|executive|european|global|specialized)\s+(?:d[eu]\s+|d[’']\s*)?)?"
    r"(CAP|BEP|BTSA?|DUT|BUT|DEUST|CQP|[Ll]icence|[Mm]aster|LICENCE|MASTER|[Dd]octorat|[Bb]accalauréat|"
    r"[Bb]revet de technicien supérieur|[Cc]ertificat d[’']aptitude professionnelle|[Dd]iplôme national)\b"
    r"|(mastère spécialisé)",
    re.IGNORECASE,
)


@rule(
    "IDN-006",
    title="L’intitulé n’emprunte pas le nom d’un diplôme national ou protégé",
    severity=ERREUR,
    source=VADEMECUM.at("p. 21 et 39"),
    why="Une certification enregistrée sur demande ne se présente pas comme un CAP, une licence, un master, un CQP ou "
    "un Mastère Spécialisé : ces noms sont réservés.",
    message="L’intitulé emprunte un nom réservé : « {nom} ».",
    hint="Nommez le métier ou la fonction, sans le nom d’un diplôme.",
    when=("sur-demande",),
    item="identite",
)
def the_title_borrows_no_diploma(programme: Programme) -> Iterator[Hit]:
    """At the start of the title, where it names the certification; a CQP is called one."""
    identite = programme.identite
    for title in (identite.intitule, identite.intitule_officiel):
        match = _BORROWED.search(title) if title else None
        if title and match and identite.diplome.type != (match[1] or "").lower():
            yield Hit(title, nom=match[1] or match[2])


@rule(
    "IDN-010",
    title="Le SIRET est correct",
    severity=ERREUR,
    source=Source("aide du portail de la certification professionnelle", "SIRET du siège, sans espace", "V"),
    why="Un SIRET invalide, ou celui d’un service au lieu du siège, rend le dossier irrecevable. L’outil vérifie la "
    "forme et la clé ; il ne peut pas savoir si c’est celui du siège.",
    message={
        "absent": "Le SIRET de {nom} n’est pas renseigné.",
        "forme": "Le SIRET « {siret} » de {nom} n’a pas 14 chiffres sans espace.",
        "cle": "Le SIRET {siret} de {nom} est faux : sa clé de contrôle ne correspond pas.",
    },
    hint={
        "absent": "Ajoutez l’élément <siret> (14 chiffres, celui du siège).",
        "forme": "Écrivez les 14 chiffres à la suite, comme 19753471200017.",
        "cle": "Vérifiez chaque chiffre sur un avis de situation au répertoire Sirene.",
    },
    asks=("siret",),
    item="identite",
)
def the_siret_is_right(programme: Programme) -> Iterator[Hit]:
    """Awarding bodies must give theirs; partners' are checked when given."""
    for certificateur in programme.certificateurs:
        if certificateur.siret is None:
            yield Hit(certificateur, "absent", missing=True, nom=certificateur.nom_legal)
        else:
            yield from _siret(certificateur.siret, certificateur.siret, certificateur.nom_legal)
    for partenaire in programme.partenaires.partenaires:
        if partenaire.siret is not None:
            yield from _siret(partenaire, partenaire.siret, partenaire.nom)


def _siret(node: Texte | Certificateur | Partenaire, siret: str, nom: str) -> Iterator[Hit]:
    if not is_siret_shape(siret):
        yield Hit(node, "forme", siret=siret, nom=nom)
    elif not is_siret_key(siret):
        yield Hit(node, "cle", siret=siret, nom=nom)


@rule(
    "IDN-011",
    title="Le code UAI est correct",
    severity=AVERTISSEMENT,
    source=Source("répertoire académique et ministériel sur les établissements", status="K"),
    why="Le code UAI identifie l’établissement dans les systèmes du ministère ; sa lettre contrôle ses chiffres.",
    message={
        "forme": "Le code UAI « {uai} » n’a pas la forme de 7 chiffres suivis d’une lettre majuscule.",
        "cle": "Le code UAI {uai} est faux : après {chiffres}, la lettre de contrôle est {lettre}.",
    },
    hint="Vérifiez le code sur l’annuaire des établissements.",
    asks=("uai",),
    on=("uai",),
)
def the_uai_is_right(programme: Programme) -> Iterator[Hit]:
    """Only when given."""
    for certificateur in programme.certificateurs:
        uai = certificateur.uai
        if uai is None:
            continue
        if not is_uai_shape(uai):
            yield Hit(uai, "forme", uai=uai)
        elif uai[7] != uai_letter(uai[:7]):
            yield Hit(uai, "cle", uai=uai, chiffres=uai[:7], lettre=uai_letter(uai[:7]))


@rule(
    "IDN-012",
    title="Les codes suivent les motifs de l’établissement",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Un code mal recopié ne désigne plus rien dans le système de scolarité. Les motifs se déclarent une fois "
    "pour toutes dans sources/dossier.toml.",
    message="Le code {code} ne suit pas le motif déclaré pour {sorte} : {motif}.",
    hint="Corrigez le code, ou le motif dans sources/dossier.toml.",
    context=True,
)
def codes_follow_the_patterns(programme: Programme, context: Context) -> Iterator[Hit]:
    """Patterns are looked up by the awarding bodies' SIRET."""
    patterns: dict[str, str] = {}
    for certificateur in programme.certificateurs:
        patterns.update(context.settings.codes.get(certificateur.siret or "", {}))
    if not patterns:
        raise NotEvaluated(
            "aucun motif de code n’est déclaré pour ce certificateur", "les motifs s’écrivent dans sources/dossier.toml"
        )
    named: list[tuple[str, str, Programme | Unite]] = [("programme", "un programme", programme)]
    named += [(unite.type, f"une unité de type {unite.type}", unite) for unite in programme.unites.values()]
    for kind, sorte, node in named:
        motif = patterns.get(kind)
        if motif and not re.fullmatch(motif, node.code):
            yield Hit(node, attribute="code", code=node.code, sorte=sorte, motif=motif)


@rule(
    "IDN-013",
    title="Le nom commercial et le site du certificateur sont renseignés",
    severity=ERREUR,
    source=FICHE_NATIONALE.at(also=VADEMECUM.at("p. 39"), date="2023-01"),
    why="La fiche publiée affiche le nom légal, le nom commercial et le site internet de chaque certificateur.",
    message="Il manque {manques} de {nom}.",
    hint="Ajoutez {elements} au <certificateur> ; sans nom commercial, répétez le nom légal.",
    asks=("nom-commercial", "site-certificateur"),
    item="identite",
)
def the_awarding_body_can_be_shown(programme: Programme) -> Iterator[Hit]:
    """The schema requires the legal name."""
    for certificateur in programme.certificateurs:
        missing = []
        if certificateur.nom_commercial is None:
            missing.append(("le nom commercial", "<nom-commercial>"))
        if certificateur.site_internet is None:
            missing.append(("le site internet", "<site-internet>"))
        if missing:
            names, elements = (list(each) for each in zip(*missing, strict=True))
            yield Hit(certificateur, missing=True, manques=names, elements=elements, nom=certificateur.nom_legal)


@rule(
    "IDN-014",
    title="Les co-certificateurs sont tous là, et leur accord est joint",
    severity=ERREUR,
    source=VADEMECUM.at("§3.4.1"),
    why="Une certification à plusieurs nomme chaque certificateur et joint l’accord qui les lie.",
    message={
        "seul": "{nom} est déclaré co-certificateur, mais aucun autre certificateur n’est nommé.",
        "accord": "{nombre:certificateur} se partagent la certification, et leur accord n’est pas joint.",
    },
    hint={
        "seul": 'Ajoutez les autres <certificateur>, ou écrivez role="porteur".',
        "accord": 'Ajoutez dans <pieces> une <piece type="convention-partenaire" fichier="…"/>.',
    },
    item="identite",
)
def those_who_share_are_all_there(programme: Programme) -> Iterator[Hit]:
    """Institutions accredited together for a national diploma are another matter."""
    certificateurs = programme.certificateurs
    sharing = [each for each in certificateurs if each.role == "co-certificateur"]
    if not sharing:
        return
    if len(certificateurs) == 1:
        yield Hit(sharing[0], "seul", attribute="role", nom=sharing[0].nom_legal)
    elif all(piece.type != "convention-partenaire" for piece in programme.pieces.pieces):
        yield Hit(sharing[0], "accord", missing=True, nombre=len(certificateurs))

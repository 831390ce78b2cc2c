"""Levels of qualification."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from dossier.french.lists import either
from dossier.programme.identite import Code, Enregistrement
from dossier.programme.model import Programme
from dossier.register import nsf
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, Hit, Source, rule
from dossier.rules.phrases import mentions
from dossier.rules.runner import Context
from dossier.rules.texts import CODE_DU_TRAVAIL, DECRET_NIVEAUX, FICHE_NATIONALE, VADEMECUM


@rule(
    "NIV-001",
    title="Le niveau de qualification est celui du diplôme",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("D6113-18 à D6113-20", also=VADEMECUM.at("§2.1.3"), date="2019-01-10"),
    why="Le cadre national compte huit niveaux, de 1 à 8 ; une certification enregistrée se situe du niveau 2 au "
    "niveau 8 : une licence professionnelle au 6, un master au 7, un doctorat au 8.",
    message={
        "absent": "Le niveau de qualification n’est pas renseigné.",
        "autre": "Le diplôme est déclaré de niveau {niveau} ; le profil {profil} est de niveau {attendu}.",
    },
    hint={"absent": 'Ajoutez niveau="…" (de 2 à 8) à <diplome>.', "autre": "Écrivez dans niveau : {attendu}."},
    when=("hors-rs",),
    asks=("niveau",),
    item="identite",
    context=True,
)
def the_level_is_that_of_the_diploma(programme: Programme, context: Context) -> Iterator[Hit]:
    """The schema holds the bounds; the profile fixes the level of some diplomas."""
    diplome = programme.identite.diplome
    profile = context.profile
    if diplome.niveau is None:
        yield Hit(diplome, "absent", missing=True)
    elif profile and profile.levels and diplome.niveau not in profile.levels:
        yield Hit(
            diplome,
            "autre",
            attribute="niveau",
            niveau=diplome.niveau,
            attendu=either([str(level) for level in profile.levels]),
            profil=profile.name,
        )


@rule(
    "NIV-002",
    title="Le niveau européen est indiqué et égal au niveau national",
    severity=ERREUR,
    source=VADEMECUM.at("p. 39"),
    why="Le niveau du cadre européen (CEC) est une mention obligatoire du parchemin.",
    message={
        "absent": "Le niveau du cadre européen (CEC) n’est pas indiqué.",
        "autre": "Le niveau du cadre européen ({cec}) diffère du niveau national ({niveau}).",
    },
    hint={"absent": 'Ajoutez cec="{niveau}" à <diplome>.', "autre": 'Écrivez cec="{niveau}".'},
    when=("hors-rs",),
    asks=("cec",),
    item="identite",
    on=("niveau",),
)
def the_european_level_is_the_national_one(programme: Programme) -> Iterator[Hit]:
    """Nothing to compare without a national level: NIV-001 says it."""
    diplome = programme.identite.diplome
    if diplome.niveau is None:
        return
    if diplome.cec is None:
        yield Hit(diplome, "absent", missing=True, niveau=diplome.niveau)
    elif diplome.cec != diplome.niveau:
        yield Hit(diplome, "autre", attribute="cec", cec=diplome.cec, niveau=diplome.niveau)


_OLD_LEVEL = re.compile(r"\b[Nn]iveaux?\s+(?:de\s+qualification\s+)?(I{1,3}|IV|V)\b(?![-’'.]\w)")
_AFTER_BAC = re.compile(r"\bbac\s?\+\s?([23458])\s*[(/,:–-]?\s*niveau\s+([1-8])\b", re.IGNORECASE)
_NEW_LEVELS = {2: 5, 3: 6, 4: 6, 5: 7, 8: 8}
"""Years after the baccalauréat → level of the national framework (décret n° 2019-14 du 8 janvier 2019)."""


@rule(
    "NIV-003",
    title="L’ancienne nomenclature des niveaux n’est plus employée",
    severity=AVERTISSEMENT,
    source=DECRET_NIVEAUX.at(also=VADEMECUM.at("§1.2")),
    why="Les niveaux I à V ont laissé place aux niveaux 1 à 8, comptés dans l’autre sens : « niveau II » et « niveau "
    "2 » ne veulent pas dire la même chose.",
    message={
        "": "« {extrait} » relève de l’ancienne nomenclature.",
        "bac": "« {extrait} » : bac + {annees} correspond au niveau {attendu}.",
    },
    hint={
        "": "Écrivez le niveau actuel : I = 7 ou 8, II = 6, III = 5, IV = 4, V = 3.",
        "bac": "Écrivez niveau {attendu}.",
    },
    since=date(2019, 1, 10),
)
def levels_are_the_current_ones(programme: Programme) -> Iterator[Hit]:
    """Sentences that name the old nomenclature as such are right; the titles of official texts are quoted."""
    for node, match in mentions(_OLD_LEVEL, programme):
        if node.place.tag != "base-legale":
            yield Hit(node, extrait=match[0])
    for node, match in mentions(_AFTER_BAC, programme):
        annees, attendu = int(match[1]), _NEW_LEVELS[int(match[1])]
        if int(match[2]) != attendu:
            yield Hit(node, "bac", extrait=match[0], annees=annees, attendu=attendu)


CODES_MAXIMUM = 5
"""The register takes at most five ROME codes and five Formacodes (published sheets)."""

_ABSENT = "Aucun {sorte} n’est donné."
_FORM = "Le {sorte} « {code} » n’a pas la forme attendue : {forme}."
_TOO_MANY = "Il y a {nombre} codes, pour un maximum de {maximum}."


def _codes(holder: Enregistrement, sorte: str, codes: tuple[Code, ...], pattern: str, forme: str) -> Iterator[Hit]:
    """Presence and shape; whether they exist is the nomenclature's to say."""
    if not codes:
        yield Hit(holder, "absent", missing=True, sorte=sorte)
    for code in codes:
        if not re.fullmatch(pattern, code.code, re.ASCII):
            yield Hit(code, "forme", attribute="code", sorte=sorte, code=code.code, forme=forme)


def _too_many(codes: tuple[Code, ...]) -> Iterator[Hit]:
    if len(codes) > CODES_MAXIMUM:
        yield Hit(codes[CODES_MAXIMUM], "nombre", nombre=len(codes), maximum=CODES_MAXIMUM)


@rule(
    "NIV-005",
    title="Un code NSF au moins est donné, tel que la nomenclature en compte",
    severity=ERREUR,
    source=VADEMECUM.at("p. 39 ; décret n° 94-522 du 21 juin 1994"),
    why="La nomenclature des spécialités de formation (NSF) classe la certification ; son code figure aussi sur le "
    "parchemin.",
    message={
        "absent": _ABSENT,
        "forme": _FORM,
        "groupe": "Le code NSF « {code} » : le groupe {groupe} n’est pas l’un des 93 groupes de la nomenclature.",
        "lettre": "Le code NSF « {code} » : la lettre {lettre} n’existe pas pour les groupes en {classe}.",
    },
    hint={
        "absent": 'Ajoutez dans <enregistrement> un <nsf code="…">…</nsf>, avec son libellé.',
        "forme": "Écrivez trois chiffres, suivis si besoin d’une lettre minuscule, comme 320n.",
        "groupe": "Reprenez le code sur la fiche du répertoire ou dans la nomenclature.",
        "lettre": "Lettres possibles : {lettres}.",
    },
    needs=("enregistrement",),
    asks=("nsf",),
    item="identite",
)
def there_is_an_nsf_code(programme: Programme) -> Iterator[Hit]:
    """For each sheet; groups and letters are facts of the decree, which need no register."""
    for each in programme.enregistrements:
        yield from _codes(each, "code NSF", each.nsf, r"\d{3}[a-z]?", "trois chiffres et parfois une lettre")
        for code in each.nsf:
            yield from _unknown_to_the_decree(code)


def _unknown_to_the_decree(code: Code) -> Iterator[Hit]:
    parts = nsf.parts(code.code)
    if parts is None:
        return
    groupe, lettre = parts
    lettres = nsf.LETTRES.get(groupe[0], "")
    if int(groupe) not in nsf.GROUPES:
        yield Hit(code, "groupe", attribute="code", code=code.code, groupe=groupe)
    elif lettre not in lettres:
        values: dict[str, Any] = {"code": code.code, "lettre": lettre, "classe": groupe[0], "lettres": list(lettres)}
        yield Hit(code, "lettre", attribute="code", **values)


@rule(
    "NIV-006",
    title="Les codes ROME sont donnés, cinq au plus",
    severity=ERREUR,
    source=FICHE_NATIONALE.at(),
    why="Les codes du répertoire opérationnel des métiers et des emplois (ROME) relient la certification aux emplois "
    "visés.",
    message={"absent": _ABSENT, "forme": _FORM, "nombre": _TOO_MANY},
    hint={
        "absent": 'Ajoutez dans <enregistrement> un <rome code="…">…</rome>, avec son libellé.',
        "forme": "Écrivez une lettre majuscule de A à N et quatre chiffres, comme F1106.",
        "nombre": "Gardez les plus proches des emplois visés.",
    },
    needs=("enregistrement",),
    asks=("rome",),
    item="identite",
)
def there_are_rome_codes(programme: Programme) -> Iterator[Hit]:
    """For each sheet."""
    for each in programme.enregistrements:
        yield from _codes(each, "code ROME", each.rome, r"[A-N]\d{4}", "une lettre et quatre chiffres")
        yield from _too_many(each.rome)


@rule(
    "NIV-007",
    title="Les Formacodes sont donnés, cinq au plus",
    severity=AVERTISSEMENT,
    source=Source("fiche RNCP38265 du répertoire national", status="V2"),
    why="Les Formacodes décrivent les domaines de la formation ; la fiche publiée en affiche un à cinq.",
    message={"absent": _ABSENT, "forme": _FORM, "nombre": _TOO_MANY},
    hint={
        "absent": 'Ajoutez dans <enregistrement> un <formacode code="…">…</formacode>, avec son libellé.',
        "forme": "Écrivez cinq chiffres, comme 42103.",
        "nombre": "Gardez ceux qui décrivent le mieux la formation.",
    },
    needs=("enregistrement",),
    asks=("formacode",),
)
def there_are_formacodes(programme: Programme) -> Iterator[Hit]:
    """For each sheet."""
    for each in programme.enregistrements:
        yield from _codes(each, "Formacode", each.formacodes, r"\d{5}", "cinq chiffres")
        yield from _too_many(each.formacodes)

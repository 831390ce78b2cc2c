"""Texts held against the data: quantities that a sentence states, and that the rest of the programme contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from dossier.french.quantities import NUMBER, counted, value
from dossier.programme.choices import variantes
from dossier.programme.maquette import Periode
from dossier.programme.model import Programme
from dossier.programme.places import Texte
from dossier.programme.situations import credits_in_situation, rounded
from dossier.programme.textes import Paragraphe
from dossier.programme.walk import texts
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, Hit, rule

_Node = Texte | Paragraphe
_ALL = r"les|des|aux|ces|ses|leurs|en|compte|comprend|comporte|réunit|regroupe|totalise|contient|soit"
"""Words before a quantity that stands for the whole."""
_OTHERS = re.compile(
    r"\b(?:autres?|premiers?|derni\w+|restants?|au choix|parmi|dont|sur les|deux des)\b", re.IGNORECASE
)


@rule(
    "TXT-023",
    title="Les nombres des textes sont ceux des données",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="« Cinq blocs » dans un texte et quatre dans le référentiel : le lecteur ne sait lequel croire, et le dossier "
    "est renvoyé.",
    message={
        "": "Le texte dit « {extrait} » ; les données en comptent {nombre}.",
        "stage": "Le texte dit « {extrait} » ; <stage> en annonce {nombre}.",
    },
    hint="Corrigez le texte, ou la donnée qui est fausse.",
    kind="heur",
)
def texts_count_as_the_data_do(programme: Programme) -> Iterator[Hit]:
    """Blocks, credits, semesters, cohorts; the weeks of a placement in its own text."""
    for node, text in programme.textes:
        if not _OTHERS.search(text):
            for noun, known in _known(programme).items():
                for number, said in counted(text, _ALL, noun):
                    if known and number not in known:
                        yield Hit(node, extrait=said, nombre=sorted(known))
    yield from _placements(programme)


def _known(programme: Programme) -> dict[str, set[Decimal]]:
    """What each noun may count, as patterns; nothing where the data give nothing."""
    blocs = list(programme.blocs)
    optional = any(bloc.facultatif or bloc.parcours for bloc in blocs) or len(blocs) != len(programme.blocs.enfants)
    semestres = {
        each.n
        for each in programme.enseignements.noeuds
        if isinstance(each, Periode) and each.type == "semestre" and not each.parcours
    }
    return {
        r"blocs(?: de compétences)?": {Decimal(len(blocs))} if len(blocs) > 1 and not optional else set(),
        r"semestres": {Decimal(len(semestres))} if semestres else set(),
        r"promotions suivies": {Decimal(len({each.annee for each in programme.suivi.promotions}))}
        if programme.suivi.promotions
        else set(),
    }


_LASTS = re.compile(
    rf"\b(?:dure|durent|durée d[eu’'])\s*(?:au (?:moins|minimum)\s+)?({NUMBER})\s+(semaines|heures)\b", re.I
)


def _placements(programme: Programme) -> Iterator[Hit]:
    for stage in programme.professionnalisation.stages:
        for node, text in texts(stage):
            for match in _LASTS.finditer(text):
                known = stage.semaines if match[2].lower() == "semaines" else stage.heures
                if known is not None and value(match[1]) != known:
                    yield Hit(node, "stage", extrait=match[0], nombre=known)


_PERCENT = re.compile(r"(?<![\d.,])(\d{3,}(?:,\d+)?)\s?%")
_OF_A_WHOLE = re.compile(
    r"\b(?:taux|insertion|réussite|répondants?|titulaires|étudiants|apprentis|satisfaction|crédits|heures|notes?|part)\b",
    re.IGNORECASE,
)
_GROWTH = re.compile(r"\b(?:hausse|augment\w*|croissance|progress\w*|supérieure?s? à|par rapport)\b", re.IGNORECASE)


@rule(
    "TXT-024",
    title="Aucune part ne dépasse 100 %",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Un taux d’insertion ou une part de plus de 100 % est une faute de frappe.",
    message="« {extrait} » : une part ne dépasse pas 100 %.",
    hint="Corrigez ce pourcentage.",
    kind="heur",
)
def no_share_is_over_a_hundred(programme: Programme) -> Iterator[Hit]:
    """In a sentence about rates or shares, growth apart."""
    for node, text in programme.textes:
        for sentence in re.split(r"(?<=[.;!?])\s+", text):
            match = _PERCENT.search(sentence)
            told = match and _OF_A_WHOLE.search(sentence) and not _GROWTH.search(sentence)
            if match and told and Decimal(match[1].replace(",", ".")) > 100:
                yield Hit(node, extrait=match[0])


_FRACTIONS = {
    "un tiers": Fraction(1, 3),
    "la moitié": Fraction(1, 2),
    "un quart": Fraction(1, 4),
    "deux tiers": Fraction(2, 3),
}
_SITUATION = re.compile(
    r"situations? professionnelles?[^.;]{0,60}?\bplus (?:de |d[’'])"
    r"(?P<part>un tiers|la moitié|un quart|deux tiers) des crédits",
    re.IGNORECASE,
)


@rule(
    "TXT-025",
    title="La part des mises en situation que dit le texte est celle de la maquette",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Cette part est une condition de l’accréditation : une phrase qui l’exagère engage celui qui la signe.",
    message="Le texte dit « plus de {part} des crédits » en situation professionnelle ; la maquette en compte "
    "{credits} sur {total}.",
    hint="Corrigez le texte, ou les crédits et situation-professionnelle des unités.",
    needs=("maquette", "maquette-en-credits", "ects"),
    kind="heur",
)
def the_share_of_work_situations_is_true(programme: Programme) -> Iterator[Hit]:
    """For the public that has the least of them."""
    total = programme.identite.diplome.ects
    said = [(node, match) for node, text in programme.textes for match in _SITUATION.finditer(text)]
    if not said or total is None:
        return
    found = (v.minimum(credits_in_situation(programme, v)) for v in variantes(programme))
    known = [credits for credits in found if credits is not None]
    if not known:
        return
    sure = min(known)
    for node, match in said:
        if sure <= Fraction(total) * _FRACTIONS[match["part"].lower()]:
            yield Hit(node, part=match["part"], credits=rounded(sure), total=total)

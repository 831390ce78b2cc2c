"""Themes that every framework of competencies must carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dossier.french.sentences import in_french
from dossier.programme.model import Programme
from dossier.rules.catalogue import AVERTISSEMENT, Hit, NotApplicable, rule
from dossier.rules.profiles import CPC, DEPUIS_2025
from dossier.rules.runner import Context
from dossier.rules.texts import CODE_DU_TRAVAIL, VADEMECUM

_CODE = CODE_DU_TRAVAIL.at("R6113-9 I, 3° a ; R6113-11 I, 2° a ; R6113-25-1 I, 2° a", date="2025-06-09")
_SINCE = date(2025, 10, 1)
_CPC_SINCE = date(2026, 1, 1)
"""The diplomas of ministries came under the same criteria later (code du travail, R6113-25-1)."""
_HINT = (
    'Rédigez la compétence du métier qui en tient compte et marquez-la themes="{theme}" ; si le métier n’est pas '
    "concerné, justifiez-le par une <derogation>."
)
# Words that show that a competency bears on a theme even if it is not marked.
_HANDICAP = re.compile(r"handicap|accessib|conception universelle|situation de fragilité", re.IGNORECASE)
_SANTE = re.compile(
    r"santé|sécurité au travail|sécurité des (?:personnes|équipes|intervenants|salariés|biens)|risques? professionnel"
    r"|prévention des risques|accident|ergonomi|conditions de travail|qualité de vie|pénibilité|consignes de sécurité"
    r"|règles de sécurité(?! (?:informatique|numérique))|hygiène",
    re.IGNORECASE,
)
_ECOLOGIE = re.compile(
    r"écolog|environnemental|développement durable|durabilité|durable|sobre|sobriété|émissions? de gaz|carbone"
    r"|climat|biodiversité|recycl|réemploi|déchets|énergétique|énergies? renouvelable|\bRSE\b",
    re.IGNORECASE,
)
_NUMERIQUE = re.compile(
    r"numérique|digital|informatique|logiciel|progiciel|données|internet|en ligne|\bweb\b|algorithm|cyber"
    r"|intelligence artificielle|automatis|réseaux sociaux",
    re.IGNORECASE,
)


def _asked(context: Context) -> None:
    """Raises NotApplicable before the day from which the text asks it of a diploma of a ministry."""
    if context.profile and context.profile.name in CPC and context.day < _CPC_SINCE:
        raise NotApplicable(f"règle en vigueur à compter du {in_french(_CPC_SINCE)} pour ce diplôme")


def _absent(programme: Programme, theme: str, words: re.Pattern[str]) -> Iterator[Hit]:
    """One hit when no competency is marked with the theme, nor speaks of it."""
    if not any(theme in c.themes or words.search(c.texte) for c in programme.competences.values()):
        yield Hit(programme.blocs, theme=theme)


@rule(
    "TRV-001",
    title="Une compétence au moins tient compte du handicap",
    severity=AVERTISSEMENT,
    source=CODE_DU_TRAVAIL.at("R6113-9 I, 3° c", also=VADEMECUM.at("§2.2.5"), date="2021-04-02"),
    why="Les référentiels tiennent compte du handicap, de l’accessibilité et de la conception universelle.",
    message="Aucune compétence ne porte sur le handicap ou l’accessibilité.",
    hint=_HINT,
    since=date(2021, 4, 5),
    needs=("competences",),
)
def a_competency_bears_on_disability(programme: Programme) -> Iterator[Hit]:
    """Marked, or recognised by its words."""
    return _absent(programme, "handicap", _HANDICAP)


@rule(
    "TRV-002",
    title="Une compétence au moins porte sur la santé et la sécurité au travail",
    severity=AVERTISSEMENT,
    source=CODE_DU_TRAVAIL.at("R6113-9 I, 3° b", also=VADEMECUM.at("p. 30")),
    why="Les référentiels tiennent compte de la prévention des risques pour la santé et la sécurité au travail.",
    message="Aucune compétence ne porte sur la prévention en matière de santé et de sécurité au travail.",
    hint=_HINT,
    needs=("competences",),
)
def a_competency_bears_on_safety(programme: Programme) -> Iterator[Hit]:
    """Marked, or recognised by its words; the safety of data is another matter."""
    return _absent(programme, "sante-securite", _SANTE)


@rule(
    "TRV-003",
    title="Une compétence au moins porte sur la transition écologique",
    severity=AVERTISSEMENT,
    source=_CODE,
    why="Depuis octobre 2025, les référentiels tiennent compte des effets de la transition écologique sur le métier.",
    message="Aucune compétence ne porte sur la transition écologique.",
    hint=_HINT,
    profiles=(*DEPUIS_2025, *CPC),
    context=True,
    since=_SINCE,
    needs=("competences",),
)
def a_competency_bears_on_the_environment(programme: Programme, context: Context) -> Iterator[Hit]:
    """Marked, or recognised by its words."""
    _asked(context)
    return _absent(programme, "transition-ecologique", _ECOLOGIE)


@rule(
    "TRV-004",
    title="Une compétence au moins porte sur la transition numérique",
    severity=AVERTISSEMENT,
    source=_CODE,
    why="Depuis octobre 2025, les référentiels tiennent compte des effets de la transition numérique sur le métier.",
    message="Aucune compétence ne porte sur la transition numérique.",
    hint=_HINT,
    profiles=(*DEPUIS_2025, *CPC),
    context=True,
    since=_SINCE,
    needs=("competences",),
)
def a_competency_bears_on_digital_change(programme: Programme, context: Context) -> Iterator[Hit]:
    """Marked, or recognised by its words."""
    _asked(context)
    return _absent(programme, "transition-numerique", _NUMERIQUE)

"""What is not filled in: a section leaves a ``Gap`` where something is missing, ``gathered`` says them in one place.

A section knows the programme only; once the judgement says which of the rules that may ask are not content, each
part opens with one line a weight: what blocks the filing, what is asked for, what may be left out. No table is drawn
for what is not there, and no part of a dossier can contradict its attestation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from dossier.document.blocks import NOTHING, labelled, paragraph, prose
from dossier.document.tree import Block, Bullets, Cell, Paragraph, Role, Section, Table
from dossier.french.lists import both
from dossier.programme.model import Programme
from dossier.programme.textes import Riche
from dossier.rules.catalogue import ERREUR
from dossier.rules.runner import Judgement, Outcome
from dossier.rules.scope import asking

WANTED = {
    "ects": "crédits à acquérir",
    "cec": "niveau européen (CEC)",
    "niveau": "niveau de qualification",
    "siret": "SIRET",
    "uai": "UAI",
    "nsf": "spécialités de formation (NSF)",
    "rome": "métiers (ROME)",
    "formacode": "domaines de formation (Formacode)",
    "code-rncp": "code RNCP",
    "site-certificateur": "site internet du certificateur",
    "fiche": "numéro de la fiche",
    "duree-enregistrement": "durée de l’enregistrement",
    "base-legale": "base légale",
    "concertation": "concertation",
    "deliberation": "délibérations",
    "besoin": "besoin",
    "emplois": "emplois visés",
    "secteurs": "secteurs d’activité",
    "contexte": "contexte d’exercice",
    "reglementation": "réglementation",
    "activites": "activités et tâches",
    "blocs": "blocs de compétences",
    "activite-du-bloc": "activité",
    "competences": "compétences",
    "evaluation": "évaluation",
    "criteres": "critères d’évaluation",
    "validation-du-bloc": "règle de validation",
    "unites-du-bloc": "unités",
    "evaluations-du-bloc": "épreuves",
    "maquette": "périodes et unités",
    "heures": "heures par nature",
    "modalite": "modalité des unités",
    "couverture": "unités qui développent chaque compétence",
    "stage": "stage et période en entreprise",
    "projet": "projet tutoré",
    "part-professionnels": "part des professionnels",
    "equipe": "équipe pédagogique",
    "evaluations-des-unites": "épreuves des unités",
    "evaluation-de-l-unite": "épreuve",
    "niveau-requis": "niveau requis",
    "prerequis": "prérequis d’entrée",
    "prerequis-validation": "prérequis de validation",
    "voies": "voies d’accès",
    "validation-acquis": "validation des acquis",
    "amenagements": "aménagements",
    "referent-handicap": "référent handicap",
    "composition": "composition",
    "poursuite-etudes": "poursuite d’études",
    "promotions": "promotions et enquêtes",
    "reglement": "règlement d’évaluation",
    "regle-capitalisation": "capitalisation",
    "regle-seconde-chance": "seconde chance",
    "regle-recours": "recours",
    "regle-compensation": "compensation",
    "pieces": "pièces jointes",
    "intitule-officiel": "intitulé officiel",
    "specialite": "spécialité",
}
"""What each subject is called when it is missing; the others are called as they are."""

_FEW = 3
"""Places that are still named one by one."""


class Weight(Enum):
    """How much something is missed: what opens its line, and the role of that line."""

    BLOCKING = ("À renseigner avant le dépôt :", Role.BLOCKING)
    ASKED = ("À renseigner :", Role.WARNING)
    OPTIONAL = ("Facultatif, non renseigné :", Role.MISSING)


@dataclass(frozen=True, slots=True)
class Gap(Paragraph):
    """Something not filled in: what, where when there are several, and the rules that may ask for it."""

    what: str = ""
    where: str = ""
    rules: tuple[str, ...] = ()


def asked(programme: Programme, subject: str, where: str = "", what: str = "") -> Gap | None:
    """What is missing, and where (« bloc B1 »); nothing when no rule would ask."""
    return unfilled(programme, subject, where, what) if asking(programme, subject) else None


def unfilled(programme: Programme, subject: str, where: str = "", what: str = "") -> Gap:
    """The same for a part of the outline, which always says something."""
    said = what or WANTED.get(subject, subject.replace("-", " "))
    return Gap((), Role.MISSING, said, where, asking(programme, subject))


def text_section(programme: Programme, title: str, text: Riche | None, subject: str) -> Section:
    """A subsection of one text; when the text is absent, what it would be, or nothing if nobody asks for it."""
    if text:
        return Section(title, prose(text))
    missing = asked(programme, subject)
    return Section(title, (missing,) if missing else ())


def gathered(section: Section, judgement: Judgement) -> Section:
    """The same section without its gaps, which are said at its head."""
    found: list[Gap] = []
    emptied = _without(section, found)
    return replace(emptied, blocks=(*_lines(found, judgement), *emptied.blocks))


def _without(section: Section, found: list[Gap]) -> Section:
    blocks = tuple(block for block in (_kept(block, found) for block in section.blocks) if block is not None)
    inside = tuple(_without(child, found) for child in section.sections)
    return replace(section, blocks=blocks, sections=tuple(each for each in inside if each.blocks or each.sections))


def _kept(block: Block, found: list[Gap]) -> Block | None:
    if isinstance(block, Gap):
        found.append(block)
        return None
    if isinstance(block, Table):
        rows = tuple(row for row in (_row(row, found, bool(block.head)) for row in block.rows) if row)
        return replace(block, rows=rows) if rows else None
    return block


def _row(row: tuple[Cell, ...], found: list[Gap], data: bool) -> tuple[Cell, ...]:
    """In a table of data the hole stays where it is; a fact that is not known is left out."""
    gaps = [block for cell in row for block in cell.blocks if isinstance(block, Gap)]
    found += gaps
    if not gaps:
        return row
    return tuple(map(_cell, row)) if data else ()


def _cell(cell: Cell) -> Cell:
    said: tuple[Paragraph | Bullets, ...] = tuple(block for block in cell.blocks if not isinstance(block, Gap))
    return replace(cell, blocks=said or (paragraph(NOTHING),))


def _lines(gaps: Iterable[Gap], judgement: Judgement) -> Iterator[Paragraph]:
    """A line for each weight, that names everything once."""
    weights = {(gap.what, gap.where): weight(gap, judgement) for gap in gaps}
    for wanted in Weight:
        named: dict[str, list[str]] = {}
        for (what, where), its_weight in weights.items():
            if its_weight is wanted:
                named.setdefault(what, []).append(where)
        if named:
            opening, role = wanted.value
            yield labelled(opening, f"{both(_placed(what, places) for what, places in named.items())}.", role)


def _placed(what: str, places: list[str]) -> str:
    """« évaluation (B1 et B2) », « évaluation (8 blocs) »: a place is « bloc B1 », of which the first word counts."""
    told = [place for place in places if place]
    if not told:
        return what
    kinds = {place.split(" ", 1)[0] for place in told}
    if len(told) > _FEW and len(kinds) == 1:
        return f"{what} ({len(told)} {kinds.pop()}s)"
    return f"{what} ({both(place.split(' ', 1)[-1] for place in told)})"


def weight(gap: Gap, judgement: Judgement) -> Weight:
    """Does what is missing block the filing, is it asked for, or can it be left out?"""
    rules = set(gap.rules)
    if any(finding.rule.id in rules and finding.severity is ERREUR for finding in judgement.standing):
        return Weight.BLOCKING
    outcomes = {outcome.rule.id: outcome.outcome for outcome in judgement.outcomes}
    silent = (Outcome.CONFORME, Outcome.NON_APPLICABLE)
    wanted = any(outcomes.get(rule) not in silent for rule in rules)  # also a point for a person, or a rule not run
    return Weight.ASKED if wanted else Weight.OPTIONAL

"""Equal access: no condition that the law forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.programme.model import Programme
from dossier.rules.catalogue import ERREUR, Hit, rule
from dossier.rules.families.txt_textes import part_of
from dossier.rules.phrases import mentions
from dossier.rules.texts import VADEMECUM

_CONDITIONS = re.compile(
    r"\bâgée?s? (?:de|d[’'])|\b(?:moins|plus) de \d\d ans\b|\b\d\d ans (?:révolus|minimum|maximum|au (?:plus|moins))"
    r"|\b(?:limite d[’']âge|âge (?:limite|minimum|minimal|maximum|maximal|requis))"
    r"|\bréservée? (?:aux |à (?:des |un |une )?)(?:hommes?|femmes?|jeunes|Français)\b|\bde nationalité française\b",
    re.IGNORECASE,
)
_GROUNDED = re.compile(r"\barticle|\barrêté|\bdécret|\bcode d|\bloi\b|\bréglement|apprentissage|contrat", re.IGNORECASE)
"""A text is cited, or the route is one whose age the law sets."""
_EXPERIENCE = re.compile(r"expérience|activité|exerc|ancienneté|il y a|depuis|diplôme", re.IGNORECASE)
"""« Plus de 10 ans » of something else than life."""
_ENTRY = frozenset({"niveau-requis", "prerequis", "publics"})


@rule(
    "ACC-005",
    title="L’accès ne dépend ni de l’âge, ni du sexe, ni de la nationalité",
    severity=ERREUR,
    source=VADEMECUM.at("p. 48 et 70"),
    why="Une certification est ouverte à tous ; une condition de cette nature n’est admise que si un texte l’impose.",
    message="Cette condition d’accès est discriminatoire : « {mot} ».",
    hint="Supprimez-la, ou citez le texte qui l’impose (article, arrêté ou décret).",
    kind="heur",
    item="acces",
    on=("textes-d-acces",),
)
def access_depends_on_no_forbidden_condition(programme: Programme) -> Iterator[Hit]:
    """In the conditions of entry; a sentence that denies, or cites a text, is right."""
    for node, found in mentions(_CONDITIONS, programme.acces, programme.presentation):
        admitted = _GROUNDED.search(found.string) or _EXPERIENCE.search(found.string)
        if part_of(node.place) in _ENTRY and not admitted:
            yield Hit(node, mot=found[0])

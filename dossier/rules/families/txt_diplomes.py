"""Words of diplomas: what a certification may call itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.programme.model import Programme
from dossier.rules.catalogue import AVERTISSEMENT, Hit, Source, rule
from dossier.rules.phrases import denies
from dossier.rules.profiles import SUR_DEMANDE

_OWN = r"\b(?:titre|certification|diplôme|formation|parcours|cursus|programme|niveau|équival\w+)\b"
_STATE = re.compile(
    rf"{_OWN}[^.;:()]{{0,40}}?(?P<mot>\bbac(?:calauréat)?\s?\+\s?[1-8]\b|\b[Mm]ast[eè]re?s?\b|\b[Ll]icences?\b"
    r"|\bdiplômes? d[’']État\b)"
)
_ANNOUNCES = re.compile(
    r"(?P<mot>\bmastères?\b(?! spécialisé)|\bbac(?:calauréat)?\s?\+\s?[1-8]\b|\bdiplôme d[’']État\b)", re.IGNORECASE
)
"""What IDN-006 does not tell: no text reserves these words, and they mislead all the same."""
_ELSEWHERE = re.compile(
    r"\b(?:accès|accéder|entr[eé]\w*|titulaires?|poursui\w+|poursuite|candidat\w*|admis\w*|prérequis|requis\w*|"
    r"étudiants?|public|vers|après|issus?|équipe|enseignants?|jury|membres?|employeurs?)\b",
    re.IGNORECASE,
)


@rule(
    "TXT-022",
    title="Un titre ne s’annonce ni « bac + N », ni master, ni diplôme d’État",
    severity=AVERTISSEMENT,
    source=Source("avis aux certificateurs", "communication sur les certifications enregistrées sur demande", "V2"),
    why="Seul le niveau du cadre national s’affiche : un titre qui se présente comme un diplôme national, ou par un "
    "nombre d’années après le baccalauréat, trompe le public.",
    message={
        "": "La certification est présentée comme « {mot} ».",
        "intitule": "L’intitulé comprend « {mot} », réservé à d’autres diplômes.",
    },
    hint="Écrivez le niveau du cadre national, comme « niveau 6 », et l’intitulé exact du titre.",
    profiles=SUR_DEMANDE,
    kind="heur",
)
def a_title_is_no_national_diploma(programme: Programme) -> Iterator[Hit]:
    """In titles, any of these words; in texts, where the certification itself is called so."""
    identite, presentation = programme.identite, programme.presentation
    for title in (*identite.intitules, identite.intitule_officiel):
        found = _ANNOUNCES.search(title) if title else None
        if title and found:
            yield Hit(title, "intitule", mot=found["mot"])
    own = (presentation.resume, presentation.objectifs, presentation.contenus, presentation.validation)
    for riche in (text for texts in own for text in texts if text.langue == "fr"):
        for paragraphe in riche.paragraphes:
            match = _STATE.search(paragraphe.texte)
            if match and not _ELSEWHERE.search(match[0]) and not denies(paragraphe.texte):
                yield Hit(paragraphe, mot=match["mot"])

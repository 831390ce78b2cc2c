"""Two lists of sentences held against each other: kept, reworded, added, removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.french.folding import fold
from dossier.programme.model import Programme
from dossier.programme.places import Placed
from dossier.programme.referentiel import Activite
from dossier.register.competences import INDIVISE, SEULE, Competences, split
from dossier.register.fiche import Fiche
from dossier.register.lignes import Etat, Ligne

NEAR = 0.6
"""From this likeness up (difflib), two sentences are one that was reworded."""

_SENTENCE = 200
"""Characters beyond which a line is a paragraph rather than the name of an activity."""

_WHOLE = "le texte de la fiche est d’un seul tenant : rien n’y sépare sûrement les éléments"
_Ours = Sequence[tuple[Placed, str]]


def competences(programme: Programme, fiche: Fiche) -> Iterator[Ligne]:
    """Block by block, those that both have; what is of a track only may be added."""
    for bloc in fiche.blocs:
        own = [ours for ours in programme.blocs if bloc.code in ours.rncp]
        mine = [(each, str(each.texte)) for ours in own for each in ours.competences]
        local = {id(each) for ours in own for each in ours.competences if each.portee == "parcours" or each.parcours}
        if mine and bloc.liste_competences.strip():
            yield from _held(f"Compétence du bloc {bloc.code}", mine, bloc.competences, local)


def activites(programme: Programme, fiche: Fiche) -> Iterator[Ligne]:
    """Activities and their tasks."""
    mine = [(each, str(each.intitule)) for each in _all(programme.activites.activites)]
    mine = [(node, text) for node, text in mine if not text.endswith(":")]
    official = split(fiche.activites_visees)
    if mine and any(_is_prose(item.texte) for item in official.items):
        yield Ligne("Activités", Etat.INCONNU, note="la fiche les dit en paragraphes, non en liste")
    elif mine and official.items:
        yield from _held("Activité", mine, official, set())


def _is_prose(text: str) -> bool:
    """A paragraph, or what introduces a list: no item of one."""
    return len(text) > _SENTENCE or text.endswith(":")


def _all(found: Sequence[Activite]) -> Iterator[Activite]:
    for each in found:
        yield each
        yield from _all(each.taches)


def _held(sujet: str, ours: _Ours, official: Competences, local: set[int]) -> Iterator[Ligne]:
    theirs = [f"{item.code} {item.texte}".strip() for item in official.items]
    texts = {fold(text): text for text in theirs} | {
        fold(item.texte): text for item, text in zip(official.items, theirs, strict=True)
    }
    if official.decoupe in (INDIVISE, SEULE) and len(ours) != len(theirs):
        yield Ligne(sujet, Etat.INCONNU, note=_WHOLE)
        return
    known = {texts[fold(text)] for _node, text in ours if fold(text) in texts}
    added = [(node, text) for node, text in ours if fold(text) not in texts]
    removed = [text for text in theirs if text not in known]
    if known:
        yield Ligne(sujet, Etat.IDENTIQUE, note=f"{len(known)} sur {len(theirs)}")
    for node, text in added:
        near = max(removed, key=lambda other: _likeness(text, other), default="")
        if near and _likeness(text, near) >= NEAR:
            removed.remove(near)
            yield Ligne(sujet, Etat.DIFFERENT, text, near, noeud=node)
        elif id(node) in local:
            yield Ligne(sujet, Etat.INFORMATION, text, note="propre à un parcours", noeud=node)
        else:
            yield Ligne(sujet, Etat.EN_TROP, text, noeud=node)
    yield from (Ligne(sujet, Etat.ABSENT, "", text) for text in removed)


def _likeness(one: str, other: str) -> float:
    from difflib import SequenceMatcher  # late: most programmes say what their sheet says

    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()

"""For whom a part of the programme exists: tracks and access routes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.document.wording import both, capital
from dossier.programme.choices import Variante
from dossier.programme.maquette import Noeud
from dossier.programme.vocabulary import VOIES


def route(voie: str) -> str:
    """An access route inside a sentence: « en contrat d’apprentissage »."""
    label = VOIES.get(voie, voie)
    return label[:1].lower() + label[1:]


def only_for(parcours: tuple[str, ...] = (), voies: tuple[str, ...] = ()) -> str:
    """« Seulement pour : parcours P1 ; formation continue », or nothing when it is for everyone."""
    tracks = [f"parcours {both(parcours)}"] if parcours else []
    routes = [both(map(route, voies))] if voies else []
    return f"Seulement pour : {' ; '.join(tracks + routes)}" if parcours or voies else ""


def public(variante: Variante) -> str:
    """What to call the public of a variant of the maquette: « Parcours P1, formation continue », « Tous »."""
    names = [f"parcours {variante.parcours}"] if variante.parcours else []
    names += [route(variante.voie)] if variante.voie else []
    return capital(", ".join(names)) or "Tous"


def visible(variante: Variante, noeuds: tuple[Noeud, ...]) -> Iterator[Noeud]:
    """The nodes of a maquette that a public sees, depth first."""
    for noeud in noeuds:
        yield noeud
        yield from visible(variante, variante.enfants(noeud))


def by_public(said: Iterable[tuple[Variante, str]]) -> tuple[str, ...]:
    """What is said of each public; once when it is the same for all."""
    texts = [(public(variante), text) for variante, text in said if text]
    if len({text for _, text in texts}) == 1:
        return (texts[0][1],)
    return tuple(f"{name} : {text}" for name, text in texts)

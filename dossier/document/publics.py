"""For whom a part of the programme exists: tracks and access routes."""

from __future__ import annotations

from collections.abc import Iterable

from dossier.french.lists import both
from dossier.french.sentences import capital
from dossier.programme.choices import Variante, told_together
from dossier.programme.vocabulary import VOIES_EN_PHRASE


def routes(voies: Iterable[str]) -> str:
    """Access routes inside a sentence: « le contrat d’apprentissage et la formation continue »."""
    return both(VOIES_EN_PHRASE.get(voie, voie) for voie in voies)


def whose(parcours: tuple[str, ...] = (), voies: tuple[str, ...] = ()) -> str:
    """« le parcours P1, par la formation continue », or nothing when it is for everyone."""
    tracks = f"{'le' if len(parcours) == 1 else 'les'} parcours {both(parcours)}" if parcours else ""
    return ", par ".join(filter(None, (tracks, routes(voies))))


def only_for(parcours: tuple[str, ...] = (), voies: tuple[str, ...] = ()) -> str:
    """« Seulement pour la formation continue et la VAE », or nothing when it is for everyone."""
    concerned = whose(parcours, voies)
    return f"Seulement pour {concerned}" if concerned else ""


def public(variante: Variante) -> str:
    """What to call the publics of a variant of the maquette: « Parcours P1 (formation continue) », « Tous »."""
    return capital(variante.nom) or "Tous"


def by_public(said: Iterable[tuple[Variante, str]]) -> tuple[str, ...]:
    """What is said of each public; once for all those of whom the same is said."""
    told = told_together((variante, text) for variante, text in said if text)
    return tuple(f"{capital(name)} : {text}" if name else text for name, text in told)

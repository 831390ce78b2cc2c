"""The publics of a programme: its declared tracks × its open routes, and what each of them sees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from dossier.programme.model import Programme
from dossier.programme.vocabulary import PUBLICS


class Filtered(Protocol):
    """Anything that may exist for some tracks or routes only."""

    @property
    def parcours(self) -> tuple[str, ...]: ...

    @property
    def voies(self) -> tuple[str, ...]: ...


class Public(NamedTuple):
    """A track and a route; either is empty where the programme declares none."""

    parcours: str
    voie: str

    def voit(self, element: Filtered) -> bool:
        """Does the element exist for this public?"""
        return (not element.parcours or self.parcours in element.parcours) and (
            not element.voies or self.voie in element.voies
        )


EVERYONE = Public("", "")


def publics(programme: Programme, filtered: Iterable[Filtered] = ()) -> tuple[Public, ...]:
    """Every declared track × every open route; ``filtered`` are the elements whose filters may name others.

    VAE is a public only where a filter names it: whoever comes by it follows no teaching. While no route is
    declared open, those that filters name stand in, unless they are declared closed.
    """
    filtered = tuple(filtered)
    declared = (str(parcours.code) for parcours in programme.identite.parcours if parcours.code)
    tracks = tuple(dict.fromkeys((*declared, *(code for element in filtered for code in element.parcours)))) or ("",)
    named = dict.fromkeys(voie for element in filtered for voie in element.voies)
    opened = tuple(v for v in programme.acces.voies_ouvertes if v != "vae" or v in named)
    closed = {voie.type for voie in programme.acces.voies if not voie.ouverte}
    routes = opened or tuple(voie for voie in named if voie not in closed) or ("",)
    return tuple(Public(track, route) for track in tracks for route in routes)


def named(some: tuple[Public, ...], every: tuple[Public, ...]) -> str:
    """« étudiants, formation continue », « parcours P1 (apprentis) », and nothing for all of them."""
    if len(some) == len(every):
        return ""
    tracks = tuple(dict.fromkeys(public.parcours for public in some))
    by_track = {track: tuple(public.voie for public in some if public.parcours == track) for track in tracks}
    routes = by_track[tracks[0]]
    every_track = len(tracks) == len({public.parcours for public in every})
    every_route = len(routes) == len({public.voie for public in every})
    if any(voies != routes for voies in by_track.values()):
        return ", ".join(f"parcours {track} ({_routes(voies)})" for track, voies in by_track.items())
    if every_track:
        return _routes(routes)
    whose = ", ".join(f"parcours {track}" for track in tracks)
    return whose if every_route else f"{whose} ({_routes(routes)})"


def _routes(voies: tuple[str, ...]) -> str:
    return ", ".join(PUBLICS.get(voie, voie) for voie in voies)

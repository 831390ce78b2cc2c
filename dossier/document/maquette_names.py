"""What to call the periods, groups and choices of a maquette."""

from __future__ import annotations

import re

from dossier.french.numbers import credits
from dossier.french.sentences import capital, in_french
from dossier.programme.maquette import Choix, Groupe, Periode
from dossier.programme.vocabulary import PERIODES, SURPLUS

_NUMBERS = {"un": "1", "une": "1", "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "six": "6"}
_SAID = re.compile(rf"\b(\d+|{'|'.join(_NUMBERS)})\b[^,;:.()]*\b(?:à choisir|au choix)\b", re.IGNORECASE)
"""« 1 UE à choisir parmi », « Spécialisation logement, une unité au choix »."""


def kind(noeud: Periode | Groupe | Choix) -> str:
    """The word for what it is."""
    return {Periode: "Période", Groupe: "Groupe", Choix: "Choix"}[type(noeud)]


def code(noeud: Periode | Groupe | Choix) -> str:
    """« Semestre 1 », its code, or what it is."""
    return f"{PERIODES[noeud.type]} {noeud.n}" if isinstance(noeud, Periode) else noeud.code or kind(noeud)


def name(noeud: Periode | Groupe | Choix) -> str:
    """What to call a period, a group or a choice: its title, else what it is."""
    if noeud.intitule:
        return noeud.intitule
    return bounds(noeud) if isinstance(noeud, Choix) else code(noeud)


def bounds(choix: Choix) -> str:
    """« 1 à choisir parmi 6 », « de 12 à 18 crédits à choisir parmi 5 »; what it is worth stands beside."""
    counted = choix.min_declare is not None or choix.max_declare is not None or not choix.par_credits
    limits = (
        among(choix.min, choix.max, len(choix.enfants)) if counted else f"à choisir parmi {len(choix.enfants)}",
        _credit_bounds(choix),
        SURPLUS.get(choix.surplus or "", ""),
    )
    return capital(", ".join(filter(None, limits)))


def how(choix: Choix) -> str:
    """How to choose, for a choice whose title does not say it."""
    said = _SAID.search(choix.intitule or "")
    plain = choix.min == choix.max and not choix.par_credits and not choix.surplus
    told = said and plain and _NUMBERS.get(said[1].lower(), said[1]) == str(choix.min)
    return bounds(choix) if choix.intitule and not told else ""


def said_once(choix: Choix) -> str:
    """A choice on one line: its title, completed (« 1 UE à choisir parmi 6 »), then how to choose."""
    title = f"{name(choix)} {len(choix.enfants)}" if name(choix).endswith(" parmi") else name(choix)
    return " – ".join(filter(None, (title, how(choix))))


def among(least: int, most: int, options: int) -> str:
    """« 1 à choisir parmi 6 », « de 1 à 3 à choisir parmi 6 »."""
    return f"{least if least == most else f'de {least} à {most}'} à choisir parmi {options}"


def _credit_bounds(choix: Choix) -> str:
    least, most = choix.ects_min, choix.ects_max
    if least is not None and most is not None:
        return credits(least) if least == most else f"de {in_french(least)} à {credits(most)}"
    if least is not None:
        return f"{credits(least)} au moins"
    return f"{credits(most)} au plus" if most is not None else ""

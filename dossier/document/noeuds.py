"""What to call the periods, groups and choices of a maquette."""

from __future__ import annotations

from dossier.document.wording import among, capital, credits
from dossier.programme.maquette import Choix, Groupe, Periode
from dossier.programme.vocabulary import PERIODES, SURPLUS
from dossier.rules.wording import in_french


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
    """« 1 à choisir parmi 6 (4 crédits) », « de 12 à 18 crédits à choisir parmi 5 unités »."""
    counted = choix.min_declare is not None or choix.max_declare is not None or not choix.par_credits
    limits = (
        among(choix.min, choix.max, len(choix.enfants)) if counted else f"à choisir parmi {len(choix.enfants)}",
        _credit_bounds(choix),
        SURPLUS.get(choix.surplus or "", ""),
    )
    announced = f" ({credits(choix.ects)})" if choix.ects is not None else ""
    return capital(", ".join(filter(None, limits)) + announced)


def _credit_bounds(choix: Choix) -> str:
    least, most = choix.ects_min, choix.ects_max
    if least is not None and most is not None:
        return credits(least) if least == most else f"de {in_french(least)} à {credits(most)}"
    if least is not None:
        return f"{credits(least)} au moins"
    return f"{credits(most)} au plus" if most is not None else ""

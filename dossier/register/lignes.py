"""What a comparison says, one thing at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from dossier.french.folding import fold
from dossier.programme.places import Placed


class Etat(Enum):
    """What a comparison says."""

    IDENTIQUE = "identique"
    EQUIVALENT = "équivalent"
    DIFFERENT = "différent"
    ABSENT = "absent du programme"
    EN_TROP = "absent de la fiche"
    INCONNU = "non comparable"
    INFORMATION = "information"

    @property
    def ecart(self) -> bool:
        """Is it something to correct, or to explain?"""
        return self in (Etat.DIFFERENT, Etat.ABSENT, Etat.EN_TROP)


@dataclass(frozen=True, slots=True)
class Ligne:
    """One thing compared: what it is, what the programme says, what the sheet says (the form to copy)."""

    sujet: str
    etat: Etat
    programme: str = ""
    fiche: str = ""
    note: str = ""
    noeud: Placed | None = field(default=None, compare=False, repr=False)


def same(ours: str, official: str) -> Etat:
    """Character for character, or once case, spaces, apostrophes and punctuation are folded."""
    if ours == official:
        return Etat.IDENTIQUE
    return Etat.EQUIVALENT if fold(ours) == fold(official) else Etat.DIFFERENT

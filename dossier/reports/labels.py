"""What severities, outcomes and verdicts are called in reports, and where in the dossier a finding falls."""

from __future__ import annotations

from dossier.programme.maquette import Unite
from dossier.programme.model import Programme
from dossier.programme.places import LABELS, Place
from dossier.rules.catalogue import Severity
from dossier.rules.runner import Outcome

SEVERITIES = {Severity.ERREUR: "Erreur", Severity.AVERTISSEMENT: "Avertissement", Severity.INFO: "Information"}

OUTCOMES = {
    Outcome.CONFORME: "conforme",
    Outcome.A_CORRIGER: "à corriger",
    Outcome.DEROGEE: "dérogée",
    Outcome.NON_APPLICABLE: "non applicable",
    Outcome.NON_EVALUEE: "non évaluée",
    Outcome.ERREUR: "en échec",
}

NOBODY = "Non renseigné"


def section(place: Place) -> str:
    """The part of the description that holds a place, in the user's words."""
    while place.parent and place.parent.parent:
        place = place.parent
    return LABELS.get(place.tag) or place.tag.replace("-", " ").capitalize() or "Fichier"


def in_charge(programme: Programme | None, place: Place) -> str:
    """Who the programme says is responsible: for the nearest unit, else for the whole programme."""
    if programme is None:
        return NOBODY
    here: Place | None = place
    while here:
        unite = programme.unites.get(here.code or "") if here.tag == "unite" else None
        if unite and unite.responsables:
            return _names(unite)
        here = here.parent
    return ", ".join(programme.identite.responsables) or NOBODY


def _names(unite: Unite) -> str:
    return ", ".join(unite.responsables)

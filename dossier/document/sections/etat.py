"""The state of the dossier: what the rules say of it, on the cover and in the first section."""

from __future__ import annotations

from dossier.rules.catalogue import Severity

SEVERITIES = {
    Severity.ERREUR: ("erreur", "erreurs"),
    Severity.AVERTISSEMENT: ("avertissement", "avertissements"),
    Severity.INFO: ("information", "informations"),
}

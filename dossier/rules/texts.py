"""The texts that rules come from: each is written once, and cited by its places.

``VADEMECUM.at("p. 25")``, ``CODE_DU_TRAVAIL.at("R6113-9, 3°", also=VADEMECUM.at("§2.2.5"))``.
"""

from __future__ import annotations

from typing import NamedTuple

from dossier.rules.catalogue import Source


class Text(NamedTuple):
    """A text: how it is called, how far it was read (see ``Source``), since when it holds (ISO, or its beginning)."""

    name: str
    status: str = "V"
    date: str = ""

    def at(
        self, reference: str = "", *, also: Source | None = None, status: str | None = None, date: str | None = None
    ) -> Source:
        """One place of it, ``also`` another text that says so; a place may be verified otherwise than the whole."""
        places = " ; ".join(filter(None, (reference, str(also) if also else "")))
        return Source(self.name, places, self.status if status is None else status, self.date if date is None else date)


VADEMECUM = Text("Vademecum RNCP de janvier 2023", date="2023-01")
CODE_DU_TRAVAIL = Text("code du travail")
CODE_DE_L_EDUCATION = Text("code de l’éducation")
CADRE_NATIONAL = Text("arrêté du 22 janvier 2014", date="2014-01-22")
ARRETE_LICENCE = Text("arrêté du 30 juillet 2018", date="2018-07-30")
ARRETE_ENREGISTREMENT = Text("arrêté du 4 janvier 2019", date="2019-01-04")
ARRETE_LICENCE_PROFESSIONNELLE = Text("arrêté du 6 décembre 2019", date="2019-12-06")
DECRET_NIVEAUX = Text("décret n° 2019-14 du 8 janvier 2019", date="2019-01-08")
DECRET_2025_500 = Text("décret n° 2025-500 du 6 juin 2025", "V2", "2025-06-06")
FICHE_NATIONALE = Text("fiche du répertoire national", "V2")
EXPORT_NATIONAL = Text("export du répertoire national, France compétences", "K")

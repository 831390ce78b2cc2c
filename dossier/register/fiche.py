"""A sheet of the national register, as France compétences publishes it: texts word for word, values typed.

What the sheet does not give is ``None`` or empty. Levels are 1 to 8; rates are whole percentages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dossier.register.competences import Competences

VOIES = {
    "FI": "Après un parcours de formation sous statut d’élève ou d’étudiant",
    "CA": "En contrat d’apprentissage",
    "FC": "Après un parcours de formation continue",
    "CQ": "En contrat de professionnalisation",
    "CL": "Par candidature individuelle",
    "VAE": "Par expérience",
}
"""The routes of a sheet, by the end of their tag (SI_JURY_FI…), in the official order."""

_NATIONALE = " (fiche nationale)"


@dataclass(frozen=True, slots=True)
class Libelle:
    """A code and its official label (NSF, ROME, Formacode, IDCC, collective agreement, diploma)."""

    code: str = ""
    libelle: str = ""


@dataclass(frozen=True, slots=True)
class Niveau:
    """A level: NIV3 to NIV8, AUCUN or REPRISE, with its label."""

    code: str = ""
    libelle: str = ""

    @property
    def rang(self) -> int | None:
        """1 to 8; None when the level is not determined."""
        return int(self.code[-1]) if re.fullmatch("NIV[1-8]", self.code) else None


@dataclass(frozen=True, slots=True)
class CertificateurOfficiel:
    """An awarding body of a sheet."""

    siret: str = ""
    nom: str = ""
    etat: str = ""
    date_etat: date | None = None
    nom_commercial: str = ""
    site_internet: str = ""


@dataclass(frozen=True, slots=True)
class PartenaireOfficiel:
    """A partner of a sheet, and what it is entitled to."""

    nom: str = ""
    siret: str = ""
    habilitation: str = ""
    etat: str = ""
    date_actif: date | None = None
    date_etat: date | None = None


@dataclass(frozen=True, slots=True)
class VoieOfficielle:
    """A route to the certification: a key of ``VOIES``, open or not, and its jury."""

    type: str
    ouverte: bool | None = None
    composition: str = ""
    date_modification: date | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """A decree or order; ``type`` is GENERAL, CREATION or AUTRE."""

    type: str
    titre: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Promotion:
    """What became of one year's holders."""

    annee: int | None = None
    certifies: int | None = None
    certifies_vae: int | None = None
    insertion_globale_6_mois: int | None = None
    insertion_metier_6_mois: int | None = None
    insertion_metier_2_ans: int | None = None


@dataclass(frozen=True, slots=True)
class BlocOfficiel:
    """A block of competencies."""

    code: str = ""
    libelle: str = ""
    liste_competences: str = ""
    modalites_evaluation: str = ""
    prerequis_entree: str = ""
    prerequis_validation: str = ""

    @property
    def competences(self) -> Competences:
        """Its competencies, apart when the text allows it."""
        from dossier.register.competences import split  # late: a check does not need it

        return split(self.liste_competences)


@dataclass(frozen=True, slots=True)
class Equivalence:
    """What blocks of this sheet (none named: all of it) are worth on another one."""

    blocs: tuple[str, ...] = ()
    fiche: str = ""
    blocs_destination: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fiche:
    """One certification of the register; ``numero`` is RNCP… or RS…

    ``anomalies`` are the values that could not be read (French sentences); ``inconnus`` the fields that the export it
    was read from does not hold: of those, an empty value says nothing. Neither is a part of its value.
    """

    numero: str
    id: int | None = None
    nouvelles: tuple[str, ...] = ()
    anciennes: tuple[str, ...] = ()
    intitule: str = ""
    abrege: Libelle | None = None
    etat: str = ""
    formacodes: tuple[Libelle, ...] = ()
    niveau: Niveau | None = None
    nsf: tuple[Libelle, ...] = ()
    certificateurs: tuple[CertificateurOfficiel, ...] = ()
    existence_partenaires: bool | None = None
    partenaires: tuple[PartenaireOfficiel, ...] = ()
    activites_visees: str = ""
    capacites_attestees: str = ""
    secteurs_activite: str = ""
    emplois_accessibles: str = ""
    rome: tuple[Libelle, ...] = ()
    reglementations: str = ""
    voies: tuple[VoieOfficielle, ...] = ()
    nouvelle_caledonie: bool | None = None
    polynesie_francaise: bool | None = None
    publications: tuple[Publication, ...] = ()
    date_dernier_jo: date | None = None
    date_decision: date | None = None
    duree: int | None = None
    promotions: tuple[Promotion, ...] = ()
    lien: str = ""
    date_fin: date | None = None
    date_effet: date | None = None
    annees_promotions: tuple[int, ...] = ()
    type_enregistrement: str = ""
    blocs: tuple[BlocOfficiel, ...] = ()
    objectifs: str = ""
    maitrise_competences: str = ""
    duree_validite: str = ""
    modalites_renouvellement: str = ""
    validation_partielle: bool | None = None
    validation_partielle_perimetre: str = ""
    actif: bool | None = None
    prerequis_entree: str = ""
    date_publication: date | None = None
    prerequis_validation: str = ""
    date_limite_delivrance: date | None = None
    idcc: tuple[Libelle, ...] = ()
    ccn: tuple[Libelle, ...] = ()
    equivalences: tuple[Equivalence, ...] = ()
    anomalies: tuple[str, ...] = field(default=(), compare=False)
    inconnus: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def repertoire(self) -> str:
        """RNCP or RS."""
        return self.numero.rstrip("0123456789")

    @property
    def intitule_court(self) -> str:
        """The title without the mark of national sheets."""
        return self.intitule.removesuffix(_NATIONALE)

    @property
    def rang_niveau(self) -> int | None:
        """1 to 8, None when the sheet has no determined level."""
        return self.niveau.rang if self.niveau else None

    @property
    def voies_ouvertes(self) -> tuple[str, ...]:
        """The keys of ``VOIES`` that are open."""
        return tuple(voie.type for voie in self.voies if voie.ouverte)

    def bloc(self, code: str) -> BlocOfficiel | None:
        """The block of this code, if the sheet has it."""
        return next((bloc for bloc in self.blocs if bloc.code == code), None)

    def echue(self, day: date) -> bool:
        """Is its registration over on a day?"""
        return self.date_fin is not None and day > self.date_fin

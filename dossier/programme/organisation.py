"""How the programme runs: presentation, coverage, rules of assessment, placement, juries, follow-up, evidence."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import PurePosixPath

from dossier.programme.acces import Reference
from dossier.programme.mapping import (
    Element,
    attribute,
    content,
    entier,
    jour,
    many,
    mots,
    nombre,
    number,
    one,
    oui,
    rich,
    rich_content,
    riches,
)
from dossier.programme.places import Texte
from dossier.programme.textes import Riche


class Presentation(Element):
    """The texts that present the programme, each in one or more languages."""

    resume: tuple[Riche, ...] = riches()
    publics: tuple[Riche, ...] = riches()
    objectifs: tuple[Riche, ...] = riches()
    contenus: tuple[Riche, ...] = riches()
    competences_visees: tuple[Riche, ...] = riches()
    organisation: tuple[Riche, ...] = riches()
    validation: tuple[Riche, ...] = riches()
    debouches: tuple[Riche, ...] = riches()
    poursuite_etudes: tuple[Riche, ...] = riches()
    secteurs: tuple[Riche, ...] = riches()
    emplois: tuple[Riche, ...] = riches()
    contexte: tuple[Riche, ...] = riches()
    besoin: tuple[Riche, ...] = riches()
    reglementation: tuple[Riche, ...] = riches()


class Apport(Element):
    """What a unit brings to a competency: taught, practised, assessed."""

    ref: str = attribute()
    apport: tuple[str, ...] = attribute(mots, default=())


class UniteCouvrante(Element):
    """A row of the coverage matrix."""

    ref: str = attribute()
    competences: tuple[Apport, ...] = many("competence", Apport)


class Couverture(Element):
    """The coverage matrix units × competencies, a proposal until somebody validates it."""

    statut: str = attribute()
    valide_par: str | None = attribute()
    date: datetime.date | None = attribute(jour)
    unites: tuple[UniteCouvrante, ...] = many("unite", UniteCouvrante)


class Regle(Element):
    """A rule of the institution's regulations."""

    type: str = attribute()
    parcours: tuple[str, ...] = attribute(mots, default=())
    voies: tuple[str, ...] = attribute(mots, default=())
    texte: Riche = rich_content()


class Reglement(Element):
    """The regulations of assessment."""

    instance: str | None = attribute()
    date: datetime.date | None = attribute(jour)
    regles: tuple[Regle, ...] = many("regle", Regle)


class Stage(Element):
    """A placement; the lengths are minima, as announced."""

    unite: str | None = attribute()
    mois: Decimal | None = attribute(nombre)
    semaines: Decimal | None = attribute(nombre)
    heures: Decimal | None = attribute(nombre)
    restitution: str | None = attribute()
    parcours: tuple[str, ...] = attribute(mots, default=())
    voies: tuple[str, ...] = attribute(mots, default=())
    texte: Riche | None = rich_content()


class Projet(Element):
    """A tutored project."""

    unite: str = attribute()
    texte: Riche | None = rich_content()


class Alternance(Element):
    """The rhythm between school and company."""

    semaines_formation: Decimal | None = attribute(nombre)
    semaines_entreprise: Decimal | None = attribute(nombre)
    heures_entreprise: Decimal | None = attribute(nombre)
    parcours: tuple[str, ...] = attribute(mots, default=())
    voies: tuple[str, ...] = attribute(mots, default=())
    texte: Riche | None = rich_content()


class PartProfessionnels(Element):
    """Hours taught by practitioners."""

    heures: Decimal = attribute(nombre)


class Professionnalisation(Element):
    """Placement, project, work-study, practitioners."""

    stages: tuple[Stage, ...] = many("stage", Stage)
    projets: tuple[Projet, ...] = many("projet", Projet)
    alternances: tuple[Alternance, ...] = many("alternance", Alternance)
    part_professionnels: PartProfessionnels | None = one("part-professionnels", PartProfessionnels)
    equipe: Riche | None = rich()
    accompagnement: Riche | None = rich()


class Membre(Element):
    """A kind of member of a jury."""

    qualite: str = attribute()
    exterieur: bool | None = attribute(oui)
    min: int | None = attribute(entier)
    max: int | None = attribute(entier)
    president: bool | None = attribute(oui)
    texte: Texte | None = content()


class Jury(Element):
    """A jury; without routes it serves all open ones that have no jury of their own."""

    voies: tuple[str, ...] = attribute(mots, default=())
    role: str | None = attribute()
    unites: tuple[Reference, ...] = many("unite", Reference)
    composition: Riche | None = rich()
    membres: tuple[Membre, ...] = many("membre", Membre)
    regles: tuple[Riche, ...] = riches("regle")


class Jurys(Element):
    """The juries."""

    jurys: tuple[Jury, ...] = many("jury", Jury)

    @property
    def de_certification(self) -> tuple[Jury, ...]:
        """Those that award the certification: not those of admission, nor of a few units."""
        return tuple(jury for jury in self.jurys if jury.role not in ("admission", "unites"))

    def pour(self, voie: str) -> tuple[Jury, ...]:
        """Those that award the certification to a route: its own, else those that name none."""
        own = tuple(jury for jury in self.de_certification if voie in jury.voies)
        return own or tuple(jury for jury in self.de_certification if not jury.voies)


class Enquete(Element):
    """What a survey found, so many months after the diploma (head counts)."""

    mois: int = attribute(entier)
    repondants: int = number()
    neutralises: int | None = number()
    en_emploi: int = number()
    dans_le_metier_vise: int = number()


class Promotion(Element):
    """A cohort."""

    annee: int = attribute(entier)
    parcours: tuple[str, ...] = attribute(mots, default=())
    titulaires: int = number()
    titulaires_vae: int | None = number()
    enquetes: tuple[Enquete, ...] = many("enquete", Enquete)


class Suivi(Element):
    """Cohorts and steering."""

    promotions: tuple[Promotion, ...] = many("promotion", Promotion)
    conseil_perfectionnement: Riche | None = rich()


class Moyens(Element):
    """Means of teaching."""

    pedagogiques: Riche | None = rich()
    techniques: Riche | None = rich()
    encadrement: Riche | None = rich()
    plateforme: Riche | None = rich()


class Piece(Element):
    """An attachment of the file; its path is relative to the programme's."""

    type: str = attribute()
    fichier: str = attribute()
    date: datetime.date | None = attribute(jour)

    @property
    def path(self) -> str:
        """Where it lies, from the programme's folder, and under which name it is packed."""
        return str(PurePosixPath(self.fichier))


class Pieces(Element):
    """The attachments."""

    pieces: tuple[Piece, ...] = many("piece", Piece)


class Derogation(Element):
    """A finding that the institution knows and justifies, until a date."""

    regle: str = attribute()
    objet: str = attribute()
    motif: str = attribute()
    auteur: str = attribute()
    date: datetime.date = attribute(jour)
    jusqu_au: datetime.date = attribute(jour)


class Derogations(Element):
    """The justified exceptions."""

    derogations: tuple[Derogation, ...] = many("derogation", Derogation)

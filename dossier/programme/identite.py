"""Who delivers what: identity, awarding bodies, partners, registration."""

from __future__ import annotations

import datetime
from decimal import Decimal

from dossier.programme.mapping import (
    Element,
    attribute,
    content,
    entier,
    jour,
    many,
    nombre,
    one,
    oui,
    part,
    rich,
    text,
    texts,
)
from dossier.programme.places import Texte
from dossier.programme.textes import Riche
from dossier.programme.titles import Titled


class Diplome(Element):
    """The kind of certification, its level (2 to 8) and its credits."""

    type: str = attribute()
    niveau: int | None = attribute(entier)
    cec: int | None = attribute(entier)
    ects: Decimal | None = attribute(nombre)
    ects_entree: Decimal | None = attribute(nombre)


class Parcours(Element):
    """A track of the mention."""

    code: str | None = attribute()
    texte: Texte = content()


class Duree(Element):
    """How long the studies last."""

    annees: Decimal | None = attribute(nombre)
    mois: Decimal | None = attribute(nombre)


class Identite(Titled):
    """What the programme is called and where it is taught."""

    intitules: tuple[Texte, ...] = texts("intitule")
    intitule_officiel: Texte | None = text()
    diplome: Diplome = part("diplome", Diplome)
    domaine: Texte | None = text()
    mention: Texte | None = text()
    parcours: tuple[Parcours, ...] = many("parcours", Parcours)
    specialite: Texte | None = text()
    duree: Duree | None = one("duree", Duree)
    langues: tuple[Texte, ...] = texts("langue")
    lieux: tuple[Texte, ...] = texts("lieu")
    modalites: tuple[Texte, ...] = texts("modalite")
    rythme: Texte | None = text()
    composantes: tuple[Texte, ...] = texts("composante")
    responsables: tuple[Texte, ...] = texts("responsable")
    site_internet: Texte | None = text()


class Contact(Element):
    """A person to write to."""

    nom: Texte = text()
    fonction: Texte | None = text()
    courriel: Texte | None = text()
    telephone: Texte | None = text()


class Logo(Element):
    """A picture and the words that replace it."""

    fichier: str = attribute()
    alternative: str = attribute()


class Certificateur(Element):
    """An awarding body."""

    role: str | None = attribute()
    nom_legal: Texte = text()
    nom_commercial: Texte | None = text()
    siret: Texte | None = text()
    uai: Texte | None = text()
    site_internet: Texte | None = text()
    adresse: Texte | None = text()
    logo: Logo | None = one("logo", Logo)
    contacts: tuple[Contact, ...] = many("contact", Contact)


class Partenaire(Element):
    """A body entitled to train, to organise assessments, or both."""

    siret: str | None = attribute()
    habilitation: str = attribute()
    date_debut: datetime.date | None = attribute(jour)
    date_fin: datetime.date | None = attribute(jour)
    nom: Texte = text()
    objet: Texte | None = text()


class Partenaires(Element):
    """The partners."""

    partenaires: tuple[Partenaire, ...] = many("partenaire", Partenaire)


class BaseLegale(Element):
    """An official text that founds the certification."""

    type: str = attribute()
    nor: str | None = attribute()
    date: datetime.date | None = attribute(jour)
    date_jo: datetime.date | None = attribute(jour)
    date_fin: datetime.date | None = attribute(jour)
    texte: Texte = content()


class Code(Element):
    """A code of a nomenclature (NSF, ROME, Formacode) and the label written beside it."""

    code: str = attribute()
    libelle: Texte = content()


class AncienneFiche(Element):
    """A sheet of the register that this one replaces."""

    code: str = attribute()


class Deliberation(Element):
    """What a council decided, and when."""

    instance: str = attribute()
    date: datetime.date = attribute(jour)


class Enregistrement(Element):
    """One registration: its procedure, its sheet of the register, its dates."""

    procedure: str = attribute()
    fiche: str | None = attribute()
    parcours: str | None = attribute()
    date_decision: datetime.date | None = attribute(jour)
    date_effet: datetime.date | None = attribute(jour)
    date_fin: datetime.date | None = attribute(jour)
    duree: int | None = attribute(entier)
    date_limite_delivrance: datetime.date | None = attribute(jour)
    nouvelle_caledonie: bool | None = attribute(oui)
    polynesie_francaise: bool | None = attribute(oui)
    emergence: bool | None = attribute(oui)
    bases_legales: tuple[BaseLegale, ...] = many("base-legale", BaseLegale)
    nsf: tuple[Code, ...] = many("nsf", Code)
    rome: tuple[Code, ...] = many("rome", Code)
    formacodes: tuple[Code, ...] = many("formacode", Code)
    anciennes_fiches: tuple[AncienneFiche, ...] = many("ancienne-fiche", AncienneFiche)
    concertation: Riche | None = rich()
    deliberations: tuple[Deliberation, ...] = many("deliberation", Deliberation)
    profession_reglementee: Texte | None = text()

"""Who certifies what: identity, awarding bodies, partners, registration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dossier.document.blocks import (
    Content,
    Fact,
    bullets,
    facts,
    filled,
    link,
    note,
    paragraph,
    prose,
    table,
)
from dossier.document.gaps import asked, unfilled
from dossier.document.tree import Block, Section
from dossier.french.dates import day, period
from dossier.french.lists import both
from dossier.french.numbers import count, credits, named
from dossier.french.sentences import in_french
from dossier.programme.identite import BaseLegale, Certificateur, Code, Contact, Duree, Enregistrement, Parcours
from dossier.programme.model import Programme
from dossier.programme.vocabulary import (
    BASES_LEGALES,
    DIPLOMES,
    HABILITATIONS,
    LANGUES,
    MODALITES,
    PROCEDURES,
    ROLES,
)


def section_identite(programme: Programme) -> Section:
    """What the certification is, who delivers it, where it is registered."""
    return Section(
        "Identité de la certification",
        sections=filled(
            (
                Section("Certification", (_certification(programme),)),
                Section("Certificateurs", tuple(_certificateurs(programme))),
                Section("Partenaires", tuple(_partenaires(programme))),
                Section("Enregistrement et base légale", tuple(_enregistrements(programme))),
            )
        ),
    )


def _certification(programme: Programme) -> Block:
    identite, diplome = programme.identite, programme.identite.diplome
    rows: tuple[Fact, ...] = (
        ("Intitulé", identite.intitule),
        ("Intitulé officiel", identite.intitule_officiel or asked(programme, "intitule-officiel")),
        ("Type de diplôme", DIPLOMES.get(diplome.type, diplome.type)),
        ("Niveau de qualification", _level(diplome.niveau) or asked(programme, "niveau")),
        ("Niveau européen (CEC)", _level(diplome.cec) or asked(programme, "cec")),
        ("Crédits à acquérir", credits(diplome.ects) if diplome.ects is not None else asked(programme, "ects")),
        ("Crédits à l’entrée", credits(diplome.ects_entree) if diplome.ects_entree is not None else None),
        ("Domaine", identite.domaine or asked(programme, "domaine")),
        ("Mention", identite.mention or asked(programme, "mention")),
        ("Parcours", _several([_track(parcours) for parcours in identite.parcours])),
        ("Spécialité", identite.specialite or asked(programme, "specialite")),
        ("Durée", _length(identite.duree)),
        (
            named(identite.langues, "Langue d’enseignement", "Langues d’enseignement"),
            both(LANGUES.get(langue, langue) for langue in identite.langues),
        ),
        (named(identite.lieux, "Lieu", "Lieux"), _several(identite.lieux)),
        (
            named(identite.modalites, "Modalité", "Modalités"),
            both(f"{MODALITES[modalite].lower()} ({modalite})" for modalite in identite.modalites),
        ),
        ("Rythme", identite.rythme),
        (named(identite.composantes, "Composante", "Composantes"), _several(identite.composantes)),
        (named(identite.responsables, "Responsable", "Responsables"), _several(identite.responsables)),
        ("Site internet", link(identite.site_internet) if identite.site_internet else None),
    )
    return facts("", rows)


def _level(niveau: int | None) -> str:
    return f"Niveau {niveau}" if niveau is not None else ""


def _track(parcours: Parcours) -> str:
    return f"{parcours.texte} ({parcours.code})" if parcours.code else parcours.texte


def _length(duree: Duree | None) -> str:
    if duree is None:
        return ""
    given = ((duree.annees, "an", "ans"), (duree.mois, "mois", "mois"))
    return both(count(number, one, many) for number, one, many in given if number is not None)


def _several(texts: tuple[str, ...] | list[str]) -> Content:
    return bullets(texts) if len(texts) > 1 else "".join(texts)


def _certificateurs(programme: Programme) -> Iterator[Block]:
    for certificateur in programme.certificateurs:
        yield facts("", _certificateur(programme, certificateur))


def _certificateur(programme: Programme, certificateur: Certificateur) -> tuple[Fact, ...]:
    site, logo = certificateur.site_internet, certificateur.logo
    return (
        ("Nom légal", certificateur.nom_legal),
        ("Nom commercial", certificateur.nom_commercial or asked(programme, "nom-commercial")),
        ("Rôle", ROLES.get(certificateur.role or "")),
        ("SIRET", certificateur.siret or asked(programme, "siret")),
        ("UAI", certificateur.uai or asked(programme, "uai")),
        ("Adresse", certificateur.adresse),
        ("Site internet", link(site) if site else asked(programme, "site-certificateur")),
        ("Logo", f"{logo.alternative} ({logo.fichier})" if logo else None),
        (
            named(certificateur.contacts, "Contact", "Contacts"),
            _several([_contact(contact) for contact in certificateur.contacts]),
        ),
    )


def _contact(contact: Contact) -> str:
    """« Camille Exemple, directrice, c.exemple@example.org, 01 02 03 04 05 »."""
    return ", ".join(filter(None, (contact.nom, contact.fonction, contact.courriel, contact.telephone)))


def _partenaires(programme: Programme) -> Iterator[Block]:
    partenaires = programme.partenaires.partenaires
    if partenaires:
        yield table(
            "",
            (5, 3, 5, 3),
            ("Partenaire", "Habilitation", "Objet", "Période"),
            (
                (
                    (
                        paragraph(partenaire.nom),
                        *((note(f"SIRET {partenaire.siret}"),) if partenaire.siret else ()),
                    ),
                    HABILITATIONS.get(partenaire.habilitation or ""),
                    partenaire.objet,
                    period(partenaire.date_debut, partenaire.date_fin),
                )
                for partenaire in partenaires
            ),
        )


def _enregistrements(programme: Programme) -> Iterator[Block]:
    if not programme.enregistrements:
        yield unfilled(programme, "enregistrement")
    for enregistrement in programme.enregistrements:
        yield facts("", _enregistrement(programme, enregistrement))


def _enregistrement(programme: Programme, enregistrement: Enregistrement) -> tuple[Fact, ...]:
    e = enregistrement
    return (
        ("Procédure", PROCEDURES.get(e.procedure, e.procedure)),
        ("Fiche", e.fiche or asked(programme, "fiche") or "Numéro à attribuer"),
        ("Parcours", e.parcours),
        ("Date de décision", _date(e.date_decision)),
        ("Date d’effet", _date(e.date_effet)),
        ("Échéance de l’enregistrement", _date(e.date_fin)),
        ("Durée", count(e.duree, "an") if e.duree is not None else asked(programme, "duree-enregistrement")),
        ("Date limite de délivrance", _date(e.date_limite_delivrance)),
        ("Nouvelle-Calédonie", None if e.nouvelle_caledonie is None else in_french(e.nouvelle_caledonie)),
        ("Polynésie française", None if e.polynesie_francaise is None else in_french(e.polynesie_francaise)),
        ("Métier en émergence", None if e.emergence is None else in_french(e.emergence)),
        (
            named(e.anciennes_fiches, "Ancienne fiche", "Anciennes fiches"),
            both(fiche.code for fiche in e.anciennes_fiches),
        ),
        ("Base légale", _several(list(map(_base, e.bases_legales))) or asked(programme, "base-legale")),
        ("Concertation", prose(e.concertation) or asked(programme, "concertation")),
        (
            named(e.deliberations, "Délibération", "Délibérations"),
            _several([f"{found.instance}{_of_the(found.date)}" for found in e.deliberations])
            or asked(programme, "deliberation"),
        ),
        ("Profession réglementée", e.profession_reglementee),
        ("Spécialités de formation (NSF)", _codes(e.nsf) or asked(programme, "nsf")),
        ("Métiers (ROME)", _codes(e.rome) or asked(programme, "rome")),
        ("Domaines de formation (Formacode)", _codes(e.formacodes) or asked(programme, "formacode")),
    )


def _date(value: date | None) -> str:
    return day(value) if value else ""


def _of_the(value: date | None) -> str:
    return f", {day(value)}" if value else ""


def _base(base: BaseLegale) -> str:
    """« Arrêté … (règlement, NOR MTRD1835660A, texte du 4 janvier 2019, publié le 8 janvier 2019) »."""
    given = (("texte du", base.date), ("publié le", base.date_jo), ("en vigueur jusqu’au", base.date_fin))
    dates = (f"{label} {day(value)}" for label, value in given if value)
    nature = BASES_LEGALES.get(base.type, base.type)
    known = filter(None, (nature[:1].lower() + nature[1:], f"NOR {base.nor}" if base.nor else "", *dates))
    return f"{base.texte} ({', '.join(known)})"


def _codes(codes: Sequence[Code]) -> Content:
    return _several([f"{code.code} – {code.libelle}" if code.libelle else code.code for code in codes])

"""A national register of our own: nothing in it comes from the official one but its form.

``sample()`` is a small V4.1 flow with all optional parts and traps; ``realistic(count)`` a big one for the bench.
"""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

ROUTES = ("FI", "CA", "FC", "CQ", "CL", "VAE")


def e(tag: str, *content: str) -> str:
    """An element; content is already XML (``t`` escapes)."""
    return f"<{tag}>{''.join(content)}</{tag}>"


def t(tag: str, text: object) -> str:
    """An element with a text."""
    return f"<{tag}>{escape(str(text))}</{tag}>"


def code(tag: str, value: str, label: str) -> str:
    return e(tag, t("CODE", value), t("LIBELLE", label))


def voie(type_: str, ouverte: bool, composition: str = "Quatre professionnels & un président") -> str:
    jury = t("COMPOSITION", composition) if ouverte else ""
    return e(
        f"SI_JURY_{type_}",
        t("DATE_DERNIERE_MODIFICATION", "01/02/2024"),
        t("ACTIF", "Oui" if ouverte else "Non"),
        jury,
    )


def bloc(value: str, label: str, competences: str = "", modalites: str = "", *more: str) -> str:
    return e(
        "BLOC_COMPETENCES",
        t("CODE", value),
        t("LIBELLE", label),
        t("LISTE_COMPETENCES", competences),
        t("MODALITES_EVALUATION", modalites),
        *more,
    )


def fiche(numero: str, *parts: str) -> str:
    """A sheet with its number; the parts are its other elements, in the official order."""
    digits = numero.strip("RNCPS")
    return e("FICHE", t("ID_FICHE", int(digits) + 10_000), t("NUMERO_FICHE", numero), *parts)


def flux(fiches: Iterable[str], version: str | None = "4.1") -> bytes:
    """A whole flow."""
    named = t("VERSION_FLUX", version) if version is not None else ""
    body = "\n".join(fiches)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<FICHES>{named}\n{body}\n</FICHES>\n'.encode()


def complete(numero: str = "RNCP90001") -> str:
    """Every optional element, and the traps: same names at several depths, edge spaces, comments, CDATA."""
    return fiche(
        numero,
        e("NOUVELLES_CERTIFICATIONS", e("NOUVELLE_CERTIFICATION", t("ID_FICHE_NOUVELLE_CERTIFICATION", "RNCP90003"))),
        e("ANCIENNES_CERTIFICATIONS", e("ANCIENNE_CERTIFICATION", t("ID_FICHE_ANCIENNE_CERTIFICATION", "RNCP90002"))),
        t("INTITULE", "Métiers de l’exemple (fiche nationale)"),
        code("ABREGE", "Licence Professionnelle", "Licence professionnelle"),
        t("ETAT_FICHE", "Publiée"),
        e("FORMACODES", code("FORMACODE", "12345", "Exemple appliqué")),
        e("NOMENCLATURE_EUROPE", t("NIVEAU", "NIV6"), t("LIBELLE", "Niveau 6")),
        e("CODES_NSF", code("NSF", "326", "Informatique"), code("NSF", "320n", "Conception")),
        _certificateurs(),
        t("EXISTENCE_PARTENAIRES", "Oui"),
        e("PARTENAIRES", _partenaire(1), _partenaire(2)),
        t("ACTIVITES_VISEES", "- Concevoir    - Réaliser <peu> & bien"),
        t("CAPACITES_ATTESTEES", "Concevoir un exemple"),
        "<!-- un commentaire au milieu -->",
        t("SECTEURS_ACTIVITE", "Tous"),
        "<TYPE_EMPLOI_ACCESSIBLES><![CDATA[Exempliste & témoin]]></TYPE_EMPLOI_ACCESSIBLES>",
        e("CODES_ROME", code("ROME", "E1103", "Communication")),
        t("REGLEMENTATIONS_ACTIVITES", "Aucune"),
        *(voie(type_, type_ != "CL") for type_ in ROUTES),
        t("ACCESSIBLE_NOUVELLE_CALEDONIE", "Oui"),
        t("ACCESSIBLE_POLYNESIE_FRANCAISE", "Non"),
        *(_decret(type_) for type_ in ("GENERAL", "CREATION", "AUTRE")),
        t("DATE_DERNIER_JO", "03/04/2019"),
        _statistiques(),
        t("LIEN_URL_DESCRIPTION", "*       *"),
        t("DATE_FIN_ENREGISTREMENT", "31/08/2029"),
        t("DATE_EFFET", "01/09/2024"),
        e("ANNEES_PROMOTIONS_NIVEAU", t("ANNEE", 2021), t("ANNEE", 2022)),
        t("TYPE_ENREGISTREMENT", "Enregistrement de droit"),
        _blocs(numero),
        t("OBJECTIFS_CONTEXTE", "Répondre à un besoin."),
        t("VALIDATION_PARTIELLE", "Oui"),
        t("VALIDATION_PARTIELLE_PERIMETRE", "Par bloc"),
        t("ACTIF", "Oui"),
        t("PREREQUIS_ENTREE_FORMATION", "Niveau 5"),
        t("DATE_DE_PUBLICATION", "05/06/2024"),
        t("PREREQUIS_VALIDATION_CERTIFICATION", "Une langue"),
        t("DATE_LIMITE_DELIVRANCE", "31/08/2033"),
        e("CODES_IDCC", code("IDCC", "1516", "Organismes de formation")),
        e("CCN_1", t("NUMERO", "3249"), t("LIBELLE", "Organismes de formation")),
        e("CCN_2", t("NUMERO", "3117"), t("LIBELLE", "Boulangerie")),
        _correspondances(numero),
    )


def _certificateurs() -> str:
    full = e(
        "CERTIFICATEUR",
        t("SIRET_CERTIFICATEUR", "12345678200010"),
        t("NOM_CERTIFICATEUR", "ECOLE D'EXEMPLE"),
        t("ETAT_CERTIFICATEUR", "Actif"),
        t("DATE_DERNIERE_MODIFICATION_ETAT", "02/01/2020"),
        t("NOM_COMMERCIAL", "L’École"),
        t("SITE_INTERNET", "https://exemple.invalid"),
    )
    return e("CERTIFICATEURS", full, e("CERTIFICATEUR", t("NOM_CERTIFICATEUR", "SANS SIRET")))


def _partenaire(rank: int) -> str:
    return e(
        "PARTENAIRE",
        t("NOM_PARTENAIRE", f"LYCEE D'EXEMPLE {rank}"),
        t("SIRET_PARTENAIRE", f"{rank:014}"),
        t("HABILITATION_PARTENAIRE", "HABILITATION_ORGA_FORM"),
        t("ETAT_HABILITATION", "Actif"),
        t("DATE_ACTIF", "01/01/2023"),
        t("DATE_DERNIERE_MODIFICATION_ETAT", "01/01/2023"),
    )


def _decret(type_: str) -> str:
    return e(
        f"PUBLICATION_DECRET_{type_}",
        e("PUBLICATION_JO", t("TITRE", f"Arrêté {type_}"), t("DATE_PUBLICATION_JO", "03/04/2019")),
    )


def _statistiques() -> str:
    year = e(
        "STATISTIQUES_PROMOTION",
        t("ANNEE", 2022),
        t("NOMBRE_CERTIFIES", 120),
        t("NOMBRE_CERTIFIES_VAE", 3),
        t("TAUX_INSERTION_GLOBAL_6MOIS", 80),
        t("TAUX_INSERTION_METIER_6MOIS", 70),
        t("TAUX_INSERTION_METIER_2ANS", 85),
    )
    return e("STATISTIQUES_PROMOTIONS", year)


def _blocs(numero: str) -> str:
    return e(
        "BLOCS_COMPETENCES",
        bloc(
            f"{numero}BC01",
            "Usages numériques",
            "- Choisir un outil    - Produire   un document",
            "Dossier",
            t("PREREQUIS_ENTREE_FORMATION_BLOC", "Savoir lire"),
            t("PREREQUIS_VALIDATION_BLOC", "Bloc 2"),
        ),
        bloc(f"{numero}BC02", "Réalisation d'un diagnostic  et/ou d'un audit.  ", "C1. Observer    C2. Conclure"),
        bloc(f"{numero}BC03", "Conseil", "Deux phrases. qui se   suivent   sans liste"),
    )


def _correspondances(numero: str) -> str:
    source = e("SOURCE", e("BLOC_COMPETENCES", t("CODE", f"{numero}BC01")))
    target = e("DESTINATION", t("NUMERO_FICHE", "RNCP90003"), e("BLOC_COMPETENCES", t("CODE", "RNCP90003BC01")))
    whole = e("DESTINATION", t("NUMERO_FICHE", "RS90005"))
    return e("CORRESPONDANCES", e("CORRESPONDANCE", source, target), e("CORRESPONDANCE", whole))


def simple(
    numero: str,
    intitule: str,
    niveau: str = "NIV6",
    actif: bool = True,
    fin: str = "31/12/2028",
    blocs: tuple[str, ...] = (),
    nouvelles: tuple[str, ...] = (),
    emplois: str = "",
) -> str:
    """A short sheet, on request."""
    links = (e("NOUVELLE_CERTIFICATION", t("ID_FICHE_NOUVELLE_CERTIFICATION", other)) for other in nouvelles)
    return fiche(
        numero,
        e("NOUVELLES_CERTIFICATIONS", *links) if nouvelles else "",
        t("INTITULE", intitule),
        t("ETAT_FICHE", "Publiée"),
        e("NOMENCLATURE_EUROPE", t("NIVEAU", niveau), t("LIBELLE", f"Niveau {niveau[-1]}")) if niveau else "",
        e("CODES_NSF", code("NSF", "326", "Informatique")),
        t("EXISTENCE_PARTENAIRES", "Non"),
        t("TYPE_EMPLOI_ACCESSIBLES", emplois) if emplois else "",
        *(voie(type_, True) for type_ in ROUTES),
        t("DATE_DECISION", "31/12/2025"),
        t("DUREE_ENREGISTREMENT", 3),
        t("DATE_FIN_ENREGISTREMENT", fin),
        t("TYPE_ENREGISTREMENT", "Enregistrement sur demande"),
        e("BLOCS_COMPETENCES", *blocs) if blocs else "",
        t("ACTIF", "Oui" if actif else "Non"),
    )


def sample() -> list[str]:
    """The small register of the tests."""
    return [
        complete(),
        simple("RNCP90002", "Ancien métier de l’exemple", actif=False, fin="31/12/2023", nouvelles=("RNCP90001",)),
        simple("RNCP90003", "Médiation scientifique et culturelle", blocs=(bloc("RNCP90003BC01", "Médier", "Médier"),)),
        simple("RNCP90004", "Certification à reprendre", niveau="REPRISE", actif=False),
        simple("RS90005", "Habilitation d’exemple", niveau=""),
        simple("RNCP90005", "Réparateur de médiathèques", niveau="NIV4", emplois="Médiateur du livre"),
    ]


def write_flux(path: Path, fiches: Iterable[str], version: str | None = "4.1") -> Path:
    """A flow in a file, zipped when the name says so."""
    data = flux(fiches, version)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(path.stem + ".xml", data)
    else:
        path.write_bytes(data)
    return path


_WORDS = (
    "analyser concevoir piloter projet équipe besoin client usager cadre qualité risque outil numérique données "
    "production service budget délai évaluation méthode règlement sécurité accueil conseil diagnostic chantier "
    "territoire partenaire marché stratégie communication médiation culture science technique maintenance réseau "
    "scientifique formation accompagnement handicap environnement transition énergie gestion comptable social "
    "santé soin"
).split()


def realistic(count: int, seed: int = 1) -> Iterator[str]:
    """So many sheets with the sizes of the official flow: about 16 KB each, 13 partners, 2 blocks on average."""
    rng = random.Random(seed)
    for rank in range(count):
        yield _realistic(f"{'RS' if rank % 6 == 5 else 'RNCP'}{rank + 1}", rng)


def _text(rng: random.Random, words: int) -> str:
    return " ".join(rng.choices(_WORDS, k=words)).capitalize()


def _labelled(tag: str, value: str) -> str:
    return code(tag, value, _text(random.Random(value), 5))


def _items(rng: random.Random, items: int, words: int) -> str:
    return "    ".join(f"- {_text(rng, words)}" for _ in range(items))


def _realistic(numero: str, rng: random.Random) -> str:
    active = rng.random() < 0.23
    blocs = rng.choice((3, 4, 5, 8)) if rng.random() < 0.44 and numero.startswith("RNCP") else 0
    partners = min(471, int(rng.paretovariate(0.9) * 3)) if rng.random() < 0.45 else 0
    return fiche(
        numero,
        t("INTITULE", f"{_text(rng, 6)} d’exemple"),
        t("ETAT_FICHE", "Publiée"),
        e("FORMACODES", *(_labelled("FORMACODE", f"{rng.randrange(2775) + 10000}") for _ in range(3))),
        e("NOMENCLATURE_EUROPE", t("NIVEAU", f"NIV{rng.randint(3, 7)}"), t("LIBELLE", "Niveau")),
        e("CODES_NSF", *(_labelled("NSF", f"{rng.randrange(469) + 100}") for _ in range(2))),
        _certificateurs(),
        t("EXISTENCE_PARTENAIRES", "Oui" if partners else "Non"),
        e("PARTENAIRES", *(_partenaire(rank) for rank in range(partners))) if partners else "",
        t("ACTIVITES_VISEES", _items(rng, 12, 25)),
        t("CAPACITES_ATTESTEES", _items(rng, 12, 25)),
        t("SECTEURS_ACTIVITE", _text(rng, 25)),
        t("TYPE_EMPLOI_ACCESSIBLES", _text(rng, 15)),
        e("CODES_ROME", *(_labelled("ROME", f"M1{rng.randrange(532) + 100}") for _ in range(3))),
        *(voie(type_, rng.random() < 0.8) for type_ in ROUTES),
        t("DATE_DECISION", "31/12/2023"),
        t("DUREE_ENREGISTREMENT", 3),
        t("DATE_FIN_ENREGISTREMENT", "31/12/2026" if active else "31/12/2020"),
        t("TYPE_ENREGISTREMENT", "Enregistrement sur demande"),
        e(
            "BLOCS_COMPETENCES",
            *(
                bloc(f"{numero}BC{rank + 1:02}", _text(rng, 8), _items(rng, 7, 30), _items(rng, 4, 25))
                for rank in range(blocs)
            ),
        )
        if blocs
        else "",
        t("OBJECTIFS_CONTEXTE", _text(rng, 120)),
        t("ACTIF", "Oui" if active else "Non"),
    )

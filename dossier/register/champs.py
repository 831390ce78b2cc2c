"""The flow, as data: the elements of a FICHE in the official order of V4.1, and their names in V3 and V2.

Established on real sheets; the seven rare elements whose place was never observed stand before the
correspondences. Names are looked up under their parent only: CODE, ACTIF or BLOC_COMPETENCES mean different
things at different depths.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dossier.register.fiche import (
    VOIES,
    BlocOfficiel,
    CertificateurOfficiel,
    Equivalence,
    Libelle,
    Niveau,
    PartenaireOfficiel,
    Promotion,
    Publication,
    VoieOfficielle,
)
from dossier.register.identifiers import as_numero
from dossier.register.valeurs import (
    DAY,
    LEVEL,
    TEXT,
    WHOLE,
    WORD,
    YES_NO,
    Champ,
    Kind,
    Node,
    Note,
    branch,
    leaf,
    record,
    wrapped,
)

VERSIONS = ("2.0", "3.0", "3.1", "3.2", "4.0", "4.1")

_CODE_LIBELLE = (Champ("CODE", "code", WORD), Champ("LIBELLE", "libelle", TEXT, ("INTITULE",)))
_LIBELLE = record(Libelle, _CODE_LIBELLE)
_NUMERO_LIBELLE = record(Libelle, (Champ("NUMERO", "code", WORD), Champ("LIBELLE", "libelle", TEXT)))

_NIVEAU = record(Niveau, (Champ("NIVEAU", "code", LEVEL), Champ("LIBELLE", "libelle", TEXT, ("INTITULE",))))

_CERTIFICATEUR = record(
    CertificateurOfficiel,
    (
        Champ("SIRET_CERTIFICATEUR", "siret", WORD),
        Champ("NOM_CERTIFICATEUR", "nom", TEXT),
        Champ("ETAT_CERTIFICATEUR", "etat", WORD),
        Champ("DATE_DERNIERE_MODIFICATION_ETAT", "date_etat", DAY),
        Champ("NOM_COMMERCIAL", "nom_commercial", TEXT),
        Champ("SITE_INTERNET", "site_internet", TEXT),
    ),
)

_PARTENAIRE = record(
    PartenaireOfficiel,
    (
        Champ("NOM_PARTENAIRE", "nom", TEXT),
        Champ("SIRET_PARTENAIRE", "siret", WORD),
        Champ("HABILITATION_PARTENAIRE", "habilitation", WORD),
        Champ("ETAT_HABILITATION", "etat", WORD),
        Champ("DATE_ACTIF", "date_actif", DAY),
        Champ("DATE_DERNIERE_MODIFICATION_ETAT", "date_etat", DAY),
    ),
)

_PROMOTION = record(
    Promotion,
    (
        Champ("ANNEE", "annee", WHOLE),
        Champ("NOMBRE_CERTIFIES", "certifies", WHOLE),
        Champ("NOMBRE_CERTIFIES_VAE", "certifies_vae", WHOLE),
        Champ("TAUX_INSERTION_GLOBAL_6MOIS", "insertion_globale_6_mois", WHOLE),
        Champ("TAUX_INSERTION_METIER_6MOIS", "insertion_metier_6_mois", WHOLE),
        Champ("TAUX_INSERTION_METIER_2ANS", "insertion_metier_2_ans", WHOLE),
    ),
)

_BLOC = record(
    BlocOfficiel,
    (
        Champ("CODE", "code", WORD),
        Champ("LIBELLE", "libelle", TEXT),
        Champ("LISTE_COMPETENCES", "liste_competences", TEXT),
        Champ("MODALITES_EVALUATION", "modalites_evaluation", TEXT),
        Champ("PREREQUIS_ENTREE_FORMATION_BLOC", "prerequis_entree", TEXT),
        Champ("PREREQUIS_VALIDATION_BLOC", "prerequis_validation", TEXT),
    ),
)


def _read_equivalence(node: Node, _note: Note) -> Equivalence:
    texts = {path: tuple((found.text or "").strip() for found in node.iterfind(path)) for path in _EQUIVALENCE}
    source, fiche, destination = texts.values()
    return Equivalence(source, as_numero("".join(fiche[:1])), destination)


_EQUIVALENCE = ("SOURCE/BLOC_COMPETENCES/CODE", "DESTINATION/NUMERO_FICHE", "DESTINATION/BLOC_COMPETENCES/CODE")


def _write_equivalence(tag: str, value: Equivalence) -> Iterable[Node]:
    source = [branch("BLOC_COMPETENCES", [leaf("CODE", code)]) for code in value.blocs]
    destination = [branch("BLOC_COMPETENCES", [leaf("CODE", code)]) for code in value.blocs_destination]
    parts = [branch("SOURCE", source)] if source else []
    return [branch(tag, [*parts, branch("DESTINATION", [leaf("NUMERO_FICHE", value.fiche), *destination])])]


def _voie(type_: str) -> Kind:
    """A route: nested in V4 (ACTIF, COMPOSITION), « Oui » or « Non » before."""
    nested = record(
        VoieOfficielle,
        (
            Champ("DATE_DERNIERE_MODIFICATION", "date_modification", DAY),
            Champ("ACTIF", "ouverte", YES_NO),
            Champ("COMPOSITION", "composition", TEXT),
        ),
        type=type_,
    )

    def read(node: Node, note: Note) -> Any:
        if len(node):
            return (nested.read(node, note),)
        return (VoieOfficielle(type_, YES_NO.read(node, note)),)

    def write(tag: str, values: Any) -> Iterable[Node]:
        return (made for voie in values if voie.type == type_ for made in nested.write(tag, voie))

    return Kind(read, write, many=True)


def _publications(type_: str) -> Kind:
    items = wrapped(
        "PUBLICATION_JO",
        record(Publication, (Champ("TITRE", "titre", TEXT), Champ("DATE_PUBLICATION_JO", "date", DAY)), type=type_),
    )

    def write(tag: str, values: Any) -> Iterable[Node]:
        return items.write(tag, [publication for publication in values if publication.type == type_])

    return Kind(items.read, write, many=True)


def _links(item: str, leaf_tag: str) -> Kind:
    """Links to other sheets: wrapped in V4, the text of a repeated element before."""
    items = wrapped(
        item,
        Kind(
            lambda node, _note: as_numero(node.findtext(leaf_tag) or ""),
            lambda tag, value: [branch(tag, [leaf(leaf_tag, value)])],
        ),
    )

    def read(node: Node, note: Note) -> Any:
        return items.read(node, note) if len(node) else tuple(map(as_numero, (node.text or "").split()))

    return Kind(read, items.write, many=True)


def _ccn(rank: int) -> Kind:
    """The first, second or third collective agreement."""
    return Kind(
        lambda node, note: (_NUMERO_LIBELLE.read(node, note),),
        lambda tag, values: (node for value in values[rank - 1 : rank] for node in _NUMERO_LIBELLE.write(tag, value)),
        many=True,
    )


FICHE: tuple[Champ, ...] = (
    Champ("ID_FICHE", "id", WHOLE),
    Champ("NUMERO_FICHE", "numero", WORD),
    Champ(
        "NOUVELLES_CERTIFICATIONS",
        "nouvelles",
        _links("NOUVELLE_CERTIFICATION", "ID_FICHE_NOUVELLE_CERTIFICATION"),
        ("NOUVELLE_CERTIFICATION",),
    ),
    Champ(
        "ANCIENNES_CERTIFICATIONS",
        "anciennes",
        _links("ANCIENNE_CERTIFICATION", "ID_FICHE_ANCIENNE_CERTIFICATION"),
        ("ANCIENNE_CERTIFICATION",),
    ),
    Champ("INTITULE", "intitule", TEXT),
    Champ("ABREGE", "abrege", _LIBELLE),
    Champ("ETAT_FICHE", "etat", WORD),
    Champ("FORMACODES", "formacodes", wrapped("FORMACODE", _LIBELLE)),
    Champ("NOMENCLATURE_EUROPE", "niveau", _NIVEAU),
    Champ("CODES_NSF", "nsf", wrapped("NSF", _LIBELLE)),
    Champ("CERTIFICATEURS", "certificateurs", wrapped("CERTIFICATEUR", _CERTIFICATEUR)),
    Champ("EXISTENCE_PARTENAIRES", "existence_partenaires", YES_NO),
    Champ("PARTENAIRES", "partenaires", wrapped("PARTENAIRE", _PARTENAIRE)),
    Champ("ACTIVITES_VISEES", "activites_visees", TEXT),
    Champ("CAPACITES_ATTESTEES", "capacites_attestees", TEXT),
    Champ("SECTEURS_ACTIVITE", "secteurs_activite", TEXT, ("SECTEUR_ACTIVITE",)),
    Champ("TYPE_EMPLOI_ACCESSIBLES", "emplois_accessibles", TEXT),
    Champ("CODES_ROME", "rome", wrapped("ROME", _LIBELLE)),
    Champ("REGLEMENTATIONS_ACTIVITES", "reglementations", TEXT),
    *(Champ(f"SI_JURY_{type_}", "voies", _voie(type_)) for type_ in VOIES),
    Champ("ACCESSIBLE_NOUVELLE_CALEDONIE", "nouvelle_caledonie", YES_NO),
    Champ("ACCESSIBLE_POLYNESIE_FRANCAISE", "polynesie_francaise", YES_NO),
    *(
        Champ(f"PUBLICATION_DECRET_{type_}", "publications", _publications(type_))
        for type_ in ("GENERAL", "CREATION", "AUTRE")
    ),
    Champ("DATE_DERNIER_JO", "date_dernier_jo", DAY),
    Champ("DATE_DECISION", "date_decision", DAY),
    Champ("DUREE_ENREGISTREMENT", "duree", WHOLE),
    Champ(
        "STATISTIQUES_PROMOTIONS",
        "promotions",
        wrapped("STATISTIQUES_PROMOTION", _PROMOTION, ("STATISTIQUE_PROMOTION",)),
    ),
    Champ("LIEN_URL_DESCRIPTION", "lien", TEXT),
    Champ("DATE_FIN_ENREGISTREMENT", "date_fin", DAY),
    Champ("DATE_EFFET", "date_effet", DAY),
    Champ("ANNEES_PROMOTIONS_NIVEAU", "annees_promotions", wrapped("ANNEE", WHOLE)),
    Champ("TYPE_ENREGISTREMENT", "type_enregistrement", WORD),
    Champ("BLOCS_COMPETENCES", "blocs", wrapped("BLOC_COMPETENCES", _BLOC)),
    Champ("OBJECTIFS_CONTEXTE", "objectifs", TEXT),
    Champ("NIVEAU_MAITRISE_COMPETENCES", "maitrise_competences", TEXT),
    Champ("DUREE_VALIDITE", "duree_validite", TEXT),
    Champ("MODALITES_RENOUVELLEMENT", "modalites_renouvellement", TEXT),
    Champ("VALIDATION_PARTIELLE", "validation_partielle", YES_NO),
    Champ("VALIDATION_PARTIELLE_PERIMETRE", "validation_partielle_perimetre", TEXT),
    Champ("ACTIF", "actif", YES_NO),
    Champ("PREREQUIS_ENTREE_FORMATION", "prerequis_entree", TEXT),
    Champ("DATE_DE_PUBLICATION", "date_publication", DAY, ("DATE_PUBLICATION",)),
    Champ("PREREQUIS_VALIDATION_CERTIFICATION", "prerequis_validation", TEXT),
    Champ("DATE_LIMITE_DELIVRANCE", "date_limite_delivrance", DAY),
    Champ("CODES_IDCC", "idcc", wrapped("IDCC", _LIBELLE)),
    *(Champ(f"CCN_{rank}", "ccn", _ccn(rank)) for rank in (1, 2, 3)),
    Champ("CORRESPONDANCES", "equivalences", wrapped("CORRESPONDANCE", Kind(_read_equivalence, _write_equivalence))),
)

JURYS = {f"JURY_{type_}": type_ for type_ in VOIES}
"""Before V4, the jury of a route stood beside it, not in it."""

_V3 = frozenset({"date_publication", "annees_promotions", "equivalences"})
_V2 = _V3 | {"prerequis_entree", "prerequis_validation", "date_limite_delivrance"}
ABSENTS = {"2": _V2, "3": _V3, "4": frozenset[str]()}
"""What older flows do not hold, by the first figure of their version."""

IGNORED = frozenset({"LIEN_STATIQUES"})
"""Elements of older flows that our model does not hold."""

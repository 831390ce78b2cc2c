"""Preparing the filing: what must be attached. Whether the files can be read is checked where they are packed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.programme.model import Programme
from dossier.programme.vocabulary import PIECES
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, Hit, Source, rule
from dossier.rules.families.dat_dates import months_later
from dossier.rules.profiles import DEPUIS_2025, RS, repertoire
from dossier.rules.texts import ARRETE_ENREGISTREMENT, CODE_DU_TRAVAIL, VADEMECUM

SUR_DEMANDE = ("note-opportunite", "reglement-evaluation", "pv-jury", "parchemin", "politique-rgpd")
"""Asked of every registration on request (Vademecum RNCP de janvier 2023, p. 12, 38, 39, 46 and 55)."""

PROMOTIONS = ("tableau-promotions",)
LIVRETS_VAE = ("livret-vae-1", "livret-vae-2")
PARCHEMIN_DE_BLOC = ("parchemin-bloc",)
IDENTITE = ("justificatif-existence", "delegation")
ATTESTATIONS = ("attestation-honorabilite", "attestation-non-plagiat", "attestation-sincerite")

ADD = 'Ajoutez dans <pieces>, pour chacune, une <piece type="…" fichier="…"/> ; types : {types}.'


def missing_pieces(programme: Programme, types: Iterable[str]) -> Iterator[Hit]:
    """One finding for all that is not there."""
    attached = {piece.type for piece in programme.pieces.pieces}
    missing = [kind for kind in types if kind not in attached]
    if missing:
        yield Hit(programme.pieces, missing=True, pieces=[PIECES[kind] for kind in missing], types=missing)


@rule(
    "DEP-002",
    title="Les pièces que la procédure exige sont jointes",
    severity=ERREUR,
    source=ARRETE_ENREGISTREMENT.at(also=VADEMECUM.at("p. 12")),
    why="Un dossier sur demande auquel il manque une pièce est irrecevable, et l’instructeur n’est pas tenu de la "
    "réclamer.",
    message="Il manque ces pièces : {pieces}.",
    hint=ADD,
    when=("sur-demande",),
    asks=("besoin", "pieces"),
    item="pieces",
)
def the_attachments_are_there(programme: Programme) -> Iterator[Hit]:
    """Regulated occupations need no cohorts; booklets go with VAE, block parchments with blocks."""
    free = not any(each.profession_reglementee for each in programme.enregistrements)
    vae = "vae" in programme.acces.voies_ouvertes
    types = (
        *SUR_DEMANDE,
        *(PROMOTIONS if free else ()),
        *(LIVRETS_VAE if vae else ()),
        *(PARCHEMIN_DE_BLOC if programme.blocs.enfants and repertoire(programme) != RS else ()),
    )
    return missing_pieces(programme, types)


@rule(
    "DEP-005",
    title="L’existence de l’établissement et la délégation de signature sont prouvées",
    severity=AVERTISSEMENT,
    source=Source("aide du portail de la certification professionnelle", "compte du certificateur", "V/V2"),
    why="Le portail demande la preuve de l’existence de l’organisme (décret ou arrêté de création pour un "
    "établissement public) et la délégation de la personne qui dépose, datée de moins de trois mois.",
    message="Il manque ces pièces : {pieces}.",
    hint=ADD,
    when=("sur-demande",),
    item="pieces-du-certificateur",
)
def who_files_may_file(programme: Programme) -> Iterator[Hit]:
    """The age of the delegation is counted on the day of filing, which the source does not know."""
    return missing_pieces(programme, IDENTITE)


@rule(
    "DEP-012",
    title="Les attestations d’honorabilité, de non-plagiat et de sincérité sont jointes",
    severity=ERREUR,
    source=VADEMECUM.at("p. 12"),
    why="La personne qui dépose s’engage sur l’honorabilité du certificateur et sur l’origine de ce qu’elle dépose ; "
    "l’outil voit que les attestations sont jointes, pas qu’elles sont signées.",
    message="Il manque ces pièces : {pieces}.",
    hint=ADD,
    when=("sur-demande",),
    item="attestations",
)
def the_certificates_are_there(programme: Programme) -> Iterator[Hit]:
    """Signatures are for a reader to check."""
    return missing_pieces(programme, ATTESTATIONS)


AGE_DU_BULLETIN = 3
"""Months after which the extract of a criminal record is too old (code du travail, R6113-14)."""


@rule(
    "DEP-013",
    title="Le bulletin n° 3 de chaque dirigeant, de moins de trois mois, est joint",
    severity=ERREUR,
    source=CODE_DU_TRAVAIL.at("R6113-14", date="2025-06-09"),
    why="Le bulletin n° 3 du casier judiciaire des personnes qui dirigent ou administrent le certificateur est annexé "
    "à la demande ; sans lui, un mois après la mise en demeure, la demande est irrecevable.",
    message={
        "": "Aucun bulletin n° 3 du casier judiciaire n’est joint.",
        "date": "Le bulletin n° 3 joint n’est pas daté.",
        "ancien": "Le bulletin n° 3 joint est du {jour} : il a trois mois ou plus le jour de cette version, {version}.",
    },
    hint={
        "": 'Ajoutez dans <pieces>, pour chaque personne, une <piece type="bulletin-3" fichier="…" date="…"/>.',
        "date": 'Ajoutez date="AAAA-MM-JJ" à cette <piece>.',
        "ancien": "Demandez un nouveau bulletin, et changez date.",
    },
    profiles=DEPUIS_2025,
    when=("sur-demande",),
    item="casiers",
)
def the_criminal_records_are_there(programme: Programme) -> Iterator[Hit]:
    """Its age at the day of the version, which the filing follows. Of whom it is, a reader checks: the description does
    not name those who direct the institution.
    """
    bulletins = [piece for piece in programme.pieces.pieces if piece.type == "bulletin-3"]
    if not bulletins:
        yield Hit(programme.pieces, missing=True)
    for piece in bulletins:
        if piece.date is None:
            yield Hit(piece, "date", missing=True)
        elif programme.date_version and months_later(piece.date, AGE_DU_BULLETIN) <= programme.date_version:
            yield Hit(piece, "ancien", attribute="date", jour=piece.date, version=programme.date_version)

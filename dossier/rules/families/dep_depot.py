"""Preparing the filing: what must be attached. Whether the files can be read is checked where they are packed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.programme.model import Programme
from dossier.programme.vocabulary import PIECES
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, Hit, Source, rule

SUR_DEMANDE = ("note-opportunite", "reglement-evaluation", "pv-jury", "parchemin", "politique-rgpd")
"""Asked of every registration on request (Vademecum RNCP de janvier 2023, p. 12, 38, 39, 46 and 55)."""

PROMOTIONS = ("tableau-promotions",)
LIVRETS_VAE = ("livret-vae-1", "livret-vae-2")
PARCHEMIN_DE_BLOC = ("parchemin-bloc",)
IDENTITE = ("justificatif-existence", "delegation")
PARTENARIAT = ("convention-partenaire", "liste-partenaires")
ATTESTATIONS = ("attestation-honorabilite", "attestation-non-plagiat", "attestation-sincerite")

_ADD = 'Ajoutez dans <pieces>, pour chacune, une <piece type="…" fichier="…"/> ; types : {types}.'


def _missing(programme: Programme, types: Iterable[str]) -> Iterator[Hit]:
    """One finding for all that is not there."""
    attached = {piece.type for piece in programme.pieces.pieces}
    missing = [kind for kind in types if kind not in attached]
    if missing:
        yield Hit(programme.pieces, missing=True, pieces=[PIECES[kind] for kind in missing], types=missing)


@rule(
    "DEP-002",
    title="Les pièces que la procédure exige sont jointes",
    severity=ERREUR,
    source=Source("arrêté du 4 janvier 2019", "Vademecum RNCP de janvier 2023, p. 12", "V", "2019-01-04"),
    why="Un dossier sur demande auquel il manque une pièce est irrecevable, et l’instructeur n’est pas tenu de la "
    "réclamer.",
    message="Il manque ces pièces : {pieces}.",
    hint=_ADD,
    when=("sur-demande",),
)
def the_attachments_are_there(programme: Programme) -> Iterator[Hit]:
    """Regulated occupations need no cohorts; booklets go with VAE, block parchments with blocks."""
    free = not any(each.profession_reglementee for each in programme.enregistrements)
    vae = "vae" in programme.acces.voies_ouvertes
    types = (
        *SUR_DEMANDE,
        *(PROMOTIONS if free else ()),
        *(LIVRETS_VAE if vae else ()),
        *(PARCHEMIN_DE_BLOC if programme.blocs.enfants else ()),
    )
    return _missing(programme, types)


@rule(
    "DEP-005",
    title="L’existence de l’établissement et la délégation de signature sont prouvées",
    severity=AVERTISSEMENT,
    source=Source("aide du portail de la certification professionnelle", "compte du certificateur", "V/V2"),
    why="Le portail demande la preuve de l’existence de l’organisme (décret ou arrêté de création pour un "
    "établissement public) et la délégation de la personne qui dépose, datée de moins de trois mois.",
    message="Il manque ces pièces : {pieces}.",
    hint=_ADD,
    when=("sur-demande",),
)
def who_files_may_file(programme: Programme) -> Iterator[Hit]:
    """The age of the delegation is counted on the day of filing, which the source does not know."""
    return _missing(programme, IDENTITE)


@rule(
    "DEP-006",
    title="La liste des partenaires habilités et leurs conventions sont jointes",
    severity=AVERTISSEMENT,
    source=Source("Vademecum RNCP de janvier 2023", "p. 52 et 59 ; décret n° 2025-500", "V/V2", "2023-01"),
    why="Un certificateur répond de ceux qu’il habilite à former ou à évaluer : il en donne la liste et les "
    "conventions, et les tient à jour.",
    message="Il manque ces pièces : {pieces}.",
    hint=_ADD,
    when=("sur-demande", "partenaires"),
)
def partners_are_under_contract(programme: Programme) -> Iterator[Hit]:
    """Only where the programme has partners."""
    return _missing(programme, PARTENARIAT)


@rule(
    "DEP-012",
    title="Les attestations d’honorabilité, de non-plagiat et de sincérité sont jointes",
    severity=ERREUR,
    source=Source("code du travail", "R6113-14 ; Vademecum RNCP de janvier 2023, p. 12", "V"),
    why="La personne qui dépose s’engage sur l’honorabilité du certificateur et sur l’origine de ce qu’elle dépose ; "
    "l’outil voit que les attestations sont jointes, pas qu’elles sont signées.",
    message="Il manque ces pièces : {pieces}.",
    hint=_ADD,
    when=("sur-demande",),
)
def the_certificates_are_there(programme: Programme) -> Iterator[Hit]:
    """Signatures are for a reader to check."""
    return _missing(programme, ATTESTATIONS)

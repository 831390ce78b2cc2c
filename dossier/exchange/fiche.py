"""A programme as a sheet of the national register: what it says, in the fields of the official flow (V4.1).

What the programme does not say is absent from the sheet; nothing is derived but what follows from its own words
(codes of the vocabulary → official words, rates ← head counts).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from lxml import etree

from dossier.exchange.texts import TO_COMPLETE, french_of, items, lines, plain
from dossier.programme.acces import Correspondance
from dossier.programme.identite import BaseLegale, Code, Enregistrement
from dossier.programme.model import Programme
from dossier.programme.organisation import Membre, Promotion
from dossier.programme.referentiel import Activite, Bloc, Evaluation
from dossier.programme.vocabulary import EVALUATIONS, PROCEDURES, QUALITES
from dossier.register import fiche as official
from dossier.register.compare import ROUTES
from dossier.register.element import write_fiche
from dossier.register.fiche import Equivalence, Fiche, Libelle, Niveau, Publication, VoieOfficielle
from dossier.register.valeurs import branch, leaf

VERSION = "4.1"
ABREGES = {
    "licence-professionnelle": Libelle("Licence Professionnelle", "Licence professionnelle"),
    "licence": Libelle("LICENCE", "Licence"),
    "deust": Libelle("DEUST", "Diplôme d'études universitaires scientifiques et techniques"),
    "dut": Libelle("DUT", "Diplôme universitaire de technologie"),
    "master": Libelle("MASTER", "Master"),
    "ingenieur": Libelle("Titre ingénieur", "Titre ingénieur"),
    "doctorat": Libelle("DOCTORAT", "Doctorat"),
    "bts": Libelle("BTS", "Brevet de technicien supérieur"),
    "titre-professionnel": Libelle("TP", "Titre professionnel"),
    "cqp": Libelle("CQP", "Certificat de Qualification Professionnelle"),
    "certificat-specialisation": Libelle("CS", "Certificat de spécialisation"),
    "diplome-vise": Libelle("DIPLOVIS", "Diplôme visé"),
}
"""Our types of diploma → the short names of the register, where one stands for the type (table of 2020)."""

HABILITATIONS = {
    "former": "HABILITATION_FORMER",
    "organiser": "HABILITATION_ORGANISER",
    "former-organiser": "HABILITATION_ORGA_FORM",
}
_PUBLICATIONS = {"reglement": "GENERAL", "creation": "CREATION", "accreditation": "AUTRE", "autre": "AUTRE"}
_ORDER = ("GENERAL", "CREATION", "AUTRE")


def fiches(programme: Programme) -> tuple[Fiche, ...]:
    """A sheet per registration; one without number when the programme has none yet."""
    return tuple(_fiche(programme, each) for each in programme.enregistrements or (None,))


def to_flux(sheets: Iterable[Fiche]) -> bytes:
    """The XML of a flow that holds these sheets."""
    root = branch("FICHES", [leaf("VERSION_FLUX", VERSION), *map(write_fiche, sheets)])
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _fiche(programme: Programme, enregistrement: Enregistrement | None) -> Fiche:
    identite, presentation, acces = programme.identite, programme.presentation, programme.acces
    blocs = _blocs(programme, enregistrement)
    sheet = Fiche(
        numero="",
        intitule=identite.intitule_officiel or identite.intitule,
        abrege=ABREGES.get(identite.diplome.type),
        niveau=_niveau(identite.diplome.niveau),
        certificateurs=_certificateurs(programme),
        existence_partenaires=True if programme.partenaires.partenaires else None,
        partenaires=_partenaires(programme),
        activites_visees=lines(_activites(programme.activites.activites)),
        capacites_attestees=french_of(presentation.competences_visees)
        or items(competence.texte for bloc in blocs for competence in bloc.competences),
        secteurs_activite=french_of(presentation.secteurs),
        emplois_accessibles=french_of(presentation.emplois),
        reglementations=french_of(presentation.reglementation),
        voies=tuple(_voies(programme)),
        promotions=tuple(map(_promotion, programme.suivi.promotions)),
        lien=identite.site_internet or "",
        blocs=tuple(sheet for bloc in blocs for sheet in _bloc(programme, bloc, _codes(bloc, enregistrement))),
        objectifs=french_of(presentation.objectifs),
        prerequis_entree=plain(acces.niveau_requis.texte if acces.niveau_requis else None, acces.prerequis),
        prerequis_validation=plain(acces.prerequis_validation),
        equivalences=tuple(_equivalences(programme, enregistrement)),
    )
    return _registered(sheet, enregistrement) if enregistrement else sheet


def _registered(sheet: Fiche, enregistrement: Enregistrement) -> Fiche:
    """The sheet, with what its registration says."""
    return replace(
        sheet,
        numero=enregistrement.fiche or "",
        anciennes=tuple(old.code for old in enregistrement.anciennes_fiches),
        formacodes=_labelled(enregistrement.formacodes),
        nsf=_labelled(enregistrement.nsf),
        rome=_labelled(enregistrement.rome),
        reglementations=sheet.reglementations or enregistrement.profession_reglementee or "",
        nouvelle_caledonie=enregistrement.nouvelle_caledonie,
        polynesie_francaise=enregistrement.polynesie_francaise,
        publications=_publications(enregistrement.bases_legales),
        date_decision=enregistrement.date_decision,
        duree=enregistrement.duree,
        date_fin=enregistrement.date_fin,
        date_effet=enregistrement.date_effet,
        type_enregistrement=PROCEDURES[enregistrement.procedure],
        date_limite_delivrance=enregistrement.date_limite_delivrance,
    )


def _labelled(codes: Iterable[Code]) -> tuple[Libelle, ...]:
    return tuple(Libelle(code.code, code.libelle) for code in codes)


def _niveau(niveau: int | None) -> Niveau | None:
    return None if niveau is None else Niveau(f"NIV{niveau}", f"Niveau {niveau}")


def _certificateurs(programme: Programme) -> tuple[official.CertificateurOfficiel, ...]:
    return tuple(
        official.CertificateurOfficiel(
            siret=body.siret or "",
            nom=body.nom_legal,
            nom_commercial=body.nom_commercial or "",
            site_internet=body.site_internet or "",
        )
        for body in programme.certificateurs
        if body.nom_legal != TO_COMPLETE
    )


def _partenaires(programme: Programme) -> tuple[official.PartenaireOfficiel, ...]:
    return tuple(
        official.PartenaireOfficiel(
            nom=partner.nom,
            siret=partner.siret or "",
            habilitation=HABILITATIONS[partner.habilitation],
            date_actif=partner.date_debut,
        )
        for partner in programme.partenaires.partenaires
    )


def _activites(activites: Iterable[Activite], mark: str = "") -> Iterator[str]:
    """The activities, and their tasks under a dash."""
    for activite in activites:
        yield f"{mark}{_printed(activite.code, _OUR_ACTIVITY)}{activite.intitule}"
        yield plain(activite.description)
        yield from _activites(activite.taches, "- ")


def _voies(programme: Programme) -> Iterator[VoieOfficielle]:
    """The routes that the programme speaks of, in the official order; the jury of those that are open."""
    ours = {ROUTES[voie.type]: voie for voie in programme.acces.voies}
    for type_ in official.VOIES:
        if type_ in ours:
            voie = ours[type_]
            yield VoieOfficielle(type_, voie.ouverte, _jury(programme, voie.type) if voie.ouverte else "")


def _jury(programme: Programme, voie: str) -> str:
    return lines(plain(jury.composition) or items(map(_membre, jury.membres)) for jury in programme.jurys.pour(voie))


def _membre(membre: Membre) -> str:
    number = _number(membre.min, membre.max)
    return f"{membre.texte or QUALITES[membre.qualite]}{f' : {number}' if number else ''}"


def _number(least: int | None, most: int | None) -> str:
    if least is None or most is None:
        return f"au moins {least}" if least else "" if most is None else f"au plus {most}"
    return str(least) if least == most else f"de {least} à {most}"


def _publications(bases: Iterable[BaseLegale]) -> tuple[Publication, ...]:
    """The dated texts (an article of a code is none), in the order of the flow."""
    found = (
        Publication(_PUBLICATIONS[base.type], base.texte, base.date_jo)
        for base in bases
        if base.nor or base.date or base.date_jo
    )
    return tuple(sorted(found, key=lambda publication: _ORDER.index(publication.type)))


def _promotion(promotion: Promotion) -> official.Promotion:
    surveys = {enquete.mois: enquete for enquete in promotion.enquetes}
    six, two_years = surveys.get(6), surveys.get(24)
    return official.Promotion(
        annee=promotion.annee,
        certifies=promotion.titulaires,
        certifies_vae=promotion.titulaires_vae,
        insertion_globale_6_mois=_rate(six.en_emploi, six.repondants, six.neutralises) if six else None,
        insertion_metier_6_mois=_rate(six.dans_le_metier_vise, six.repondants, six.neutralises) if six else None,
        insertion_metier_2_ans=_rate(two_years.dans_le_metier_vise, two_years.repondants, two_years.neutralises)
        if two_years
        else None,
    )


def _rate(part: int | None, answers: int, neutral: int | None) -> int | None:
    """A whole percentage of those who count (answers less those neutralised); None when it cannot be computed."""
    counted = answers - (neutral or 0)
    if part is None or counted <= 0:
        return None
    return int((Decimal(100 * part) / counted).quantize(Decimal(1), ROUND_HALF_UP))


def _blocs(programme: Programme, enregistrement: Enregistrement | None) -> tuple[Bloc, ...]:
    """The blocks of a registration: all, but those of other tracks when it is for one."""
    track = enregistrement.parcours if enregistrement else None
    return tuple(bloc for bloc in programme.blocs if not (track and bloc.parcours and track not in bloc.parcours))


def _codes(bloc: Bloc, enregistrement: Enregistrement | None) -> tuple[str, ...]:
    """The codes of a block on the sheet of a registration; those that name another sheet are not its own."""
    numero = enregistrement.fiche if enregistrement else None
    return tuple(code for code in bloc.rncp if not numero or code.startswith(f"{numero}BC"))


def _bloc(programme: Programme, bloc: Bloc, codes: tuple[str, ...]) -> Iterator[official.BlocOfficiel]:
    for code in codes or ("",):
        yield official.BlocOfficiel(
            code=code,
            libelle=bloc.intitule,
            liste_competences=_competences(bloc),
            modalites_evaluation=lines(map(_evaluation, bloc.evaluations or programme.evaluations_du_bloc(bloc)))
            or plain(bloc.validation),
            prerequis_validation=plain(bloc.prerequis_validation),
        )


_OFFICIAL = re.compile(r"[A-Z]{0,3}-?\d{1,2}(?:-?[A-Z]{1,2}\d{1,2})?(?:-\d{1,2}){0,3}")
"""A code as sheets print them: A1C1, 1-1-2, C-1."""

_OUR_ACTIVITY = re.compile(r"A\d+(?:-\d+)*")


def _printed(code: str, ours: re.Pattern[str]) -> str:
    """A code of the sheet, to be printed before the words; one of ours is not."""
    return f"{code.replace('-', '.')} " if _OFFICIAL.fullmatch(code) and not ours.fullmatch(code) else ""


def _competences(bloc: Bloc) -> str:
    """What introduces them, then each under a dash, after its code when that is one of a sheet."""
    ours = re.compile(rf"{re.escape(bloc.code)}-C\d+")
    listed = (f"{_printed(each.code, ours)}{each.texte}" for each in bloc.competences)
    description = plain(bloc.description)
    return lines((description if description.endswith(":") else "", items(listed)))


def _evaluation(evaluation: Evaluation) -> str:
    """What the assessment is, then what is asked."""
    nature = EVALUATIONS[evaluation.nature]
    title = f"{evaluation.intitule} ({nature[:1].lower()}{nature[1:]})" if evaluation.intitule else nature
    return lines((f"- {title}", plain(evaluation.description)))


def _equivalences(programme: Programme, enregistrement: Enregistrement | None) -> Iterator[Equivalence]:
    """Those whose blocks all have an official code: an unnamed block would stand for the whole certification."""
    codes = {bloc.code: _codes(bloc, enregistrement) for bloc in programme.blocs}
    for correspondance in programme.passerelles.correspondances:
        source = _source(correspondance, codes)
        if source is not None:
            theirs = tuple(bloc.code for bloc in correspondance.blocs_externes)
            yield Equivalence(source, correspondance.fiche, theirs)


def _source(correspondance: Correspondance, codes: dict[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    named = [codes.get(bloc.ref, ()) for bloc in correspondance.blocs]
    return tuple(code for each in named for code in each) if all(named) else None

"""A programme against its official sheet: what is identical, what only looks different, what differs.

The official form always comes with the answer, so that it can be copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dossier.french.dates import short_day
from dossier.french.folding import fold
from dossier.programme.identite import Certificateur, Code, Enregistrement
from dossier.programme.model import Programme
from dossier.register.fiche import VOIES, CertificateurOfficiel, Fiche, Libelle
from dossier.register.lignes import Etat, Ligne, same
from dossier.register.listes import activites, competences

ROUTES = {
    "statut-etudiant": "FI",
    "apprentissage": "CA",
    "continue": "FC",
    "contrat-professionnalisation": "CQ",
    "candidature-individuelle": "CL",
    "vae": "VAE",
}
"""Our routes → those of the register."""


@dataclass(frozen=True, slots=True)
class Comparaison:
    """A programme and one of its sheets; ``non_compares`` are the fields of the sheet that nothing here reads."""

    programme: str
    numero: str
    lignes: tuple[Ligne, ...]
    non_compares: tuple[str, ...] = ()

    @property
    def ecarts(self) -> tuple[Ligne, ...]:
        """The lines to correct or to explain."""
        return tuple(ligne for ligne in self.lignes if ligne.etat.ecart)


def compare(programme: Programme, enregistrement: Enregistrement, fiche: Fiche) -> Comparaison:
    """Everything that both say; what the sheet does not say is not compared."""
    lines = (
        *_statut(fiche),
        *_intitules(programme, fiche),
        _niveau(programme, fiche),
        *_dates(enregistrement, fiche),
        *(_unknown(fiche, "voies", "Voies d’accès") or _voies(programme, fiche)),
        *(_unknown(fiche, "blocs", "Blocs") or _blocs(programme, fiche)),
        *contents(programme, enregistrement, fiche),
    )
    return Comparaison(programme.code, fiche.numero, lines, NON_COMPARES)


NON_COMPARES = (
    "objectifs et contexte",
    "secteurs d’activité",
    "emplois accessibles",
    "réglementation",
    "jurys",
    "modalités d’évaluation",
    "prérequis",
    "partenaires",
    "statistiques",
    "textes officiels",
    "correspondances",
)
"""What a sheet says that is held against nothing."""


def contents(programme: Programme, enregistrement: Enregistrement, fiche: Fiche) -> Iterator[Ligne]:
    """Codes, awarding bodies, competencies and activities: what IDN-021 tells too, in the same words."""
    for champ, kind, ours, official in (
        ("nsf", "NSF", enregistrement.nsf, fiche.nsf),
        ("rome", "ROME", enregistrement.rome, fiche.rome),
        ("formacodes", "Formacode", enregistrement.formacodes, fiche.formacodes),
    ):
        yield from _unknown(fiche, champ, f"Codes {kind}") or _codes(kind, ours, official)
    yield from _unknown(fiche, "certificateurs", "Certificateurs") or _certificateurs(programme, fiche)
    yield from _unknown(fiche, "liste_competences", "Compétences") or competences(programme, fiche)
    yield from _unknown(fiche, "activites_visees", "Activités") or activites(programme, fiche)


def _unknown(fiche: Fiche, champ: str, sujet: str) -> tuple[Ligne, ...]:
    """What the export that the sheet comes from does not hold; nothing when it does."""
    note = "inconnu : l’export importé ne le contient pas"
    return (Ligne(sujet, Etat.INCONNU, note=note),) if champ in fiche.inconnus else ()


def _statut(fiche: Fiche) -> Iterator[Ligne]:
    if fiche.actif is None:
        yield Ligne("Statut", Etat.INCONNU, note="la fiche ne dit pas si elle est active")
    else:
        note = "" if fiche.actif else _expired(fiche)
        yield Ligne("Statut", Etat.IDENTIQUE if fiche.actif else Etat.DIFFERENT, "", _active(fiche), note)
    if fiche.nouvelles:
        yield Ligne("Fiche de remplacement", Etat.INFORMATION, "", ", ".join(fiche.nouvelles))


def _active(fiche: Fiche) -> str:
    return "active" if fiche.actif else "inactive"


def _expired(fiche: Fiche) -> str:
    if fiche.date_fin is None:
        return "la fiche n’est plus active"
    return f"enregistrement échu le {short_day(fiche.date_fin)}"


def _intitules(programme: Programme, fiche: Fiche) -> Iterator[Ligne]:
    identite, title = programme.identite, fiche.intitule_court
    ours = identite.intitule_officiel or identite.intitule
    etat = same(ours, fiche.intitule)
    inside = f" {fold(title)} " in f" {fold(ours)} "
    note = "l’intitulé de la fiche figure dans celui du programme" if etat is Etat.DIFFERENT and inside else ""
    yield Ligne("Intitulé", etat, ours, fiche.intitule, note)
    if identite.mention is not None and title != fiche.intitule:
        yield Ligne("Mention", same(identite.mention, title), identite.mention, title)


def _niveau(programme: Programme, fiche: Fiche) -> Ligne:
    ours, official = programme.identite.diplome.niveau, fiche.rang_niveau
    if official is None:
        return Ligne("Niveau", Etat.INCONNU, str(ours or ""), fiche.niveau.code if fiche.niveau else "")
    if ours is None:
        return Ligne("Niveau", Etat.ABSENT, "", str(official))
    return Ligne("Niveau", Etat.IDENTIQUE if ours == official else Etat.DIFFERENT, str(ours), str(official))


def _dates(enregistrement: Enregistrement, fiche: Fiche) -> Iterator[Ligne]:
    for sujet, ours, official in (
        ("Fin d’enregistrement", enregistrement.date_fin, fiche.date_fin),
        ("Date de décision", enregistrement.date_decision, fiche.date_decision),
        ("Date d’effet", enregistrement.date_effet, fiche.date_effet),
        ("Dernier jour de délivrance", enregistrement.date_limite_delivrance, fiche.date_limite_delivrance),
    ):
        if ours and official:
            etat = Etat.IDENTIQUE if ours == official else Etat.DIFFERENT
            yield Ligne(sujet, etat, short_day(ours), short_day(official))
        elif official:
            yield Ligne(sujet, Etat.INFORMATION, "", short_day(official))


def _codes(kind: str, ours: tuple[Code, ...], official: Iterable[Libelle]) -> Iterator[Ligne]:
    """By code; a label is compared only when both give one."""
    mine = {code.code: code.libelle for code in ours}
    nodes = {code.code: code for code in ours}
    theirs = {code.code: code.libelle for code in official}
    for code, label in theirs.items():
        sujet = f"{kind} {code}"
        if code not in mine:
            yield Ligne(sujet, Etat.ABSENT, "", label)
        else:
            etat = same(mine[code], label) if mine[code] and label else Etat.IDENTIQUE
            yield Ligne(sujet, etat, mine[code], label, noeud=nodes[code])
    for code, label in mine.items():
        if code not in theirs:
            yield Ligne(f"{kind} {code}", Etat.EN_TROP, label, noeud=nodes[code])


def _voies(programme: Programme, fiche: Fiche) -> Iterator[Ligne]:
    mine = {ROUTES[voie.type]: voie.ouverte for voie in programme.acces.voies if voie.type in ROUTES}
    for voie in fiche.voies:
        sujet, ours = f"Voie « {VOIES[voie.type]} »", mine.get(voie.type)
        official = {True: "ouverte", False: "fermée", None: ""}[voie.ouverte]
        if voie.ouverte is None:
            yield Ligne(sujet, Etat.INCONNU)
        elif ours is None:
            note = "ouverte sur la fiche, le programme n’en parle pas" if voie.ouverte else ""
            yield Ligne(sujet, Etat.ABSENT if voie.ouverte else Etat.IDENTIQUE, "", official, note)
        else:
            etat = Etat.IDENTIQUE if ours == voie.ouverte else Etat.DIFFERENT
            yield Ligne(sujet, etat, "ouverte" if ours else "fermée", official)


def _certificateurs(programme: Programme, fiche: Fiche) -> Iterator[Ligne]:
    """By SIRET, else by name; a national sheet has other awarding bodies, which is no difference."""
    left = list(fiche.certificateurs)
    for ours in programme.certificateurs:
        official = next((body for body in left if _same_body(ours, body)), None)
        if official is None:
            namesake = next((body for body in left if fold(ours.nom_legal) == fold(body.nom)), None)
            yield _stranger(ours, namesake)
            continue
        left.remove(official)
        sujet = f"Certificateur {official.siret}".strip()
        yield Ligne(sujet, same(ours.nom_legal, official.nom), ours.nom_legal, official.nom, noeud=ours)
    for body in left:
        yield Ligne("Autre certificateur de la fiche", Etat.INFORMATION, "", f"{body.nom} {body.siret}".strip())


def _stranger(ours: Certificateur, namesake: CertificateurOfficiel | None) -> Ligne:
    """An awarding body that the sheet does not have, unless it has its name under another SIRET."""
    if namesake is not None:
        sujet = f"SIRET du certificateur {ours.nom_legal}"
        return Ligne(sujet, Etat.DIFFERENT, ours.siret or "", namesake.siret, noeud=ours)
    return Ligne(f"Certificateur {ours.siret or ''}".strip(), Etat.EN_TROP, ours.nom_legal, noeud=ours)


def _same_body(ours: Certificateur, official: CertificateurOfficiel) -> bool:
    if ours.siret and official.siret:
        return ours.siret == official.siret
    return fold(ours.nom_legal) == fold(official.nom)


def _blocs(programme: Programme, fiche: Fiche) -> Iterator[Ligne]:
    """Block by block in the order of the sheet, then those of the programme that the sheet does not have."""
    official = {bloc.code for bloc in fiche.blocs}
    for bloc in fiche.blocs:
        ours = [own for own in programme.blocs if bloc.code in own.rncp]
        if not ours:
            yield Ligne(f"Bloc {bloc.code}", Etat.ABSENT, "", bloc.libelle)
        for own in ours:
            yield Ligne(f"Bloc {bloc.code} ({own.code})", same(own.intitule, bloc.libelle), own.intitule, bloc.libelle)
    for own in programme.blocs:
        strangers = [code for code in own.rncp if code not in official and code.startswith(f"{fiche.numero}BC")]
        yield from (Ligne(f"Bloc {code} ({own.code})", Etat.EN_TROP, own.intitule) for code in strangers)
        if not own.rncp:
            note = "aucun code du répertoire n’est donné"
            yield Ligne(f"Bloc {own.code}", Etat.EN_TROP, own.intitule, note=note)

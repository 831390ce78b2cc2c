"""Named conditions that rules ask for: a predicate, and what to say when it is not met."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dossier.programme.model import Programme
from dossier.programme.textes import Paragraphe
from dossier.programme.walk import texts
from dossier.rules.profiles import DE_DROIT, JAMAIS_DE_DROIT, RS, Profile, repertoire


class Condition(NamedTuple):
    """``met`` tells; ``otherwise`` is the reason printed in front of a rule that does not run, in French.

    ``concerns`` says of a kind of diploma whether any programme of it may meet the condition (None: it may).
    """

    met: Callable[[Programme], bool]
    otherwise: str
    concerns: Callable[[Profile], bool] | None = None


ALTERNANCE = ("apprentissage", "contrat-professionnalisation")
"""The routes on which one works for a company under contract."""


class Softening(NamedTuple):
    """What makes an error of a rule a warning: ``because`` says it at the end of the message, in French."""

    met: Callable[[Programme], bool]
    because: str


SOFTENINGS = {
    "couverture-proposee": Softening(lambda p: p.couverture_proposee, "matrice proposée, non validée"),
}

_MAISON = ("certificat-etablissement", "diplome-universitaire")


def _leads_somewhere(node: object) -> bool:
    return isinstance(node, Paragraphe) and any(fragment.href for fragment in node.fragments)


CONDITIONS = {
    "accreditation": Condition(
        lambda p: any(base.type == "accreditation" for e in p.enregistrements for base in e.bases_legales),
        "aucune accréditation n’est citée",
    ),
    "activites": Condition(lambda p: bool(p.activites.activites), "le référentiel d’activités n’est pas renseigné"),
    "alternance": Condition(
        lambda p: any(voie in ALTERNANCE for voie in p.acces.voies_ouvertes),
        "ni l’apprentissage ni le contrat de professionnalisation n’est ouvert",
    ),
    "bases-legales": Condition(
        lambda p: any(e.bases_legales for e in p.enregistrements), "aucun texte n’est cité (voir LEG-002)"
    ),
    "blocs": Condition(lambda p: bool(p.blocs.enfants), "les blocs de compétences ne sont pas renseignés"),
    # BTS and BTSA: marks and units are kept five years (code de l’éducation, D643-15 ; code rural, D811-140-4).
    "blocs-acquis": Condition(
        lambda p: p.identite.diplome.type not in ("bts", "btsa"),
        "les unités et les notes d’un BTS ou d’un BTSA se conservent cinq ans, selon son propre texte",
        lambda profile: not {"bts", "btsa"}.intersection(profile.diplomes),
    ),
    "blocs-en-unites": Condition(
        lambda p: any(bloc.unites for bloc in p.blocs), "aucun bloc ne dit quelles unités le valident"
    ),
    "certification": Condition(
        lambda p: p.identite.diplome.type not in _MAISON,
        "un diplôme ou un certificat propre à l’établissement peut ne pas être enregistré au répertoire",
    ),
    "codes": Condition(
        lambda p: any((*e.nsf, *e.rome, *e.formacodes) for e in p.enregistrements),
        "aucun code NSF, ROME ou Formacode n’est donné",
    ),
    "competences": Condition(lambda p: bool(p.competences), "aucune compétence n’est renseignée"),
    "concertation": Condition(
        lambda p: any(e.concertation for e in p.enregistrements), "aucune concertation n’est citée (voir LEG-003)"
    ),
    "correspondances": Condition(
        lambda p: bool(p.passerelles.correspondances), "aucune correspondance avec une autre fiche n’est donnée"
    ),
    "couverture": Condition(
        lambda p: any(c.unites for c in p.couvertures), "la matrice de couverture n’est pas renseignée"
    ),
    "cqp": Condition(
        lambda p: p.identite.diplome.type == "cqp",
        "règle des certificats de qualification professionnelle",
        lambda profile: "cqp" in profile.diplomes,
    ),
    "date-effet": Condition(lambda p: p.date_effet is not None, "la date d’effet du programme n’est pas renseignée"),
    # A certification that never is of right is told once, by LEG-013.
    "derogations": Condition(lambda p: bool(p.derogations.derogations), "aucune dérogation n’est déclarée"),
    "de-droit": Condition(
        lambda p: (
            p.identite.diplome.type not in JAMAIS_DE_DROIT and any(e.procedure == "droit" for e in p.enregistrements)
        ),
        "règle de l’enregistrement de droit",
        lambda profile: profile.procedure == "droit",
    ),
    "distance": Condition(
        lambda p: any(e.lieu == "distance" for e in p.toutes_evaluations), "aucune épreuve n’a lieu à distance"
    ),
    "dates-a-comparer": Condition(
        lambda p: any(
            (
                *(e.date_fin or e.date_limite_delivrance for e in p.enregistrements),
                *(base.date_jo or base.date_fin for e in p.enregistrements for base in e.bases_legales),
                *(partenaire.date_fin for partenaire in p.partenaires.partenaires),
                *(derogation.jusqu_au for derogation in p.derogations.derogations),
            )
        ),
        "aucune date n’en suit une autre",
    ),
    "domaine": Condition(lambda p: p.identite.domaine is not None, "le domaine n’est pas renseigné (voir IDN-001)"),
    "ects": Condition(
        lambda p: p.identite.diplome.ects is not None, "le total de crédits du diplôme n’est pas renseigné"
    ),
    "enquetes": Condition(
        lambda p: any(promotion.enquetes for promotion in p.suivi.promotions), "aucune enquête n’est renseignée"
    ),
    "enregistrement": Condition(
        lambda p: bool(p.enregistrements), "aucun enregistrement au répertoire n’est déclaré (voir LEG-001)"
    ),
    "epreuves-communes": Condition(
        lambda p: bool(p.evaluations.evaluations), "aucune épreuve n’est commune à plusieurs blocs ou unités"
    ),
    "evaluations": Condition(lambda p: bool(p.toutes_evaluations), "aucune évaluation n’est renseignée (voir STR-006)"),
    "fiche": Condition(
        lambda p: any(e.fiche for e in p.enregistrements), "aucune fiche du répertoire n’est encore attribuée"
    ),
    "jurys": Condition(lambda p: bool(p.jurys.jurys), "aucun jury n’est décrit (voir JUR-001)"),
    "jury": Condition(
        lambda p: bool(p.jurys.de_certification), "aucun jury de certification n’est décrit (voir JUR-001)"
    ),
    "hors-rs": Condition(
        lambda p: repertoire(p) != RS,
        "règle du répertoire national des certifications professionnelles ; celle-ci relève du répertoire spécifique",
        lambda profile: profile.repertoire != RS,
    ),
    "insertion-due": Condition(
        lambda p: (
            not any(e.emergence or (e.profession_reglementee and not e.anciennes_fiches) for e in p.enregistrements)
        ),
        "première demande d’un métier d’accès réglementé, ou métier en émergence",
    ),
    "libre": Condition(
        lambda p: not any(e.profession_reglementee for e in p.enregistrements), "le métier est d’accès réglementé"
    ),
    "liens": Condition(
        lambda p: any("://" in text or _leads_somewhere(node) for node, text in p.textes), "aucun texte n’a de lien"
    ),
    "listes": Condition(lambda p: any(node.place.tag == "item" for node, _ in p.textes), "aucun texte n’a de liste"),
    "maquette": Condition(lambda p: bool(p.enseignements.enfants), "la maquette n’est pas renseignée"),
    "maquette-en-credits": Condition(
        lambda p: any(u.ects is not None for u in p.enseignements.unites), "la maquette n’est pas comptée en crédits"
    ),
    # The text exempts an emerging occupation from what R6113-9 asks at 1° to 2° ter.
    "metier-emergent": Condition(
        lambda p: any(e.emergence for e in p.enregistrements),
        "le métier n’est pas déclaré en émergence",
        lambda profile: profile.procedure == "demande",
    ),
    "metier-etabli": Condition(
        lambda p: not any(e.emergence for e in p.enregistrements),
        "le métier est déclaré en émergence : ces critères ne lui sont pas opposés",
    ),
    "niveau": Condition(
        lambda p: p.identite.diplome.niveau is not None, "le niveau national n’est pas renseigné (voir NIV-001)"
    ),
    "nomme-membres": Condition(
        lambda p: any(jury.membres for jury in p.jurys.de_certification), "les membres du jury ne sont pas détaillés"
    ),
    "non-reglementee": Condition(
        lambda p: not any(e.profession_reglementee for e in p.enregistrements),
        "le métier est d’accès réglementé : la certification peut ne pas être découpée en blocs",
    ),
    "parcours": Condition(lambda p: len(p.identite.parcours) > 1, "le programme n’a qu’un parcours"),
    "partenaires": Condition(lambda p: bool(p.partenaires.partenaires), "aucun partenaire n’est déclaré"),
    "passerelles": Condition(lambda p: bool(p.passerelles.passerelles), "aucune passerelle n’est décrite"),
    "promotions": Condition(lambda p: bool(p.suivi.promotions), "aucune promotion n’est renseignée"),
    "reglement": Condition(lambda p: bool(p.reglement.regles), "aucune règle n’est renseignée dans le règlement"),
    "reglementee": Condition(
        lambda p: any(e.profession_reglementee for e in p.enregistrements),
        "le métier n’est pas déclaré d’accès réglementé",
    ),
    "renouvellement": Condition(
        lambda p: any(e.anciennes_fiches for e in p.enregistrements), "aucune ancienne fiche n’est citée"
    ),
    "rncp": Condition(
        lambda p: any(e.fiche is None or e.fiche.startswith("RNCP") for e in p.enregistrements),
        "règle des certifications du répertoire national (RNCP)",
        lambda profile: profile.repertoire != RS,
    ),
    "rythme-alternance": Condition(
        lambda p: any(
            a.semaines_formation is not None and a.semaines_entreprise is not None
            for a in p.professionnalisation.alternances
        ),
        "les semaines de formation et d’entreprise de l’alternance ne sont pas données",
    ),
    "stage": Condition(
        lambda p: (
            bool(p.professionnalisation.stages)
            and not any(v.type == "statut-etudiant" and not v.ouverte for v in p.acces.voies)
        ),
        "le programme ne prévoit pas de stage d’étudiant",
    ),
    # A diploma of the State declared on request is told once, by LEG-001.
    "sur-demande": Condition(
        lambda p: p.identite.diplome.type not in DE_DROIT and any(e.procedure == "demande" for e in p.enregistrements),
        "règle de l’enregistrement sur demande",
        lambda profile: profile.procedure == "demande",
    ),
    "actes": Condition(
        lambda p: any(
            (
                *p.pieces.pieces,
                *p.derogations.derogations,
                *p.couvertures,
                p.reglement.date,
                *(part for e in p.enregistrements for part in (*e.bases_legales, *e.deliberations, e.date_decision)),
                *(e.concertation for e in p.enregistrements),
            )
        ),
        "aucun acte n’est cité",
    ),
    "stages": Condition(lambda p: bool(p.professionnalisation.stages), "aucun stage n’est décrit"),
    "coordonnees": Condition(
        lambda p: any(c.adresse or c.contacts for c in p.certificateurs), "aucune coordonnée n’est donnée"
    ),
    "instances": Condition(
        lambda p: bool(p.reglement.instance) or any(e.deliberations for e in p.enregistrements),
        "aucune instance n’est citée",
    ),
    "intitule-officiel": Condition(
        lambda p: p.identite.intitule_officiel is not None, "aucun intitulé officiel n’est donné"
    ),
    "responsables": Condition(
        lambda p: bool(p.identite.responsables) or any(u.responsables for u in p.unites.values()),
        "aucune personne n’est nommée",
    ),
    "textes-d-acces": Condition(
        lambda p: any(True for part in (p.acces, p.presentation, p.reglement) for _ in texts(part)),
        "aucun texte ne dit qui peut accéder à la certification",
    ),
    "textes-de-validation": Condition(
        lambda p: bool(p.presentation.validation), "aucun texte ne dit comment la certification se valide"
    ),
    "uai": Condition(lambda p: any(c.uai for c in p.certificateurs), "aucun code UAI n’est donné"),
    "vae": Condition(lambda p: "vae" in p.acces.voies_ouvertes, "la VAE n’est pas déclarée ouverte"),
    "voies": Condition(lambda p: bool(p.acces.voies), "aucune voie d’accès n’est déclarée (voir ACC-001)"),
    "voie-vae": Condition(
        lambda p: p.acces.voie("vae") is not None, "la voie de la VAE n’est pas déclarée (voir ACC-001)"
    ),
}

"""Which rules ask a programme for what may be missing in it."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.programme.model import Programme

_EVERYONE = "tous"
_NATIONAL = ("licence-professionnelle", "licence", "master")
_ALTERNANCE = ("apprentissage", "contrat-professionnalisation")

# What may be missing → the rules that ask for it, each with those it concerns (see ``_concerned``).
_ASKED: dict[str, tuple[tuple[str, str], ...]] = {
    "intitule-officiel": (("IDN-001", "national"),),
    "domaine": (("IDN-001", "national"),),
    "mention": (("IDN-001", "national"),),
    "niveau": (("NIV-001", _EVERYONE),),
    "cec": (("NIV-002", _EVERYONE),),
    "ects": (("ECT-001", "national"),),
    "nom-commercial": (("IDN-013", _EVERYONE),),
    "site-certificateur": (("IDN-013", _EVERYONE),),
    "siret": (("IDN-010", _EVERYONE),),
    "uai": (("IDN-011", "droit"),),
    "enregistrement": (("LEG-001", _EVERYONE),),
    "fiche": (("IDN-008", "droit"),),
    "duree-enregistrement": (("LEG-009", "demande"),),
    "base-legale": (("LEG-002", "droit"),),
    "concertation": (("LEG-003", "droit"),),
    "deliberation": (("LEG-004", "droit"),),
    "nsf": (("NIV-005", _EVERYONE),),
    "rome": (("NIV-006", _EVERYONE),),
    "formacode": (("NIV-007", _EVERYONE),),
    "besoin": (("DEP-002", "demande"),),
    "emplois": (("ACT-001", _EVERYONE),),
    "secteurs": (("ACT-006", _EVERYONE),),
    "contexte": (("ACT-006", _EVERYONE),),
    "reglementation": (("LEG-006", "demande"),),
    "activites": (("STR-006", _EVERYONE),),
    "blocs": (("STR-006", _EVERYONE), ("BLC-001", _EVERYONE)),
    "activite-du-bloc": (("ACT-003", _EVERYONE),),
    "competences": (("BLC-002", _EVERYONE),),
    "evaluation": (("EVA-001", _EVERYONE),),
    "criteres": (("BLC-002", _EVERYONE),),
    "code-rncp": (("IDN-009", "droit"),),
    "validation-du-bloc": (("BLC-003", _EVERYONE),),
    "unites-du-bloc": (("COV-007", _EVERYONE),),
    "evaluations-du-bloc": (("EVA-003", _EVERYONE),),
    "maquette": (("ECT-002", "national"),),
    "heures": (("HRS-001", "national"),),
    "modalite": (("HRS-008", "national"),),
    "couverture": (("COV-001", _EVERYONE),),
    "professionnalisation": (("PRO-001", "lp"),),
    "stage": (("PRO-005", "lp"),),
    "projet": (("PRO-001", "lp"),),
    "alternance": (("ACC-012", "alternance"),),
    "part-professionnels": (("PRO-002", "lp"),),
    "equipe": (("PRO-003", "lp"),),
    "accompagnement": (("PRO-012", "lp"),),
    "evaluations-des-unites": (("COV-008", _EVERYONE),),
    "evaluation-de-l-unite": (("COV-008", _EVERYONE),),
    "publics": (("ACC-006", _EVERYONE),),
    "niveau-requis": (("ACC-006", _EVERYONE), ("ACC-007", "lp")),
    "prerequis": (("ACC-006", _EVERYONE),),
    "prerequis-validation": (("ACC-006", _EVERYONE),),
    "voies": (("ACC-001", _EVERYONE),),
    "validation-acquis": (("ACC-007", "lp"),),
    "amenagements": (("ACC-013", _EVERYONE),),
    "referent-handicap": (("ACC-013", _EVERYONE),),
    "jurys": (("JUR-001", _EVERYONE),),
    "composition": (("JUR-001", _EVERYONE),),
    "passerelles": (("PAS-005", "lp"),),
    "poursuite-etudes": (("PAS-006", _EVERYONE),),
    "promotions": (("INS-001", "demande"),),
    "reglement": (("EVA-016", _EVERYONE),),
    "regle-capitalisation": (("BLC-013", _EVERYONE),),
    "regle-seconde-chance": (("EVA-016", _EVERYONE),),
    "regle-recours": (("EVA-016", _EVERYONE),),
    "regle-compensation": (("EVA-020", "lp"),),
    "moyens": (("DEP-011", _EVERYONE),),
    "pieces": (("DEP-002", "demande"),),
}

_PROCEDURES = {"droit": "un enregistrement de droit", "demande": "un enregistrement sur demande"}


def _concerned(programme: Programme) -> Iterator[str]:
    """Whom a rule may concern that this programme is: a procedure (both while none is given), a kind, a route."""
    yield _EVERYONE
    yield from {enregistrement.procedure for enregistrement in programme.enregistrements} or _PROCEDURES
    if programme.identite.diplome.type in _NATIONAL:
        yield "national"
    if programme.identite.diplome.type == "licence-professionnelle":
        yield "lp"
    if any(voie.ouverte and voie.type in _ALTERNANCE for voie in programme.acces.voies):
        yield "alternance"


def rules_asking(programme: Programme, subject: str) -> list[str]:
    """The rules that ask this programme for something."""
    concerned = set(_concerned(programme))
    return [rule for rule, whom in _ASKED.get(subject, ()) if whom in concerned]

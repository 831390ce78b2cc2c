"""What each procedure asks to file, as data: sections, evidence, attachments, statements; and where a programme stands.

Nothing is ticked here: an item is done when the rules that ask for it are content, and what only a person can confirm
is confirmed in the source (a dated attachment, a deliberation, a signatory).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import partial

from dossier.programme.model import Programme
from dossier.programme.vocabulary import PIECES
from dossier.rules.catalogue import ERREUR
from dossier.rules.runner import Judgement, Outcome

DROIT, DEMANDE = "droit", "demande"
BOTH = (DROIT, DEMANDE)


class Kind(Enum):
    """What sort of thing is asked for."""

    SECTION = "Sections du dossier"
    EVIDENCE = "Actes et preuves"
    ATTACHMENT = "Pièces jointes"
    STATEMENT = "Déclarations et validations"


class State(Enum):
    """Where an item stands."""

    DONE = "fait"
    BLOCKING = "manque ou erreur"
    REVIEW = "à revoir"
    DECLARED = "pièce déclarée"
    UNKNOWN = "non vérifié"
    NOT_CONCERNED = "sans objet"


@dataclass(frozen=True)
class Item:
    """One thing to file: the rules that ask for it, the procedures it belongs to, who confirmed it and when.

    Without rule, it is done once confirmed. ``piece`` is the type of the attachment that it is, if it is one; ``aside``
    is what a reader must still look at.
    """

    kind: Kind
    label: str
    rules: tuple[str, ...]
    procedures: tuple[str, ...] = BOTH
    piece: str = ""
    confirmed: Callable[[Programme], Iterable[tuple[str, date | None]]] = lambda _programme: ()
    aside: str = ""


@dataclass(frozen=True)
class Line:
    """An item and its state; ``confirmed`` says who confirmed it and when, ``rules`` which rules to look at."""

    item: Item
    state: State
    confirmed: tuple[tuple[str, date | None], ...]
    rules: tuple[str, ...]


def _attached(kind: str, programme: Programme) -> Iterable[tuple[str, date | None]]:
    return ((piece.fichier, piece.date) for piece in programme.pieces.pieces if piece.type == kind)


def _attachments(kinds: Iterable[str], rule: str, aside: str = "") -> tuple[Item, ...]:
    return tuple(
        Item(
            Kind.STATEMENT if kind.startswith("attestation") else Kind.ATTACHMENT,
            PIECES[kind],
            (rule,),
            (DEMANDE,),
            kind,
            partial(_attached, kind),
            aside,
        )
        for kind in kinds
    )


ITEMS = (
    Item(Kind.SECTION, "Description valide", ("STR-001", "STR-002", "STR-003", "STR-004")),
    Item(
        Kind.SECTION,
        "Identité, niveau et nomenclatures",
        (
            *("IDN-001", "IDN-002", "IDN-006", "IDN-007", "IDN-010", "IDN-013", "IDN-014"),
            *("NIV-001", "NIV-002", "NIV-005", "NIV-006"),
        ),
    ),
    Item(Kind.SECTION, "Procédure d’enregistrement", ("LEG-001", "LEG-013", "LEG-006", "DAT-004")),
    Item(Kind.SECTION, "Les trois référentiels", ("STR-006",)),
    Item(Kind.SECTION, "Métiers, activités et contexte", ("ACT-001", "ACT-003", "ACT-006")),
    Item(Kind.SECTION, "Rédaction des compétences", ("CMP-007", "CMP-009")),
    Item(
        Kind.SECTION,
        "Blocs de compétences, modalités et critères",
        (
            *("BLC-001", "BLC-002", "BLC-003", "BLC-015"),
            *("EVA-001", "EVA-002", "EVA-003", "EVA-004", "EVA-011", "EVA-012"),
        ),
    ),
    Item(
        Kind.SECTION,
        "Maquette et crédits",
        ("ECT-001", "ECT-002", "ECT-003", "ECT-005", "ECT-008", "ECT-009", "HRS-004", "HRS-005"),
        (DROIT,),
    ),
    Item(Kind.SECTION, "Couverture des compétences", ("COV-001", "COV-002", "COV-007", "COV-008")),
    Item(Kind.SECTION, "Professionnalisation", ("PRO-001", "PRO-002", "PRO-005", "PRO-006"), (DROIT,)),
    Item(
        Kind.SECTION,
        "Voies d’accès, prérequis et handicap",
        ("ACC-001", "ACC-002", "ACC-003", "ACC-005", "ACC-006", "ACC-007", "ACC-013", "ACC-018"),
    ),
    Item(Kind.SECTION, "Jurys", ("JUR-001", "JUR-002", "JUR-003", "JUR-006", "JUR-008", "JUR-010")),
    Item(Kind.SECTION, "Poursuite d’études et passerelles", ("PAS-001", "PAS-002", "PAS-005", "PAS-006")),
    Item(Kind.SECTION, "Moyens, besoin et contrôles", ("MOY-001", "MOY-002", "EVA-018"), (DEMANDE,)),
    Item(
        Kind.SECTION,
        "Promotions et insertion",
        ("INS-001", "INS-002", "INS-003", "INS-004", "INS-005", "INS-006"),
        (DEMANDE,),
    ),
    Item(Kind.SECTION, "Durée demandée", ("LEG-009", "LEG-010", "DAT-002"), (DEMANDE,)),
    Item(
        Kind.EVIDENCE,
        "Texte qui crée ou accrédite le diplôme",
        ("LEG-002",),
        (DROIT,),
        confirmed=lambda p: ((str(b.texte), b.date) for e in p.enregistrements for b in e.bases_legales),
    ),
    Item(Kind.EVIDENCE, "Annexe descriptive au diplôme, en deux langues", ("DOC-013",), (DROIT,)),
    Item(Kind.EVIDENCE, "Concertation spécifique", ("LEG-003", "LEG-011", "LEG-012"), (DROIT,)),
    Item(
        Kind.EVIDENCE,
        "Délibérations",
        ("LEG-004",),
        (DROIT,),
        confirmed=lambda p: ((d.instance, d.date) for e in p.enregistrements for d in e.deliberations),
    ),
    Item(
        Kind.EVIDENCE,
        "Règlement de l’évaluation",
        ("EVA-016",),
        confirmed=lambda p: [(p.reglement.instance, p.reglement.date)] if p.reglement.instance else (),
    ),
    *_attachments(("note-opportunite", "tableau-promotions", "reglement-evaluation", "pv-jury"), "DEP-002"),
    *_attachments(("parchemin", "parchemin-bloc", "livret-vae-1", "livret-vae-2", "politique-rgpd"), "DEP-002"),
    *_attachments(("justificatif-existence", "delegation"), "DEP-005"),
    *_attachments(("convention-partenaire", "liste-partenaires"), "DEP-006"),
    *_attachments(("bulletin-3",), "DEP-013", "une pièce par personne qui dirige ou administre"),
    Item(Kind.EVIDENCE, "Périodes des habilitations", ("DEP-007", "DEP-008"), (DEMANDE,)),
    *_attachments(
        ("attestation-honorabilite", "attestation-non-plagiat", "attestation-sincerite"),
        "DEP-012",
        "la signature se vérifie sur la pièce",
    ),
    Item(
        Kind.STATEMENT,
        "Matrice de couverture validée",
        (),
        confirmed=lambda p: ((c.valide_par, c.date) for c in p.couvertures if c.valide_par),
    ),
    Item(
        Kind.STATEMENT,
        "Personne à qui écrire",
        (),
        confirmed=lambda p: ((str(contact.nom), None) for c in p.certificateurs for contact in c.contacts),
    ),
    Item(Kind.STATEMENT, "Aucune donnée personnelle inutile", ("DOC-009", "INS-009")),
)
"""The whole list, in the order in which it is printed."""


def checklist(judgement: Judgement, programme: Programme, attached: Collection[str] | None = None) -> tuple[Line, ...]:
    """The items that the procedures of a programme ask for, and any other whose rules found an error: all errors of the
    catalogue's rules are there.

    ``attached`` are the paths of its readable attachments; None when nobody has opened them.
    """
    procedures = {enregistrement.procedure for enregistrement in programme.enregistrements} or set(BOTH)
    wrong = {finding.rule.id for finding in judgement.standing if finding.severity is ERREUR}
    return tuple(
        _line(item, judgement, programme, attached)
        for item in ITEMS
        if procedures.intersection(item.procedures) or wrong.intersection(item.rules)
    )


def _line(item: Item, judgement: Judgement, programme: Programme, attached: Collection[str] | None) -> Line:
    who = tuple(item.confirmed(programme))
    if item.piece:
        return Line(item, _attachment_state(item, judgement, programme, attached), who, item.rules)
    if not item.rules:
        return Line(item, State.DONE if who else State.REVIEW, who, ())
    outcomes = {each.rule.id: each.outcome for each in judgement.outcomes if each.rule.id in item.rules}
    broken = tuple(rule for rule, outcome in outcomes.items() if outcome is Outcome.A_CORRIGER)
    return Line(item, _state(outcomes, broken, judgement), who, broken)


def _state(outcomes: dict[str, Outcome], broken: tuple[str, ...], judgement: Judgement) -> State:
    if any(finding.severity is ERREUR and finding.rule.id in broken for finding in judgement.standing):
        return State.BLOCKING
    if broken:
        return State.REVIEW
    told = set(outcomes.values()) - {Outcome.NON_APPLICABLE}
    if not told:
        return State.NOT_CONCERNED
    return State.DONE if told & {Outcome.CONFORME, Outcome.DEROGEE} else State.UNKNOWN


def _attachment_state(
    item: Item, judgement: Judgement, programme: Programme, attached: Collection[str] | None
) -> State:
    declared = [piece for piece in programme.pieces.pieces if piece.type == item.piece]
    if declared and attached is None:
        return State.DECLARED
    if declared and attached is not None:
        return State.DONE if all(piece.path in attached for piece in declared) else State.BLOCKING
    asking = [finding for finding in judgement.standing if finding.rule.id in item.rules]
    if not any(item.piece in dict(finding.values).get("types", "").split(", ") for finding in asking):
        return State.NOT_CONCERNED
    return State.BLOCKING if any(finding.severity is ERREUR for finding in asking) else State.REVIEW

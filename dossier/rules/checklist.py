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
PERSONAL = "donnees-personnelles"
"""The item of the rules on personal data, which cannot be called back once filed."""


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
    """One thing to file: the name by which rules ask for it (``Rule.item``), the procedures it belongs to, and
    who confirmed it and when.

    Without name no rule asks for it, and it is done once confirmed. ``piece`` is the type of the attachment that it is,
    if it is one; ``aside`` is what a reader must still look at.
    """

    kind: Kind
    label: str
    name: str = ""
    procedures: tuple[str, ...] = BOTH
    piece: str = ""
    confirmed: Callable[[Programme], Iterable[tuple[str, date | None]]] = lambda _programme: ()
    aside: str = ""


@dataclass(frozen=True)
class Line:
    """An item and its state; ``confirmed`` says who confirmed it and when, ``rules`` which rules to look at among those
    that ``asked`` for it.
    """

    item: Item
    state: State
    confirmed: tuple[tuple[str, date | None], ...]
    rules: tuple[str, ...]
    asked: tuple[str, ...] = ()


def _attached(kind: str, programme: Programme) -> Iterable[tuple[str, date | None]]:
    return ((piece.fichier, piece.date) for piece in programme.pieces.pieces if piece.type == kind)


def _attachments(kinds: Iterable[str], name: str, aside: str = "") -> tuple[Item, ...]:
    return tuple(
        Item(
            Kind.STATEMENT if kind.startswith("attestation") else Kind.ATTACHMENT,
            PIECES[kind],
            name,
            (DEMANDE,),
            kind,
            partial(_attached, kind),
            aside,
        )
        for kind in kinds
    )


ITEMS = (
    Item(Kind.SECTION, "Description valide", "description"),
    Item(Kind.SECTION, "Identité, niveau et nomenclatures", "identite"),
    Item(Kind.SECTION, "Procédure d’enregistrement", "procedure"),
    Item(Kind.SECTION, "Les trois référentiels", "referentiels"),
    Item(Kind.SECTION, "Métiers, activités et contexte", "activites"),
    Item(Kind.SECTION, "Rédaction des compétences", "competences"),
    Item(Kind.SECTION, "Blocs de compétences, modalités et critères", "blocs"),
    Item(Kind.SECTION, "Maquette et crédits", "maquette", (DROIT,)),
    Item(Kind.SECTION, "Couverture des compétences", "couverture"),
    Item(Kind.SECTION, "Professionnalisation", "professionnalisation", (DROIT,)),
    Item(Kind.SECTION, "Voies d’accès, prérequis et handicap", "acces"),
    Item(Kind.SECTION, "Jurys", "jurys"),
    Item(Kind.SECTION, "Poursuite d’études et passerelles", "suites"),
    Item(Kind.SECTION, "Moyens, besoin et contrôles", "moyens", (DEMANDE,)),
    Item(Kind.SECTION, "Promotions et insertion", "insertion", (DEMANDE,)),
    Item(Kind.SECTION, "Textes définitifs", "textes"),
    Item(Kind.SECTION, "Durée demandée", "duree", (DEMANDE,)),
    Item(
        Kind.EVIDENCE,
        "Texte qui crée ou accrédite le diplôme",
        "texte-fondateur",
        (DROIT,),
        confirmed=lambda p: ((str(b.texte), b.date) for e in p.enregistrements for b in e.bases_legales),
    ),
    Item(Kind.EVIDENCE, "Annexe descriptive au diplôme, en deux langues", "supplement", (DROIT,)),
    Item(Kind.EVIDENCE, "Concertation spécifique", "concertation", (DROIT,)),
    Item(
        Kind.EVIDENCE,
        "Délibérations",
        "deliberations",
        (DROIT,),
        confirmed=lambda p: ((d.instance, d.date) for e in p.enregistrements for d in e.deliberations),
    ),
    Item(
        Kind.EVIDENCE,
        "Règlement de l’évaluation",
        "reglement",
        confirmed=lambda p: [(p.reglement.instance, p.reglement.date)] if p.reglement.instance else (),
    ),
    *_attachments(("note-opportunite", "tableau-promotions", "reglement-evaluation", "pv-jury"), "pieces"),
    *_attachments(("parchemin", "parchemin-bloc", "livret-vae-1", "livret-vae-2", "politique-rgpd"), "pieces"),
    *_attachments(("justificatif-existence", "delegation"), "pieces-du-certificateur"),
    *_attachments(("convention-partenaire", "liste-partenaires"), "pieces-des-partenaires"),
    *_attachments(("bulletin-3",), "casiers", "une pièce par personne qui dirige ou administre"),
    Item(Kind.EVIDENCE, "Périodes des habilitations", "habilitations", (DEMANDE,)),
    *_attachments(
        ("attestation-honorabilite", "attestation-non-plagiat", "attestation-sincerite"),
        "attestations",
        "la signature se vérifie sur la pièce",
    ),
    Item(
        Kind.STATEMENT,
        "Matrice de couverture validée",
        confirmed=lambda p: ((c.valide_par, c.date) for c in p.couvertures if c.valide_par),
    ),
    Item(
        Kind.STATEMENT,
        "Personne à qui écrire",
        confirmed=lambda p: ((str(contact.nom), None) for c in p.certificateurs for contact in c.contacts),
    ),
    Item(Kind.STATEMENT, "Aucune donnée personnelle inutile", PERSONAL),
)
"""The whole list, in the order in which it is printed."""


def checklist(judgement: Judgement, programme: Programme, attached: Collection[str] | None = None) -> tuple[Line, ...]:
    """The items that the procedures of a programme ask for, and any other whose rules found an error: all errors of the
    catalogue's rules are there.

    ``attached`` are the paths of its readable attachments; None when nobody has opened them.
    """
    procedures = {enregistrement.procedure for enregistrement in programme.enregistrements} or set(BOTH)
    wrong = {finding.rule.item for finding in judgement.standing if finding.severity is ERREUR}
    return tuple(
        _line(item, judgement, programme, attached)
        for item in ITEMS
        if procedures.intersection(item.procedures) or (item.name and item.name in wrong)
    )


def _line(item: Item, judgement: Judgement, programme: Programme, attached: Collection[str] | None) -> Line:
    who = tuple(item.confirmed(programme))
    if not item.name:
        return Line(item, State.DONE if who else State.REVIEW, who, ())
    outcomes = {each.rule.id: each.outcome for each in judgement.outcomes if each.rule.item == item.name}
    asked = tuple(outcomes)
    if item.piece:
        return Line(item, _attachment_state(item, judgement, programme, attached), who, asked, asked)
    broken = tuple(rule for rule, outcome in outcomes.items() if outcome is Outcome.A_CORRIGER)
    return Line(item, _state(outcomes, broken, judgement), who, broken, asked)


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
    asking = [finding for finding in judgement.standing if finding.rule.item == item.name]
    if not any(item.piece in dict(finding.values).get("types", "").split(", ") for finding in asking):
        return State.NOT_CONCERNED
    return State.BLOCKING if any(finding.severity is ERREUR for finding in asking) else State.REVIEW

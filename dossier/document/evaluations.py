"""How an assessment reads: what it is, under which conditions, on which competencies, by which criteria."""

from __future__ import annotations

from dossier.document.blocks import Flow, bullets, labelled, note, paragraph, prose
from dossier.document.publics import only_for
from dossier.document.tree import Emphasis, Paragraph, Run
from dossier.french.dates import duration
from dossier.french.numbers import count, percent
from dossier.french.sentences import capital, in_french
from dossier.programme.model import Programme
from dossier.programme.referentiel import Critere, Evaluation
from dossier.programme.vocabulary import EVALUATIONS, FORMES, LIEUX, REGIMES

_SESSIONS = {1: "première session", 2: "seconde session"}


def name(evaluation: Evaluation) -> Paragraph:
    """« **Mise en situation professionnelle** – Conduite d’une réunion (B3-E1) »."""
    title = f" – {evaluation.intitule}" if evaluation.intitule else ""
    known = f" ({evaluation.code})" if evaluation.code else ""
    nature = Run(EVALUATIONS.get(evaluation.nature, evaluation.nature), Emphasis.STRONG)
    return Paragraph((nature, *((Run(title + known),) if title or known else ())))


def short_name(evaluation: Evaluation) -> str:
    """Its code, else its title, else its nature."""
    return evaluation.code or evaluation.intitule or EVALUATIONS.get(evaluation.nature, evaluation.nature)


def conditions(evaluation: Evaluation, *, weighed: bool = False) -> str:
    """« Contrôle terminal, première session, épreuve individuelle, 3 h, en centre. Seulement pour … »."""
    e = evaluation
    given = (
        REGIMES.get(e.regime or ""),
        _SESSIONS.get(e.session or 0),
        count(e.epreuves, "épreuve") if e.epreuves is not None else None,
        f"épreuve {FORMES[e.forme]}" if e.forme else None,
        duration(e.duree) if e.duree else None,
        LIEUX.get(e.lieu or ""),
        f"pondération {weight(e)}" if weighed and weight(e) else None,
    )
    sentences = (capital(", ".join(word for word in given if word)), only_for(e.parcours, e.voies))
    return ". ".join(sentence for sentence in sentences if sentence)


def weight(evaluation: Evaluation) -> str:
    """« 60 % », or nothing."""
    return percent(evaluation.ponderation) if evaluation.ponderation is not None else ""


def scope(evaluation: Evaluation) -> Flow:
    """The competencies it bears on, one a line, with their weights: « B1-C1 (poids 40) »."""
    return tuple(
        paragraph(f"{part.ref} (poids {in_french(part.poids)})" if part.poids is not None else part.ref)
        for part in evaluation.competences
    )


def bears_on(evaluation: Evaluation, competence: str) -> bool:
    """Does it assess a competency? One that names none assesses all those of its block."""
    named = {part.ref for part in evaluation.competences} | {critere.competence for critere in evaluation.criteres}
    return competence in named or not named - {None}


def criteria(evaluation: Evaluation, competence: str) -> tuple[Critere, ...]:
    """The criteria for a competency, those that name none included."""
    return tuple(critere for critere in evaluation.criteres if critere.competence in (None, competence))


def criterion(critere: Critere, whose: str = "") -> Flow:
    """A criterion and its indicators; ``whose`` names the competency when the place does not."""
    opening = labelled(f"Critère {whose} :" if whose else "Critère :", critere.intitule)
    return (opening, bullets(critere.indicateurs)) if critere.indicateurs else (opening,)


def modality(evaluation: Evaluation, *, described: bool) -> Flow:
    """Name and conditions, for a cell that also gives criteria; the description only where asked."""
    terms = conditions(evaluation, weighed=True)
    return (
        name(evaluation),
        *((note(terms),) if terms else ()),
        *(prose(evaluation.description) if described else ()),
    )


def of_units(programme: Programme) -> dict[int, str]:
    """The code of the unit that holds each assessment, by identity of the assessment."""
    return {id(evaluation): unite.code for unite in programme.unites.values() for evaluation in unite.evaluations}

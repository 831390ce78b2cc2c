"""How an assessment reads: what it is, under which conditions, on which competencies, by which criteria."""

from __future__ import annotations

from collections.abc import Iterable

from dossier.document.blocks import Flow, labelled, note, prose
from dossier.document.publics import only_for
from dossier.document.tree import Emphasis, Paragraph, Run
from dossier.french.dates import duration
from dossier.french.lists import both
from dossier.french.numbers import count, percent
from dossier.french.sentences import capital, in_french
from dossier.programme.model import Programme
from dossier.programme.referentiel import Bloc, Critere, Evaluation, PartCompetence
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
        "épreuve de substitution" if e.substitution else None,
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


def weights(programme: Programme, bloc: Bloc) -> str:
    """The block's own assessments, each with its weight: « B1-E1 (50 %) et B1-E2 (50 %) »."""
    held = of_units(programme)
    own = (each for each in programme.evaluations_du_bloc(bloc) if id(each) not in held)
    return both(f"{short_name(each)} ({weight(each)})" if weight(each) else short_name(each) for each in own)


def scope(parts: Iterable[PartCompetence]) -> str:
    """The competencies an assessment bears on, with their weights: « B1-C1 (poids 40) et B1-C2 (poids 60) »."""
    return both(f"{part.ref} (poids {in_french(part.poids)})" if part.poids is not None else part.ref for part in parts)


def bears_on(evaluation: Evaluation, competence: str) -> bool:
    """Does it assess a competency? One that names none assesses all those of its block."""
    named = {part.ref for part in evaluation.competences} | {critere.competence for critere in evaluation.criteres}
    return competence in named or not named - {None}


def criteria(evaluation: Evaluation, competence: str) -> tuple[Critere, ...]:
    """The criteria for a competency, those that name none included."""
    return tuple(critere for critere in evaluation.criteres if critere.competence in (None, competence))


def criterion_in_line(critere: Critere, whose: str = "") -> Paragraph:
    """A criterion and its indicators: « **The survey covers all uses** : this is asked ; that is offered. »."""
    told = " ".join(each if each[-1:] in ".;!?" else f"{each} ;" for each in critere.indicateurs).removesuffix(" ;")
    opening = f"{whose} – {critere.intitule}" if whose else critere.intitule
    return labelled(opening, f": {told}" if told else "")


def modality(evaluation: Evaluation, *, described: bool) -> Flow:
    """Name and conditions, for a cell that also gives criteria; the description only where asked."""
    terms = conditions(evaluation, weighed=True)
    weighed = scope(part for part in evaluation.competences if part.poids is not None)
    return (
        name(evaluation),
        *((note(terms),) if terms else ()),
        *((note(f"Compétences : {weighed}"),) if weighed and described else ()),
        *(prose(evaluation.description) if described else ()),
    )


def of_units(programme: Programme) -> dict[int, str]:
    """The code of the unit that holds each assessment, by identity of the assessment."""
    return {id(evaluation): unite.code for unite in programme.unites.values() for evaluation in unite.evaluations}


def in_short(evaluations: tuple[Evaluation, ...]) -> str:
    """« Contrôle continu (40 %) ; épreuve écrite, contrôle terminal (60 %) »."""
    return capital(" ; ".join(map(_in_short, evaluations)))


def _in_short(evaluation: Evaluation) -> str:
    nature = EVALUATIONS.get(evaluation.nature, evaluation.nature).lower()
    how = REGIMES.get(evaluation.regime or "", "")
    weighed = f" ({weight(evaluation)})" if weight(evaluation) and evaluation.ponderation != 100 else ""
    return f"{nature}{f', {how}' if how else ''}{weighed}"

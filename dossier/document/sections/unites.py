"""The units that the maquette describes beyond their title and credits."""

from __future__ import annotations

from dossier.document.blocks import Content, Fact, bullets, facts, prose
from dossier.document.publics import only_for
from dossier.document.tree import Section
from dossier.french.lists import both
from dossier.french.numbers import hours, named
from dossier.french.sentences import in_french
from dossier.programme.maquette import Contribution, Heures, Unite
from dossier.programme.model import Programme
from dossier.programme.vocabulary import HEURES, INTERVENANTS, LANGUES, MODALITES


def section_unites(programme: Programme) -> Section:
    """One subsection per unit that has something more to say."""
    described = ((unite, tuple(fact for fact in _facts(programme, unite) if fact[1])) for unite in _units(programme))
    return Section(
        "Description des unités",
        sections=tuple(
            Section(f"{unite.code} – {unite.intitule}", (facts(f"Unité {unite.code}", known),))
            for unite, known in described
            if known
        ),
    )


def _units(programme: Programme) -> tuple[Unite, ...]:
    return tuple(programme.enseignements.unites)


def _facts(programme: Programme, unite: Unite) -> tuple[Fact, ...]:
    situation, identite = unite.situation_professionnelle, programme.identite
    # What the whole programme says, or each line of hours, is not said again.
    timed = any(heures.modalite for heures in unite.heures)
    modes = () if timed or set(unite.modalites) == set(identite.modalites) else unite.modalites
    langues = () if set(unite.langues) == set(identite.langues) else unite.langues
    return (
        (named(unite.responsables, "Responsable", "Responsables"), both(unite.responsables)),
        ("Porteur", unite.porteur),
        ("Objectifs", prose(unite.objectifs)),
        ("Contenu", prose(unite.contenu)),
        ("Heures", _all_hours(unite)),
        (named(modes, "Modalité", "Modalités"), both(MODALITES[mode] for mode in modes)),
        (named(langues, "Langue", "Langues"), both(LANGUES.get(langue, langue) for langue in langues)),
        ("Prérequis", both(_titled(programme, reference.ref) for reference in unite.prerequis)),
        ("Contribue à", bullets(map(_contribution, unite.contributions)) if unite.contributions else None),
        ("Coefficient", in_french(unite.coefficient) if unite.coefficient is not None else None),
        ("Note minimale", f"{in_french(unite.note_minimale)} sur 20" if unite.note_minimale is not None else None),
        ("Situation professionnelle", in_french(situation) if situation is not None else None),
    )


def _all_hours(unite: Unite) -> Content | None:
    announced = "" if unite.heures_annoncees is None else f"Total annoncé : {hours(unite.heures_annoncees)}"
    listed = [*map(_hours, unite.heures), *filter(None, (announced,))]
    return bullets(listed) if listed else None


def _hours(heures: Heures) -> str:
    """« TD : 12 h, présentiel, professionnel. Seulement pour … »."""
    how = (MODALITES.get(heures.modalite or "", "").lower(), INTERVENANTS.get(heures.intervenant or ""))
    said = ", ".join(filter(None, (f"{HEURES[heures.nature]} : {hours(heures.nombre)}", *how)))
    whose = only_for(heures.parcours, heures.voies)
    return f"{said}. {whose}" if whose else said


def _titled(programme: Programme, code: str) -> str:
    unite = programme.unites.get(code)
    return f"{code} ({unite.intitule})" if unite else code


def _contribution(contribution: Contribution) -> str:
    coefficient = contribution.coefficient
    share = f", coefficient {in_french(coefficient)}" if coefficient is not None else ""
    whose = only_for(contribution.parcours, contribution.voies)
    return f"{contribution.unite}{share}{f'. {whose}' if whose else ''}"

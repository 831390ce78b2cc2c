"""Placement, tutored project, work-study, practitioners, work situations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from dossier.document.blocks import Content, Fact, blocks, fact_table, filled, paragraph, prose
from dossier.document.gaps import asked, text_section, unfilled
from dossier.document.hours import span
from dossier.document.publics import by_public, whose
from dossier.document.tree import Block, Section
from dossier.french.numbers import count, credits, hours, ranked, share
from dossier.french.sentences import capital, in_french
from dossier.programme.choices import Variante, variantes
from dossier.programme.heures import enseignees, etendue, par_professionnels
from dossier.programme.model import Programme
from dossier.programme.organisation import Alternance, Projet, Stage
from dossier.programme.situations import credits_in_situation, rounded


def section_professionnalisation(programme: Programme) -> Section:
    """What prepares for work, and its share of the whole."""
    p = programme.professionnalisation
    stages = (
        _stage(programme, stage, ranked("Stage", rank, len(p.stages))) for rank, stage in enumerate(p.stages, start=1)
    )
    projets = (_projet(programme, projet) for projet in p.projets)
    alternances = (
        _alternance(alternance, ranked("Alternance", rank, len(p.alternances)))
        for rank, alternance in enumerate(p.alternances, start=1)
    )
    sections = filled(
        (
            _part(programme, "Stage et période en entreprise", "stage", stages),
            _part(programme, "Projet tutoré", "projet", projets),
            _part(programme, "Alternance", "alternance", alternances),
            Section("Part des professionnels et des mises en situation", tuple(_shares(programme))),
            text_section(programme, "Équipe pédagogique", p.equipe, "equipe"),
            text_section(programme, "Accompagnement", p.accompagnement, "accompagnement"),
        )
    )
    return Section("Professionnalisation", () if sections else (unfilled(programme, "professionnalisation"),), sections)


def _part(programme: Programme, title: str, subject: str, parts: Iterable[tuple[Block, ...]]) -> Section:
    found = blocks(*parts)
    missing = None if found else asked(programme, subject)
    return Section(title, (missing,) if missing else found)


def _stage(programme: Programme, stage: Stage, name: str) -> tuple[Block, ...]:
    known: tuple[Fact, ...] = (
        ("Unité", _unit(programme, stage.unite)),
        ("Durée minimale", ", ".join(_lengths(stage))),
        ("Restitution", stage.restitution),
        ("Public", capital(whose(stage.parcours, stage.voies))),
    )
    return (*fact_table((("Stage", name if " " in name else None), *known)), *prose(stage.texte))


def _lengths(stage: Stage) -> Iterator[str]:
    if stage.mois is not None:
        yield count(stage.mois, "mois", "mois")
    if stage.semaines is not None:
        yield count(stage.semaines, "semaine")
    if stage.heures is not None:
        yield hours(stage.heures)


def _unit(programme: Programme, code: str | None) -> str:
    """« UASTG1 – Période en entreprise (11 crédits) »."""
    unite = programme.unites.get(code or "")
    if unite is None:
        return code or ""
    worth = f" ({credits(unite.ects)})" if unite.ects is not None else ""
    return f"{unite.code} – {unite.intitule}{worth}"


def _projet(programme: Programme, projet: Projet) -> tuple[Block, ...]:
    unit = _unit(programme, projet.unite)
    return (*((paragraph(f"Unité : {unit}"),) if unit else ()), *prose(projet.texte))


def _alternance(alternance: Alternance, name: str) -> tuple[Block, ...]:
    a = alternance
    known: tuple[Fact, ...] = (
        ("En formation", count(a.semaines_formation, "semaine") if a.semaines_formation is not None else None),
        ("En entreprise", count(a.semaines_entreprise, "semaine") if a.semaines_entreprise is not None else None),
        ("Heures en entreprise", hours(a.heures_entreprise) if a.heures_entreprise is not None else None),
        ("Public", capital(whose(a.parcours, a.voies))),
    )
    return (*fact_table((("Alternance", name if " " in name else None), *known)), *prose(a.texte))


def _shares(programme: Programme) -> Iterator[Block]:
    publics = variantes(programme) if programme.enseignements.enfants else ()
    known: tuple[Fact, ...] = (
        ("Heures assurées par des professionnels", _declared(programme, publics)),
        ("D’après le détail des heures", _counted(programme, publics)),
        ("Crédits en situation professionnelle", _in_situation(programme, publics)),
    )
    yield from fact_table(known)


def _declared(programme: Programme, publics: tuple[Variante, ...]) -> Content | None:
    part = programme.professionnalisation.part_professionnels
    if part is None:
        return asked(programme, "part-professionnels")
    totals = {etendue(variante, enseignees) for variante in publics}
    least, most = (totals.pop() if len(totals) == 1 else None) or (Decimal(0), None)
    if least == 0 or least != most:
        return hours(part.heures)
    return f"{hours(part.heures)}, soit {share(part.heures, least)} des {hours(least)} d’enseignement"


def _counted(programme: Programme, publics: tuple[Variante, ...]) -> Content | None:
    """What the hours of the maquette that name their teacher say of it."""
    named = any(par_professionnels(heures) for unite in programme.enseignements.unites for heures in unite.heures)
    texts = by_public((variante, span(variante, par_professionnels)) for variante in publics)
    return tuple(map(paragraph, texts)) if named else None


def _in_situation(programme: Programme, publics: tuple[Variante, ...]) -> Content | None:
    total = programme.identite.diplome.ects
    if not total or not any(unite.ects for unite in programme.enseignements.unites):
        return None
    worths = [(variante, variante.minimum(credits_in_situation(programme, variante))) for variante in publics]
    texts = by_public(
        (variante, f"{credits(worth)} au moins sur {in_french(total)}, soit {share(worth, total)}")
        for variante, worth in ((variante, rounded(worth)) for variante, worth in worths if worth is not None)
    )
    return tuple(map(paragraph, texts))

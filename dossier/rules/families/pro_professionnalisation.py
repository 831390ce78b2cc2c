"""Professional orientation: work situations, placement, practitioners."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from dossier.programme.choices import Variante, told_together, variantes
from dossier.programme.heures import donne_ses_heures, enseignees, etendue, heures, par_professionnels
from dossier.programme.maquette import Unite
from dossier.programme.model import Programme
from dossier.programme.organisation import Stage
from dossier.programme.situations import credits_in_situation, rounded
from dossier.programme.textes import Riche
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, ERREUR, INFO, Hit, NotEvaluated, rule
from dossier.rules.families.hrs_heures import teaching_hours
from dossier.rules.profiles import LP_2019
from dossier.rules.texts import ARRETE_LICENCE_PROFESSIONNELLE, CODE_DE_L_EDUCATION

MOST_MONTHS, MOST_WEEKS, MOST_HOURS = Decimal(6), Decimal(26), Decimal(924)
"""Article L124-5: six months; 924 hours is the count of working hours of D124-6."""
PAID_MONTHS, PAID_WEEKS, PAID_HOURS = Decimal(2), Decimal("8.8"), Decimal(308)
"""Article L124-6: beyond two months (44 days of seven hours), a placement is paid."""
MOST_A_WEEK = Decimal(48)
"""Code du travail, L3121-20: hours of work in one week."""
_SAID = {
    "la convention": re.compile(r"\bconvention", re.IGNORECASE),
    "l’enseignant référent": re.compile(r"référente?s?\b|enseignante?s? (?:encadrant|tut)", re.IGNORECASE),
    "le tuteur": re.compile(r"\btut(?:eur|rice)|maître\w* (?:de stage|d[’']apprentissage)", re.IGNORECASE),
}
_PAY = re.compile(r"gratifi|rémunér|indemnis", re.IGNORECASE)


@rule(
    "PRO-001",
    title="Un tiers des crédits au moins vient de mises en situation professionnelle",
    severity=ERREUR,
    source=ARRETE_LICENCE_PROFESSIONNELLE.at("licence professionnelle, conditions d’accréditation, 2°"),
    why="Stage, projet tutoré et activités en milieu professionnel comptent pour un tiers au moins des crédits, "
    "quels que soient les choix de l’apprenant.",
    message={
        "": "{credits:crédit} sur {total} en mise en situation professionnelle : il en faut {attendu} (un tiers).",
        "public": "Pour {public} : {credits:crédit} sur {total} en mise en situation professionnelle : "
        "il en faut {attendu} (un tiers).",
    },
    hint="Il manque {manque:crédit} : augmentez ceux du stage ou du projet, ou déclarez "
    'situation-professionnelle="oui" sur les unités qui en sont.',
    profiles=LP_2019,
    needs=("maquette", "maquette-en-credits", "ects"),
    asks=("professionnalisation", "projet"),
    item="professionnalisation",
)
def a_third_comes_from_work_situations(programme: Programme) -> Iterator[Hit]:
    """On every admissible path, not on average."""
    total = programme.identite.diplome.ects
    assert total is not None
    shares = ((v, v.minimum(credits_in_situation(programme, v))) for v in variantes(programme))
    for public, found in told_together(shares):
        if found is not None and found * 3 < Fraction(total):
            sure, attendu = rounded(found), -(-total // 3)
            yield Hit(
                programme.enseignements,
                "public" if public else "",
                credits=sure,
                total=total,
                attendu=attendu,
                manque=attendu - sure,
                public=public,
            )


@rule(
    "PRO-002",
    title="Un quart des enseignements au moins est assuré par des professionnels",
    severity=ERREUR,
    source=ARRETE_LICENCE_PROFESSIONNELLE.at("licence professionnelle, conditions d’accréditation, 1°"),
    why="Des professionnels dont c’est l’activité principale assurent un quart au moins du volume des enseignements.",
    message={
        "": "Des professionnels assurent {part:heure} d’enseignement sur {total} : il en faut {attendu} (un quart).",
        "parcours": "En suivant les options les moins professionnelles, il manque {manque:heure} d’enseignement "
        "assuré par des professionnels pour atteindre un quart.",
        "public": "Pour {public} : il manque {manque:heure} d’enseignement assuré par des professionnels pour "
        "atteindre un quart.",
    },
    hint='Confiez-leur d’autres enseignements (intervenant="professionnel" dans <heures>).',
    profiles=LP_2019,
    needs=("maquette",),
    asks=("part-professionnels",),
    item="professionnalisation",
)
def a_quarter_is_taught_by_practitioners(programme: Programme) -> Iterator[Hit]:
    """From the hours of each unit when all say who teaches them, on every path; else from the announced share."""
    told = [h for unite in programme.unites.values() for h in teaching_hours(unite)]
    if told and all(h.intervenant for h in told):
        margins = ((variante, variante.least(_margin(variante))) for variante in variantes(programme))
        for public, margin in told_together(margins):
            if margin is not None and margin < 0:
                variant = "public" if public else "parcours"
                yield Hit(programme.enseignements, variant, manque=-margin / 4, public=public)
        return
    part, total = programme.professionnalisation.part_professionnels, programme.enseignements.heures
    if part is None or total is None:
        raise NotEvaluated("les heures assurées par des professionnels ne sont pas renseignées")
    if part.heures * 4 < total:
        yield Hit(part, attribute="heures", part=part.heures, total=total, attendu=total / 4)


def _margin(variante: Variante) -> Callable[[Unite], Decimal]:
    """Four times the hours that practitioners teach in a unit, less all its teaching hours."""
    practised, every = heures(variante, par_professionnels), heures(variante, enseignees)
    return lambda unite: 4 * practised(unite) - every(unite)


@rule(
    "PRO-003",
    title="L’équipe pédagogique est décrite et son responsable est nommé",
    severity=AVERTISSEMENT,
    source=ARRETE_LICENCE_PROFESSIONNELLE.at("licence professionnelle, équipes mixtes (art. 8)"),
    why="Une licence professionnelle est portée par une équipe d’enseignants et de professionnels.",
    message="Le dossier ne dit pas {manque}.",
    hint="Ajoutez {elements}.",
    profiles=LP_2019,
    asks=("equipe",),
)
def the_team_is_described(programme: Programme) -> Iterator[Hit]:
    """Units that say who teaches them describe the team as well."""
    teachers = {h.intervenant for unite in programme.unites.values() for h in unite.heures}
    manque, elements = [], []
    if not programme.identite.responsables:
        manque.append("qui est responsable de la formation")
        elements.append("<responsable>…</responsable> dans <identite>")
    if programme.professionnalisation.equipe is None and not {"academique", "professionnel"} <= teachers:
        manque.append("qui compose l’équipe pédagogique")
        elements.append("<equipe><p>…</p></equipe> dans <professionnalisation>")
    if manque:
        yield Hit(programme.professionnalisation, missing=True, manque=manque, elements=elements)


@rule(
    "PRO-005",
    title="La durée du stage ou de l’alternance est donnée",
    severity=AVERTISSEMENT,
    source=ARRETE_LICENCE_PROFESSIONNELLE.at("licence professionnelle", status="K"),
    why="Une licence professionnelle comporte un stage ou une alternance : leur durée s’annonce à l’inscription.",
    message={
        "aucun": "Le dossier ne prévoit ni stage ni alternance.",
        "stage": "La durée du stage n’est pas donnée.",
        "alternance": "Le rythme de l’alternance n’est pas donné.",
    },
    hint={
        "aucun": "Ajoutez <stage> ou <alternance> à <professionnalisation>.",
        "stage": "Ajoutez semaines et heures à <stage>.",
        "alternance": "Ajoutez semaines-formation et semaines-entreprise à <alternance>.",
    },
    profiles=LP_2019,
    asks=("stage",),
    item="professionnalisation",
)
def placement_has_a_length(programme: Programme) -> Iterator[Hit]:
    """Months, weeks or hours."""
    professionnalisation = programme.professionnalisation
    if not professionnalisation.stages and not professionnalisation.alternances:
        yield Hit(professionnalisation, "aucun", missing=True)
    for stage in professionnalisation.stages:
        if stage.mois is None and stage.semaines is None and stage.heures is None:
            yield Hit(stage, "stage", missing=True)
    for alternance in professionnalisation.alternances:
        if alternance.semaines_entreprise is None and alternance.heures_entreprise is None:
            yield Hit(alternance, "alternance", missing=True)


@rule(
    "PRO-006",
    title="Un stage ne dépasse pas six mois",
    severity=ERREUR,
    source=CODE_DE_L_EDUCATION.at("L124-5", status="V2"),
    why="Un stage dans le même organisme dure six mois au plus par année d’enseignement, soit 924 heures.",
    message={
        "heures": "Le stage dure au moins {duree:heure} : six mois (924 heures) au plus.",
        "semaines": "Le stage dure au moins {duree:semaine} : six mois (924 heures) au plus.",
        "mois": "Le stage dure au moins {duree} mois : six (924 heures) au plus.",
    },
    hint="Réduisez la durée du stage, ou prévoyez une alternance sous contrat.",
    when=("stage",),
    item="professionnalisation",
)
def a_placement_is_not_too_long(programme: Programme) -> Iterator[Hit]:
    """The lengths announced are minima: beyond the bound, no placement is lawful."""
    for stage in programme.professionnalisation.stages:
        if _longer(stage, MOST_MONTHS, MOST_WEEKS, MOST_HOURS):
            variant, duree = _length(stage)
            yield Hit(stage, variant, attribute=variant, duree=duree)


def _longer(stage: Stage, months: Decimal, weeks: Decimal, hours: Decimal) -> bool:
    """In hours if they are given, else in weeks, else in months."""
    if stage.heures is not None:
        return stage.heures > hours
    if stage.semaines is not None:
        return stage.semaines > weeks
    return stage.mois is not None and stage.mois > months


def _length(stage: Stage) -> tuple[str, Decimal | None]:
    """The unit of its length, and the number."""
    if stage.heures is not None:
        return "heures", stage.heures
    return ("semaines", stage.semaines) if stage.semaines is not None else ("mois", stage.mois)


@rule(
    "PRO-007",
    title="Le stage est encadré et évalué",
    severity=AVERTISSEMENT,
    source=CODE_DE_L_EDUCATION.at("L124-1 et D124-1"),
    why="Un stage suppose une convention, un enseignant référent, un tuteur, une restitution évaluée et des crédits.",
    message="La description du stage ne dit rien de ceci : {manque}.",
    hint="Complétez le texte de <stage>, ses attributs restitution et unite.",
    when=("stage",),
)
def a_placement_is_supervised(programme: Programme) -> Iterator[Hit]:
    """Words are looked for in the placement, the rest of its part and the organisation of the studies."""
    said = "\n".join(text.texte for text in _about_placement(programme))
    for stage in programme.professionnalisation.stages:
        manque = [what for what, pattern in _SAID.items() if not pattern.search(said)]
        unite = programme.unites.get(stage.unite or "")
        if not stage.restitution and not (unite and unite.evaluations):
            manque.append("la restitution évaluée")
        if unite is None:
            manque.append("l’unité qui donne ses crédits")
        if manque:
            yield Hit(stage, manque=manque)


def _about_placement(programme: Programme) -> Iterator[Riche]:
    professionnalisation = programme.professionnalisation
    yield from (stage.texte for stage in professionnalisation.stages if stage.texte)
    yield from (alternance.texte for alternance in professionnalisation.alternances if alternance.texte)
    yield from (text for text in (professionnalisation.equipe, professionnalisation.accompagnement) if text)
    yield from programme.presentation.organisation
    yield from (regle.texte for regle in programme.reglement.regles)
    for stage in professionnalisation.stages:
        unite = programme.unites.get(stage.unite or "")
        yield from (text for text in (unite.objectifs, unite.contenu) if text) if unite else ()


@rule(
    "PRO-008",
    title="Un stage de plus de deux mois est gratifié",
    severity=INFO,
    source=CODE_DE_L_EDUCATION.at("L124-6", status="V2"),
    why="Au-delà de 308 heures (deux mois), la gratification du stage est obligatoire en France.",
    message={
        "heures": "Le stage dure au moins {duree:heure} : au-delà de 308 heures (deux mois), sa gratification est due.",
        "semaines": "Le stage dure au moins {duree:semaine} : au-delà de deux mois, sa gratification est due.",
        "mois": "Le stage dure au moins {duree} mois : au-delà de deux mois, sa gratification est due.",
    },
    hint="Rappelez-le dans le texte de <stage>.",
    when=("stage",),
)
def a_long_placement_is_paid(programme: Programme) -> Iterator[Hit]:
    """A reminder, which a text that speaks of pay silences."""
    for stage in programme.professionnalisation.stages:
        told = any(_PAY.search(text.texte) for text in _about_placement(programme))
        if not told and _longer(stage, PAID_MONTHS, PAID_WEEKS, PAID_HOURS):
            variant, duree = _length(stage)
            yield Hit(stage, variant, attribute=variant, duree=duree)


@rule(
    "PRO-013",
    title="La part annoncée des professionnels est celle de leurs heures",
    severity=ERREUR,
    source=CONVENTION,
    why="La part des professionnels est un engagement : le détail des heures doit la confirmer.",
    message="Des professionnels assurent {annonce:heure} d’après l’annonce, et {somme} d’après les heures des unités.",
    hint="Corrigez heures dans <part-professionnels>, ou intervenant dans les <heures>.",
    needs=("maquette",),
    blocks=True,
    item="maquette",
)
def the_announced_share_is_true(programme: Programme) -> Iterator[Hit]:
    """When every hour of teaching says who gives it; a total over all units, or that of one public, will do."""
    part = programme.professionnalisation.part_professionnels
    told = [h for unite in programme.unites.values() for h in teaching_hours(unite)]
    if part is None or not told or not all(h.intervenant for h in told):
        return
    if not all(map(donne_ses_heures, programme.enseignements.unites_principales)):
        return
    whole = sum((h.nombre for h in told if par_professionnels(h)), Decimal(0))
    spans = [span for v in variantes(programme) if (span := etendue(v, par_professionnels)) is not None]
    if spans and part.heures != whole and not any(span.least <= part.heures <= span.most for span in spans):
        least, most = spans[0]
        somme = [least] if least == most else [least, most]
        yield Hit(part, attribute="heures", annonce=part.heures, somme=somme)


@rule(
    "PRO-014",
    title="La durée du stage est celle de son unité",
    severity=ERREUR,
    source=CONVENTION,
    why="Le stage est compté deux fois, dans la maquette et dans sa convention : les deux durées doivent être la même.",
    message={
        "unite": "Le stage annonce {annonce:heure}, et l’unité {unite} en compte {somme}.",
        "semaine": "Le stage annonce {annonce:heure} en {semaines:semaine}, soit {par_semaine} par semaine.",
    },
    hint={
        "unite": "Corrigez heures dans <stage>, ou les heures de stage de l’unité {unite}.",
        "semaine": "Corrigez heures ou semaines dans <stage> : une semaine de stage dure 35 heures, 48 au plus.",
    },
    blocks=True,
    item="maquette",
    on=("stages",),
)
def a_placement_is_as_long_as_its_unit(programme: Programme) -> Iterator[Hit]:
    """Hours of placement or in company of the unit, when it gives any; more than 48 hours a week are not lawful."""
    for stage in programme.professionnalisation.stages:
        unite = programme.unites.get(stage.unite or "")
        given = [h for h in unite.heures if h.nature in ("stage", "entreprise")] if unite else []
        if unite and stage.heures is not None and given:
            sums = {sum((h.nombre for h in given if v.a(h)), Decimal(0)) for v in variantes(programme)}
            if stage.heures not in sums:
                yield Hit(
                    stage, "unite", attribute="heures", annonce=stage.heures, unite=unite.code, somme=sorted(sums)
                )
        if stage.heures is not None and stage.semaines and stage.heures > MOST_A_WEEK * stage.semaines:
            a_week = round(stage.heures / stage.semaines, 1)
            yield Hit(
                stage,
                "semaine",
                attribute="heures",
                annonce=stage.heures,
                semaines=stage.semaines,
                par_semaine=a_week,
            )

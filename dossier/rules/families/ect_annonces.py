"""Announced against computed: credits of every level of the maquette, and what feeds its units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from dossier.programme.choices import Variante, told_together, variantes
from dossier.programme.heures import heures
from dossier.programme.maquette import Choix, Enseignements, Groupe, Periode, Unite
from dossier.programme.model import Programme
from dossier.programme.sums import credits, half, members
from dossier.rules.catalogue import CONVENTION, ERREUR, Hit, rule
from dossier.rules.families.hrs_heures import LEAST, MOST

_Level = Enseignements | Periode | Groupe | Choix


@rule(
    "ECT-016",
    title="Les crédits annoncés à chaque niveau sont ceux que l’on y trouve",
    severity=ERREUR,
    source=CONVENTION,
    why="Un total annoncé se recopie dans les plaquettes et les conventions : s’il est faux, deux documents se "
    "contredisent.",
    message={
        "": "{niveau} annonce {annonce:crédit} et en totalise {totaux}.",
        "unite": "{niveau} annonce {annonce:crédit} et en totalise {totaux} : l’écart vient sans doute de {unite} "
        "({ects:crédit}).",
        "public": "Pour {public} : {niveau} annonce {annonce:crédit} et en totalise {totaux}.",
    },
    hint="Corrigez ects à ce niveau, ou les crédits des unités qu’il contient.",
    needs=("maquette", "maquette-en-credits"),
    blocks=True,
    item="maquette",
)
def announced_credits_are_true(programme: Programme) -> Iterator[Hit]:
    """At every level, for each public; a level that only adds up the false announcement of another is not told."""
    publics = variantes(programme)
    levels: tuple[_Level, ...] = (
        programme.enseignements,
        *(noeud for noeud in programme.enseignements.noeuds if isinstance(noeud, Periode | Groupe | Choix)),
    )
    for level in levels:
        if level.ects is None:
            continue
        wrong = [(each, totals) for each in publics if (totals := _otherwise(each, level))]
        for public, totals in told_together(wrong):
            found = [credits(total) for total in totals]
            niveau, annonce = _called(level), level.ects
            culprit = _culprit(wrong[0][0], level, annonce - found[0]) if len(found) == 1 else None
            if public:
                niveau = niveau[:1].lower() + niveau[1:]
                yield Hit(
                    level, "public", attribute="ects", niveau=niveau, annonce=annonce, totaux=found, public=public
                )
            elif culprit is None:
                yield Hit(level, attribute="ects", niveau=niveau, annonce=annonce, totaux=found)
            else:
                code, ects = culprit.code, culprit.ects
                yield Hit(
                    level,
                    "unite",
                    attribute="ects",
                    niveau=niveau,
                    annonce=annonce,
                    totaux=found,
                    unite=code,
                    ects=ects,
                )


def _otherwise(variante: Variante, level: _Level) -> tuple[int, ...]:
    """What a level is worth when that is not what it announces, nor what those that it holds announce."""
    assert level.ects is not None
    if isinstance(level, Enseignements):
        inside, totals = variante.noeuds, variante.totaux
    elif id(level) in variante.visibles:
        inside, totals = variante.enfants(level), variante.reach(level)
    else:
        return ()
    if not totals or totals >> half(level.ects) & 1:
        return ()
    told = [noeud.ects for noeud in inside if isinstance(noeud, Periode | Groupe | Choix)]
    if not isinstance(level, Choix) and any(told):
        rest = tuple(noeud for noeud in inside if getattr(noeud, "ects", None) is None or isinstance(noeud, Unite))
        announced = sum((ects for ects in told if ects is not None), Decimal(0))
        added = variante.reach_all(rest) << half(announced)
        if added >> half(level.ects) & 1:
            return ()
    return tuple(members(totals))


def _called(level: _Level) -> str:
    """« Le semestre 5 », « Le groupe G1 », « Le choix « Option » », « La maquette »."""
    match level:
        case Enseignements():
            return "La maquette"
        case Periode():
            return f"{'Le semestre' if level.type == 'semestre' else 'L’année'} {level.n}"
    name = level.code or (f"« {level.intitule} »" if level.intitule else "")
    return f"{'Le groupe' if isinstance(level, Groupe) else 'Le choix'} {name}".rstrip()


def _culprit(variante: Variante, level: _Level, gap: Decimal) -> Unite | None:
    """The unit that, worth ``gap`` more, would have the workload of its credits; failing that, be worth what others
    are; none when nothing points to one.
    """
    inside = variante.noeuds if isinstance(level, Enseignements) else variante.enfants(level)
    units = [noeud for noeud in inside if isinstance(noeud, Unite) and noeud.ects and noeud.ects + gap > 0]
    usual = Counter(unite.ects for unite in units)
    heavy = [unite for unite in units if _suits(variante, unite, gap) and not _suits(variante, unite, Decimal(0))]
    alike = [unite for unite in units if unite.ects is not None and usual[unite.ects + gap] >= usual[unite.ects]]
    found = heavy or alike or (units if len(units) == 1 else [])
    return max(found, key=lambda unite: -usual[unite.ects], default=None)


def _suits(variante: Variante, unite: Unite, gap: Decimal) -> bool:
    """Would 25 to 30 hours by credit make the hours of a unit, if it were worth that much more?"""
    charge = variante.least(heures(variante), (unite,)) or unite.heures_annoncees or Decimal(0)
    ects = (unite.ects or Decimal(0)) + gap
    return bool(charge) and LEAST * ects <= charge <= MOST * ects


@rule(
    "ECT-017",
    title="Une ressource ou une SAÉ contribue à une UE, par des coefficients qui comptent",
    severity=ERREUR,
    source=CONVENTION,
    why="Les crédits vont à l’UE, et ce qui l’alimente y pèse par son coefficient : une contribution à autre chose, ou "
    "des coefficients tous nuls, ne donnent aucune note.",
    message={
        "autre": "L’unité {unite} contribue à {cible}, qui n’est pas une UE ({type}).",
        "soi": "L’unité {unite} contribue à elle-même.",
        "nulle": "Les coefficients de ce qui contribue à {unite} font zéro.",
    },
    hint={
        "": 'Corrigez unite="…" dans <contribution>.',
        "nulle": "Donnez un coefficient à une <contribution> au moins.",
    },
    needs=("maquette",),
    item="maquette",
)
def contributions_go_to_units(programme: Programme) -> Iterator[Hit]:
    """Competence units of a BUT are UE; that the unit exists is STR-003's."""
    for code, parts in programme.alimentent.items():
        cible = programme.unites[code]
        for unite, part in parts:
            if unite is cible:
                yield Hit(part, "soi", attribute="unite", unite=code)
            elif cible.type != "UE":
                yield Hit(part, "autre", attribute="unite", unite=unite.code, cible=code, type=cible.type)
        if cible.type == "UE" and not any(part.coefficient for _, part in parts):
            yield Hit(cible, "nulle", unite=code)

"""What the maquette adds up to: announced against computed, whatever is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dossier.document.blocks import Fact, Flow, fact_table, paragraph
from dossier.document.hours import between, span
from dossier.document.maquette_names import name
from dossier.document.publics import by_public
from dossier.document.tree import Table
from dossier.french.lists import both, enumeration
from dossier.french.numbers import count, hours
from dossier.french.sentences import in_french
from dossier.programme.choices import Variante, variantes
from dossier.programme.heures import ENSEIGNEMENT, Wanted, charge, enseignees
from dossier.programme.maquette import Choix, Groupe, Noeud, Periode, Renvoi, Unite, parcourir
from dossier.programme.model import Programme
from dossier.programme.sums import Bits, credits, half, members
from dossier.programme.vocabulary import HEURES

_FEW = 6  # totals that are still named one by one


def totals(programme: Programme) -> tuple[Table, ...]:
    """The credits within reach, against what is announced, then the hours of teaching and all of them."""
    publics = variantes(programme)
    return fact_table((*_credits(programme, publics), *_hours(programme, publics)))


def reachable(bits: Bits) -> str:
    """« 60 crédits », « 60 ou 62 crédits selon les choix », « de 54 à 66 crédits selon les choix »."""
    totals = [credits(total) for total in members(bits)]
    if not totals:
        return "aucun parcours admissible"
    if len(totals) == 1:
        return count(totals[0], "crédit")
    if len(totals) <= _FEW:
        return f"{both(map(in_french, totals), 'ou')} crédits selon les choix"
    return f"de {in_french(totals[0])} à {in_french(totals[-1])} crédits selon les choix"


def _credits(programme: Programme, publics: tuple[Variante, ...]) -> Iterator[Fact]:
    """Of the diploma; then of what announces another total than its own."""
    whole = [(variante, variante.totaux) for variante in publics]
    ects = programme.identite.diplome.ects
    yield "Crédits du diplôme", _said(ects, whole)
    announced = programme.enseignements.ects
    if announced is not None and announced != ects:
        yield "Crédits des enseignements", _said(announced, whole)
    for noeud in parcourir(programme.enseignements.enfants):
        if isinstance(noeud, Periode | Groupe | Choix) and noeud.ects is not None:
            found = [(each, each.reach(noeud)) for each in publics if id(noeud) in each.visibles]
            if any(bits != 1 << half(noeud.ects) for _, bits in found):
                yield _named(noeud), _said(noeud.ects, found)


def _hours(programme: Programme, publics: tuple[Variante, ...]) -> Iterator[Fact]:
    used = {heures.nature for unite in programme.enseignements.unites for heures in unite.heures}
    teaching = [nature for nature in ENSEIGNEMENT if nature in used]
    if teaching:
        label = f"Heures d’enseignement ({both(HEURES[nature] for nature in teaching)})"
        yield label, _each(publics, enseignees)
    if used or any(unite.heures_annoncees for unite in programme.enseignements.unites):
        whole = by_public((variante, between(charge(programme, variante))) for variante in publics)
        yield "Heures en tout", tuple(map(paragraph, whole))
    announced = programme.enseignements.heures
    if announced is not None:
        yield "Heures annoncées", hours(announced)


def _each(publics: tuple[Variante, ...], wanted: Wanted) -> Flow:
    return tuple(map(paragraph, by_public((variante, span(variante, wanted)) for variante in publics)))


def _named(noeud: Periode | Groupe | Choix) -> str:
    """A period, a group or a choice, told from others of the same title by its options."""
    if not isinstance(noeud, Choix):
        return name(noeud)
    codes = [_option(option) for option in noeud.enfants]
    return f"{name(noeud)} : {enumeration(codes)}"


def _option(noeud: Noeud) -> str:
    match noeud:
        case Unite():
            return noeud.code
        case Renvoi():
            return noeud.unite
    return name(noeud)


def _said(ects: Decimal | None, found: list[tuple[Variante, Bits]]) -> Flow:
    texts = by_public((variante, reachable(bits)) for variante, bits in found)
    differs = ects is not None and any(bits != 1 << half(ects) for _, bits in found)
    if ects is None:
        return tuple(map(paragraph, texts))
    if not differs:
        return (paragraph(f"{count(ects, 'crédit')}, quels que soient les choix"),)
    announced = paragraph(f"{count(ects, 'crédit')} annoncés ; atteignables :")
    return (announced, *map(paragraph, texts))

"""What the maquette adds up to: announced against computed, whatever is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dossier.document.blocks import Content, note, paragraph, table
from dossier.document.figures.totaux import reachable_totals
from dossier.document.hours_table import hours_table
from dossier.document.maquette_names import name
from dossier.document.publics import by_public, visible
from dossier.document.tree import Block, Section
from dossier.french.lists import both, enumeration
from dossier.french.numbers import count
from dossier.french.sentences import in_french
from dossier.programme.choices import Bits, Variante, credits, half, members, variantes
from dossier.programme.maquette import Choix, Groupe, Noeud, Periode, Renvoi, Unite, parcourir
from dossier.programme.model import Programme

_FEW = 6  # totals that are still named one by one


def section_totaux(programme: Programme) -> Section:
    """The credits within reach, then the hours."""
    return Section("Totaux", tuple(_of_totals(programme)))


def _of_totals(programme: Programme) -> Iterator[Block]:
    if not programme.enseignements.enfants:
        return
    publics = variantes(programme)
    yield table(
        "Crédits annoncés et crédits atteignables",
        (8, 3, 6),
        ("Ensemble", "Annoncé", "Atteignable"),
        _credits(programme, publics),
    )
    yield from reachable_totals(programme)
    yield from hours_table(programme, publics)


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


def _credits(programme: Programme, publics: tuple[Variante, ...]) -> Iterator[tuple[Content | None, ...]]:
    whole = [(variante, variante.totaux) for variante in publics]
    yield _row("Diplôme", programme.identite.diplome.ects, whole)
    if programme.enseignements.ects is not None:
        yield _row("Enseignements", programme.enseignements.ects, whole)
    seen = [(variante, {id(noeud) for noeud in visible(variante, variante.noeuds)}) for variante in publics]
    for noeud in parcourir(programme.enseignements.enfants):
        if isinstance(noeud, Periode | Groupe | Choix) and noeud.ects is not None:
            found = [(variante, variante.reach(noeud)) for variante, nodes in seen if id(noeud) in nodes]
            yield _row(_named(noeud), noeud.ects, found)


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


def _row(title: str, ects: Decimal | None, found: list[tuple[Variante, Bits]]) -> tuple[Content | None, ...]:
    texts = by_public((variante, reachable(bits)) for variante, bits in found)
    differs = ects is not None and any(bits != 1 << half(ects) for _, bits in found)
    remark = (note("Ce n’est pas, ou pas toujours, le total annoncé."),) if differs else ()
    return title, None if ects is None else count(ects, "crédit"), (*map(paragraph, texts), *remark)

"""The same thing twice: two units of one title, two periods of one number, two links from one place to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.french.folding import fold
from dossier.programme.maquette import Choix, Enseignements, Groupe, Periode, Unite
from dossier.programme.model import Programme
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, Hit, rule

_Holder = Enseignements | Periode | Groupe | Choix


@rule(
    "STR-012",
    title="Deux unités n’ont pas le même intitulé",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Deux unités de même intitulé ne se distinguent plus sur un relevé de notes ni sur le supplément au diplôme.",
    message="Les unités {premiere} et {seconde} ont le même intitulé : « {intitule} ».",
    hint="Distinguez leurs intitulés, ou remplacez la seconde par un <renvoi> si c’est la même.",
    needs=("maquette",),
)
def each_unit_has_its_own_title(programme: Programme) -> Iterator[Hit]:
    """Units of one kind, after folding; what is open to different tracks or routes may share a title."""
    seen: dict[tuple[str, str], Unite] = {}
    for unite in programme.unites.values():
        key = (unite.type, fold(str(unite.intitule)))
        first = seen.setdefault(key, unite)
        if first is not unite and _meet(first, unite):
            yield Hit(unite, premiere=first.code, seconde=unite.code, intitule=str(unite.intitule))


def _meet(first: Unite | Periode, second: Unite | Periode) -> bool:
    """May one person have both?"""
    return all(
        not mine or not theirs or set(mine) & set(theirs)
        for mine, theirs in ((first.parcours, second.parcours), (first.voies, second.voies))
    )


@rule(
    "STR-013",
    title="Deux périodes n’ont pas le même numéro",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Deux « semestre 1 » dans une maquette : l’un des deux porte un numéro faux, et l’ordre des études se perd.",
    message="{type} {n} est décrit deux fois.",
    hint="Corrigez n dans <periode>.",
    needs=("maquette",),
)
def each_period_has_its_own_number(programme: Programme) -> Iterator[Hit]:
    """Among the periods that one person may follow; tracks and routes may each have their own."""
    told = {"semestre": "Le semestre", "annee": "L’année"}
    seen: list[Periode] = []
    for periode in _periods(programme.enseignements.enfants):
        if any(each.type == periode.type and each.n == periode.n and _meet(each, periode) for each in seen):
            yield Hit(periode, attribute="n", type=told[periode.type], n=periode.n)
        seen.append(periode)


def _periods(children: Iterable[object]) -> Iterator[Periode]:
    """Those of any depth, in order; the options of a choice are alternatives, and are left out."""
    for child in children:
        if isinstance(child, Periode):
            yield child
        if isinstance(child, Periode | Groupe):
            yield from _periods(child.enfants)

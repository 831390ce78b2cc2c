"""Credits: how the maquette is built, where they go, what comes before what."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dossier.programme.choices import Variante, variantes
from dossier.programme.maquette import Choix, Groupe, Noeud, Periode, Renvoi, Unite, parcourir
from dossier.programme.model import Programme
from dossier.programme.referentiel import Bloc, UniteDuBloc
from dossier.programme.sums import credits, half, members
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, ERREUR, INFO, Hit, NotApplicable, Source, rule
from dossier.rules.profiles import NATIONAL

PER_PERIOD = {"semestre": Decimal(30), "annee": Decimal(60)}


@rule(
    "ECT-006",
    title="Un choix laisse le choix",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Un choix dont toutes les options sont à prendre n’en est pas un : le lecteur croit pouvoir choisir.",
    message={
        "seule": "Ce choix n’a qu’une option, et il faut la prendre.",
        "toutes": "Ce choix demande de prendre ses {options} options.",
    },
    hint="Sortez ces unités du <choix> : elles sont obligatoires.",
    needs=("maquette",),
)
def a_choice_leaves_a_choice(programme: Programme) -> Iterator[Hit]:
    """Choices by credits are left out: what they leave depends on the worth of the options."""
    for noeud in programme.enseignements.noeuds:
        if isinstance(noeud, Choix) and not noeud.par_credits and noeud.min == len(noeud.enfants) > 0:
            options = len(noeud.enfants)
            yield Hit(noeud, "seule" if options == 1 else "toutes", options=options)


@rule(
    "ECT-007",
    title="Les options d’un choix valent autant, ou l’écart est expliqué",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Quand une option vaut plus qu’une autre, il faut dire ce qui compense la différence.",
    message="Les options de ce choix valent {valeurs} crédits, et rien ne dit ce qui compense l’écart.",
    hint="Écrivez dans <consigne> ce qui compense, ou donnez des bornes en crédits (ects-min, ects-max).",
    needs=("maquette", "maquette-en-credits"),
)
def options_are_worth_the_same(programme: Programme) -> Iterator[Hit]:
    """Where the diploma has no total: else ECT-002 and ECT-003 hold every path against it."""
    if programme.identite.diplome.ects is not None:
        raise NotApplicable("le diplôme a un total de crédits : ECT-002 et ECT-003 y comparent chaque parcours")
    told: set[int] = set()
    for variante in variantes(programme):
        for choix in variante.under(*variante.noeuds):
            if not isinstance(choix, Choix) or id(choix) in told:
                continue
            worths = {worth for option in variante.enfants(choix) for worth in members(variante.reach(option))}
            if len(worths) > 1 and not (choix.par_credits or choix.consigne or choix.surplus):
                told.add(id(choix))
                yield Hit(choix, valeurs=[credits(worth) for worth in sorted(worths)])


@rule(
    "ECT-009",
    title="Les éléments d’une unité en totalisent les crédits",
    severity=ERREUR,
    source=Source("modalités de contrôle de l’université de Lorraine (2023-2024)", status="V2"),
    why="Une unité vaut ce que valent ses éléments, quels que soient ceux que l’on choisit.",
    message="L’unité {unite} vaut {ects:crédit}, et ses éléments en totalisent {totaux}.",
    hint="Corrigez ects de l’unité {unite}, ou ceux de ses éléments.",
    needs=("maquette", "maquette-en-credits"),
    item="maquette",
)
def components_add_up_to_their_unit(programme: Programme) -> Iterator[Hit]:
    """When every component has credits of its own."""
    told: set[str] = set()
    for variante in variantes(programme):
        for unite in variante.unites.values():
            if unite.ects is None or unite.code in told or not _all_credited(variante, unite.enfants):
                continue
            totals = [credits(total) for total in members(variante.reach_all(variante.enfants(unite)))]
            if totals and totals != [unite.ects]:
                told.add(unite.code)
                yield Hit(unite, attribute="ects", unite=unite.code, ects=unite.ects, totaux=totals)


def _all_credited(variante: Variante, noeuds: tuple[Noeud, ...]) -> bool:
    """Are there components, all with credits?"""
    leaves = [variante.unite(n) for n in parcourir(noeuds) if isinstance(n, Unite | Renvoi)]
    return bool(leaves) and all(leaf is not None and leaf.ects is not None for leaf in leaves)


@rule(
    "ECT-010",
    title="Un semestre vaut 30 crédits, une année 60",
    severity=AVERTISSEMENT,
    source=Source("organisation des études supérieures (LMD)", "60 crédits par année, 30 par semestre", "V"),
    why="À temps plein, la charge est la même d’un semestre à l’autre ; c’est ce qui permet la mobilité.",
    message={
        "semestre": "Le semestre {n} totalise {totaux} crédits au lieu de {attendu}.",
        "annee": "L’année {n} totalise {totaux} crédits au lieu de {attendu}.",
    },
    hint="Déplacez des unités d’une période à l’autre.",
    profiles=(*NATIONAL, "but-2021"),
    needs=("maquette", "maquette-en-credits", "ects"),
    thresholds={"tolerance": (2, "écart admis d’une période à l’autre, en crédits")},
)
def periods_are_balanced(programme: Programme, *, tolerance: Decimal) -> Iterator[Hit]:
    """Full time only: when the periods of that kind would make the diploma, and some path does."""
    for kind, attendu in PER_PERIOD.items():
        periods = [n for n in programme.enseignements.enfants if isinstance(n, Periode) and n.type == kind]
        if len(periods) > 1 and attendu * len(periods) == programme.identite.diplome.ects:
            yield from (hit for periode in periods for hit in _unbalanced(programme, periode, attendu, tolerance))


def _unbalanced(programme: Programme, periode: Periode, attendu: Decimal, tolerance: Decimal) -> Iterator[Hit]:
    """For the first public that meets it so, whatever it chooses."""
    total = half(programme.identite.diplome.ects or Decimal(0))
    for variante in variantes(programme):
        if id(periode) in variante.visibles and variante.totaux >> total & 1:
            totals = [credits(bits) for bits in members(variante.reach(periode))]
            if totals and all(abs(each - attendu) > tolerance for each in totals):
                yield Hit(periode, periode.type, n=periode.n, totaux=totals, attendu=attendu)
                return


@rule(
    "ECT-011",
    title="Chaque crédit va à un bloc, et à un seul",
    severity=ERREUR,
    source=CONVENTION,
    why="Les crédits des unités se répartissent entre les blocs : leur somme est celle du diplôme.",
    message={
        "absente": "{nombre:unité} sans bloc à valider : {unites}.",
        "part": "L’unité {unite} valide les blocs {blocs}, et rien ne dit combien de ses crédits vont à chacun.",
        "somme": "L’unité {unite} vaut {ects:crédit} et en donne {somme} aux blocs {blocs}.",
    },
    hint={
        "absente": 'Ajoutez <unite ref="…"/> au bloc que chacune valide.',
        "part": 'Ajoutez ects="…" à l’élément <unite> qui cite {unite} dans chacun de ces blocs.',
        "somme": "Corrigez ects dans les éléments <unite> des blocs qui citent {unite}.",
    },
    needs=("maquette", "maquette-en-credits", "blocs-en-unites"),
)
def credits_go_to_the_blocks(programme: Programme) -> Iterator[Hit]:
    """Unit by unit, so that every path adds up; units of blocks to choose from are left out."""
    common = [bloc for bloc in programme.blocs.enfants if isinstance(bloc, Bloc) and not bloc.facultatif]
    optional = {u.ref for bloc in programme.blocs if bloc not in common for u in bloc.unites}
    told: set[str] = set()
    for track in sorted({code for bloc in common for code in bloc.parcours}) or [""]:
        blocs = [bloc for bloc in common if not bloc.parcours or track in bloc.parcours]
        for code, shares in _shares(blocs).items():
            unite = programme.unites.get(code)
            if unite is not None and unite.ects is not None and code not in optional | told:
                hits = list(_wrongly_shared(unite, shares))
                told.update(code for _ in hits)
                yield from hits
    assigned = optional | {unite.ref for bloc in common for unite in bloc.unites}
    left = [u.code for u in programme.enseignements.unites_principales if u.ects and not assigned & _codes(u)]
    if left and all(bloc.unites for bloc in programme.blocs):
        yield Hit(programme.blocs, "absente", nombre=len(left), unites=left)


def _shares(blocs: list[Bloc]) -> dict[str, list[tuple[str, UniteDuBloc]]]:
    """By code of unit, the blocks that it validates and what it brings to each."""
    found: dict[str, list[tuple[str, UniteDuBloc]]] = {}
    for bloc in blocs:
        for unite in bloc.unites:
            found.setdefault(unite.ref, []).append((bloc.code, unite))
    return found


def _wrongly_shared(unite: Unite, shares: list[tuple[str, UniteDuBloc]]) -> Iterator[Hit]:
    blocs = [bloc for bloc, _ in shares]
    given = [share.ects for _, share in shares if share.ects is not None]
    if len(given) < len(shares):
        if len(shares) > 1:
            yield Hit(shares[0][1], "part", unite=unite.code, blocs=blocs)
    elif sum(given, Decimal(0)) != unite.ects:
        somme = sum(given, Decimal(0))
        yield Hit(shares[0][1], "somme", unite=unite.code, ects=unite.ects, somme=somme, blocs=blocs)


def _codes(unite: Unite) -> set[str]:
    """Of a unit and its components, choices included."""
    return {unite.code} | {noeud.code for noeud in parcourir(unite.enfants) if isinstance(noeud, Unite)}


@rule(
    "ECT-014",
    title="Une unité prérequise vient avant",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="On ne peut pas exiger d’avoir suivi ce qui n’a pas encore lieu.",
    message={
        "cercle": "L’unité {unite} est, par ses prérequis, prérequise d’elle-même : {chemin}.",
        "apres": "L’unité {unite} exige {prerequis}, qui a lieu après elle.",
    },
    hint="Corrigez <prerequis-unite>, ou déplacez l’une des deux unités.",
    needs=("maquette",),
)
def what_is_required_comes_first(programme: Programme) -> Iterator[Hit]:
    """By the semesters of one year, or of years both numbered."""
    when = dict(_calendar(programme.enseignements.enfants, None, None))
    circles: set[frozenset[str]] = set()
    for unite in programme.unites.values():
        circle = _circle(programme, unite)
        if circle and frozenset(circle) not in circles:
            circles.add(frozenset(circle))
            yield Hit(unite, "cercle", unite=unite.code, chemin=" → ".join((*circle, unite.code)))
        for required in unite.prerequis:
            if not circle and _later(when.get(required.ref), when.get(unite.code)):
                yield Hit(required, "apres", unite=unite.code, prerequis=required.ref)


_Moment = tuple[int | None, int | None]


def _calendar(noeuds: tuple[Noeud, ...], year: int | None, term: int | None) -> Iterator[tuple[str, _Moment]]:
    """Year and semester of each unit, None when the file does not say."""
    for noeud in noeuds:
        if isinstance(noeud, Unite):
            yield noeud.code, (year, term)
        if isinstance(noeud, Periode):
            inside = (noeud.n, term) if noeud.type == "annee" else (year, noeud.n)
            yield from _calendar(noeud.enfants, *inside)
        elif isinstance(noeud, Groupe | Choix | Unite):
            yield from _calendar(noeud.enfants, year, term)


def _later(one: _Moment | None, other: _Moment | None) -> bool:
    """Does one surely come after the other?"""
    if one is None or other is None:
        return False
    if one[0] is not None and other[0] is not None and one[0] != other[0]:
        return one[0] > other[0]
    return one[0] == other[0] and one[1] is not None and other[1] is not None and one[1] > other[1]


def _circle(programme: Programme, unite: Unite) -> tuple[str, ...]:
    """The way from a unit back to itself through what it requires."""
    waiting: list[tuple[str, ...]] = [(unite.code,)]
    seen: set[str] = set()
    while waiting:
        path = waiting.pop()
        last = programme.unites.get(path[-1])
        for required in last.prerequis if last else ():
            if required.ref == unite.code:
                return path
            if required.ref not in seen:
                seen.add(required.ref)
                waiting.append((*path, required.ref))
    return ()


@rule(
    "ECT-015",
    title="Une unité n’est ni trop petite, ni trop grande",
    severity=INFO,
    source=Source("pages de formation du Cnam", "une unité d’activité de 17 crédits ; seuils de l’outil", status="V2"),
    why="Une unité trop petite s’évalue pour presque rien ; une trop grande fait tout dépendre d’une note.",
    message="L’unité {unite} vaut {ects:crédit} ; l’usage est de {minimum} à {maximum}.",
    hint="Réunissez de petites unités, ou partagez la grande en éléments.",
    needs=("maquette", "maquette-en-credits"),
    thresholds={
        "minimum": (2, "crédits de la plus petite unité"),
        "maximum": (30, "crédits de la plus grande unité"),
    },
)
def a_unit_has_a_fair_size(programme: Programme, *, minimum: Decimal, maximum: Decimal) -> Iterator[Hit]:
    """Components are not looked at; zero is ECT-008's."""
    for unite in programme.enseignements.unites_principales:
        if unite.ects and not minimum <= unite.ects <= maximum:
            code, least, most = unite.code, minimum, maximum
            yield Hit(unite, attribute="ects", unite=code, ects=unite.ects, minimum=least, maximum=most)

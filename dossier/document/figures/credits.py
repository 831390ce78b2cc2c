"""Credits by block and by type of unit, as stacked bars: the same units for all, then what choices give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dossier.document.figures.drawing import PORTRAIT, Entry, key, path, picture, shaded, swatch, text
from dossier.document.figures.palette import NATURES, OPTIONAL, SOFT
from dossier.document.text_width import fitting, length
from dossier.document.tree import Figure
from dossier.french.lists import both
from dossier.french.numbers import agreeing
from dossier.french.sentences import in_french
from dossier.programme.choices import Value, Variante, members, variantes
from dossier.programme.choices import credits as from_half
from dossier.programme.maquette import Choix, Noeud, Renvoi, Unite
from dossier.programme.model import Programme
from dossier.programme.vocabulary import UNITES

_LABELS, _ROW, _BAR = 150, 30, 18
_MOST = 26  # rows on a page
_UNKNOWN, _OUTSIDE = "Part non précisée", "Hors bloc"
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Barre:
    """Credits: what everyone acquires by the same units, by type of unit; then what one learner at least, and at most,
    acquires by units that differ from one to another.
    """

    nom: str
    parts: dict[str, Decimal]
    least: Decimal
    most: Decimal

    @property
    def total(self) -> str:
        """« 21 », « 60 à 62 »."""
        sure = sum(self.parts.values(), _ZERO)
        return _span(sure + self.least, sure + self.most)

    @property
    def longest(self) -> Decimal:
        """The credits of whoever acquires the most."""
        return sum(self.parts.values(), self.most)


def _span(least: Decimal, most: Decimal) -> str:
    return in_french(least) if least == most else f"{in_french(least)} à {in_french(most)}"


def credits_by_bloc(programme: Programme, by_bloc: dict[str, Barre]) -> tuple[Figure, ...]:
    """The bars of blocks, or one for the whole when there is none; no drawing when no unit gives credits."""
    bars = list(by_bloc.values()) or _whole(programme)
    if not bars or len(bars) > _MOST:
        return ()
    varies = _varies(programme)
    caption = "Crédits par bloc et par type d’unité" if by_bloc else "Crédits par type d’unité"
    return (Figure(_svg(bars, varies), caption, " ".join(_said(bar, varies) for bar in bars)),)


def barres(programme: Programme) -> dict[str, Barre]:
    """A bar for each block that has credits, by its code, then for those not shared out and those of no block; none
    when blocks name no units.
    """
    if not any(bloc.unites for bloc in programme.blocs):
        return {}
    names = {bloc.code: f"Bloc {bloc.code}" for bloc in programme.blocs} | {_UNKNOWN: _UNKNOWN, _OUTSIDE: _OUTSIDE}
    shares, publics = _shares(programme), variantes(programme)
    found = {}
    for code, name in names.items():

        def value(unite: Unite, code: str = code) -> Decimal | None:
            return None if unite.ects is None else shares[unite.code].get(code, _ZERO)

        bar = _barre(programme, publics, name, value)
        if bar.longest:
            found[code] = bar
    return found


def _shares(programme: Programme) -> dict[str, dict[str, Decimal]]:
    """By code of unit, the credits that it brings to each block.

    What a unit brings to several blocks without saying how much to each is not shared out for it.
    """
    named: dict[str, dict[str, Decimal | None]] = defaultdict(dict)
    for bloc in programme.blocs:
        for part in bloc.unites:
            named[part.ref][bloc.code] = part.ects
    return {code: _share(unite.ects or _ZERO, named[code]) for code, unite in programme.unites.items()}


def _share(ects: Decimal, named: dict[str, Decimal | None]) -> dict[str, Decimal]:
    alone = len(named) == 1
    given = {code: ects if part is None else part for code, part in named.items() if alone or part is not None}
    rest = max(ects - sum(given.values(), _ZERO), _ZERO)
    return given | {_UNKNOWN if len(given) < len(named) else _OUTSIDE: rest}


def _barre(programme: Programme, publics: tuple[Variante, ...], name: str, value: Value) -> Barre:
    parts = _parts(programme, value)
    sure = sum(parts.values(), _ZERO)
    least = min(variante.minimum(value) for variante in publics)
    most = max(variante.maximum(value) for variante in publics)
    return Barre(name, parts, least - sure, most - sure)


def _whole(programme: Programme) -> list[Barre]:
    """One bar, that ends where the totals within reach do; none without credits."""
    parts = _parts(programme, lambda unite: unite.ects)
    sure = sum(parts.values(), _ZERO)
    totals = [from_half(total) for variante in variantes(programme) for total in members(variante.totaux)] or [sure]
    bar = Barre("Ensemble", parts, min(totals) - sure, max(totals) - sure)
    return [bar] if bar.longest else []


def _parts(programme: Programme, value: Value) -> dict[str, Decimal]:
    """By type, what the units that everyone takes bring."""
    parts: dict[str, Decimal] = {}
    for unite in _common(programme.enseignements.enfants):
        brought = value(unite)
        if brought:
            parts[unite.type] = parts.get(unite.type, _ZERO) + brought
    return {kind: parts[kind] for kind in NATURES if kind in parts}


def _common(noeuds: tuple[Noeud, ...]) -> Iterator[Unite]:
    """The units that bear credits, outside any choice and for every public."""
    for noeud in noeuds:
        if isinstance(noeud, Renvoi | Choix) or noeud.parcours or noeud.voies:
            continue
        if isinstance(noeud, Unite) and noeud.ects is not None:
            yield noeud
        else:
            yield from _common(noeud.enfants)


def _varies(programme: Programme) -> str:
    """What makes the units differ from one learner to another."""
    filtered = any(noeud.parcours or noeud.voies for noeud in programme.enseignements.noeuds)
    return "selon le choix, le parcours ou la voie" if filtered else "selon le choix"


def _said(bar: Barre, varies: str) -> str:
    """« Bloc B2 : 21 crédits, dont 9 en UE, 5 en UA et 7 selon le choix. »."""
    parts = [f"{in_french(ects)} en {kind}" for kind, ects in bar.parts.items()]
    parts += [f"{_span(bar.least, bar.most)} {varies}"] if bar.most else []
    return f"{bar.nom} : {bar.total} {agreeing(bar.longest, 'crédit')}, dont {both(parts)}."


# ── The drawing ──────────────────────────────────────────────────────────────────────────────────────────────────


def _svg(bars: list[Barre], varies: str) -> str:
    room = PORTRAIT - _LABELS - 10 - max(length(_figures(bar), bold=True) for bar in bars)
    scale = room / float(max(bar.longest for bar in bars))
    rows = (piece for rank, bar in enumerate(bars) for piece in _bar(bar, scale, rank * _ROW + 6))
    bottom = _ROW * len(bars) + 8
    entries = list(_entries(bars, varies))
    legend = (key(_LABELS, bottom + 20 * rank, [entry]) for rank, entry in enumerate(entries))
    return picture(PORTRAIT, bottom + 20 * len(entries), (*rows, *legend))


def _figures(bar: Barre) -> str:
    """The total, and what makes it: « 21 (9 + 5 + 7) »."""
    parts = [in_french(ects) for ects in bar.parts.values()] + ([_span(bar.least, bar.most)] if bar.most else [])
    return f"{bar.total} ({' + '.join(parts)})" if len(parts) > 1 else bar.total


def _bar(bar: Barre, scale: float, y: float) -> Iterator[str]:
    yield text(_LABELS - 8, y + 13, fitting(bar.nom, _LABELS - 10), anchor="end")
    x = float(_LABELS)
    for ects, shade in (*((ects, NATURES[kind]) for kind, ects in bar.parts.items()), (bar.least, OPTIONAL)):
        width = float(ects) * scale
        if width:
            yield shaded(x, y, width, _BAR, shade)
            x += width
    more = float(bar.most - bar.least) * scale
    if more:
        yield _open(x, y, more, _BAR)
    yield text(x + more + 8, y + 13, _figures(bar), bold=True)


def _open(x: float, y: float, width: float, height: float) -> str:
    """An empty box with a broken edge: what some have and others have not."""
    return path((f"M{x:.2f} {y:.2f}h{width:.2f}v{height:.2f}h{-width:.2f}z",), SOFT, 1.2, dashed=True)


def _entries(bars: list[Barre], varies: str) -> Iterator[Entry]:
    """One kind a line: their names are long."""
    for kind, shade in NATURES.items():
        if any(kind in bar.parts for bar in bars):
            yield swatch(shade), f"{kind} : {UNITES[kind].lower()}"
    if any(bar.least for bar in bars):
        yield swatch(OPTIONAL), f"crédits que chacun acquiert, par des unités qui varient {varies}"
    if any(bar.least < bar.most for bar in bars):
        yield _open(1, 1, 10, 10), f"crédits que certains seulement acquièrent, {varies}"

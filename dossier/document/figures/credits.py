"""Credits by block and by type of unit, as stacked bars; what is only for some is drawn apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from dossier.document.figures.drawing import PORTRAIT, fitting, key, picture, shaded, swatch, text
from dossier.document.figures.palette import NATURES, OPTIONAL
from dossier.document.tree import Figure
from dossier.document.wording import both, count
from dossier.programme.maquette import Choix, Noeud, Renvoi, Unite
from dossier.programme.model import Programme
from dossier.programme.vocabulary import UNITES
from dossier.rules.wording import in_french

_LABELS, _ROW, _BAR, _TOTAL = 150, 30, 18, 60
_MOST = 26  # rows on a page
_OPTIONAL = "au choix"
_WORDS = {_OPTIONAL: "crédits que tous n’acquièrent pas : au choix, ou selon le parcours ou la voie"}
_SHADES = {**NATURES, _OPTIONAL: OPTIONAL}


@dataclass(frozen=True, slots=True)
class Barre:
    """A bar: its name, and its credits by type of unit, or for what is only for some."""

    nom: str
    parts: dict[str, Decimal] = field(default_factory=dict)

    def add(self, kind: str, ects: Decimal) -> None:
        """More credits of a kind; nothing is not a kind."""
        if ects:
            self.parts[kind] = self.parts.get(kind, Decimal(0)) + ects


def credits_by_bloc(programme: Programme) -> tuple[Figure, ...]:
    """A bar for each block; for the whole when blocks name no units; none when no unit gives credits."""
    named = any(bloc.unites for bloc in programme.blocs)
    bars = [bar for bar in (_by_bloc(programme) if named else _whole(programme)) if bar.parts]
    if not bars or len(bars) > _MOST:
        return ()
    caption = "Crédits par bloc et par type d’unité" if named else "Crédits par type d’unité"
    return (Figure(_svg(bars), caption, " ".join(map(_said, bars))),)


def _counted(noeuds: tuple[Noeud, ...], optional: bool = False) -> Iterator[tuple[Unite, str, Decimal]]:
    """The units that bear credits: with their type, or « au choix » for those that only some take."""
    for noeud in noeuds:
        if isinstance(noeud, Renvoi):
            continue
        apart = optional or bool(noeud.parcours or noeud.voies)
        if isinstance(noeud, Unite) and noeud.ects is not None:
            yield noeud, _OPTIONAL if apart else noeud.type, noeud.ects
        else:
            yield from _counted(noeud.enfants, apart or isinstance(noeud, Choix))


def _whole(programme: Programme) -> list[Barre]:
    bar = Barre("Ensemble")
    for _, kind, ects in _counted(programme.enseignements.enfants):
        bar.add(kind, ects)
    return [bar]


def _by_bloc(programme: Programme) -> list[Barre]:
    """What a unit brings to several blocks without saying how much to each is not shared out for it."""
    bars = {bloc.code: Barre(f"Bloc {bloc.code}") for bloc in programme.blocs}
    unknown, outside = Barre("Part non précisée"), Barre("Hors bloc")
    for unite, kind, ects in _counted(programme.enseignements.enfants):
        shares = {bloc.code: part.ects for bloc in programme.blocs for part in bloc.unites if part.ref == unite.code}
        if len(shares) == 1:
            shares = {code: ects if part is None else part for code, part in shares.items()}
        given = {code: part for code, part in shares.items() if part is not None}
        for code, part in given.items():
            bars[code].add(kind, part)
        rest = max(ects - sum(given.values(), Decimal(0)), Decimal(0))
        (unknown if len(given) < len(shares) else outside).add(kind, rest)
    return [*bars.values(), unknown, outside]


def _said(bar: Barre) -> str:
    parts = (f"{count(ects, 'crédit')} {_kind(kind)}" for kind, ects in bar.parts.items())
    return f"{bar.nom} : {both(parts)}."


def _kind(kind: str) -> str:
    return "que tous n’acquièrent pas" if kind == _OPTIONAL else f"en {kind}"


# ── The drawing ──────────────────────────────────────────────────────────────────────────────────────────────────


def _svg(bars: list[Barre]) -> str:
    longest = max(sum(bar.parts.values()) for bar in bars)
    scale = (PORTRAIT - _LABELS - _TOTAL) / float(longest)
    kinds = [kind for kind in _SHADES if any(kind in bar.parts for bar in bars)]
    rows = (piece for rank, bar in enumerate(bars) for piece in _bar(bar, kinds, scale, rank * _ROW + 6))
    top = len(bars) * _ROW + 14
    legend = _legend(kinds, top)
    return picture(PORTRAIT, top + 20 * len(legend), (*rows, *legend))


def _bar(bar: Barre, kinds: list[str], scale: float, y: float) -> Iterator[str]:
    yield text(_LABELS - 8, y + 13, fitting(bar.nom, _LABELS - 10), anchor="end")
    x = float(_LABELS)
    for kind in kinds:
        width = float(bar.parts.get(kind, 0)) * scale
        if width:
            yield shaded(x, y, width, _BAR, _SHADES[kind])
            x += width
    yield text(x + 8, y + 13, " + ".join(in_french(bar.parts[kind]) for kind in kinds if kind in bar.parts), bold=True)


def _legend(kinds: list[str], y: float) -> list[str]:
    """One kind a line: their names are long."""
    words = [_WORDS.get(kind) or f"{kind} : {UNITES[kind].lower()}" for kind in kinds]
    return [
        key(_LABELS, y + 20 * rank, [(swatch(_SHADES[kind]), said)])
        for rank, (kind, said) in enumerate(zip(kinds, words, strict=True))
    ]

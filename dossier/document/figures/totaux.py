"""The totals of credits that choices lead to, held against the announced one, on a scale."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from dossier.document.figures.drawing import PORTRAIT, diamond, disc, key, path, picture, text
from dossier.document.figures.letters import fitting
from dossier.document.figures.palette import ACCENT, INK, LINE, PAPER, SOFT
from dossier.document.publics import public
from dossier.document.tree import Figure
from dossier.document.wording import both, count
from dossier.programme.choices import Variante, credits, half, members, variantes
from dossier.programme.model import Programme
from dossier.rules.wording import in_french

_LABELS, _ROW, _TOP = 200, 34, 30
_NAMED = 12  # totals that are written one by one
_MARGIN = 4  # half-credits on each side of the scale


def reachable_totals(programme: Programme) -> tuple[Figure, ...]:
    """One scale for each public; none when choices lead everyone to the announced total, which the text says."""
    announced = programme.identite.diplome.ects
    found = [(variante, list(members(variante.totaux))) for variante in variantes(programme)]
    found = [(variante, totals) for variante, totals in found if totals]
    expected = [half(announced)] if announced is not None else []
    if all(len(totals) == 1 and totals == (expected or totals) for _, totals in found):
        return ()
    caption = "Crédits atteignables selon les choix"
    return (Figure(_svg(found, announced), caption, _alternative(found, announced)),)


def _alternative(found: list[tuple[Variante, list[int]]], announced: Decimal | None) -> str:
    opening = f"Total annoncé : {count(announced, 'crédit')}." if announced is not None else "Aucun total annoncé."
    said = (f"{public(variante)} : {_totals(totals)}." for variante, totals in found)
    return " ".join((opening, *said))


def _totals(totals: list[int]) -> str:
    if len(totals) > _NAMED:
        return f"{len(totals)} totaux, de {in_french(credits(totals[0]))} à {in_french(credits(totals[-1]))} crédits"
    return f"{both((in_french(credits(total)) for total in totals), 'ou')} crédits"


# ── The drawing ──────────────────────────────────────────────────────────────────────────────────────────────────


class _Scale:
    """Where a number of half-credits stands."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least - _MARGIN, most + _MARGIN

    def at(self, total: int) -> float:
        return _LABELS + (PORTRAIT - _LABELS - 20) * (total - self.least) / (self.most - self.least)


def _svg(found: list[tuple[Variante, list[int]]], announced: Decimal | None) -> str:
    expected = half(announced) if announced is not None else None
    every = [total for _, totals in found for total in totals] + ([expected] if expected is not None else [])
    scale = _Scale(min(every), max(every))
    bottom = _TOP + _ROW * len(found)
    rows = (_row(scale, variante, totals, expected, rank) for rank, (variante, totals) in enumerate(found))
    return picture(PORTRAIT, bottom + 34, (_expected(scale, expected, bottom), *rows, _legend(expected, bottom + 12)))


def _expected(scale: _Scale, expected: int | None, bottom: float) -> str:
    if expected is None:
        return ""
    x = scale.at(expected)
    words = f"{in_french(credits(expected))} crédits annoncés"
    return path((f"M{x:.2f} 18V{bottom}",), INK, 1.5, dashed=True) + text(x, 13, words, anchor="middle", bold=True)


def _row(scale: _Scale, variante: Variante, totals: list[int], expected: int | None, rank: int) -> str:
    y = _TOP + _ROW * rank + 20
    line = path((f"M{_LABELS} {y}H{PORTRAIT - 20}",), LINE)
    label = text(2, y + 4, fitting(public(variante), _LABELS - 12))
    return line + label + "".join(_marks(scale, totals, expected, y))


def _marks(scale: _Scale, totals: list[int], expected: int | None, y: float) -> Iterator[str]:
    """A disc where the total is the announced one, a diamond where it is not; the ends are named, or all when few."""
    named = set(totals) if len(totals) <= _NAMED and _apart(scale, totals) else {totals[0], totals[-1]}
    for total in totals:
        x = scale.at(total)
        yield disc(x, y, 5.5, ACCENT, ACCENT) if total == expected else diamond(x, y, 6, PAPER, INK)
        if total in named:
            yield text(x + (9 if total == expected else 0), y - 9, in_french(credits(total)), anchor="middle", size=11)


def _apart(scale: _Scale, totals: list[int]) -> bool:
    return all(scale.at(right) - scale.at(left) >= 24 for left, right in pairwise(totals))


def _legend(expected: int | None, y: float) -> str:
    if expected is None:
        return key(_LABELS, y, [(diamond(6, 6, 6, PAPER, INK), "total atteignable")])
    met = (disc(6, 6, 5.5, ACCENT, SOFT), "total annoncé, atteignable")
    return key(_LABELS, y, [met, (diamond(6, 6, 6, PAPER, INK), "autre total atteignable")])

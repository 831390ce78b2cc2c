"""The totals of credits that choices lead to, held against the announced one, on a scale."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from dossier.document.figures.drawing import PORTRAIT, diamond, disc, key, path, picture, text
from dossier.document.figures.palette import ACCENT, INK, LINE, PAPER, SOFT
from dossier.document.publics import public
from dossier.document.text_width import fitting
from dossier.document.tree import Figure
from dossier.french.lists import both
from dossier.french.numbers import count
from dossier.french.sentences import in_french
from dossier.programme.choices import Variante, credits, half, members, variantes
from dossier.programme.model import Programme

_LABELS, _ROW, _TOP = 200, 34, 30
_NAMED = 12  # totals that are written one by one
_MARGIN = 4  # half-credits on each side of the scale
_TIGHT = 14  # marks nearer than that would hide each other


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
    return picture(
        PORTRAIT, bottom + 34, (_expected(scale, expected, bottom), *rows, _legend(scale, found, expected, bottom + 12))
    )


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
    named = set(totals) if len(totals) <= _NAMED and _apart(scale, totals, 24) else {totals[0], totals[-1]}
    runs = _runs(scale, totals)
    for run in runs:
        if len(run) > 1:
            yield path((f"M{scale.at(run[0]):.2f} {y}H{scale.at(run[-1]):.2f}",), INK, 5)
    for total in sorted({end for run in runs for end in (run[0], run[-1])} - {expected}):
        yield diamond(scale.at(total), y, 6, PAPER, INK)
    if expected in totals:
        yield disc(scale.at(expected), y, 5.5, ACCENT, PAPER)
    for total in sorted(named):
        aside = 9 if total == expected else 0
        yield text(scale.at(total) + aside, y - 9, in_french(credits(total)), anchor="middle", size=11)


def _runs(scale: _Scale, totals: list[int]) -> list[list[int]]:
    """Totals too near each other for a mark each, together."""
    runs = [[totals[0]]]
    for total in totals[1:]:
        if _apart(scale, [runs[-1][-1], total], _TIGHT):
            runs.append([total])
        else:
            runs[-1].append(total)
    return runs


def _apart(scale: _Scale, totals: list[int], least: float) -> bool:
    return all(scale.at(right) - scale.at(left) >= least for left, right in pairwise(totals))


def _legend(scale: _Scale, found: list[tuple[Variante, list[int]]], expected: int | None, y: float) -> str:
    other = "total atteignable" if expected is None else "autre total atteignable"
    entries = [(diamond(6, 6, 6, PAPER, INK), other)]
    if expected is not None:
        entries.insert(0, (disc(6, 6, 5.5, ACCENT, SOFT), "total annoncé, atteignable"))
    if any(len(run) > 1 for _, totals in found for run in _runs(scale, totals)):
        entries.append((path(("M0 6H14",), INK, 5), "totaux voisins"))
    return key(_LABELS / 2, y, entries)

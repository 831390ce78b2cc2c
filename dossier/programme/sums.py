"""Totals of credits that can be reached, and what each of them costs: sets held as bits, never enumerated.

Totals are sets of half-credits held as bits of one integer (bit n set: n half-credits can be reached), so that taking
one more option is a shift. ``Sums`` sorts them by a value: the least that each total can have.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

Bits = int
Value = Any
"""Anything that adds up and has an order: hours, credits of a kind, a way through the choices."""
Sums = dict[Value, Bits]
"""Value → the totals that have it at the least; each total stands under one value only."""

NONE: Bits = 0
ZERO: Bits = 1


def half(credits: Decimal) -> int:
    """Credits as half-credits."""
    return int(credits * 2)


def credits(half_credits: int) -> Decimal:
    """Half-credits as credits."""
    return Decimal(half_credits) / 2


def members(bits: Bits) -> Iterator[int]:
    """The half-credits of a set, in rising order."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def single(total: int, value: Value = 0) -> Sums:
    """One total, with its value."""
    return {value: 1 << total}


def every(sums: Sums) -> Bits:
    """All the totals, whatever their value."""
    found = NONE
    for bits in sums.values():
        found |= bits
    return found


def least(sums: Sums) -> Value | None:
    """The least value; None when there is no total."""
    return min(sums, default=None)


def plus(left: Sums, right: Sums) -> Sums:
    """The same, each total keeping its least value."""
    if len(left) == len(right) == 1:
        ((one, bits),), ((other, more),) = left.items(), right.items()
        return {one + other: added(bits, more)}
    found: Sums = {}
    for one, bits in left.items():
        for other, more in right.items():
            value = one + other
            found[value] = found.get(value, NONE) | added(bits, more)
    return _pruned(found)


def added(left: Bits, right: Bits) -> Bits:
    """Every sum of a total of each."""
    fewer, more = (left, right) if left.bit_count() <= right.bit_count() else (right, left)
    total = NONE
    for shift in members(fewer):
        total |= more << shift
    return total


def union(left: Sums, right: Sums) -> Sums:
    """The totals of either."""
    if not left or not right:
        return left or right
    found = dict(left)
    for value, bits in right.items():
        found[value] = found.get(value, NONE) | bits
    return _pruned(found)


def shifted(sums: Sums, total: int, value: Value = 0) -> Sums:
    """With as much more to each."""
    return {each + value: bits << total for each, bits in sums.items()}


def between(sums: Sums, low: int | None, high: int | None) -> Sums:
    """The totals within bounds, both counting; None: no bound."""
    kept = -1 << low if low is not None and low > 0 else -1
    if high is not None:
        kept &= (1 << high + 1) - 1 if high >= 0 else NONE
    return {value: bits & kept for value, bits in sums.items() if bits & kept}


def flat(sums: Sums, total: int = 0) -> Sums:
    """Credits set to one total: only the least value remains."""
    return {min(sums): 1 << total} if sums else {}


def worth(sums: Sums, value: Value) -> Sums:
    """The same totals, all of one value."""
    return {value: every(sums)} if sums else {}


def _pruned(sums: Sums) -> Sums:
    if len(sums) == 1:
        return sums
    found, seen = {}, NONE
    for value in sorted(sums):
        bits = sums[value] & ~seen
        if bits:
            found[value] = bits
            seen |= bits
    return found

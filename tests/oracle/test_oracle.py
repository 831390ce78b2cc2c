"""The tool agrees with plain enumeration on programmes drawn from their seed (see ``python -m bench.oracle``)."""

from __future__ import annotations

import pytest

from tests.oracle.compare import compare, rules

SEEDS = 300
_CHUNK = 50


@pytest.mark.parametrize("first", range(0, SEEDS, _CHUNK))
def test_every_programme_is_counted_as_enumeration_counts_it(first: int) -> None:
    judged = rules()
    found = {seed: compare(seed, judged).disagreements for seed in range(first, first + _CHUNK)}
    assert {seed: what for seed, what in found.items() if what} == {}

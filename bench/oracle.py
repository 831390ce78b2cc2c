"""``python -m bench.oracle [N [FIRST]]``: the tool against plain enumeration, on N programmes drawn from their seed."""

from __future__ import annotations

import sys
from collections import Counter
from time import process_time

from tests.oracle.compare import compare, rules

SHOWN = 10


def main(programmes: int = 100_000, first: int = 0) -> None:
    """Prints the disagreements by rule (none, one hopes), and how many selections were enumerated."""
    judged, start = rules(), process_time()
    selections = left_out = 0
    by_rule: Counter[str] = Counter()
    for seed in range(first, first + programmes):
        comparison = compare(seed, judged)
        selections += comparison.selections or 0
        left_out += comparison.selections is None
        for rule, what in comparison.disagreements:
            by_rule[rule] += 1
            if by_rule.total() <= SHOWN:
                print(f"  seed {seed}: {rule}, {what}")
    print(f"oracle: {programmes} programmes ({left_out} left out), {selections} selections enumerated")
    print(f"  disagreements: {by_rule.total()} {dict(by_rule)}, {process_time() - start:.0f} s of CPU")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

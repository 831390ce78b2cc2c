"""How judging grows with the programme: 10 to 1,000 units under nested choices, which nobody may enumerate."""

from __future__ import annotations

import math
import tempfile
from functools import partial
from pathlib import Path

from bench.clock import cpu_of_call
from bench.programmes import programme
from dossier.programme.reader import ReadProgramme, read
from dossier.rules.families import catalogue
from dossier.rules.runner import judge
from dossier.settings import Settings

SIZES = (10, 30, 100, 300, 1000)
GOAL = 1.3
"""Times what n log n would cost, from the size before."""


def main() -> None:
    """CPU of judging, size by size, over what n log n makes of the size before."""
    before: tuple[int, float] | None = None
    for units in SIZES:
        source = _read(units)
        spent = cpu_of_call(partial(judge, source, catalogue(), Settings()))
        line = f"judging {units:5} units: {spent * 1000:7.1f} ms"
        if before:
            smaller, cost = before
            fair = cost * units * math.log(units) / (smaller * math.log(smaller))
            ratio = spent / fair
            line += f"   × {ratio:4.2f} of n log n{'  ok' if ratio <= GOAL else '  MISSED'} (goal {GOAL})"
        print(line)
        before = units, spent


def _read(units: int) -> ReadProgramme:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "banc.xml"
        path.write_text(programme(units), "utf-8")
        return read(path)


if __name__ == "__main__":
    main()

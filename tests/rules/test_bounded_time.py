"""A text of one sign repeated costs what it weighs: no pattern walks it again from each of its characters.

What is held is the growth from one length to four times as much, not a speed: linear work grows by four, quadratic by
sixteen; the least work that is compared is long enough to be measured.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dossier.programme.reader import read_source
from dossier.programme.source import scan
from dossier.reports import text as text_report
from dossier.rules.families import catalogue
from dossier.rules.runner import judge
from dossier.settings import Settings
from tests.programme.specimens import programme

UNITS = [" ", "1) a ; ", "le le ", "a@b-b-b-", "(", ")", '"', "a", ". ", "1", ",a", "\n", "-", "A", "\xa0", "l’", "a·e"]
SHORT, LONG = 5_000, 20_000
ENOUGH = 1.0
"""Seconds of the longer text under which there is nothing to compare."""


def _spent(unit: str, size: int) -> float:
    text = unit * (size // len(unit))
    data = programme(parts=f"<presentation><resume><p>x{text}y</p></resume></presentation>").encode()
    start = time.process_time()
    judgement = judge(read_source(scan(Path("p.xml"), data)), catalogue(), Settings())
    text_report.emit([judgement])
    return time.process_time() - start


@pytest.mark.parametrize("unit", UNITS)
def test_a_sign_repeated_costs_what_it_weighs(unit: str) -> None:
    longer = _spent(unit, LONG)
    assert longer < ENOUGH or longer < 9 * _spent(unit, SHORT)

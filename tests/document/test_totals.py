"""The totals that choices let reach, as a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dossier.document.sections.totaux import reachable
from dossier.programme.sums import half


@pytest.mark.parametrize(
    ("totals", "words"),
    [
        (["60"], "60 crédits"),
        (["60", "62"], "60 ou 62 crédits selon les choix"),
        (["59.5", "60", "62"], "59,5, 60 ou 62 crédits selon les choix"),
        (["54", "55", "56", "57", "58", "59", "66"], "de 54 à 66 crédits selon les choix"),
        ([], "aucun parcours admissible"),
    ],
)
def test_reachable_totals_read_as_a_sentence(totals: list[str], words: str) -> None:
    assert reachable(sum(1 << half(Decimal(total)) for total in totals)) == words

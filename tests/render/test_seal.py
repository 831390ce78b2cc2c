"""The seal of a PDF: no byte changes without it showing."""

from __future__ import annotations

import os
import random

import pytest

from dossier.render.pdf import to_pdf
from dossier.render.seal import BLANK, intact, seal
from tests.render.specimen import specimen

POSITIONS = int(os.environ.get("DOSSIER_POSITIONS", "3000"))


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A dossier, as it leaves."""
    return to_pdf(specimen())


def test_a_pdf_is_born_sealed(pdf: bytes) -> None:
    assert intact(pdf) is True
    assert BLANK not in pdf


@pytest.mark.proof
def test_any_changed_byte_shows(pdf: bytes) -> None:
    chance = random.Random(2026)
    field = pdf.index(b"dossier:sceau=")
    data = bytearray(pdf)
    for at in [*range(field, field + 80), *(chance.randrange(len(data)) for _ in range(POSITIONS))]:
        kept = data[at]
        data[at] ^= chance.randrange(1, 256)
        assert intact(bytes(data)) is False, at
        data[at] = kept


def test_bytes_added_or_removed_show(pdf: bytes) -> None:
    for tampered in (pdf + b"\n", pdf[:-1], b"%" + pdf, pdf + pdf):
        assert intact(tampered) is False


def test_a_pdf_of_somebody_else_has_no_seal() -> None:
    assert intact(b"%PDF-1.7 rien") is None
    with pytest.raises(ValueError, match="0 fields"):
        seal(b"%PDF-1.7 rien")

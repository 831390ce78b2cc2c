"""What the bundle holds for the person who fills the form in."""

from __future__ import annotations

from dossier.exchange.fiche import fiches, to_flux
from tests.filing.conftest import Filed


def test_the_bundle_holds_the_sheet_and_the_texts_to_copy(example: Filed) -> None:
    assert example.files["formulaire/fiche-TFP00001A.xml"] == to_flux(fiches(example.filing.programme))
    assert "87 caractères" in example.files["formulaire/copier-coller-TFP00001A.html"].decode()

"""What the bundle holds for the person who fills the form in."""

from __future__ import annotations

import io
import zipfile

from dossier.exchange.fiche import fiches, to_flux
from dossier.filing.verification import _TELLERS
from dossier.render.formats import FORMATS
from tests.filing.conftest import Filed


def test_the_bundle_holds_the_sheet_and_the_texts_to_copy(example: Filed) -> None:
    assert example.files["formulaire/fiche-TFP00001A.xml"] == to_flux(fiches(example.filing.programme))
    assert "87 caractères" in example.files["formulaire/copier-coller-TFP00001A.html"].decode()


def words(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return "".join(package.read(name).decode() for name in package.namelist() if name.startswith("word/"))


def test_the_bundle_holds_what_is_joined_to_the_dossier(example: Filed, draft: Filed) -> None:
    for filed in (example, draft):
        code = filed.filing.programme.code
        for name, said in (("supplement", "Holder of the qualification"), ("modeles", "Comment remplir ces modèles")):
            assert filed.files[f"annexes/{name}-{code}.pdf"].startswith(b"%PDF-")
            assert said in words(filed.files[f"annexes/{name}-{code}.docx"])
    assert "NE PAS DÉPOSER" in words(draft.files["annexes/modeles-LP15301A.docx"])


def test_members_bear_the_day_of_the_filing(example: Filed) -> None:
    with zipfile.ZipFile(io.BytesIO(example.bundle)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 3, 5, 0, 0, 0)}


def test_the_control_is_in_the_bundle_beside_the_dossier(example: Filed) -> None:
    assert {"controle/controle-TFP00001A.pdf", "controle/controle-TFP00001A.html"} <= example.files.keys()


def test_every_format_of_documents_can_be_asked_which_source_it_is_made_of() -> None:
    assert _TELLERS.keys() == FORMATS.keys()

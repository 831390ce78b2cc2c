"""``dossier build --prove``: what the validators of the machine say of what was written."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from dossier.cli.support import proofs
from dossier.cli.support.proofs import OOXML, VERAPDF, open_xml_sdk, prove
from tests.cli.conftest import Dossier


@pytest.fixture
def validators() -> None:
    """VeraPDF is a program of others: the test skips, visibly, where it is not."""
    if not Path(os.environ.get(VERAPDF, "")).is_file():
        pytest.skip(f"veraPDF is absent ({VERAPDF})")


@pytest.mark.proof
@pytest.mark.usefixtures("validators")
def test_both_programmes_conform_to_every_standard(dossier: Dossier, workshop: Path) -> None:
    seen = dossier("build", "-o", "sortie", "--supplement", "--models", "--prove")
    assert seen.status == 0
    assert "supplement-LP15301A.pdf" in seen.err
    assert "modeles-TFP00001A.pdf" in seen.err
    for norm in (
        "PDF/A-3a (veraPDF)",
        "PDF/UA-1 (veraPDF)",
        "syntaxe PDF (qpdf)",
        "contenu du PDF (pdfinfo, pdffonts)",
    ):
        judged = [line for line in seen.err.splitlines() if f"{norm} : " in line]
        assert any("dossier-LP15301A.pdf" in line and "dossier-TFP00001A.pdf" in line for line in judged)
    assert "n’est pas conforme" not in seen.err


@pytest.mark.usefixtures("validators")
def test_a_file_that_does_not_conform_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "abime.pdf"
    broken.write_bytes(b"%PDF-1.7")
    assert prove([broken]) == 1
    assert f"{broken.as_posix()} n’est pas conforme" in capsys.readouterr().err


@pytest.mark.skipif(not shutil.which("pdffonts"), reason="poppler-utils is absent")
def test_a_pdf_whose_fonts_are_elsewhere_or_that_is_not_tagged_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = tmp_path / "nu.pdf"
    plain.write_bytes(_PLAIN)
    prove([plain])
    said = capsys.readouterr().err
    assert "nu.pdf n’est pas conforme. Tagged: no ; une police n’est pas dans le fichier" in said


_PLAIN = (
    b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
    b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</Font<</F 4 0 R>>>>>> endobj\n"
    b"4 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\ntrailer <</Root 1 0 R/Size 5>>\n%%EOF\n"
)


@pytest.fixture
def sdk() -> None:
    """The Open XML SDK is a program of others: the test skips, visibly, where it is not."""
    if not shutil.which(os.environ.get(OOXML, "")):
        pytest.skip(f"the Open XML SDK is absent ({OOXML})")


@pytest.mark.proof
@pytest.mark.usefixtures("sdk")
def test_word_files_conform_to_open_xml(word_files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    written = [*word_files.values()]
    assert prove(written) == 0
    said = capsys.readouterr().err
    for judge in ("openxml-audit", "SDK de Microsoft"):
        assert f"Open XML ({judge}) : {', '.join(file.name for file in written)} – conforme." in said


@pytest.mark.usefixtures("sdk")
def test_a_word_file_that_does_not_conform_is_named(
    word_files: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = word_files["court"]
    broken = tmp_path / "abime.docx"
    with zipfile.ZipFile(sound) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"<w:cantSplit/>", b"<w:cantSplitt/>"))
    assert [failure.file for failure in open_xml_sdk([sound, broken])] == [broken]
    assert prove([broken]) == 1
    assert "abime.docx n’est pas conforme" in capsys.readouterr().err


def test_the_judge_of_the_environment_is_installed_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda *_: None)
    prove([tmp_path / "a.docx"])
    assert "Tapez : .venv/bin/python -m pip install openxml-audit" in capsys.readouterr().err


def test_a_judge_that_does_not_answer_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OOXML, "true")
    assert [failure.said for failure in open_xml_sdk([tmp_path / "a.docx"])] == ["Le validateur n’a pas répondu."]


def test_without_any_validator_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    absent = tuple(proof._replace(available=lambda: False) for proof in proofs.PROOFS)
    monkeypatch.setattr(proofs, "PROOFS", absent)
    assert prove([tmp_path / "a.pdf", tmp_path / "a.docx"]) == 2
    said = capsys.readouterr().err
    assert "org.verapdf.apps:greenfield-apps:1.28.2" in said and "non vérifié" in said

"""One programme's failure is its own: it is told, the others are written, and so is the index."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.render.formats import FORMATS, Format
from dossier.render.pdf_engine import RenderWarning
from tests.cli.conftest import Dossier, Seen
from tests.programme.specimens import START, programme


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three small programmes; the second holds a bullet that no font draws."""
    monkeypatch.chdir(tmp_path)
    for code in ("A1", "B1", "C1"):
        start = START.replace('code="P1"', f'code="{code}"')
        parts = "<presentation><resume><p>\uf0b7 Un</p></resume></presentation>" if code == "B1" else ""
        folder = tmp_path / "sources"
        folder.mkdir(exist_ok=True)
        (folder / f"{code}.xml").write_text(programme(start=start, parts=parts), "utf-8")
    return tmp_path


def _fails(error: Exception) -> Format:
    def write(document: object, *_: object) -> bytes:
        if getattr(document, "code", "") == "B1":
            raise error
        return b"%PDF-"

    return Format("PDF", "", write)


def _built(dossier: Dossier) -> tuple[Seen, list[str]]:
    seen = dossier("build", "-o", "sortie")
    return seen, sorted(path.name for path in Path("sortie").iterdir() if not path.name.startswith("."))


@pytest.mark.usefixtures("three")
def test_what_cannot_be_printed_is_told_with_its_place(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, "pdf", _fails(RenderWarning((".notdef glyph rendered",))))
    seen, names = _built(dossier)
    assert (seen.status, names) == (2, ["A1", "C1", "index.html"])
    assert "sources/B1.xml:4:26  le PDF ne peut pas imprimer le caractère U+F0B7 ; rien n’est écrit." in seen.err
    assert "notdef" not in seen.err
    index = Path("sortie/index.html").read_text("utf-8")
    assert "A1/dossier-A1.pdf" in index and "C1/dossier-C1.pdf" in index


@pytest.mark.usefixtures("three")
def test_an_error_of_the_tool_does_not_stop_the_others(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, "pdf", _fails(ZeroDivisionError()))
    seen, names = _built(dossier)
    assert (seen.status, names) == (3, ["A1", "C1", "index.html"])
    assert "erreur de l’outil" in seen.err


def test_a_folder_that_cannot_be_written_does_not_stop_the_others(
    dossier: Dossier, three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMATS, "pdf", _fails(ZeroDivisionError()))
    (three / "sortie").mkdir()
    (three / "sortie" / "B1").write_text("un fichier")
    monkeypatch.setitem(FORMATS, "pdf", Format("PDF", "", lambda *_: b"%PDF-"))
    seen, names = _built(dossier)
    assert (seen.status, names) == (2, ["A1", "B1", "C1", "index.html"])
    assert (three / "sortie" / "B1").read_text() == "un fichier"


def test_a_broken_logo_of_one_does_not_stop_the_others(
    dossier: Dossier, three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMATS, "pdf", Format("PDF", "", lambda *_: b"%PDF-"))
    settings = '[programmes.B1.charte.logo]\nfichier = "absent.png"\nalternative = "École"\n'
    (three / "sources" / "dossier.toml").write_text(settings, "utf-8")
    seen, names = _built(dossier)
    assert (seen.status, names) == (2, ["A1", "C1", "index.html"])


def test_settings_that_cannot_be_read_stop_the_programmes_of_their_folder_alone(dossier: Dossier, three: Path) -> None:
    other = three / "autres"
    other.mkdir()
    (other / "dossier.toml").write_text("rien", "utf-8")
    (three / "sources" / "B1.xml").rename(other / "B1.xml")
    seen = dossier("check", "autres", "sources", "--select", "STR")
    assert seen.status == 2
    assert "autres/dossier.toml:1" in seen.err and "A1 :" in seen.out and "C1 :" in seen.out and "B1" not in seen.out


@pytest.mark.usefixtures("three")
def test_export_goes_on(dossier: Dossier) -> None:
    Path("sortie/fiche-B1.xml").mkdir(parents=True)
    seen = dossier("export", "--to", "fiche", "-o", "sortie")
    assert seen.status == 2
    assert "sortie/fiche-A1.xml" in seen.out and "sortie/fiche-C1.xml" in seen.out

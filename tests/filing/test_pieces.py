"""Attachments: only what is there, readable, of its own type, and inside the folder."""

from __future__ import annotations

import os
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import pytest

from dossier.filing.pieces import Attachments, read_attachments
from dossier.programme.reader import read
from dossier.settings import UnreadableSettings, read_settings

Form = Literal["NFC", "NFD"]
PDF = "pieces/exemple-complet/avis-branche.pdf"


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """A programme with one attachment."""
    text = (root / "sources/lp15301a.xml").read_text("utf-8")
    piece = '<pieces><piece type="avis-branche" fichier="PIECE"/></pieces>\n</programme>'
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/a.xml").write_text(text.replace("</programme>", piece), "utf-8")
    (tmp_path / "sources/bon.pdf").write_bytes((root / "sources" / PDF).read_bytes())
    return tmp_path / "sources"


def attached(folder: Path, name: str, limits: Mapping[str, int] | None = None) -> Attachments:
    path = folder / "a.xml"
    path.write_text(path.read_text("utf-8").replace("PIECE", name), "utf-8")
    return read_attachments(read(path).programme, folder, limits or {})


def refused(folder: Path, name: str, limits: Mapping[str, int] | None = None) -> str:
    found = attached(folder, name, limits)
    assert not found.files
    (problem,) = found.problems
    assert problem.blocking
    return f"{problem.rule} {problem.message}"


def test_a_good_attachment_is_read_whole(folder: Path) -> None:
    found = attached(folder, "bon.pdf")
    assert found.files == {"bon.pdf": (folder / "bon.pdf").read_bytes()} and not found.problems


def test_a_missing_one_is_named(folder: Path) -> None:
    said = "DEP-002 La pièce « Avis de la branche professionnelle » (absent.pdf) est introuvable."
    assert refused(folder, "absent.pdf") == said
    (problem,) = attached(folder, "absent.pdf").problems
    line = (folder / "a.xml").read_text("utf-8").splitlines()[int(problem.hint.split()[-1].rstrip(".")) - 1]
    assert 'fichier="absent.pdf"' in line
    assert problem.hint.startswith("Vérifiez le nom et l’emplacement du fichier, ou corrigez fichier=")


@pytest.mark.parametrize(("written", "stored"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
def test_a_name_is_found_whatever_the_form_of_its_accents(folder: Path, written: Form, stored: Form) -> None:
    name = "pièces/avis signé.pdf"
    path = folder / unicodedata.normalize(stored, name)
    path.parent.mkdir()
    path.write_bytes((folder / "bon.pdf").read_bytes())
    assert list(attached(folder, unicodedata.normalize(written, name)).files) == [name]


def test_accents_lead_nobody_out_of_the_folder(folder: Path) -> None:
    (folder.parent / "dehors.pdf").write_bytes((folder / "bon.pdf").read_bytes())
    (folder / unicodedata.normalize("NFD", "signé.pdf")).symlink_to(folder.parent / "dehors.pdf")
    assert "est hors du dossier" in refused(folder, "signé.pdf")


def test_none_leaves_the_folder(folder: Path) -> None:
    (folder.parent / "dehors.pdf").write_bytes((folder / "bon.pdf").read_bytes())
    assert "est hors du dossier" in refused(folder, "../dehors.pdf")


def test_a_link_that_leads_out_is_not_followed(folder: Path) -> None:
    (folder.parent / "dehors.pdf").write_bytes((folder / "bon.pdf").read_bytes())
    (folder / "lien.pdf").symlink_to(folder.parent / "dehors.pdf")
    assert "est hors du dossier" in refused(folder, "lien.pdf")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("vide.pdf", b"", "est vide"),
        ("faux.pdf", b"\xff\xd8\xff\xe0 une photo", "n’en a pas le contenu"),
        ("faux.docx", b"PK\x03\x04 rien", "n’en a pas le contenu"),
        ("casse.pdf", b"%PDF-1.7\nrien", "abîmé"),
        ("programme.exe", b"MZ", "n’est pas d’un type admis"),
        ("sans-extension", b"%PDF-", "n’est pas d’un type admis"),
    ],
)
def test_the_content_tells_the_type(folder: Path, name: str, content: bytes, said: str) -> None:
    (folder / name).write_bytes(content)
    assert said in refused(folder, name)


def test_a_folder_or_a_pipe_is_no_attachment(folder: Path) -> None:
    os.mkfifo(folder / "tuyau.pdf")
    assert "n’est pas un fichier" in refused(folder, "tuyau.pdf")


def test_a_pdf_with_a_password_is_refused(folder: Path) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=folder / "bon.pdf")
    writer.encrypt("secret")
    writer.write(folder / "ferme.pdf")
    assert "mot de passe" in refused(folder, "ferme.pdf")


def test_a_pdf_locked_by_the_strongest_encryption_is_refused_as_such(folder: Path) -> None:
    keys = f"/O<{'00' * 48}>/U<{'00' * 48}>/OE<{'00' * 32}>/UE<{'00' * 32}>/Perms<{'00' * 16}>"
    (folder / "ferme.pdf").write_text(
        "%PDF-2.0\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[]/Count 0>> endobj\n"
        f"3 0 obj <</Filter/Standard/V 5/R 6/Length 256/P -4{keys}/StmF/StdCF/StrF/StdCF"
        "/CF<</StdCF<</CFM/AESV3/AuthEvent/DocOpen/Length 32>>>>>> endobj\n"
        "trailer <</Root 1 0 R/Encrypt 3 0 R/Size 4/ID[<00><00>]>>\nstartxref\n0\n%%EOF\n"
    )
    assert "est un PDF protégé" in refused(folder, "ferme.pdf")


def test_a_name_that_no_system_takes_is_told_like_another(folder: Path) -> None:
    said = refused(folder, "x" * 5000 + ".pdf")
    assert "ne peut pas être lue" in said and len(said) < 300


def test_two_names_that_differ_by_capitals_alone_are_refused(folder: Path) -> None:
    (folder / "BON.pdf").write_bytes((folder / "bon.pdf").read_bytes())
    path = folder / "a.xml"
    both = 'fichier="bon.pdf"/><piece type="avis-branche" fichier="BON.pdf"'
    path.write_text(path.read_text("utf-8").replace('fichier="PIECE"', both), "utf-8")
    found = read_attachments(read(path).programme, folder, {})
    assert list(found.files) == ["bon.pdf"]
    assert "ne diffère de « bon.pdf » que par des majuscules" in found.problems[0].message


def test_office_files_are_told_by_what_they_hold(folder: Path) -> None:
    for name, part in (("a.docx", "word/document.xml"), ("a.xlsx", "xl/workbook.xml")):
        with zipfile.ZipFile(folder / name, "w") as archive:
            archive.writestr(part, "<x/>")
    assert list(attached(folder, "a.xlsx").files) == ["a.xlsx"]
    (folder / "a.docx").replace(folder / "autre.xlsx")
    text = (folder / "a.xml").read_text("utf-8").replace("a.xlsx", "PIECE")
    (folder / "a.xml").write_text(text, "utf-8")
    assert "n’en a pas le contenu" in refused(folder, "autre.xlsx")


def test_a_limit_is_checked_only_when_it_is_set(folder: Path) -> None:
    assert "DEP-003" in refused(folder, "bon.pdf", {"piece": 1024})


def test_personal_data_in_an_attachment_are_told(folder: Path) -> None:
    from dossier.render.pdf import print_page

    page = '<html lang="fr"><title>x</title><body><p>Mme Alix Exemple, diplômée : 06 39 98 12 34</p></body></html>'
    (folder / "noms.pdf").write_bytes(print_page(page))
    found = attached(folder, "noms.pdf")
    assert list(found.files) == ["noms.pdf"]
    assert {problem.rule for problem in found.problems} == {"DOC-009", "INS-009"}
    assert not any(problem.blocking for problem in found.problems)


def test_personal_data_in_a_workbook_are_told(folder: Path) -> None:
    with zipfile.ZipFile(folder / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/sharedStrings.xml", "<t>claire.exemple@example.org</t><t>06 39 98 12 34</t>")
    assert [problem.rule for problem in attached(folder, "a.xlsx").problems] == ["DOC-009", "DOC-009"]


@pytest.mark.parametrize("limits", ["piece = 0", "piece = 'dix'", "photo = 3", "piece = true"])
def test_a_limit_that_makes_no_sense_is_said(tmp_path: Path, limits: str) -> None:
    (tmp_path / "dossier.toml").write_text(f"[limites]\n{limits}\n", "utf-8")
    with pytest.raises(UnreadableSettings, match="limite"):
        read_settings(tmp_path)


def test_limits_are_written_in_mebioctets(tmp_path: Path) -> None:
    (tmp_path / "dossier.toml").write_text("[limites]\npiece = 2.5\ndepot = 50\n", "utf-8")
    assert read_settings(tmp_path).limites == {"piece": 2621440, "depot": 52428800}

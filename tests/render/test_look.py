"""Two looks, three formats: what an institution chooses shows everywhere, and nothing of the shipped look is left."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pypdf import PdfReader

from dossier.cli.support.looks import look_of
from dossier.document.tree import Document
from dossier.look.model import DEFAULT, Look, Palette
from dossier.render.docx import to_docx
from dossier.render.html import to_html
from dossier.render.pdf import to_pdf
from dossier.render.pdf_engine import RenderWarning
from tests.render.specimen import specimen

ACCENT, OTHER = Palette().accent, "#1d5446"
HOSTILE = '"} </style><script>alert(1)</script> \\22 { url(http://x) <w:p/> & é'


@pytest.fixture(scope="module")
def look(root: Path) -> Look:
    """The look of the second programme."""
    return look_of(root / "sources" / "exemple-complet.xml", "TFP00001A")


@pytest.fixture(scope="module")
def page(look: Look) -> str:
    return to_html(specimen(), look)


@pytest.fixture(scope="module")
def word(look: Look) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(to_docx(specimen(), look)))


@pytest.fixture(scope="module")
def printed(look: Look) -> bytes:
    document = specimen()
    return to_pdf(replace(document, sections=document.sections[:3]), look)


def parsed(html: str) -> Any:
    return etree.fromstring(html, etree.HTMLParser())


def texts(package: zipfile.ZipFile) -> str:
    return "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))


def colours_of(look: Look) -> set[str]:
    return {colour for _, colour in look.palette}


def test_no_colour_of_the_shipped_look_is_left_in_the_page(page: str, look: Look) -> None:
    found = set(re.findall(r"#[0-9a-f]{6}\b", re.sub(r"data:[^\")]*", "", page)))
    assert OTHER in found
    assert not found & (colours_of(DEFAULT) - colours_of(look))


def test_no_colour_of_the_shipped_look_is_left_in_word(word: zipfile.ZipFile, look: Look) -> None:
    found = {f"#{colour.lower()}" for colour in re.findall(r'"#?([0-9A-Fa-f]{6})"', texts(word))}
    assert OTHER in found
    assert not found & (colours_of(DEFAULT) - colours_of(look))


def test_every_colour_of_word_is_one_of_the_palette(word: zipfile.ZipFile, look: Look) -> None:
    used = re.findall(r'w:(?:fill|color)="([0-9A-F]{6})"|<w:color w:val="([0-9A-F]{6})"', texts(word))
    assert {f"#{(one or other).lower()}" for one, other in used} <= colours_of(look)


def test_the_style_sheet_itself_names_no_colour(root: Path) -> None:
    shape = (root / "dossier" / "render" / "dossier.css").read_text("utf-8")
    assert set(re.findall(r"#[0-9a-fA-F]{3,6}\b", shape)) == {"#fff"}


def test_the_pdf_has_the_institution_s_font_and_not_ours(printed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "dossier.pdf"
    path.write_bytes(printed)
    lines = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    names = {line.split()[0].partition("+")[2].rstrip(",") for line in lines}
    assert {"Atkinson-Hyperlegible-Next", "Atkinson-Hyperlegible-Next-Bold"} <= names
    assert not {name for name in names if name.startswith("Source-Sans-3-")}
    assert all(re.search(r" yes +yes +yes ", line) for line in lines), "every font is embedded"


def test_the_pdf_has_the_logo_with_its_words_and_the_running_texts(printed: bytes, look: Look) -> None:
    pdf: Any = PdfReader(io.BytesIO(printed))
    alternatives = [
        element["/Alt"]
        for number in range(1, pdf.trailer["/Size"])
        if isinstance(element := pdf.get_object(number), dict) and element.get("/S") == "/Figure"
    ]
    assert look.logo
    assert alternatives == [look.logo.alternative]
    second = pdf.pages[1].extract_text()
    assert look.entete in second
    assert look.pied in second
    assert look.entete not in pdf.pages[0].extract_text()


def test_the_pdf_is_in_the_institution_s_colours(printed: bytes) -> None:
    contents = (sheet.get_contents() for sheet in PdfReader(io.BytesIO(printed)).pages)
    inks = {
        tuple(round(float(share) * 255) for share in ink)
        for content in contents
        if content is not None
        for ink in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|scn)", content.get_data())
    }
    assert (0x1D, 0x54, 0x46) in inks
    assert (0x1B, 0x3A, 0x6B) not in inks


def test_the_page_has_the_logo_the_font_and_the_texts(page: str, look: Look) -> None:
    tree = parsed(page)
    (logo,) = tree.xpath("//header//img")
    assert look.logo
    assert logo.get("alt") == look.logo.alternative
    assert logo.get("src").startswith("data:image/svg+xml;base64,")
    assert page.count("@font-face") == 4
    assert look.entete in tree.findtext(".//*[@class='bandeau']/span")
    assert look.pied in "".join(tree.find(".//footer").itertext())
    assert page.index("#f0b64d") > page.index(".evitement"), "the institution's sheet comes last"


def test_word_has_the_logo_the_font_and_the_texts(word: zipfile.ZipFile, look: Look) -> None:
    names = word.namelist()
    assert {"word/media/rIdLogo.png", "word/media/rIdLogoDessin.svg"} <= set(names)
    body = word.read("word/document.xml").decode()
    assert look.logo
    assert body.count(f'descr="{look.logo.alternative}"') == 2
    assert 'w:ascii="Verdana"' in word.read("word/styles.xml").decode()
    assert "Arial" not in texts(word)
    for name in ("portrait", "paysage"):
        assert look.entete in word.read(f"word/header-{name}.xml").decode()
        assert look.pied in word.read(f"word/footer-{name}.xml").decode()
    assert look.pied in word.read("word/footer-garde.xml").decode()


def test_word_keeps_the_proportions_of_the_logo(word: zipfile.ZipFile, look: Look) -> None:
    found = re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"/>', word.read("word/document.xml").decode())
    assert found and look.logo
    assert int(found[1]) / int(found[2]) == pytest.approx(look.logo.image.width / look.logo.image.height, rel=1e-3)


def test_word_finds_nothing_to_repair(look: Look, tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    path = tmp_path / "dossier.docx"
    path.write_bytes(to_docx(specimen(), look))
    assert [error.description for error in audit.OpenXmlValidator().validate(str(path)).errors] == []


def test_without_a_logo_nor_texts_nothing_stands_in_their_place() -> None:
    tree = parsed(to_html(specimen()))
    assert not tree.xpath("//img")
    assert len(tree.xpath("//footer/p")) == 1
    assert not [name for name in zipfile.ZipFile(io.BytesIO(to_docx(specimen()))).namelist() if "Logo" in name]


def test_texts_of_the_settings_stay_texts(root: Path) -> None:
    look = Look(entete=HOSTILE[:45], pied=HOSTILE)
    tree = parsed(to_html(specimen(), look))
    assert not tree.xpath("//script[contains(., 'alert')]")
    assert HOSTILE in "".join(tree.find(".//footer").itertext()).replace("\u202f", " ").replace("\u00a0", " ")
    package = zipfile.ZipFile(io.BytesIO(to_docx(specimen(), look)))
    foot = etree.fromstring(package.read("word/footer-portrait.xml"))
    assert "</style><script>" in "".join(str(piece) for piece in foot.itertext())
    short = replace(specimen(), sections=specimen().sections[:1])
    assert "</style><script>" in PdfReader(io.BytesIO(to_pdf(short, look))).pages[1].extract_text().replace("\n", "")


def test_what_the_sheet_asks_and_the_engine_cannot_do_is_an_error() -> None:
    with pytest.raises(RenderWarning, match="backdrop-filter"):
        to_pdf(minimal(), Look(css="h1 { backdrop-filter: blur(2px) }"))


def test_the_same_look_gives_the_same_bytes(look: Look) -> None:
    assert to_docx(minimal(), look) == to_docx(minimal(), look)
    assert to_pdf(minimal(), look) == to_pdf(minimal(), look)


def minimal() -> Document:
    return Document("Titre", "Sous-titre", "X1", "1", "École", "Essai", cover=(), sections=())

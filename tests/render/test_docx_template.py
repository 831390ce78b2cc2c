"""An institution's Word template: its styles dress our text, whatever Word called them."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx import Document as new_word
from lxml import etree

from dossier.look.faults import Fault
from dossier.look.model import Look, Template
from dossier.look.template import read_template
from dossier.render.docx import to_docx
from dossier.render.docx_styles import WML
from dossier.render.docx_template import missing_styles
from tests.render.specimen import specimen
from tests.render.word import R, W, part, value

RELATIONS = "word/_rels/document.xml.rels"


def package(**parts: str) -> bytes:
    """A dossier with some parts changed: ``styles`` is word/styles.xml."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(to_docx(specimen()))) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            short = name.removeprefix("word/").removesuffix(".xml")
            target.writestr(name, parts.get(short, source.read(name)))
    return stream.getvalue()


def our_styles() -> str:
    with zipfile.ZipFile(io.BytesIO(to_docx(specimen()))) as source:
        return source.read("word/styles.xml").decode()


def dressed(styles: str) -> tuple[etree._Element, bytes]:
    """The styles part of a dossier that wears these, and the whole file."""
    content = to_docx(specimen(), Look(template=Template(styles.encode())))
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return etree.fromstring(source.read("word/styles.xml")), content


def style(root: etree._Element, identifier: str) -> etree._Element:
    (found,) = root.xpath(f"w:style[@w:styleId='{identifier}']", namespaces={"w": WML})
    return found  # type: ignore[no-any-return]  # xpath may give anything


def in_french(styles: str) -> str:
    """As Word in French saves them: other identifiers, other capitals, and numbered titles."""
    styles = styles.replace('"Heading1"', '"Titre1"').replace('"BodyText"', '"Corpsdetexte"')
    numbered = '<w:name w:val="Heading 1"/>'
    styles = styles.replace('<w:name w:val="heading 1"/>', numbered)
    return re.sub(
        r'(w:styleId="Titre1">.*?<w:pPr>)', r'\1<w:numPr><w:numId w:val="7"/></w:numPr>', styles, count=1
    ).replace('w:val="1B3A6B"/><w:sz w:val="34"', 'w:val="AA0000"/><w:sz w:val="34"')


def test_a_dossier_is_its_own_template() -> None:
    assert missing_styles(read_template("modele.docx", package())) == ()


def test_styles_are_known_by_name_whatever_their_identifier() -> None:
    styles = in_french(our_styles())
    assert missing_styles(Template(styles.encode())) == ()
    root, _ = dressed(styles)
    title = style(root, "Heading1")
    assert value(title, "rPr", "color") == "AA0000"
    assert value(title, "next") == "BodyText"
    assert not root.xpath("w:style[@w:styleId='Titre1']", namespaces={"w": WML})


def test_titles_have_our_numbers_and_lists_our_bullets() -> None:
    root, _ = dressed(in_french(our_styles()))
    for identifier in ("Heading1", "Heading4", "ListBullet", "TableauPuce"):
        assert len(style(root, identifier).findall(f"{W}pPr/{W}numPr")) == 1


def test_another_style_that_bears_one_of_our_identifiers_steps_aside() -> None:
    stranger = '<w:style w:type="paragraph" w:styleId="Chapeau"><w:name w:val="Couvre-chef"/></w:style>'
    styles = our_styles().replace('w:styleId="Chapeau"', 'w:styleId="Chapeau1"')
    root, _ = dressed(styles.replace("</w:styles>", stranger + "</w:styles>"))
    assert value(style(root, "Chapeau"), "name") == "Chapeau"
    assert style(root, "Chapeau-modele") is not None


def test_the_language_is_that_of_the_dossier() -> None:
    root, _ = dressed(our_styles().replace("fr-FR", "en-US"))
    assert {lang.get(f"{W}val") for lang in root.iter(f"{W}lang")} == {"fr-FR"}


def test_links_keep_the_look_of_the_template() -> None:
    _, content = dressed(our_styles().replace('"1A4F9C"', '"AA0000"'))
    links = [*part(content, "word/document.xml").iterfind(f".//{W}hyperlink[@{R}id]/{W}r")]
    assert links
    assert not [link for link in links if value(link, "rPr", "color")]


def test_word_finds_nothing_to_repair(tmp_path_factory: pytest.TempPathFactory) -> None:
    audit = pytest.importorskip("openxml_audit")
    path = tmp_path_factory.mktemp("modele") / "dossier.docx"
    path.write_bytes(dressed(in_french(our_styles()))[1])
    assert [error.description for error in audit.OpenXmlValidator().validate(str(path)).errors] == []


def test_a_template_from_elsewhere_lacks_styles_and_they_are_named() -> None:
    stream = io.BytesIO()
    new_word().save(stream)
    missing = missing_styles(read_template("modele.docx", stream.getvalue()))
    assert {"Chapeau", "Note du dossier", "Tableau : tête"} <= set(missing)
    assert not {"heading 1", "Title", "Body Text", "Séparation"} & set(missing)


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"<w:document/>", package(**{"_rels/document.xml.rels": "<Relationships/>"})],
    ids=["empty", "torn", "no zip", "no styles"],
)
def test_what_is_no_word_document_is_refused(data: bytes) -> None:
    with pytest.raises(Fault, match="n’est pas un document Word lisible"):
        read_template("modele.docx", data)


@pytest.mark.parametrize("styles", ["<w:styles", '<!DOCTYPE s [<!ENTITY e "x">]><s>&e;</s>'])
def test_styles_that_cannot_be_read_are_refused(styles: str) -> None:
    with pytest.raises(Fault, match="les styles du document Word ne sont pas lisibles"):
        read_template("modele.docx", package(styles=styles))


def test_a_part_that_swells_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr(RELATIONS, " " * (21 * 1024 * 1024))
    with pytest.raises(Fault, match="n’est pas un document Word lisible"):
        read_template("modele.docx", stream.getvalue())

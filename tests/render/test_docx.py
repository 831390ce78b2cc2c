"""The Word file, as who opens it finds it: in Word, with a screen reader, or through a program."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace

import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from lxml import etree

from dossier.document.tree import Bullets, Cell, Paragraph, Role, Run, Section, Table, headings
from dossier.render.docx import to_docx
from tests.render.extraction import texts_of_tree
from tests.render.specimen import head, paragraph, specimen
from tests.render.word import R, V, W, body, folded, name_of, one_section, opened, part, style, value, words

HEADERS = [f"word/header-{name}.xml" for name in ("garde", "portrait", "paysage")]


def body_text(body: etree._Element) -> list[str]:
    """The blocks of text, in reading order, without the contents list."""
    blocks = (words(p) for p in body.iter(W + "p") if not style(p).startswith("TOC"))
    return [folded(text) for text in blocks if text.strip()]


def without_numbers(texts: Iterable[str]) -> list[str]:
    """What the file holds of texts: Word counts the titles itself."""
    numbers = {heading.text: heading.words.text for heading in headings(specimen())}
    return [folded(numbers.get(text, text)) for text in texts]


def test_the_file_says_what_the_tree_says(main: etree._Element) -> None:
    assert body_text(main) == without_numbers(texts_of_tree(specimen()))


def test_titles_are_real_headings_that_word_numbers(word: WordDocument) -> None:
    titles = [(name_of(p), folded(p.text)) for p in word.paragraphs if name_of(p).startswith("Heading")]
    assert titles == [(f"Heading {heading.level}", folded(heading.words.text)) for heading in headings(specimen())]


def test_a_fifth_level_still_is_a_heading() -> None:
    section = Section("Fond", (paragraph("Texte."),))
    for _ in range(4):
        section = Section("Étage", (), (section,))
    word = opened(replace(specimen(), sections=(section,)))
    assert [name_of(p) for p in word.paragraphs if p.text == "Fond"] == ["Heading 5"]


def test_the_cover_has_a_title_and_a_subtitle(word: WordDocument) -> None:
    assert [name_of(p) for p in word.paragraphs[:2]] == ["Title", "Subtitle"]


def test_each_role_has_its_style(word: WordDocument) -> None:
    names = {name_of(p) for p in word.paragraphs}
    assert names >= {
        "Body Text",
        "Chapeau",
        "Note du dossier",
        "Non renseigné",
        "Avertissement",
        "List Bullet",
        "Caption",
    }


def test_every_style_used_exists(content: bytes, main: etree._Element) -> None:
    known = {each.get(W + "styleId") for each in part(content, "word/styles.xml").iter(W + "style")}
    used = {each.get(W + "val") for each in main.iter(W + "pStyle", W + "rStyle", W + "tblStyle")}
    assert used <= known


def test_landscape_sections_turn_their_pages_only(word: WordDocument) -> None:
    turns = [section.orientation for section in word.sections]
    portrait, landscape = WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE
    assert turns == [portrait, portrait, landscape, portrait, landscape, portrait]
    for section in word.sections:
        sizes = [round(size.mm) for size in (section.page_width, section.page_height) if size is not None]
        assert sizes == ([297, 210] if section.orientation is landscape else [210, 297])
        assert not section.header.is_linked_to_previous
        assert not section.footer.is_linked_to_previous


def test_a_title_alone_goes_with_the_landscape_pages_it_announces() -> None:
    turned = Section("Tableau", (paragraph("Large."),), landscape=True)
    after = Section("Suite", (paragraph("Étroite."),))
    document = replace(specimen(), sections=(Section("Annonce", (), (turned, after)),))
    main = body(document)
    (before,) = (p for p in main.iter(W + "p") if style(p) == "Heading1")
    texts = [(words(p), p.find(f"{W}pPr/{W}sectPr") is not None) for p in before.itersiblings(W + "p")]
    assert [end for _, end in texts] == [False, False, True, False, False]


def test_the_file_is_french_and_says_where_it_is_not(content: bytes, main: etree._Element) -> None:
    (default,) = part(content, "word/styles.xml").iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert default.get(W + "val") == "fr-FR"
    passages = [
        (run.findtext(W + "t"), lang.get(W + "val")) for run in main.iter(W + "r") for lang in run.iter(W + "lang")
    ]
    assert passages == [("public engagement with science and technology", "en-GB")]


def test_french_spaces_do_not_break(main: etree._Element) -> None:
    text = words(main)
    assert "«\u00a0présentiel\u00a0»" in text
    assert not re.search(r"\w [;:!?»%]", text)


def test_running_heads_and_feet(word: WordDocument) -> None:
    assert word.sections[0].different_first_page_header_footer
    for section in word.sections:
        assert folded(section.header.paragraphs[0].text).startswith("LP15301A – Licence professionnelle")
        foot = section.footer._element
        assert "LP15301A – version 2026.1" in folded(words(foot))
        fields = [field.get(W + "instr", "").strip() for field in foot.iter(W + "fldSimple")]
        assert fields == ["PAGE", "NUMPAGES"]


def test_the_cover_opens_with_the_institution_and_ends_with_the_reference(word: WordDocument) -> None:
    cover = word.sections[0]
    assert [p.text for p in cover.first_page_header.paragraphs] == ["Conservatoire national des arts et métiers"]
    assert [folded(p.text) for p in cover.first_page_footer.paragraphs] == ["LP15301A – version 2026.1 – PROJET"]


@pytest.mark.parametrize("header", HEADERS)
def test_a_draft_says_so_on_every_page(content: bytes, header: str) -> None:
    assert [mark.get("string") for mark in part(content, header).iter(V + "textpath") if mark.get("string")] == [
        "PROJET"
    ]


def test_a_dossier_ready_to_file_has_no_draft_mark() -> None:
    final = to_docx(specimen(draft=False))
    with zipfile.ZipFile(io.BytesIO(final)) as package:
        assert not [name for name in package.namelist() if b"PowerPlusWaterMarkObject" in package.read(name)]


def test_links_open_their_address(word: WordDocument) -> None:
    addresses = [link.address for p in word.paragraphs for link in p.hyperlinks if link.address]
    assert addresses == [
        "https://www.francecompetences.fr/recherche_certificationprofessionnelle/",
        "https://www.legifrance.gouv.fr/loda/id/JORFTEXT000039481561/?a=1&b=2",
    ]


def test_a_blank_is_a_content_control_that_one_key_replaces(main: etree._Element) -> None:
    controls = [each for each in main.iter(W + "sdt") if each.find(f"{W}sdtPr/{W}tag") is not None]
    said = [
        [each.findall(f"{W}sdtPr/{W}{name}")[0].get(W + "val") for name in ("alias", "tag")] + [words(each)]
        for each in controls
    ]
    assert said == [
        ["nom de famille", "titulaire.nom", "[nom de famille]"],
        ["moyenne sur 20", "resultats.moyenne", "[moyenne sur 20]"],
        ["date", "certification.date", "[date]"],
        ["admis/ajourné", "certification.decision", "[admis/ajourné]"],
    ]
    kinds = [etree.QName([*each.iterfind(f"{W}sdtPr/*")][-1]).localname for each in controls]
    assert kinds == ["richText", "richText", "date", "dropDownList"]
    assert [[each.get(W + name) for name in ("displayText", "value")] for each in main.iter(W + "listItem")] == [
        ["admis", "admis"],
        ["ajourné", "ajourné"],
    ]
    assert all(each.find(f"{W}sdtPr/{W}showingPlcHdr") is not None for each in controls)
    assert {each.get(W + "val") for each in main.iterfind(f".//{W}sdtContent/{W}r/{W}rPr/{W}rStyle")} == {"ARemplir"}
    assert len({each.get(W + "val") for each in main.iterfind(f".//{W}sdtPr/{W}id")}) == 4


def test_the_signature_is_never_alone_on_its_page() -> None:
    lines = [paragraph(text, Role.CENTRED) for text in ("délivre à", "Fait à Paris", "Signature")]
    main = body(one_section(*lines, paragraph("Après.")))
    kept = {words(p): p.find(f"{W}pPr/{W}keepNext") is not None for p in main.iter(W + "p")}
    assert [kept[said] for said in ("délivre à", "Fait à Paris", "Signature")] == [False, True, False]


def test_a_link_has_its_look_in_a_cell_too() -> None:
    link = Cell((Paragraph((Run("site", href="https://www.example.org"),)),))
    table = Table("Sites", (1,), head("Site"), ((link,),))
    (run,) = body(one_section(table)).iterfind(f".//{W}hyperlink[@{R}id]/{W}r")
    assert [value(run, "rPr", name) for name in ("rStyle", "color")] == ["Hyperlink", ""]  # all of it is in the style


def test_the_bullets_are_characters_of_the_text_font(content: bytes, main: etree._Element) -> None:
    levels = list(part(content, "word/numbering.xml").iter(W + "lvl"))
    assert {value(level, "lvlText") for level in levels if value(level, "numFmt") == "bullet"} == {"•"}
    assert {font.get(W + "ascii") for level in levels for font in level.iter(W + "rFonts")} == {"Arial"}
    assert any(style(p) == "TableauPuce" for p in main.iter(W + "p"))


def test_an_item_keeps_its_role_and_its_bullet() -> None:
    items = Bullets((paragraph("Rien.", Role.MISSING),))
    main = body(one_section(items))
    (item,) = (p for p in main.iter(W + "p") if words(p) == "Rien.")
    assert style(item) == "NonRenseigne"
    assert item.find(f"{W}pPr/{W}numPr") is not None

"""What a screen reader needs of a Word file, held against the files of the programmes and of a tiny one."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from lxml import etree

from tests.render.word import ASVG, WP, A, R, W, part, style, value, words


@pytest.fixture(params=["LP15301A", "TFP00001A", "court"])
def content(request: pytest.FixtureRequest, word_files: dict[str, Path]) -> bytes:
    """One of the Word files."""
    return word_files[request.param].read_bytes()


@pytest.fixture
def main(content: bytes) -> etree._Element:
    """Its text."""
    return part(content, "word/document.xml")


def test_titles_are_headings_of_word_and_skip_no_level(content: bytes, main: etree._Element) -> None:
    outline = {
        each.get(W + "styleId"): int(value(each, "pPr", "outlineLvl")) + 1
        for each in part(content, "word/styles.xml").iter(W + "style")
        if value(each, "pPr", "outlineLvl")
    }
    assert {f"Heading{level}": level for level in range(1, 6)} | {"TitreFeuille": 1} == outline
    levels = [outline[style(p)] for p in main.iter(W + "p") if style(p) in outline]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    numbering = part(content, "word/numbering.xml")
    bound = [value(level, "pStyle") for level in numbering.iter(W + "lvl") if value(level, "numFmt") == "decimal"]
    assert bound == [f"Heading{level}" for level in range(1, 6)]  # Word counts them, and counts again


def test_the_language_is_said(content: bytes) -> None:
    styles = part(content, "word/styles.xml")
    assert value(styles, "docDefaults", "rPrDefault", "rPr", "lang") == "fr-FR"
    assert {each.get(W + "val") for each in styles.iter(W + "lang")} == {"fr-FR"}
    assert value(part(content, "word/settings.xml"), "themeFontLang") == "fr-FR"


def test_tables_hold_data_under_a_repeated_head(main: etree._Element) -> None:
    tables = [*main.iter(W + "tbl")]
    assert tables
    for table in tables:
        rows = [*table.iterfind(W + "tr")]
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        headed = value(table, "tblPr", "tblStyle") != "TableauFiche"
        assert heads == [headed, *[False] * (len(rows) - 1)]
        if headed:
            assert all(words(cell).strip() for cell in rows[0].iterfind(W + "tc"))  # each column has a name
        assert len({_across(row) for row in rows}) == 1  # merged cells fill as many columns
        assert table.find(f".//{W}tbl") is None  # none nested for layout
        assert value(table, "tblPr", "tblCaption") and value(table, "tblPr", "tblDescription")


def _across(row: etree._Element) -> int:
    return sum(int(value(cell, "tcPr", "gridSpan") or 1) for cell in row.iterfind(W + "tc"))


def test_captions_are_counted_by_word(content: bytes, main: etree._Element) -> None:
    for caption in (p for p in main.iter(W + "p") if style(p) == "Caption"):
        assert _counted(caption) in ("Tableau", "Figure")
    kept = {each.get(W + "styleId") for each in part(content, "word/styles.xml").iter(W + "style") if _kept(each)}
    assert {"Caption", "Figure"} <= kept  # neither is parted from its caption by the end of a page


def _kept(style: etree._Element) -> bool:
    return style.find(f"{W}pPr/{W}keepNext") is not None


def _counted(caption: etree._Element | None) -> str:
    """The kind that a caption's field counts."""
    assert caption is not None and style(caption) == "Caption"
    (field,) = caption.iter(W + "fldSimple")
    verb, kind, *_ = (field.get(W + "instr") or "").split()
    assert verb == "SEQ"
    assert words(caption).startswith(f"{kind} {words(field)} – ")
    return kind


def test_drawings_have_a_text_and_a_picture_for_every_word(content: bytes, main: etree._Element) -> None:
    drawings = [*main.iter(W + "drawing")]
    relations = part(content, "word/_rels/document.xml.rels")
    targets = {each.get("Id"): each.get("Target") or "" for each in relations}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for drawing in drawings:
            (said,) = drawing.iter(WP + "docPr")
            assert len(said.get("descr") or "") > 10
            (points,) = drawing.iter(A + "blip")
            assert package.read(f"word/{targets[points.get(R + 'embed')]}").startswith(b"\x89PNG")
            (vector,) = drawing.iter(ASVG + "svgBlip")
            assert b"<svg" in package.read(f"word/{targets[vector.get(R + 'embed')]}")
    assert len({each.get("id") for each in main.iter(WP + "docPr")}) == len(drawings)


def test_the_file_names_itself(content: bytes) -> None:
    word = docx.Document(io.BytesIO(content))
    assert word.core_properties.title and word.core_properties.language == "fr-FR"
    custom = {each.get("name"): words_of(each) for each in part(content, "docProps/custom.xml")}
    assert custom["Code"] in word.core_properties.keywords
    assert custom["Version"]
    assert any(re.fullmatch(r"[0-9a-f]{64}", text) for text in custom.values())


def words_of(element: etree._Element) -> str:
    """All the text of an element, whatever its kind."""
    return "".join(str(piece) for piece in element.itertext())


def test_links_say_where_they_lead_and_lead_there(content: bytes, main: etree._Element) -> None:
    marks = {each.get(W + "name") for each in main.iter(W + "bookmarkStart")}
    relations = {each.get("Id") for each in part(content, "word/_rels/document.xml.rels")}
    for link in main.iter(W + "hyperlink"):
        assert words(link).strip()
        assert link.get(W + "anchor") in marks or link.get(R + "id") in relations
    pages = [(each.text or "").split() for each in main.iter(W + "instrText")]
    assert {name for verb, name, *_ in pages if verb == "PAGEREF"} <= marks
    for field in main.iter(W + "fldSimple"):
        verb, name, *_ = (field.get(W + "instr") or "").split()
        assert verb == "SEQ" or (verb == "REF" and name in marks and words(field))


def test_no_empty_paragraph_makes_room(main: etree._Element) -> None:
    """Empty ones only end a section of pages, end the text after a table or keep the place of an empty cell."""
    for p in main.iter(W + "p"):
        if not words(p).strip() and p.find(f".//{W}drawing") is None:
            cell = p.getparent()
            above, below = p.getprevious(), p.getnext()
            ends = above is not None and above.tag == W + "tbl" and below is not None and below.tag == W + "sectPr"
            assert p.find(f"{W}pPr/{W}sectPr") is not None or ends or (cell is not None and cell.tag == W + "tc")

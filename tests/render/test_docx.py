"""The Word file, as who opens it finds it: in Word, with a screen reader, or through a program."""

from __future__ import annotations

import io
import os
import posixpath
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from lxml import etree

from dossier.document.tree import Block, Bullets, Cell, Document, Figure, Paragraph, Role, Run, Section, Table, headings
from dossier.render.docx import to_docx
from tests.render.specimen import bullets, cell, head, paragraph, specimen

ROOT = Path(__file__).parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
HEADERS = [f"word/header-{name}.xml" for name in ("garde", "portrait", "paysage")]


def folded(text: str) -> str:
    """The words, whatever the spaces between them."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def opened(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(to_docx(document)))


def words(element: etree._Element) -> str:
    return "".join(node.text or "" if node.tag == W + "t" else " " for node in element.iter(W + "t", W + "br"))


def style(element: etree._Element) -> str:
    found = element.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(W + "val", "")


def body_text(body: etree._Element) -> list[str]:
    """The blocks of text, in reading order, without the contents list."""
    blocks = (words(p) for p in body.iter(W + "p") if not style(p).startswith("TOC"))
    return [folded(text) for text in blocks if text.strip()]


def tree_text(document: Document) -> list[str]:
    """What the tree says, block by block."""
    texts = [document.title, document.subtitle, *_said(document.cover)]
    for heading in headings(document):
        texts += [heading.text, *_said(heading.section.blocks)]
    return [folded(text) for text in texts if text.strip()]


def _said(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield block.text
            case Bullets():
                yield from (item.text for item in block.items)
            case Table():
                yield block.caption
                yield from (text for row in (block.head, *block.rows) for each in row for text in _said(each.blocks))
            case Figure():
                yield block.caption


@pytest.fixture(scope="module")
def content() -> bytes:
    return to_docx(specimen())


@pytest.fixture(scope="module")
def main(content: bytes) -> etree._Element:
    return part(content, "word/document.xml")


@pytest.fixture(scope="module")
def word(content: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(content))


def one_section(*blocks: Block, **changes: object) -> Document:
    """A document of one section with these blocks."""
    bare = replace(specimen(draft=False), cover=(), sections=(Section("Essai", blocks),))
    return replace(bare, **changes)  # type: ignore[arg-type]


def test_the_file_says_what_the_tree_says(main: etree._Element) -> None:
    assert body_text(main) == tree_text(specimen())


def test_titles_are_real_headings_with_their_numbers_as_text(word: WordDocument) -> None:
    titles = [(p.style.name, folded(p.text)) for p in word.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert titles == [(f"Heading {heading.level}", folded(heading.text)) for heading in headings(specimen())]


def test_a_fifth_level_still_is_a_heading() -> None:
    section = Section("Fond", (paragraph("Texte."),))
    for _ in range(4):
        section = Section("Étage", (), (section,))
    word = opened(replace(specimen(), sections=(section,)))
    assert [p.style.name for p in word.paragraphs if p.text.startswith("1.1.1.1")] == ["Heading 4", "Heading 4"]  # type: ignore[union-attr]


def test_the_cover_has_a_title_and_a_subtitle(word: WordDocument) -> None:
    assert [p.style.name for p in word.paragraphs[:2] if p.style] == ["Title", "Subtitle"]


def test_each_role_has_its_style(word: WordDocument) -> None:
    names = {p.style.name for p in word.paragraphs if p.style}
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


def test_the_contents_list_is_ready_and_leads_to_the_titles(main: etree._Element) -> None:
    bookmarks = {mark.get(W + "name"): mark.getparent() for mark in main.iter(W + "bookmarkStart")}
    entries = [p for p in main.iter(W + "p") if re.fullmatch(r"TOC\d", style(p))]
    assert [folded(words(p)) for p in entries] == [folded(h.text) for h in headings(specimen()) if h.level <= 2]
    for entry in entries:
        (link,) = entry.iter(W + "hyperlink")
        target = bookmarks[link.get(W + "anchor")]
        assert target is not None
        assert words(target) == words(entry)


def test_the_contents_list_is_a_field_without_page_numbers(main: etree._Element) -> None:
    (instruction,) = (each.text or "" for each in main.iter(W + "instrText"))
    assert instruction.split() == ["TOC", "\\o", '"1-2"', "\\n", "\\h"]
    assert [each.get(W + "fldCharType") for each in main.iter(W + "fldChar")] == ["begin", "separate", "end"]


def test_no_contents_list_without_sections() -> None:
    assert "Sommaire" not in words(part(to_docx(replace(specimen(), sections=())), "word/document.xml"))


def test_word_asks_nothing_at_opening(content: bytes) -> None:
    assert part(content, "word/settings.xml").find(W + "updateFields") is None


def test_table_heads_repeat_and_say_so(main: etree._Element) -> None:
    tables = list(main.iter(W + "tbl"))
    assert tables
    for table in tables:
        rows = list(table.iter(W + "tr"))
        marked = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert marked == [True] + [False] * (len(rows) - 1)
        look = table.find(f"{W}tblPr/{W}tblLook")
        assert look is not None
        assert look.get(W + "firstRow") == "1"


def test_tables_have_a_caption_above_and_a_description(main: etree._Element) -> None:
    for table in main.iter(W + "tbl"):
        above = table.getprevious()
        assert above is not None
        assert style(above) == "Caption"
        title, description = (table.find(f"{W}tblPr/{W}{name}") for name in ("tblCaption", "tblDescription"))
        assert title is not None
        assert description is not None
        assert folded(title.get(W + "val", "")) == folded(words(above))
        assert description.get(W + "val", "").startswith("Colonnes")


def test_tables_fill_the_width_of_their_page(main: etree._Element) -> None:
    seen = set()
    for table in main.iter(W + "tbl"):
        columns = [int(column.get(W + "w", "0")) for column in table.iter(W + "gridCol")]
        seen.add(sum(columns))
        for row in table.iter(W + "tr"):
            assert [int(width.get(W + "w", "0")) for width in row.iter(W + "tcW")] == columns
    assert seen == {11906 - 2 * 1134, 16838 - 2 * 1134}


def test_short_rows_stay_whole_and_long_ones_may_be_cut() -> None:
    long, short = "Une phrase qui revient souvent. " * 200, "Court."
    table = Table("Rangs", (1, 1), head("A", "B"), ((cell(short), cell(short)), (cell(long), cell(short))))
    rows = list(part(to_docx(one_section(table)), "word/document.xml").iter(W + "tr"))
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, True, False]


def test_empty_cells_and_lists_in_cells_keep_the_file_sound() -> None:
    table = Table("", (1, 1), head("A", "B"), ((Cell(()), Cell((Bullets(()), bullets("un", "deux")))),))
    for each in part(to_docx(one_section(table, table)), "word/document.xml").iter(W + "tc"):
        assert each.find(W + "p") is not None


def test_two_tables_in_a_row_stay_two() -> None:
    table = Table("", (1,), head("A"), ((cell("a"),),))
    for each in part(to_docx(one_section(table, table)), "word/document.xml").iter(W + "tbl"):
        above, below = each.getprevious(), each.getnext()
        assert above is not None
        assert below is not None
        assert {above.tag, below.tag} <= {W + "p", W + "sectPr"}


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
    main = part(to_docx(document), "word/document.xml")
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
        assert folded(section.header.paragraphs[0].text).startswith("LP15301A — Licence professionnelle")
        foot = section.footer._element
        assert "LP15301A · version 2026.1" in folded(words(foot))
        fields = [field.get(W + "instr", "").strip() for field in foot.iter(W + "fldSimple")]
        assert fields == ["PAGE", "NUMPAGES"]


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
    controls = list(main.iter(W + "sdt"))
    said = [
        [each.find(f"{W}sdtPr/{W}{name}").get(W + "val") for name in ("alias", "tag")] + [words(each)]  # type: ignore[union-attr]
        for each in controls
    ]
    assert said == [
        ["nom de famille", "titulaire.nom", "[nom de famille]"],
        ["moyenne sur 20", "resultats.moyenne", "[moyenne sur 20]"],
        ["date", "certification.date", "[date]"],
    ]
    kinds = [etree.QName([*each.iterfind(f"{W}sdtPr/*")][-1]).localname for each in controls]
    assert kinds == ["text", "text", "date"]
    assert all(each.find(f"{W}sdtPr/{W}showingPlcHdr") is not None for each in controls)
    assert {each.get(W + "val") for each in main.iterfind(f".//{W}sdtContent/{W}r/{W}rPr/{W}rStyle")} == {"ARemplir"}
    assert len({each.get(W + "val") for each in main.iterfind(f".//{W}sdtPr/{W}id")}) == 3


def test_a_link_within_the_dossier_leads_to_its_title() -> None:
    main = part(to_docx(one_section(Paragraph((Run("ici", href="#s1"),)))), "word/document.xml")
    anchors = [link.get(W + "anchor") for link in main.iter(W + "hyperlink")]
    assert anchors == ["s1", "s1"]  # the contents list, then the link


def test_the_bullets_are_characters_of_the_text_font(content: bytes, main: etree._Element) -> None:
    levels = list(part(content, "word/numbering.xml").iter(W + "lvl"))
    assert {level.find(W + "lvlText").get(W + "val") for level in levels} == {"•"}  # type: ignore[union-attr]
    assert {level.find(f"{W}rPr/{W}rFonts").get(W + "ascii") for level in levels} == {"Arial"}  # type: ignore[union-attr]
    assert any(style(p) == "TableauPuce" for p in main.iter(W + "p"))


def test_an_item_keeps_its_role_and_its_bullet() -> None:
    items = Bullets((paragraph("Rien.", Role.MISSING),))
    main = part(to_docx(one_section(items)), "word/document.xml")
    (item,) = (p for p in main.iter(W + "p") if words(p) == "Rien.")
    assert style(item) == "NonRenseigne"
    assert item.find(f"{W}pPr/{W}numPr") is not None


def test_the_properties_tell_the_dossier(content: bytes, word: WordDocument) -> None:
    core, document = word.core_properties, specimen()
    assert (core.title, core.subject, core.author) == (document.title, document.subject, document.author)
    assert (core.keywords, core.language, core.revision) == ("LP15301A, version 2026.1", "fr-FR", 1)
    assert {core.created.isoformat()[:10], core.modified.isoformat()[:10]} == {"2026-09-01"}
    custom = {each.get("name"): each[0].text for each in part(content, "docProps/custom.xml")}
    assert custom == {"Code": "LP15301A", "Version": "2026.1", **dict(document.properties)}


def test_without_a_date_the_clock_is_not_asked() -> None:
    created = opened(replace(specimen(), date=None)).core_properties.created
    assert created is not None
    assert created.year == 1980


def test_what_xml_cannot_hold_does_not_break_the_file() -> None:
    document = one_section(paragraph('a\x00b\x0bc <&> "d" ]]> \ud800e'), title='Un "titre" <&>')
    main = part(to_docx(document), "word/document.xml")
    assert 'abc <&> "d" ]]> e' in words(main)


def test_the_same_document_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    script = (
        "import sys; from tests.render.specimen import specimen; from dossier.render.docx import to_docx;"
        "sys.stdout.buffer.write(to_docx(specimen()))"
    )
    outputs = set()
    for rank, (zone, language) in enumerate((("Pacific/Kiritimati", "fr_FR.UTF-8"), ("America/Adak", "C"))):
        folder = tmp_path / str(rank)
        folder.mkdir()
        surroundings = {"TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": str(rank + 1)}
        environment = {**os.environ, **surroundings, "PYTHONPATH": str(ROOT)}
        run = subprocess.run(
            [sys.executable, "-c", script], cwd=folder, env=environment, capture_output=True, check=True
        )
        outputs.add(run.stdout)
    assert outputs == {to_docx(specimen())}


def test_the_package_holds_what_it_refers_to_and_nothing_else(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        assert names == sorted(names)
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        reached = {"[Content_Types].xml"}
        for rels in (name for name in names if name.endswith(".rels")):
            reached.add(rels)
            folder, _, file = rels.partition("_rels/")
            relations = list(etree.fromstring(package.read(rels)))
            inner = [each.get("Target", "") for each in relations if each.get("TargetMode") != "External"]
            reached |= {posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") for target in inner}
            if source := file.removesuffix(".rels"):
                used = {
                    value
                    for node in etree.fromstring(package.read(folder + source)).iter()
                    for key, value in node.items()
                    if str(key).startswith(R)
                }
                assert used <= {each.get("Id") for each in relations}
        assert reached == set(names)
        assert not any("thumbnail" in name or "stylesWithEffects" in name for name in names)


def test_the_audit_finds_nothing(content: bytes, tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    for name, file in (("projet", content), ("final", to_docx(specimen(draft=False)))):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(file)
        result = audit.OpenXmlValidator().validate(str(path))
        assert [error.description for error in result.errors] == []


def test_the_work_grows_as_the_document() -> None:
    """Twice the rows, twice the calls: a table is never searched again for each of its cells."""

    def calls(rows: int) -> int:
        table = Table("Rangs", (1, 1, 1), head("A", "B", "C"), ((cell("a"), cell("b"), cell("c")),) * rows)
        document, count = one_section(table), 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(counted)
        try:
            to_docx(document)
        finally:
            sys.setprofile(None)
        return count

    calls(1)  # what is done once
    assert calls(800) < 2.2 * calls(400)

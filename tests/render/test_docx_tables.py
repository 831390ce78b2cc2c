"""Tables of the Word file: heads that repeat, captions, widths, rows that stay whole."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from dossier.document.tree import Bullets, Cell, Table
from tests.render.specimen import bullets, cell, head
from tests.render.word import W, body, folded, one_section, part, style, value, words


def test_table_heads_repeat_and_say_so(main: etree._Element) -> None:
    tables = list(main.iter(W + "tbl"))
    assert tables
    for table in tables:
        rows = list(table.iter(W + "tr"))
        marked = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        headed = value(table, "tblPr", "tblStyle") != "TableauFiche"
        assert marked == [headed] + [False] * (len(rows) - 1)
        look = table.find(f"{W}tblPr/{W}tblLook")
        assert look is not None
        assert look.get(W + "firstRow") == str(int(headed))


def test_tables_have_a_name_and_a_description(main: etree._Element) -> None:
    for table in main.iter(W + "tbl"):
        title, description = (table.find(f"{W}tblPr/{W}{name}") for name in ("tblCaption", "tblDescription"))
        assert title is not None and title.get(W + "val")
        assert description is not None and "Lignes" in description.get(W + "val", "")
        above = table.getprevious()
        if above is not None and style(above) == "Caption":
            assert folded(words(above)).endswith(f" – {folded(title.get(W + 'val', ''))}")


def test_a_table_without_caption_is_called_as_its_section() -> None:
    (table,) = body(one_section(Table("", (1,), head("A"), ((cell("a"),),)))).iter(W + "tbl")
    assert value(table, "tblPr", "tblCaption") == "Essai"


def test_cells_that_spread_are_merged() -> None:
    wide = replace(cell("Tout"), columns=2)
    tall = replace(cell("Long"), rows=2)
    (table,) = body(
        one_section(Table("", (1, 1), head("A", "B"), ((wide,), (tall, cell("un")), (cell("deux"),))))
    ).iter(W + "tbl")
    _, banner, first, second = table.iter(W + "tr")
    assert [value(each, "tcPr", "gridSpan") for each in banner.iter(W + "tc")] == ["2"]
    assert [value(each, "tcPr", "vMerge") for each in first.iter(W + "tc")] == ["restart", ""]
    assert [value(each, "tcPr", "vMerge") for each in second.iter(W + "tc")] == ["continue", ""]


def test_tables_fill_the_width_of_their_page(main: etree._Element) -> None:
    seen = set()
    for table in main.iter(W + "tbl"):
        columns = [int(column.get(W + "w", "0")) for column in table.iter(W + "gridCol")]
        seen.add(sum(columns))
        for row in table.iter(W + "tr"):
            assert sum(int(width.get(W + "w", "0")) for width in row.iter(W + "tcW")) == sum(columns)
    assert seen == {11906 - 2 * 1134, 16838 - 2 * 1134}


def test_short_rows_stay_whole_and_long_ones_may_be_cut() -> None:
    long, short = "Une phrase qui revient souvent. " * 200, "Court."
    table = Table("Rangs", (1, 1), head("A", "B"), ((cell(short), cell(short)), (cell(long), cell(short))))
    rows = list(body(one_section(table)).iter(W + "tr"))
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, True, False]


def test_empty_cells_and_lists_in_cells_keep_the_file_sound() -> None:
    table = Table("Vides", (1, 1), head("A", "B"), ((Cell(()), Cell((Bullets(()), bullets("un", "deux")))),))
    for each in body(one_section(table, table)).iter(W + "tc"):
        assert each.find(W + "p") is not None


def test_a_long_word_keeps_its_column_where_there_is_room() -> None:
    mail = "certification@example.org"
    roomy = Table(
        "Contacts", (3, 4, 3, 2), head("Nom", "Rôle", "Adresse", "Tél."), ((*map(cell, ("a", "b", mail, "c")),),)
    )
    assert widths(roomy)[2] >= 25 * 95 + 170
    full = Table("Contacts", (1,) * 6, head(*"ABCDEF"), ((*(cell(mail) for _ in range(6)),),))
    assert max(widths(full)) - min(widths(full)) <= 1  # no room for all: shared out by weight


def test_a_hash_stands_on_one_line_of_the_cover(content: bytes, main: etree._Element) -> None:
    (code,) = (
        each for each in part(content, "word/styles.xml").iter(W + "style") if each.get(W + "styleId") == "CodeDossier"
    )
    half_points = int(value(code, "rPr", "sz"))
    column = [int(each.get(W + "w", "0")) for each in next(main.iter(W + "tbl")).iter(W + "gridCol")][1]
    assert 64 * 0.6 * half_points * 10 + 170 <= column  # each sign of Courier is 0.6 of its size wide


def test_capitals_are_wider_than_other_letters() -> None:
    credits = Table("Crédits", (1, 60), head("ECTS", "Intitulé"), ((cell("6"), cell("Anglais")),))
    assert widths(credits)[0] >= 480 + 170  # « ECTS » in bold Arial of 9 points, and the margins of the cell


def widths(table: Table) -> list[int]:
    return [int(column.get(W + "w", "0")) for column in body(one_section(table)).iter(W + "gridCol")]


def test_a_table_added_in_word_looks_like_ours(content: bytes) -> None:
    (ours,) = (
        each
        for each in part(content, "word/styles.xml").iter(W + "style")
        if each.get(W + "styleId") == "TableauDossier"
    )
    parts = {each.get(W + "type"): each for each in ours.iter(W + "tblStylePr")}
    fills = {name: each.find(f"{W}tcPr/{W}shd").get(W + "fill") for name, each in parts.items()}  # type: ignore[union-attr]  # every cell has its shading
    assert fills == {"firstRow": "E4EAF3", "band2Horz": "F6F8FB"}


def test_all_looks_are_in_styles(main: etree._Element) -> None:
    """Whoever changes a style in Word changes everything that bears it."""
    assert not [*main.iter(W + "shd", W + "b", W + "color", W + "jc", W + "rFonts", W + "vAlign", W + "tcBorders")]


def test_the_text_does_not_end_on_a_table() -> None:
    table = Table("Lettres", (1,), head("A"), ((cell("a"),),))
    *_, last, end = body(one_section(table)).iterfind(f"{W}body/*")
    assert (last.tag, style(last), end.tag) == (W + "p", "Separation", W + "sectPr")


def test_two_tables_in_a_row_stay_two() -> None:
    table = Table("Lettres", (1,), head("A"), ((cell("a"),),))
    for each in body(one_section(table, table)).iter(W + "tbl"):
        above, below = each.getprevious(), each.getnext()
        assert above is not None
        assert below is not None
        assert {above.tag, below.tag} <= {W + "p", W + "sectPr"}

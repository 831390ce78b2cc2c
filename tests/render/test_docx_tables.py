"""Tables of the Word file: heads that repeat, captions, widths, rows that stay whole."""

from __future__ import annotations

from lxml import etree

from dossier.document.tree import Bullets, Cell, Table
from tests.render.specimen import bullets, cell, head
from tests.render.word import W, body, folded, one_section, style, words


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
        assert folded(words(above)).endswith(f" – {folded(title.get(W + 'val', ''))}")
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
    rows = list(body(one_section(table)).iter(W + "tr"))
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, True, False]


def test_empty_cells_and_lists_in_cells_keep_the_file_sound() -> None:
    table = Table("Vides", (1, 1), head("A", "B"), ((Cell(()), Cell((Bullets(()), bullets("un", "deux")))),))
    for each in body(one_section(table, table)).iter(W + "tc"):
        assert each.find(W + "p") is not None


def test_two_tables_in_a_row_stay_two() -> None:
    table = Table("Lettres", (1,), head("A"), ((cell("a"),),))
    for each in body(one_section(table, table)).iter(W + "tbl"):
        above, below = each.getprevious(), each.getnext()
        assert above is not None
        assert below is not None
        assert {above.tag, below.tag} <= {W + "p", W + "sectPr"}

"""The HTML page: what a reader sees and hears, and what no text from a programme can do to it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from dossier.document.tree import Cell, Document, Dress, Emphasis, Paragraph, Run, Section, Table, headings
from dossier.look.model import Look
from dossier.render.html import to_html
from tests.render.extraction import texts_of_tree
from tests.render.specimen import head, specimen
from tests.render.word import W, body, style
from tests.render.word import words as word_words


def parsed(document: Document) -> Any:
    return etree.fromstring(to_html(document), etree.HTMLParser())


def content(element: Any) -> str:
    return "".join(element.itertext())


def words(text: str) -> str:
    """The text with every run of spaces, whatever their kind, as one."""
    return " ".join(text.split())


def with_runs(*runs: Run) -> Document:
    """The specimen's identity around one paragraph."""
    return replace(specimen(), cover=(), sections=(Section("Essai", (Paragraph(runs),)),))


@pytest.fixture(scope="module")
def page() -> Any:
    return parsed(specimen())


def test_the_page_says_its_language_its_title_and_what_it_is(page: Any) -> None:
    assert page.get("lang") == "fr-FR"
    assert page.findtext(".//title", "").startswith("LP15301A – Licence professionnelle")
    metadata = {meta.get("name"): meta.get("content") for meta in page.iter("meta")}
    assert metadata["author"] == "Conservatoire national des arts et métiers"
    assert metadata["keywords"] == "LP15301A, 2026.1"
    assert metadata["dcterms.created"] == metadata["dcterms.modified"] == "2026-09-01"
    assert metadata["verdict"] == "a-corriger"


def test_a_document_without_a_date_claims_none() -> None:
    assert "dcterms" not in to_html(replace(specimen(), date=None))


def test_titles_bear_their_numbers_and_no_level_is_skipped(page: Any) -> None:
    titles = page.xpath("//main//*[self::h2 or self::h3 or self::h4]")
    expected = list(headings(specimen()))
    assert [words(content(title)) for title in titles] == [words(heading.text) for heading in expected]
    assert [title.tag for title in titles] == [f"h{heading.level + 1}" for heading in expected]
    assert len(page.xpath("//h1")) == 1


def test_a_title_and_its_twin_are_each_in_their_language() -> None:
    section = Section("Diplôme", (Paragraph((Run("Texte."),)),), twin=Run("Qualification", language="en"))
    document = replace(specimen(), cover=(), sections=(section,), dress=Dress.PAPER)
    (title,) = parsed(document).xpath("//main//h2")
    assert content(title) == "1. Diplôme / Qualification"
    assert title.xpath("span/@lang") == ["en"]
    word = body(document)
    (heading,) = (each for each in word.iter(f"{W}p") if style(each) == "Heading1")
    assert word_words(heading) == "Diplôme / Qualification"
    assert [each.get(f"{W}val") for each in heading.iter(f"{W}lang")] == ["en-GB"]


def test_a_document_may_have_no_contents_list() -> None:
    document = replace(specimen(), dress=Dress.PAPER)
    assert not parsed(document).xpath("//nav")
    assert "Sommaire" not in word_words(body(document))


def test_the_contents_list_has_every_title_of_two_levels_and_leads_to_it(page: Any) -> None:
    entries = page.xpath("//nav//a")
    expected = [words(heading.text) for heading in headings(specimen()) if heading.level <= 2]
    assert [words(content(entry)) for entry in entries] == expected
    for entry in entries:
        (target,) = page.xpath("//*[@id=$id]", id=entry.get("href")[1:])
        assert words(content(target)) == words(content(entry))


def test_every_anchor_is_unique(page: Any) -> None:
    anchors = page.xpath("//@id")
    assert len(anchors) == len(set(anchors))


def test_landmarks_and_the_skip_link_are_there(page: Any) -> None:
    body = page.find("body")
    assert body is not None
    assert [child.tag for child in body] == ["a", "header", "nav", "main", "footer", "script"]
    assert page.xpath("//body/a[1]/@href") == ["#" + page.xpath("//main/@id")[0]]


def test_nothing_of_the_text_is_lost_or_moved(page: Any) -> None:
    shown = [
        words(content(element))
        for element in page.xpath("//header | //main")
        for element in element.xpath(
            ".//*[self::h1 or self::h2 or self::h3 or self::h4 or self::p or self::li"
            " or self::caption or self::figcaption]"
        )
        if element.get("class") != "bandeau"
    ]
    assert [text for text in shown if text] == [words(text) for text in texts_of_tree(specimen())]


def test_tables_have_a_caption_heads_and_row_names(page: Any) -> None:
    tables = page.xpath("//table")
    assert tables
    for table in tables:
        assert table.findtext("caption")
        assert {cell.get("scope") for cell in table.xpath("thead//th")} == {"col"}
        assert all(cell.get("scope") == "row" for cell in table.xpath("tbody//th"))
        assert len({len(row) for row in table.xpath(".//tr")}) == 1
        frame = table.getparent()
        assert (frame.get("tabindex"), frame.get("role")) == ("0", "group")
    assert page.xpath("//td[@class='centre ton-3']")
    assert page.xpath("//td[@class='fin']")


CAPTION = "Figure 1 – Crédits atteignables"


def test_a_drawing_is_an_image_that_says_its_facts_and_bears_its_caption(page: Any) -> None:
    (figure,) = page.xpath("//main//figure")
    (frame,) = figure.xpath("./div")
    named = words(frame.get("aria-label"))
    assert (frame.get("tabindex"), frame.get("role"), named) == ("0", "group", "Défilement : Figure 1")
    assert frame.get("style") == "--largeur:" + str(frame.xpath("./*[local-name() = 'svg']/@width")[0]) + "px"
    (svg,) = frame.xpath("./*[local-name() = 'svg']")
    assert (svg.get("role"), svg[0].tag) == ("img", "title")
    assert words(svg[0].text) == "Deux totaux atteignables : 60 crédits, ou 62 avec l’unité « CCE115 »."
    assert words(figure.findtext("figcaption")) == CAPTION


def test_scripts_are_for_frames_and_for_tables_to_filter_and_controls_are_their_own() -> None:
    table = Table("Matrice", (1,), (Cell((), header=True),), ((Cell(()),),), filtered=True)
    page = parsed(replace(specimen(), sections=(Section("Essai", (table,)),)))
    assert len(page.xpath("//table[@data-filtre]")) == len(page.xpath("//script[contains(., 'data-filtre')]")) == 1
    assert not page.xpath("//form | //select | //button")
    assert not parsed(specimen()).xpath("//script[contains(., 'data-filtre')] | //table[@data-filtre]")
    assert not parsed(with_runs(Run("Sans tableau."))).xpath("//script")


def test_the_foot_leads_back_to_the_contents(page: Any) -> None:
    (link,) = page.xpath("//footer//a")
    assert content(link) == "Retour au sommaire"
    assert page.xpath("//nav//*[@id=$id]", id=link.get("href")[1:])
    assert not parsed(replace(specimen(), cover=(), sections=())).xpath("//footer//a")


def test_codes_of_a_sentence_stay_whole_and_those_that_stand_alone_are_told_apart() -> None:
    page = parsed(with_runs(Run("B21-C6, UAPRJ1-E1 et "), Run("L6113-5", href="#a"), Run(" (au-delà, 2019-14, A-B).")))
    assert [content(code) for code in page.xpath("//main//*[@class='insecable']")] == ["B21-C6", "UAPRJ1-E1", "2019-14"]
    assert [content(code) for code in parsed(with_runs(Run("B21-C6"))).xpath("//*[@class='insecable seul']")] == [
        "B21-C6"
    ]


@pytest.mark.parametrize(("entete", "room"), [("", 120), ("École d’exemple, métiers du bâtiment", 80)])
def test_the_running_title_takes_its_line_and_ends_on_a_word_that_means_something(entete: str, room: int) -> None:
    for length in range(1, 30):
        title = "Médiation des " + "s" * length + " et de la communication auprès de tous les publics" * 3
        page: Any = etree.fromstring(to_html(replace(specimen(), title=title), Look(entete=entete)), etree.HTMLParser())
        short = page.find("body").get("data-courant")
        assert room - 40 < len(short) <= room
        assert short.endswith("…")
        assert short[:-1].split()[-1] not in ("et", "de", "la", "des", "les")


def test_a_column_is_as_wide_as_the_words_of_its_head_where_the_others_can_give_way() -> None:
    def shares(*titles: str) -> list[float]:
        table = Table("Unités", (2, 5, 5, 1, 2), head(*titles), ())
        columns = parsed(replace(specimen(), cover=(), sections=(Section("Essai", (table,)),))).xpath("//col/@style")
        return [float(column.removeprefix("width:").removesuffix("%")) for column in columns]

    narrow, wide = shares("A", "B", "C", "D", "E"), shares("A", "B", "C", "CRÉDITS", "E")
    assert narrow[3] == pytest.approx(100 / 15, abs=0.1)
    assert wide[3] > narrow[3]
    assert sum(wide) == pytest.approx(100, abs=0.1)
    assert sum(shares(*["Anticonstitutionnellement" * 2] * 5)) == pytest.approx(100, abs=0.1)


def test_on_landscape_pages_a_matrix_is_kept_whole_and_a_long_table_of_text_is_not() -> None:
    def kept(lines: int, *, filtered: bool) -> bool:
        rows = ((Cell((Paragraph((Run("Mot"),)),)),),) * lines
        table = Table("Rangs", (1,), (Cell((Paragraph((Run("Tête"),)),)),), rows, filtered=filtered)
        section = Section("Essai", (table,), landscape=True)
        return bool(
            parsed(replace(specimen(), cover=(), sections=(section,))).xpath("//table[contains(@class, 'entier')]")
        )

    assert kept(5, filtered=False)
    assert not kept(15, filtered=False)
    assert kept(15, filtered=True)


def test_a_row_taller_than_half_a_page_may_be_cut_and_others_not() -> None:
    def row(lines: int) -> tuple[Cell, ...]:
        return (Cell((Paragraph((Run("Mot de huit. " * 10 * lines),)),)),)

    table = Table("Deux lignes", (1,), (Cell((Paragraph((Run("Texte"),)),)),), (row(10), row(60)))
    document = replace(specimen(), cover=(), sections=(Section("Essai", (table,)),))
    assert [row.get("class") for row in parsed(document).xpath("//tbody/tr")] == [None, "haut"]


def test_what_is_not_french_says_so_and_links_say_where_they_lead(page: Any) -> None:
    assert content(page.xpath("//main//*[@lang='en']")[0]) == "public engagement with science and technology"
    link = page.xpath("//main//a[contains(@href, 'legifrance')]")[0]
    assert link.get("href").endswith("?a=1&b=2")
    assert "noopener" in link.get("rel")
    assert link.getparent().tag == "em"


def test_a_blank_is_in_brackets_and_says_its_key_and_what_is_typed_there(page: Any) -> None:
    blanks = [(content(each), each.get("data-cle"), each.get("data-saisie")) for each in page.xpath("//*[@data-cle]")]
    assert blanks == [
        ("[nom de famille]", "titulaire.nom", "texte"),
        ("[moyenne sur 20]", "resultats.moyenne", "nombre"),
        ("[date]", "certification.date", "date"),
        ("[admis/ajourné]", "certification.decision", "choix"),
    ]
    assert {each.get("class") for each in page.xpath("//*[@data-cle]")} == {"a-remplir"}


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "annexe.pdf", "//x"])
def test_only_the_web_an_address_and_the_page_itself_are_linked_to(href: str) -> None:
    page = parsed(with_runs(Run("lien", href=href)))
    assert not page.xpath("//main//a")
    assert "lien" in content(page.find("body//main"))


def test_text_stays_text() -> None:
    hostile = "</style><script>alert(1)</script> & \" ' <b> \x00\ufffe\ud800"
    document = replace(
        specimen(), title=hostile, code='"><i>', draft=hostile, cover=(), properties=((hostile, hostile),)
    )
    page = parsed(document)
    assert not page.xpath("//script[contains(., 'alert')] | //b | //i")
    assert content(page.xpath("//h1")[0]) == hostile[:-3]
    assert to_html(document).encode()


def test_spaces_do_not_break_before_marks_and_code_stays_as_typed() -> None:
    page = parsed(with_runs(Run("Est-ce vrai"), Run(" ? "), Run("a ? b : c", Emphasis.CODE)))
    assert content(page.xpath("//main//p")[0]) == "Est-ce vrai\u202f? a ? b : c"


def test_a_draft_says_so_and_a_final_dossier_does_not() -> None:
    assert parsed(specimen()).findtext(".//header//strong") == "PROJET"
    assert "PROJET" not in to_html(specimen(draft=False))


def test_the_page_needs_nothing_else() -> None:
    html = re.sub(r'<a href="[^"]*"[^>]*>', "", to_html(specimen()))
    assert not re.search(r"<(link|img|iframe)|<script[^>]*src|@import|url\((?![\"']?data:)", html)


def test_the_same_document_gives_the_same_page() -> None:
    assert to_html(specimen()) == to_html(specimen())

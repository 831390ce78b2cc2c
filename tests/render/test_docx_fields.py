"""What Word counts and follows: contents, lists of tables and figures, captions, references."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from dossier.document.tree import Paragraph, Run, Section, captions, headings
from tests.render.specimen import drawing, paragraph, specimen
from tests.render.word import W, body, folded, one_section, part, style, words


def test_the_contents_list_is_ready_and_leads_to_the_titles(main: etree._Element) -> None:
    bookmarks = {mark.get(W + "name"): mark.getparent() for mark in main.iter(W + "bookmarkStart")}
    entries = [p for p in main.iter(W + "p") if re.fullmatch(r"TOC\d", style(p))]
    assert [folded(words(p)) for p in entries] == [folded(h.text) for h in headings(specimen()) if h.level <= 2]
    for entry in entries:
        (link,) = entry.iter(W + "hyperlink")
        target = bookmarks[link.get(W + "anchor")]
        assert target is not None
        assert words(target) == words(entry)


def test_the_three_lists_are_fields_that_word_may_count_again(main: etree._Element) -> None:
    instructions = [(each.text or "").split() for each in main.iter(W + "instrText")]
    assert instructions == [
        ["TOC", "\\o", '"1-2"', "\\h"],
        ["TOC", "\\h", "\\c", '"Tableau"'],
        ["TOC", "\\h", "\\c", '"Figure"'],
    ]
    assert [each.get(W + "fldCharType") for each in main.iter(W + "fldChar")] == ["begin", "separate", "end"] * 3


def test_word_offers_to_update_the_contents(main: etree._Element) -> None:
    (gallery,) = main.iter(W + "docPartGallery")
    assert gallery.get(W + "val") == "Table of Contents"  # Word's own name, in every language
    (block,) = (each for each in main.iter(W + "sdt") if gallery in each.iter())
    (title, *entries) = block.iterfind(f"{W}sdtContent/{W}p")
    assert words(title) == "Sommaire"
    assert {style(entry) for entry in entries} == {"TOC1", "TOC2"}


def test_a_short_list_is_not_cut() -> None:
    listed = one_section(*(drawing(),) * 3)
    entries = [p for p in body(listed).iter(W + "p") if style(p) == "TOCFigures"]
    assert [p.find(f"{W}pPr/{W}keepNext") is not None for p in entries] == [True, True, False]


def test_tables_and_figures_are_listed_and_lead_to_their_numbers(main: etree._Element) -> None:
    bookmarks = {mark.get(W + "name"): mark.getparent() for mark in main.iter(W + "bookmarkStart")}
    entries = [p for p in main.iter(W + "p") if style(p) == "TOCFigures"]
    said = [folded(each.text) for kind in ("Tableau", "Figure") for each in captions(specimen()) if each.kind == kind]
    assert [folded(words(p)) for p in entries] == said
    for entry in entries:
        (link,) = entry.iter(W + "hyperlink")
        target = bookmarks[link.get(W + "anchor")]
        assert target is not None and folded(words(target)) == folded(words(entry))


def test_captions_are_counted_by_word(main: etree._Element) -> None:
    shown = [p for p in main.iter(W + "p") if style(p) == "Caption"]
    counted = [next(p.iter(W + "fldSimple")) for p in shown]
    for kind in ("Tableau", "Figure"):
        numbers = [words(field) for field in counted if (field.get(W + "instr") or "").split()[:2] == ["SEQ", kind]]
        assert numbers == [str(each.number) for each in captions(specimen()) if each.kind == kind]
    assert len(counted) == len(list(captions(specimen())))


def test_a_reference_to_a_part_follows_its_title() -> None:
    there = Section("Sources des règles", (paragraph("Ici."),), name="sources")
    reference = Paragraph((Run("Voir « "), Run(there.title, href="#sources"), Run(" ».")))
    main = body(replace(specimen(), sections=(Section("Texte", (reference,)), there)))
    (field,) = (each for each in main.iter(W + "fldSimple") if "REF" in (each.get(W + "instr") or ""))
    assert (field.get(W + "instr") or "").split() == ["REF", "sources", "\\h"]
    assert words(field) == "Sources des règles"
    (mark,) = (each for each in main.iter(W + "bookmarkStart") if each.get(W + "name") == "sources")
    inside = next(mark.itersiblings())
    assert words(inside) == words(field)  # what Word writes when it counts its fields again


def test_no_contents_list_without_sections() -> None:
    assert "Sommaire" not in words(body(replace(specimen(), sections=())))


def test_word_asks_nothing_at_opening(content: bytes) -> None:
    assert part(content, "word/settings.xml").find(W + "updateFields") is None


def test_a_link_within_the_dossier_leads_to_its_title() -> None:
    main = body(one_section(Paragraph((Run("ici", href="#s1"),))))
    anchors = [link.get(W + "anchor") for link in main.iter(W + "hyperlink")]
    assert anchors == ["s1", "s1"]  # the contents list, then the link

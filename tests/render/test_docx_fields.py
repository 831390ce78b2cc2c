"""What Word counts and follows: contents, lists of tables and figures, captions, references."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from dossier.document.tree import Paragraph, Run, Section, captions, headings
from tests.render.specimen import paragraph, specimen
from tests.render.word import W, body, folded, one_section, part, style, words


def test_the_contents_list_is_ready_and_leads_to_the_titles(main: etree._Element) -> None:
    bookmarks = {mark.get(W + "name"): mark.getparent() for mark in main.iter(W + "bookmarkStart")}
    entries = [p for p in main.iter(W + "p") if re.fullmatch(r"TOC\d", style(p))]
    shown = [h for h in headings(specimen()) if h.level <= 2]
    assert [folded(words(p)) for p in entries] == [folded(h.text) for h in shown]
    for entry, heading in zip(entries, shown, strict=True):
        (link,) = entry.iter(W + "hyperlink")
        target = bookmarks[link.get(W + "anchor")]
        assert target is not None
        assert folded(words(target)) == folded(heading.words.text)


def test_page_numbers_are_fields_that_say_nothing_rather_than_something_wrong(main: etree._Element) -> None:
    first, *pages = [(each.text or "").split() for each in main.iter(W + "instrText")]
    assert first == ["TOC", "\\o", '"1-2"', "\\h", "\\z"]
    shown = [h for h in headings(specimen()) if h.level <= 2]
    assert pages == [["PAGEREF", heading.anchor, "\\h"] for heading in shown]
    marks = [each for each in main.iter(W + "fldChar") if each.get(W + "fldCharType") == "begin"]
    assert [each.get(W + "dirty") for each in marks] == [None, *["true"] * len(shown)]  # Word counts them at opening


def test_word_offers_to_update_the_contents(main: etree._Element) -> None:
    (gallery,) = main.iter(W + "docPartGallery")
    assert gallery.get(W + "val") == "Table of Contents"  # Word's own name, in every language
    (block,) = (each for each in main.iter(W + "sdt") if gallery in each.iter())
    (title, *entries) = block.iterfind(f"{W}sdtContent/{W}p")
    assert words(title) == "Sommaire"
    assert {style(entry) for entry in entries} == {"TOC1", "TOC2"}


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

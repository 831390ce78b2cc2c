"""The PDF: what a reader sees on its pages, what it says to a screen reader, and that nothing outside enters it."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from dossier.document.tree import Document, Paragraph, Run, Section, Table, headings
from dossier.render.pdf import print_page, to_pdf
from dossier.render.pdf_engine import MissingLibrary, RenderWarning
from tests.render.extraction import elements
from tests.render.specimen import cell, head, paragraph, specimen

ROOT = Path(__file__).parents[2]
PAGE = '<html lang="fr"><head><title>Essai</title></head><body><p>Texte.</p>{}</body></html>'


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def pages(pdf: PdfReader) -> list[str]:
    """The text of each page, spaces folded."""
    return [" ".join(unicodedata.normalize("NFKC", page.extract_text()).split()) for page in pdf.pages]


def outline(pdf: PdfReader, entries: Any = None) -> Iterator[tuple[str, int]]:
    """Each bookmark with its page, from 1."""
    for entry in pdf.outline if entries is None else entries:
        if isinstance(entry, list):
            yield from outline(pdf, entry)
        else:
            page = pdf.get_destination_page_number(entry)
            assert page is not None
            yield " ".join(str(entry.title).split()), page + 1


def short(*sections: Section) -> Document:
    return replace(specimen(draft=False), cover=(), sections=sections)


def brief() -> Document:
    """Part of the specimen: its cover, contents, links, languages, fonts, tones and a landscape page."""
    whole = specimen()
    return replace(whole, sections=tuple(whole.sections[rank] for rank in (0, 1, 4, 6)))


@pytest.fixture(scope="module")
def pdf() -> PdfReader:
    return read(to_pdf(specimen()))


@pytest.fixture(scope="module")
def shown(pdf: PdfReader) -> list[str]:
    return pages(pdf)


def test_bookmarks_are_the_numbered_titles(pdf: PdfReader) -> None:
    assert [title for title, _ in outline(pdf)] == [heading.text for heading in headings(specimen())]


def test_the_contents_list_gives_the_right_pages(pdf: PdfReader, shown: list[str]) -> None:
    (contents,) = [text for text in shown if "Sommaire" in text]
    printed = re.search(r"^PROJET ((?:\d+ )+)Sommaire (.*) LP15301A – Licence", contents)
    assert printed, contents  # the numbers stand first in the page's stream, in the order of the entries
    entries = [heading.text for heading in headings(specimen()) if heading.level <= 2]
    assert printed[2] == " ".join(entries)
    starts = dict(outline(pdf))
    assert [int(number) for number in printed[1].split()] == [starts[entry] for entry in entries]


def test_titles_are_on_the_pages_that_bookmarks_and_contents_name(pdf: PdfReader, shown: list[str]) -> None:
    assert all(title in shown[page - 1] for title, page in outline(pdf))


def test_each_page_but_the_cover_has_its_running_head_and_its_number(shown: list[str]) -> None:
    assert "page 1 /" not in shown[0]
    for number, text in enumerate(shown[1:], start=2):
        assert "LP15301A – Licence professionnelle Métiers de la médiation scientifique et technique" in text
        assert f"LP15301A – version 2026.1 – PROJET page {number} / {len(shown)}" in text


def test_the_running_head_tells_the_section(pdf: PdfReader, shown: list[str]) -> None:
    starts = dict(outline(pdf))
    opening = starts["4. Organisation de la formation (maquette)"]
    head = "scientifique et technique 4. Organisation de la formation (maquette)"
    assert f"{head} LP15301A – version" in shown[opening - 1]
    assert f"{head} › 4.1 Unités LP15301A – version" in shown[opening]
    assert "›" not in shown[0]


def test_the_cover_says_what_the_dossier_is(shown: list[str]) -> None:
    for text in ("Licence professionnelle", "Parcours Assistant", "LP15301A – version 2026.1", "arts et métiers"):
        assert text in shown[0]


def test_the_head_of_a_long_table_is_on_each_of_its_pages(pdf: PdfReader, shown: list[str]) -> None:
    start = dict(outline(pdf))["4.1 Unités"]
    with_rows = [text for text in shown[start - 1 :] if re.search(r"RTC2\d\d (UE|UA|Science|Outils|Étude)", text)]
    units = [text for text in with_rows if "Matrice" not in text and "C1.1" not in text]
    assert len(units) > 2
    assert all("Code Intitulé Nature ECTS" in text for text in units)


def test_landscape_sections_have_landscape_pages_and_the_others_not(pdf: PdfReader) -> None:
    starts = dict(outline(pdf))
    turned = {number for number, page in enumerate(pdf.pages, 1) if page.mediabox.width > page.mediabox.height}
    race = range(
        starts["3. Référentiel d’activités, de compétences et d’évaluation"],
        starts["4. Organisation de la formation (maquette)"],
    )
    matrix = range(starts["5. Matrice de couverture"], starts["6. Modalités de contrôle"])
    assert turned == {*race, *matrix}


def test_a_title_without_text_turns_with_the_landscape_section_it_opens() -> None:
    turned = Section("Matrice", (paragraph("Large."),), landscape=True)
    pdf = read(to_pdf(short(Section("Avant", (paragraph("Texte."),)), Section("Annexes", (), (turned,)))))
    assert [page for _, page in outline(pdf)] == [3, 4, 4]
    assert pdf.pages[3].mediabox.width > pdf.pages[3].mediabox.height


def test_the_draft_mark_is_on_each_page(shown: list[str]) -> None:
    assert all(text.startswith("PROJET") and text.count("PROJET") == 2 for text in shown)


def test_a_final_dossier_has_no_draft_mark() -> None:
    final = short(Section("Un", (paragraph("Texte."),)), Section("Deux", (paragraph("Large."),), landscape=True))
    assert not any("PROJET" in text for text in pages(read(to_pdf(final))))


def test_the_file_is_tagged_and_says_its_language_title_and_date(pdf: PdfReader) -> None:
    catalogue: Any = pdf.root_object
    information: Any = pdf.metadata
    assert catalogue["/MarkInfo"] == {"/Marked": True}
    assert catalogue["/Lang"] == "fr-FR"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in catalogue["/Metadata"].get_data()
    assert information["/Title"].startswith("LP15301A – Licence professionnelle Métiers")
    assert information["/Author"] == "Conservatoire national des arts et métiers"
    assert information["/Subject"] == specimen().subject
    assert information["/Keywords"] == "LP15301A, 2026.1"
    assert information["/CreationDate"] == information["/ModDate"] == "D:20260901"
    assert information["/verdict"] == "a-corriger"


def test_titles_lists_and_tables_are_tagged_as_such(pdf: PdfReader) -> None:
    found = [str(element["/S"]) for element in elements(pdf)]
    expected = ["/H1", "/H2", *(f"/H{heading.level + 1}" for heading in headings(specimen()))]  # H2: the contents list
    assert [kind for kind in found if re.fullmatch(r"/H\d", kind)] == expected
    assert {
        "/Table",
        "/Caption",
        "/THead",
        "/TBody",
        "/TR",
        "/TH",
        "/TD",
        "/L",
        "/LI",
        "/LBody",
        "/Link",
        "/Figure",
    } <= {*found}


def test_no_row_of_a_usual_height_is_cut() -> None:
    rows = tuple((cell(f"Debut{number} {'mots et mots ' * (13 * (number % 9))}Fin{number}."),) for number in range(30))
    found = pages(read(to_pdf(short(Section("Essai", (Table("Rangs", (1,), head("Texte"), rows),))))))
    for number in range(30):
        assert sum(f"Debut{number} " in text for text in found) == 1
        assert any(f"Debut{number} " in text and f"Fin{number}." in text for text in found), number


def test_the_last_row_of_a_table_is_never_alone_under_the_head() -> None:
    def table(count: int) -> Table:
        rows = tuple((cell(f"{'Trois lignes. ' * 25} r{row}de{count}."),) for row in range(1, count + 1))
        return Table(f"Longue{count}", (1,), head("Texte"), rows)

    found = pages(read(to_pdf(short(*(Section(f"Essai{count}", (table(count),)) for count in range(13, 20))))))
    for count in range(13, 20):
        assert any(f"r{count - 1}de{count}." in text and f"r{count}de{count}." in text for text in found), count


def test_the_first_row_of_a_table_is_never_alone_at_the_foot_of_a_page() -> None:
    def table(count: int) -> Table:
        rows = tuple((cell(f"r{row}de{count}. {'Trois lignes. ' * 25}"),) for row in range(1, 20))
        return Table(f"Longue{count}", (1,), head("Texte"), rows)

    counts = range(20, 34)
    sections = (
        Section(f"Essai{count}", (*(paragraph("Ligne."),) * count, table(count)), apart=True) for count in counts
    )
    found = pages(read(to_pdf(short(*sections))))
    for count in counts:
        assert any(f"r1de{count}." in text and f"r2de{count}." in text for text in found), count


def test_a_word_of_a_head_and_a_code_are_not_cut() -> None:
    table = Table(
        "Unités", (2, 5, 5, 1, 2), head("Code", "Intitulé", "Title", "ECTS", "Note / Mark"), ((cell("a"),) * 5,)
    )
    codes = paragraph(" ".join(f"{'m' * (number % 11 + 1)} B21-C6," for number in range(150)))
    sheet = read(to_pdf(short(Section("Essai", (codes, table))))).pages[2].extract_text()
    assert "ECTS" in sheet
    assert not re.search(r"B21-\n", sheet)


def test_what_introduces_a_table_goes_with_it() -> None:
    rows = ((cell("Rang. " * 40),),) * 8
    sections = [
        Section(f"Essai{number}", (paragraph("Avant. " * 90 * number), Table("Ailleurs", (1,), head("Tete"), rows[:3])))
        if number % 2
        else Section(
            f"Essai{number}", (paragraph(f"Presente{number}."), Table(f"Ici{number}", (1,), head("Tete"), rows))
        )
        for number in range(8)
    ]
    found = pages(read(to_pdf(short(*sections))))
    for number in range(0, 8, 2):
        together = f"Essai{number} Presente{number}. Tableau {number + 1} – Ici{number} Tete Rang."
        assert any(together in text for text in found), number


def test_a_row_taller_than_a_page_goes_on_and_loses_nothing() -> None:
    words = [f"mot{number}" for number in range(1800)]
    rows = ((cell("Court."), cell(" ".join(words))), (cell("Après."), cell("Fin.")))
    found = pages(read(to_pdf(short(Section("Essai", (Table("Rangs", (1, 3), head("A", "B"), rows),))))))
    assert [word for text in found for word in re.findall(r"mot\d+", text)] == words
    assert "Essai" in found[2]  # not pushed to the next page, with a white page before it
    assert "mot0 " in found[2]


def test_a_title_is_never_left_alone_at_the_foot_of_a_page() -> None:
    row = (cell("Premier rang. " * 12),)
    sections = tuple(
        Section(
            f"Titre{number}",
            (paragraph("Ligne. " * 17 * (number * 7 % 23)), Table("Legende", (1,), head("Tete"), (row,) * 3)),
        )
        if number % 2
        else Section(
            f"Titre{number}", (Table(f"Legende{number}", (1,), head(f"Tete{number}"), (row,) * (3 + number % 8)),)
        )
        for number in range(14)
    )
    found = read(to_pdf(short(*sections)))
    shown = pages(found)
    for number in range(0, 14, 2):
        title, page = list(outline(found))[number]
        after = shown[page - 1].split(title, 1)[1]
        assert f"Legende{number} Tete{number} Premier rang." in after, (title, page)


@pytest.mark.parametrize(
    "outside",
    [
        '<img alt="x" src="http://127.0.0.1:9/a.png">',
        '<img alt="x" src="file:///etc/hostname">',
        '<img alt="x" src="ici.png">',
        '<link rel="stylesheet" href="https://127.0.0.1:9/a.css">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<style>@import "http://127.0.0.1:9/a.css";</style>',
        "<style>p { background: url(http://127.0.0.1:9/a.png) }</style>",
        "<style>@font-face { font-family: x; src: url(http://127.0.0.1:9/a.ttf) } p { font-family: x }</style>",
        '<style>@font-face { font-family: x; src: local("DejaVu Serif") } p { font-family: x }</style>',
        "<style>p { background: url(police:../pdf.py) }</style>",
    ],
)
def test_nothing_is_fetched_from_outside(outside: str) -> None:
    with pytest.raises(RenderWarning):
        print_page(PAGE.format(outside))


def test_a_character_that_no_font_has_is_an_error_that_names_it() -> None:
    with pytest.raises(RenderWarning, match=r"U\+F0B7") as raised:
        print_page(PAGE.format("<p>\uf0b7 puce \uf0a7</p>"))
    assert len(raised.value.messages) == 2


def test_rare_characters_come_from_our_own_fonts() -> None:
    text = "« » ’ … – — œ Œ Æ é À Ç · ● ○ ■ × → ≥ ≠ ☒ ⇒ \u00a0|\u202f|\u2009|\u2011"
    found = read(to_pdf(short(Section("Essai", (Paragraph((Run(text),)),)))))
    assert unicodedata.normalize("NFKC", "Œ Æ é À Ç · ● ○ ■ × → ≥ ≠ ☒ ⇒") in pages(found)[2]
    sheets: Any = found.pages
    names = {
        str(font.get_object()["/BaseFont"]).split("+")[1].rstrip(",")
        for sheet in sheets
        for font in sheet["/Resources"]["/Font"].values()
    }
    assert {re.sub(r"-(Bold|Italic)", "", name) for name in names} == {"Source-Sans-3", "DejaVu-Sans"}


def test_the_machine_s_settings_are_left_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "ailleurs.xml")
    print_page(PAGE.format(""))
    assert os.environ["FONTCONFIG_FILE"] == "ailleurs.xml"


def test_without_harfbuzz_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint.text.ffi

    monkeypatch.setattr(weasyprint.text.ffi, "harfbuzz_subset", None)
    with pytest.raises(MissingLibrary, match="libharfbuzz-subset0"):
        print_page(PAGE.format(""))


def test_the_same_document_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    program = (
        "import hashlib; from tests.render.test_pdf import brief; from dossier.render.pdf import to_pdf\n"
        "print(hashlib.sha256(to_pdf(brief())).hexdigest())"
    )
    kept = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    settings = (
        {
            "TZ": "Pacific/Kiritimati",
            "LANG": "fr_FR.UTF-8",
            "LC_ALL": "C",
            "PYTHONHASHSEED": "1",
            "HOME": str(tmp_path),
        },
        {"TZ": "America/Caracas", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "USER": "autre"},
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=folder,
            env=kept | setting | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for setting, folder in zip(settings, (tmp_path, ROOT), strict=True)
    ]
    here = hashlib.sha256(to_pdf(brief())).hexdigest()
    assert [run.communicate()[0].strip() for run in runs] == [here, here]

"""The drawings: what they show, when there is none, and that any reader of SVG can show them."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from bench.programmes import programme as bench_programme
from dossier.document.compose import compose
from dossier.document.figures.arbre import maquette_tree
from dossier.document.figures.calendrier import expiry_calendar
from dossier.document.figures.credits import barres, credits_by_bloc
from dossier.document.figures.drawing import LANDSCAPE
from dossier.document.figures.matrice import heatmaps
from dossier.document.figures.totaux import reachable_totals
from dossier.document.matrix import Cover, Matrix
from dossier.document.text_width import SIZE, length
from dossier.document.tree import Figure
from dossier.programme.model import Programme
from dossier.programme.reader import read
from tests.document.reading import ALL, EXEMPLE, LP, PROPRE, RARE, dossier, every_block, judged
from tests.programme.specimens import ROOT, programme, read_text


def model(path: Path) -> Programme:
    found = read(path).programme
    assert found is not None
    return found


def of_text(parts: str) -> Programme:
    found = read_text(programme(parts)).programme
    assert found is not None
    return found


def words(figure: Figure) -> list[str]:
    return [str(text) for text in etree.fromstring(figure.svg).xpath("//*[local-name() = 'text']/text()")]


def credits_of(programme: Programme) -> tuple[Figure, ...]:
    return credits_by_bloc(programme, barres(programme))


def extent(label: etree._Element) -> tuple[float, float, float, float]:
    """Where a text of a drawing stands: left, right, top and bottom."""
    x, y = float(label.get("x", "0")), float(label.get("y", "0"))
    size = float(label.get("font-size", SIZE))
    wide = length(label.text or "", size, bold=label.get("font-weight") == "bold")
    before = wide * {"start": 0, "middle": 0.5, "end": 1}[label.get("text-anchor", "start")]
    for group in label.iterancestors():
        if group.get("transform"):
            dx, dy = re.findall(r"[\d.]+", group.get("transform", ""))
            x, y = x + float(dx), y + float(dy)
    if label.get("transform"):
        return x - size, x, y - wide + before, y + before
    return x - before, x - before + wide, y - size * 0.8, y + size * 0.2


def texts(figure: Figure) -> tuple[etree._Element, list[etree._Element]]:
    root = etree.fromstring(figure.svg)
    return root, root.xpath("//*[local-name() = 'text']")


def large(units: int, blocs: int, each: int) -> Programme:
    """As many units, and blocks of as many competencies; every unit covers every third one."""
    enseignements = "".join(
        f'<unite code="UE{n:03}" type="UE" ects="1"><intitule>Unité {n}</intitule></unite>' for n in range(units)
    )
    held = [[f"B{b:02}-C{c:02}" for c in range(each)] for b in range(blocs)]
    blocks = "".join(
        f'<bloc code="B{rank:02}"><intitule>Bloc</intitule>'
        + "".join(f'<competence code="{code}">Savoir faire.</competence>' for code in codes)
        + "</bloc>"
        for rank, codes in enumerate(held)
    )
    every = [code for codes in held for code in codes]
    covered = "".join(
        f'<unite ref="UE{n:03}">'
        + "".join(f'<competence ref="{code}"/>' for rank, code in enumerate(every) if (rank + n) % 3 == 0)
        + "</unite>"
        for n in range(units)
    )
    return of_text(
        f"<blocs>{blocks}</blocs><enseignements>{enseignements}</enseignements>"
        f'<couverture statut="proposee">{covered}</couverture>'
    )


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_drawing_stands_alone_has_a_caption_and_says_its_facts(path: Path) -> None:
    figures = [block for block in every_block(dossier(path)) if isinstance(block, Figure)]
    assert figures
    for figure in figures:
        root = etree.fromstring(figure.svg)
        assert figure.svg.startswith("<svg ")
        assert float(root.get("width", "0")) <= LANDSCAPE
        assert not root.xpath("//@href | //@id | //*[local-name() = 'style'] | //*[local-name() = 'image']")
        assert figure.caption
        assert len(figure.alternative) > 20
    assert len({figure.caption for figure in figures}) == len(figures)


@pytest.mark.parametrize(
    "source", [*(path.read_text("utf-8") for path in ALL), bench_programme(60)], ids=[*(p.stem for p in ALL), "banc"]
)
def test_no_word_of_a_drawing_is_cut_at_its_edge(source: str) -> None:
    document = compose(judged(read_text(source)))
    for figure in (block for block in every_block(document) if isinstance(block, Figure)):
        root, labels = texts(figure)
        width, height = float(root.get("width", "0")), float(root.get("height", "0"))
        for label in labels:
            left, right, top, bottom = extent(label)
            assert (left >= 0, right <= width, top >= 0, bottom <= height) == (True,) * 4, (
                f"{figure.caption}: {label.text}"
            )


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_words_are_measured_as_the_font_of_the_drawings_writes_them(weight: str) -> None:
    font = TTFont(ROOT / "dossier" / "render" / "fonts" / f"SourceSans3-{weight}.ttf")
    widths, glyphs, unit = font["hmtx"], font.getBestCmap(), font["head"].unitsPerEm
    for words in (
        "RTC212 – Outils de la médiation culturelle : « initiation »",
        "60 à 62 (32 + 18 + 10 à 12)",
        "B11-C1",
    ):
        real = sum(widths[glyphs[ord(letter)]][0] for letter in words) / unit * SIZE
        assert real <= length(words, bold=weight == "Bold") <= 1.1 * real


def test_drawings_are_the_same_each_time() -> None:
    first, second = ([block for block in every_block(dossier(LP)) if isinstance(block, Figure)] for _ in range(2))
    assert first == second


def test_a_usual_matrix_is_one_drawing_with_each_code_readable() -> None:
    (figure,) = heatmaps(Matrix(model(LP)))
    found = words(figure)
    assert set(model(LP).unites) <= {*found}
    assert set(model(LP).competences) <= {*found}
    assert "selon les choix : B11-C3" in figure.alternative
    assert "non couvertes : B11-C1" in figure.alternative


def test_the_cells_of_a_small_matrix_are_large_and_its_key_stands_under_it() -> None:
    small, usual = (heatmaps(Matrix(each))[0] for each in (model(EXEMPLE), large(60, 10, 12)))
    (size,), (other,) = (
        {label.get("font-size", str(SIZE)) for label in texts(figure)[1][:9]} for figure in (small, usual)
    )
    assert (size, other) == ("12", "10")
    labels = texts(small)[1]
    edge = max(float(x) for x in re.findall(r"M0 [\d.]+H([\d.]+)", small.svg))
    assert edge > 0.9 * LANDSCAPE
    assert all(extent(label)[1] <= edge for label in labels)


def test_a_cell_says_whether_all_take_its_unit_and_the_first_row_what_units_do_together() -> None:
    matrix = Matrix(model(LP))
    competence = matrix.programme.competences["B31-C2"]
    assert matrix.covers[competence.code] is Cover.GUARANTEED, "each option of the choice develops it"
    assert matrix.contribution("ANG320", competence) is Cover.POSSIBLE
    assert matrix.contribution("RTC212", matrix.programme.competences["B11-C2"]) is Cover.GUARANTEED
    assert matrix.contribution("RTC210", competence) is Cover.NONE
    found = words(heatmaps(matrix)[0])
    assert "développée pour certains, selon les choix" in found
    assert "développée par aucune unité" in found
    assert "développée par aucune unité" not in words(heatmaps(Matrix(model(EXEMPLE)))[0])


def test_a_large_matrix_is_cut_by_blocks_and_nothing_is_lost() -> None:
    figures = heatmaps(Matrix(large(60, 10, 12)))
    assert len(figures) == 8
    assert figures[0].caption.endswith("(1 sur 8) : blocs B00 à B02, unités UE000 à UE029")
    assert len({figure.caption for figure in figures}) == 8
    shown = {word for figure in figures for word in words(figure)}
    assert {f"UE{n:03}" for n in range(60)} | {f"B{b:02}-C{c:02}" for b in range(10) for c in range(12)} <= shown
    assert all(float(etree.fromstring(figure.svg).get("height", "0")) < 560 for figure in figures)


def test_a_matrix_of_too_many_drawings_is_left_to_its_tables() -> None:
    assert heatmaps(Matrix(large(300, 10, 12))) == ()


def test_drawings_of_a_large_programme_take_no_time() -> None:
    matrix = Matrix(large(60, 10, 12))
    start = time.perf_counter()
    figures = heatmaps(matrix)
    assert (time.perf_counter() - start) / len(figures) < 0.2


def test_the_tree_shows_each_unit_and_how_to_choose() -> None:
    (figure,) = maquette_tree(model(LP))
    assert any(word.startswith("CCE115 – ") for word in words(figure))
    assert "1 UE à choisir parmi 6" in words(figure), "said once; its credits have their column"
    assert "1 UE à choisir parmi 6 (4 crédits)." in figure.alternative
    assert "Spécialisation logement, une unité au choix" in words(maquette_tree(model(EXEMPLE))[0])
    assert figure.svg.count("stroke-dasharray") == 8 + 1, "eight options, and the key"


def test_a_long_title_of_the_tree_goes_on_a_second_line() -> None:
    (figure,) = maquette_tree(model(LP))
    assert not any("…" in word for word in words(figure))
    assert {"initiation", "populaire"} <= {*words(figure)}


def test_how_to_choose_is_added_to_a_title_that_does_not_say_it() -> None:
    options = "".join(f'<unite code="{code}" type="UE" ects="3"><intitule>U</intitule></unite>' for code in "ABC")
    for title, bounds, said in (
        ("Ouvertures", 'min="1" max="2"', "Ouvertures – De 1 à 2 à choisir parmi 3"),
        ("Une unité au choix", 'min="2" max="2"', "Une unité au choix – 2 à choisir parmi 3"),
        ("Deux UE au choix", 'min="2" max="2"', "Deux UE au choix"),
        ("1 UE à choisir parmi", 'ects-min="3"', "1 UE à choisir parmi 3 – À choisir parmi 3, 3 crédits au moins"),
    ):
        choix = f"<choix {bounds}><intitule>{title}</intitule>{options}</choix>"
        assert said in words(maquette_tree(of_text(f"<enseignements>{choix}</enseignements>"))[0])


def test_a_tree_that_fits_on_no_page_shows_its_first_levels_or_nothing() -> None:
    units = "".join(f'<unite code="U{n:02}" type="UE" ects="1"><intitule>Unité</intitule></unite>' for n in range(60))
    folded = maquette_tree(
        of_text(
            f'<enseignements><periode type="semestre" n="1">{units}</periode><periode type="semestre" n="2">'
            '<unite code="Z" type="UE" ects="1"><intitule>Z</intitule></unite></periode></enseignements>'
        )
    )
    assert "Semestre 1 (60 unités)" in words(folded[0])
    assert maquette_tree(of_text(f"<enseignements>{units}</enseignements>")) == ()


def test_credits_are_shared_out_as_the_file_says_and_add_up_to_the_diploma() -> None:
    (figure,) = credits_of(model(EXEMPLE))
    assert figure.alternative == (
        "Bloc B1 : 15 crédits, dont 15 en UE. Bloc B2 : 21 crédits, dont 9 en UE, 5 en UA et 7 selon le choix. "
        "Bloc B3 : 11 crédits, dont 3 en UE et 8 en UA. Bloc B4 : 13 crédits, dont 5 en UE et 8 en UA."
    )
    assert "21 (9 + 5 + 7)" in words(figure)
    (whole,) = credits_of(model(LP))
    assert whole.alternative == "Ensemble : 60 à 62 crédits, dont 32 en UE, 18 en UA et 10 à 12 selon le choix."
    assert "60 à 62 (32 + 18 + 10 à 12)" in words(whole)


def test_options_of_several_blocks_give_each_the_least_and_the_most_that_they_may() -> None:
    blocs = "".join(
        f'<bloc code="{code}"><intitule>Bloc</intitule><unite ref="{code}1"/><unite ref="{code}2"/></bloc>'
        for code in "XY"
    )
    fixed = '<unite code="X1" type="UE" ects="3"><intitule>X1</intitule></unite>'
    options = "".join(
        f'<unite code="{code}" type="UE" ects="{ects}"><intitule>{code}</intitule></unite>'
        for code, ects in (("X2", 4), ("Y1", 6), ("Y2", 5))
    )
    choix = f'<choix min="2" max="2">{options}</choix>'
    (figure,) = credits_of(of_text(f"<blocs>{blocs}</blocs><enseignements>{fixed}{choix}</enseignements>"))
    assert "Bloc X : 3 à 7 crédits, dont 3 en UE et 0 à 4 selon le choix." in figure.alternative
    assert "Bloc Y : 5 à 11 crédits, dont 5 à 11 selon le choix." in figure.alternative
    assert any(word.startswith("crédits que certains seulement acquièrent") for word in words(figure))


def test_credits_of_one_public_are_not_everyone_s() -> None:
    (figure,) = credits_of(
        of_text(
            '<blocs><bloc code="X"><intitule>Bloc</intitule><unite ref="A"/></bloc></blocs><enseignements>'
            '<unite code="A" type="UE" ects="6" voies="statut-etudiant"><intitule>A</intitule></unite>'
            '<unite code="B" type="UE" ects="4" voies="apprentissage"><intitule>B</intitule></unite>'
            "</enseignements>"
        )
    )
    varies = "selon le choix, le parcours ou la voie"
    assert figure.alternative == (
        f"Bloc X : 0 à 6 crédits, dont 0 à 6 {varies}. Hors bloc : 0 à 4 crédits, dont 0 à 4 {varies}."
    )


def test_totals_are_drawn_when_choices_lead_elsewhere_than_announced() -> None:
    (figure,) = reachable_totals(model(LP))
    assert figure.alternative == "Total annoncé : 60 crédits. Tous : 60 ou 62 crédits."
    assert {"60", "62", "60 crédits annoncés"} <= {*words(figure)}
    assert reachable_totals(model(EXEMPLE)) == ()


def test_totals_too_near_for_a_mark_each_are_one_line_under_the_announced_one() -> None:
    (figure,) = reachable_totals(read_text(bench_programme(60)).programme)
    drawn = etree.fromstring(figure.svg)
    circles = drawn.xpath("//*[local-name()='circle']")
    thick = drawn.xpath("//*[local-name()='path'][@stroke-width='5']")
    assert len(thick) >= 2  # the line, and its entry in the legend
    assert len(circles) == 2  # the announced total stands out, here and in the legend
    assert "totaux voisins" in figure.svg


def test_a_tree_whose_folded_lines_are_alike_is_not_drawn() -> None:
    assert maquette_tree(read_text(bench_programme(12)).programme)
    assert maquette_tree(read_text(bench_programme(300)).programme) == ()


def test_the_calendar_shows_what_ends_and_only_that() -> None:
    (figure,) = expiry_calendar(model(RARE))
    assert "Enregistrement RNCP90001 : du 1er septembre 2025 au 31 août 2030." in figure.alternative
    assert "Dérogation HRS-001 (UE21)" in words(figure)
    assert expiry_calendar(model(EXEMPLE)) == (), "nothing ends"
    assert expiry_calendar(model(LP)) == (), "one date is no calendar"
    assert len(expiry_calendar(model(PROPRE))) == 1


def test_there_is_no_drawing_without_data() -> None:
    empty = of_text("")
    assert heatmaps(Matrix(empty)) == ()
    drawings = (maquette_tree, credits_of, reachable_totals, expiry_calendar)
    assert all(draw(empty) == () for draw in drawings)


def test_words_of_a_programme_stay_words() -> None:
    named = '<enseignements><unite code="A" type="UE"><intitule>&lt;b> &amp; "x"</intitule></unite>'
    (figure,) = maquette_tree(
        of_text(f'{named}<unite code="B" type="UE"><intitule>B</intitule></unite></enseignements>')
    )
    assert 'A – <b> & "x"' in words(figure)

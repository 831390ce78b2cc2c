"""The drawings: what they show, when there is none, and that any reader of SVG can show them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from lxml import etree

from dossier.document.couverture import Matrix
from dossier.document.figures.arbre import maquette_tree
from dossier.document.figures.calendrier import expiry_calendar
from dossier.document.figures.credits import credits_by_bloc
from dossier.document.figures.drawing import LANDSCAPE
from dossier.document.figures.matrice import heatmaps
from dossier.document.figures.totaux import reachable_totals
from dossier.document.tree import Figure
from dossier.programme.model import Programme
from dossier.programme.reader import read
from tests.document.reading import ALL, EXEMPLE, LP, PROPRE, RARE, dossier, every_block
from tests.programme.specimens import programme, read_text


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


def test_a_large_matrix_is_cut_by_blocks_and_nothing_is_lost() -> None:
    figures = heatmaps(Matrix(large(60, 10, 12)))
    assert len(figures) == 8
    assert figures[0].caption.endswith("(1 sur 8) : blocs B00 à B02")
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
    assert any("1 à choisir parmi 6 (4 crédits)" in word for word in words(figure))
    assert figure.svg.count("stroke-dasharray") == 8 + 1, "eight options, and the key"


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


def test_credits_are_shared_out_as_the_file_says() -> None:
    (figure,) = credits_by_bloc(model(EXEMPLE))
    assert "Bloc B3 : 3 crédits en UE et 8 crédits en UA." in figure.alternative
    (whole,) = credits_by_bloc(model(LP))
    assert whole.alternative.startswith("Ensemble : 32 crédits en UE")


def test_totals_are_drawn_when_choices_lead_elsewhere_than_announced() -> None:
    (figure,) = reachable_totals(model(LP))
    assert figure.alternative == "Total annoncé : 60 crédits. Tous : 60 ou 62 crédits."
    assert {"60", "62", "60 crédits annoncés"} <= {*words(figure)}
    assert reachable_totals(model(EXEMPLE)) == ()


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
    drawings = (maquette_tree, credits_by_bloc, reachable_totals, expiry_calendar)
    assert all(draw(empty) == () for draw in drawings)


def test_words_of_a_programme_stay_words() -> None:
    named = '<enseignements><unite code="A" type="UE"><intitule>&lt;b> &amp; "x"</intitule></unite>'
    (figure,) = maquette_tree(
        of_text(f'{named}<unite code="B" type="UE"><intitule>B</intitule></unite></enseignements>')
    )
    assert 'A – <b> & "x"' in words(figure)

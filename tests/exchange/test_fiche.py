"""A programme written as an official sheet, and read back by our own reader."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dossier.exchange.fiche import fiches, to_flux
from dossier.programme.model import Programme
from dossier.register.champs import FICHE
from dossier.register.element import from_bytes, read_fiche, to_bytes
from dossier.register.fiche import VOIES, Fiche, Promotion
from dossier.register.flux import read_flux
from dossier.register.reader import open_export
from tests.programme.specimens import ROOT, SOURCES, programme, read_text

SPECIMENS = (*SOURCES, ROOT / "tests/data/lp-propre.xml", ROOT / "tests/document/rare.xml")


def made(parts: str = "", **given: str) -> Fiche:
    (sheet,) = fiches(read_text(programme(parts, **given)).programme)
    return sheet


def source(path: Path) -> Programme:
    return read_text(path.read_bytes()).programme


@pytest.mark.parametrize("path", SPECIMENS, ids=lambda path: path.stem)
def test_every_programme_reads_back_to_an_equal_sheet(path: Path) -> None:
    sheets = fiches(source(path))
    root = etree.fromstring(to_flux(sheets))
    read = tuple(read_fiche(node) for node in root.iterfind("FICHE"))
    assert (read, [sheet.anomalies for sheet in read]) == (sheets, [()] * len(sheets))
    assert root.findtext("VERSION_FLUX") == "4.1"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_elements_stand_in_the_official_order_and_none_is_empty(path: Path) -> None:
    order = {champ.tag: rank for rank, champ in enumerate(FICHE)}
    for node in etree.fromstring(to_flux(fiches(source(path)))).iterfind("FICHE"):
        ranks = [order[str(child.tag)] for child in node]
        assert ranks == sorted(ranks)
        assert all(len(element) or element.text for element in node.iter())


def test_a_registered_programme_is_a_flow_that_import_takes(tmp_path: Path) -> None:
    sheets = fiches(source(SOURCES[1]))
    path = tmp_path / "export.xml"
    path.write_bytes(to_flux(sheets))
    (part,) = open_export(path).parts
    assert [lecture.fiche for lecture in read_flux(part)] == list(sheets)
    assert sheets[0].numero == "RNCP30109" and sheets[0].blocs[0].code == "RNCP30109BC01"


def test_what_the_programme_does_not_say_is_absent() -> None:
    said = {"intitule", "certificateurs", "abrege", "anomalies"}
    sheet, nothing = made(), Fiche("")
    assert sheet.intitule == "Essai"
    assert {each.name for each in fields(Fiche) if getattr(sheet, each.name) != getattr(nothing, each.name)} <= said
    assert sheet.niveau is None and sheet.existence_partenaires is None and sheet.actif is None


def test_a_block_with_tests_of_its_own_is_assessed_by_them_alone() -> None:
    (sheet,) = fiches(source(ROOT / "sources/exemple-complet.xml"))
    counted = [sum(line.startswith("- ") for line in bloc.modalites_evaluation.split("\n")) for bloc in sheet.blocs]
    assert counted == [2, 2, 2, 3]
    assert not any("Bilan thermique" in bloc.modalites_evaluation for bloc in sheet.blocs)


def test_a_sheet_without_number_has_no_number_element() -> None:
    assert b"NUMERO_FICHE" not in to_flux([made()])


def test_routes_follow_the_official_order_and_only_open_ones_have_a_jury() -> None:
    sheet = made(
        '<acces><voie type="vae" ouverte="oui"/><voie type="apprentissage" ouverte="non"/></acces>'
        '<jurys><jury><membre qualite="professionnel" min="2">Professionnel</membre>'
        '<membre qualite="enseignant" min="1" max="3">Enseignant du bloc</membre></jury></jurys>'
    )
    assert [(voie.type, voie.ouverte, voie.composition) for voie in sheet.voies] == [
        ("CA", False, ""),
        ("VAE", True, "- Professionnel : au moins 2\n- Enseignant du bloc : de 1 à 3"),
    ]
    assert list(VOIES).index("CA") < list(VOIES).index("VAE")


def test_rates_are_whole_percentages_of_those_who_count() -> None:
    sheet = made(
        '<suivi><promotion annee="2024"><titulaires>20</titulaires>'
        '<enquete mois="6"><repondants>18</repondants><neutralises>2</neutralises><en-emploi>14</en-emploi>'
        "<dans-le-metier-vise>10</dans-le-metier-vise></enquete></promotion></suivi>"
    )
    assert sheet.promotions == (
        Promotion(annee=2024, certifies=20, insertion_globale_6_mois=88, insertion_metier_6_mois=63),
    )


def test_a_bridge_from_a_block_without_official_code_is_not_said_of_the_whole() -> None:
    blocs = '<blocs><bloc code="B1"><intitule>Un</intitule></bloc></blocs>'
    bridge = '<passerelles><correspondance fiche="RNCP1"><bloc ref="B1"/></correspondance></passerelles>'
    assert made(bridge + blocs).equivalences == ()
    (equivalence,) = made(bridge.replace('<bloc ref="B1"/>', "") + blocs).equivalences
    assert (equivalence.blocs, equivalence.fiche) == ((), "RNCP1")


_WORDS = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co")), min_size=1).filter(str.strip)


@given(_WORDS, st.lists(_WORDS, max_size=3))
def test_whatever_the_words_the_sheet_reads_back_equal(title: str, wordings: list[str]) -> None:
    wanted = "".join(f'<competence code="C{rank}">{escape(text)}</competence>' for rank, text in enumerate(wordings))
    sheet = made(f'<blocs><bloc code="B1"><intitule>{escape(title)}</intitule>{wanted}</bloc></blocs>')
    assert from_bytes(to_bytes(sheet)) == sheet
    assert sheet.blocs[0].liste_competences.count("- ") >= len(wordings)

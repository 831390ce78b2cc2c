"""Conformance on real sheets, when the folder of reference material is there."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from dossier.register.build import import_exports
from dossier.register.csv_reader import read_csv
from dossier.register.element import read_fiche, write_fiche
from dossier.register.fiche import Fiche
from dossier.register.flux import read_flux
from dossier.register.index import Index
from dossier.register.reader import open_export
from tests.register.generator import flux, realistic, sample

SAMPLES = ("fiches-RNCP-v4.1-sample.xml", "fiches-RS-v4.1-sample.xml")


def real(reference: Path, name: str) -> list[Fiche]:
    (part,) = open_export(reference / "rncp" / name).parts
    return [lecture.fiche for lecture in read_flux(part)]


@pytest.mark.parametrize("name", SAMPLES)
def test_real_sheets_are_read_without_anything_left_over(reference: Path, name: str) -> None:
    fiches = real(reference, name)
    assert fiches and not any(fiche.anomalies for fiche in fiches)


@pytest.mark.parametrize("name", SAMPLES)
def test_real_sheets_are_written_back_element_for_element(reference: Path, name: str) -> None:
    for official in etree.parse(str(reference / "rncp" / name)).getroot().findall("FICHE"):
        ours = write_fiche(read_fiche(official))
        assert [child.tag for child in ours] == [child.tag for child in official]
        assert _leaves(ours) == _leaves(official)


def _leaves(node: etree._Element) -> list[tuple[str, str]]:
    return [(str(leaf.tag), leaf.text) for leaf in node.iter("*") if leaf.text and leaf.text.strip()]


def test_business_rules_of_real_sheets(reference: Path) -> None:
    for fiche in (fiche for name in SAMPLES for fiche in real(reference, name)):
        if fiche.date_decision and fiche.duree and fiche.date_fin:
            assert fiche.date_fin == fiche.date_decision.replace(year=fiche.date_decision.year + fiche.duree)
        assert all(bool(voie.composition) == bool(voie.ouverte) for voie in fiche.voies)


def test_the_competencies_of_real_blocks_are_all_told_apart(reference: Path) -> None:
    blocs = [bloc for fiche in real(reference, SAMPLES[0]) for bloc in fiche.blocs]
    assert {bloc.competences.decoupe for bloc in blocs} == {"puces", "codes", "lignes"}


def test_our_own_sheets_have_the_form_of_the_reconstructed_schema(reference: Path) -> None:
    schema = etree.XMLSchema(etree.parse(str(reference / "rncp" / "flux-4.1.reconstructed-not-official.xsd")))
    schema.assertValid(etree.fromstring(flux([*sample(), *realistic(30)])))


def test_the_real_csv_export(reference: Path) -> None:
    export = open_export(reference / "rncp" / "csv-2024-02-22")
    fiches = {lecture.fiche.numero: lecture.fiche for lecture in read_csv(export)}
    assert export.jour == date(2024, 2, 22)
    assert not any(fiche.anomalies for fiche in fiches.values())
    assert fiches["RNCP509"].nouvelles == ("RNCP38228",)
    assert fiches["RNCP4049"].rome[-1].libelle == "Management et ingénierie d'affaires"
    assert [bloc.code for bloc in fiches["RNCP509"].blocs] == [f"RNCP509BC0{rank}" for rank in range(1, 7)]


def test_real_sheets_come_back_from_the_index(reference: Path, tmp_path: Path) -> None:
    exports = [open_export(reference / "rncp" / name) for name in SAMPLES]
    import_exports(tmp_path / "i.sqlite", exports, date(2026, 8, 16))
    with Index(tmp_path / "i.sqlite") as register:
        for fiche in (fiche for name in SAMPLES for fiche in real(reference, name)):
            assert register.fiche(fiche.numero) == fiche


def test_facts_of_the_seed_sheet_are_those_of_our_comparison_test(reference: Path) -> None:
    from tests.register.test_compare import BLOCS, SHEET

    facts = json.loads((reference / "rncp" / "RNCP30109_facts.json").read_text("utf-8"))
    assert SHEET.intitule == facts["intitule"]
    assert [" ".join(label.split()) for label in BLOCS] == [bloc["libelle"] for bloc in facts["blocs"]]
    assert [f"SI_JURY_{type_}" for type_ in SHEET.voies_ouvertes] == facts["voies_acces"]

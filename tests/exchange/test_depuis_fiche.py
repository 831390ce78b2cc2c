"""A programme started from a sheet: valid, faithful, marked with its source."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from dossier.exchange.depuis_fiche import programme_from
from dossier.exchange.fiche import fiches
from dossier.programme.model import Programme
from dossier.register.element import from_bytes
from dossier.register.fiche import BlocOfficiel, CertificateurOfficiel, Fiche, Libelle
from dossier.register.flux import read_flux
from dossier.register.reader import open_export
from tests.programme.specimens import SOURCES, errors_of, read_text
from tests.register.generator import complete, realistic, sample

DAY = date(2026, 8, 16)
BODY = (CertificateurOfficiel(nom="École"),)


def started(fiche: Fiche) -> Programme:
    return read_text(programme_from(fiche, DAY)).programme


def official(folder: Path) -> list[Fiche]:
    found = []
    for path in sorted((folder / "rncp").glob("fiches-*-sample.xml")):
        for part in open_export(path).parts:
            found += [lecture.fiche for lecture in read_flux(part)]
    return found


def test_the_real_sheets_start_valid_programmes(reference: Path) -> None:
    sheets = official(reference)
    assert {"RNCP37873", "RS6232"} <= {sheet.numero for sheet in sheets}
    assert {sheet.numero: errors_of(programme_from(sheet, DAY)) for sheet in sheets} == {
        sheet.numero: () for sheet in sheets
    }


@pytest.mark.parametrize("xml", [*sample(), *realistic(5)], ids=lambda xml: from_bytes(xml.encode()).numero)
def test_the_generated_sheets_start_valid_programmes(xml: str) -> None:
    fiche = from_bytes(xml.encode())
    tags = [error.place.tag for error in errors_of(programme_from(fiche, DAY))]
    assert tags == ([] if any(body.nom for body in fiche.certificateurs) else tags[:1])


def test_identity_codes_routes_and_blocks_are_those_of_the_sheet() -> None:
    fiche = from_bytes(complete().encode())
    programme = started(fiche)
    (registration,) = programme.enregistrements
    assert (programme.code, programme.etat, programme.identite.intitule) == (
        "RNCP90001",
        "brouillon",
        "Métiers de l’exemple",
    )
    assert (programme.identite.diplome.type, programme.identite.diplome.niveau) == ("licence-professionnelle", 6)
    assert [code.code for code in registration.nsf] == ["326", "320n"]
    assert (registration.procedure, registration.date_fin) == ("droit", date(2029, 8, 31))
    assert programme.acces.voie("candidature-individuelle") and len(programme.acces.voies_ouvertes) == 5
    assert len(programme.jurys.jurys) == 1 and len(programme.jurys.pour("vae")) == 1
    blocs = list(programme.blocs)
    assert (blocs[0].code, blocs[0].rncp) == ("BC01", ("RNCP90001BC01",))
    assert [competence.texte for competence in blocs[0].competences] == ["Choisir un outil", "Produire un document"]
    assert blocs[0].validation and blocs[0].validation.texte == "Dossier"
    assert not blocs[0].evaluations


def test_each_part_and_each_block_bear_the_day_of_the_export() -> None:
    root = etree.fromstring(programme_from(from_bytes(complete().encode()), DAY))
    for node in root.iterchildren(etree.Element):
        assert "Fiche RNCP90001, export du 16/08/2026" in str(node.getprevious())
    for bloc in root.iter("{*}bloc"):
        if bloc.get("code"):
            assert "export du 16/08/2026" in str(bloc[0])


def test_a_kind_of_diploma_that_the_sheet_does_not_say_is_not_guessed() -> None:
    text = programme_from(Fiche("RNCP1", intitule="Essai", certificateurs=BODY), DAY).decode()
    assert 'type="autre"' in text and "corrigez type=" in text and "niveau=" not in text


def test_what_the_vocabulary_refuses_becomes_a_comment() -> None:
    odd = Fiche(
        "RNCP1",
        intitule="Essai",
        lien="voir -- notre site ---",
        nsf=(Libelle("326", ""),),
        type_enregistrement="Enregistrement de droit",
        certificateurs=BODY,
        blocs=(BlocOfficiel("BC 1", "Un"), BlocOfficiel("RNCP1BC02", "Deux"), BlocOfficiel("RNCP1BC02", "Encore")),
    )
    text = programme_from(odd, DAY).decode()
    assert "voir - - notre site" in text and "nsf 326" in text
    assert [bloc.code for bloc in started(odd).blocs] == ["BLOC-1", "BC02", "BLOC-3"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_our_own_sheets_come_back_with_their_blocks_and_their_competencies(path: Path) -> None:
    (fiche,) = fiches(read_text(path.read_bytes()).programme)
    programme = started(fiche if fiche.numero else Fiche("RNCP1", certificateurs=BODY, intitule="x", blocs=fiche.blocs))
    (again,) = fiches(programme)
    assert [bloc.liste_competences for bloc in again.blocs] == [bloc.liste_competences for bloc in fiche.blocs]

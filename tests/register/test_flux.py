"""Reading the XML flow, the good and the bad."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from dossier.register.element import from_bytes, to_bytes, write_fiche
from dossier.register.errors import (
    MalformedExport,
    NotAnExport,
    RefusedArchive,
    TruncatedExport,
    UnreadableExport,
    WrongVersion,
)
from dossier.register.fiche import Fiche
from dossier.register.flux import read_flux
from dossier.register.reader import open_export
from tests.register.generator import complete, flux, realistic, sample, simple, t, write_flux


def read(path: Path) -> list[Fiche]:
    return [lecture.fiche for part in open_export(path).parts for lecture in read_flux(part)]


def test_a_complete_sheet_is_read_by_path(tmp_path: Path) -> None:
    (fiche,) = read(write_flux(tmp_path / "f.xml", [complete()]))
    assert fiche.numero == "RNCP90001" and fiche.repertoire == "RNCP"
    assert fiche.intitule == "Métiers de l’exemple (fiche nationale)"
    assert fiche.actif is True
    assert (fiche.date_effet, fiche.date_fin) == (date(2024, 9, 1), date(2029, 8, 31))
    assert fiche.rang_niveau == 6
    assert fiche.voies_ouvertes == ("FI", "CA", "FC", "CQ", "VAE")
    assert [bloc.code for bloc in fiche.blocs] == ["RNCP90001BC01", "RNCP90001BC02", "RNCP90001BC03"]
    assert fiche.emplois_accessibles == "Exempliste & témoin"
    assert fiche.equivalences[0].fiche == "RNCP90003" and fiche.equivalences[1].blocs == ()
    assert fiche.annees_promotions == (2021, 2022)
    assert fiche.promotions[0].insertion_metier_2_ans == 85
    assert fiche.nouvelles == ("RNCP90003",)
    assert [code.code for code in fiche.ccn] == ["3249", "3117"]
    assert fiche.anomalies == ()
    assert all(getattr(fiche, name) for name in ("publications", "partenaires", "idcc", "objectifs", "lien"))


def test_labels_are_kept_word_for_word(tmp_path: Path) -> None:
    (fiche,) = read(write_flux(tmp_path / "f.xml", [complete()]))
    assert fiche.blocs[1].libelle == "Réalisation d'un diagnostic  et/ou d'un audit.  "


def test_what_is_written_reads_back_equal(tmp_path: Path) -> None:
    for fiche in read(write_flux(tmp_path / "f.xml", [*sample(), *realistic(20)])):
        assert from_bytes(to_bytes(fiche)) == fiche


def test_the_official_order_is_kept(tmp_path: Path) -> None:
    (fiche,) = read(write_flux(tmp_path / "f.xml", [complete()]))
    official = etree.fromstring(flux([complete()]), etree.XMLParser(remove_comments=True))[1]
    assert [child.tag for child in write_fiche(fiche)] == [child.tag for child in official]


def test_zipped_or_not_is_the_same(tmp_path: Path) -> None:
    plain, zipped = (write_flux(tmp_path / name, sample()) for name in ("f.xml", "f.zip"))
    assert read(plain) == read(zipped)


def test_a_value_that_cannot_be_read_is_noted_and_stops_nothing(tmp_path: Path) -> None:
    odd = simple("RNCP90006", "Fautive", fin="31/02/2028").replace(
        "<ACTIF>Oui</ACTIF></FICHE>", "<ACTIF>?</ACTIF></FICHE>"
    )
    (fiche,) = read(write_flux(tmp_path / "f.xml", [odd.replace("</FICHE>", "<NOUVEAU/></FICHE>")]))
    assert fiche.date_fin is None and fiche.actif is None
    assert fiche.anomalies == (
        "DATE_FIN_ENREGISTREMENT : « 31/02/2028 » n’est pas une date JJ/MM/AAAA",
        "ACTIF : « ? » n’est pas « Oui » ou « Non »",
        "FICHE/NOUVEAU : élément inconnu",
    )


OLD = """<FICHE><ID_FICHE>1</ID_FICHE><NUMERO_FICHE>RNCP31</NUMERO_FICHE>
<NOUVELLE_CERTIFICATION>RNCP32</NOUVELLE_CERTIFICATION><NOUVELLE_CERTIFICATION>RNCP33</NOUVELLE_CERTIFICATION>
<INTITULE>Ancien titre</INTITULE>
<NOMENCLATURE_EUROPE><NIVEAU>niveau6</NIVEAU><INTITULE>niveau6</INTITULE></NOMENCLATURE_EUROPE>
<CODES_NSF><NSF><CODE>326</CODE><INTITULE>Informatique</INTITULE></NSF></CODES_NSF>
<SECTEUR_ACTIVITE>Tous</SECTEUR_ACTIVITE>
<SI_JURY_FI>Oui</SI_JURY_FI><JURY_FI>Quatre personnes</JURY_FI><SI_JURY_VAE>Non</SI_JURY_VAE>
<LIEN_STATIQUES>rien</LIEN_STATIQUES>
<STATISTIQUES_PROMOTIONS><STATISTIQUE_PROMOTION><ANNEE>2019</ANNEE></STATISTIQUE_PROMOTION></STATISTIQUES_PROMOTIONS>
<BLOCS_COMPETENCES><BLOC_COMPETENCES><CODE>RNCP31BC01</CODE><LIBELLE>Un</LIBELLE>
<LISTE_COMPETENCES>&lt;p&gt;- Param&amp;eacute;trer un outil&lt;/p&gt;&#13;
&lt;p&gt;- R&amp;eacute;diger&lt;/p&gt;</LISTE_COMPETENCES></BLOC_COMPETENCES></BLOCS_COMPETENCES>
<ACTIF>Oui</ACTIF><DATE_PUBLICATION>01/02/2019</DATE_PUBLICATION></FICHE>"""


@pytest.mark.parametrize("version", ["2.0", "3.0", "3.2", None])
def test_older_flows_read_as_the_same_sheet(tmp_path: Path, version: str | None) -> None:
    (fiche,) = read(write_flux(tmp_path / "f.xml", [OLD], version))
    assert fiche.nouvelles == ("RNCP32", "RNCP33")
    assert fiche.niveau is not None and fiche.niveau.code == "NIV6"
    assert fiche.nsf[0].libelle == "Informatique"
    assert fiche.secteurs_activite == "Tous"
    assert [(v.type, v.ouverte, v.composition) for v in fiche.voies] == [
        ("FI", True, "Quatre personnes"),
        ("VAE", False, ""),
    ]
    assert fiche.promotions[0].annee == 2019
    assert [item.texte for item in fiche.blocs[0].competences.items] == ["Paramétrer un outil", "Rédiger"]
    assert fiche.date_publication == date(2019, 2, 1)
    assert fiche.anomalies == ()


def refused(path: Path) -> UnreadableExport:
    with pytest.raises(UnreadableExport) as caught:
        read(path)
    assert caught.value.hint
    return caught.value


def test_a_truncated_flow(tmp_path: Path) -> None:
    data = flux(sample())
    (tmp_path / "f.xml").write_bytes(data[: len(data) // 2])
    error = refused(tmp_path / "f.xml")
    assert isinstance(error, TruncatedExport)
    assert error.reason == "f.xml s’arrête avant sa fin"


def test_a_truncated_archive(tmp_path: Path) -> None:
    path = write_flux(tmp_path / "f.zip", sample())
    path.write_bytes(path.read_bytes()[:-200])
    assert isinstance(refused(path), TruncatedExport)


def test_a_damaged_archive(tmp_path: Path) -> None:
    path = write_flux(tmp_path / "f.zip", sample())
    data = bytearray(path.read_bytes())
    data[200:240] = bytes(40)
    path.write_bytes(bytes(data))
    assert isinstance(refused(path), TruncatedExport)


def test_an_archive_that_unfolds_beyond_reason(tmp_path: Path) -> None:
    path = tmp_path / "bombe.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("f.xml", bytes(80 * 1024**2))
    error = refused(path)
    assert isinstance(error, RefusedArchive)
    assert "80 Mio" in error.reason


def test_a_version_we_do_not_read_is_named_with_those_we_read(tmp_path: Path) -> None:
    error = refused(write_flux(tmp_path / "f.xml", sample(), "5.0"))
    assert isinstance(error, WrongVersion)
    assert error.version == "5.0"
    assert error.reason.endswith("version 5.0 du flux ; l’outil lit 2.0, 3.0, 3.1, 3.2, 4.0, 4.1")


def test_invalid_utf_8_is_placed(tmp_path: Path) -> None:
    data = flux(sample()).replace("Métiers".encode(), b"M\xe9tiers")
    (tmp_path / "f.xml").write_bytes(data)
    error = refused(tmp_path / "f.xml")
    assert isinstance(error, MalformedExport)
    assert "caractère illisible" in error.reason and error.line


def test_not_well_formed(tmp_path: Path) -> None:
    (tmp_path / "f.xml").write_bytes(flux([complete().replace("</INTITULE>", "</TITRE>")]))
    assert "bien formé" in refused(tmp_path / "f.xml").reason


@pytest.mark.parametrize(
    "content", [b"<programme/>", b"<html><body/></html>", b"%PDF-1.7", b'<!DOCTYPE FICHES [<!ENTITY a "b">]><FICHES/>']
)
def test_something_else(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "f.xml").write_bytes(content)
    assert isinstance(refused(tmp_path / "f.xml"), NotAnExport | MalformedExport)


def test_an_empty_file_and_a_missing_one(tmp_path: Path) -> None:
    (tmp_path / "f.xml").write_bytes(b"")
    assert refused(tmp_path / "f.xml").reason == "le fichier est vide"
    assert refused(tmp_path / "absent.xml").reason == "le fichier n’existe pas"


def test_a_sheet_without_number(tmp_path: Path) -> None:
    path = write_flux(tmp_path / "f.xml", [f"<FICHE>{t('INTITULE', 'Sans numéro')}</FICHE>"])
    assert "n’a pas de numéro" in refused(path).reason


def test_entities_are_never_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET")
    doctype = f'<!DOCTYPE FICHES [<!ENTITY s SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    data = (
        flux([simple("RNCP1", "&s;").replace("&amp;s;", "&s;")]).decode().replace("<FICHES>", f"{doctype}<FICHES>", 1)
    )
    (tmp_path / "f.xml").write_text(data)
    assert "DOCTYPE" in refused(tmp_path / "f.xml").reason

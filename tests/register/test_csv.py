"""The CSV export and its traps."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path

import pytest

from dossier.register.csv_reader import read_csv
from dossier.register.errors import IncompleteExport, MalformedExport
from dossier.register.fiche import Fiche
from dossier.register.reader import open_export

FILES = {
    "Standard": """"Id_Fiche";"Numero_Fiche";"Intitule";"Abrege_Libelle";"Abrege_Intitule";\
"Nomenclature_Europe_Niveau";"Nomenclature_Europe_Intitule";"Accessible_Nouvelle_Caledonie";"Accessible_Polynesie_Francaise";"Date_dernier_jo";\
"Date_Decision";"Date_Fin_Enregistrement";"Date_Effet";"Type_Enregistrement";"Validation_Partielle";"Actif"
"7";"RNCP90001";"Métiers ""rares"" de l’exemple";"CQP";"Certificat";"NIV6";"Niveau 6";"Non";"Oui";;;"31/08/2029";;\
"Enregistrement de droit";;"ACTIVE"
"8";"RS90002";"Habilitation
sur deux lignes";;;;;"Non";"Non";;"01/02/2020";"pas une date";;"Enregistrement sur demande";"Oui";"INACTIVE"
""",
    "Blocs_De_Compétences": """"Numero_Fiche";"Bloc_Competences_Code";"Bloc_Competences_Libelle"
"RNCP90001";"RNCP90001BC02";"Deux"
"RNCP90001";"RNCP90001BC01";"Un  "
""",
    "Certificateurs": """"Numero_Fiche";"Siret_Certificateur";"Nom_Certificateur"
"RNCP90001";"\t12345678200010";"ECOLE D'EXEMPLE"
""",
    "Partenaires": """"Numero_Fiche";"Nom_Partenaire";"Siret_Partenaire";"Habilitation_Partenaire"
"RNCP90001";"LYCEE";"\t00000000000001";"HABILITATION_FORMER"
""",
    "Nsf": '"Numero_Fiche";"Nsf_Code";"Nsf_Intitule"\n"RNCP90001";"326";"326 : Informatique, réseaux"\n',
    "Formacode": '"Numero_Fiche";"Formacode_Code";"Formacode_Libelle"\n"RNCP90001";"42872";"42872 : Sécurité"\n',
    "Rome": '"Numero_Fiche";"Codes_Rome_Code";"Codes_Rome_Libelle"\n"RNCP90001";"H1102";"Ingénierie d\'\'affaires"\n',
    "VoixdAccès": '"Numero_Fiche";"Si_Jury"\n"RNCP90001";"Par expérience"\n"RNCP90001";"En contrat d’apprentissage"\n'
    '"RNCP90001";"Par télépathie"\n',
    "CCN": '"Numero_Fiche";"Ccn_1_Numero";"Ccn_1_Libelle";"Ccn_2_Numero";'
    '"Ccn_2_Libelle";"Ccn_3_Numero";"Ccn_3_Libelle"\n'
    '"RNCP90001";"3117";"Boulangerie";;;"3249";"Formation"\n',
    "Ancienne_Nouvelle_Certification": '"Numero_Fiche";"Ancienne_Certification";"Nouvelle_Certification"\n'
    '"RNCP90001";"RNCP5";"RNCP7"\n"RNCP90001";"RNCP6";\n',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The ten files, named with combining accents as an archive made on a Mac."""
    made = tmp_path / "export"
    made.mkdir()
    for name, content in FILES.items():
        file = unicodedata.normalize("NFD", f"export_fiches_CSV_{name}_2026_08_16.csv")
        (made / file).write_bytes(content.encode())
    return made


def read(path: Path) -> list[Fiche]:
    return [lecture.fiche for lecture in read_csv(open_export(path))]


def test_ten_files_make_one_sheet(folder: Path) -> None:
    fiche, other = read(folder)
    assert fiche.intitule == 'Métiers "rares" de l’exemple'
    assert fiche.actif is True and other.actif is False
    assert fiche.certificateurs[0].siret == "12345678200010"
    assert fiche.partenaires[0].siret == "00000000000001"
    assert fiche.nsf[0].libelle == "Informatique, réseaux"
    assert fiche.formacodes[0].libelle == "Sécurité"
    assert fiche.rome[0].libelle == "Ingénierie d'affaires"
    assert fiche.voies_ouvertes == ("CA", "VAE")
    assert [code.code for code in fiche.ccn] == ["3117", "3249"]
    assert (fiche.anciennes, fiche.nouvelles) == (("RNCP5", "RNCP6"), ("RNCP7",))
    assert [(bloc.code, bloc.libelle) for bloc in fiche.blocs] == [("RNCP90001BC01", "Un  "), ("RNCP90001BC02", "Deux")]
    assert fiche.rang_niveau == 6 and other.niveau is None


def test_what_cannot_be_read_is_noted(folder: Path) -> None:
    fiche, other = read(folder)
    assert fiche.anomalies == ("Si_Jury : « Par télépathie » n’est pas une voie d’accès connue",)
    assert other.anomalies == ("Date_Fin_Enregistrement : « pas une date » n’est pas une date JJ/MM/AAAA",)


def test_the_day_is_in_the_names(folder: Path) -> None:
    assert str(open_export(folder).jour) == "2026-08-16"


def test_zipped_or_not_is_the_same(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "export-fiches-csv-2026-08-16.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, file.name)
    assert read(path) == read(folder)


def test_without_its_standard_file(folder: Path) -> None:
    next(folder.glob("*Standard*")).unlink()
    with pytest.raises(IncompleteExport, match="Standard"):
        read(folder)


@pytest.mark.parametrize("content", [b'"Numero_Fiche";"Si_Jury"\n"RNCP1"\n', b'"Numero_Fiche";"Si_Jury"\n"RNCP1";"a'])
def test_a_broken_line(folder: Path, content: bytes) -> None:
    next(folder.glob("*Voix*")).write_bytes(content)
    with pytest.raises(MalformedExport):
        read(folder)


def test_not_utf_8(folder: Path) -> None:
    path = next(folder.glob("*Rome*"))
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\xe9"))
    with pytest.raises(MalformedExport, match="illisible"):
        read(folder)

"""Imports that cannot harm: what is refused leaves the index as it was, what is mended is told."""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dossier.register.build import Import, import_exports
from dossier.register.errors import MalformedExport, OutdatedIndex, RefusedImport, UnusableIndex
from dossier.register.index import Index
from dossier.register.nomenclature import add_nomenclature
from dossier.register.reader import open_export, open_exports
from tests.register.generator import complete, flux, sample, simple, t, write_flux
from tests.register.test_csv import FILES

NAME = "export-fiches-rncp-v4-1-2026-08-{:02}.xml"


def many(count: int, prefix: str = "RNCP") -> list[str]:
    return [simple(f"{prefix}{rank}", f"Titre {rank}") for rank in range(1, count + 1)]


@pytest.fixture
def ten(tmp_path: Path) -> Path:
    path = tmp_path / "i.sqlite"
    import_exports(path, [open_export(write_flux(tmp_path / NAME.format(16), many(10)))])
    return path


def unharmed(index: Path) -> bool:
    with Index(index) as register:
        return register.fiche("RNCP10") is not None


def refused(index: Path, *paths: Path) -> str:
    with pytest.raises(RefusedImport) as caught:
        import_exports(index, open_exports(paths))
    assert unharmed(index)
    assert "--force" in caught.value.hint
    return caught.value.reason


def forced(index: Path, *paths: Path) -> Import:
    return import_exports(index, open_exports(paths), force=True)


def test_an_export_without_sheets(ten: Path, tmp_path: Path) -> None:
    empty = write_flux(tmp_path / NAME.format(17), [])
    assert refused(ten, empty) == "cet export ne contient aucune fiche"
    assert forced(ten, empty).forces
    with Index(ten) as register:
        assert register.stats()["blocs"] == {"blocs": 0, "fiches avec blocs": 0}
        assert register.numeros("") == () and register.fiche("") is None


def test_far_fewer_sheets_say_the_numbers(ten: Path, tmp_path: Path) -> None:
    assert refused(ten, write_flux(tmp_path / NAME.format(17), many(7))) == (
        "l’index contient 10 fiches RNCP, cet import n’en apporte que 7"
    )
    import_exports(ten, [open_export(write_flux(tmp_path / NAME.format(18), many(8)))])


def test_a_register_that_would_vanish(tmp_path: Path) -> None:
    index = tmp_path / "i.sqlite"
    rncp = write_flux(tmp_path / NAME.format(16), many(10))
    rs = write_flux(tmp_path / "export-fiches-rs-v4-1-2026-08-15.xml", many(3, "RS"))
    import_exports(index, open_exports([rncp, rs]))
    assert refused(index, rncp) == "l’index contient 3 fiches RS, cet import n’en apporte aucune"
    import_exports(index, open_exports([rncp, rs]))
    with Index(index) as register:
        assert [export.jour.day for export in register.provenance] == [16, 15]
        assert len({str(export) for export in register.provenance}) == 2


def test_an_older_day(ten: Path, tmp_path: Path) -> None:
    assert refused(ten, write_flux(tmp_path / NAME.format(15), many(10))) == (
        "l’export est du 15/08/2026, plus ancien que l’index (16/08/2026)"
    )
    assert forced(ten, tmp_path / NAME.format(15)).fiches == 10


@pytest.mark.parametrize("space", ["  Titre 1", "Titre\n1", "Titre \t1 ", "Titre\u00a01"])
def test_two_copies_that_differ_in_white_space_only_are_one(tmp_path: Path, space: str) -> None:
    twice = [simple("RNCP1", "Titre 1"), simple("RNCP1", space)]
    done = import_exports(tmp_path / "i.sqlite", [open_export(write_flux(tmp_path / NAME.format(16), twice))])
    assert (done.fiches, done.doublons) == (1, 1)


def test_two_contents_of_one_sheet(ten: Path, tmp_path: Path) -> None:
    twice = write_flux(tmp_path / NAME.format(17), [*many(10), simple("RNCP1", "Autre").replace("RNCP1", "rncp 1")])
    assert "RNCP1 y figure deux fois" in refused(ten, twice)
    assert forced(ten, twice).fiches == 10
    with Index(ten) as register:
        found = register.fiche("RNCP1")
        assert found and found.intitule == "Titre 1"


@pytest.mark.parametrize("content", [b"un memoire", b"<programme/>" * 900])
def test_a_file_that_is_no_index_is_not_destroyed(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "memoire.docx"
    path.write_bytes(content)
    with pytest.raises(RefusedImport, match="pas un index"):
        import_exports(path, [open_export(write_flux(tmp_path / NAME.format(16), many(1)))])
    assert path.read_bytes() == content


def test_a_data_base_of_somebody_else_is_not_destroyed(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as base:
        base.executescript("CREATE TABLE note (texte); INSERT INTO note VALUES ('à garder');")
    before = path.read_bytes()
    with pytest.raises(RefusedImport):
        import_exports(path, [open_export(write_flux(tmp_path / NAME.format(16), many(1)))])
    with pytest.raises(UnusableIndex, match="pas un index"):
        Index(path)
    assert path.read_bytes() == before


# The ten files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "export"
    made.mkdir()
    for name, content in FILES.items():
        (made / f"export_fiches_CSV_{name}_2026_08_16.csv").write_text(content, "utf-8", newline="")
    return made


def edited(folder: Path, name: str, edit: Callable[[str], str]) -> None:
    path = next(folder.glob(f"*{name}*"))
    path.write_bytes(edit(path.read_text("utf-8")).encode())


def test_ten_files_given_one_by_one_are_a_folder(folder: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "1.sqlite", tmp_path / "2.sqlite"
    import_exports(one, open_exports([folder]))
    import_exports(other, open_exports(sorted(folder.iterdir())))
    with Index(one) as left, Index(other) as right:
        assert left.fiche("RNCP90001") == right.fiche("rncp90001") is not None
        assert left.complet("RNCP") and left.complet("RS") and right.complet("RNCP")
        assert not left.sait("liste_competences") and left.sait("nsf")


def test_a_missing_file_of_the_ten_is_refused_or_known_as_such(folder: Path, tmp_path: Path) -> None:
    next(folder.glob("*Rome*")).unlink()
    with pytest.raises(RefusedImport, match="il manque « Rome »"):
        import_exports(tmp_path / "i.sqlite", open_exports([folder]))
    assert import_exports(tmp_path / "i.sqlite", open_exports([folder]), force=True).manquants == ("Rome",)
    with Index(tmp_path / "i.sqlite") as register:
        found = register.fiche("RNCP90001")
        assert found and "rome" in found.inconnus and "nsf" not in found.inconnus
        assert not register.sait("rome") and register.sait("nsf")


@pytest.mark.parametrize(("old", "new"), [("Nsf_Code", "Code_Nsf"), ('"Nsf_Code";', "")])
def test_a_missing_or_renamed_column(folder: Path, tmp_path: Path, old: str, new: str) -> None:
    edited(folder, "Nsf", lambda text: text.replace(old, new).replace('"326";', "" if not new else '"326";'))
    with pytest.raises(RefusedImport, match="il manque la colonne Nsf_Code"):
        import_exports(tmp_path / "i.sqlite", open_exports([folder]))


def test_two_days_in_one_folder(folder: Path, tmp_path: Path) -> None:
    path = next(folder.glob("*Rome*"))
    path.rename(path.with_name(path.name.replace("08_16", "08_17")))
    with pytest.raises(RefusedImport, match="16/08/2026, 17/08/2026"):
        import_exports(tmp_path / "i.sqlite", open_exports([folder]))


def test_characters_that_no_text_has_are_taken_out_and_counted(folder: Path, tmp_path: Path) -> None:
    edited(folder, "Standard", lambda text: text.replace("Métiers", "Mét\x00iers\x0b\ufffe"))
    edited(folder, "Nsf", lambda text: text.replace("réseaux", "rés\x1feaux"))
    assert import_exports(tmp_path / "i.sqlite", open_exports([folder])).nettoyes == 4
    with Index(tmp_path / "i.sqlite") as register:
        found = register.fiche("RNCP90001")
        assert found and found.intitule.startswith("Métiers ") and found.nsf[0].libelle == "Informatique, réseaux"


def test_blank_lines_are_fine_and_a_refused_line_has_its_number(folder: Path, tmp_path: Path) -> None:
    edited(folder, "Nsf", lambda text: text + "\n\n")
    import_exports(tmp_path / "i.sqlite", open_exports([folder]))
    edited(folder, "Nsf", lambda text: text + '"RNCP90001";"326"\n')
    with pytest.raises(MalformedExport, match="ligne 5"):
        import_exports(tmp_path / "i.sqlite", open_exports([folder]))
    edited(folder, "Nsf", lambda _text: '"Numero_Fiche";"Nsf_Code";"Nsf_Intitule"\n')
    path = next(folder.glob("*Nsf*"))
    path.write_bytes(path.read_bytes() + b'"RNCP1";"326";"\xe9"\n')
    with pytest.raises(MalformedExport, match="UTF-8\\), ligne 2"):
        import_exports(tmp_path / "i.sqlite", open_exports([folder]))


def test_lines_of_sheets_that_the_standard_file_lacks_are_counted(folder: Path, tmp_path: Path) -> None:
    edited(folder, "Nsf", lambda text: text + '"RNCP777";"326";"326 : x"\n')
    (folder / "notes.csv").write_text("a;b\n1;2\n")
    done = import_exports(tmp_path / "i.sqlite", open_exports([folder]))
    assert (done.orphelines, done.ecartes) == (1, ("notes.csv",))


@pytest.mark.parametrize("value", ["9" * 5000, "²", "١٢"])
def test_numbers_that_are_none_are_noted(folder: Path, tmp_path: Path, value: str) -> None:
    edited(folder, "Standard", lambda text: text.replace('"7"', f'"{value}"').replace("NIV6", "NIV²"))
    import_exports(tmp_path / "i.sqlite", open_exports([folder]))
    with Index(tmp_path / "i.sqlite") as register:
        found = register.fiche("RNCP90001")
        assert found and found.id is None and found.rang_niveau is None


# Texts


@pytest.mark.parametrize(
    "inside",
    [
        "Analyser <b>le</b> besoin<br/>Rédiger",
        "<![CDATA[Analyser <b>le</b> besoin<br>Rédiger]]>",
        "<p>Analyser le besoin</p><p>Rédiger</p>",
        "Analyser le <toto>besoin</toto><br/> Rédiger",
    ],
)
def test_tags_inside_texts_lose_nothing(tmp_path: Path, inside: str) -> None:
    sheet = simple("RNCP1", "x").replace(
        t("INTITULE", "x"), t("INTITULE", "x") + f"<ACTIVITES_VISEES>{inside}</ACTIVITES_VISEES>"
    )
    import_exports(tmp_path / "i.sqlite", [open_export(write_flux(tmp_path / NAME.format(16), [sheet]))])
    with Index(tmp_path / "i.sqlite") as register:
        found = register.fiche("RNCP1")
        assert found and found.activites_visees.split() == "Analyser le besoin Rédiger".split()
        assert "\n" in found.activites_visees


def test_utf_8_declared_as_something_else_is_suspected(tmp_path: Path) -> None:
    data = flux([simple("RNCP1", "Métier"), simple("RNCP2", "Titre")]).replace(b'"UTF-8"', b'"ISO-8859-1"')
    path = tmp_path / NAME.format(16)
    path.write_bytes(data)
    assert import_exports(tmp_path / "i.sqlite", [open_export(path)]).brouillees == ("RNCP1", "RNCP2")


def test_an_extract_is_not_the_register(tmp_path: Path) -> None:
    import_exports(tmp_path / "1.sqlite", [open_export(write_flux(tmp_path / "fiche-2026-08-16.xml", many(3)))])
    import_exports(tmp_path / "2.sqlite", [open_export(write_flux(tmp_path / NAME.format(16), many(3)))])
    with Index(tmp_path / "1.sqlite") as extract, Index(tmp_path / "2.sqlite") as whole:
        assert not extract.complet("RNCP") and whole.complet("RNCP") and not whole.complet("RS")


# A hostile index


def hostile(index: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(index, isolation_level=None)) as base:
        for statement in statements:
            base.execute(statement)


def test_an_index_with_a_view_in_the_place_of_a_table_is_never_asked(ten: Path) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x AS numero FROM n"
    hostile(ten, "DROP TABLE fiche", f"CREATE VIEW fiche AS {endless}")
    with pytest.raises(UnusableIndex):
        Index(ten)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE texte SET xml = x'00'",
        "UPDATE texte SET xml = 'texte'",
        "UPDATE texte SET xml = zeroblob(10)",
        "UPDATE export SET jour = 'hier'",
        "UPDATE fiche SET date_fin = 'demain', niveau = 'six', actif = x'ff'",
        "DELETE FROM export",
    ],
)
def test_what_cannot_be_read_is_said_and_never_a_crash(ten: Path, statement: str) -> None:
    hostile(ten, statement)
    calls: tuple[Callable[[Index], object], ...] = (
        lambda register: register.fiche("RNCP1"),
        lambda register: register.search("titre"),
        lambda register: register.provenance,
        lambda register: register.jour,
        lambda register: register.stats(),
        lambda register: register.complet("RNCP"),
    )
    failures = 0
    for call in calls:
        with Index(ten) as register:
            try:
                call(register)
            except UnusableIndex:
                failures += 1
    assert failures


def test_a_sheet_that_unfolds_without_end(ten: Path) -> None:
    with contextlib.closing(sqlite3.connect(ten, isolation_level=None)) as base:
        base.execute("UPDATE texte SET xml = ?", (zlib.compress(b" " * 80 * 1024**2, 9),))
    with Index(ten) as register, pytest.raises(UnusableIndex, match="abîmé"):
        register.fiche("RNCP1")


def test_an_older_version_is_replaced_and_its_nomenclatures_kept(ten: Path, tmp_path: Path) -> None:
    (tmp_path / "nsf.csv").write_text("code;libelle\n326;Officiel\n", "utf-8")
    add_nomenclature(ten, tmp_path / "nsf.csv")
    hostile(ten, "PRAGMA user_version = 1")
    with pytest.raises(OutdatedIndex):
        Index(ten)
    import_exports(ten, [open_export(tmp_path / NAME.format(16))])
    with Index(ten) as register:
        assert register.codes("nsf")["326"].officiel


def test_a_lock_that_is_none_is_said(ten: Path, tmp_path: Path) -> None:
    ten.with_name(".i.sqlite.verrou").write_bytes(b"rien d'un verrou" * 100)
    with pytest.raises(UnusableIndex, match="verrou"):
        import_exports(ten, [open_export(tmp_path / NAME.format(16))])
    assert unharmed(ten)


# Nomenclatures


@pytest.mark.parametrize(
    "content",
    [
        "commune;libelle\n75001;Paris 1er\n69003;Lyon\n",
        "salle;nom\n101;Amphi\n102;Labo\n999;Cave\n",
        "\x00\x01\x02;\x03\n",
        "",
    ],
)
def test_what_is_no_nomenclature_for_sure_is_refused(ten: Path, tmp_path: Path, content: str) -> None:
    (tmp_path / "fichier.csv").write_text(content, "utf-8")
    with pytest.raises(Exception, match="NSF, ROME ou Formacode"):
        add_nomenclature(ten, tmp_path / "fichier.csv")
    with Index(ten) as register:
        assert not any(code.officiel for kind in ("nsf", "rome", "formacode") for code in register.codes(kind).values())


def test_real_nomenclatures_are_recognised(ten: Path, tmp_path: Path, reference: Path) -> None:
    for name, kind in (("rncp_nsf_codes_libelles_2020.csv", "nsf"), ("rncp_rome_codes_2020.csv", "rome")):
        assert add_nomenclature(ten, reference / "nomenclatures" / name).sorte == kind
    with pytest.raises(Exception, match="NSF, ROME ou Formacode"):
        add_nomenclature(ten, reference / "nomenclatures" / "rncp_abreges_types_certification_2020.csv")


# Search


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("rncp 90001", ["RNCP90001"]),
        ("RNCP90001BC01", ["RNCP90001"]),
        ("rncp90001bc77", []),
        ("123 456 782 00010", ["RNCP90001"]),
        ("ROME E1103", ["RNCP90001"]),
        ("ecole d'exemple", ["RNCP90001"]),
        ("meditaion scientifique", ["RNCP90003"]),
        ("médiaton", ["RNCP90003"]),
        ("scientifque", ["RNCP90003"]),
        ("\udcff", []),
        ("\x00", []),
        ("mot " * 5000, []),
    ],
)
def test_what_people_type(index: Path, typed: str, found: list[str]) -> None:
    with Index(index) as register:
        assert [fiche.numero for fiche in register.search(typed).fiches] == found


def test_what_was_looked_for_instead_is_told(index: Path) -> None:
    with Index(index) as register:
        assert register.search("meditaion scientifique").cherche == "mediation scientifique"
        assert register.search("médiation scientifique").cherche == ""
        assert register.jour == date(2026, 8, 16)


def test_the_sample_is_whole_in_its_words(tmp_path: Path) -> None:
    path = write_flux(tmp_path / NAME.format(16), [*sample(), complete("RNCP90077").replace("RNCP90077", "rncp90077")])
    import_exports(tmp_path / "i.sqlite", [open_export(path)])
    with Index(tmp_path / "i.sqlite") as register:
        assert register.fiche("RNCP90077") is not None and register.numeros("rncp90077") == ("RNCP90077",)

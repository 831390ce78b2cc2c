"""The index: what it answers, and that an import never harms it."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from dossier.register.build import import_exports
from dossier.register.errors import (
    DuplicatedFiche,
    ImportInProgress,
    MissingIndex,
    OutdatedIndex,
    TruncatedExport,
    UndatedExport,
    UnusableIndex,
)
from dossier.register.flux import read_flux
from dossier.register.index import Index
from dossier.register.nomenclature import add_nomenclature
from dossier.register.reader import open_export
from tests.register.conftest import DAY
from tests.register.generator import bloc, complete, realistic, sample, simple, write_flux


def test_every_sheet_comes_back_as_it_was_read(index: Path, flux: Path) -> None:
    with Index(index) as register:
        for lecture in read_flux(open_export(flux).parts[0]):
            assert register.fiche(lecture.fiche.numero) == lecture.fiche
        assert register.fiche("RNCP1") is None


def test_the_source_is_kept(index: Path, flux: Path) -> None:
    with Index(index) as register:
        (export,) = register.provenance
    assert (export.fichier, export.jour, export.fiches) == (flux.name, DAY, 6)
    assert "France compétences" in str(export) and "16/08/2026" in str(export) and "Licence Ouverte" in str(export)


@pytest.mark.parametrize("typed", ["RNCP 90001", "rncp90001", "90001"])
def test_numbers_as_people_type_them(index: Path, typed: str) -> None:
    with Index(index) as register:
        assert "RNCP90001" in register.numeros(typed)


def test_a_bare_number_may_mean_two_sheets(index: Path) -> None:
    with Index(index) as register:
        assert register.numeros("90005") == ("RNCP90005", "RS90005")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mediation SCIENTIFIQUE", ["RNCP90003"]),
        ("médiat", ["RNCP90003", "RNCP90005"]),
        ("médiateur livre", ["RNCP90005"]),
        ("diagnostic", ["RNCP90001"]),
        ("E1103", ["RNCP90001"]),
        ("12345678200010", ["RNCP90001"]),
        ('" OR * NEAR(', []),
        ("…", []),
    ],
)
def test_search(index: Path, text: str, found: list[str]) -> None:
    with Index(index) as register:
        answer = register.search(text)
    assert sorted(fiche.numero for fiche in answer.fiches) == found
    assert answer.total == len(found)


def test_search_by_level_and_status(index: Path) -> None:
    with Index(index) as register:
        assert [fiche.numero for fiche in register.search("médiat", level=4).fiches] == ["RNCP90005"]
        assert register.search("exemple", active=True).total == 2
        assert register.search("exemple").total == 3
        assert len(register.search("exemple", limit=1).fiches) == 1


def test_statistics(index: Path) -> None:
    with Index(index) as register:
        assert register.stats() == {
            "fiches": {"RNCP": 5, "RNCP actives": 3, "RS": 1, "RS actives": 1},
            "niveaux": {"4": 1, "6": 2},
            "blocs": {"blocs": 4, "fiches avec blocs": 2},
        }


def test_the_active_sheets_with_a_block_of_some_title(index: Path, flux: Path) -> None:
    sheets = [lecture.fiche for lecture in read_flux(open_export(flux).parts[0])]
    label = next(fiche.blocs[0].libelle for fiche in sheets if fiche.actif and fiche.blocs)
    expected = {f.numero for f in sheets if f.actif and any(bloc.libelle == label for bloc in f.blocs)}
    with Index(index) as register:
        assert set(register.fiches_avec_blocs((label, "Aucun bloc"))) == expected
        assert register.fiches_avec_blocs(()) == ()


def test_codes_in_use_serve_as_nomenclature(index: Path) -> None:
    with Index(index) as register:
        nsf = register.codes("nsf")
    assert list(nsf) == ["320n", "326"]
    assert (nsf["326"].libelle, nsf["326"].fiches, nsf["326"].actives) == ("Informatique", 6, 4)
    assert not nsf["326"].officiel


def test_an_official_nomenclature_is_added_and_outlives_imports(index: Path, flux: Path, tmp_path: Path) -> None:
    (tmp_path / "nsf.csv").write_text("code;libelle\n326;Informatique (officiel)\n100;Généralités\n", "utf-8")
    assert add_nomenclature(index, tmp_path / "nsf.csv").codes == 2
    import_exports(index, [open_export(flux)])
    with Index(index) as register:
        nsf = register.codes("nsf")
    assert (nsf["326"].libelle, nsf["326"].officiel, nsf["326"].autres) == (
        "Informatique (officiel)",
        True,
        ("Informatique",),
    )
    assert nsf["100"].fiches == 0


def test_a_newer_export_says_what_changed(index: Path, tmp_path: Path) -> None:
    newer = [
        complete().replace("Usages numériques", "Usages du numérique"),
        simple("RNCP90002", "Ancien métier de l’exemple", actif=False, fin="31/12/2023", nouvelles=("RNCP90001",)),
        simple(
            "RNCP90003",
            "Médiation scientifique",
            actif=False,
            fin="31/12/2027",
            blocs=(bloc("RNCP90003BC02", "Médier"),),
            nouvelles=("RNCP90010",),
        ),
        simple("RNCP90010", "Nouvelle médiation"),
    ]
    path = write_flux(tmp_path / "export_fiches_RNCP_V4_1_2026-09-01.xml", newer)
    changes = import_exports(index, [open_export(path)], force=True).changes
    assert changes is not None
    assert changes.by_kind() == {
        "nouvelles": (("RNCP90010",),),
        "retirees": (("RNCP90004",), ("RNCP90005",), ("RS90005",)),
        "expirees": (("RNCP90003",),),
        "remplacees": (("RNCP90003", "RNCP90010"),),
        "renommees": (("RNCP90003", "Médiation scientifique et culturelle", "Médiation scientifique"),),
        "echeances": (("RNCP90003", "2028-12-31", "2027-12-31"),),
        "blocs_renommes": (("RNCP90001", "RNCP90001BC01", "Usages numériques", "Usages du numérique"),),
        "blocs_ajoutes": (("RNCP90003", "RNCP90003BC02"),),
        "blocs_retires": (("RNCP90003", "RNCP90003BC01"),),
    }
    assert changes.of(["RNCP90001"]).by_kind()["blocs_renommes"] and not changes.of(["RNCP1"])


def test_the_first_import_compares_with_nothing_and_the_same_one_changes_nothing(tmp_path: Path, flux: Path) -> None:
    path = tmp_path / "i.sqlite"
    assert import_exports(path, [open_export(flux)]).changes is None
    again = import_exports(path, [open_export(flux)]).changes
    assert again is not None and not again


def test_the_same_sheet_twice_counts_once(tmp_path: Path, flux: Path) -> None:
    done = import_exports(tmp_path / "i.sqlite", [open_export(flux), open_export(flux)])
    assert (done.fiches, done.doublons) == (6, 6)


def untouched(index: Path) -> bool:
    with Index(index) as register:
        return register.fiche("RNCP90001") is not None and sorted(p.name for p in index.parent.iterdir()) == [
            ".rncp.sqlite.verrou",
            "rncp.sqlite",
        ]


def test_two_different_sheets_with_one_number_are_refused(index: Path, tmp_path: Path) -> None:
    twice = write_flux(tmp_path / "2026-01-01.xml", [simple("RNCP1", "Un"), simple("RNCP1", "Deux")])
    with pytest.raises(DuplicatedFiche, match="RNCP1 y figure deux fois"):
        import_exports(index, [open_export(twice)])
    assert untouched(index)


def test_a_truncated_export_leaves_the_index(index: Path, tmp_path: Path) -> None:
    path = write_flux(tmp_path / "2026-01-01.xml", realistic(50))
    path.write_bytes(path.read_bytes()[:-1000])
    with pytest.raises(TruncatedExport):
        import_exports(index, [open_export(path)])
    assert untouched(index)


def test_a_day_is_asked_for(index: Path, tmp_path: Path) -> None:
    path = write_flux(tmp_path / "fiches.xml", sample())
    with pytest.raises(UndatedExport) as caught:
        import_exports(index, [open_export(path)])
    assert "--date" in caught.value.hint
    import_exports(index, [open_export(path)], date(2026, 8, 17))
    with Index(index) as register:
        assert register.provenance[0].jour == date(2026, 8, 17)


def test_a_killed_import_leaves_the_old_index_and_the_next_one_works(index: Path, flux: Path, tmp_path: Path) -> None:
    big = write_flux(tmp_path / "2026-10-01.xml", realistic(3000))
    code = (
        "from pathlib import Path; from dossier.register.build import import_exports as i;"
        "from dossier.register.reader import open_export as o; import sys;"
        "i(Path(sys.argv[1]), [o(Path(sys.argv[2]))])"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(index), str(big)], cwd=Path.cwd())
    aside = index.with_name(".rncp.sqlite.import")
    deadline = time.monotonic() + 600
    while not (aside.is_file() and aside.stat().st_size > 100_000) and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    with Index(index) as register:
        assert register.fiche("RNCP90001") is not None
    import_exports(index, [open_export(flux)])
    assert untouched(index)


def test_two_imports_at_once(index: Path, flux: Path) -> None:
    with contextlib.closing(sqlite3.connect(index.with_name(".rncp.sqlite.verrou"), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ImportInProgress, match="un autre import est en cours"):
            import_exports(index, [open_export(flux)])
    assert untouched(index)


def test_a_read_only_folder(index: Path, flux: Path) -> None:
    index.parent.chmod(0o555)
    if os.geteuid() == 0:  # whom no permission stops: an obstacle in the place of the lock
        index.with_name(".rncp.sqlite.verrou").unlink()
        index.with_name(".rncp.sqlite.verrou").mkdir()
    try:
        with pytest.raises(UnusableIndex, match="ne peut pas être écrit"):
            import_exports(index, [open_export(flux)])
        with Index(index) as register:
            assert register.search("exemple").total
    finally:
        index.parent.chmod(0o755)


def test_a_folder_that_cannot_be_made(flux: Path) -> None:
    with pytest.raises(UnusableIndex, match="ne peut pas être écrit"):
        import_exports(flux / "rncp.sqlite", [open_export(flux)])


def test_no_index_yet(tmp_path: Path) -> None:
    with pytest.raises(MissingIndex) as caught:
        Index(tmp_path / "rien.sqlite")
    assert "dossier register import" in caught.value.hint


def test_an_index_of_another_version_is_refused_with_the_command(index: Path, flux: Path) -> None:
    with contextlib.closing(sqlite3.connect(index)) as base:
        base.execute("PRAGMA user_version = 0")
    with pytest.raises(OutdatedIndex) as caught:
        Index(index)
    assert "dossier register import" in caught.value.hint
    assert import_exports(index, [open_export(flux)]).changes is None
    assert untouched(index)


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_file_that_is_no_index(tmp_path: Path, flux: Path, content: bytes) -> None:
    path = tmp_path / "rncp.sqlite"
    path.write_bytes(content)
    with pytest.raises(UnusableIndex):
        Index(path)
    assert import_exports(path, [open_export(flux)], force=True).fiches == 6

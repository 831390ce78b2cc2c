"""``dossier check`` as its users see it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from dossier.programme.model import Programme
from dossier.reports.formats import FORMATS
from dossier.rules import catalogue as registry
from dossier.rules.catalogue import Hit
from dossier.rules.families import catalogue
from tests.cli.conftest import Dossier

EXAMPLE = "sources/exemple-complet.xml"
LP = "sources/lp15301a.xml"


def test_a_clean_programme_gives_0_and_a_short_summary(dossier: Dossier, workshop: Path) -> None:
    seen = dossier("check", EXAMPLE)
    assert seen.status == 0
    assert seen.out.endswith("\nTFP00001A : prêt à déposer (0 erreur, 0 avertissement, 0 info)\n")
    assert seen.err == ""


def test_a_programme_is_ready_in_words_when_it_could_be_filed(dossier: Dossier, workshop: Path) -> None:
    """Not when some rules were left out, and what remains is counted."""
    some = dossier("check", EXAMPLE, "--select", "TXT").out.splitlines()[-1]
    assert some == "TFP00001A : sans erreur parmi les règles jugées (0 erreur, 0 avertissement, 0 info)"
    path = Path(EXAMPLE)
    path.write_text(path.read_text("utf-8").replace("<responsable>Dominique Fictif", "<responsable>Néant", 1), "utf-8")
    seen = dossier("check", path)
    assert seen.status == 0
    assert "\nTFP00001A : prêt à déposer, 1 avertissement reste (0 erreur, 1 avertissement, 0 info)" in seen.out
    assert json.loads(dossier("check", path, "--format", "json").out)["programmes"][0]["verdict"] == "conforme"


def test_rules_are_counted_in_good_french(dossier: Dossier, workshop: Path) -> None:
    assert "1 règle : 1 conforme\n" in dossier("check", EXAMPLE, "--select", "ECT-002").out
    assert re.search(
        r"\d+ règles : \d+ conformes, \d+ non applicables, \d+ non évaluées\n", dossier("check", EXAMPLE).out
    )
    assert "2 règles : 2 à corriger\n" in dossier("check", LP, "--select", "ECT-002,PRO-001").out


def test_findings_give_1_with_place_excerpt_path_hint_and_source(dossier: Dossier, workshop: Path) -> None:
    seen = dossier("check", LP, "--select", "ECT-002")
    assert seen.status == 1
    head, line, carets, path, hint, *_ = seen.out.splitlines()
    assert head.startswith("sources/lp15301a.xml:")
    assert head.endswith("ECT-002  En choisissant CCE115, le parcours totalise 62 crédits au lieu de 60.")
    start = carets.index("^")
    assert line[start : start + len('ects="6"')] == 'ects="6"'
    assert path.strip() == "Enseignements › 1 UE à choisir parmi › CCE115"
    assert "Écart de 2 crédits" in hint and "D611-2" in hint


def test_the_real_programme_has_the_errors_we_know(dossier: Dossier, workshop: Path) -> None:
    out = dossier("check", LP).out
    for expected in (
        "ECT-002  En choisissant CCE115, le parcours totalise 62 crédits au lieu de 60.",
        "PRO-001  18 crédits sur 60 en mise en situation professionnelle : il en faut 20 (un tiers).",
        "du bloc LP153B71 est déjà dans le bloc LP153B61",
        "du bloc LP153B31 disent la même chose",
        "« de » est répété",
        "Le référentiel d’activités est vide.",
        "Le référentiel d’évaluation est vide.",
    ):
        assert expected in out
    assert "le cas échéant" not in out


def test_the_threshold_decides_of_the_status(dossier: Dossier, workshop: Path) -> None:
    assert dossier("check", LP, "--select", "TXT-001").status == 0
    assert dossier("check", LP, "--select", "TXT-001", "--fail-on", "avertissement").status == 1


def test_ignored_rules_do_not_run(dossier: Dossier, workshop: Path) -> None:
    seen = dossier("check", LP, "--ignore", "ECT,CMP,PRO")
    assert seen.status == 0
    assert "ECT-002" not in seen.out


def test_another_profile_and_another_day(dossier: Dossier, workshop: Path) -> None:
    seen = dossier("check", LP, "--select", "PRO", "--profile", "lp-1999", "--date", "2010-09-01")
    assert seen.status == 0
    assert " non applicable" in seen.out


def test_the_json_report_obeys_its_schema_and_never_changes(dossier: Dossier, workshop: Path, root: Path) -> None:
    seen = dossier("check", "sources", "--format", "json")
    report = json.loads(seen.out)
    schema = json.loads((root / "schemas/rapport.schema.json").read_text("utf-8"))
    jsonschema.validate(report, schema)
    assert [programme["code"] for programme in report["programmes"]] == ["TFP00001A", "LP15301A"]
    assert dossier("check", "sources", "--format", "json").out == seen.out


def test_several_reports_in_one_run(dossier: Dossier, workshop: Path) -> None:
    seen = dossier("check", EXAMPLE, "--format", "json", "--output-file", "r/rapport.json", "--format", "text")
    assert seen.status == 0
    assert "TFP00001A : prêt à déposer" in seen.out
    assert json.loads(Path("r/rapport.json").read_text("utf-8"))["programmes"]
    assert dossier("check", "--format", "json", "--format", "text").status == 2


def test_the_name_of_the_file_gives_the_format(dossier: Dossier, workshop: Path) -> None:
    starts = {"a.html": b"<!DOCTYPE html>", "a.json": b"{", "A.XLSX": b"PK", "a.md": b"# ", "a.xml": b"<?xml"}
    ran = f"{len(catalogue())} r".encode()
    starts |= {"a.sarif": b"{", "a.txt": ran, "a": ran}
    for name, start in starts.items():
        seen = dossier("check", EXAMPLE, "--output-file", name)
        assert (seen.status, seen.out) == (0, "")
        assert Path(name).read_bytes().startswith(start), name
    assert dossier("check", EXAMPLE, "--format", "json", "--output-file", "b.html").status == 0
    assert Path("b.html").read_bytes().startswith(b"{")


def test_away_from_the_project_one_is_told_where_to_go(
    dossier: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    seen = dossier("check")
    assert seen.status == 2
    assert seen.err.startswith(
        "sources  il n’y a pas de dossier sources ici.\n    Placez-vous dans le dossier du projet"
    )


def test_an_invalid_file_gives_findings_and_the_other_rules_wait(dossier: Dossier, workshop: Path) -> None:
    path = Path(EXAMPLE)
    path.write_text(path.read_text("utf-8").replace('niveau="6" cec', 'niveau="9" cec'), "utf-8")
    seen = dossier("check", path)
    assert seen.status == 1
    assert "STR-001" in seen.out
    assert "Le fichier ne respecte pas le schéma : les autres règles attendent" in seen.out
    assert len(seen.out.splitlines()) < 12
    assert seen.out.splitlines()[-1].startswith("TFP00001A : brouillon — au moins 1 point avant dépôt")


@pytest.mark.parametrize("options", [("--select", "ECT"), ("--ignore", "STR"), ("--select", "STR-002")])
def test_what_no_rule_could_judge_is_undetermined(options: tuple[str, ...], dossier: Dossier, workshop: Path) -> None:
    """An invalid file without the rules that read its errors; the same in every format."""
    path = Path(EXAMPLE)
    path.write_text(path.read_text("utf-8").replace('niveau="6" cec', 'niveau="9" cec'), "utf-8")
    assert dossier("check", path, *options).status == 2
    report = dossier("check", path, *options, "--format", "json")
    (programme,) = json.loads(report.out)["programmes"]
    assert (report.status, programme["verdict"], programme["filing"]["verdict"]) == (2, "indetermine", "indéterminé")
    for name in ("text", "html", "markdown"):
        assert "indéterminé" in dossier("check", path, *options, "--format", name).out


def test_a_selection_of_nothing_is_undetermined(dossier: Dossier, workshop: Path) -> None:
    seen = dossier("check", EXAMPLE, "--select", "ECT", "--ignore", "ECT")
    assert (seen.status, "TFP00001A : indéterminé" in seen.out) == (2, True)


def test_the_count_before_the_filing_is_that_of_package(dossier: Dossier, workshop: Path) -> None:
    told = json.loads(dossier("check", LP, "--format", "json").out)["programmes"][0]["filing"]
    assert told["verdict"] == "brouillon — 15 points avant dépôt"
    assert (told["points"], sum(told["sections"].values())) == (15, 15)
    assert "LP15301A : refusé, brouillon — 15 points avant dépôt" in dossier("package", LP).err
    assert "LP15301A : brouillon — 15 points avant dépôt (" in dossier("check", LP).out.splitlines()[-1]


def test_one_code_in_two_files_stands_in_every_machine_format(dossier: Dossier, workshop: Path) -> None:
    Path("sources/copie.xml").write_bytes(Path(EXAMPLE).read_bytes())
    for name in ("json", "jsonl", "sarif", "junit", "github", "gitlab", "html", "markdown"):
        seen = dossier("check", "sources/copie.xml", EXAMPLE, "--format", name)
        assert (seen.status, "porte le même code que" in seen.out) == (2, True), name


def test_a_file_given_twice_is_one_file(dossier: Dossier, workshop: Path) -> None:
    seen = dossier("check", EXAMPLE, f"./{EXAMPLE}", "sources")
    assert (seen.status, seen.err) == (1, "")
    assert seen.out.count("TFP00001A : ") == 1


def test_several_programmes_have_a_grand_total(dossier: Dossier, workshop: Path) -> None:
    last = dossier("check", "sources").out.splitlines()[-1]
    assert last == "2 programmes : 1 prêt à déposer ; 15 points avant dépôt en tout"


def test_the_gravest_come_first_and_equal_findings_together(dossier: Dossier, workshop: Path) -> None:
    out = dossier("check", LP).out
    ranks = [out.index(f"  {severity} ") for severity in ("erreur", "avertissement", "info")]
    assert ranks == sorted(ranks) and out.rindex("  erreur ") < out.index("  avertissement ")
    assert re.search(r"avertissement COV-001 : \d+ constats  ", out)
    assert len(re.findall("  avertissement COV-001", out)) == 1


def test_lines_are_folded_between_words(dossier: Dossier, root: Path) -> None:
    from dossier.cli.support.judging import Selection, judge_all
    from dossier.reports import text

    told = text.emit(judge_all([root / "sources/lp15301a.xml"], Selection()).judgements, width=100)
    long = [line for line in told.splitlines() if len(line) > 100 and "│" not in line]
    assert [line for line in long if " " in line.strip()] == []


def test_one_run_writes_every_format_and_prints_one(dossier: Dossier, workshop: Path) -> None:
    names = [name for name in FORMATS if name != "github"]
    wanted = [part for name in names for part in ("--format", name, "--output-file", f"r/rapport.{name}")]
    seen = dossier("check", LP, *wanted, "--format", "github")
    assert seen.status == 1
    assert seen.out.startswith("::")
    assert sorted(path.suffix for path in Path("r").iterdir()) == sorted(f".{name}" for name in names)


def test_a_workbook_asks_for_a_file(dossier: Dossier, workshop: Path) -> None:
    seen = dossier("check", LP, "--format", "xlsx")
    assert seen.status == 2
    assert seen.out == "" and "--output-file" in seen.err


BROKEN = {
    "missing": None,
    "empty": b"",
    "blank": b" \n ",
    "binary": bytes(range(256)) * 4,
    "latin": '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode("latin-1"),
    "utf16": "<a/>".encode("utf-16"),
    "cut": b'<programme xmlns="urn:dossier-certification:programme:1"><identite>',
    "namespace": b'<programme xmlns="urn:autre"/>',
    "foreign": b"<html/>",
    "doctype": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "laughs": b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>',
    "deep": b"<a>" * 5000 + b"</a>" * 5000,
    "big": b"<a>" + b" " * (20 * 1024 * 1024) + b"</a>",
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_what_cannot_be_read_gives_2_and_a_french_sentence(
    data: bytes | None, dossier: Dossier, workshop: Path
) -> None:
    path = Path("sources/mauvais.xml")
    if data is not None:
        path.write_bytes(data)
    seen = dossier("check", path)
    assert seen.status == 2
    assert seen.out == ""
    said, advice, *_ = seen.err.splitlines()
    assert said.startswith("sources/mauvais.xml") and said.endswith(".")
    assert advice.startswith("    ") and "Traceback" not in seen.err


def test_an_unreadable_file_does_not_hide_the_others(dossier: Dossier, workshop: Path) -> None:
    Path("sources/mauvais.xml").write_bytes(b"<programme")
    seen = dossier("check", "sources")
    assert seen.status == 2
    assert "LP15301A : brouillon — 15 points avant dépôt" in seen.out


def test_other_peoples_xml_in_the_folder_is_not_ours(dossier: Dossier, workshop: Path) -> None:
    Path("sources/autre.xml").write_bytes(b"<html/>")
    assert dossier("check", "sources", "--select", "IDN-010").status == 0


def test_capitals_make_a_programme_and_locks_and_hidden_files_none(dossier: Dossier, workshop: Path) -> None:
    Path("sources/LP.XML").write_bytes(Path(LP).read_bytes().replace(b'code="LP15301A"', b'code="LP15302A"'))
    for name in ("~$lp15301a.xml", ".cache.xml"):
        Path("sources", name).write_bytes(b"<programme")
    seen = dossier("check", "sources", "--select", "IDN-010")
    assert (seen.status, seen.err) == (0, "")
    assert "LP15302A : " in seen.out


def test_a_folder_without_programme_says_so(dossier: Dossier, workshop: Path) -> None:
    Path("vide").mkdir()
    seen = dossier("check", "vide")
    assert seen.status == 2
    assert "aucun programme" in seen.err


def test_two_files_with_one_code_give_2(dossier: Dossier, workshop: Path) -> None:
    Path("sources/copie.xml").write_bytes(Path(EXAMPLE).read_bytes())
    seen = dossier("check", "sources")
    assert seen.status == 2
    assert "même code" in seen.err


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = [1", "une liste n’est pas fermée"),
        ("inconnu = 1", "réglage inconnu : inconnu"),
        ("[etablissements.1.codes]\nUE = '('", "expression régulière"),
    ],
)
def test_wrong_settings_give_2(text: str, expected: str, dossier: Dossier, workshop: Path) -> None:
    Path("sources/dossier.toml").write_text(text, "utf-8")
    seen = dossier("check", EXAMPLE)
    assert seen.status == 2
    assert expected in seen.err and "sources/dossier.toml" in seen.err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["chekc"], "La commande chekc n’existe pas. Peut-être check ?"),
        (["check", "--foo"], "L’option --foo n’existe pas"),
        (["check", "--fail-on", "grave"], "on attend erreur, avertissement, info"),
        (["check", "--select", "ZZZ-001"], "Aucune règle ne s’appelle ZZZ-001"),
        (["check", "--profile", "lp-2050"], "Le profil lp-2050 n’existe pas"),
        (["check", "--date", "demain"], "--date"),
        (["rules", "ECT-999"], "La règle ECT-999 n’existe pas"),
    ],
)
def test_bad_usage_gives_2_in_french(arguments: list[str], expected: str, dossier: Dossier, workshop: Path) -> None:
    seen = dossier(*arguments)
    assert seen.status == 2
    assert expected in seen.err
    assert seen.out == ""


@pytest.fixture
def crashing_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_programme: Programme) -> Iterator[Hit]:
        raise ZeroDivisionError

    rules = registry._CATALOGUE._rules
    monkeypatch.setitem(rules, "TXT-001", replace(rules["TXT-001"], check=crash))


@pytest.mark.usefixtures("crashing_rule")
def test_a_crashed_rule_never_looks_like_success(dossier: Dossier, workshop: Path) -> None:
    seen = dossier("check", EXAMPLE)
    assert seen.status == 2
    assert "indéterminé" in seen.out
    assert "TXT-001 en échec : ZeroDivisionError" in seen.out
    assert "la règle TXT-001 a échoué" in seen.err
    assert "Traceback" not in seen.err


def test_a_bug_is_an_apology_a_log_and_3(dossier: Dossier, workshop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("dossier.cli.check.judge_all", broken)
    monkeypatch.setattr("tempfile.tempdir", str(workshop))
    seen = dossier("check", EXAMPLE)
    assert seen.status == 3
    assert seen.err.startswith("Désolé")
    (log,) = workshop.glob("dossier-*.log")
    assert log.name in seen.err
    assert "broken on purpose" in log.read_text("utf-8")


def test_no_colour_unless_on_a_terminal(dossier: Dossier, workshop: Path) -> None:
    assert "\033[" not in dossier("check", LP).out


@pytest.mark.parametrize("name", ["[seuils.ECT-010]\nzele = 2\n", "[seuils.XYZ-001]\nmaximum = 2\n"])
def test_a_threshold_that_no_rule_has_stops_the_command(name: str, dossier: Dossier, workshop: Path) -> None:
    (workshop / "sources" / "dossier.toml").write_text(name, "utf-8")
    seen = dossier("check", "sources")
    assert seen.status == 2
    assert "n’a pas de seuil" in seen.err and "docs/regles/seuils.md" in seen.err


def test_a_kind_of_code_that_does_not_exist_stops_the_command(dossier: Dossier, workshop: Path) -> None:
    (workshop / "sources" / "dossier.toml").write_text("[etablissements.12345678200010.codes]\nUEE = 'A'\n", "utf-8")
    seen = dossier("check", "sources")
    assert seen.status == 2
    assert "sorte de code inconnue dans [etablissements.12345678200010.codes] : UEE" in seen.err
    assert "programme, UE, UA, EC, ressource, SAE" in seen.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--baseline", "a.json", "--write-baseline", "b.json"], "pas les deux à la fois"),
        (
            ["--format", "json", "--output-file", "r", "--format", "html", "--output-file", "./r"],
            "donné deux fois",
        ),
    ],
)
def test_what_contradicts_itself_is_refused_before_anything_is_written(
    options: list[str], said: str, dossier: Dossier, workshop: Path
) -> None:
    seen = dossier("check", EXAMPLE, *options)
    assert seen.status == 2
    assert said in seen.err
    assert not [path for path in ("a.json", "b.json", "r") if Path(path).exists()]


def in_a_shell(root: Path, line: str) -> subprocess.CompletedProcess[str]:
    """What a line of shell leaves, where ``$DOSSIER`` is the command."""
    environment = os.environ | {"PYTHONPATH": str(root), "DOSSIER": f"{sys.executable} -m dossier"}
    return subprocess.run(["sh", "-c", line], check=False, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("buffer", ["", "1"])
def test_a_disk_that_is_full_is_no_bug_of_ours(workshop: Path, root: Path, buffer: str) -> None:
    seen = in_a_shell(root, f"ulimit -f 0; PYTHONUNBUFFERED={buffer} $DOSSIER check {LP} > plein")
    assert seen.returncode == 2
    assert "n’a pas pu être écrit en entier" in seen.stderr and "erreur de l’outil" not in seen.stderr


def test_a_closed_screen_changes_no_verdict(workshop: Path, root: Path) -> None:
    seen = in_a_shell(root, f"$DOSSIER check {LP} >&-")
    assert (seen.returncode, seen.stderr) == (1, "")

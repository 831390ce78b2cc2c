"""The rules of an institution, as the people who write them and those who are judged by them see them."""

from __future__ import annotations

import json
import re
import sys
import zipfile
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from dossier.rules.local import extensions
from tests.cli.conftest import Dossier

GUIDE = "docs/regles-locales.md"
START = '<schema xmlns="http://purl.oclc.org/dsdl/schematron">'
HEAD = f'{START}<ns prefix="p" uri="urn:dossier-certification:programme:1"/>'


def blocks(root: Path, language: str) -> list[str]:
    """The examples of the guide in a language."""
    return re.findall(rf"```{language}\n(.*?)```", (root / GUIDE).read_text("utf-8"), re.DOTALL)


@pytest.fixture
def school(workshop: Path) -> Path:
    """The folder of the programmes, with a folder for the rules; the complete example alone."""
    (workshop / "sources/lp15301a.xml").unlink(missing_ok=True)
    (workshop / "sources/regles").mkdir()
    return workshop / "sources"


@pytest.fixture
def guided(school: Path, root: Path) -> Path:
    """With the file of the guide, made stricter so that the example breaks it."""
    text = blocks(root, "xml")[0].replace("&gt;= 2", "&gt;= 3")
    (school / "regles/ecole.sch").write_text(text, "utf-8")
    return school


def one_rule(school: Path, inside: str, head: str = HEAD) -> None:
    (school / "regles/ecole.sch").write_text(f"{head}\n{inside}\n</schema>", "utf-8")


def pattern(test: str, *, context: str = "p:programme", identifier: str = "ETA-001", more: str = "") -> str:
    assertion = f'<assert id="{identifier}" test="{test}" {more}>Message.</assert>'
    return f'<pattern><rule context="{context}">\n{assertion}</rule></pattern>'


def test_the_file_of_the_guide_finds_nothing_in_the_example(dossier: Dossier, school: Path, root: Path) -> None:
    (school / "regles/ecole.sch").write_text(blocks(root, "xml")[0], "utf-8")
    seen = dossier("check", "--fail-on", "info")
    assert (seen.status, seen.err) == (0, "")
    assert "0 erreur, 0 avertissement, 0 info" in seen.out


def test_findings_of_local_rules_look_like_ours(dossier: Dossier, guided: Path) -> None:
    seen = dossier("check", "--select", "ETA")
    assert seen.status == 1
    lines = seen.out.splitlines()
    first = next(line for line in lines if "ETA-001" in line)
    assert re.fullmatch(
        r"sources/exemple-complet.xml:\d+:\d+  erreur ETA-001  L’unité ANG106 ne vaut que 2 crédits\.", first
    )
    assert "Regroupez-la avec une autre unité, ou demandez une dérogation." in seen.out
    assert "(Charte des formations de l’école, conseil du 12 mars 2026)" in seen.out
    assert "2 règles : 1 conforme, 1 à corriger" in seen.out


def test_every_report_knows_local_rules(dossier: Dossier, guided: Path, tmp_path: Path) -> None:
    for form in ("json", "jsonl", "sarif", "junit", "github", "gitlab", "html", "xlsx", "markdown"):
        target = tmp_path / f"rapport.{form}"
        assert dossier("check", "--format", form, "--output-file", target).status == 1
        content = target.read_bytes()
        if form == "xlsx":
            with zipfile.ZipFile(target) as workbook:
                content = workbook.read("xl/sharedStrings.xml")
        assert b"ETA-001" in content, form


def test_a_local_rule_is_listed_then_explained(dossier: Dossier, guided: Path) -> None:
    listed = dossier("rules")
    assert "ETA  Règles de l’établissement" in listed.out
    assert dossier("rules", "--family", "eta").out.count("ETA-") == 2
    seen = dossier("rules", "ETA-001")
    assert "ETA-001  L’unité … ne vaut que … crédits." in seen.out
    assert "Une unité trop petite coûte plus à organiser qu’elle n’apporte." in seen.out
    assert "regles/ecole.sch" in seen.out
    assert "décision de l’établissement" in seen.out
    assert json.loads(dossier("rules", "ETA-001", "--format", "json").out)


def test_a_local_finding_may_be_waived(dossier: Dossier, guided: Path) -> None:
    programme = guided / "exemple-complet.xml"
    waivers = "".join(
        f'<derogation regle="ETA-001" objet="{code}" motif="Accord du conseil" auteur="La direction"'
        ' date="2026-01-15" jusqu-au="2099-12-31"/>'
        for code in re.findall(r"L’unité (\w+)", dossier("check", "--select", "ETA").out)
    )
    text = programme.read_text("utf-8")
    programme.write_text(text.replace("</programme>", f"<derogations>{waivers}</derogations></programme>"), "utf-8")
    seen = dossier("check", "--select", "ETA,STR")
    assert seen.status == 0, seen.out
    assert "1 dérogée" in seen.out


def test_the_bundle_holds_local_rules_and_verify_runs_them_again(dossier: Dossier, school: Path, root: Path) -> None:
    (school / "regles/ecole.sch").write_text(blocks(root, "xml")[0], "utf-8")
    seen = dossier("package", school / "exemple-complet.xml", "--date", "2026-03-05")
    assert seen.status == 0, seen.err
    bundle = Path(seen.out.strip())
    with zipfile.ZipFile(bundle) as archive:
        assert "source/regles/ecole.sch" in archive.namelist()
    with_local = dossier("verify", bundle)
    assert with_local.status == 0, with_local.err
    ours = len(dossier("rules").out.split("\n  ")) - 1
    replayed = re.search(r"(\d+) règles rejouées", with_local.out)
    assert replayed
    assert int(replayed[1]) == ours


def test_a_local_error_forbids_to_file(dossier: Dossier, guided: Path) -> None:
    seen = dossier("package", guided / "exemple-complet.xml", "--date", "2026-03-05")
    assert seen.status == 1
    assert "ETA-001" in seen.err


def test_a_rule_that_fails_while_it_runs_never_looks_like_success(dossier: Dossier, school: Path) -> None:
    one_rule(school, pattern("$inconnue = 1"))
    seen = dossier("check")
    assert seen.status == 2
    assert "ETA-001 en échec" in seen.out
    assert "Traceback" not in seen.out + seen.err


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ("@etcs > 4", "aucun élément n’a d’attribut « etcs »"),
        ("contains(p:intitul, 'Anglais')", "aucun élément ne s’appelle « intitul »"),
        ("unite/@ects > 4", "« unite » n’a pas de préfixe, et ne désigne rien"),
        ("ends-with(@code, '1')", "la fonction ends-with() n’est pas de XPath 1.0"),
    ],
)
def test_a_name_that_nothing_bears_is_told_with_its_line(test: str, said: str, dossier: Dossier, school: Path) -> None:
    one_rule(school, pattern(test.replace(">", "&gt;")))
    seen = dossier("check")
    assert seen.status == 2
    assert said in seen.err and re.search(r"ecole\.sch:\d+", seen.err)


@pytest.mark.parametrize(
    "test",
    [
        "@ects div 2 &gt; 1 and not(p:intitule = 'unite')",
        "count(.//p:unite[@type='UE']) or ancestor::p:periode",
        "string-length(normalize-space(p:intitule[@xml:lang='en'])) mod 2 = 0",
    ],
)
def test_what_the_description_holds_may_be_named(test: str, dossier: Dossier, school: Path) -> None:
    one_rule(school, pattern(test))
    assert "ecole.sch" not in dossier("check", "--select", "ETA").err


@pytest.mark.parametrize(("context", "said"), [("p:renvoi", "« p:renvoi » ne désigne rien dans ce programme")])
def test_a_rule_that_judges_nothing_says_so(context: str, said: str, dossier: Dossier, school: Path) -> None:
    one_rule(school, pattern("false()", context=context))
    seen = dossier("check", "--select", "ETA")
    assert seen.status == 2  # nothing was judged
    assert "1 règle : 1 non applicable\n    ETA-001 non applicable : le contexte" in seen.out
    assert said in seen.out


def test_abstract_rules_and_patterns_judge_where_they_are_used(dossier: Dossier, school: Path) -> None:
    one_rule(
        school,
        """<pattern abstract="true" id="motif"><rule context="$ou">
        <assert id="ETA-001" test="false()">Un.</assert></rule></pattern>
        <pattern is-a="motif" id="ici"><param name="ou" value="p:identite"/></pattern>
        <pattern><rule abstract="true" id="commune"><assert id="ETA-002" test="false()">Deux.</assert></rule>
        <rule context="p:acces"><extends rule="commune"/></rule></pattern>""",
    )
    seen = dossier("check", "--select", "ETA")
    assert "ETA-001  Un." in seen.out
    assert "ETA-002  Deux." in seen.out


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        (pattern("@ects >="), "l’expression XPath « @ects >= » est incorrecte"),
        (pattern("document('/etc/passwd')"), "appelle document()"),
        (pattern("date:date() = ''"), "fonction d’extension"),
        (pattern("true()", identifier="ECT-900"), "famille du catalogue"),
        (pattern("true()", identifier="eta1"), "n’est pas un numéro de règle"),
        (pattern("true()", identifier=""), "pas de numéro"),
        (pattern("true()") * 2, "déclarée deux fois"),
        (pattern("true()", more='role="grave"'), "la gravité « grave » n’existe pas"),
        (pattern("true()", more='diagnostics="rien"'), "le diagnostic « rien » n’existe pas"),
        (pattern("true()", context="p:unite/@ects"), "ne désigne pas des éléments"),
        (pattern("true()", context=""), "n’a pas d’attribut context"),
        (pattern("true()", context="count(p:unite)"), "ne désigne pas des éléments"),
        (pattern("true()", context="q:unite"), "le préfixe « q: » n’est pas déclaré"),
        (pattern("self::q:identite"), "le préfixe « q: » n’est pas déclaré"),
        (pattern("true()", more='diagnostic="rien"'), "l’attribut diagnostic n’est pas admis"),
        (
            pattern("true()").replace("<assert", '<extends rule="rien"/><assert', 1),
            "aucun <rule> abstrait n’a pour id « rien »",
        ),
        (f'<pattern is-a="rien" id="a"/>{pattern("true()")}', "aucun <pattern> abstrait n’a pour id « rien »"),
        (pattern(""), "n’a pas d’attribut test"),
        (pattern("true()").replace("Message.", ""), "n’a pas de message"),
        ('<include href="autre.sch"/>', "<include> n’est pas admis"),
        ('<phase id="a"/>', "<phase> n’est pas admis"),
        (
            '<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform"/>',
            "<stylesheet> n’est pas admis",
        ),
        ("", "aucune règle n’est déclarée"),
    ],
)
def test_an_unusable_file_is_told_with_its_line(dossier: Dossier, school: Path, inside: str, reason: str) -> None:
    one_rule(school, inside)
    seen = dossier("check")
    assert seen.status == 2
    assert seen.out == ""
    assert reason in seen.err
    assert re.search(r"^sources/regles/ecole\.sch:[1234]:\d+  ", seen.err)
    assert "Traceback" not in seen.err


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<!DOCTYPE schema [<!ENTITY a SYSTEM "file:///etc/passwd">]><schema/>', "DOCTYPE"),
        ("<schema", "n’est pas terminé"),
        ("<regles/>", "pas un fichier de règles Schematron"),
        (f'{START[:-1]} queryBinding="xslt2"></schema>', "queryBinding"),
        (f"{HEAD.replace('urn:', 'urn:autre:')}</schema>", "espace de noms"),
        ("", "vide"),
    ],
)
def test_a_file_that_is_no_schematron_is_told(dossier: Dossier, school: Path, text: str, reason: str) -> None:
    (school / "regles/ecole.sch").write_text(text, "utf-8")
    seen = dossier("check")
    assert seen.status == 2
    assert reason in seen.err
    assert "Traceback" not in seen.err


def test_a_rule_declared_in_two_files_is_told(dossier: Dossier, guided: Path) -> None:
    (guided / "regles/autre.sch").write_text(f"{HEAD}{pattern('true()')}</schema>", "utf-8")
    seen = dossier("check")
    assert seen.status == 2
    assert "ETA-001 est déclarée deux fois : regles/autre.sch, puis regles/ecole.sch" in seen.err


def test_nothing_outside_the_programme_can_be_read(dossier: Dossier, school: Path) -> None:
    """An abstract pattern can write the name of the function in pieces: the transformation still has no access."""
    (school / "secret.xml").write_text("<secret/>", "utf-8")
    inside = f"""<pattern abstract="true" id="a"><rule context="p:programme">
    <report id="ETA-001" test="$f($x)/secret">Lu.</report></rule></pattern>
    <pattern is-a="a" id="b"><param name="f" value="document"/><param name="x" value="'{school.resolve()}/secret.xml'"/>
    </pattern>"""
    one_rule(school, inside)
    seen = dossier("check", "--select", "ETA")
    assert "Lu." not in seen.out
    assert seen.status == 2


@pytest.fixture
def extension(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, root: Path) -> None:
    """The extension of the guide, installed."""
    (tmp_path / "mon_ecole").mkdir()
    (tmp_path / "mon_ecole/regles.py").write_text(blocks(root, "python")[0], "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("mon_ecole", "mon_ecole.regles"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    known = {
        "mon-ecole": "mon_ecole.regles:regles",
        "cassee": "mon_ecole.absente:regles",
        "autre": "mon_ecole.regles:Hit",
    }

    def installed(*, group: str, name: str) -> list[EntryPoint]:
        return [EntryPoint(name, known[name], group)] if name in known else []

    monkeypatch.setattr(extensions, "entry_points", installed)


@pytest.mark.usefixtures("extension")
def test_an_extension_judges_when_the_settings_name_it(dossier: Dossier, school: Path) -> None:
    settings = school / "dossier.toml"
    programme = school / "exemple-complet.xml"
    programme.write_text(programme.read_text("utf-8").replace("TFP00001A", "TFP000019"), "utf-8")
    assert "ETA-101" not in dossier("check", programme).out
    settings.write_text('[regles]\nextensions = ["mon-ecole"]\n', "utf-8")
    seen = dossier("check", programme, "--select", "ETA")
    assert "avertissement ETA-101  Le code TFP000019 ne finit pas par une lettre." in seen.out
    assert "Page    : extension mon-ecole" in dossier("rules", "ETA-101").out


@pytest.mark.usefixtures("extension")
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Le code {code} ne", "Le code {sigle} ne"),
        ('(programme, attribute="code", code', '(programme, "autre", attribute="code", code'),
        ("Hit(programme, ", 'Hit("programme", '),
        ('why="', 'when=("inconnue",),\n    why="'),
        ('why="', 'since="2026",\n    why="'),
        ("programme.code[-1]", "programme.sigle[-1]"),
    ],
)
def test_a_faulty_extension_leaves_the_verdict_undetermined(
    right: str, wrong: str, dossier: Dossier, school: Path, tmp_path: Path
) -> None:
    programme, module = school / "exemple-complet.xml", tmp_path / "mon_ecole/regles.py"
    programme.write_text(programme.read_text("utf-8").replace("TFP00001A", "TFP000019"), "utf-8")
    (school / "dossier.toml").write_text('[regles]\nextensions = ["mon-ecole"]\n', "utf-8")
    module.write_text(module.read_text("utf-8").replace(right, wrong), "utf-8")
    seen = dossier("check", programme, "--select", "ETA,ECT")
    assert seen.status == 2
    assert "la règle ETA-101 a échoué" in seen.err and "verdict indéterminé" in seen.err
    assert "ETA-101 en échec" in seen.out


@pytest.mark.usefixtures("extension")
@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ('extensions = ["absente"]', "« absente » n’est pas installée"),
        ('extensions = ["cassee"]', "« cassee » ne se charge pas"),
        ('extensions = ["autre"]', "ne désigne pas un catalogue de règles"),
        ('extensions = "mon-ecole"', "[regles] n’admet que la liste extensions"),
        ("fichiers = 1", "[regles] n’admet que la liste extensions"),
    ],
)
def test_an_extension_that_cannot_serve_is_told(dossier: Dossier, school: Path, table: str, reason: str) -> None:
    (school / "dossier.toml").write_text(f"[regles]\n{table}\n", "utf-8")
    seen = dossier("check")
    assert seen.status == 2
    assert reason in seen.err
    assert "Traceback" not in seen.err

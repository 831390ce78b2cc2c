"""The page of a report: alone, whole without its script, told by headings and landmarks."""

from __future__ import annotations

import re
from itertools import pairwise

from lxml import etree

from dossier.programme.reader import read
from dossier.rules.runner import Judgement
from tests.document.reading import LP
from tests.document.reading import judged as judgement_of
from tests.reports.conftest import emitted


def page(judgement: Judgement) -> etree._Element:
    return etree.fromstring(emitted("html", [judgement]), etree.HTMLParser())


def test_it_stands_alone_and_in_french(judged: Judgement) -> None:
    text = emitted("html", [judged])
    assert not re.search(r"(src|href)=|url\(|@import", text)
    assert page(judged).get("lang") == "fr"


def test_without_script_every_finding_shows(judged: Judgement) -> None:
    seen = page(judged)
    findings = seen.xpath("//article[contains(@class, 'constat')]")
    assert len(findings) == len(judged.findings)
    assert not any("hidden" in finding.attrib for finding in findings)
    assert seen.find(".//form[@id='filtres'][@hidden]") is not None


def test_each_filter_offers_exactly_the_values_of_the_findings(judged: Judgement) -> None:
    seen = page(judged)
    names = [select.get("data-filtre") for select in seen.iter("select")]
    assert names == ["gravite", "famille", "partie"]
    assert len(set(seen.xpath("//article/@data-responsable"))) == 1  # nothing to choose between
    for select in seen.iter("select"):
        offered = {option.get("value") for option in select.iter("option")} - {""}
        assert offered == set(seen.xpath(f"//article/@data-{select.get('data-filtre')}"))


def test_headings_never_skip_a_level_and_tables_have_captions(troubled: Judgement) -> None:
    seen = page(troubled)
    levels = [int(str(heading.tag)[1]) for heading in seen.iter("h1", "h2", "h3", "h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(table.find("caption") is not None for table in seen.iter("table"))


def test_waived_and_known_findings_stand_apart(troubled: Judgement) -> None:
    titles = [heading.text for heading in page(troubled).iter("h3")]
    others = len(troubled.findings) - 2
    assert titles == [
        "Que faire maintenant",
        f"Constats ({others})",
        "Constats déjà dans la référence (1)",
        "Constats en dérogation (1)",
        "Liste de contrôle du dépôt",
        "Attestation de contrôle",
    ]
    assert "par Camille Exemple le 05/01/2026, jusqu’au 31/12/2026" in emitted("html", [troubled])


def test_the_checklist_says_who_confirmed_what_and_when(judged: Judgement) -> None:
    rows = {
        str(row.findtext("th")): [str(cell.text) for cell in row.iter("td")]
        for row in page(judged).xpath("//table[caption[contains(., 'procédure demande')]]/tbody/tr")
    }
    assert rows["Identité, niveau et nomenclatures"][1] in ("Fait", "À revoir", "Manque ou erreur")
    assert rows["Matrice de couverture validée"][0] == "Déclarations et validations"


def test_what_to_do_now_comes_first_is_short_and_begins_with_what_blocks() -> None:
    seen = page(judgement_of(read(LP)))
    lines = seen.xpath("//ul[@class='a-faire']/li")
    assert len(lines) == 10
    kinds = [line.get("class") for line in lines]
    assert kinds == sorted(kinds, key=["erreur", "avertissement", "info"].index)
    assert next(seen.iter("h3")).text == "Que faire maintenant"
    assert "".join(lines[0].itertext()).startswith("Bloque le dépôt – ")

"""The checklist of a bundle: a remark of the day of filing is not contradicted by its lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dossier.document.compose import compose
from dossier.filing.checklist_page import checklist_page
from dossier.filing.obstacles import warnings
from dossier.rules.checklist import checklist
from tests.document.reading import row, table, text_of
from tests.filing.conftest import filing_of


def test_what_a_remark_names_is_to_be_looked_at_again(root: Path) -> None:
    filing = filing_of(root / "sources/exemple-complet.xml")
    lines = checklist(filing.judgement, filing.programme, filing.attachments.files.keys())
    late = date(2026, 11, 30)
    remarks = warnings(filing.judgement, filing.programme, (), late)
    page = checklist_page(compose(filing.judgement), filing.judgement, lines, remarks, late, "Camille Exemple")
    (line,) = [row(table(page, "Pièces jointes"), "Délégation de signature")]
    assert line[0] == "à revoir" and line[-1] == "DEP-005"
    assert "préparée le 30 novembre 2026 par camille exemple ; règles jugées à la date du 2 mars 2026." in text_of(page)

"""The comment of a merge request."""

from __future__ import annotations

from dossier.reports.markdown import plain
from dossier.rules.runner import Judgement
from tests.reports.conftest import emitted


def test_what_blocks_is_not_folded(judged: Judgement) -> None:
    open_part = emitted("markdown", [judged]).partition("<details>")[0]
    assert "### Ce qui s’oppose au dépôt" in open_part
    assert "ECT-002" in open_part


def test_nothing_the_user_wrote_is_markup() -> None:
    assert plain("a|b *c* <img>\n# d") == "a\\|b \\*c\\* &lt;img&gt; \\# d"


def test_a_waived_finding_has_its_reason(troubled: Judgement) -> None:
    report = emitted("markdown", [troubled])
    assert "<summary>En dérogation (1)</summary>" in report
    assert "Décidé en conseil | Camille Exemple | 31/12/2026" in report


def test_it_fits_a_comment(judged: Judgement) -> None:
    assert len(emitted("markdown", [judged])) < 65_536

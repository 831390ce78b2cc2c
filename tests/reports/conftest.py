"""Judgements to report on: the real programme, and one of each kind of trouble."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import strategies as st

from dossier.programme.errors import UnreadableFile
from dossier.programme.organisation import Derogation
from dossier.programme.places import Place
from dossier.programme.reader import read
from dossier.reports.formats import emit
from dossier.rules.families import catalogue
from dossier.rules.runner import Finding, Judgement, Outcome, judge
from dossier.settings import Settings

HOSTILE = (
    *"\"'&%\r\n\t|`*_:,;\x00\x1b\ufffe\udc80é🙂\u2028",
    *("<img src=x>", "</script>", '" onload="x', "::error::", "=1+1", "]]>", "-->", "\n# titre", "[x](y)", "_x0041_"),
)
hostile_texts = st.lists(st.characters() | st.sampled_from(HOSTILE), max_size=20).map("".join)
"""Any text at all, even what no file can hold: broken halves of characters, control characters."""

Report = Callable[..., str]


@pytest.fixture(scope="session")
def judged(root: Path) -> Judgement:
    """LP15301A, that has findings of every severity but info."""
    return judge(read(root / "sources/lp15301a.xml"), catalogue(), Settings())


@pytest.fixture(scope="session")
def troubled(judged: Judgement) -> Judgement:
    """The same with a waived finding, a known one and a rule that crashed."""
    waived = Derogation(
        regle="CMP-014",
        objet="BL1-C3",
        motif="Décidé en conseil",
        auteur="Camille Exemple",
        date=date(2026, 1, 5),
        jusqu_au=date(2026, 12, 31),
    )
    first, second, *others = judged.findings
    findings = (replace(first, waived=waived), replace(second, known=True), *others)
    first_outcome, *outcomes = judged.outcomes
    crashed = replace(first_outcome, outcome=Outcome.ERREUR, reason="ZeroDivisionError")
    return replace(judged, findings=findings, outcomes=(crashed, *outcomes))


def altered(judgement: Judgement, text: str) -> Judgement:
    """The judgement with a hostile text wherever the user's own words are."""

    def spoilt(finding: Finding) -> Finding:
        place = Place(1, 1, text, text or None, text, Place(1, 1, "programme"))
        return replace(finding, message=text, hint=text, place=place, file=Path(f"a{text}"), values=(("a", text),))

    outcomes = (replace(judgement.outcomes[0], reason=text), *judgement.outcomes[1:])
    findings = tuple(map(spoilt, judgement.findings[:3]))
    return replace(judgement, code=text, findings=findings, outcomes=outcomes)


def emitted(name: str, judgements: Sequence[Judgement], unreadable: Sequence[UnreadableFile] = ()) -> str:
    """A report as text."""
    return emit(name, judgements, unreadable).decode()


def unreadable(text: str) -> UnreadableFile:
    """A file that could not be read."""
    return UnreadableFile(Path(f"b{text}"), text, text)

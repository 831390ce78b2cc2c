"""LP15301A, typed word for word: the mistakes of its page that the rules see, and those that they are known to miss."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.programme.reader import read
from dossier.rules.catalogue import select
from dossier.rules.families import catalogue
from dossier.rules.runner import Finding, judge
from dossier.settings import read_settings
from tests.rules.cases import SPELLER

SEEN = [
    ("TXT-007", "« nécessaies »", "« nécessaires »"),
    ("TXT-006", "organisationpour", "« organisation pour »"),
    ("TXT-011", "profe'ssionnel", "« professionnel »"),
    ("TXT-004", "« non_ambigüe »", "trait d’union"),
    ("TXT-001", "« de » est répété", "Supprimez"),
    ("TXT-006", "« vis à vis »", "« vis-à-vis »"),
    ("TXT-011", "Elaboration", "« Élaboration »"),
    ("TXT-011", "Etude socio-culturelle", "« Étude »"),
    ("TXT-011", "mise en oeuvre", "« œuvre »"),
    ("TXT-011", "valeur des oeuvres", "« œuvres »"),
    ("CMP-013", "« participation et droits culturels »", "comme les autres"),
    ("CMP-013", "pour apporter des conseils.", "comme les autres"),
    ("TXT-019", "« méditation » est peut-être mis pour « médiation »", "« médiation »"),
    ("TXT-018", "« auditeur·rice »", "partout"),
    ("ACC-009", "Validation des acquis et expériences (VAPP)", "Corrigez"),
]

# Listed in docs/textes.md. A rule that comes to see one of them moves it to the list above.
MISSED = [
    "dans les champs la culture",
    "équivalent temps, plein",
    "que suscitent notamment le déploiement",
    "la culture scientifique et techniques",
    "des études d'opportunité (publics, usages, attentes...) préalable",
    "Ces 2 UA sont validés",
]


@pytest.fixture(scope="module")
def found(root: Path) -> tuple[Finding, ...]:
    source = root / "sources/lp15301a.xml"
    rules = select(catalogue(), ("TXT", "CMP", "ACC-009"))
    return judge(read(source), rules, read_settings(source.parent), speller=SPELLER).findings


@pytest.mark.parametrize(("rule", "told", "advised"), SEEN)
def test_a_mistake_of_the_page_is_found(rule: str, told: str, advised: str, found: tuple[Finding, ...]) -> None:
    assert [f for f in found if f.rule.id == rule and told in f.message and advised in f.hint]


def test_nothing_else_is_told_of_its_words(found: tuple[Finding, ...]) -> None:
    """Each of the others is a true finding, said in the closing note of its rule: length, apostrophes, doublets."""
    words = [
        f for f in found if f.rule.family == "TXT" and not any(f.rule.id == r and t in f.message for r, t, _ in SEEN)
    ]
    assert sorted((f.rule.id, f.place.line) for f in words) == [
        ("TXT-011", 62),
        ("TXT-011", 116),
        ("TXT-011", 146),
        ("TXT-012", 62),
        ("TXT-012", 74),
        ("TXT-018", 74),
    ]


@pytest.mark.parametrize("text", MISSED)
def test_a_known_miss_is_still_missed_and_documented(text: str, root: Path, found: tuple[Finding, ...]) -> None:
    assert text in (root / "sources/lp15301a.xml").read_text("utf-8")
    assert text in (root / "docs/textes.md").read_text("utf-8")
    assert not [f for f in found if text in f.message]

"""The dossier as a whole: its outline, its cover, its state, its draft mark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from dossier.document.compose import compose
from dossier.document.tree import Bullets, Document, Paragraph, Role, Table, headings
from dossier.programme.reader import read
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, INFO
from dossier.rules.runner import Judgement, Outcome, RuleOutcome
from tests.document.reading import (
    ALL,
    EXEMPLE,
    LP,
    RARE,
    dossier,
    every_block,
    judged,
    paragraphs,
    row,
    said,
    small,
    table,
)
from tests.programme.specimens import START

OUTLINE = [
    "État du dossier",
    "Identité de la certification",
    "Opportunité et contexte",
    "Référentiel d’activités",
    "Référentiel d’activités, de compétences et d’évaluation",
    "Blocs de compétences",
    "Organisation de la formation (maquette)",
    "Matrice de couverture",
    "Professionnalisation",
    "Modalités de contrôle des connaissances et des compétences",
    "Voies d’accès, publics et prérequis",
    "Jurys",
    "Passerelles, correspondances, poursuite d’études",
    "Suivi et insertion",
    "Règlement d’évaluation, contrôle, recours",
    "Moyens",
    "Annexes",
]


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_the_outline_is_the_official_one(path: Path) -> None:
    assert [section.title for section in dossier(path).sections] == OUTLINE


def test_an_empty_programme_has_the_whole_outline_and_no_empty_section() -> None:
    document = small()
    assert [section.title for section in document.sections] == OUTLINE
    assert [h.text for h in headings(document) if not h.section.blocks and not h.section.sections] == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_tables_are_tables_of_data(path: Path) -> None:
    tables = [block for block in every_block(dossier(path)) if isinstance(block, Table)]
    captions = [found.caption for found in tables]
    assert [caption for caption in captions if captions.count(caption) > 1 or not caption] == []
    assert [found.caption for found in tables if len(found.widths) < 2 or not found.rows] == []
    assert [found.caption for found in tables if not all(cell.header for cell in found.head)] == []
    assert [found.caption for found in tables if not all(line[0].header for line in found.rows) and _named(found)] == []


def _named(found: Table) -> bool:
    """The three columns of the official table name nothing: each says a part of the same thing."""
    return not found.caption.endswith("activités, compétences et évaluation")


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_no_paragraph_is_empty_and_apostrophes_are_typographic_in_our_own_words(path: Path) -> None:
    document = dossier(path)
    assert [p for p in paragraphs(every_block(document)) if not p.text.strip()] == []
    titles = [heading.section.title for heading in headings(document) if heading.level == 1]
    assert [title for title in titles if "'" in title] == []


def test_the_cover_says_what_the_dossier_is() -> None:
    document = dossier(EXEMPLE)
    known = table(replace(document, sections=()), "Fiche du dossier")
    assert row(known, "Certification") == ["Chargé de projet en rénovation énergétique du bâtiment"]
    assert row(known, "Procédure") == ["Enregistrement sur demande"]
    assert row(known, "Date de la version") == ["16 février 2026"]
    assert len(row(known, "Empreinte")[0]) == 64
    assert "Dossier conforme. Aucune erreur ne s’oppose au dépôt." in _cover(document)
    assert document.date == "2026-02-16"
    assert dict(document.properties)["verdict"] == "conforme"


def test_the_cover_counts_what_remains_to_be_done() -> None:
    judgement = judged(read(LP))
    errors, warnings, infos = (judgement.totals[severity] for severity in (ERREUR, AVERTISSEMENT, INFO))
    document = compose(judgement)
    assert errors
    assert f"Dossier à corriger. {errors} erreurs s’opposent au dépôt." in _cover(document)
    assert any(
        text.startswith(f"{errors} erreurs, {warnings} avertissements et {infos} info") for text in _cover(document)
    )
    assert document.date is None


def test_findings_are_listed_the_gravest_first() -> None:
    judgement = judged(read(LP))
    found = table(compose(judgement), "Constats")
    grades = [cell.blocks[0] for line in found.rows for cell in line[1:2]]
    words = [block.text for block in grades if isinstance(block, Paragraph)]
    assert words == sorted(words, key=["Erreur", "Avertissement", "Information"].index)
    assert len(found.rows) == len(judgement.findings)
    assert row(found, "ECT-002")[1] == "CCE115"


def test_justified_exceptions_are_on_the_cover_and_an_old_one_says_so() -> None:
    cover = _cover(dossier(RARE))
    assert "2 dérogations justifiées :" in cover
    assert "COV-001 sur B2-C1, jusqu’au 31 décembre 2026 : Compétence acquise en entreprise" in cover
    assert "HRS-001 sur UE21, échue depuis le 31 août 2026 : Unité mutualisée" in cover


def test_a_crashed_rule_never_looks_like_success() -> None:
    judgement = judged(read(EXEMPLE))
    first, *others = judgement.outcomes
    crashed = replace(judgement, outcomes=(RuleOutcome(first.rule, Outcome.ERREUR, "KeyError"), *others))
    document = compose(crashed)
    warnings = [p.text for p in paragraphs(document.cover) if p.role is Role.WARNING]
    assert warnings == [
        f"Verdict indéterminé. La règle {first.rule.id} s’est arrêtée sur une anomalie de l’outil : "
        "ce dossier ne peut pas être tenu pour contrôlé."
    ]
    assert warnings[0] in said(document, "État du dossier")
    assert row(table(document, "Issue de chaque règle"), first.rule.id)[1] == "arrêtée par une anomalie de l’outil"
    assert document.draft == "PROJET"


def test_a_dossier_is_a_draft_until_it_is_ready_and_without_error() -> None:
    assert dossier(EXEMPLE).draft is None
    assert dossier(LP).draft == "PROJET"
    assert small(start=START.replace("brouillon", "depot")).draft == "PROJET"
    assert _without_findings(judged(read(LP))).draft == "PROJET"
    assert _without_findings(judged(read(EXEMPLE))).draft is None


def _without_findings(judgement: Judgement) -> Document:
    return compose(replace(judgement, findings=()))


def test_a_file_that_is_no_programme_has_no_dossier() -> None:
    with pytest.raises(ValueError, match="no programme"):
        compose(replace(judged(read(LP)), programme=None))


def test_the_attestation_lists_every_rule() -> None:
    judgement = judged(read(LP))
    found = table(compose(judgement), "Issue de chaque règle")
    assert [_text(line[0].blocks) for line in found.rows] == [outcome.rule.id for outcome in judgement.outcomes]
    assert row(found, "ECT-002")[1:] == ["à corriger", "1 constat"]


def test_only_the_name_of_the_file_is_told() -> None:
    found = table(dossier(LP), "Provenance des données")
    assert row(found, "Fichier") == ["lp15301a.xml"]


def test_the_same_programme_gives_the_same_dossier() -> None:
    assert dossier(LP) == dossier(LP)


def _cover(document: Document) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(document.cover)]


def _text(blocks: Iterable[Paragraph | Bullets]) -> str:
    return " ".join(paragraph.text for paragraph in paragraphs(blocks))

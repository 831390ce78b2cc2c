"""The dossier as a whole: its outline, its cover, its state, its draft mark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from dossier.document.compose import SECTIONS, compose
from dossier.document.controle.compose import compose_controle
from dossier.document.plan import Plan, UnusablePlan, checked, chosen, plans
from dossier.document.tree import Bullets, Document, Paragraph, Role, Table, headings
from dossier.programme.reader import read
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, INFO
from dossier.rules.families import catalogue
from dossier.rules.runner import Judgement, Outcome, RuleOutcome
from dossier.rules.todo import in_words
from tests.document.reading import (
    ALL,
    EXEMPLE,
    LP,
    RARE,
    cell_text,
    controle,
    dossier,
    every_block,
    judged,
    paragraphs,
    plain,
    row,
    said,
    section,
    small,
    table,
    text_of,
)
from tests.programme.specimens import START, programme, read_text

OUTLINE = [
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
    captions = [found.caption for found in tables if found.caption]
    assert [caption for caption in captions if captions.count(caption) > 1] == []
    assert [found for found in tables if len(found.widths) < 2 or not found.rows] == []
    assert [found for found in tables if not all(cell.header for cell in found.head)] == []
    assert [found for found in tables if not found.head and not all(line[0].header for line in found.rows)] == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_no_paragraph_is_empty_and_apostrophes_are_typographic_in_our_own_words(path: Path) -> None:
    document = dossier(path)
    assert [p for p in paragraphs(every_block(document)) if not p.text.strip()] == []
    titles = [heading.section.title for heading in headings(document) if heading.level == 1]
    assert [title for title in titles if "'" in title] == []


def test_the_cover_says_what_the_dossier_is() -> None:
    document = dossier(EXEMPLE)
    (known,) = (block for block in document.cover if isinstance(block, Table))
    assert document.title == "Chargé de projet en rénovation énergétique du bâtiment"
    assert row(known, "Procédure") == ["Enregistrement sur demande"]
    assert row(known, "Version") == ["2026.1, 16 février 2026"]
    assert document.date == "2026-02-16"
    assert dict(document.properties)["verdict"] == "conforme"


def test_the_control_counts_what_remains_to_be_done() -> None:
    judgement = judged(read(LP))
    errors, warnings, infos = (judgement.totals[severity] for severity in (ERREUR, AVERTISSEMENT, INFO))
    document = compose_controle(judgement)
    assert errors
    assert any(text.startswith("Brouillon — 15 points avant dépôt.") for text in _cover(document))
    assert any(
        text.startswith(f"{errors} erreurs, {warnings} avertissements et {infos} info") for text in _cover(document)
    )
    assert document.date is None
    assert any(text.startswith("Prêt à déposer") for text in _cover(controle(EXEMPLE)))


def test_what_to_do_now_is_short_and_begins_with_what_blocks() -> None:
    judgement = judged(read(LP))
    (bullets, *_) = section(compose_controle(judgement), "Que faire maintenant").section.blocks
    assert isinstance(bullets, Bullets)
    texts = [item.text for item in bullets.items]
    assert len(texts) == 10
    blocking = sum(text.startswith("Bloque le dépôt – ") for text in texts)
    assert blocking == min(10, len({(f.rule.id, f.place.path[:1]) for f in judgement.findings if f.severity is ERREUR}))
    assert all(text.startswith("Bloque le dépôt") for text in texts[:blocking])


def test_every_finding_is_in_its_part_without_xml() -> None:
    judgement = judged(read(LP))
    document = compose_controle(judgement)
    text = text_of(document)
    assert [finding.message for finding in judgement.standing if plain(finding.message) not in text] == []
    todo = [
        cell_text(line[2])
        for heading in headings(document)
        for block in heading.section.blocks
        if isinstance(block, Table) and [cell_text(each) for each in block.head][-1:] == ["Ce qu’il faut faire"]
        for line in block.rows
    ]
    assert todo
    assert [hint for hint in todo if "<" in hint or '="' in hint] == []


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        ('Ajoutez cec="6" à <diplome>.', "Ajoutez « cec : 6 » à « Diplôme »."),
        (
            'Ajoutez <regle type="recours"><p>…</p></regle> dans <reglement>.',
            "Ajoutez « Règle (recours) » dans « Règlement ».",
        ),
        ("Coupez-la en deux.", "Coupez-la en deux."),
        ('Corrigez heures="…" de <unite>.', "Corrigez « heures » de « Unité »."),
    ],
)
def test_a_hint_is_told_in_words(hint: str, words: str) -> None:
    assert in_words(hint) == words


def test_findings_of_a_unit_are_for_whoever_is_in_charge_of_it() -> None:
    unite = '<unite code="U1" type="UE" ects="6" heures="10"><intitule>Une</intitule><responsable>Ada</responsable>'
    text = f'<enseignements>{unite}<heures nature="CM" nombre="12"/></unite></enseignements>'
    document = compose_controle(judged(read_text(programme(text))))
    found = said(document, "Points à traiter, par personne")
    assert found[0] == "Ada :"
    assert all(each.startswith("U1 : ") for each in found[1:])


def test_justified_exceptions_are_told_and_an_old_one_says_so() -> None:
    cover = _cover(controle(RARE))
    assert "2 dérogations justifiées :" in cover
    assert "COV-001 sur B2-C1, jusqu’au 31 décembre 2026 : Compétence acquise en entreprise" in cover
    assert "HRS-001 sur UE21, échue depuis le 31 août 2026 : Unité mutualisée" in cover
    first = table(dossier(RARE), "Dérogations").rows[0]
    assert cell_text(first[0]) and "COV" not in cell_text(first[0])


def test_a_crashed_rule_never_looks_like_success() -> None:
    judgement = judged(read(EXEMPLE))
    first, *others = judgement.outcomes
    crashed = replace(judgement, outcomes=(RuleOutcome(first.rule, Outcome.ERREUR, "KeyError"), *others))
    document = compose_controle(crashed)
    warnings = [p.text for p in paragraphs(document.cover) if p.role is Role.BLOCKING]
    assert warnings == [
        f"Verdict indéterminé. La règle {first.rule.id} s’est arrêtée sur une anomalie de l’outil : "
        "ce dossier ne peut pas être tenu pour contrôlé."
    ]
    assert row(table(document, "Issue de chaque règle"), first.rule.id)[1] == "arrêtée par une anomalie de l’outil"
    assert document.draft == compose(crashed).draft == "PROJET"


_TOOL = ("constat", "erreur", "avertissement", "sha-256", "xml", "la règle ", "conforme.", "verdict", "profil")


@pytest.mark.parametrize("plan", plans(), ids=lambda plan: plan.name)
def test_the_dossier_of_a_finished_programme_speaks_of_the_programme_only(plan: Plan) -> None:
    source = plain(EXEMPLE.read_text("utf-8"))
    text = text_of(compose(judged(read(EXEMPLE)), plan))
    rules = {rule.id.casefold() for rule in catalogue()}
    assert [rule for rule in rules if rule in text] == []
    assert [word for word in _TOOL if text.count(word) > source.count(word)] == []
    assert [text for text in text.split("\n") if text.startswith("contrôlé à la date")] == [
        "contrôlé à la date du 2 mars 2026, catalogue 2026.1 ; attestation jointe (controle-tfp00001a)."
    ]


@pytest.mark.parametrize("plan", plans(), ids=lambda plan: plan.name)
def test_every_plan_holds_every_section_once(plan: Plan) -> None:
    used = [name for part in plan.parts for name in part.sections]
    assert sorted(used) == sorted(SECTIONS)


@pytest.mark.parametrize(
    ("path", "name"), [(EXEMPLE, "france-competences-demande"), (LP, "accreditation"), (RARE, "but")]
)
def test_the_plan_is_the_one_made_for_the_programme(path: Path, name: str) -> None:
    programme_ = read(path).programme
    assert chosen(programme_).name == name
    assert chosen(programme_, "complet").name == "complet"


def test_an_institution_has_its_own_plans() -> None:
    part = '[[partie]]\ntitre = "Tout"\nsections = ["jurys", "moyens"]\nattendu = "un budget"\n'
    own = f'titre = "Le nôtre"\n{part}'.encode()
    programme_ = read(LP).programme
    plan = chosen(programme_, "maison", {"maison": own})
    document = compose(judged(read(LP)), plan)
    assert [heading.text for heading in headings(document) if heading.level < 3][:2] == ["1. Tout", "1.1 Jurys"]
    assert "À joindre par l’établissement : un budget." in said(document, "Tout")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            b'titre = "T"\n[[partie]]\ntitre = "P"\nsections = ["juris"]',
            "la section « juris » de la partie « P » n’existe pas",
        ),
        (
            b'titre = "T"\n[[partie]]\ntitre = "P"\nsections = ["jurys", "jurys"]',
            "la section « jurys » est dans deux parties",
        ),
        (b'titre = "T"', "il n’a aucune partie"),
        (b'titre = "T"\nparties = 1', "clé inconnue dans le plan : parties"),
        (b'titre = "T"\n[[partie]]\nsections = ["jurys"]', "titre n’est pas un texte"),
        (b'titre = "T"\n[[partie]]\ntitre = "P"\nsections = "jurys"', "sections n’est pas une liste"),
        (b"titre = ", "le fichier n’est pas du TOML en UTF-8"),
    ],
)
def test_a_plan_that_cannot_be_followed_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnusablePlan) as refused:
        checked(chosen(read(LP).programme, "maison", {"maison": data}), SECTIONS)
    assert str(refused.value) == f"plan « maison » : {reason}"
    assert refused.value.hint


def test_an_unknown_plan_names_those_there_are() -> None:
    with pytest.raises(UnusablePlan) as refused:
        chosen(read(LP).programme, "autre", {"maison": b""})
    assert "complet" in refused.value.hint and "maison" in refused.value.hint


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
    found = table(compose_controle(judgement), "Issue de chaque règle")
    assert [_text(line[0].blocks) for line in found.rows] == [outcome.rule.id for outcome in judgement.outcomes]
    assert row(found, "ECT-002")[1:] == ["à corriger", "1 constat"]


def test_only_the_name_of_the_file_is_told() -> None:
    found = table(controle(LP), "Provenance des données")
    assert row(found, "Fichier") == ["lp15301a.xml"]


def test_the_same_programme_gives_the_same_dossier() -> None:
    assert dossier(LP) == dossier(LP)


def _cover(document: Document) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(document.cover)]


def _text(blocks: Iterable[Paragraph | Bullets]) -> str:
    return " ".join(paragraph.text for paragraph in paragraphs(blocks))

"""The catalogue: each rule's example is its test, and its page is up to date."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from operator import attrgetter
from pathlib import Path

import pytest
from lxml import etree

from dossier.programme.reader import InvalidProgramme, read
from dossier.register.fiche import VOIES, BlocOfficiel, Fiche, Niveau, VoieOfficielle
from dossier.register.index import CodeEnUsage
from dossier.rules.catalogue import FAMILIES, Rule
from dossier.rules.examples import example, put
from dossier.rules.families import catalogue
from dossier.rules.french.speller import Speller
from dossier.rules.runner import Judgement, Outcome, judge, judge_invalid
from dossier.rules.sheets import Register
from dossier.settings import read_settings

SPELLER = Speller({})
"""One for all the tests: it remembers the words that it judged."""
BASES = {"complet": "sources/exemple-complet.xml", "lp": "tests/data/lp-propre.xml"}


def judged(path: Path, settings_folder: Path, register: Register | None = None) -> Judgement:
    try:
        return judge(read(path), catalogue(), read_settings(settings_folder), register=register, speller=SPELLER)
    except InvalidProgramme as invalid:
        return judge_invalid(invalid, catalogue())


class OneSheet:
    """A register that holds the sheet of the clean licence professionnelle, and one that is over."""

    jour = date(2026, 8, 16)

    def fiche(self, numero: str) -> Fiche | None:
        return {fiche.numero: fiche for fiche in (self.active, self.over, self.master, self.other)}.get(numero)

    def codes(self, _kind: str, *only: str) -> dict[str, CodeEnUsage]:
        return {code: self.in_use[code] for code in only if code in self.in_use}

    def fiches_avec_blocs(self, libelles: tuple[str, ...]) -> tuple[str, ...]:
        labels = {bloc.libelle for bloc in self.other.blocs}
        return (self.other.numero,) if labels & set(libelles) else ()

    in_use = {  # noqa: RUF012  (never changed)
        code: CodeEnUsage(code, label, (), 3, actives, False)
        for code, label, actives in (
            ("311p", "Gestion des flux et des stocks de marchandises", 2),
            ("N1301", "Conception et organisation de la chaîne logistique", 2),
            ("N1302", "Direction de site logistique", 0),
            ("32054", "Gestion des organisations", 2),
            ("230", "Spécialités pluritechnologiques génie civil, construction, bois", 2),
            ("F1106", "Ingénierie et études du BTP", 2),
            ("42103", "Diagnostic amiante", 2),
            ("232r", "Contrôle des normes de construction et de sécurité", 2),
            ("F1103", "Contrôle et diagnostic technique du bâtiment", 2),
            ("32139", "Management situationnel", 2),
        )
    }
    active = Fiche(
        "RNCP99999",
        intitule="Logistique et pilotage des flux (fiche nationale)",
        niveau=Niveau("NIV6", "Niveau 6"),
        blocs=(
            BlocOfficiel("RNCP99999BC01", "Organiser des flux de marchandises"),
            BlocOfficiel("RNCP99999BC02", "Mesurer la performance  d’une chaîne logistique "),
            BlocOfficiel("RNCP99999BC03", "Animer une équipe d’exploitation"),
        ),
        voies=tuple(VoieOfficielle(type_, type_ != "CL") for type_ in VOIES),
        date_fin=date(2031, 8, 31),
        actif=True,
    )
    over = replace(
        active,
        numero="RNCP99998",
        blocs=tuple(replace(bloc, code=bloc.code.replace("99999", "99998")) for bloc in active.blocs),
        actif=False,
        date_fin=date(2024, 8, 31),
    )
    other = replace(
        active,
        numero="RNCP99996",
        blocs=(
            BlocOfficiel(
                "RNCP99996BC01",
                "Piloter la réalisation des travaux de rénovation",
                "Comparer les offres reçues des entreprises à l’aide d’une grille commune et vérifiable, "
                "afin de retenir la mieux-disante.",
            ),
        ),
    )
    master = replace(active, numero="RNCP99997", niveau=Niveau("NIV7", "Niveau 7"), blocs=())


def with_example(rule: Rule, root: Path, fragments: tuple[etree._Element, ...], folder: Path) -> Judgement:
    shown = example(rule.id)
    return with_fragments(root / BASES[shown.base], fragments, folder, OneSheet() if shown.with_register else None)


def with_fragments(
    base: Path, fragments: tuple[etree._Element, ...], folder: Path, register: Register | None = None
) -> Judgement:
    tree = etree.parse(str(base))
    for fragment in fragments:
        put(tree.getroot(), fragment)
    target = folder / base.name
    tree.write(str(target), encoding="UTF-8", xml_declaration=True)
    return judged(target, base.parent, register)


def rules_found(judgement: Judgement) -> set[str]:
    return {finding.rule.id for finding in judgement.standing}


@pytest.mark.parametrize("rule", catalogue(), ids=attrgetter("id"))
def test_the_wrong_example_gives_this_finding_and_nothing_else(rule: Rule, root: Path, tmp_path: Path) -> None:
    judgement = with_example(rule, root, example(rule.id).wrong, tmp_path)
    assert rules_found(judgement) == {rule.id}
    assert [tag for finding in judgement.findings for tag in left_open(finding.hint)] == []


@pytest.mark.parametrize("rule", catalogue(), ids=attrgetter("id"))
def test_the_right_example_obeys_every_rule_and_this_one_runs(rule: Rule, root: Path, tmp_path: Path) -> None:
    judgement = with_example(rule, root, example(rule.id).right, tmp_path)
    assert rules_found(judgement) == set()
    assert {o.outcome for o in judgement.outcomes if o.rule is rule} == {Outcome.CONFORME}


@pytest.mark.parametrize("base", BASES.values())
def test_the_clean_programmes_have_no_finding(base: str, root: Path) -> None:
    assert rules_found(judged(root / base, (root / base).parent)) == set()


def test_the_complete_example_is_judged_by_every_rule_that_applies(root: Path) -> None:
    judgement = judged(root / BASES["complet"], root / "sources")
    ran = {Outcome.CONFORME, Outcome.NON_APPLICABLE}
    assert all(o.outcome in ran or "index du répertoire" in o.reason for o in judgement.outcomes)


@pytest.mark.parametrize("rule", catalogue(), ids=attrgetter("id"))
def test_a_rule_says_all_that_its_page_needs(rule: Rule) -> None:
    assert rule.family in FAMILIES
    assert rule.title and rule.why.endswith(".")
    assert all(message.endswith((".", "}")) for message in rule.messages.values())
    assert set(rule.messages) >= set(rule.hints) - {""}


@pytest.mark.parametrize("rule", catalogue(), ids=attrgetter("id"))
def test_what_a_hint_gives_to_write_is_whole(rule: Rule) -> None:
    """An element that is copied from a hint with its attributes must not break the file."""
    assert [tag for hint in rule.hints.values() for tag in left_open(hint)] == []


def left_open(hint: str) -> list[str]:
    """The tags with attributes that are neither empty nor closed."""
    tags = re.finditer(r"<([\w-]+)\s[^<>]*(?<!/)>", hint)
    return [tag[0] for tag in tags if f"</{tag[1]}>" not in hint[tag.end() :]]


def test_the_pages_are_up_to_date() -> None:
    from docs.generate import stale

    assert stale() == []

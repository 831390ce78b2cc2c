"""Judging the cases of the rules: what the changes of a clean programme add to its findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lxml import etree

from dossier.french.dictionary.speller import Speller
from dossier.programme.reader import InvalidProgramme, read
from dossier.register.fiche import VOIES, BlocOfficiel, Fiche, Libelle, Niveau, VoieOfficielle
from dossier.register.index import CodeEnUsage
from dossier.rules.catalogue import Rule
from dossier.rules.examples import BASES, Case, change
from dossier.rules.families import catalogue
from dossier.rules.runner import Finding, Judgement, judge, judge_invalid
from dossier.settings import read_settings
from tests.conftest import ROOT

SPELLER = Speller({})
"""One for all the tests: it remembers the words that it judged."""


class OneSheet:
    """A register that holds the sheet of the clean licence professionnelle, and one that is over."""

    jour = date(2026, 8, 16)

    def fiche(self, numero: str) -> Fiche | None:
        return {fiche.numero: fiche for fiche in (self.active, self.over, self.replaced, self.master, self.other)}.get(
            numero
        )

    def complet(self, _repertoire: str) -> bool:
        return True

    def sait(self, _champ: str) -> bool:
        return True

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
        nsf=(Libelle("311p", "Gestion des flux et des stocks de marchandises"),),
        inconnus=frozenset({"rome", "formacodes", "certificateurs", "liste_competences", "activites_visees"}),
    )
    over = replace(
        active,
        numero="RNCP99998",
        blocs=tuple(replace(bloc, code=bloc.code.replace("99999", "99998")) for bloc in active.blocs),
        actif=False,
        date_fin=date(2024, 8, 31),
    )
    replaced = replace(
        over,
        numero="RNCP99995",
        blocs=tuple(replace(bloc, code=bloc.code.replace("99999", "99995")) for bloc in active.blocs),
        nouvelles=("RNCP99996",),
        date_limite_delivrance=date(2027, 8, 31),
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


def judged(
    case: Case,
    folder: Path,
    rules: tuple[Rule, ...] | None = None,
    seuils: Mapping[str, Mapping[str, Decimal]] = MappingProxyType({}),
) -> Judgement:
    """What rules (all, unless told) say of the base changed by a case, with some thresholds moved."""
    tree = etree.parse(str(ROOT / BASES[case.base]))
    for fragment in case.fragments:
        change(tree.getroot(), fragment)
    target = folder / Path(BASES[case.base]).name
    tree.write(str(target), encoding="UTF-8", xml_declaration=True)
    return _judged(target, case, catalogue() if rules is None else rules, seuils)


def _judged(
    path: Path, case: Case, rules: Iterable[Rule], seuils: Mapping[str, Mapping[str, Decimal]] = MappingProxyType({})
) -> Judgement:
    settings = read_settings((ROOT / BASES[case.base]).parent)
    settings = replace(settings, seuils={**settings.seuils, **seuils})
    register = OneSheet() if case.with_register else None
    try:
        return judge(read(path), rules, settings, day=case.day, register=register, speller=SPELLER)
    except InvalidProgramme as invalid:
        return judge_invalid(invalid, rules)


@cache
def _own(base: str, with_register: bool) -> frozenset[tuple[str, str]]:
    """What the rules say of a clean base: nothing, or what a new rule has to say of it."""
    clean = Case(base, frozenset(), (), None, with_register)
    return frozenset(_known_by(each) for each in _judged(ROOT / BASES[base], clean, catalogue()).standing)


def _known_by(finding: Finding) -> tuple[str, str]:
    return finding.rule.id, finding.message


def added(case: Case, judgement: Judgement) -> tuple[Finding, ...]:
    """The findings of a changed base beyond its own."""
    own = _own(case.base, case.with_register)
    return tuple(each for each in judgement.standing if _known_by(each) not in own)


def said(findings: Iterable[Finding]) -> frozenset[str]:
    """Rules with the names of their sentences, as ``attend`` has them."""
    return frozenset(":".join(filter(None, (each.rule.id, each.variant))) for each in findings)

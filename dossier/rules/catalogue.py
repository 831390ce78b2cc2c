"""What a rule is: data, documentation and check in one place, and the catalogue of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any, NamedTuple

from dossier.programme.places import Placed

VERSION = "2026.1"
DATE = date(2026, 1, 21)
"""The day the catalogue was last held against the texts; programmes without a date are judged at it."""

FAMILIES = {
    "STR": "Structure du fichier",
    "IDN": "Identité, intitulé, certificateur",
    "LEG": "Base légale et procédure",
    "NIV": "Niveau et nomenclatures",
    "ECT": "Crédits",
    "HRS": "Heures et charge de travail",
    "PRO": "Professionnalisation",
    "ACT": "Référentiel d’activités",
    "CMP": "Rédaction des compétences",
    "TRV": "Compétences imposées",
    "BLC": "Blocs de compétences",
    "COV": "Couverture des compétences par les unités",
    "EVA": "Évaluation",
    "JUR": "Jurys",
    "ACC": "Voies d’accès et prérequis",
    "PAS": "Passerelles et correspondances",
    "INS": "Promotions et insertion",
    "MOY": "Moyens et besoin",
    "DAT": "Dates et versions",
    "TXT": "Qualité du texte",
    "DOC": "Documents produits",
    "DEP": "Préparation du dépôt",
}
LOCAL = "Règles de l’établissement"
"""The family of the rules that the catalogue does not hold."""


class Severity(Enum):
    """How grave a finding is; an error blocks filing."""

    ERREUR = "erreur"
    AVERTISSEMENT = "avertissement"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}

ERREUR, AVERTISSEMENT, INFO = Severity

# Conventions of the tool that block all the same: without them nothing else can be judged.
_ALWAYS_BLOCKING = {"STR-001", "STR-002", "STR-003", "STR-004", "ECT-003", "ECT-005", "DEP-001"}


@dataclass(frozen=True, eq=False, repr=False)
class Source:
    """Where a rule comes from, and how far it was verified.

    ``status``: V read in the official text, V2 secondary source or excerpt, K to be confirmed, P convention of
    the tool (no text), E the institution's own decision.
    """

    text: str
    reference: str = ""
    status: str = "V"
    date: str = ""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.text, self.reference) if part)


CONVENTION = Source("convention de l’outil", status="P")


class Threshold(NamedTuple):
    """A number that the project chose, and an institution may change: ``meaning`` says what it bounds, in French."""

    default: Decimal
    meaning: str


class Hit:
    """One place where a programme breaks a rule, with the values that the message needs.

    ``variant`` chooses among the rule's messages; ``attribute`` is the one to underline; ``missing`` says that
    something is not there yet, which is only a warning until the dossier is filed.
    """

    __slots__ = ("attribute", "missing", "node", "values", "variant")

    def __init__(
        self, node: Placed, variant: str = "", /, *, attribute: str = "", missing: bool = False, **values: Any
    ) -> None:
        self.node = node
        self.variant = variant
        self.attribute = attribute
        self.missing = missing
        self.values = values


class NotEvaluated(Exception):
    """Raised by a check that lacks data: ``reason`` names them and ``remedy`` says how to give them, in French."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


class NotApplicable(Exception):
    """Raised by a check that has nothing to judge in the programme: why, in French."""


@dataclass(frozen=True, eq=False, repr=False)
class Rule:
    """A rule of the catalogue; see ``rule`` for the fields."""

    id: str
    title: str
    severity: Severity
    source: Source
    why: str
    messages: Mapping[str, str]
    hints: Mapping[str, str]
    check: Callable[..., Iterable[Hit]]
    profiles: tuple[str, ...]
    since: date | None
    until: date | None
    when: tuple[str, ...]
    needs: tuple[str, ...]
    kind: str
    thresholds: Mapping[str, Threshold]
    declared_in: str = ""

    @property
    def family(self) -> str:
        """The three letters of the identifier."""
        return self.id[:3]

    @property
    def family_title(self) -> str:
        """What the family is about; those that are not ours are an institution's."""
        return FAMILIES.get(self.family, LOCAL)

    @property
    def takes_context(self) -> bool:
        """Does the check need the settings, the register or the day?"""
        return self.check.__code__.co_argcount > 1

    @property
    def reads_errors(self) -> bool:
        """Does the check look at the errors of structure rather than at the programme?"""
        return "errors" in self.check.__code__.co_varnames[:1]

    @property
    def reads_waivers(self) -> bool:
        """Does the check look at the justified exceptions, once the other rules have run?"""
        return "waivers" in self.check.__code__.co_varnames[:1]

    @property
    def page(self) -> str:
        """Its page of documentation, from the root of the project; for an institution's rule, where it is declared."""
        return self.declared_in or f"docs/regles/{self.id}.md"

    @property
    def strongest(self) -> Severity:
        """The severity that its source allows: a convention or an unconfirmed text never blocks."""
        weak = self.source.status[0] in "PK" and self.id not in _ALWAYS_BLOCKING
        return AVERTISSEMENT if weak and self.severity is ERREUR else self.severity


class Catalogue:
    """Rules declared together: ours, or those of an institution's extension."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule] = {}

    def rule(
        self,
        identifier: str,
        *,
        title: str,
        severity: Severity,
        source: Source,
        why: str,
        message: str | Mapping[str, str],
        hint: str | Mapping[str, str],
        profiles: tuple[str, ...] = (),
        since: date | None = None,
        until: date | None = None,
        when: tuple[str, ...] = (),
        needs: tuple[str, ...] = (),
        kind: str = "auto",
        thresholds: Mapping[str, tuple[int, str]] = MappingProxyType({}),
    ) -> Callable[[Callable[..., Iterable[Hit]]], Callable[..., Iterable[Hit]]]:
        """Declare the decorated check as a rule.

        ``message`` and ``hint`` are templates over the values of a hit, one or one per variant. ``profiles``
        (none: all), ``since`` and ``until`` say where and when the rule is in force; ``when`` names the conditions
        of ``conditions.py`` without which it does not apply, ``needs`` those without which it cannot be evaluated.
        ``kind`` is ``auto`` (deterministic) or ``heur`` (may be mistaken). ``thresholds`` maps the check's keyword
        parameters to their default and to what they bound; ``sources/dossier.toml`` may change them. The example that
        is both the rule's page and its test stands in ``examples/``, under the rule's name.
        """

        def register(check: Callable[..., Iterable[Hit]]) -> Callable[..., Iterable[Hit]]:
            assert identifier not in self._rules, identifier
            self._rules[identifier] = Rule(
                id=identifier,
                title=title,
                severity=severity,
                source=source,
                why=why,
                messages={"": message} if isinstance(message, str) else message,
                hints={"": hint} if isinstance(hint, str) else hint,
                check=check,
                profiles=profiles,
                since=since,
                until=until,
                when=when,
                needs=needs,
                kind=kind,
                thresholds={name: Threshold(Decimal(number), what) for name, (number, what) in thresholds.items()},
            )
            return check

        return register

    def __iter__(self) -> Iterator[Rule]:
        """By family, in the order of ``FAMILIES``, then number."""
        order = {family: rank for rank, family in enumerate(FAMILIES)}
        ranked = ((order.get(rule.family, len(order)), rule.id, rule) for rule in self._rules.values())
        return (rule for *_, rule in sorted(ranked, key=lambda each: each[:2]))


_CATALOGUE = Catalogue()
rule = _CATALOGUE.rule


def declared() -> tuple[Rule, ...]:
    """The rules of ours declared so far (``families.catalogue`` gives them all)."""
    return tuple(_CATALOGUE)


def select(rules: Iterable[Rule], chosen: tuple[str, ...] = (), ignored: tuple[str, ...] = ()) -> Iterator[Rule]:
    """The rules whose identifier begins with one of the chosen prefixes (none: all) and with no ignored one."""
    return (
        rule
        for rule in rules
        if (not chosen or rule.id.startswith(chosen)) and not (ignored and rule.id.startswith(ignored))
    )

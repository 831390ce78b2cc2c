"""What a rule is: data, documentation and check in one place, and the catalogue of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, Concatenate, Literal, NamedTuple, Required, TypedDict, TypeVar, Unpack, overload

from dossier.programme.places import Placed

if TYPE_CHECKING:
    from dossier.programme.errors import SchemaError
    from dossier.programme.model import Programme
    from dossier.rules.waivers import Waivers

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


Reads = Literal["programme", "errors", "waivers"]
"""What a check is given: the programme, the errors of the schema, or the justified exceptions once the others ran."""


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Rule:
    """A rule of the catalogue; see ``Declaration`` and ``Catalogue.rule`` for the fields."""

    id: str
    title: str
    severity: Severity
    source: Source
    why: str
    messages: Mapping[str, str]
    hints: Mapping[str, str]
    check: Callable[..., Iterable[Hit]]
    profiles: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    when: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    kind: str = "auto"
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    item: str = ""
    blocks: bool = False
    waivable: bool = True
    knowable: bool = True
    softened_when: str = ""
    reads: Reads = "programme"
    context: bool = False
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
    def page(self) -> str:
        """Its page of documentation, from the root of the project; for an institution's rule, where it is declared."""
        return self.declared_in or f"docs/regles/{self.id}.md"

    @property
    def strongest(self) -> Severity:
        """The severity that its source allows: a convention or an unconfirmed text only blocks where it says so."""
        weak = self.source.status[0] in "PK" and not self.blocks
        return AVERTISSEMENT if weak and self.severity is ERREUR else self.severity


class Declaration(TypedDict, total=False):
    """What a rule may say of itself beside its sentences.

    ``profiles`` (none: all), ``since`` and ``until`` say where and when it is in force; ``when`` names the conditions
    of ``conditions.py`` without which it does not apply, ``needs`` those without which it cannot be evaluated;
    ``on`` those of which one must be met for it to have looked at something: else it is « sans objet », not conforming.
    ``kind`` is ``auto`` (deterministic) or ``heur`` (may be mistaken). ``thresholds`` maps the check's keyword
    parameters to their default and to what they bound; ``sources/dossier.toml`` may change them.

    ``asks`` names what the rule wants to be filled in, as the parts of the dossier call it (« domaine »); ``item`` is
    its item of the checklist. ``blocks`` says that it stops the filing although its source is a convention;
    ``waivable`` that an exception may set its findings aside, ``knowable`` that a baseline may hold them;
    ``softened_when`` names what makes its errors warnings (``conditions.SOFTENINGS``).
    """

    profiles: tuple[str, ...]
    since: date | None
    until: date | None
    when: tuple[str, ...]
    needs: tuple[str, ...]
    on: tuple[str, ...]
    kind: Literal["auto", "heur"]
    thresholds: Mapping[str, tuple[int, str]]
    asks: tuple[str, ...]
    item: str
    blocks: bool
    waivable: bool
    knowable: bool
    softened_when: str


class _Told(Declaration):
    """A declaration with what every rule must say."""

    title: Required[str]
    severity: Required[Severity]
    source: Required[Source]
    why: Required[str]
    message: Required[str | Mapping[str, str]]
    hint: Required[str | Mapping[str, str]]


_OfProgramme = TypeVar("_OfProgramme", bound="Callable[Concatenate[Programme, ...], Iterable[Hit]]")
_InContext = TypeVar("_InContext", bound="Callable[Concatenate[Programme, Any, ...], Iterable[Hit]]")
_OfErrors = TypeVar("_OfErrors", bound="Callable[[Sequence[SchemaError]], Iterable[Hit]]")
_OfWaivers = TypeVar("_OfWaivers", bound="Callable[[Waivers], Iterable[Hit]]")


class Catalogue:
    """Rules declared together: ours, or those of an institution's extension."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule] = {}

    @overload
    def rule(self, identifier: str, **told: Unpack[_Told]) -> Callable[[_OfProgramme], _OfProgramme]: ...
    @overload
    def rule(
        self, identifier: str, *, context: Literal[True], **told: Unpack[_Told]
    ) -> Callable[[_InContext], _InContext]: ...
    @overload
    def rule(
        self, identifier: str, *, reads: Literal["errors"], **told: Unpack[_Told]
    ) -> Callable[[_OfErrors], _OfErrors]: ...
    @overload
    def rule(
        self, identifier: str, *, reads: Literal["waivers"], **told: Unpack[_Told]
    ) -> Callable[[_OfWaivers], _OfWaivers]: ...
    def rule(
        self,
        identifier: str,
        *,
        message: str | Mapping[str, str],
        hint: str | Mapping[str, str],
        thresholds: Mapping[str, tuple[int, str]] | None = None,
        context: bool = False,
        **told: Any,
    ) -> Callable[[Callable[..., Iterable[Hit]]], Callable[..., Iterable[Hit]]]:
        """Declare the decorated check as a rule (see ``Declaration``).

        ``message`` and ``hint`` are templates over the values of a hit, one or one per variant. A check is given the
        programme, and the context with ``context=True``; or what it ``reads`` instead. The example that is both the
        rule's page and its test stands in ``examples/``, under the rule's name.
        """

        def register(check: Callable[..., Iterable[Hit]]) -> Callable[..., Iterable[Hit]]:
            assert identifier not in self._rules, f"{identifier} est déclarée deux fois"
            taken = check.__code__.co_argcount
            assert taken == 1 + context, f"{identifier} : context={taken > 1} manque à sa déclaration"
            self._rules[identifier] = Rule(
                id=identifier,
                messages={"": message} if isinstance(message, str) else message,
                hints={"": hint} if isinstance(hint, str) else hint,
                thresholds={name: Threshold(Decimal(n), what) for name, (n, what) in (thresholds or {}).items()},
                check=check,
                context=context,
                **told,
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

"""Running the catalogue over a programme: findings, the outcome of each rule, the verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.french.sentences import for_machines, sentence
from dossier.programme.counting import TooManyWays
from dossier.programme.errors import SchemaError, UnreadableFile
from dossier.programme.model import Programme
from dossier.programme.organisation import Derogation
from dossier.programme.places import Place
from dossier.programme.reader import InvalidProgramme, ReadProgramme
from dossier.programme.source import Source
from dossier.rules.catalogue import (
    AVERTISSEMENT,
    DATE,
    ERREUR,
    Hit,
    NotApplicable,
    NotEvaluated,
    Rule,
    Severity,
    declared,
)
from dossier.rules.conditions import CONDITIONS, SOFTENINGS
from dossier.rules.profiles import PROFILES, Profile, governing
from dossier.rules.scope import not_concerned
from dossier.rules.sheets import Register
from dossier.rules.waivers import Waivers
from dossier.settings import Settings

if TYPE_CHECKING:
    from dossier.french.dictionary.speller import Speller  # late: few commands judge spelling


class Outcome(Enum):
    """What became of a rule on a programme."""

    CONFORME = "conforme"
    A_CORRIGER = "a-corriger"
    DEROGEE = "derogee"
    NON_APPLICABLE = "non-applicable"
    NON_EVALUEE = "non-evaluee"
    ERREUR = "erreur"


_JUDGED = (Outcome.CONFORME, Outcome.A_CORRIGER, Outcome.DEROGEE)


class Verdict(Enum):
    """What the rules together say of a programme."""

    CONFORME = "conforme"
    A_CORRIGER = "a-corriger"
    INDETERMINE = "indetermine"


@dataclass(frozen=True, eq=False, repr=False)
class Context:
    """What a check may need beyond the programme."""

    day: date
    profile: Profile | None
    settings: Settings
    source: Source
    register: Register | None = None
    speller: Speller | None = None
    filing: bool = False


@dataclass(frozen=True, eq=False, repr=False)
class Finding:
    """One thing to look at, ready to print in any format.

    ``waived`` is the exception that sets it aside; ``known`` says that the baseline of the school holds it already;
    ``variant`` is the name of its sentence among those of its rule; ``at_filing`` how grave it is on the day when the
    programme is filed.
    """

    rule: Rule
    severity: Severity
    message: str
    hint: str
    file: Path
    place: Place
    attribute: str
    values: tuple[tuple[str, str], ...]
    waived: Derogation | None = None
    known: bool = False
    variant: str = ""
    at_filing: Severity = AVERTISSEMENT

    @property
    def object(self) -> str:
        """The code of the nearest element that bears one."""
        return self.place.object


@dataclass(frozen=True, eq=False, repr=False)
class RuleOutcome:
    """A rule, what became of it, and why when it did not run; ``remedy`` is what whoever runs the tool can do."""

    rule: Rule
    outcome: Outcome
    reason: str = ""
    trace: str = ""
    remedy: str = ""

    @property
    def explained(self) -> str:
        """Why, then what to do: for reports, not for the dossier, whose readers do not run the tool."""
        return " ; ".join(filter(None, (self.reason, self.remedy)))


@dataclass(frozen=True)
class Problem:
    """What is wrong with an attachment and what to do, in French; a ``blocking`` one stops the filing."""

    rule: str
    message: str
    hint: str = ""
    blocking: bool = True


@dataclass(frozen=True, eq=False, repr=False)
class Judgement:
    """All that the rules say of one programme; ``day`` is None when neither user nor programme gives one.

    ``attachments`` is what is wrong with its attachments, where somebody opened them.
    """

    code: str
    source: Source
    day: date | None
    outcomes: tuple[RuleOutcome, ...]
    findings: tuple[Finding, ...]
    programme: Programme | None = None
    attachments: tuple[Problem, ...] = ()

    @property
    def file(self) -> Path:
        """The file judged."""
        return self.source.path

    @property
    def sha256(self) -> str:
        """The hash of its bytes."""
        return self.source.sha256

    @property
    def verdict(self) -> Verdict:
        """A crashed rule never looks like success, nor does what no rule judged."""
        if any(outcome.outcome is Outcome.ERREUR for outcome in self.outcomes):
            return Verdict.INDETERMINE
        if any(finding.severity is ERREUR for finding in self.standing):
            return Verdict.A_CORRIGER
        return Verdict.CONFORME if self.programme and self.judged else Verdict.INDETERMINE

    @property
    def judged(self) -> bool:
        """Did any rule come to an outcome?"""
        return any(outcome.outcome in _JUDGED for outcome in self.outcomes)

    @property
    def standing(self) -> tuple[Finding, ...]:
        """The findings that no justified exception sets aside; they make the verdict and the totals."""
        return tuple(finding for finding in self.findings if finding.waived is None)

    @property
    def waived(self) -> tuple[Finding, ...]:
        """The findings that a justified exception sets aside."""
        return tuple(finding for finding in self.findings if finding.waived)

    @property
    def totals(self) -> dict[Severity, int]:
        """How many standing findings of each severity."""
        counted = Counter(finding.severity for finding in self.standing)
        return {severity: counted[severity] for severity in Severity}


def judge(
    read: ReadProgramme,
    rules: Iterable[Rule],
    settings: Settings,
    day: date | None = None,
    profile: str | None = None,
    register: Register | None = None,
    speller: Speller | None = None,
    filing: bool = False,
) -> Judgement:
    """Run rules over a programme; the day defaults to its own, then to the catalogue's.

    Without a register or a speller, the rules that need it are not evaluated, and say so. ``filing`` judges a draft
    as if it were filed: what is missing is then as grave as its rule says.
    """
    programme = read.programme
    asked = day or programme.date_effet
    known = PROFILES.get(profile) if profile else governing(programme, asked or DATE)
    context = Context(asked or DATE, known, settings, read.source, register, speller, filing)
    rules = tuple(rules)
    found = _found((rule for rule in rules if rule.reads != "waivers"), read, context)
    waivers = _waivers(programme, rules, found, context.day)
    found = {rule: _set_aside(outcome, findings, waivers) for rule, (outcome, findings) in found.items()}
    found |= _found((rule for rule in rules if rule.reads == "waivers"), read, context, waivers)
    outcomes = tuple(found[rule][0] for rule in rules)
    findings = [finding for rule in rules for finding in found[rule][1]]
    return Judgement(programme.code, read.source, asked, outcomes, _ordered(findings), programme)


_TOO_MANY_WAYS = "trop d’unités sont communes à plusieurs choix pour que tous les parcours soient comptés"

_Ran = tuple[RuleOutcome, list[Finding]]
_Found = dict[Rule, _Ran]


def _found(rules: Iterable[Rule], read: ReadProgramme, context: Context, waivers: Waivers | None = None) -> _Found:
    found: _Found = {}
    for rule in rules:
        found[rule] = _guarded(rule, partial(_run, rule, read.programme, context, waivers))
    return found


def _waivers(programme: Programme, rules: tuple[Rule, ...], found: _Found, day: date) -> Waivers:
    ran = (Outcome.CONFORME, Outcome.A_CORRIGER)
    known = {rule.id: rule for rule in (*declared(), *rules)}
    return Waivers(
        programme.derogations.derogations,
        day,
        frozenset(known),
        frozenset(name for name, rule in known.items() if not rule.waivable),
        frozenset(rule.id for rule, (outcome, _) in found.items() if outcome.outcome in ran),
        Counter((rule.id, finding.object) for rule, (_, findings) in found.items() for finding in findings),
    )


def _set_aside(outcome: RuleOutcome, findings: list[Finding], waivers: Waivers) -> _Ran:
    """A rule is « dérogée » when exceptions set all its findings aside."""
    if not findings or not waivers.derogations:
        return outcome, findings
    held = [replace(finding, waived=waivers.over(finding.rule.id, finding.object)) for finding in findings]
    if all(finding.waived for finding in held):
        outcome = replace(outcome, outcome=Outcome.DEROGEE)
    return outcome, held


def judge_invalid(invalid: InvalidProgramme, rules: Iterable[Rule], day: date | None = None) -> Judgement:
    """What can be said of a file that breaks the schema: its errors of structure, nothing else."""
    outcomes: list[RuleOutcome] = []
    findings: list[Finding] = []
    for rule in rules:
        outcome, found = _guarded(rule, partial(_run_on_errors, rule, invalid))
        outcomes.append(outcome)
        findings += found
    return Judgement(invalid.code, invalid.source, day, tuple(outcomes), _ordered(findings))


def _guarded(rule: Rule, run: Callable[[], _Ran]) -> _Ran:
    """What a rule gives; its conditions, its check or its sentences may fail in any way, and then say so."""
    try:
        return run()
    except NotEvaluated as missing:
        return RuleOutcome(rule, Outcome.NON_EVALUEE, missing.reason, remedy=missing.remedy), []
    except NotApplicable as idle:
        return RuleOutcome(rule, Outcome.NON_APPLICABLE, str(idle)), []
    except UnreadableFile as broken:  # the index of the register, damaged
        return RuleOutcome(rule, Outcome.NON_EVALUEE, broken.reason, remedy=broken.hint), []
    except TooManyWays:
        return RuleOutcome(rule, Outcome.NON_EVALUEE, _TOO_MANY_WAYS), []
    except Exception as error:
        import traceback

        return RuleOutcome(rule, Outcome.ERREUR, type(error).__name__, traceback.format_exc()), []


def _run(rule: Rule, programme: Programme, context: Context, waivers: Waivers | None) -> _Ran:
    refused = _refused(rule, programme, context)
    if refused:
        return refused, []
    hits = _hits(rule, programme, context, waivers)
    outcome, findings = _ran(
        rule, [_finding(rule, hit, context.source.path, programme, context.filing) for hit in hits]
    )
    return (outcome if findings else _looked_at_something(outcome, programme)), findings


def _looked_at_something(outcome: RuleOutcome, programme: Programme) -> RuleOutcome:
    """A rule that found nothing to look at did not judge."""
    looked_at = [CONDITIONS[name] for name in outcome.rule.on]
    if not looked_at or any(condition.met(programme) for condition in looked_at):
        return outcome
    return replace(outcome, outcome=Outcome.NON_APPLICABLE, reason=f"sans objet : {looked_at[0].otherwise}")


def _run_on_errors(rule: Rule, invalid: InvalidProgramme) -> _Ran:
    if rule.reads != "errors":
        return RuleOutcome(rule, Outcome.NON_EVALUEE, "le fichier ne respecte pas le schéma"), []
    return _ran(rule, [_finding(rule, hit, invalid.source.path, None) for hit in rule.check(invalid.errors)])


def _ran(rule: Rule, findings: list[Finding]) -> _Ran:
    return RuleOutcome(rule, Outcome.A_CORRIGER if findings else Outcome.CONFORME), findings


def _hits(rule: Rule, programme: Programme, context: Context, waivers: Waivers | None) -> Iterable[Hit]:
    if rule.reads == "waivers":
        return rule.check(waivers)
    if rule.reads == "errors":
        no_errors: tuple[SchemaError, ...] = ()
        return rule.check(no_errors)
    told = context.settings.seuils.get(rule.id, {})
    thresholds = {name: told.get(name, threshold.default) for name, threshold in rule.thresholds.items()}
    return rule.check(programme, *((context,) if rule.context else ()), **thresholds)


def _refused(rule: Rule, programme: Programme, context: Context) -> RuleOutcome | None:
    """Why a rule does not run here, if it does not."""
    reason = next(not_concerned(rule, programme, context.profile, context.day), None)
    if reason:
        return RuleOutcome(rule, Outcome.NON_APPLICABLE, reason)
    missing = next((CONDITIONS[name].otherwise for name in rule.needs if not CONDITIONS[name].met(programme)), None)
    return RuleOutcome(rule, Outcome.NON_EVALUEE, missing) if missing else None


def _finding(rule: Rule, hit: Hit, file: Path, programme: Programme | None, filing: bool = False) -> Finding:
    message = sentence(rule.messages[hit.variant], hit.values)
    at_filing = rule.strongest
    softening = SOFTENINGS.get(rule.softened_when)
    if softening and programme and softening.met(programme):
        at_filing = AVERTISSEMENT if at_filing is ERREUR else at_filing
        message = f"{message.removesuffix('.')} ({softening.because})."
    waits = hit.missing and programme and programme.etat != "depot" and not filing
    severity = AVERTISSEMENT if waits and at_filing is ERREUR else at_filing
    hints = rule.hints
    return Finding(
        rule,
        severity,
        message,
        sentence(hints.get(hit.variant, hints.get("", "")), hit.values),
        file,
        hit.node.place,
        hit.attribute,
        tuple(sorted((name, for_machines(value)) for name, value in hit.values.items())),
        variant=hit.variant,
        at_filing=at_filing,
    )


def _ordered(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (f.place.line, f.place.column, f.rule.id, f.attribute, f.message)))

"""Which programmes a command works on, and what the rules say of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from dossier.cli import FINDINGS, UNREADABLE, say, tell
from dossier.cli.support.reading import SOURCES, Reading, same_codes
from dossier.programme.errors import UnreadableFile
from dossier.programme.reader import InvalidProgramme, ReadProgramme
from dossier.programme.vocabulary import UNITES
from dossier.rules.catalogue import Rule, Severity, select
from dossier.rules.families import catalogue
from dossier.rules.local import rules_of
from dossier.rules.runner import Judgement, Outcome, Verdict, judge, judge_invalid
from dossier.rules.sheets import Register
from dossier.settings import NAME, Settings, UnreadableSettings, read_settings

if TYPE_CHECKING:
    from dossier.french.dictionary.speller import Speller  # late: only when spelling is asked for

REFERENTIEL = Path("referentiel/rncp.sqlite")

_Command = Callable[..., Any]
Passed = Callable[[Path], bool]


@dataclass(frozen=True, eq=False, repr=False)
class Selection:
    """Which rules to run, and how; ``filing`` judges as on the day of the filing."""

    chosen: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    profile: str | None = None
    day: date | None = None
    spelling: bool = False
    filing: bool = False

    def among(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """Those that are selected."""
        return tuple(select(rules, self.chosen, self.ignored))


class School(NamedTuple):
    """How the programmes of a folder are judged: its settings, and every rule that holds there."""

    settings: Settings
    rules: tuple[Rule, ...]


class Registers:
    """The index of the register that lies beside programmes, opened once; none is no mistake."""

    def __init__(self) -> None:
        self.opened: dict[Path, Register | None] = {}

    def beside(self, programme: Path) -> Register | None:
        index = programme.parent / REFERENTIEL
        if index not in self.opened:
            self.opened[index] = self._open(index) if index.is_file() else None
        return self.opened[index]

    def _open(self, index: Path) -> Register | None:
        from dossier.register.index import Index

        try:
            return Index(index)
        except UnreadableFile as error:
            say(f"{error.path.as_posix()}  {error.reason} ; les règles qui en ont besoin ne sont pas évaluées.")
            say(f"    {error.hint}")
            return None


@dataclass
class Judged:
    """What a command found: judgements, files that could not be read; and how each folder is judged."""

    judgements: list[Judgement] = field(default_factory=list)
    unreadable: list[UnreadableFile] = field(default_factory=list)
    registers: Registers = field(default_factory=Registers)
    schools: dict[Path, School] = field(default_factory=dict)

    @property
    def incomplete(self) -> bool:
        """Was anything left unread or undetermined?"""
        undetermined = any(judgement.verdict is Verdict.INDETERMINE for judgement in self.judgements)
        return bool(self.unreadable) or undetermined

    def status(self, threshold: Severity) -> int:
        """The highest status of the programmes: new findings from a threshold up, then unreadable or undetermined."""
        if self.incomplete:
            return UNREADABLE
        new = (finding for judgement in self.judgements for finding in judgement.standing if not finding.known)
        return FINDINGS if any(finding.severity.rank <= threshold.rank for finding in new) else 0


def selection_options(command: _Command) -> _Command:
    """The options that choose programmes and rules."""
    for option in reversed(
        (
            click.argument("paths", nargs=-1, type=click.Path(path_type=Path, readable=False), metavar="[CHEMIN]…"),
            click.option("--select", "chosen", metavar="RÈGLES", help="Ces règles seulement : ECT,COV-003."),
            click.option("--ignore", "ignored", metavar="RÈGLES", help="Toutes les règles sauf celles-ci."),
            click.option("--profile", metavar="PROFIL", help="Juge sous un autre profil : lp-2019, titre-2025…"),
            click.option(
                "--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="AAAA-MM-JJ", help="Juge à ce jour."
            ),
        )
    ):
        command = option(command)
    return command


def selection(
    chosen: str | None, ignored: str | None, profile: str | None, day: Any, spelling: bool = False
) -> Selection:
    """The selection that the options ask for; raises click.UsageError on what does not exist."""
    from dossier.rules.profiles import PROFILES

    if profile is not None and profile not in PROFILES:
        raise click.ClickException(f"Le profil {profile} n’existe pas : {', '.join(PROFILES)}.")
    return Selection(_prefixes(chosen), _prefixes(ignored), profile, day.date() if day else None, spelling)


def _prefixes(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip().upper() for part in (text or "").split(",") if part.strip())


def judge_all(paths: Iterable[Path], selection: Selection, passed: Passed = lambda _: False) -> Judged:
    """Read and judge every programme; what cannot be read is said on standard error, and the others go on.

    Programmes for which ``passed`` holds are left out.
    """
    if not selection.spelling:
        return _judge_all(paths, selection, None, passed)
    from dossier.cli.support.spelling import speller

    with speller() as opened:
        return _judge_all(paths, selection, opened, passed)


def _judge_all(paths: Iterable[Path], selection: Selection, speller: Speller | None, passed: Passed) -> Judged:
    reading = _reading(tuple(paths), passed)
    judged = Judged(unreadable=reading.unreadable)
    for folder in reading.folders:
        with _refused_to(judged):
            judged.schools[folder] = school(folder)
    _check_prefixes(selection, judged.schools.values())
    for each in reading:
        path = each.source.path
        if path.parent not in judged.schools:
            continue
        register = judged.registers.beside(path)
        settled = judged.schools[path.parent]
        judgement = _judge(each, settled, selection, register, speller)
        judged.judgements.append(_with_attachments(judgement, settled.settings))
    _tell_crashes(judged)
    for error in same_codes((judgement.file, judgement.code) for judgement in judged.judgements):
        tell(error)
        judged.unreadable.append(error)
    return judged


@contextmanager
def _refused_to(judged: Judged) -> Iterator[None]:
    """What is wrong with the settings of a folder stops its programmes, and no others."""
    try:
        yield
    except UnreadableSettings as error:
        tell(error)
        judged.unreadable.append(UnreadableFile(error.path, error.reason, error.hint, error.line, error.line and 1))
    except UnreadableFile as error:
        tell(error)
        judged.unreadable.append(error)


def _reading(paths: tuple[Path, ...], passed: Passed) -> Reading:
    """Those given, else those of the project where one stands."""
    if paths or SOURCES.exists():
        return Reading(paths or (SOURCES,), passed=passed)
    reading = Reading(())
    hint = "Placez-vous dans le dossier du projet (cd …), ou donnez le chemin d’un programme."
    reading.refuse(UnreadableFile(SOURCES, "il n’y a pas de dossier sources ici", hint))
    return reading


def _check_prefixes(selection: Selection, schools: Iterable[School]) -> None:
    """Raises click.ClickException on a rule that exists nowhere."""
    rules = {rule.id for rules in (catalogue(), *(school.rules for school in schools)) for rule in rules}
    for prefix in (*selection.chosen, *selection.ignored):
        if not any(rule.startswith(prefix) for rule in rules):
            raise click.ClickException(f"Aucune règle ne s’appelle {prefix} ; « dossier rules » les liste.")


def school(folder: Path) -> School:
    """Raises UnreadableSettings, also for what no rule and no unit has, and UnreadableFile (a file of local rules)."""
    settings = read_settings(folder)
    rules = rules_of(settings, folder)
    _check_thresholds(folder, settings, rules)
    _check_kinds(folder, settings)
    return School(settings, rules)


def _check_thresholds(folder: Path, settings: Settings, rules: Iterable[Rule]) -> None:
    known = {rule.id: rule.thresholds for rule in rules} if settings.seuils else {}
    for rule, numbers in settings.seuils.items():
        for name in numbers:
            if name not in known.get(rule, ()):
                hint = "Les seuils que l’on peut régler sont dans docs/regles/seuils.md."
                raise UnreadableSettings(folder / NAME, f"la règle {rule} n’a pas de seuil « {name} »", hint)


def _check_kinds(folder: Path, settings: Settings) -> None:
    kinds = ("programme", *UNITES)
    for siret, patterns in settings.codes.items():
        if unknown := sorted(set(patterns) - set(kinds)):
            reason = f"sorte de code inconnue dans [etablissements.{siret}.codes] : {', '.join(unknown)}"
            raise UnreadableSettings(folder / NAME, reason, f"Les sortes de codes sont : {', '.join(kinds)}.")


def _judge(
    each: ReadProgramme | InvalidProgramme,
    school: School,
    selection: Selection,
    register: Register | None,
    speller: Speller | None,
) -> Judgement:
    rules = selection.among(school.rules)
    if isinstance(each, InvalidProgramme):
        return judge_invalid(each, rules, selection.day)
    return judge(
        each,
        rules,
        school.settings,
        selection.day,
        selection.profile,
        register,
        speller,
        filing=selection.filing,
    )


def _with_attachments(judgement: Judgement, settings: Settings) -> Judgement:
    """The same, with what is wrong with the attachments: ``package`` would refuse them."""
    programme = judgement.programme
    if programme is None or not programme.pieces.pieces:
        return judgement
    from dossier.filing.pieces import read_attachments

    return replace(judgement, attachments=read_attachments(programme, judgement.file.parent, settings.limites).problems)


def _tell_crashes(judged: Judged) -> None:
    for judgement in judged.judgements:
        for outcome in judgement.outcomes:
            if outcome.outcome is Outcome.ERREUR:
                from dossier.cli.support.bug import kept

                say(f"{judgement.code} : la règle {outcome.rule.id} a échoué ({outcome.reason}), verdict indéterminé.")
                say(kept(outcome.trace))

"""Whom a rule concerns: kinds of diploma, told before any programme is read, then one programme on its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dossier.french.dates import day as in_words
from dossier.programme.model import Programme
from dossier.rules.catalogue import DATE, Rule, declared
from dossier.rules.conditions import CONDITIONS
from dossier.rules.manual import points
from dossier.rules.profiles import PROFILES, Profile, governing, other_profile


def concerns(rule: Rule, profile: Profile) -> bool:
    """May the rule apply to a programme of this profile? Its data may still leave it nothing to judge."""
    if rule.profiles and profile.name not in rule.profiles:
        return False
    if rule.since and profile.until and profile.until < rule.since:
        return False
    if rule.until and profile.since and profile.since > rule.until:
        return False
    asked = (CONDITIONS[name].concerns for name in rule.when)
    return all(condition is None or condition(profile) for condition in asked)


def not_concerned(rule: Rule, programme: Programme, profile: Profile | None, day: date) -> Iterator[str]:
    """Why a rule does not apply, in French; nothing when it does."""
    if rule.profiles and profile is None:
        yield "le programme ne déclare aucun profil réglementaire connu"
    elif rule.profiles and profile and profile.name not in rule.profiles:
        yield other_profile(rule.profiles, profile)
    if rule.since and day < rule.since:
        yield f"règle en vigueur à compter du {in_words(rule.since)}"
    if rule.until and day > rule.until:
        yield f"règle en vigueur jusqu’au {in_words(rule.until)}"
    yield from (CONDITIONS[name].otherwise for name in rule.when if not CONDITIONS[name].met(programme))


_NAMES = {element for profile in PROFILES.values() for element in profile.designe_par}
"""What names a diploma: each profile asks for its own."""


def asking(programme: Programme, subject: str) -> tuple[str, ...]:
    """The rules that ask this programme, on its own day, for something that may be missing; then the points for a
    person that do.
    """
    day = programme.date_effet or DATE
    profile = governing(programme, day)
    if subject in _NAMES and not (profile and subject in profile.designe_par):
        return ()
    rules = (rule for rule in declared() if subject in rule.asks)
    asked = tuple(rule.id for rule in rules if not any(not_concerned(rule, programme, profile, day)))
    return asked + tuple(point.id for point in points(programme) if subject in point.asks)

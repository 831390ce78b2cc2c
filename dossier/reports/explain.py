"""A rule explained at the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.reports.rule_page import source_status
from dossier.rules.catalogue import Rule
from dossier.rules.examples import as_text, example
from dossier.rules.guarantees import GUARANTEES
from dossier.rules.manual import POINTS


def explain(rule: Rule) -> str:
    """Why, source, wrong and right example."""
    return "\n".join(_lines(rule)) + "\n"


def explain_otherwise(identifier: str) -> str | None:
    """What no rule judges: a question for a person, or what the tool answers for; None when it is neither."""
    for point in POINTS:
        if point.id == identifier:
            return f"{point.id}  {point.question}\n\n  Une personne le vérifie.\n  Source  : {point.source}\n"
    for each in GUARANTEES:
        if each.id == identifier:
            return f"{each.id}  {each.title}\n\n  {each.proof}\n  Source  : {each.source}\n"
    return None


def _lines(rule: Rule) -> Iterator[str]:
    yield from (f"{rule.id}  {rule.title}", "", f"  {rule.why}", "")
    yield f"  Gravité : {rule.strongest.value}"
    yield f"  Source  : {rule.source} ({source_status(rule)})"
    yield f"  Profils : {', '.join(rule.profiles) or 'tous'}"
    yield f"  Page    : {rule.page}"
    if rule.declared_in:
        return
    shown = example(rule.id)
    for title, case in (("Fautif", shown.wrong), ("Juste", shown.right)):
        yield from ("", f"  {title} :", "")
        yield from (f"    {line}" for line in as_text(case.fragments).split("\n"))


def table(rules: Iterable[Rule]) -> str:
    """One line a rule, by family."""
    lines: list[str] = []
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines += ([""] if lines else []) + [f"{family}  {rule.family_title}"]
        lines.append(f"  {rule.id}  {rule.strongest.value:<13}  {rule.title}")
    return "\n".join(lines) + "\n"

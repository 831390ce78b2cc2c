"""The documentation of a rule, generated."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.french.dates import short_day
from dossier.rules.catalogue import FAMILIES, Rule
from dossier.rules.examples import as_text, example

_STATUS = {
    "V": "lue dans le texte officiel",
    "V2": "lue dans une source secondaire ou un extrait",
    "K": "à confirmer : la règle ne bloque pas",
    "P": "convention de l’outil : la règle ne bloque pas",
    "E": "décision de l’établissement",
}
MADE = "<!-- Page produite par « make docs » à partir de la règle : ne pas la modifier ici. -->"


def page(rule: Rule) -> str:
    """The page of a rule, in Markdown."""
    return "\n".join(_page(rule)) + "\n"


def _page(rule: Rule) -> Iterator[str]:
    shown = example(rule.id)
    yield from (MADE, "", f"# {rule.id} — {rule.title}", "")
    yield from (rule.why, "")
    yield from ("| | |", "|---|---|")
    yield f"| Famille | {FAMILIES[rule.family]} |"
    yield f"| Gravité | {rule.strongest.value} |"
    yield f"| Source | {rule.source} |"
    yield f"| Vérification de la source | {source_status(rule)} |"
    yield f"| Profils | {', '.join(rule.profiles) or 'tous'} |"
    yield f"| En vigueur | {_in_force(rule)} |"
    yield f"| Nature du contrôle | {'déterministe' if rule.kind == 'auto' else 'heuristique : peut se tromper'} |"
    yield from (f"| Seuil `{name}` | {number} : {what} |" for name, (number, what) in rule.thresholds.items())
    yield from ("", "## Ce que dit l’outil", "")
    yield from (f"- {_template(message)}" for message in rule.messages.values())
    yield from ("", "Que faire :", "")
    yield from (f"- {_template(hint)}" for hint in rule.hints.values())
    yield from ("", "## Exemple fautif", "", "```xml", as_text(shown.wrong.fragments), "```")
    yield from ("", "## Exemple juste", "", "```xml", as_text(shown.right.fragments), "```")


def source_status(rule: Rule) -> str:
    """How far the source was verified, in words."""
    return _STATUS[rule.source.status.split("/", maxsplit=1)[0]]


def _in_force(rule: Rule) -> str:
    since = f"à compter du {short_day(rule.since)}" if rule.since else ""
    until = f"jusqu’au {short_day(rule.until)}" if rule.until else ""
    return " ".join(part for part in (since, until) if part) or "toujours"


def _template(text: str) -> str:
    """A message as the page shows it: the values in italics, without their format."""
    out, rest = "", text
    while "{" in rest:
        before, _, after = rest.partition("{")
        name, _, rest = after.partition("}")
        field, _, noun = name.partition(":")
        out += f"{before}*{field}*" + (f" {noun.split('|', maxsplit=1)[0]}s" if noun else "")
    return (out + rest).replace("<", "`<").replace(">", ">`")

"""The pages that lead to the rules, generated: by family, severity, source text; thresholds; what no rule judges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dossier.french.folding import alphabetical
from dossier.french.lists import either
from dossier.programme.vocabulary import DIPLOMES, PROCEDURES
from dossier.reports.rule_page import MADE
from dossier.rules.catalogue import FAMILIES, Rule, Severity
from dossier.rules.guarantees import GUARANTEES
from dossier.rules.manual import POINTS
from dossier.rules.profiles import PROFILES
from dossier.rules.scope import concerns

_NAMES = {"README.md": "par famille", "par-gravite.md": "par gravité", "par-source.md": "par texte"}
_DIPLOMES = "par-diplome.md"


def indexes(rules: Iterable[Rule]) -> dict[str, str]:
    """File name → text."""
    rules = tuple(rules)
    families = [_family(code) for code in FAMILIES]
    severities = [severity.value.capitalize() for severity in Severity]
    texts = sorted({rule.source.text for rule in rules}, key=alphabetical)
    pages = {
        "README.md": _grouped(rules, families, lambda rule, title: _family(rule.family) == title),
        "par-gravite.md": _grouped(rules, severities, lambda rule, title: rule.strongest.value.capitalize() == title),
        "par-source.md": _grouped(rules, texts, lambda rule, text: text in str(rule.source)),
    }
    others = {_DIPLOMES: _by_diploma(rules), "seuils.md": _thresholds(rules), "autrement.md": _otherwise()}
    return {name: _page(name, rules, lines) for name, lines in pages.items()} | others


def _family(code: str) -> str:
    return f"{code} — {FAMILIES[code]}"


def _page(name: str, rules: tuple[Rule, ...], lines: Iterable[str]) -> str:
    others = ", ".join(f"[{what}]({file})" for file, what in _NAMES.items() if file != name)
    lead = f"{len(rules)} règles, {_NAMES[name]}. Voir aussi : {others}, [par diplôme]({_DIPLOMES}), "
    lead += "les [seuils réglables](seuils.md)"
    lead += " et [ce qui se vérifie autrement](autrement.md)."
    return "\n".join((MADE, "", "# Les règles", "", lead, *lines)) + "\n"


def _grouped(rules: tuple[Rule, ...], titles: list[str], belongs: Callable[[Rule, str], bool]) -> Iterator[str]:
    for title in titles:
        ours = [rule for rule in rules if belongs(rule, title)]
        if ours:
            yield from ("", f"## {title}", "", "| Règle | Gravité | Titre | Source |", "|---|---|---|---|")
            yield from map(_row, ours)


def _row(rule: Rule) -> str:
    return f"| [{rule.id}]({rule.id}.md) | {rule.strongest.value} | {rule.title} | {rule.source} |"


def _by_diploma(rules: tuple[Rule, ...]) -> str:
    """Rules that not every diploma knows, each against every profile."""
    partial = [rule for rule in rules if not all(concerns(rule, profile) for profile in PROFILES.values())]
    kinds = (
        f"| `{profile.name}` | {profile.title} | {either([DIPLOMES[name] for name in profile.diplomes])} "
        f"| {PROCEDURES[profile.procedure]} |"
        for profile in PROFILES.values()
    )
    rows = (
        f"| [{rule.id}]({rule.id}.md) | {rule.strongest.value} | {rule.title} | "
        + " | ".join("oui" if concerns(rule, profile) else "" for profile in PROFILES.values())
        + " |"
        for rule in partial
    )
    lead = f"Les {len(rules) - len(partial)} autres règles valent pour toute certification. « oui » : la règle peut "
    lead += "s’appliquer à un programme de ce profil, s’il a les données qu’elle juge ; ailleurs, elle se tait."
    return "\n".join(
        (
            MADE,
            "",
            "# À quels diplômes s’applique chaque règle",
            "",
            "| Profil | Texte | Types de diplôme | Procédure |",
            "|---|---|---|---|",
            *kinds,
            "",
            lead,
            "",
            "| Règle | Gravité | Titre | " + " | ".join(f"`{name}`" for name in PROFILES) + " |",
            "|---|---|---|" + "---|" * len(PROFILES),
            *rows,
            "",
        )
    )


def _thresholds(rules: tuple[Rule, ...]) -> str:
    rows = (
        f"| [{rule.id}]({rule.id}.md) | `{name}` | {number} | {what} |"
        for rule in rules
        for name, (number, what) in rule.thresholds.items()
    )
    lead = "Ces nombres sont des choix du projet ; `sources/dossier.toml` les change ([réglages](../reglages.md))."
    table = ("| Règle | Seuil | Valeur d’origine | Ce qu’il borne |", "|---|---|---|---|", *rows)
    return "\n".join((MADE, "", "# Les seuils réglables", "", lead, "", *table)) + "\n"


def _otherwise() -> str:
    asked = (f"| {point.id} | {point.question} | {point.source} |" for point in POINTS)
    held = (f"| {each.id} | {each.title} | {each.source} | {each.proof} |" for each in GUARANTEES)
    return "\n".join(
        (
            MADE,
            "",
            "# Ce qui se vérifie autrement que par une règle",
            "",
            "## Par une personne",
            "",
            "Ces points sont imprimés en annexe du dossier, pour qui le relit.",
            "",
            "| Point | Question | Source |",
            "|---|---|---|",
            *asked,
            "",
            "## Par l’outil, sur ce qu’il écrit",
            "",
            "| Exigence | Ce qui est garanti | Source | Comment |",
            "|---|---|---|---|",
            *held,
            "",
        )
    )

"""Findings for a browser: one accessible page that stands alone, whole without JavaScript, filtered with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from dossier.french.dates import day, short_day
from dossier.french.numbers import count
from dossier.french.sentences import capital
from dossier.programme.errors import UnreadableFile
from dossier.reports.attestation import TITLE, identity, warning
from dossier.reports.labels import OUTCOMES, SEVERITIES, in_charge, section
from dossier.rules.checklist import Line, checklist
from dossier.rules.readiness import by_section, readiness
from dossier.rules.runner import Finding, Judgement
from dossier.rules.todo import grouped

_MOST = 10  # lines of what to do now
_HERE = Path(__file__).parent
_FILTERS: tuple[tuple[str, str, Callable[[Judgement, Finding], str]], ...] = (
    ("gravite", "Gravité", lambda _, finding: SEVERITIES[finding.severity]),
    ("famille", "Famille de règles", lambda _, finding: finding.rule.family_title),
    ("partie", "Partie du dossier", lambda _, finding: section(finding.place)),
    ("responsable", "Responsable", lambda judgement, finding: in_charge(judgement.programme, finding.place)),
)
"""What findings can be filtered by: attribute, name, value."""


def emit(judgements: Sequence[Judgement], unreadable: Sequence[UnreadableFile] = ()) -> str:
    """The page."""
    style, script = ((_HERE / name).read_text("utf-8") for name in ("rapport.css", "rapport.js"))
    title = " ".join(("Rapport de contrôle", *(judgement.code for judgement in judgements)))
    body = "\n".join((*_unreadable(unreadable), *_filters(judgements), *_programmes(judgements)))
    return f"""<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>{escape(title)}</h1>
</header>
<main>
{body}
</main>
<script>
{script}</script>
</body>
</html>
"""


def _unreadable(errors: Iterable[UnreadableFile]) -> Iterator[str]:
    for error in errors:
        told = f"{error.path.as_posix()} : {error.reason}. {error.hint}"
        yield f'<p class="alerte"><strong>Fichier illisible.</strong> {_text(told)}</p>'


def _filters(judgements: Iterable[Judgement]) -> Iterator[str]:
    """The form, which the script shows: without it everything is."""
    found = [(judgement, finding) for judgement in judgements for finding in judgement.findings]
    selects = [
        _select(name, title, values)
        for name, title, value in _FILTERS
        if len(values := {value(judgement, finding) for judgement, finding in found}) > 1
    ]
    if not selects:
        return
    yield '<form id="filtres" class="filtres" hidden role="search" aria-label="Filtrer les constats">'
    yield from selects
    yield '<div><button type="reset">Tout afficher</button></div>'
    yield '<p id="compte" role="status"></p>'
    yield "</form>"


def _select(name: str, title: str, values: set[str]) -> str:
    ordered = [label for label in SEVERITIES.values() if label in values] if name == "gravite" else sorted(values)
    options = "".join(f'<option value="{escape(label)}">{_text(label)}</option>' for label in ordered)
    return (
        f'<div><label for="filtre-{name}">{title}</label>'
        f'<select id="filtre-{name}" data-filtre="{name}"><option value="">Tout</option>'
        f"{options}</select></div>"
    )


def _programmes(judgements: Iterable[Judgement]) -> Iterator[str]:
    for rank, judgement in enumerate(judgements, start=1):
        name = f"p{rank}"
        yield f'<section aria-labelledby="{name}">'
        programme = judgement.programme
        title = f" – {programme.identite.intitule}" if programme else ""
        yield f'<h2 id="{name}">{_text((judgement.code or judgement.file.as_posix()) + title)}</h2>'
        yield from _verdict(judgement)
        yield from _todo(judgement)
        standing = sorted(judgement.standing, key=lambda finding: finding.severity.rank)
        fresh = [finding for finding in standing if not finding.known]
        yield from _group(judgement, "Constats", fresh, "Aucun constat.")
        yield from _group(judgement, "Constats déjà dans la référence", [found for found in standing if found.known])
        yield from _group(judgement, "Constats en dérogation", judgement.waived)
        yield from _checklist(judgement)
        yield from _attestation(judgement)
        yield "</section>"


def _todo(judgement: Judgement) -> Iterator[str]:
    """What to do now: at most ten lines, what blocks first."""
    groups = grouped(finding for finding in judgement.standing if not finding.known)
    if not groups:
        return
    lines = "".join(
        f'<li class="{group.severity.value}"><strong>{_text(group.opening)}</strong> {_text(group.told)}</li>'
        for group in groups[:_MOST]
    )
    rest = sum(len(group.findings) for group in groups[_MOST:])
    yield f'<h3>Que faire maintenant</h3>\n<ul class="a-faire">{lines}</ul>'
    if rest:
        yield f"<p>Puis {count(rest, 'autre point', 'autres points')}, plus bas.</p>"


def _verdict(judgement: Judgement) -> Iterator[str]:
    banner = warning(judgement)
    if banner:
        yield f'<p class="alerte"><strong>{_text(banner)}</strong></p>'
    else:
        kind = "bon" if readiness(judgement).ready else "alerte"
        yield f'<p class="{kind}"><strong>{_text(capital(readiness(judgement).words))}.</strong></p>'
        yield from _remaining(judgement)
    rows = "".join(
        f'<tr><th scope="row">{SEVERITIES[severity]}</th><td>{number}</td></tr>'
        for severity, number in judgement.totals.items()
    )
    yield (
        f'<table class="totaux"><caption>Nombre de constats</caption><thead><tr><th scope="col">Gravité</th>'
        f'<th scope="col">Constats</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _remaining(judgement: Judgement) -> Iterator[str]:
    """What is left to settle before the filing, by section."""
    points = by_section(readiness(judgement).points)
    if points:
        rows = "".join(f'<tr><th scope="row">{_text(part)}</th><td>{n}</td></tr>' for part, n in points.items())
        head = '<thead><tr><th scope="col">Partie</th><th scope="col">Points</th></tr></thead>'
        caption = "<caption>Points à régler avant le dépôt</caption>"
        yield f'<table class="totaux">{caption}{head}<tbody>{rows}</tbody></table>'


def _group(judgement: Judgement, title: str, findings: Sequence[Finding], otherwise: str = "") -> Iterator[str]:
    if not findings and not otherwise:
        return
    yield f"<h3>{title} ({len(findings)})</h3>" if findings else f"<h3>{title}</h3><p>{otherwise}</p>"
    yield from (_finding(judgement, finding) for finding in findings)


def _finding(judgement: Judgement, finding: Finding) -> str:
    place, rule = finding.place, finding.rule
    data = " ".join(f'data-{name}="{escape(value(judgement, finding))}"' for name, _, value in _FILTERS)
    facts = [
        ("Que faire", finding.hint),
        ("Où", " › ".join(place.path)),
        ("Fichier", f"{finding.file.as_posix()}, ligne {place.line}, colonne {place.column}"),
        ("Responsable", in_charge(judgement.programme, place)),
        ("Source", str(rule.source)),
        *_waived(finding),
    ]
    told = "".join(f"<dt>{name}</dt><dd>{_text(value)}</dd>" for name, value in facts if value)
    return (
        f'<article class="constat {finding.severity.value}" {data}>'
        f'<h4><span class="gravite">{SEVERITIES[finding.severity]}</span> {rule.id} '
        f"– {_text(rule.title)}</h4><p>{_text(finding.message)}</p><dl>{told}</dl></article>"
    )


def _waived(finding: Finding) -> Iterator[tuple[str, str]]:
    waived = finding.waived
    if waived:
        yield "Dérogation", waived.motif
        yield "Accordée", f"par {waived.auteur} le {short_day(waived.date)}, jusqu’au {short_day(waived.jusqu_au)}"


def _checklist(judgement: Judgement) -> Iterator[str]:
    """What the procedure asks for; nothing for a file that is no programme."""
    if judgement.programme is None:
        return
    rows = "\n".join(
        f'<tr><th scope="row">{_text(line.item.label)}</th><td>{line.item.kind.value}</td>'
        f"<td>{line.state.value.capitalize()}</td><td>{_text(_who(line))}</td></tr>"
        for line in checklist(judgement, judgement.programme)
    )
    yield "<h3>Liste de contrôle du dépôt</h3>"
    yield _framed(
        f"Liste de contrôle {judgement.code}",
        "Ce que la procédure demande, et où en est chaque point",
        ("Point", "Nature", "État", "Qui et quand"),
        rows,
    )


def _who(line: Line) -> str:
    return " ; ".join(f"{name}, {day(when)}" if when else name for name, when in line.confirmed)


def _framed(label: str, caption: str, titles: Iterable[str], rows: str, kind: str = "points") -> str:
    """A table that scrolls alone when it is too wide, in a place of its own that the keyboard reaches."""
    heads = "".join(f'<th scope="col">{title}</th>' for title in titles)
    return f"""<div class="cadre" tabindex="0" role="region" aria-label="{escape(label)}">
<table class="{kind}">
<caption>{caption}</caption>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</div>"""


def _attestation(judgement: Judgement) -> Iterator[str]:
    facts = "".join(f"<dt>{name}</dt><dd>{_text(value)}</dd>" for name, value in identity(judgement))
    rows = "\n".join(
        f'<tr><th scope="row">{outcome.rule.id}</th><td>{_text(outcome.rule.title)}</td>'
        f"<td>{OUTCOMES[outcome.outcome].capitalize()}</td><td>{_text(outcome.explained)}</td></tr>"
        for outcome in judgement.outcomes
    )
    label = f"{TITLE} {judgement.code}".rstrip()
    yield f'<h3>{TITLE}</h3>\n<dl class="identite">{facts}</dl>'
    caption = f"Les {len(judgement.outcomes)} règles et leur résultat"
    yield _framed(label, caption, ("Règle", "Titre", "Résultat", "Motif"), rows, kind="regles")


def _text(text: str) -> str:
    return escape(text, quote=False)

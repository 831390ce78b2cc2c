"""The page that leads to the dossiers: one line a programme, made of their JSON reports."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from html import escape
from typing import NamedTuple

from dossier.french.sentences import capital
from dossier.look.model import DEFAULT, Palette
from dossier.look.stylesheet import properties
from dossier.reports.formats import BESIDE, FORMATS
from dossier.reports.json import FORMAT


class ForeignReport(Exception):
    """A file that is no JSON report of ours, or one of another version."""


class Deadline(NamedTuple):
    """When a registration ends, and when to file at the latest, as they are written (2026-09-01)."""

    name: str
    file_by: str
    end: str


class Listed(NamedTuple):
    """What the page says of a programme; ``file`` is its description, ``verdict`` what stands before its filing,
    ``totals`` its findings by severity.
    """

    file: str
    title: str
    verdict: str
    totals: tuple[int, int, int]
    deadlines: tuple[Deadline, ...]


_COUNTED = ("Erreurs", "Avertissements", "Informations")

_STYLE = """
body{font:1rem/1.5 system-ui,sans-serif;color:var(--encre);background:#fff;margin:0 auto;max-width:70rem;padding:1.5rem}
h1{color:var(--titres);font-size:1.6rem}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:600;padding:.5rem 0}
th,td{border-bottom:1px solid var(--trait);padding:.5rem .75rem;text-align:left;vertical-align:top}
thead th{background:var(--fond-tete);color:var(--encre-tete)}
td.n{text-align:right}
.alerte{border-left:.4rem solid var(--absent);background:var(--fond-absent);padding:.6rem 1rem}
a{color:var(--lien)}
:focus-visible{outline:3px solid var(--lien);outline-offset:2px}
.cadre{overflow-x:auto;position:relative}
.dit{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (max-width:40rem){
body{padding:.75rem}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table,tbody,tr,th,td{display:block;border:0;padding:.15rem 0}
tr{border-bottom:1px solid var(--trait);padding:.6rem 0}
td.n{text-align:left}
td.n::before{content:attr(data-titre) " : "}
td:empty{display:none}
}
@media print{
body{max-width:none;padding:0;font-size:9pt}
.cadre{overflow:visible}
thead th{color:inherit;background:none;border-bottom:2px solid}
tr{break-inside:avoid}
}
"""


def listed(report: bytes) -> Listed:
    """What a JSON report says; raises ForeignReport."""
    try:
        read = json.loads(report)
        (programme,), totals = read["programmes"], read["programmes"][0]["totals"]
        if read["version"] != FORMAT:
            raise ForeignReport
        return Listed(
            str(programme["file"]),
            str(programme["title"] or ""),
            capital(str(programme["filing"]["verdict"])),
            (int(totals["erreur"]), int(totals["avertissement"]), int(totals["info"])),
            tuple(Deadline(*(str(each[name]) for name in Deadline._fields)) for each in programme["deadlines"]),
        )
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise ForeignReport from error


def emit(
    programmes: Mapping[str, Listed],
    files: Mapping[str, Sequence[str]],
    documents: Mapping[str, str],
    palette: Palette = DEFAULT.palette,
    unreadable: Sequence[str] = (),
) -> str:
    """The page; ``programmes`` and ``files`` are by folder name, ``unreadable`` says what could not be read and why.

    ``documents`` says what links call each document, by the form of its name: ``{"dossier-*.docx": "Word"}``.
    """
    kinds = {**documents, **{file: FORMATS[name].label for file, name in BESIDE.items()}}
    rows = "\n".join(_row(name, programme, _links(name, files[name], kinds)) for name, programme in programmes.items())
    return f"""<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dossiers de certification</title>
<style>{properties(palette)}{_STYLE}</style>
</head>
<body>
<main>
<h1>Dossiers de certification</h1>
{_alerts(unreadable)}<div class="cadre" tabindex="0" role="region" aria-label="Programmes et dossiers">
<table>
<caption>Programmes, constats et dossiers produits</caption>
<thead>
<tr><th scope="col">Programme</th><th scope="col">Verdict</th><th scope="col">Erreurs</th>
<th scope="col">Avertissements</th><th scope="col">Informations</th><th scope="col">Calendrier</th>
<th scope="col">Fichiers</th></tr>
</thead>
<tbody>
{rows}
</tbody>
</table>
</div>
</main>
</body>
</html>
"""


def _alerts(unreadable: Sequence[str]) -> str:
    """What could not be read, first and in red."""
    said = (f'<p class="alerte"><strong>Fichier illisible.</strong> {escape(each)}</p>\n' for each in unreadable)
    return "".join(said)


def _row(name: str, programme: Listed, links: str) -> str:
    title = f"<br>{escape(programme.title)}" if programme.title else ""
    totals = "".join(
        f'<td class="n" data-titre="{title}">{number}</td>'
        for title, number in zip(_COUNTED, programme.totals, strict=True)
    )
    return (
        f'<tr><th scope="row">{escape(name)}{title}</th><td>{programme.verdict}</td>{totals}'
        f"<td>{_calendar(programme.deadlines)}</td><td>{links}</td></tr>"
    )


def _calendar(deadlines: Sequence[Deadline]) -> str:
    return "<br>".join(
        f"{escape(each.name)} : déposer au plus tard le {_day(each.file_by)} (fin le {_day(each.end)})"
        for each in deadlines
    )


def _day(iso: str) -> str:
    return escape("/".join(reversed(iso.split("-"))))


def _links(name: str, files: Sequence[str], kinds: Mapping[str, str]) -> str:
    links = []
    for form, kind in kinds.items():
        links += [
            f'<a href="{escape(name)}/{escape(file)}">{kind}<span class="dit"> de {escape(name)}</span></a>'
            for file in files
            if fnmatchcase(file, form)
        ]
    return ", ".join(links)

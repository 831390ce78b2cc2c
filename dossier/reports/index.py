"""The page that leads to the dossiers: one line a programme, made of their JSON reports."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from html import escape
from typing import Any

from dossier.look.model import DEFAULT, Palette
from dossier.look.stylesheet import properties

_VERDICTS = {"conforme": "Conforme", "a-corriger": "À corriger", "indetermine": "Indéterminé"}
_KINDS = {
    "dossier-*.docx": "Word",
    "dossier-*.pdf": "PDF",
    "dossier-*.html": "HTML",
    "rapport.html": "Rapport",
    "rapport.xlsx": "Rapport (Excel)",
    "rapport.json": "Rapport (JSON)",
}
"""What each file of a programme is called, by the form of its name."""

_STYLE = """
body{font:1rem/1.5 system-ui,sans-serif;color:var(--encre);background:#fff;margin:0 auto;max-width:70rem;padding:1.5rem}
h1{color:var(--titres);font-size:1.6rem}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:600;padding:.5rem 0}
th,td{border-bottom:1px solid var(--trait);padding:.5rem .75rem;text-align:left;vertical-align:top}
thead th{background:var(--fond-tete);color:var(--encre-tete)}
td.n{text-align:right}
a{color:var(--lien)}
:focus-visible{outline:3px solid var(--lien);outline-offset:2px}
.cadre{overflow-x:auto;position:relative}
.dit{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media print{
body{max-width:none;padding:0;font-size:9pt}
.cadre{overflow:visible}
thead th{color:inherit;background:none;border-bottom:2px solid}
tr{break-inside:avoid}
}
"""


def emit(reports: Mapping[str, bytes], files: Mapping[str, Sequence[str]], palette: Palette = DEFAULT.palette) -> str:
    """The page; ``reports`` and ``files`` are by folder name."""
    rows = "\n".join(_row(name, json.loads(report), files[name]) for name, report in reports.items())
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
<div class="cadre" tabindex="0" role="region" aria-label="Programmes et dossiers">
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


def _row(name: str, report: dict[str, Any], files: Sequence[str]) -> str:
    programme = report["programmes"][0]
    totals = programme["totals"]
    title = f"<br>{escape(programme['title'])}" if programme["title"] else ""
    return (
        f'<tr><th scope="row">{escape(name)}{title}</th><td>{_VERDICTS[programme["verdict"]]}</td>'
        f'<td class="n">{totals["erreur"]}</td><td class="n">{totals["avertissement"]}</td>'
        f'<td class="n">{totals["info"]}</td><td>{_calendar(programme["deadlines"])}</td>'
        f"<td>{_links(name, files)}</td></tr>"
    )


def _calendar(deadlines: Sequence[dict[str, str]]) -> str:
    return "<br>".join(
        f"{escape(each['name'])} : déposer avant le {_day(each['file_by'])} (fin le {_day(each['end'])})"
        for each in deadlines
    )


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _links(name: str, files: Sequence[str]) -> str:
    links = []
    for form, kind in _KINDS.items():
        links += [
            f'<a href="{escape(name)}/{escape(file)}">{kind}<span class="dit"> de {escape(name)}</span></a>'
            for file in files
            if fnmatchcase(file, form)
        ]
    return ", ".join(links)

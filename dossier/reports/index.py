"""The page that leads to the dossiers: one line a programme, made of their JSON reports."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

_VERDICTS = {"conforme": "Conforme", "a-corriger": "À corriger", "indetermine": "Indéterminé"}
_KINDS = {".docx": "Word", ".pdf": "PDF", ".html": "HTML", ".json": "Rapport (JSON)"}

_STYLE = """
body{font:1rem/1.5 system-ui,sans-serif;color:#1b1b1b;background:#fff;margin:0 auto;max-width:70rem;padding:1.5rem}
h1{color:#1f3864;font-size:1.6rem}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:600;padding:.5rem 0}
th,td{border-bottom:1px solid #8a8a8a;padding:.5rem .75rem;text-align:left;vertical-align:top}
thead th{background:#1f3864;color:#fff}
td.n{text-align:right}
a{color:#0b4aa2}
a:focus-visible{outline:3px solid #b34000;outline-offset:2px}
.cadre{overflow-x:auto}
"""


def emit(reports: Mapping[str, bytes], files: Mapping[str, Sequence[str]]) -> str:
    """The page; ``reports`` and ``files`` are by folder name."""
    rows = "\n".join(_row(name, json.loads(report), files[name]) for name, report in reports.items())
    return f"""<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dossiers de certification</title>
<style>{_STYLE}</style>
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
    for suffix, kind in _KINDS.items():
        links += [
            f'<a href="{escape(name)}/{escape(file)}">{kind}<span hidden> de {escape(name)}</span></a>'
            for file in files
            if file.endswith(suffix)
        ]
    return ", ".join(links)

"""Writing long dossiers: the PDF against bare WeasyPrint on the same page, Word, drawings.

Bare is WeasyPrint with our fonts, our HTML and the same norm, without attachments, metadata, seal nor what
``pdf_engine`` hastens. Each PDF is written by its own process, so that peaks of memory compare.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from bench.clock import cpu_of_call, show
from bench.programmes import programme

UNITS = 300
SHORT, LONG, MEMORY, DOCX, SVG = 1.05, 0.85, 1.1, 1000, 200
"""Goals: ratios to bare WeasyPrint, then milliseconds."""


def main() -> None:
    """CPU and memory of both PDF, of LP15301A (three times each) and of 300 units; then Word and the drawings."""
    _compare("LP15301A", Path("sources/lp15301a.xml"), 3, SHORT)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "banc.xml")
        path.write_text(programme(UNITS), "utf-8")
        _compare(f"{UNITS} units", path, 1, LONG)
        _word_and_drawings(path)


def _compare(name: str, path: Path, times: int, goal: float) -> None:
    runs: dict[str, list[tuple[float, float]]] = {"ours": [], "bare": []}
    for _ in range(times):
        for which, spent in runs.items():
            command = [sys.executable, "-m", "bench.pdf", which, str(path)]
            spent.append(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    (ours, peak), (bare, bare_peak) = (map(median, zip(*spent, strict=True)) for spent in runs.values())
    show(f"PDF of {name} / bare WeasyPrint", ours / bare, goal, f"{ours:.1f} s / {bare:.1f} s")
    show("  its peak of memory", peak / bare_peak, MEMORY, f"{peak:.0f} MB / {bare_peak:.0f} MB")


def _word_and_drawings(path: Path) -> None:
    from dossier.document.figures import arbre, calendrier, credits, matrice, totaux
    from dossier.document.matrix import Matrix
    from dossier.look.model import DEFAULT
    from dossier.render.docx import to_docx
    from dossier.render.docx_pictures import figure_picture

    judgement, document = _composed(path)
    source = judgement.programme
    word = cpu_of_call(partial(to_docx, document))
    _show_milliseconds(f"Word file of {UNITS} units", word, DOCX)
    drawings = (
        partial(arbre.maquette_tree, source),
        partial(calendrier.expiry_calendar, source),
        partial(credits.credits_by_bloc, source, credits.barres(source)),
        partial(matrice.heatmaps, Matrix(source)),
        partial(totaux.reachable_totals, source),
    )
    drawn = [(cpu_of_call(draw) / len(figures), figures) for draw in drawings if (figures := draw())]
    _show_milliseconds("slowest drawing (SVG)", max(spent for spent, _ in drawn), SVG)
    rasters = [
        cpu_of_call(partial(figure_picture, figure, 1, DEFAULT.palette, 10**7, 10**7))
        for _, figures in drawn
        for figure in figures
    ]
    _show_milliseconds(f"slowest of their {len(rasters)} images (PNG)", max(rasters), None)
    _show_milliseconds("all their images", sum(rasters), None)


def _show_milliseconds(what: str, seconds: float, goal: float | None) -> None:
    spent = seconds * 1000
    verdict = "" if goal is None else ("  ok" if spent <= goal else "  MISSED") + f" (goal {goal})"
    print(f"{what:<58} {spent:7.0f} ms{verdict}")


def _composed(path: Path) -> tuple[Any, Any]:
    from dossier.document.compose import compose
    from dossier.programme.reader import read
    from dossier.rules.families import catalogue
    from dossier.rules.runner import judge
    from dossier.settings import Settings

    judgement = judge(read(path), catalogue(), Settings())
    return judgement, compose(judgement)


def _child(which: str, path: Path) -> None:
    """Print the CPU seconds of one PDF, and the peak of this process in MB."""
    from dossier.filing.embedded import inside
    from dossier.render.html import to_html
    from dossier.render.pdf import to_pdf
    from dossier.render.pdf_engine import VARIANT, engine, laid_out

    judgement, document = _composed(path)
    weasyprint = engine()
    attachments, html = inside(judgement, judgement.programme), to_html(document)
    start = time.process_time()
    if which == "ours":
        to_pdf(document, attachments=attachments)
    else:
        laid_out(weasyprint, html).write_pdf(pdf_variant=VARIANT)
    spent = time.process_time() - start
    print(json.dumps((spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)))


if __name__ == "__main__":
    if sys.argv[1:]:
        _child(sys.argv[1], Path(sys.argv[2]))
    else:
        main()

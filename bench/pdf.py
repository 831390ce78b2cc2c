"""Writing long dossiers: the PDF against bare WeasyPrint on the same page, or another revision of the tool; Word.

``python -m bench.pdf against cf55510`` is the second.

Bare is WeasyPrint with our fonts, our HTML and the same norm, without attachments, metadata, seal nor what
``pdf_engine`` hastens. Each PDF is written by its own process, so that peaks of memory compare.
"""

from __future__ import annotations

import json
import os
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
SHORT, LONG, MEMORY, DOCX, BEFORE = 1.05, 0.85, 1.1, 1000, 0.55
"""Goals: ratios to bare WeasyPrint, then milliseconds."""


def main() -> None:
    """CPU and memory of both PDF, of LP15301A (three times each) and of 300 units; then Word."""
    _compare("LP15301A", Path("sources/lp15301a.xml"), 3, SHORT)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "banc.xml")
        path.write_text(programme(UNITS), "utf-8")
        _compare(f"{UNITS} units", path, 1, LONG)
        _word(path)


def _compare(name: str, path: Path, times: int, goal: float) -> None:
    runs: dict[str, list[tuple[float, float]]] = {"ours": [], "bare": []}
    for _ in range(times):
        for which, spent in runs.items():
            command = [sys.executable, "-m", "bench.pdf", which, str(path)]
            spent.append(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    (ours, peak), (bare, bare_peak) = (map(median, zip(*spent, strict=True)) for spent in runs.values())
    show(f"PDF of {name} / bare WeasyPrint", ours / bare, goal, f"{ours:.1f} s / {bare:.1f} s")
    show("  its peak of memory", peak / bare_peak, MEMORY, f"{peak:.0f} MB / {bare_peak:.0f} MB")


def _word(path: Path) -> None:
    from dossier.render.docx import to_docx

    _, document = _composed(path)
    _show_milliseconds(f"Word file of {UNITS} units", cpu_of_call(partial(to_docx, document)), DOCX)


def _against(revision: str) -> None:
    """The PDF of both programmes beside that of another revision of the tool, in the same run."""
    with tempfile.TemporaryDirectory() as folder:
        tree = subprocess.run(["git", "archive", revision], capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", folder], input=tree, check=True)
        for path in ("sources/lp15301a.xml", "sources/exemple-complet.xml"):
            now, before = (_spent(path, where) for where in (".", folder))
            show(f"PDF of {path} / that of {revision}", now / before, BEFORE, f"{now:.1f} s / {before:.1f} s")


def _spent(path: str, where: str) -> float:
    command = [sys.executable, "-m", "bench.pdf", "ours", path]
    place = {**os.environ, "PYTHONPATH": str(Path(where).resolve())}
    said = [subprocess.run(command, capture_output=True, check=True, cwd=where, env=place).stdout for _ in range(3)]
    return float(median(json.loads(each)[0] for each in said))


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
    if sys.argv[1:2] == ["against"]:
        _against(sys.argv[2])
    elif sys.argv[1:]:
        _child(sys.argv[1], Path(sys.argv[2]))
    else:
        main()

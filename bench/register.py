"""The national register: import of a generated one against a bare pass over the same file, memory, queries.

``python -m bench.register 3000`` for a smaller register.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

from bench.clock import cpu_of_process, show

SHEETS = 30_000
IMPORT, MEMORY, QUERY, SEARCH, CHECK = 5.0, 300.0, 5.0, 30.0, 25.0

_BARE = """
import sys
from lxml import etree
for _, node in etree.iterparse(sys.argv[1], tag="FICHE"):
    node.clear()
"""


def main(sheets: int = SHEETS) -> None:
    """CPU of an import over CPU of a bare pass that clears elements; peak memory; milliseconds of each query."""
    with tempfile.TemporaryDirectory() as folder:
        path, index = Path(folder, "export-2026-08-16.xml"), Path(folder, "rncp.sqlite")
        _generate(path, sheets)
        size = path.stat().st_size / 1e6
        bare, _memory = min(_process("-c", _BARE, str(path)) for _ in range(2))
        ours, memory = min(
            _process("-m", "dossier", "register", "import", str(path), "--index", str(index)) for _ in range(2)
        )
        show(
            f"register: import of {sheets} sheets ({size:.0f} MB) / bare iterparse",
            ours / bare,
            IMPORT,
            f"{ours:.1f} s / {bare:.1f} s",
        )
        _print("register: peak memory of the import", memory, MEMORY, "MB")
        _queries(index)
        _check(Path(folder), index)


def _check(folder: Path, index: Path) -> None:
    """What the index adds to a whole check."""
    programme = Path(shutil.copy("sources/lp15301a.xml", folder))
    arguments = ["-m", "dossier", "check", str(programme)]
    without = cpu_of_process(arguments)
    (folder / "referentiel").mkdir()
    index.rename(folder / "referentiel" / "rncp.sqlite")
    _print("register: check with an index, added", (cpu_of_process(arguments) - without) * 1000, CHECK, "ms")


def _generate(path: Path, sheets: int) -> None:
    from tests.register.generator import realistic, simple

    with path.open("w", encoding="utf-8") as stream:
        stream.write("<FICHES><VERSION_FLUX>4.1</VERSION_FLUX>\n")
        stream.writelines(realistic(sheets))
        if sheets < 30_109:
            stream.write(simple("RNCP30109", "La fiche que cite LP15301A"))
        stream.write("</FICHES>\n")


def _process(*arguments: str) -> tuple[float, float]:
    """CPU seconds and peak megabytes of a Python process."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    usage = _waited(process)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _waited(process: subprocess.Popen[bytes]) -> resource.struct_rusage:
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the measured process left with status {process.returncode}")
    return usage


def _queries(path: Path) -> None:
    from dossier.register.index import Index

    with Index(path) as register:
        some = cycle(fiche.numero for fiche in register.search("exemple", limit=20).fiches)
        numero = next(some)
        queries: tuple[tuple[str, Callable[[], object], float], ...] = (
            ("open", lambda: Index(path).close(), QUERY),
            ("a sheet", lambda: register.fiche(next(some)), QUERY),
            ("a number as typed", lambda: register.numeros(numero[4:]), QUERY),
            ("statistics", register.stats, QUERY),
            ("nomenclature NSF", lambda: register.codes("nsf"), QUERY),
            ("search, one rare word", lambda: register.search("M1100"), SEARCH),
            ("search, two frequent words", lambda: register.search("médiation scientifique"), SEARCH),
            ("search, level and active", lambda: register.search("mediat scien", 6, True), SEARCH),
        )
        for what, call, goal in queries:
            _print(f"register: {what}", _milliseconds(call), goal, "ms")


def _milliseconds(call: Callable[[], object], times: int = 15) -> float:
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        spent.append(time.perf_counter() - start)
    return sorted(spent)[times // 2] * 1000


def _print(what: str, value: float, goal: float, unit: str) -> None:
    print(f"{what:<58}   {value:6.1f} {unit}  {'ok' if value <= goal else 'MISSED'} (goal {goal:g} {unit})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SHEETS)

"""CPU time of processes and calls."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable


def cpu_of_process(arguments: list[str], times: int = 9) -> float:
    """Median user + system seconds of a Python process run so many times."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    spent = []
    for _ in range(times + 1):
        before = _children()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=False, env=environment)
        spent.append(_children() - before)
    return statistics.median(spent[1:])  # the first run compiled


def cpu_of_call(call: Callable[[], object], times: int = 3) -> float:
    """Median CPU seconds of a call in this process."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        call()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def show(what: str, ratio: float, goal: float | None, detail: str) -> None:
    """One line of the bench."""
    verdict = "" if goal is None else ("  ok" if ratio <= goal else "  MISSED") + f" (goal {goal})"
    print(f"{what:<58} × {ratio:5.2f}{verdict}   {detail}")

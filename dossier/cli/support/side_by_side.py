"""The same work on many programmes, on several cores: results come in their order, whatever the number of cores."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import NamedTuple, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


class Died(NamedTuple):
    """The process that worked on a task was killed, twice."""


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def each_in_order(work: Callable[[Task], Result], tasks: Sequence[Task], jobs: int) -> Iterator[Result | Died]:
    """The result of each task, in order, ``jobs`` at a time; few are ever waiting, so that memory stays bounded.

    A process that dies takes down those beside it: each task that was under way is tried once more, alone.
    """
    jobs = min(jobs, len(tasks))
    if jobs <= 1:
        yield from map(work, tasks)
        return
    waiting, alone = deque(tasks), deque[Task]()
    while waiting:
        yield from _together(work, waiting, alone, jobs)
        while alone:
            yield _apart(work, alone.popleft())


def _together(work: Callable[[Task], Result], waiting: deque[Task], alone: deque[Task], jobs: int) -> Iterator[Result]:
    """Until no task waits, or a process dies: ``alone`` then holds the tasks that were under way, in order."""
    under_way = deque[tuple[Task, Future[Result]]]()
    pool = _pool(jobs)
    try:
        while waiting or under_way:
            while waiting and len(under_way) < 2 * jobs:
                under_way.append((waiting[0], pool.submit(work, waiting[0])))
                waiting.popleft()
            result = under_way[0][1].result()
            under_way.popleft()
            yield result
    except BrokenProcessPool:
        alone.extend(task for task, _ in under_way)
    finally:
        pool.shutdown(wait=not waiting and not under_way, cancel_futures=True)


def _apart(work: Callable[[Task], Result], task: Task) -> Result | Died:
    with _pool(1) as pool:
        try:
            return pool.submit(work, task).result()
        except BrokenProcessPool:
            return Died()


def _pool(jobs: int) -> Executor:
    kind = "fork" if sys.platform == "linux" else "spawn"  # what is imported already is shared
    return ProcessPoolExecutor(jobs, multiprocessing.get_context(kind), _leave_at_once)


def _leave_at_once() -> None:
    """Ctrl-C is for the command: its workers end without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)

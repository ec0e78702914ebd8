"""One thread a task: why the libraries' own parallel loops are kept to one thread each.

OpenMP's threads wait for each other by spinning. On two cores with other work to do, a question
through the small engine took 3.5 s with two such threads and 0.04 s with one; bulk encoding
270 tokens a second against 1,700. So work is shared out as whole tasks instead: batches of
passages to as many threads as there are cores, none waiting for another.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final, TypeVar

#: Held while arrays are loaded: NumPy reads their headers through ``ast``, which two threads of
#: CPython 3.11 cannot do at once (python/cpython issue 106905, "AST constructor recursion depth
#: mismatch"); a search that loads an index met one that was being built.
LOADING: Final = threading.RLock()

A = TypeVar("A")
B = TypeVar("B")

_VARIABLE: Final = "OMP_NUM_THREADS"


@contextmanager
def one_thread_each() -> Iterator[None]:
    """While a library is loaded in here, its OpenMP takes one thread, unless the person set it."""
    if _VARIABLE in os.environ:
        yield
        return
    os.environ[_VARIABLE] = "1"
    try:
        yield
    finally:
        os.environ.pop(_VARIABLE, None)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def side_by_side(
    work: Callable[[A], B], tasks: Iterable[A], begin: Callable[[], object] | None = None
) -> Iterator[B]:
    """The results of ``work`` on every task, in their order, made by a thread for each core.

    ``begin`` is called once in each thread. An exception of ``work`` is raised here, and what
    was not begun is given up, also where the caller stops asking.
    """
    pool = ThreadPoolExecutor(cores(), "encode", initializer=begin)
    try:
        yield from pool.map(work, tasks)
    finally:
        pool.shutdown(cancel_futures=True)


def both(work: Callable[[A], B], one: A, other: A) -> tuple[B, B]:
    """The results of ``work`` on two tasks, made at the same time."""
    with ThreadPoolExecutor(1, "both") as pool:
        second = pool.submit(work, other)
        return work(one), second.result()

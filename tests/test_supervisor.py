"""Work in children that can be ended: by time, by memory, by stop, and when nobody wants it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from dalil.ingest.supervisor import Ended, Work, each

ROOT = Path(__file__).resolve().parents[1]
#: Seconds until a test gives up on what should take a moment.
PATIENCE_S = 60.0

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes of POSIX")

FOREVER = partial(re.search, "(a+)+$", "a" * 60 + "b")  # holds Python's lock for centuries
SLEEP = partial(time.sleep, 10_000)
GROW = partial(eval, "[bytes(bytearray(b'x') * 10**6) for _ in range(10**6)]")
GRAB = partial(eval, "bytearray(10**10)")


def run(*works: Work[Any], workers: int = 1) -> list[Any]:
    results = dict(each(works, workers=workers))
    assert sorted(results) == list(range(len(works))), "one result for each"
    return [results[number] for number in sorted(results)]


RUNAWAYS: list[tuple[Callable[[], Any], str, str]] = [
    (FOREVER, "lebih dari 1 detik", "a regex that no signal handler of ours gets into"),
    (SLEEP, "lebih dari 1 detik", "one that waits for a drive"),
    (GROW, "lebih dari 200 MB", "memory bit by bit"),
    (GRAB, "lebih dari 200 MB", "memory at once"),
    (partial(os.abort), "menghentikan pembacanya", "a library that crashes"),
    (partial(os._exit, 0), "menghentikan pembacanya", "one that ends politely"),
    (partial(os.kill, 0, signal.SIGKILL), "menghentikan pembacanya", "the system's own killer"),
]


@pytest.mark.parametrize(("call", "reason", "why"), RUNAWAYS, ids=[r[2] for r in RUNAWAYS])
@pytest.mark.parametrize("workers", [1, 2])
def test_one_that_runs_away_is_ended_and_told_and_the_rest_goes_on(
    call: Callable[[], Any], reason: str, why: str, workers: int
) -> None:
    seconds = 1.0 if "detik" in reason else PATIENCE_S
    bad = Work(call, seconds=seconds, memory_mb=200)
    good = Work(partial(int, "7"), seconds=PATIENCE_S, memory_mb=200)
    first, ended, last = run(good, bad, good, workers=workers)
    assert isinstance(ended, Ended), why
    assert reason in ended.reason
    assert (first, last) == (7, 7)


def test_an_exception_is_a_result() -> None:
    (error,) = run(Work(partial(int, "tujuh")))
    assert isinstance(error, ValueError)
    assert "tujuh" in str(error)


def test_what_a_library_prints_does_not_come_between() -> None:
    assert run(Work(partial(print, "x" * 100_000)), Work(partial(os.write, 1, b"y" * 1000))) == [
        None,
        1000,
    ]


def test_children_are_kept_and_those_that_were_ended_are_replaced() -> None:
    pid = Work(os.getpid)
    first = run(pid, pid)
    assert run(pid)[0] == first[0] == first[1] != os.getpid()
    ended, after = run(Work(SLEEP, seconds=0.5), pid)
    assert isinstance(ended, Ended)
    assert after != first[0]


def test_a_child_that_has_grown_is_not_kept() -> None:
    grown = Work(partial(eval, "(globals().__setitem__('kept', b'x' * 400_000_000), 1)[1]"))
    pid = Work(os.getpid)
    before, _, after = run(pid, grown, pid)
    assert before != after


def test_a_child_that_went_while_it_was_idle_costs_nothing() -> None:
    (pid,) = run(Work(os.getpid))
    os.kill(pid, signal.SIGKILL)
    assert run(Work(partial(int, "7"))) == [7]


def test_progress_gives_more_time_once() -> None:
    call = partial(
        exec,
        "import time\nfrom dalil.ingest.worker import report\n"
        "for done in range(4): report(done, 4); time.sleep(.5)",
    )
    assert run(Work(call, seconds=1.0, more_s=PATIENCE_S)) == [None]
    (ended,) = run(Work(call, seconds=1.0, more_s=0.2))
    assert isinstance(ended, Ended)


@pytest.mark.parametrize("call", [FOREVER, SLEEP], ids=["regex", "waiting"])
def test_stop_ends_it_in_the_middle(call: Callable[[], Any]) -> None:
    stop = threading.Event()
    works: list[Work[Any]] = [Work(os.getpid), Work(call), Work(os.getpid)]
    results: dict[int, Any] = {}
    for number, result in each(works, workers=1, stop=stop.is_set):
        results[number] = result
        threading.Timer(1.0, stop.set).start()  # from here: to start a child may take longer
    assert list(results) == [0]
    pid = results[0]
    assert isinstance(pid, int)
    assert _gone(pid)


def test_a_caller_that_goes_away_ends_it() -> None:
    works: list[Work[Any]] = [Work(os.getpid), Work(FOREVER)]
    results = each(works, workers=1)
    _, pid = next(results)
    assert isinstance(pid, int)
    results.close()
    assert _gone(pid)


def test_a_parent_that_is_killed_takes_its_children_along() -> None:
    program = (
        "import os, time; from functools import partial\n"
        "from dalil.ingest.supervisor import Work, each\n"
        "for _, found in each([Work(os.getpid), Work(partial(time.sleep, 600))], workers=1):\n"
        "    print(found, flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        os.kill(pid, 0)
        parent.kill()
    assert _gone(pid)


def test_a_program_is_not_run_a_second_time_for_it(tmp_path: Path) -> None:
    # What `multiprocessing` would do to it, and to a Streamlit server.
    script = tmp_path / "own.py"
    script.write_text(
        "import os\nfrom dalil.ingest.supervisor import Work, each\n"
        "print('begun')\n"
        "print(next(each([Work(os.getpid)], workers=1))[1] != os.getpid())\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    assert done.stdout.split() == ["begun", "True"]


def test_a_folder_with_a_module_of_our_name_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ingest").mkdir()
    (tmp_path / "ingest" / "__init__.py").write_text("raise SystemExit('planted')")
    (tmp_path / "json.py").write_text("raise SystemExit('planted')")
    monkeypatch.chdir(tmp_path)
    (pid,) = run(Work(os.getpid))
    os.kill(pid, signal.SIGKILL)  # so that the next one starts here
    assert run(Work(partial(int, "7"))) == [7]


def _gone(pid: int) -> bool:
    """Whether the process ends within a moment."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False

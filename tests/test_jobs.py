"""Jobs belong to the library: one after another, seen by every process, told of afterwards."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_up import act

from dalil.index.curate import jobs
from dalil.index.curate.jobs import ask_to_stop, jobs_of, noted, reports, under_way
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.ingest.errors import LibraryLocked, QueryError
from dalil.ingest.model import Progress

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "pustaka", create=True, encoder=HashingEncoder(16))


class Held:
    """Work that goes on until it is let go, or asked to stop."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()

    def __call__(self, tell: Progress, stop: Callable[[], bool]) -> str:
        self.begun.set()
        tell("membaca", 1, 3)
        while not self.go.wait(0.02):
            if stop():
                return "dihentikan"
        return "selesai"


def test_one_after_another_and_the_second_says_what_it_waits_for(library: Library) -> None:
    held = Held()
    first = jobs_of(library).begin(library, "add", held, subject="a.pdf", stoppable=True)
    assert held.begun.wait(10)
    second = jobs_of(library).begin(library, "remove", lambda tell, stop: 7)
    assert second.state == "waiting"
    assert second.waits_for is not None and second.waits_for.kind == "add"
    listed = under_way(library)
    assert [(k.kind, k.state) for k in listed] == [("add", "running"), ("remove", "waiting")]
    assert (listed[0].stage, listed[0].done, listed[0].total) == ("membaca", 1, 3)
    held.go.set()
    assert first.wait(10) and second.wait(10)
    assert (first.result, second.result) == ("selesai", 7)
    assert under_way(library) == []
    assert [(k.kind, k.state) for k in reports(library)] == [("remove", "done"), ("add", "done")]


def test_another_process_sees_it_too_and_may_stop_it(library: Library) -> None:
    """Another `Library` stands for the other process: it has the catalogue and the lock alone."""
    held = Held()
    job = jobs_of(library).begin(library, "add", held, stoppable=True)
    assert held.begun.wait(10)
    code = (
        "import sys; from dalil.index.library import Library\n"
        "from dalil.index.curate.jobs import ask_to_stop, under_way\n"
        "library = Library.open(sys.argv[1]); "
        "known = under_way(library); print([(k.kind, k.state) for k in known]); "
        "ask_to_stop(library, known[0].number)"
    )
    seen = subprocess.run(
        [sys.executable, "-c", code, str(library.folder)], cwd=ROOT, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    assert seen.stdout.strip() == "[('add', 'running')]"
    job._noted = 0.0  # as when its next note is due
    job._tell("membaca", 2, 3)
    assert job.wait(10)
    assert (job.state, job.result) == ("stopped", "dihentikan")


def test_one_that_waits_is_stopped_at_once_and_never_begun(library: Library) -> None:
    held, ran = Held(), threading.Event()
    first = jobs_of(library).begin(library, "add", held)
    assert held.begun.wait(10)
    second = jobs_of(library).begin(library, "remove", lambda tell, stop: ran.set())
    ask_to_stop(library, second.number)
    assert second.wait(10) and second.state == "stopped"
    held.go.set()
    assert first.wait(10)
    assert not ran.is_set()
    assert [k.state for k in reports(library)] == ["stopped", "done"]


def test_it_waits_for_a_writer_that_is_no_job_of_ours(library: Library) -> None:
    """A watched folder writes in a thread of its own; the job waits, and can be stopped."""
    inside, go = threading.Event(), threading.Event()

    def write() -> None:
        with noted(library, "watch", "masuk"), library.write_lock():
            inside.set()
            go.wait(20)

    thread = threading.Thread(target=write)
    thread.start()
    assert inside.wait(10)
    job = jobs_of(library).begin(library, "reindex", lambda tell, stop: True)
    deadline = time.monotonic() + 20
    while job.waits_for is None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert job.waits_for is not None and job.waits_for.kind == "watch"
    other = jobs_of(library).begin(library, "reindex", lambda tell, stop: True)
    job.stop()
    assert job.wait(10) and job.state == "stopped"
    go.set()
    thread.join(10)
    assert other.wait(10) and other.result is True


def test_what_fails_is_told_and_the_next_goes_on(library: Library) -> None:
    def fails(tell: Progress, stop: Callable[[], bool]) -> None:
        raise QueryError("begini tidak bisa")

    job = jobs_of(library).begin(library, "add", fails)
    after = jobs_of(library).begin(library, "add", lambda tell, stop: 1)
    assert job.wait(10) and after.wait(10)
    assert isinstance(job.error, QueryError) and after.result == 1
    assert reports(library)[1].facts == {"error": "begini tidak bisa"}


def test_a_report_is_kept_for_the_next_who_opens_the_library(library: Library) -> None:
    job = jobs_of(library).begin(
        library, "remove", lambda tell, stop: ["uu/2001/1"], facts=lambda ids: {"works": ids}
    )
    assert job.wait(10)
    again = Library.open(library.folder)
    assert [(k.kind, k.facts) for k in reports(again)] == [("remove", {"works": ["uu/2001/1"]})]


def test_only_the_last_reports_are_kept(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "JOBS_KEPT", 3)
    for _ in range(6):
        with noted(library, "ingest"):
            pass
    assert len(reports(library, 100)) == 3


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_job_whose_process_was_killed_is_told_as_lost(library: Library) -> None:
    code = (
        "import os, signal, sys; from dalil.index.library import Library\n"
        "from dalil.index.curate.jobs import noted\n"
        "library = Library.open(sys.argv[1])\n"
        "with noted(library, 'ingest', 'berkas'):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(library.folder)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert under_way(library) == []
    assert [k.state for k in reports(library)] == ["lost"]


def test_a_row_of_a_process_before_that_had_our_number_is_lost(library: Library) -> None:
    """In a container every start has the same process number."""
    with library.catalog.transaction() as db:
        db.execute(
            "INSERT INTO jobs (kind, subject, state, process, begun, seen) "
            "VALUES ('add', '', 'running', ?, '2026-01-01T00:00:00+00:00', "
            "'2026-01-01T00:00:00+00:00')",
            (f"{os.getpid()}@{socket.gethostname()}",),
        )
    assert under_way(library) == []


def test_one_that_ends_while_it_is_looked_at_is_not_lost(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its row was read before it ended, whether it is alive was asked after."""
    held = Held()
    job = jobs_of(library).begin(library, "remove", held)
    assert held.begun.wait(10)
    asked = jobs._alive

    def ends_first(*row: Any) -> bool:
        held.go.set()
        assert job.wait(10)
        return asked(*row)

    monkeypatch.setattr(jobs, "_alive", ends_first)
    assert under_way(library) == []
    assert [k.state for k in reports(library)] == ["done"]


def test_one_whose_end_is_being_written_is_under_way(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that asks for it meanwhile is not told that there is no such job."""
    writes, go, end = threading.Event(), threading.Event(), jobs._end

    def slowly(*told: Any) -> None:
        writes.set()
        assert go.wait(10)
        end(*told)

    monkeypatch.setattr(jobs, "_end", slowly)
    job = jobs_of(library).begin(library, "remove", lambda tell, stop: None)
    assert writes.wait(10)
    assert [k.state for k in under_way(library)] == ["running"]
    go.set()
    assert job.wait(10)
    assert under_way(library) == [] and [k.state for k in reports(library)] == ["done"]


def test_one_that_found_the_library_locked_was_not_begun(library: Library) -> None:
    with pytest.raises(LibraryLocked), noted(library, "ingest"):
        raise LibraryLocked("sedang ditulis")
    assert reports(library) == [] and under_way(library) == []


def test_jobs_that_overlap_leave_an_index_of_all(library: Library) -> None:
    """Each puts a work in, from threads of their own, with and without vectors."""

    def puts(n: int) -> Callable[[Progress, Callable[[], bool]], None]:
        def work(tell: Progress, stop: Callable[[], bool]) -> None:
            library.put(act(f"uu/2001/{n}", {"1": [f"Izin nomor{n} diberikan lurah."]}))
            library.commit(vectors=n % 2 == 0, progress=tell, stop=stop)

        return work

    begun = []
    threads = [
        threading.Thread(target=lambda n=n: begun.append(jobs_of(library).begin(
            library, "add", puts(n))))
        for n in range(6)
    ]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert all(job.wait(30) and job.error is None for job in begun)
    generation = library.generation
    assert generation is not None
    assert generation.meta.documents == 6
    library.commit()
    assert library.generation is not None and library.generation.without is None

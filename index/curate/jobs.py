"""Jobs that write into a library: one after another, known to every process, told of afterwards.

A job belongs to the library, not to who began it. Within a process `Jobs` runs them in their
order; the write lock (`Library.write_lock`) keeps processes apart. What is under way, and what the
last ones did, stands in the catalogue's table ``jobs``, which all processes read; how far a job
of another process has come is written there every few seconds. A job whose process was killed is
told as lost. Failing to write that table never costs the job itself.
"""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, TypeVar

from dalil.index.library import Library
from dalil.index.store.catalog import Catalog, now
from dalil.ingest.errors import DalilError, LibraryLocked
from dalil.ingest.messages import Message, as_json, from_json, message_of
from dalil.ingest.model import Progress

if TYPE_CHECKING:
    from dalil.index.curate.add_sources import IngestReport
    from dalil.index.curate.fetch import FetchReport


T = TypeVar("T")

State = Literal["waiting", "running", "done", "failed", "stopped", "lost"]
#: What is told of a job afterwards: plain values that JSON can hold.
Facts = Mapping[str, Any]

#: Reports that are kept; the oldest go first.
JOBS_KEPT: Final = 200
#: Works, files and remarks that one report keeps; a folder may hold thousands.
LINES: Final = 200
#: Seconds between two notes of a job's progress in the catalogue.
_NOTED_S: Final = 2.0
#: Seconds between two tries at a lock that somebody else holds.
_AGAIN_S: Final = 0.5
#: A job of another machine that was not heard of for so long is lost.
_SILENT: Final = timedelta(minutes=10)
#: What may go wrong with the table, which must not cost the job.
_TROUBLE: Final = (DalilError, sqlite3.Error, OSError)

_COLUMNS: Final = (
    "number, kind, subject, state, process, begun, seen, ended, stage, done, total, report"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A job as the catalogue has it, of whatever process."""

    number: int
    kind: str
    subject: str
    state: State
    begun: str  # ISO 8601, UTC
    ended: str | None
    stage: str
    done: int
    total: int
    facts: Facts

    @property
    def ratio(self) -> float:
        """How much of this stage is done, 0–1."""
        return min(1.0, self.done / self.total) if self.total else 0.0


class Job(Generic[T]):
    """One job of this process: waiting for its turn, running, or ended."""

    def __init__(
        self,
        library: Library,
        kind: str,
        subject: str,
        work: Callable[[Progress, Callable[[], bool]], T],
        facts: Callable[[T], Facts],
        stoppable: bool,
        leave: Callable[[Job[Any]], bool],
    ) -> None:
        self.library, self.kind, self.subject, self.stoppable = library, kind, subject, stoppable
        self._work, self._facts, self._leave = work, facts, leave
        self.state: State = "waiting"
        self.stage, self.done, self.total = "", 0, 0
        #: Who has the turn meanwhile; None where nobody is known.
        self.waits_for: Known | None = None
        self.result: T | None = None
        self.error: Exception | None = None
        self.number = _begun(library, kind, subject, "waiting")
        self._stop, self._end = threading.Event(), threading.Event()
        self._noted = 0.0

    @property
    def running(self) -> bool:
        """Whether it is still to end: at work, or waiting for its turn."""
        return not self._end.is_set()

    @property
    def stopped(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    @property
    def ratio(self) -> float:
        """How much of this stage is done, 0–1."""
        return min(1.0, self.done / self.total) if self.total else 0.0

    def stop(self) -> None:
        """Ask it to stop. Waiting, it ends at once; at work, where it can."""
        self._stop.set()
        if self._leave(self):
            self.state = "stopped"
            self._ended()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for its end at most so long; whether it has ended."""
        return self._end.wait(seconds)

    def _run(self) -> None:
        """Take the turn when it comes, and do it."""
        try:
            with ExitStack() as turn:
                while not self._stop.is_set():
                    if _asked_to_stop(self.library.catalog, self.number):
                        self._stop.set()  # by another process, while it waited
                        break
                    try:
                        turn.enter_context(self.library.turn(_AGAIN_S))
                        break
                    except LibraryLocked:
                        self.waits_for = self._before()
                        self._stop.wait(_AGAIN_S)
                if self._stop.is_set():
                    self.state = "stopped"
                    return
                self.state, self.waits_for = "running", None
                _update(self.library.catalog, self.number, state="running", seen=now())
                self.result = self._work(self._tell, self._asked)
            self.state = "stopped" if self._stop.is_set() and self.stoppable else "done"
        except Exception as error:  # told to who began it, and in the report
            self.error, self.state = error, "failed"
        finally:
            self._ended()

    def _before(self) -> Known | None:
        with suppress(*_TROUBLE):
            rows = _listed(self.library.catalog)
            return next((k for k in rows if k.state == "running" and k.number != self.number), None)
        return None

    def _tell(self, stage: str, done: int, total: int) -> None:
        self.stage, self.done, self.total = stage, done, total
        if time.monotonic() - self._noted >= _NOTED_S:
            self._noted = time.monotonic()
            if _noted(self.library.catalog, self.number, stage, done, total):
                self._stop.set()

    def _asked(self) -> bool:
        return self._stop.is_set()

    def _ended(self) -> None:
        try:
            facts: Facts = {}
            if self.error is not None:
                facts = {"error": message_of(self.error) or type(self.error).__name__}
            elif self.result is not None:
                facts = self._facts(self.result)
            _end(self.library.catalog, self.number, self.state, facts)
        finally:
            _MINE.discard((str(self.library.folder), self.number))
            self._end.set()


class Jobs:
    """The jobs of one library in this process, in the order in which they were begun."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._queue: deque[Job[Any]] = deque()
        self._now: Job[Any] | None = None

    def begin(
        self,
        library: Library,
        kind: str,
        work: Callable[[Progress, Callable[[], bool]], T],
        *,
        subject: str = "",
        facts: Callable[[T], Facts] = lambda result: {},
        stoppable: bool = False,
    ) -> Job[T]:
        """Begin a job: at once, or when those before it have ended.

        ``work`` is given where to tell its progress and how to ask whether to stop. ``facts``
        makes of its result what the report keeps.
        """
        job = Job(library, kind, subject, work, facts, stoppable, self._leave)
        with self._guard:
            self._queue.append(job)
            if self._now is not None:
                job.waits_for = _as_known(self._now)
            else:
                self._now = self._queue.popleft()
                threading.Thread(target=self._work, daemon=True, name="dalil-jobs").start()
        return job

    def here(self) -> list[Job[Any]]:
        """Those of this process that have not ended: the one at work first."""
        with self._guard:
            return [*([self._now] if self._now is not None else []), *self._queue]

    def _leave(self, job: Job[Any]) -> bool:
        """Take a job that was stopped out of the queue; whether it stood there."""
        with self._guard:
            if job not in self._queue:
                return False
            self._queue.remove(job)
            return True

    def _work(self) -> None:
        while True:
            job = self._now
            assert job is not None
            for other in self.here()[1:]:
                other.waits_for = _as_known(job)
            job._run()
            with self._guard:
                self._now = self._queue.popleft() if self._queue else None
                if self._now is None:
                    return


_GUARD: Final = threading.Lock()
_JOBS: Final[dict[str, Jobs]] = {}
#: (folder, number) of the jobs that this process has under way.
_MINE: Final[set[tuple[str, int]]] = set()


def jobs_of(library: Library) -> Jobs:
    """The jobs of that library in this process."""
    with _GUARD:
        return _JOBS.setdefault(str(library.folder), Jobs())


def under_way(library: Library) -> list[Known]:
    """Every job of the library that has not ended, of all processes: those at work first."""
    mine = {job.number: job for job in jobs_of(library).here()}
    listed = []
    with suppress(*_TROUBLE):
        listed = _listed(library.catalog)
    found = [_as_known(mine[k.number]) if k.number in mine else k for k in listed]
    return sorted(
        (k for k in found if k.state in {"waiting", "running"}),
        key=lambda k: (k.state != "running", k.number),
    )


def reports(library: Library, limit: int = 20) -> list[Known]:
    """The last jobs that have ended, the latest first, with what they did."""
    with library.catalog.snapshot() as db:
        rows = db.execute(
            f"SELECT {_COLUMNS} FROM jobs WHERE ended IS NOT NULL "  # noqa: S608
            "ORDER BY number DESC LIMIT ?",
            (limit,),
        ).fetchall()
    return [_known(row) for row in rows]


def ask_to_stop(library: Library, number: int) -> None:
    """Ask a job to stop, of whatever process: it looks every few seconds."""
    for job in jobs_of(library).here():
        if job.number == number:
            job.stop()
            return
    _update(library.catalog, number, stop=1)


class JobNote:
    """A job that runs where it was begun, as in the terminal: only what is told of it."""

    def __init__(self, catalog: Catalog, number: int) -> None:
        self._catalog, self._number = catalog, number
        self._at = 0.0
        self._stop = False
        self.facts: Facts = {}

    def tell(self, stage: str, done: int, total: int) -> None:
        """Take down how far it has come, now and then."""
        if time.monotonic() - self._at >= _NOTED_S:
            self._at = time.monotonic()
            self._stop = _noted(self._catalog, self._number, stage, done, total) or self._stop

    def stopped(self) -> bool:
        """Whether somebody asked it to stop, from another process too."""
        return self._stop


@contextmanager
def noted(library: Library, kind: str, subject: str = "") -> Iterator[JobNote]:
    """Have what is done in this block known to every process as a job of the library."""
    number = _begun(library, kind, subject, "running")
    note = JobNote(library.catalog, number)
    state: State = "done"
    try:
        yield note
        state = "stopped" if note.stopped() else "done"
    except LibraryLocked:
        state = "lost"
        _forget(library.catalog, number)  # it was not begun
        raise
    except BaseException as error:
        state = "failed"
        note.facts = {"error": message_of(error) or type(error).__name__}
        raise
    finally:
        if state != "lost":
            _end(library.catalog, number, state, note.facts)
        _MINE.discard((str(library.folder), number))


def ingest_facts(report: IngestReport) -> Facts:
    """What is kept of an ingest."""
    said = [
        Message("curate.about", subject=t.document.id, problem=w)
        for t in report.documents
        for w in t.warnings[:LINES]
    ]
    return {
        "documents": len(report.documents),
        "unchanged": report.unchanged,
        "skipped_count": len(report.skipped),
        "failed_count": len(report.failed),
        "left": report.left,
        "seconds": round(report.seconds_s, 1),
        "works": [[t.document.id, t.document.title] for t in report.documents[:LINES]],
        "failed": [[PurePath(f.source).name, f.reason] for f in report.failed[:LINES]],
        "removed": list(report.removed[:LINES]),
        "warnings": said[:LINES],
    }


def fetch_facts(reports: Sequence[FetchReport]) -> Facts:
    """What is kept of a fetch or an update."""
    brought = [one for report in reports for one in report.fetched]
    failed = [f for report in reports for f in report.failed]
    gone = [url for report in reports for url in report.gone]
    return {
        "documents": len({i for one in brought for i in one.ids}),
        "unchanged": sum(report.unchanged for report in reports),
        "skipped_count": sum(len(report.skipped) for report in reports),
        "failed_count": len(failed),
        "left": sum(report.left for report in reports),
        "seconds": round(sum(report.seconds_s for report in reports), 1),
        "works": [[", ".join(one.ids), one.url] for one in brought[:LINES]],
        "failed": [[f.source, f.reason] for f in failed[:LINES]],
        "notes": [Message("curate.gone_there", url=url) for url in gone[:LINES]],
    }


# The table


def _process() -> str:
    return f"{os.getpid()}@{socket.gethostname()}"


def _begun(library: Library, kind: str, subject: str, state: State) -> int:
    with suppress(*_TROUBLE), library.catalog.transaction() as db:
        made = db.execute(
            "INSERT INTO jobs (kind, subject, state, process, begun, seen) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (kind, subject, state, _process(), now(), now()),
        )
        db.execute(
            "DELETE FROM jobs WHERE ended IS NOT NULL AND number <= ?",
            ((made.lastrowid or 0) - JOBS_KEPT,),
        )
        number = int(made.lastrowid or 0)
        _MINE.add((str(library.folder), number))  # before anybody can see the row
        return number
    return 0


def _update(catalog: Catalog, number: int, **values: object) -> None:
    sets = ", ".join(f"{name} = ?" for name in values)  # names of ours
    with suppress(*_TROUBLE), catalog.transaction() as db:
        db.execute(f"UPDATE jobs SET {sets} WHERE number = ?", (*values.values(), number))  # noqa: S608


def _noted(catalog: Catalog, number: int, stage: str, done: int, total: int) -> bool:
    """Write how far a job has come; whether somebody asked it to stop."""
    _update(catalog, number, seen=now(), stage=stage, done=done, total=total)
    return _asked_to_stop(catalog, number)


def _asked_to_stop(catalog: Catalog, number: int) -> bool:
    with suppress(*_TROUBLE), catalog.snapshot() as db:
        row = db.execute("SELECT stop FROM jobs WHERE number = ?", (number,)).fetchone()
        return bool(row and row[0])
    return False


def _end(catalog: Catalog, number: int, state: State, facts: Facts) -> None:
    told = json.dumps(as_json(facts), ensure_ascii=False, default=str)
    _update(catalog, number, state=state, ended=now(), report=told)


def _forget(catalog: Catalog, number: int) -> None:
    with suppress(*_TROUBLE), catalog.transaction() as db:
        db.execute("DELETE FROM jobs WHERE number = ?", (number,))


def _listed(catalog: Catalog) -> list[Known]:
    """Those that have not ended; one whose process is gone is written down as lost."""
    with catalog.snapshot() as db:
        rows = db.execute(
            f"SELECT {_COLUMNS} FROM jobs WHERE ended IS NULL ORDER BY number"  # noqa: S608
        ).fetchall()
    found = []
    for row in rows:
        if _alive(str(catalog.path.parent), row[0], row[4], row[6]):
            found.append(_known(row))
        else:
            _lose(catalog, row[0], row[6])
    return found


def _lose(catalog: Catalog, number: int, seen: str) -> None:
    """Write down as lost what has not ended; it may have, since its row was read."""
    with suppress(*_TROUBLE), catalog.transaction() as db:
        db.execute(
            "UPDATE jobs SET state = 'lost', ended = ? WHERE number = ? AND ended IS NULL",
            (seen, number),
        )


def _alive(folder: str, number: int, process: str, seen: str) -> bool:
    pid, _, host = process.partition("@")
    if process == _process():  # or one of before that had our number
        return (folder, number) in _MINE
    if host == socket.gethostname() and os.name == "posix":
        try:
            os.kill(int(pid), 0)
        except ProcessLookupError:
            return False
        except (PermissionError, ValueError):
            return True
        return True
    return datetime.now(UTC) - datetime.fromisoformat(seen) < _SILENT


def _known(row: tuple[Any, ...]) -> Known:
    number, kind, subject, state, _, begun, _, ended, stage, done, total, report = row
    facts: Facts = {}
    with suppress(ValueError):
        facts = from_json(json.loads(report)) if report else {}
    return Known(number, kind, subject, state, begun, ended, stage, done, total, facts)


def _as_known(job: Job[Any]) -> Known:
    # What it came to is known to others once it is written down; until then it is at work.
    at_work = job.running and job.state != "waiting"
    state: State = "running" if at_work else job.state
    return Known(
        job.number, job.kind, job.subject, state, "", None, job.stage, job.done, job.total, {}
    )

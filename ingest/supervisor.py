"""Work on files in child processes, each piece with a limit of time and of memory held from here.

Nothing inside a process can be trusted to stop a hostile file: a regex holds Python's lock, a C
library asks nobody. So every file is read in a child (`ingest.worker`) that can be ended. Children
live on from file to file and from run to run, so that their start is paid once; one that was ended
is replaced. They are started by `subprocess`, from any thread and in any program: no fork, and no
second run of the caller's main module.

Time is held on every system. Memory is held by the system and watched on Linux, looked at by the
child on macOS, and not held on Windows.
"""

from __future__ import annotations

import atexit
import json
import math
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from dalil.ingest.errors import ReaderError, UnreadableSource
from dalil.ingest.messages import Message
from dalil.ingest.readers.limits import Limits
from dalil.ingest.worker import MEMORY_STATUS, receive, resident, send

T = TypeVar("T")

#: Seconds between looks at the clock, at memory, and at whether to stop.
_LOOK_S: Final = 0.1
#: Seconds that a child may take to start on a machine that is busy.
_START_S: Final = 120.0
#: Results kept for each child before it waits for the caller to take them.
_AHEAD: Final = 8
#: Bytes in use from which a child is not kept for the next file, so that memory stays flat.
_RETIRE: Final = 300 * 10**6
#: A child that was idle for too long ends by itself, perhaps just when work comes: ask another.
_TRIES: Final = 3

_START: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from dalil.ingest.worker import main; main('dalil.ingest.pipeline')"
)


@dataclass(frozen=True, slots=True)
class Work(Generic[T]):
    """One call in a child. ``call`` and what it returns must be picklable.

    ``more_s`` comes on top of ``seconds`` once the call has reported progress
    (`ingest.worker.report`). ``memory_mb`` 0: no limit.
    """

    call: Callable[[], T]
    seconds: float = math.inf
    more_s: float = 0.0
    memory_mb: int = 0


@dataclass(frozen=True, slots=True)
class Ended:
    """The child was ended, or ended itself, before it was done: why, for the report."""

    reason: str


class _Child:
    """A process and the thread that listens to it."""

    def __init__(self) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  read when it did not start
        group: dict[str, Any] = (
            {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}  # type: ignore[attr-defined]
            if sys.platform == "win32"
            else {"start_new_session": True}  # Ctrl-C is for us; and it ends with its children
        )
        root = str(Path(__file__).absolute().parents[2])
        path = [p for p in sys.path if p and Path(p).is_absolute()]
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, json.dumps([*path, root])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            **group,
        )
        self.inbox: queue.SimpleQueue[Any] | None = None
        self.ready = False
        threading.Thread(target=self._listen, daemon=True, name="dalil-reader").start()

    def _listen(self) -> None:
        pipe = self.process.stdout
        assert pipe is not None
        message: Any = ()
        while message is not None:
            try:
                message = receive(pipe)
            except Exception:  # closed, killed in the middle of a message, or no message at all
                message = None
            if (inbox := self.inbox) is not None:
                inbox.put((self, message))

    def ask(self, work: Work[Any]) -> None:
        """Raises OSError where it is gone."""
        assert self.process.stdin is not None
        send(self.process.stdin, (work.call, work.seconds, work.more_s, work.memory_mb))

    def end(self) -> None:
        """Kill it and whatever it started, now."""
        with suppress(OSError):
            if sys.platform == "win32":
                self.process.kill()
            else:
                os.killpg(self.process.pid, signal.SIGKILL)
        self.close()

    def close(self) -> None:
        """Let it end: nobody will ask it any more."""
        for pipe in (self.process.stdin, self._errors):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        with suppress(subprocess.TimeoutExpired):  # one that waits for a dead drive stays
            self.process.wait(1.0)

    def last_words(self) -> str:
        with suppress(OSError, ValueError):
            self._errors.seek(0)
            return self._errors.read().decode(errors="replace").strip()[-500:]
        return ""


class _Idle:
    """Children that wait for work, of all threads of this process."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._children: list[_Child] = []

    def take(self) -> _Child:
        """One that waits, else a new one. Raises OSError where none can be started."""
        with self._guard:
            while self._children:
                child = self._children.pop()
                if child.process.poll() is None:
                    return child
                child.close()
        return _Child()

    def put(self, child: _Child) -> None:
        child.inbox = None
        with self._guard:
            if len(self._children) < (os.cpu_count() or 1):
                self._children.append(child)
                return
        child.close()

    def close(self) -> None:
        with self._guard:
            children, self._children = self._children, []
        for child in children:
            child.end()

    def forget(self) -> None:
        """In a forked process: they are the parent's."""
        self._guard = threading.Lock()
        self._children = []


_idle: Final = _Idle()
atexit.register(_idle.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_idle.forget)


@dataclass(slots=True)
class _Running:
    """A piece of work in its child."""

    number: int
    work: Work[Any]
    begun: bool = False
    deadline: float = math.inf
    more_s: float = 0.0
    tries: int = 1
    high: int = 0  # bytes in use at the last look

    @property
    def allowed_s(self) -> float:
        return self.work.seconds + (self.work.more_s - self.more_s)


@dataclass(slots=True)
class _Run:
    """One call of `each`: what is waiting, running and done. Lives in a thread of its own."""

    waiting: Iterator[tuple[int, Work[Any]]]
    limit: int  # children at once
    results: queue.SimpleQueue[Any] = field(default_factory=queue.SimpleQueue)
    halt: threading.Event = field(default_factory=threading.Event)
    taken: int = 0  # results that the caller has
    _inbox: queue.SimpleQueue[Any] = field(default_factory=queue.SimpleQueue)
    _busy: dict[_Child, _Running] = field(default_factory=dict)
    _again: deque[_Running] = field(default_factory=deque)
    _given: int = 0

    def go(self) -> None:
        try:
            self._go()
        except BaseException as error:  # raised again in the caller's thread
            self.results.put(error)
        finally:
            for child in self._busy:
                child.end()
            self.results.put(None)

    def _go(self) -> None:
        looked = time.monotonic()
        while not self.halt.is_set() and (self._fill() or self._busy):
            with suppress(queue.Empty):
                child, message = self._inbox.get(timeout=_LOOK_S)
                if child in self._busy:
                    self._heard(child, message)
            if time.monotonic() - looked >= _LOOK_S:
                looked = time.monotonic()
                for child, running in list(self._busy.items()):
                    self._look(child, running, looked)

    def _fill(self) -> bool:
        """Give work to children; whether there may be more of it."""
        while len(self._busy) < self.limit:
            if self._given - self.taken + len(self._busy) >= _AHEAD * self.limit:
                return True
            running = self._again.popleft() if self._again else self._next()
            if running is None:
                return False
            if not self._start(running):
                return True
        return True

    def _next(self) -> _Running | None:
        for number, work in self.waiting:
            return _Running(number, work, more_s=work.more_s)
        return None

    def _start(self, running: _Running) -> bool:
        try:
            child = _idle.take()
        except OSError as error:
            if not self._busy:
                raise ReaderError(Message("source.no_reader_process", error=error)) from error
            self.limit = len(self._busy)  # no room for more of them
            self._again.append(running)
            return False
        child.inbox = self._inbox
        running.begun, running.deadline = False, time.monotonic() + _START_S
        self._busy[child] = running
        try:
            child.ask(running.work)
        except OSError:
            self._inbox.put((child, None))
        return True

    def _heard(self, child: _Child, message: Any) -> None:
        running = self._busy[child]
        kind = message[0] if message else "gone"
        if kind == "ready":
            child.ready = True
        elif kind == "begun":
            running.begun = True
            running.deadline = time.monotonic() + running.work.seconds
        elif kind == "progress":
            running.deadline += running.more_s
            running.more_s = 0.0
        elif kind in ("done", "raised"):
            del self._busy[child]
            self._give(running, message[1])
            if message[2] > _RETIRE:
                child.end()
            else:
                _idle.put(child)
        elif kind == "memory":
            self._finish(child, _memory(running.work))
        else:
            self._gone(child, running)

    def _gone(self, child: _Child, running: _Running) -> None:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(1.0)
        if not child.ready and running.tries >= _TRIES:
            raise ReaderError(Message("source.reader_process_failed", said=child.last_words()))
        if not running.begun and running.tries < _TRIES:
            del self._busy[child]
            child.end()
            running.tries += 1
            self._again.append(running)
            return
        limit = running.work.memory_mb * 10**6
        if child.process.returncode == MEMORY_STATUS or (limit and running.high > 0.8 * limit):
            self._finish(child, _memory(running.work))
        else:
            self._finish(child, Message("source.ended_itself"))

    def _look(self, child: _Child, running: _Running, now: float) -> None:
        if now >= running.deadline:
            if not running.begun:
                self._gone(child, running)
                return
            self._finish(child, _time(running.allowed_s))
        elif running.work.memory_mb and running.begun:
            running.high = resident(child.process.pid)
            if running.high > running.work.memory_mb * 10**6:
                self._finish(child, _memory(running.work))

    def _finish(self, child: _Child, reason: str) -> None:
        running = self._busy.pop(child)
        child.end()
        self._give(running, Ended(reason))

    def _give(self, running: _Running, result: Any) -> None:
        self._given += 1
        self.results.put((running.number, result))


def _time(seconds: float) -> str:
    return Message("source.ended_time", seconds=seconds)


def _memory(work: Work[Any]) -> str:
    return Message("source.ended_memory", mb=work.memory_mb)


def each(
    works: Iterable[Work[T]],
    *,
    workers: int,
    stop: Callable[[], bool] | None = None,
) -> Generator[tuple[int, T | Ended | Exception], None, None]:
    """Do all of it, ``workers`` at once: number and result of each, as soon as it is done.

    The result is what the call returned, the exception it raised, or an `Ended`. When ``stop``
    says yes, or the caller goes away, the children at work are ended within a moment and nothing
    more comes. Raises ReaderError where no child can be started.
    """
    run = _Run(iter(enumerate(works)), max(1, workers))
    thread = threading.Thread(target=run.go, daemon=True, name="dalil-supervisor")
    thread.start()
    try:
        while True:
            if stop is not None and stop():
                return
            try:
                found = run.results.get(timeout=_LOOK_S)
            except queue.Empty:
                continue
            if found is None:
                return
            if isinstance(found, BaseException):
                raise found
            run.taken += 1
            yield found
    finally:
        run.halt.set()
        thread.join(5.0)


def guarded(work: Work[T], stop: Callable[[], bool] | None = None) -> T | Ended | None:
    """One piece of work; None where it was stopped. Raises what the call raised."""
    for _, result in each([work], workers=1, stop=stop):
        if isinstance(result, Exception):
            raise result
        return result
    return None


def guarded_file(
    path: Path,
    call: Callable[[], T],
    *,
    recognises: bool = False,
    limits: Limits | None = None,
    look: Callable[[], None] | None = None,
) -> T:
    """What ``call`` makes of the file at ``path``, in a child, within the limits for one file.

    For a single file that a person gives: a draft, a list, a page's image. ``recognises``: pages
    may be sent to character recognition, whose seconds come on top. ``look`` is called ten times
    a second; what it raises ends the child and goes to the caller (a person's "stop").

    Raises UnreadableSource where the child was ended, OSError where the file is not there, and
    what the call raised.
    """
    held = limits if limits is not None else Limits.from_environment()
    size = path.stat().st_size
    more = held.ocr_seconds_for(size) if recognises and held.seconds is None else 0.0

    def looked() -> bool:
        if look is not None:
            look()
        return False

    work = Work(call, held.seconds_for(size), more, held.memory_mb)
    result = guarded(work, looked)
    if isinstance(result, Ended):
        raise UnreadableSource(Message("source.ended", name=path.name, reason=result.reason))
    return result  # type: ignore[return-value]  # it is never stopped, only left by raising

"""Work that goes on while the page is drawn again, or left: one thread, its progress, its end.

Streamlit stops a script wherever it is when the person clicks something; an ingest must not be
stopped halfway for that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

#: Told a stage, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


class Stopped(BaseException):
    """The person stopped the job; raised inside it at its next report of progress."""


class Job(Generic[T]):
    """A piece of work in a thread of its own. Made started.

    A ``gentle`` one is not interrupted when it is asked to stop: it looks at `stopped` itself.
    """

    def __init__(self, work: Callable[[Progress], T], *, gentle: bool = False) -> None:
        self._gentle = gentle
        self.stage, self.done, self.total = "start", 0, 0
        self.result: T | None = None
        self.error: Exception | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return self._thread.is_alive()

    @property
    def stopped(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    @property
    def ratio(self) -> float:
        """How much of this stage is done, 0–1."""
        return min(1.0, self.done / self.total) if self.total else 0.0

    def stop(self) -> None:
        """Ask it to stop at its next report of progress."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for its end at most so long; whether it has ended."""
        self._thread.join(seconds)
        return not self.running

    def _run(self, work: Callable[[Progress], T]) -> None:
        try:
            self.result = work(self._report)
        except Stopped:
            pass
        except Exception as error:  # shown on the page that started it
            self.error = error

    def _report(self, stage: str, done: int, total: int) -> None:
        self.stage, self.done, self.total = stage, done, total
        if self._stop.is_set() and not self._gentle:
            raise Stopped

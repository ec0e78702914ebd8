"""How much one caller, and all together, may ask within a while, and how often a secret is tried.

Searching is what costs. `Pace` counts within a process; `SharedPace` over all that serve one
address, in a small file of SQLite.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections import deque
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import Final, Protocol

from dalil.ingest.errors import TooMuch
from dalil.ingest.messages import Message

MINUTE_S: Final = 60.0
#: Wrong secrets within `TRIES_S` seconds: from one address, and from all of them.
TRIES: Final = 5
TRIES_ALL: Final = 50
TRIES_S: Final = 900.0


class Paced(Protocol):
    """What counts questions."""

    def take(self, who: str, cost: float = 1.0, each: float | None = None) -> None:
        """Ask once. Raises TooMuch over a limit; what was refused does not count."""
        ...


class Pace:
    """What was asked within the last minute, by callers of this process."""

    def __init__(self, each: float, total: float, within_s: float = MINUTE_S) -> None:
        self.each, self.total, self._within_s = each, total, within_s
        self._guard = Lock()
        self._asked: deque[tuple[float, str, float]] = deque()

    def take(self, who: str, cost: float = 1.0, each: float | None = None) -> None:
        """Ask once; ``each``: this caller's own limit. Raises TooMuch over a limit; what was
        refused does not count."""
        with self._guard:
            now = time.monotonic()
            while self._asked and now - self._asked[0][0] > self._within_s:
                self._asked.popleft()
            own = sum(c for _, w, c in self._asked if w == who)
            every = sum(c for _, _, c in self._asked)
            _refuse(own + cost, self.each if each is None else each, every + cost, self.total)
            self._asked.append((now, who, cost))


class SharedPace:
    """The same for several processes, which name one file. It may be lost: it is a minute's."""

    def __init__(self, path: Path, each: float, total: float, within_s: float = MINUTE_S) -> None:
        self._path, self.each, self.total, self._within_s = path, each, total, within_s
        with closing(self._open()) as db:
            db.execute("CREATE TABLE IF NOT EXISTS asked (at REAL, who TEXT, cost REAL)")

    def take(self, who: str, cost: float = 1.0, each: float | None = None) -> None:
        """Ask once; ``each``: this caller's own limit. Raises TooMuch over a limit; what was
        refused does not count."""
        now = time.time()
        with closing(self._open()) as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                db.execute("DELETE FROM asked WHERE at < ?", (now - self._within_s,))
                own, every = db.execute(
                    "SELECT total(CASE WHEN who = ? THEN cost END), total(cost) FROM asked", (who,)
                ).fetchone()
                _refuse(own + cost, self.each if each is None else each, every + cost, self.total)
                db.execute("INSERT INTO asked VALUES (?, ?, ?)", (now, who, cost))
            finally:
                db.execute("COMMIT")

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, timeout=5.0, isolation_level=None)
        db.execute("PRAGMA synchronous = OFF")
        return db


def _refuse(own: float, each: float, every: float, total: float) -> None:
    if own > each:
        raise TooMuch(Message("server.too_fast", each=each))
    if every > total:
        raise TooMuch(Message("server.busy"))


class Tries:
    """Secrets that were tried of late and were not right, by who tried them."""

    def __init__(
        self, each: int = TRIES, total: int = TRIES_ALL, within_s: float = TRIES_S
    ) -> None:
        self._each, self._total, self._within_s = each, total, within_s
        self._guard = Lock()
        self._tried: deque[tuple[float, str]] = deque()

    def take(self, who: str) -> None:
        """Try once. Raises TooMuch where this one, or all together, have tried too often."""
        with self._guard:
            while self._tried and time.monotonic() - self._tried[0][0] > self._within_s:
                self._tried.popleft()
            own = sum(one == who for _, one in self._tried)
            if own >= self._each or len(self._tried) >= self._total:
                raise TooMuch(Message("server.too_many_tries"))
            self._tried.append((time.monotonic(), who))

    def right(self, who: str) -> None:
        """The last try was right: it does not count."""
        with self._guard:
            for place in range(len(self._tried) - 1, -1, -1):
                if self._tried[place][1] == who:
                    del self._tried[place]
                    return


def limit_of(variable: str, usual: int) -> int:
    """A whole number above 0 that the environment says, else the usual one."""
    said = os.environ.get(variable, "")
    return int(said) if said.isdigit() and int(said) else usual

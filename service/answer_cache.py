"""Answers that are given again as they were, as long as nothing of the library has changed.

The state is exact: the index in use, and SQLite's own count of changes to the catalogue by any
other connection of any process (``PRAGMA data_version``), asked on a connection that never writes.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from threading import Lock
from typing import Any, Final

from dalil.index.library import CATALOG
from dalil.library import Library

#: Answers that are kept, and bytes of all of them together.
MOST: Final = 1_000
MOST_BYTES: Final = 16 * 2**20

State = tuple[str, int, int]


class AnswerCache:
    """The answers of one process."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._guard = Lock()
        self._looking = Lock()
        self._answers: OrderedDict[Hashable, tuple[State, bytes, Mapping[str, Any]]] = OrderedDict()
        self._bytes = 0
        self._connection: sqlite3.Connection | None = None
        self._inode = -1

    def state(self) -> State | None:
        """What changes with any change of the library; None where it cannot be told."""
        generation = self._library.in_use
        label = generation.label if generation else ""
        try:
            with self._looking:
                return (label, *self._changes(self._library.folder / CATALOG))
        except (OSError, sqlite3.Error):
            return None

    def get(self, key: Hashable, state: State | None) -> tuple[bytes, Mapping[str, Any]] | None:
        """What was kept of this state."""
        with self._guard:
            found = self._answers.get(key)
            if found is None or state is None or found[0] != state:
                return None
            self._answers.move_to_end(key)
            return found[1], found[2]

    def put(
        self, key: Hashable, state: State | None, body: bytes, about: Mapping[str, Any]
    ) -> None:
        """Keep an answer that was made of this state."""
        if state is None or len(body) > MOST_BYTES // 16:
            return
        with self._guard:
            if (old := self._answers.pop(key, None)) is not None:
                self._bytes -= len(old[1])
            self._answers[key] = (state, body, about)
            self._bytes += len(body)
            while len(self._answers) > MOST or self._bytes > MOST_BYTES:
                self._bytes -= len(self._answers.popitem(last=False)[1][1])

    def _changes(self, path: Path) -> tuple[int, int]:
        inode = path.stat().st_ino
        if self._connection is None or inode != self._inode:  # another catalogue took its place
            if self._connection is not None:
                with suppress(sqlite3.Error), closing(self._connection):
                    pass
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False
            )
            self._inode = inode
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return inode, int(version)

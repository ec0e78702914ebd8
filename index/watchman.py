"""The watchers of one library in one process: one thread a folder, as the catalogue's list says.

The list may change at any time, also from another process: folders are added, switched off and on,
removed. Each watcher writes what it does into the list, where every page and command can read it.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import suppress
from dataclasses import replace
from typing import Final

from index.library import Library
from index.watch import SETTLE_S, Seen, Watch
from index.watched import Watched, note, watched
from ingest.errors import DalilError, WatchError
from ingest.messages import message_of

#: Seconds between looks at the list.
LIST_S: Final = 2.0
#: Seconds until a watcher that ended by an error is started again.
AGAIN_S: Final = 15.0


class Watchman:
    """Keeps the watchers of a library running until it is closed. Made started."""

    def __init__(
        self, library: Library, settle_s: float = SETTLE_S, list_s: float = LIST_S
    ) -> None:
        self.library = library
        self._settle_s, self._list_s = settle_s, list_s
        self._running: dict[Watched, tuple[Watch, threading.Thread]] = {}
        self._not_before: dict[Watched, float] = {}
        self._end = threading.Event()
        self._look = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="dalil-watchman")
        self._thread.start()

    def look(self) -> None:
        """The list has changed: do not wait for the next look."""
        self._look.set()

    def close(self, wait_s: float = 10.0) -> None:
        """Stop all watchers; files that are being read are finished first, for so many seconds."""
        self._end.set()
        self._look.set()
        self._thread.join(wait_s)

    @property
    def alive(self) -> bool:
        """Whether it still watches over its list."""
        return self._thread.is_alive()

    def _run(self) -> None:
        while not self._end.is_set():
            # Where the library is busy or gone, the next look may find it again.
            with suppress(DalilError, sqlite3.Error, OSError):
                self._compare()
            self._look.wait(self._list_s)
            self._look.clear()
        for watch, _ in self._running.values():
            watch.stop()
        for _, thread in self._running.values():
            thread.join(10)

    def _compare(self) -> None:
        """Start what the list has and nobody watches, stop what it has no more."""
        wanted = {_settings(w) for w in watched(self.library.catalog) if w.active}
        for one, (watch, thread) in list(self._running.items()):
            if not thread.is_alive():
                del self._running[one]
            elif one not in wanted:
                watch.stop()
        folders = {one.folder for one in self._running}
        for one in wanted - self._running.keys():
            # With other settings the old watcher must have let go of the folder first.
            if one.folder not in folders and self._not_before.get(one, 0.0) <= time.monotonic():
                self._start(one)

    def _start(self, one: Watched) -> None:
        def tell(seen: Seen) -> None:
            self._note(one, seen.state, seen.detail)

        watch = Watch(self.library, one, tell, self._settle_s)

        def run() -> None:
            try:
                watch.run()
                return
            except WatchError as error:
                self._note(one, "elsewhere", message_of(error))
            except Exception as error:  # shown on the page; the others go on
                self._note(one, "failed", f"{type(error).__name__}: {error}")
            self._not_before[one] = time.monotonic() + AGAIN_S

        thread = threading.Thread(target=run, daemon=True, name=f"dalil-watch-{one.folder.name}")
        self._running[one] = watch, thread
        thread.start()

    def _note(self, one: Watched, state: str, detail: str) -> None:
        with suppress(DalilError, sqlite3.Error, OSError):  # only the note is lost
            note(self.library.catalog, one.folder, state, detail)


def _settings(one: Watched) -> Watched:
    """What makes two watchers the same one: all but what they are doing."""
    return replace(one, at=None, state=None, detail=None)

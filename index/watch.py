"""A folder is watched: what appears or changes in it goes into the library by itself.

The system's events (`watchdog`) only wake the watcher up; what happened it sees by looking at the
folder, so that a lost event loses no file. Where a network drive sends none, it looks every few
seconds. Files are
taken in when they have settled (`index.settling`). Vanished files are told of, and their
documents stay unless pruning was asked for. What a person removed from the library does not come
back by itself. While another process writes, the watcher waits and says so.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from index.intake import Report, take_files
from index.jobs import ingest_facts, noted
from index.library import Library
from index.lock import locked, owner_of
from index.removal import held_out
from index.settling import Ready, Settling, Stamp
from index.watched import Watched
from ingest.errors import DalilError, LibraryLocked, WatchError
from ingest.manifest import MANIFEST
from ingest.messages import Message, message_of
from ingest.pathname import actual, is_gone, printable
from ingest.pipeline import SourceFile, discover
from ingest.read.limits import Limits

#: Seconds that a file must keep still.
SETTLE_S: Final = 2.0
#: Seconds between looks when nothing tells of a change: a safety net under the events.
LOOK_S: Final = 30.0
#: Seconds between looks where the drive tells of no changes, and between tries at a held lock.
POLL_S: Final = 5.0
#: Seconds between looks while something moves.
SOON_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class Seen:
    """What a watcher tells: a state of `index.watched.STATES`, with a message for people.

    ``report`` is there after files were taken in, ``gone`` are files that have vanished.
    """

    state: str
    detail: str = ""
    report: Report | None = None
    gone: tuple[Path, ...] = ()


#: The stamp of a file that is in the library's records and not there any more.
_VANISHED: Final[Stamp] = (-1, -1)
#: The stamp of a folder that cannot be looked into.
_SHUT: Final[Stamp] = (-2, -2)

Tell = Callable[[Seen], None]


class Watch:
    """One folder, watched in this thread by `run` until somebody calls `stop`."""

    def __init__(
        self,
        library: Library,
        one: Watched,
        tell: Tell,
        settle_s: float = SETTLE_S,
        limits: Limits | None = None,
    ) -> None:
        self.library, self.one, self.tell, self._limits = library, one, tell, limits
        self._settling = Settling(settle_s)
        self._stop = threading.Event()
        self._wake = threading.Event()

    def stop(self) -> None:
        """End `run` soon; a file that is being read is given up and left for the next time."""
        self._stop.set()
        self._wake.set()

    def run(self) -> None:
        """Watch. Raises WatchError where another process watches this folder for this library."""
        with _alone(self.library, self.one.folder), self._events():
            self._first()
            while not self._stop.is_set():
                self._wait()
                if not self._stop.is_set():
                    self._look()
        self.tell(Seen("stopped"))

    def _first(self) -> None:
        """Everything that is there, as it may have changed while nobody watched."""
        recorded = (actual(s.path) for s in self.library.catalog.sources())
        self._settling.know(
            {p: _VANISHED for p in recorded if p.is_relative_to(self.one.folder) and is_gone(p)}
        )
        found = self._found()
        if found is not None:
            self._settling.look(found, time.monotonic())
            self.tell(Seen("watching"))

    def _wait(self) -> None:
        soon = self._settling.restless
        self._wake.wait(SOON_S if soon else POLL_S if self.one.polling else LOOK_S)
        self._wake.clear()

    def _look(self) -> None:
        found = self._found()
        if found is None:
            return
        ready = self._settling.look(found, time.monotonic())
        if ready:
            self._handle(ready)

    def _found(self) -> dict[Path, Stamp] | None:
        """All files now; None where the folder is not there (a drive was taken out)."""
        if not self.one.folder.is_dir():
            self.tell(Seen("missing", f"folder tidak ada: {printable(self.one.folder)}"))
            self._stop.wait(POLL_S)
            return None
        return dict(_files(self.one.folder))

    def _handle(self, ready: Ready) -> None:
        files, failures = self._wanted(ready)
        gone = tuple(printable(p) for p in ready.gone)
        known = {s.path for s in self.library.catalog.sources()}
        lost = tuple(p for p in gone if p in known)
        if not (files or failures or lost):
            return
        self.tell(Seen("reading", f"{len(files)} berkas" if files else ""))
        while not self._stop.is_set():
            try:
                with noted(self.library, "watch", self.one.folder.name) as note:
                    report = take_files(
                        self.library, files, failures, workers=1, vectors=self.one.vectors,
                        gone=lost, prune=self.one.prune, limits=self._limits, progress=note.tell,
                        stop=lambda: self._stop.is_set() or note.stopped(),
                    )  # fmt: skip
                    note.facts = ingest_facts(report)
            except LibraryLocked as error:
                self.tell(Seen("waiting", message_of(error)))
                self._stop.wait(POLL_S)
                continue
            except (DalilError, OSError) as error:
                self._settling.again(ready.changed)
                self.tell(Seen("failed", message_of(error)))
                self._stop.wait(POLL_S)
                return
            shown = () if self.one.prune else tuple(actual(p) for p in lost)
            self.tell(Seen("watching", _said(report, shown), report, shown))
            return

    def _wanted(self, ready: Ready) -> tuple[list[SourceFile], list[Any]]:
        """The files to read: those that settled, and those whose manifest or sidecar did."""
        moved = set(ready.changed) | set(ready.gone)
        all_of_it = any(p.name == MANIFEST for p in moved)
        beside = {p.with_suffix("") for p in moved if p.suffix == ".toml"}
        wanted = set(ready.changed) | beside
        files, failures = discover([self.one.folder], self.one.tier)
        out = held_out(self.library.catalog)
        return (
            [
                file
                for file in files
                if (all_of_it or file.path in wanted)
                and not (out and (file.key, file.sha256()) in out)
            ],
            [f for f in failures if actual(f.source) in wanted],
        )

    @contextmanager
    def _events(self) -> Iterator[None]:
        """The system wakes the watcher up; where it cannot, looking now and then must do."""
        if self.one.polling:
            yield
            return
        from watchdog.events import FileSystemEventHandler
        from watchdog.observers import Observer

        wake = self._wake

        class _Handler(FileSystemEventHandler):  # type: ignore[misc]
            def on_any_event(self, event: Any) -> None:
                if event.event_type not in ("opened", "closed_no_write"):  # our own reading
                    wake.set()

        observer = Observer()
        try:
            observer.schedule(_Handler(), str(self.one.folder), recursive=True)
            observer.start()
        except (OSError, RuntimeError):  # inotify's watches are used up, or no folder yet
            yield
            return
        try:
            yield
        finally:
            observer.stop()
            observer.join(5)


def _files(folder: Path) -> Iterator[tuple[Path, Stamp]]:
    """Every file below a folder with its stamp; what vanishes meanwhile is left out.

    Also what `discover` tells of as left out: links that lead nowhere or to folders, and folders
    that cannot be looked into.
    """
    shut: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=shut.append, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(place, name).is_symlink()]
        for name in (*names, *links):
            path = Path(place, name)
            try:
                try:
                    stat = path.stat()
                except FileNotFoundError:
                    stat = path.lstat()
            except OSError:
                continue
            yield path, (stat.st_size, stat.st_mtime_ns)
    for error in shut:
        if error.filename is not None:
            yield Path(error.filename), _SHUT


@contextmanager
def _alone(library: Library, folder: Path) -> Iterator[None]:
    """Be the only watcher of this folder for this library, over all processes."""
    name = sha256(os.fsencode(folder)).hexdigest()[:16]
    path = library.folder / f"watch-{name}.lock"
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(path))
        except LibraryLocked as error:
            raise WatchError(
                Message("curate.watched_by", folder=printable(folder), owner=owner_of(path))
            ) from error
        yield


def _said(report: Report, gone: tuple[Path, ...]) -> str:
    """One line for people on what a look did."""
    parts: list[Message] = []
    if report.documents:
        named = ", ".join(t.document.id for t in report.documents[:3])
        count, more = len(report.documents), len(report.documents) - 3
        parts.append(
            Message("curate.taken_in_more", count=count, named=named, more=more)
            if more > 0
            else Message("curate.taken_in", count=count, named=named)
        )
    if report.removed:
        named = ", ".join(report.removed[:3])
        parts.append(Message("curate.removed", count=len(report.removed), named=named))
    if gone:
        named = ", ".join(printable(p.name) for p in gone[:3])
        parts.append(Message("curate.files_gone", count=len(gone), named=named))
    if report.failed:
        count, first = len(report.failed), report.failed[0]
        name = Path(first.source).name
        parts.append(Message("curate.failed", count=count, name=name, reason=first.reason))
    said: str = ""
    for part in parts:
        said = Message("curate.and_then", first=said, then=part) if said else part
    return said

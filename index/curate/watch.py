"""A folder is watched: what appears or changes in it goes into the library by itself.

The system's events (`watchdog`) only wake the watcher up; what happened it sees by looking at the
folder, so that a lost event loses no file. Where a network drive sends none, it looks every few
seconds. Files are
taken in when they have settled (`index.curate.watch`). Vanished files are told of, and their
documents stay unless pruning was asked for. What a person removed from the library does not come
back by itself. While another process writes, the watcher waits and says so.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from dalil.index.curate.add_sources import IngestReport, take_files
from dalil.index.curate.jobs import ingest_facts, noted
from dalil.index.curate.trash import held_out
from dalil.index.library import Library
from dalil.index.store.catalog import Catalog, now
from dalil.index.store.lock import locked, owner_of
from dalil.ingest.discover import SourceFile, discover
from dalil.ingest.errors import DalilError, LibraryLocked, WatchError
from dalil.ingest.file_names import actual, is_gone, printable
from dalil.ingest.manifest import MANIFEST
from dalil.ingest.messages import Message, as_text, from_text, message_of
from dalil.ingest.model import Tier
from dalil.ingest.readers.limits import Limits

# A file is ready when its size and time were the same for a while, and gone when it was missing for
# a while: editors save by taking the old file away first.

#: Size in bytes and time of the last change in nanoseconds.
Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ready:
    """What is to be done after a look, each path once."""

    changed: tuple[Path, ...] = ()
    gone: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.gone)


@dataclass(slots=True)
class Settling:
    """Looks at a folder, one after another. ``settle_s`` is how long a file must keep still."""

    settle_s: float
    _known: dict[Path, Stamp] = field(default_factory=dict)  # as they were last handed out
    _moving: dict[Path, tuple[Stamp | None, float]] = field(default_factory=dict)

    def look(self, found: Mapping[Path, Stamp], at: float) -> Ready:
        """What has settled by now: ``found`` are all files at this moment, in seconds ``at``."""
        changed: list[Path] = []
        gone: list[Path] = []
        for path in found.keys() | self._known.keys() | self._moving.keys():
            stamp = found.get(path)
            if stamp == self._known.get(path):  # back to what it was, or nothing happened
                self._moving.pop(path, None)
                continue
            before = self._moving.get(path)
            if before is None or before[0] != stamp:
                self._moving[path] = (stamp, at)
            elif at - before[1] >= self.settle_s:
                del self._moving[path]
                if stamp is None:
                    self._known.pop(path, None)
                    gone.append(path)
                else:
                    self._known[path] = stamp
                    changed.append(path)
        return Ready(tuple(sorted(changed)), tuple(sorted(gone)))

    @property
    def restless(self) -> bool:
        """Whether something moves, so that another look is due soon."""
        return bool(self._moving)

    def know(self, found: Mapping[Path, Stamp]) -> None:
        """These are as they should be: nothing is to be done about them until they change."""
        self._known.update(found)

    def again(self, paths: tuple[Path, ...]) -> None:
        """These could not be handled: they come once more."""
        for path in paths:
            self._known.pop(path, None)


# The folders that a library watches, and what its watchers did last: a table of the catalogue.

_COLUMNS: Final = "folder, active, prune, polling, vectors, tier, at, state, detail"

#: What a watcher is doing: the words of ``state``.
STATES: Final = ("watching", "reading", "waiting", "elsewhere", "missing", "failed", "stopped")


@dataclass(frozen=True, slots=True)
class Watched:
    """A folder that is watched, or was and is switched off.

    ``state`` is one of `STATES` (None: nobody has looked yet), ``at`` since when, and ``detail``
    what was done last or what went wrong, for people.
    """

    folder: Path
    active: bool = True
    prune: bool = False  # documents of vanished files are removed too
    polling: bool = False  # for network drives, which tell of no changes
    vectors: bool = True
    tier: Tier | None = None
    at: str | None = None  # ISO 8601, UTC
    state: str | None = None
    detail: str | None = None


def watched(catalog: Catalog) -> list[Watched]:
    """All of them, by path."""
    with catalog.snapshot() as db:
        rows = db.execute(f"SELECT {_COLUMNS} FROM watched ORDER BY folder").fetchall()  # noqa: S608
    return [
        Watched(
            actual(folder), bool(active), bool(prune), bool(polling), bool(vectors),
            Tier(tier) if tier else None, at, state, from_text(detail) if detail else detail,
        )
        for folder, active, prune, polling, vectors, tier, at, state, detail in rows
    ]  # fmt: skip


def checked_folder(library: Library, folder: Path) -> Path:
    """The folder in full, if it can be watched.

    Raises WatchError where it is no folder, or holds the library itself (its copies of the files
    would be taken in without end) or stands in it.
    """
    try:
        full = folder.expanduser().resolve()
        here = full.is_dir()
    except (OSError, RuntimeError, ValueError) as error:
        raise WatchError(
            Message("curate.path_unopened", folder=printable(folder), error=error)
        ) from error
    if not here:
        what = Message("curate.is_file" if full.exists() else "curate.is_not_there")
        raise WatchError(Message("curate.no_folder", folder=printable(folder), what=what))
    own = library.folder.resolve()
    if own.is_relative_to(full) or full.is_relative_to(own):
        raise WatchError(Message("curate.own_folder", folder=printable(folder), library=own))
    return full


def add(library: Library, one: Watched) -> Watched:
    """Watch a folder from now on. Raises WatchError where it cannot be or another one covers it."""
    full = checked_folder(library, one.folder)
    for other in watched(library.catalog):
        if other.folder != full and full.is_relative_to(other.folder):
            raise WatchError(Message("curate.watched_within", full=full, folder=other.folder))
        if other.folder != full and other.folder.is_relative_to(full):
            raise WatchError(Message("curate.watched_inside", folder=other.folder))
    with library.catalog.transaction() as db:
        db.execute(
            "INSERT OR REPLACE INTO watched (folder, since, active, prune, polling, vectors, tier) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                printable(full), now(), one.active, one.prune, one.polling, one.vectors,
                one.tier.value if one.tier else None,
            ),
        )  # fmt: skip
    return next(w for w in watched(library.catalog) if w.folder == full)


def remove(catalog: Catalog, folder: Path) -> bool:
    """Watch it no more; its documents stay. False where it was not watched."""
    with catalog.transaction() as db:
        return db.execute("DELETE FROM watched WHERE folder = ?", (printable(folder),)).rowcount > 0


def switch(catalog: Catalog, folder: Path, active: bool) -> None:
    """Switch watching a folder on or off."""
    with catalog.transaction() as db:
        db.execute(
            "UPDATE watched SET active = ?, state = NULL, at = ? WHERE folder = ?",
            (active, now(), printable(folder)),
        )


def note(catalog: Catalog, folder: Path, state: str, detail: str = "") -> None:
    """Remember what a watcher does now; without a detail, the last one stays."""
    said: Mapping[str, Any] = {
        "state": state,
        "detail": as_text(detail),
        "at": now(),
        "f": printable(folder),
    }
    with catalog.transaction() as db:
        db.execute(
            "UPDATE watched SET state = :state, at = :at, "
            "detail = CASE :detail WHEN '' THEN detail ELSE :detail END WHERE folder = :f",
            said,
        )


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
    """What a watcher tells: a state of `index.curate.watch.STATES`, with a message for people.

    ``report`` is there after files were taken in, ``gone`` are files that have vanished.
    """

    state: str
    detail: str = ""
    report: IngestReport | None = None
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


def _said(report: IngestReport, gone: tuple[Path, ...]) -> str:
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


# The list of folders may change at any time, also from another process; each watcher writes what it
# does into it, where every page and command can read it.

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

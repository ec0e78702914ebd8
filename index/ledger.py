"""The catalogue's connections and transactions, and its memory of files and of what was done."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from index.permission import may_write, touch_private
from index.record import Source
from index.schema import connect, missing, prepare
from ingest.errors import LibraryError, LibraryReadOnly
from ingest.messages import Message, as_text, from_text

_SOURCE = "path, sha256, size, settings, document_ids, outcome, reason"


class Ledger:
    """What `index.catalog.Catalog` stands on: a connection a thread, sources, the log."""

    def __init__(self, path: Path) -> None:
        self.path = path
        #: Whether this process may not write here: then nothing is remembered, and no lock held.
        self.read_only = not may_write(path.parent, path)
        self._local = threading.local()
        self._opened: list[tuple[threading.Thread, sqlite3.Connection]] = []
        self._guard = threading.Lock()
        if not path.exists():
            self._begin()
        prepare(self._db, path, read_only=self.read_only)

    def _begin(self) -> None:
        """A new, empty file, if there was no library here before."""
        if gone := missing(self.path.parent):
            raise gone
        try:
            touch_private(self.path, self.path.parent)
        except OSError as error:
            raise LibraryError(
                Message("library.unmade", path=self.path, reason=error.strerror)
            ) from error

    @property
    def _db(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None or self._is_another(connection):
            seen = self._seen()
            connection = self._local.connection = connect(self.path, read_only=self.read_only)
            self._local.seen = seen
            with self._guard:
                self._close(lambda thread: not thread.is_alive())
                self._opened.append((threading.current_thread(), connection))
        return connection

    def _is_another(self, connection: sqlite3.Connection) -> bool:
        """Whether the file is no longer the one that was opened: a backup was brought back.

        Where nothing can be written SQLite sees no changes either: then the file's own are looked
        at, which its owner may make at any time.
        """
        return not connection.in_transaction and self._seen() not in (None, self._local.seen)

    def _seen(self) -> tuple[int, ...] | None:
        try:
            found = self.path.stat()
            if not self.read_only:
                return found.st_dev, found.st_ino
            wal = self.path.with_name(f"{self.path.name}-wal")
            waiting = wal.stat().st_size if wal.exists() else 0
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, int(waiting > 0)

    def _close(self, ended: Callable[[threading.Thread], bool]) -> None:
        """Close connections by their thread: a server makes a new thread for every click."""
        for thread, connection in self._opened:
            if ended(thread):
                connection.close()
        self._opened = [(t, c) for t, c in self._opened if not ended(t)]

    def close(self) -> None:
        """Close the connections of all threads; the catalogue opens again when used again."""
        with self._guard:
            self._close(lambda thread: True)
            self._local = threading.local()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing. One within another takes back its own part where it fails.

        Raises LibraryError where the file cannot be written (disk full, locked, damaged),
        LibraryReadOnly where this person may not.
        """
        if self.read_only:
            raise LibraryReadOnly(Message("library.read_only", folder=self.path.parent))
        db = self._db
        nested = db.in_transaction
        try:
            db.execute("SAVEPOINT part" if nested else "BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                # A full disk makes SQLite roll back by itself.
                if db.in_transaction:
                    db.execute("ROLLBACK TO part" if nested else "ROLLBACK")
                raise
            try:
                db.execute("RELEASE part" if nested else "COMMIT")
            except LibraryError:
                if not nested and db.in_transaction:  # no room to commit: nothing of it stays
                    db.execute("ROLLBACK")
                raise
        except sqlite3.OperationalError as error:
            raise LibraryError(Message("library.unwritten", path=self.path, error=error)) from error

    def flush(self) -> None:
        """Take over what was written into the file itself and force it to the disk.

        What is built on it (an index) must not outlive it where the power is cut.
        """
        if not self.read_only:
            self._db.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def copy_to(self, path: Path) -> None:
        """A whole copy of this moment in one file, while others write (SQLite's online backup)."""
        with closing(sqlite3.connect(path)) as target:
            self._db.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Several reads of one state, whatever is written meanwhile. Not for writing in it."""
        db = self._db
        if db.in_transaction:
            yield db
            return
        db.execute("BEGIN")
        try:
            yield db
        finally:
            db.execute("COMMIT")

    def record(self, source: Source) -> None:
        """Remember what became of a file, in place of what was known of that path."""
        with self.transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    source.path, source.sha256, source.size, source.settings,
                    json.dumps(source.document_ids), "failed" if source.failed else "ok",
                    None if source.reason is None else as_text(source.reason), now(),
                ),
            )  # fmt: skip
            if source.failed:
                self._log("failed", source.path, source.reason)

    def known(self, path: str, sha256: str, settings: str) -> Source | None:
        """What became of this file, if exactly this content and these settings were done before.

        None where it is new, or changed, or a document of it is no longer in the library.
        """
        source = next(
            self._sources(
                "WHERE path = ? AND sha256 = ? AND settings = ?", (path, sha256, settings)
            ),
            None,
        )
        if source is None or not all(map(self.has, source.document_ids)):
            return None
        return source

    def source(self, path: str) -> Source | None:
        """What became of the file at this path the last time, whatever it holds now."""
        return next(self._sources("WHERE path = ?", (path,)), None)

    def sources(self) -> list[Source]:
        """All files ever ingested, also those that failed, by path."""
        return list(self._sources("ORDER BY path"))

    def forget(self, path: str) -> None:
        """Drop the record of a file; its documents stay."""
        with self.transaction() as db:
            db.execute("DELETE FROM sources WHERE path = ?", (path,))

    def _sources(self, where: str, values: tuple[str, ...] = ()) -> Iterator[Source]:
        for path, sha256, size, settings, ids, outcome, reason in self._db.execute(
            f"SELECT {_SOURCE} FROM sources {where}",  # noqa: S608
            values,
        ):
            failed = outcome == "failed"
            yield Source(
                path,
                sha256,
                size,
                settings,
                tuple(json.loads(ids)),
                failed,
                reason and from_text(reason),
            )

    def _log(self, event: str, subject: str, detail: str | None = None) -> None:
        self._db.execute("INSERT INTO log VALUES (?, ?, ?, ?)", (now(), event, subject, detail))

    def log(self) -> list[tuple[str, str, str, str | None]]:
        """(time, event, subject, detail) in order: what was added, replaced, removed, failed."""
        return self._db.execute(
            "SELECT at, event, subject, detail FROM log ORDER BY rowid"
        ).fetchall()

    def has(self, document_id: str) -> bool:
        """Whether there is a document of that id."""
        query = "SELECT 1 FROM documents WHERE id = ?"
        return self._db.execute(query, (document_id,)).fetchone() is not None

    def version(self, document_id: str) -> str | None:
        """The hash of a document and its passages as they were put in; None where it is not."""
        row = self._db.execute("SELECT hash FROM documents WHERE id = ?", (document_id,)).fetchone()
        return None if row is None else str(row[0])

    def held(self, targets: Iterable[str]) -> set[str]:
        """Those of these ids (of documents and of passages) that are in the library."""
        wanted = sorted(set(targets))
        found: set[str] = set()
        for first in range(0, len(wanted), 500):  # SQLite takes so many values, and more
            some = wanted[first : first + 500]
            marks = ", ".join("?" * len(some))
            for table in ("documents", "passages"):
                query = f"SELECT id FROM {table} WHERE id IN ({marks})"  # noqa: S608
                found.update(row[0] for row in self._db.execute(query, some))
        return found


def now() -> str:
    """This moment, in UTC, to the second (ISO 8601)."""
    return datetime.now(UTC).isoformat(timespec="seconds")

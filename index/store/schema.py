"""The catalogue's tables, and a connection to them.

One file, ``catalog.sqlite``, in WAL mode: readers never wait for the writer, and a writer killed
at any moment leaves the last committed state (https://www.sqlite.org/wal.html).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from dalil.ingest.errors import CatalogBroken, LibraryError, LibraryReadOnly
from dalil.ingest.messages import Message


def _script(name: str) -> str:
    """A file of SQL beside this one, without its comments."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return re.sub(r"(?m)^--(?! Version).*\n", "", text)


#: What was added to the tables since version 1, one script a version.
_ADDED: Final = tuple(re.split(r"(?m)^-- Version \d+\n", _script("migrations.sql"))[1:])

#: A library of a newer version is an error, not a guess.
SCHEMA_VERSION: Final = 1 + len(_ADDED)

# ``texts`` holds a document's text once, compressed in chunks of a fixed number of code points,
# so that one passage is read without unpacking the whole act. ``passages.row`` is never used
# twice (AUTOINCREMENT): an index generation may refer to rows that are gone, but never to rows
# that have become something else. ``phrases`` is contentless because the text is in ``texts``;
# rows leave it by FTS5's 'delete' command with the text that went in, since contentless_delete
# needs SQLite 3.43 and Debian 12 has 3.40.
_TABLES: Final = _script("schema.sql")


def uri_of(path: Path, *, read_only: bool = False) -> str:
    """What SQLite opens: the file that is there, never a new one.

    Where nothing can be written beside it, SQLite takes the file as it is, unless its owner's
    last writings are still in the file beside it and its own (``-shm``) can be read.
    """
    mode = "rw"
    if read_only:
        wal = path.with_name(f"{path.name}-wal")
        mode = "ro" if wal.exists() and wal.stat().st_size else "ro&immutable=1"
    return f"{path.absolute().as_uri()}?mode={mode}"


def connect(
    path: Path, *, read_only: bool = False, works: Path | None = None
) -> sqlite3.Connection:
    """A connection in autocommit mode: transactions are opened where they are meant.

    Its errors of damage and of a full disk are LibraryErrors. ``read_only`` is for a folder in
    which nothing can be written, not even the files that SQLite keeps beside a catalogue in use.
    ``works``: a published catalogue that nobody writes (`index.engines.catalogue`); its tables are
    those that are asked, and what it has none of, the person's own, is that of ``path``: SQLite
    looks for a name in the first file and then in the attached one.
    """
    first = uri_of(path, read_only=read_only)
    if works is not None:
        first = f"{works.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        # A closing thread may close the others' connections; use stays within one thread.
        connection = sqlite3.connect(
            first, uri=True, isolation_level=None,
            timeout=30.0, check_same_thread=False, factory=_Connection,
        )  # fmt: skip
    except sqlite3.Error as error:
        raise _told(works or path, error) from error
    connection.path, connection.published = works or path, works is not None
    try:
        if works is not None:
            connection.execute(f"ATTACH ? AS {OWN}", (uri_of(path, read_only=read_only),))
            connection.execute("PRAGMA foreign_keys = ON")
            return connection
        if read_only:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return connection
        # Asked first, since setting it needs the file to itself even where nothing changes.
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


#: Tables of one person, or of one machine: they neither travel nor are believed.
PERSONAL: Final = (
    "collections", "saved", "undo", "history", "corrections", "removed", "watched", "jobs", "log",
    "bundles", "bundled", "followed", "news", "looked", "arrivals", "former",
)  # fmt: skip

#: What a person's own file is called in a connection to published works.
OWN: Final = "own"

#: No row.
_END: Final = object()


class _Cursor(sqlite3.Cursor):
    """A cursor whose errors say what to do."""

    connection: _Connection

    def execute(self, sql: str, parameters: Any = ()) -> _Cursor:
        with _saying(self.connection):
            super().execute(sql, parameters)
        return self

    def executemany(self, sql: str, parameters: Iterable[Any]) -> _Cursor:
        with _saying(self.connection):
            super().executemany(sql, parameters)
        return self

    def fetchone(self) -> Any:
        with _saying(self.connection):
            return super().fetchone()

    def fetchall(self) -> list[Any]:
        with _saying(self.connection):
            return super().fetchall()

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        with _saying(self.connection):
            yield from iter(super().__next__, _END)


class _Connection(sqlite3.Connection):
    """A connection that makes such cursors."""

    path: Path
    published: bool

    def execute(self, sql: str, parameters: Any = ()) -> _Cursor:
        return self.cursor(_Cursor).execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any]) -> _Cursor:
        return self.cursor(_Cursor).executemany(sql, parameters)


class _saying:  # noqa: N801  (a context manager, without the cost of a generator)
    """SQLite's errors become those of a library."""

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        meant = (sqlite3.IntegrityError, sqlite3.ProgrammingError)
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, meant):
            code = getattr(error, "sqlite_errorcode", None) or 0
            if self._connection.published and code & 0xFF == sqlite3.SQLITE_READONLY:
                raise LibraryReadOnly(Message("engine.works_published")) from error
            raise _told(self._connection.path, error) from error
        if isinstance(error, UnicodeDecodeError):  # in a name of its own that it complains of
            raise damaged(self._connection.path, error) from error


#: SQLite's codes for a file that is none of its own or damaged (https://sqlite.org/rescode.html).
_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})


def _told(path: Path, error: sqlite3.Error) -> LibraryError:
    code = getattr(error, "sqlite_errorcode", None)
    # Without a code: text that is no text. "no such table": a file that lost its tables.
    if code is None or code & 0xFF in _DAMAGED or "no such" in str(error):
        return damaged(path, error)
    return LibraryError(Message("library.unopened", path=path, error=error))


def damaged(path: Path, error: object) -> CatalogBroken:
    """What to say of a catalogue that cannot be read."""
    return CatalogBroken(Message("catalog.damaged", path=path, error=error))


def missing(folder: Path) -> CatalogBroken | None:
    """The error for a folder whose catalogue is empty or gone; None where it may be a new library.

    An index or kept originals show that there was one: it must not be taken for new.
    """
    places = (folder / "generations", folder / "originals")
    left = [p for p in places if p.is_dir() and any(True for _ in p.iterdir())]
    if not left:
        return None
    return CatalogBroken(
        Message("catalog.gone", folder=folder, left=" and ".join(p.name for p in left))
    )


def prepare(connection: sqlite3.Connection, path: Path, *, read_only: bool = False) -> None:
    """Create the tables in an empty file, add the missing ones to an older version's.

    LibraryError for a file of another program or of a newer version, CatalogBroken for an empty
    one where a library was.
    """
    version = _version(connection)
    if version < SCHEMA_VERSION and read_only:
        raise LibraryReadOnly(Message("catalog.older", path=path))
    if version < SCHEMA_VERSION:
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have been first while this one waited for the lock.
            version = _version(connection)
            if version == 0:
                _create(connection, path)
                version = 1
            for script in _ADDED[version - 1 :]:
                _run(connection, script)
            version = max(version, SCHEMA_VERSION)
            connection.execute(f"PRAGMA user_version = {version}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a full disk makes SQLite roll back by itself
                connection.execute("ROLLBACK")
            raise
        # So that a power cut cannot take the tables back that everything else stands on.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if version > SCHEMA_VERSION:
        raise LibraryError(
            Message("library.newer", path=path, version=version, schema_version=SCHEMA_VERSION)
        )


def objects_of(held: sqlite3.Connection | int) -> frozenset[tuple[str, ...]]:
    """The tables, indexes and the rest of a file, or of a catalogue of that version: kind, name,
    table, statement."""
    query = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"
    if isinstance(held, int):
        fresh = sqlite3.connect(":memory:", isolation_level=None)
        try:
            for script in (_TABLES, *_ADDED[: held - 1]):
                for statement in script.split(";\n"):
                    if statement.strip():
                        fresh.execute(statement)
            return objects_of(fresh)
        finally:
            fresh.close()
    return frozenset(
        tuple(" ".join(str(value).split()) for value in row) for row in held.execute(query)
    )


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _create(connection: sqlite3.Connection, path: Path) -> None:
    if gone := missing(path.parent):
        raise gone
    if connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        raise LibraryError(Message("library.of_another_program", path=path))
    _run(connection, _TABLES)


def _run(connection: sqlite3.Connection, script: str) -> None:
    for statement in script.split(";\n"):  # executescript would end the transaction
        if statement.strip():
            connection.execute(statement)

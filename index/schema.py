"""The catalogue's tables, and a connection to them.

One file, ``catalog.sqlite``, in WAL mode: readers never wait for the writer, and a writer killed
at any moment leaves the last committed state (https://www.sqlite.org/wal.html).
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from ingest.errors import LibraryError

#: What was added to the tables below since version 1, one script a version: a library of an
#: older version is brought up to date when it is opened. Scripts are never changed afterwards.
_ADDED: Final[tuple[str, ...]] = (
    # Further bibliographic variables of a work (`Document.extra`), as a JSON object.
    "ALTER TABLE documents ADD COLUMN extra TEXT NOT NULL DEFAULT '{}'",
    # What people keep: collections of saved passages, the steps that can be undone, and the
    # questions that were asked. A saved passage holds its own copy of work and words.
    """
CREATE TABLE collections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL
);
CREATE TABLE saved (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection_id INTEGER NOT NULL REFERENCES collections(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    passage_id TEXT NOT NULL,
    copy TEXT NOT NULL,
    question TEXT NOT NULL,
    note TEXT NOT NULL,
    generation TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX saved_in_order ON saved (collection_id, position);
CREATE INDEX saved_by_passage ON saved (passage_id);
CREATE TABLE undo (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    step TEXT NOT NULL,
    subject TEXT NOT NULL,
    before BLOB NOT NULL
);
CREATE TABLE history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    question TEXT NOT NULL,
    settings TEXT NOT NULL,
    status TEXT NOT NULL,
    hits INTEGER NOT NULL,
    generation TEXT NOT NULL
);
""",
    # What people said of works (`index.corrections`), works taken out that can come back
    # (`index.removal`), and folders that are watched (`index.watched`).
    """
CREATE TABLE corrections (
    document_id TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    before TEXT NOT NULL,
    read_id TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (document_id, field)
);
CREATE INDEX corrections_by_reading ON corrections (read_id);
CREATE TABLE removed (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL,
    title TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at TEXT NOT NULL,
    data BLOB
);
CREATE TABLE watched (
    folder TEXT PRIMARY KEY,
    since TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1,
    prune INTEGER NOT NULL DEFAULT 0,
    polling INTEGER NOT NULL DEFAULT 0,
    vectors INTEGER NOT NULL DEFAULT 1,
    tier TEXT,
    at TEXT,
    state TEXT,
    detail TEXT
);
""",
    # Collections, notes and history belong to somebody (`index.owner`); what there was is the
    # local person's. A name is unique for its owner alone, which takes a new table; the numbers
    # that were given are not given again, since steps that can be undone know rows by them.
    """
CREATE TABLE collections_owned (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL DEFAULT 'local',
    name TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (owner, name)
);
INSERT INTO collections_owned (id, name, at) SELECT id, name, at FROM collections;
CREATE TABLE saved_owned (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection_id INTEGER NOT NULL REFERENCES collections_owned(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    passage_id TEXT NOT NULL,
    copy TEXT NOT NULL,
    question TEXT NOT NULL,
    note TEXT NOT NULL,
    generation TEXT NOT NULL,
    at TEXT NOT NULL
);
INSERT INTO saved_owned SELECT id, collection_id, position, passage_id, copy, question, note,
    generation, at FROM saved;
DELETE FROM sqlite_sequence WHERE name IN ('collections_owned', 'saved_owned');
INSERT INTO sqlite_sequence (name, seq) SELECT name || '_owned', seq FROM sqlite_sequence
    WHERE name IN ('collections', 'saved');
DROP TABLE saved;
DROP TABLE collections;
ALTER TABLE collections_owned RENAME TO collections;
ALTER TABLE saved_owned RENAME TO saved;
CREATE INDEX saved_in_order ON saved (collection_id, position);
CREATE INDEX saved_by_passage ON saved (passage_id);
ALTER TABLE undo ADD COLUMN owner TEXT NOT NULL DEFAULT 'local';
ALTER TABLE history ADD COLUMN owner TEXT NOT NULL DEFAULT 'local';
CREATE INDEX history_by_owner ON history (owner, id);
CREATE TABLE jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    state TEXT NOT NULL,
    process TEXT NOT NULL,
    begun TEXT NOT NULL,
    seen TEXT NOT NULL,
    ended TEXT,
    stage TEXT NOT NULL DEFAULT '',
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    stop INTEGER NOT NULL DEFAULT 0,
    report TEXT NOT NULL DEFAULT ''
);
""",
)

#: A library of a newer version is an error, not a guess.
SCHEMA_VERSION: Final = 1 + len(_ADDED)

# ``texts`` holds a document's text once, compressed in chunks of a fixed number of code points,
# so that one passage is read without unpacking the whole act. ``passages.row`` is never used
# twice (AUTOINCREMENT): an index generation may refer to rows that are gone, but never to rows
# that have become something else. ``phrases`` is contentless because the text is in ``texts``;
# rows leave it by FTS5's 'delete' command with the text that went in, since contentless_delete
# needs SQLite 3.43 and Debian 12 has 3.40.
_TABLES: Final = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    hash TEXT NOT NULL,
    added TEXT NOT NULL,
    length INTEGER NOT NULL,
    tier TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    number TEXT,
    year INTEGER,
    issuer TEXT,
    date TEXT,
    gazette TEXT,
    authors TEXT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    digest INTEGER NOT NULL,
    licence TEXT,
    url TEXT,
    page_starts BLOB NOT NULL,
    quality_ratio REAL NOT NULL,
    reader TEXT NOT NULL,
    warnings TEXT NOT NULL
);
CREATE TABLE texts (
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    chunk INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (document_id, chunk)
) WITHOUT ROWID;
CREATE TABLE passages (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    parent_id TEXT,
    locator TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    page INTEGER,
    heading TEXT NOT NULL,
    lead_in TEXT NOT NULL,
    searchable INTEGER NOT NULL
);
CREATE UNIQUE INDEX passages_in_order ON passages (document_id, position);
CREATE INDEX passages_by_parent ON passages (parent_id);
CREATE VIRTUAL TABLE phrases USING fts5(
    lead_in, text, content='', tokenize='unicode61 remove_diacritics 2'
);
CREATE TABLE relations (
    source_id TEXT NOT NULL,
    relation TEXT NOT NULL,
    target_id TEXT NOT NULL,
    evidence TEXT,
    UNIQUE (source_id, relation, target_id, evidence)
);
CREATE INDEX relations_by_target ON relations (target_id);
CREATE TABLE sources (
    path TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    settings TEXT NOT NULL,
    document_ids TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    at TEXT NOT NULL
);
CREATE TABLE log (
    at TEXT NOT NULL,
    event TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT
);
"""


def connect(path: Path) -> sqlite3.Connection:
    """A connection in autocommit mode: transactions are opened where they are meant."""
    # A closing thread may close the others' connections; use stays within one thread.
    connection = sqlite3.connect(path, isolation_level=None, timeout=30.0, check_same_thread=False)
    try:
        # Asked first, since setting it needs the file to itself even where nothing changes.
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise LibraryError(
            f"{path} cannot be opened as a catalogue ({error}): restore it from a copy, or ingest "
            "the sources again into a new library (--library DIR)."
        ) from error
    return connection


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Create the tables in an empty file, add the missing ones to an older version's.

    LibraryError for a file of another program or of a newer version.
    """
    version = _version(connection)
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
            connection.execute("ROLLBACK")
            raise
    if version > SCHEMA_VERSION:
        raise LibraryError(
            f"{path} has schema version {version}, this program reads {SCHEMA_VERSION}: the "
            "library was written by a newer version of Dalil. Use that version, or ingest the "
            "sources again into a new library (--library DIR)."
        )


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _create(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        raise LibraryError(
            f"{path} is an SQLite file of another program: choose another folder (--library DIR)."
        )
    _run(connection, _TABLES)


def _run(connection: sqlite3.Connection, script: str) -> None:
    for statement in script.split(";\n"):  # executescript would end the transaction
        if statement.strip():
            connection.execute(statement)

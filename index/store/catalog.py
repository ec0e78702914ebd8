"""The source of truth: documents, passages, where they came from, and what was done.

Everything else in a library (index generations, vectors) can be made again from this file.
One `Catalog` may be used from many threads: each gets a connection of its own.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from dalil.index.store import citations, court_effects, wordings
from dalil.index.store.arrivals import arrive, keep_former
from dalil.index.store.citations import CitationRow
from dalil.index.store.files import Stamp, may_write, stamp_of, touch_private
from dalil.index.store.legal_status import (
    CHANGES,
    CHANGING,
    PARTS,
    ActStanding,
    Standing,
    Standings,
    heirs,
    standing_in_act,
)
from dalil.index.store.rows import (
    CHUNK,
    DOCUMENT_COLUMNS,
    PASSAGE_COLUMNS,
    SourceFileRow,
    changes_data,
    changes_from,
    chunk_text,
    chunks_of,
    document_of,
    document_row,
    hash_of,
    headings_of,
    passage_of,
    passage_row,
)
from dalil.index.store.schema import OWN, SCHEMA_VERSION, connect, damaged, missing, prepare
from dalil.index.store.unit_text import (
    INDEXED_TEXT_VERSION,
    Unit,
    indexed_text,
    place_text,
    shown_for,
)
from dalil.index.store.wordings import Wording
from dalil.index.store.work_list import list_document, unlist
from dalil.ingest.errors import LibraryError, LibraryReadOnly, UnreadableSource
from dalil.ingest.messages import Message, as_text, from_text
from dalil.ingest.model import Document, Parsed, Passage, Progress, Status
from dalil.ingest.references.citations import CITATIONS_VERSION, citations_of
from dalil.ingest.relations.changes import ActChanges, Change, changes_of
from dalil.ingest.relations.dicta import CourtEffect, effects_of
from dalil.ingest.relations.in_force import InForce
from dalil.ingest.relations.relations import RELATIONS_VERSION, Relation, relations_of

_SOURCE = "path, sha256, size, settings, document_ids, outcome, reason"
_COLUMNS: Final = "source_id, relation, target_id, evidence"
#: Which version of the rules gave the stored relations: a row that is no relation.
_MARK: Final = ("", "version")
#: A checksum of all relations and statuses, kept while nothing changes them: no relation either.
_SEAL: Final = ("", "seal")
#: Which version of the rules read the stored citations: no relation either.
_CITED: Final = ("", "citations")
_WORDS = re.compile(r"\w+")
#: What can be corrected without reading the work again, in columns.
SAID_OF_A_WORK: Final = (
    "tier", "kind", "title", "number", "year", "issuer", "date", "gazette", "authors", "url",
    "extra",
)  # fmt: skip
_DOCUMENT = ", ".join(DOCUMENT_COLUMNS)
_PASSAGE = ", ".join(PASSAGE_COLUMNS)


class Catalog:
    """``catalog.sqlite`` of a library. Creates it when the file is not there."""

    # Connections and transactions; the memory of files and of what was done.

    def __init__(self, path: Path) -> None:
        self.path = path
        #: Whether this process may not write here: then nothing is remembered, and no lock held.
        self.read_only = not may_write(path.parent, path)
        self._local = threading.local()
        self._opened: list[tuple[threading.Thread, sqlite3.Connection]] = []
        self._guard = threading.Lock()
        self._whole_at: Stamp | None = None  # see `Catalog.check_seal`
        #: The passages that were read last, by the id and hash of their document: whoever opens
        #: an act asks for them, and then for the act on a day.
        self._last_read: tuple[tuple[str, str | None], list[Passage]] | None = None
        self._works: Path | None = None  # see `Catalog.read_works_of`
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
            works = self._works
            connection = self._local.connection = connect(
                self.path, read_only=self.read_only, works=works
            )
            self._local.seen, self._local.works = seen, works
            with self._guard:
                self._close(lambda thread: not thread.is_alive())
                self._opened.append((threading.current_thread(), connection))
        return connection

    def _is_another(self, connection: sqlite3.Connection) -> bool:
        """Whether the file is no longer the one that was opened: a backup was brought back.

        Where nothing can be written SQLite sees no changes either: then the file's own are looked
        at, which its owner may make at any time.
        """
        if connection.in_transaction:
            return False
        return self._works != self._local.works or self._seen() not in (None, self._local.seen)

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

    def read_works_of(self, published: Path) -> None:
        """From now on take works from this file (`index.engines.catalogue`), which nobody writes.

        What is the person's own stays in the library's folder. What is being read goes on as it
        began (`snapshot`).
        """
        self._works = published

    @property
    def works_path(self) -> Path:
        """The file that this thread reads works from: the catalogue's own, or a published one."""
        self._db  # noqa: B018  opened by the one that is to be read now
        works: Path | None = self._local.works
        return works or self.path

    def is_empty(self) -> bool:
        """Whether there is no work in it."""
        return self._db.execute("SELECT 1 FROM documents LIMIT 1").fetchone() is None

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
        """A whole copy of this moment in one file, while others write (SQLite's online backup).

        Of a library whose works are published elsewhere: what is the person's own.
        """
        with closing(sqlite3.connect(path)) as target:
            self._db.backup(target, name=OWN if self._works else "main")
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

    def record(self, source: SourceFileRow) -> None:
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

    def known(self, path: str, sha256: str, settings: str) -> SourceFileRow | None:
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

    def source(self, path: str) -> SourceFileRow | None:
        """What became of the file at this path the last time, whatever it holds now."""
        return next(self._sources("WHERE path = ?", (path,)), None)

    def sources(self) -> list[SourceFileRow]:
        """All files ever ingested, also those that failed, by path."""
        return list(self._sources("ORDER BY path"))

    def forget(self, path: str) -> None:
        """Drop the record of a file; its documents stay."""
        with self.transaction() as db:
            db.execute("DELETE FROM sources WHERE path = ?", (path,))

    def _sources(self, where: str, values: tuple[str, ...] = ()) -> Iterator[SourceFileRow]:
        for path, sha256, size, settings, ids, outcome, reason in self._db.execute(
            f"SELECT {_SOURCE} FROM sources {where}",  # noqa: S608
            values,
        ):
            failed = outcome == "failed"
            yield SourceFileRow(
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

    def added(self, document_id: str) -> str | None:
        """When a document was put in (ISO 8601, UTC); None where it is not here."""
        query = "SELECT added FROM documents WHERE id = ?"
        row = self._db.execute(query, (document_id,)).fetchone()
        return None if row is None else str(row[0])

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

    # Documents and passages

    def put(
        self, parsed: Parsed, source: SourceFileRow | None = None
    ) -> Literal["added", "replaced", "unchanged"]:
        """Store a document with its passages in place of what had its id, all or nothing.

        ``source`` records the file in the same transaction. A document that is the same to the
        last field is left alone, so that the indexes stay valid. Raises UnreadableSource for a
        document that cannot be stored: nothing of it is then.
        """
        document, new_hash = parsed.document, hash_of(parsed)
        try:
            with self.transaction() as db:
                found = db.execute(
                    "SELECT hash FROM documents WHERE id = ?", (document.id,)
                ).fetchone()
                if source is not None:
                    self.record(source)
                if found and found[0] == new_hash:
                    return "unchanged"
                if not db.execute("SELECT 1 FROM documents LIMIT 1").fetchone():
                    self._mark_relations()
                    self._mark_citations()
                touched = self._delete(document.id) if found else set()
                self._insert(parsed, new_hash)
                self._judge({document.id}, stated=True)
                self._judge(touched | self._relate(parsed))
                outcome: Literal["added", "replaced"] = "replaced" if found else "added"
                self._log(outcome, document.id, document.source)
                return outcome
        except UnicodeEncodeError as error:
            raise UnreadableSource(
                Message("catalog.not_text", source=document.source, reason=error.reason)
            ) from error
        except sqlite3.IntegrityError as error:
            raise UnreadableSource(
                Message("catalog.contradicts", source=document.source, error=error)
            ) from error

    def _insert(self, parsed: Parsed, new_hash: str) -> None:
        db, document = self._db, parsed.document
        marks = ", ".join("?" * (len(DOCUMENT_COLUMNS) + 3))
        stored = db.execute(
            f"INSERT INTO documents ({_DOCUMENT}, hash, added, length) VALUES ({marks})",  # noqa: S608
            (*document_row(document), new_hash, now(), len(document.text)),
        )
        list_document(db, document, stored.lastrowid or 0)
        db.executemany(
            "INSERT INTO texts (document_id, chunk, data) VALUES (?, ?, ?)",
            ((document.id, number, data) for number, data in chunks_of(document.text)),
        )
        marks = ", ".join("?" * (len(PASSAGE_COLUMNS) + 1))
        insert = f"INSERT INTO passages ({_PASSAGE}, position) VALUES ({marks})"  # noqa: S608
        rows: dict[str, int] = {}
        for position, passage in enumerate(parsed.passages):
            row = db.execute(insert, (*passage_row(passage), position)).lastrowid or 0
            rows[passage.passage_id] = row
            if passage.searchable:
                db.execute(
                    "INSERT INTO phrases (rowid, lead_in, text) VALUES (?, ?, ?)",
                    (row, passage.lead_in, document.text[passage.start : passage.end]),
                )
        self._cite(parsed, rows)
        arrive(db, document.id, document.sha256, now())

    def remove(self, document_id: str) -> bool:
        """Take a document out with all its passages; False where there is none of that id.

        Its file's record goes too: ingesting the file again brings the document back.
        """
        with self.transaction() as db:
            if not db.execute("SELECT 1 FROM documents WHERE id = ?", (document_id,)).fetchone():
                return False
            self._judge(self._delete(document_id))
            for path, ids in db.execute("SELECT path, document_ids FROM sources").fetchall():
                if document_id in json.loads(ids):
                    db.execute("DELETE FROM sources WHERE path = ?", (path,))
            self._log("removed", document_id)
            return True

    def _delete(self, document_id: str) -> set[str]:
        """Take it out; the acts whose status may have followed from it."""
        db = self._db
        text = self._text(document_id)
        rows = db.execute(
            "SELECT row, lead_in, start, end, searchable, locator FROM passages "
            "WHERE document_id = ?",
            (document_id,),
        ).fetchall()
        db.executemany(
            "INSERT INTO phrases (phrases, rowid, lead_in, text) VALUES ('delete', ?, ?, ?)",
            [(row, lead_in, text[start:end]) for row, lead_in, start, end, found, _ in rows
             if found],
        )  # fmt: skip
        keep_former(db, document_id, ((at, text[start:end]) for _, _, start, end, _, at in rows))
        unlist(db, "document_id = ? AND held", (document_id,))
        db.execute("DELETE FROM documents WHERE id = ?", (document_id,))
        return self._unrelate(document_id)

    def amend(self, document: Document) -> None:
        """Write what is said of a stored work anew; its id, text, passages and status stay.

        What it states of other acts is read again, since that hangs on its tier and title.
        """
        with self.transaction() as db:
            stored = self._parsed(document.id)
            said = {name: getattr(document, name) for name in SAID_OF_A_WORK}
            parsed = Parsed(replace(stored.document, **said), stored.passages)
            row = dict(zip(DOCUMENT_COLUMNS, document_row(parsed.document), strict=True))
            sets = ", ".join(f"{name} = ?" for name in SAID_OF_A_WORK)
            db.execute(
                f"UPDATE documents SET hash = ?, {sets} WHERE id = ?",  # noqa: S608
                (hash_of(parsed), *(row[name] for name in SAID_OF_A_WORK), document.id),
            )
            unlist(db, "document_id = ? AND held", (document.id,))
            (at,) = db.execute(
                "SELECT rowid FROM documents WHERE id = ?", (document.id,)
            ).fetchone()
            list_document(db, parsed.document, at)
            touched = self._unrelate(document.id)
            self._judge(touched | self._relate(parsed))
            self._log("corrected", document.id)

    def renew_relations(self) -> bool:
        """Read all relations again if other rules gave those that are stored; True if so."""
        return self._renew(self._parsed)

    def _parsed(self, document_id: str) -> Parsed:
        document = self.document(document_id)
        assert document is not None
        return Parsed(document, tuple(self.passages(document_id)))

    # Reading

    def document(self, document_id: str, with_text: bool = True) -> Document | None:
        """The document of that id, or None; without text its ``text`` is empty."""
        with self.snapshot() as db:
            row = db.execute(
                f"SELECT {_DOCUMENT} FROM documents WHERE id = ?",  # noqa: S608
                (document_id,),
            ).fetchone()
            if row is None:
                return None
            with self._decoding():
                return document_of(row, self._text(document_id) if with_text else "")

    def opening(self, document_id: str, length: int) -> str:
        """The first ``length`` characters of a document's text; "" where there is none."""
        return self._text(document_id, 0, length)

    def words(self, document_id: str, start: int, end: int) -> str:
        """A slice of a document's text (code points); "" where there is none."""
        return self._text(document_id, start, end)

    def documents(self) -> list[Document]:
        """All documents without their text, by id."""
        rows = self._db.execute(f"SELECT {_DOCUMENT} FROM documents ORDER BY id")  # noqa: S608
        with self._decoding():
            return [document_of(row) for row in rows]

    def passages(self, document_id: str) -> list[Passage]:
        """All passages of a document in the order of the text; empty where there is none."""
        with self.snapshot() as db:
            version = self.version(document_id)
            kept = self._last_read
            if kept is not None and version is not None and kept[0] == (document_id, version):
                return list(kept[1])
            text = self._text(document_id)
            rows = db.execute(
                f"SELECT {_PASSAGE} FROM passages WHERE document_id = ? ORDER BY position",  # noqa: S608
                (document_id,),
            ).fetchall()
            with self._decoding():
                found = [passage_of(row, text[row[4] : row[5]]) for row in rows]
            self._last_read = ((document_id, version), found)
            return list(found)

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of that id, or None."""
        found = next(iter(self._passages("WHERE id = ?", (passage_id,))), None)
        if found is not None and found.passage_id != passage_id:  # the index and its row differ
            raise damaged(self.path, f"{passage_id}: {found.passage_id}")
        return found

    def children(self, passage_id: str) -> list[Passage]:
        """The passages directly inside this one, in the order of the text."""
        return self._passages("WHERE parent_id = ? ORDER BY position", (passage_id,))

    def find(self, document_id: str, locator: str) -> list[Passage]:
        """The passage at this locator and everything below it, in the order of the text.

        ``pasal-1`` finds ``pasal-1`` and ``pasal-1/angka-3``, not ``pasal-10``; an empty locator
        finds all.
        """
        if not locator:
            return self.passages(document_id)
        # '0' is the character after '/': the range holds exactly what starts with "locator/".
        return self._passages(
            "WHERE document_id = ? AND (locator = ? OR (locator > ? AND locator < ?)) "
            "ORDER BY position",
            (document_id, locator, f"{locator}/", f"{locator}0"),
        )

    def locators(self, document_id: str, under: str = "") -> list[str]:
        """The locators of a document's passages, those inside one or all, in the order of the
        text."""
        rows = self._db.execute(
            "SELECT locator FROM passages WHERE document_id = ? "
            "AND (? = '' OR (locator > ? AND locator < ?)) ORDER BY position",
            (document_id, under, f"{under}/", f"{under}0"),
        )
        return [locator for (locator,) in rows]

    def shown(self, passage: Passage) -> Passage:
        """The passage that is shown for a found unit (see `index.store.unit_text.shown_for`)."""
        return shown_for(passage, self.passage)

    def passages_at(self, rows: Iterable[int]) -> list[Passage]:
        """The passages of these rows, by row; rows that are gone have none."""
        listed = sorted(set(rows))
        marks = ", ".join("?" * len(listed))
        return self._passages(f"WHERE row IN ({marks}) ORDER BY row", tuple(listed))

    def _passages(self, where: str, values: tuple[Any, ...]) -> list[Passage]:
        with self.snapshot() as db:
            rows = db.execute(f"SELECT {_PASSAGE} FROM passages {where}", values)  # noqa: S608
            with self._decoding():
                return [passage_of(row, self._text(row[1], row[4], row[5])) for row in rows]

    def _text(self, document_id: str, start: int = 0, end: int | None = None) -> str:
        """A slice of a document's text, unpacking only the chunks it lies in."""
        first = start // CHUNK
        last = (end - 1) // CHUNK if end is not None else 2**31
        rows = self._db.execute(
            "SELECT data FROM texts WHERE document_id = ? AND chunk BETWEEN ? AND ? ORDER BY chunk",
            (document_id, first, last),
        )
        with self._decoding():
            text = "".join(chunk_text(data) for (data,) in rows)
        offset = first * CHUNK
        return text[start - offset : None if end is None else end - offset]

    @contextmanager
    def _decoding(self) -> Iterator[None]:
        """What was written is read; another content is damage, whatever it trips over."""
        try:
            yield
        except (zlib.error, ValueError, TypeError, KeyError, AttributeError) as error:
            raise damaged(self.path, f"{type(error).__name__}: {error}") from error

    # For the indexes

    def searchable(self) -> Iterator[Unit]:
        """All searchable units, by document id and then in the order of the text."""
        ids = self._db.execute("SELECT id, title FROM documents ORDER BY id").fetchall()
        for document_id, title in ids:
            with self.snapshot() as db:
                row_of = dict(
                    db.execute("SELECT id, row FROM passages WHERE document_id = ?", (document_id,))
                )
                passages = self.passages(document_id)
            lookup = {p.passage_id: p for p in passages}.get
            for p in passages:
                if p.searchable:
                    yield Unit(
                        row=row_of[p.passage_id],
                        passage_id=p.passage_id,
                        document_id=document_id,
                        text=indexed_text(p.lead_in, p.text),
                        shown_id=shown_for(p, lookup).passage_id,
                        penjelasan=p.locator.in_penjelasan,
                        place=place_text(title, p.heading),
                        lead=len(indexed_text(p.lead_in, "")),
                    )

    def counts(self) -> dict[str, int]:
        """How many documents, passages and searchable passages there are, and failed files."""
        return {
            "documents": self._one("SELECT count(*) FROM documents"),
            "passages": self._one("SELECT count(*) FROM passages"),
            "searchable": self._one("SELECT count(*) FROM passages WHERE searchable"),
            "failed": self._one("SELECT count(*) FROM sources WHERE outcome = 'failed'"),
        }

    def _one(self, query: str, values: Iterable[Any] = ()) -> int:
        return int(self._db.execute(query, tuple(values)).fetchone()[0])

    # Relations are stored with the act that states them. Whenever they change, the status of every
    # act they aim at is found anew in the same transaction.

    def relations(self, source_id: str) -> list[Relation]:
        """What this act states of others, in the order of its text."""
        return self._relations("source_id = ?", (source_id,))

    def relations_to(self, act_id: str) -> list[Relation]:
        """What the acts of this library state of this act and of the provisions in it."""
        # '$' is the character after '#': the range holds exactly the act's provisions.
        where = "target_id = ? OR (target_id >= ? AND target_id < ?)"
        return self._relations(where, (act_id, f"{act_id}#", f"{act_id}$"))

    def named_acts(self) -> list[tuple[str, str]]:
        """Every (act, act that it states something of), each once; a provision counts as its act.

        Acts that are not in the library are among the second.
        """
        return self._db.execute(
            "SELECT DISTINCT source_id, CASE instr(target_id, '#') WHEN 0 THEN target_id ELSE "
            "substr(target_id, 1, instr(target_id, '#') - 1) END "
            "FROM relations WHERE source_id != ''"
        ).fetchall()

    def status_of(self, identifier: str) -> Standing:
        """The status of a passage (or document) and the passage that says so, or None.

        ``unknown`` where no act of this library says anything of it, whether or not the act
        around it was changed elsewhere; what the whole act is (repealed, or in force by its
        source's word), each provision of it is.
        """
        act_id = identifier.partition("#")[0]
        return self.statuses(act_id)(identifier)

    def statuses(self, act_id: str) -> Callable[[str], Standing]:
        """`status_of` for many passages of one act, which is read once."""
        standings = Standings(self.relations_to(act_id))
        act = self._stated(act_id)

        def of(identifier: str) -> Standing:
            locator = identifier.partition("#")[2]
            own = standings.of(locator)
            if not locator:
                return act if own[0] is Status.UNKNOWN else own
            return standing_in_act(own, act)

        return of

    def act_standing(self, act_id: str) -> ActStanding:
        """What is known of an act as a whole, with the provisions that are named for it."""
        standings = Standings(self.relations_to(act_id))
        status, reason = standings.act
        if status is Status.UNKNOWN:
            status, reason = self._stated(act_id)
        heirs = self.heirs(act_id) if status is Status.REPEALED else ()
        repealed, changed = standings.named(PARTS), standings.named(CHANGES)
        return ActStanding(act_id, status, reason, repealed, changed, heirs)

    def heirs(self, act_id: str) -> tuple[str, ...]:
        """The acts of this library, not repealed themselves, that repeal this one or provisions
        of it, or repeal one that did, the nearest first: where its rules may be found now."""
        return heirs(act_id, self.relations_to, lambda act: self._stated(act)[0] is Status.REPEALED)

    def _stated(self, act_id: str) -> Standing:
        """The status that the catalogue has for an act: what follows, or its source's word."""
        row = self._db.execute(
            "SELECT status, status_reason FROM documents WHERE id = ?", (act_id,)
        ).fetchone()
        return (Status.UNKNOWN, None) if row is None else (Status(row[0]), row[1])

    def _relations(self, where: str, values: tuple[str, ...]) -> list[Relation]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM relations WHERE source_id != '' AND ({where}) "  # noqa: S608
            "ORDER BY rowid",
            values,
        )
        return [Relation(source, kind, target, said) for source, kind, target, said in rows]

    # SQLite keeps no checksums: a byte that a disk has flipped in a relation or a status would
    # rank in silence. What writes them takes the seal away, whoever publishes an index sets it
    # anew, and a search compares it once for every state of the file.

    def seal(self) -> None:
        """Keep the checksum of relations and statuses, where it is not kept yet."""
        query = "SELECT 1 FROM relations WHERE source_id = ? AND relation = ?"
        if self._db.execute(query, _SEAL).fetchone():
            return
        with self.transaction() as db:
            db.execute(
                f"INSERT OR IGNORE INTO relations ({_COLUMNS}) VALUES (?, ?, ?, NULL)",  # noqa: S608
                (*_SEAL, self._seal_of()),
            )

    def _unseal(self) -> None:
        self._db.execute("DELETE FROM relations WHERE source_id = ? AND relation = ?", _SEAL)

    def is_sealed(self) -> bool:
        """Whether relations and statuses are those that were sealed; True where none are."""
        with self.snapshot() as db:
            query = "SELECT target_id FROM relations WHERE source_id = ? AND relation = ?"
            row = db.execute(query, _SEAL).fetchone()
            return row is None or row[0] == self._seal_of()

    def check_seal(self) -> None:
        """Raise CatalogBroken where they are not; looked at once for every state of the file."""
        path = self.works_path
        state = stamp_of(path)
        if self._whole_at != state:
            if not self.is_sealed():
                raise damaged(path, "relations or statuses differ from their checksum")
            self._whole_at = state

    def derived_by(self) -> str:
        """Changes where what is derived of the works (relations, citations, statuses) does though
        the works do not: by other rules, or in other tables."""
        rows = self._db.execute(
            "SELECT relation, target_id FROM relations WHERE source_id = '' ORDER BY relation"
        ).fetchall()
        return hashlib.sha256(repr((SCHEMA_VERSION, rows)).encode()).hexdigest()

    def _seal_of(self) -> str:
        """By the rows, and by the indexes in which they are looked up."""
        digest = hashlib.sha256()
        queries = (
            f"SELECT {_COLUMNS} FROM relations NOT INDEXED WHERE source_id != '' ORDER BY rowid",  # noqa: S608
            "SELECT target_id, rowid FROM relations INDEXED BY relations_by_target "
            "WHERE instr(target_id, '/') ORDER BY target_id, rowid",
            "SELECT id, status, status_reason FROM documents NOT INDEXED ORDER BY rowid",
            "SELECT id FROM documents ORDER BY id",
        )
        for query in queries:
            rows = self._db.execute(query).fetchall()
            digest.update(repr(rows).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def _relate(self, parsed: Parsed) -> set[str]:
        """Store what an act states; the acts whose status may follow from it."""
        self._unseal()
        found = relations_of(parsed)
        self._db.executemany(
            f"INSERT OR IGNORE INTO relations ({_COLUMNS}) VALUES (?, ?, ?, ?)",  # noqa: S608
            ((r.source_id, r.kind, r.target_id, r.evidence_id) for r in found),
        )
        self._keep_changes(parsed, found)
        return _aimed_at(found)

    def _keep_changes(self, parsed: Parsed, relations: list[Relation]) -> None:
        """Store what an act changes in the wording of others, and its own dates."""
        made = changes_of(parsed, relations)
        if made is None:
            return
        source = parsed.document.id
        by_act: dict[str, list[Change]] = {}
        for change in made.changes:
            by_act.setdefault(change.act, []).append(change)
        self._db.executemany(
            "INSERT OR REPLACE INTO changes (source_id, act, data) VALUES (?, ?, ?)",
            ((source, act, changes_data(listed)) for act, listed in by_act.items()),
        )
        d = made.dates
        self._db.execute(
            "INSERT OR REPLACE INTO dates VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                source, d.promulgated, d.in_force, d.start, d.end, json.dumps(d.parts),
                json.dumps(made.establishes),
            ),
        )  # fmt: skip
        self._db.executemany(
            "INSERT OR IGNORE INTO amenders (act, amender, source_id) VALUES (?, ?, ?)",
            ((act, amender, source) for act, amender in made.amended_by),
        )

    def _unrelate(self, document_id: str) -> set[str]:
        """Forget what an act states; the acts whose status may have followed from it."""
        self._unseal()
        found = self.relations(document_id)
        self._db.execute("DELETE FROM relations WHERE source_id = ?", (document_id,))
        self._db.execute("DELETE FROM changes WHERE source_id = ?", (document_id,))
        self._db.execute("DELETE FROM dates WHERE document_id = ?", (document_id,))
        self._db.execute("DELETE FROM amenders WHERE source_id = ?", (document_id,))
        return _aimed_at(found)

    # The text in force (`index.text_in_force`): what acts change in the wording of others.

    def changes_to(self, act_id: str) -> dict[str, ActChanges]:
        """What the acts of this library change in this one, by the act that does so."""
        with self.snapshot() as db:
            rows = db.execute(
                "SELECT source_id, data FROM changes WHERE act = ? ORDER BY source_id", (act_id,)
            ).fetchall()
            found = {}
            for source, data in rows:
                with self._decoding():
                    changes = changes_from(act_id, data)
                found[source] = ActChanges(
                    self.dates(source) or InForce(), changes, (), self.establishes(source)
                )
            return found

    def changing(self, act_id: str) -> list[str]:
        """The acts of this library that change the wording of this one."""
        rows = self._db.execute("SELECT source_id FROM changes WHERE act = ?", (act_id,))
        return sorted(source for (source,) in rows)

    def dates(self, act_id: str) -> InForce | None:
        """When an act was promulgated and enters into force; None where it is not held."""
        row = self._db.execute(
            "SELECT promulgated, in_force, start, end, parts FROM dates WHERE document_id = ?",
            (act_id,),
        ).fetchone()
        if row is None:
            return None
        with self._decoding():
            return _in_force(row)

    def all_dates(self) -> list[tuple[str, InForce]]:
        """`dates` of all acts."""
        rows = self._db.execute(
            "SELECT document_id, promulgated, in_force, start, end, parts FROM dates"
        )
        with self._decoding():
            return [(document_id, _in_force(row)) for document_id, *row in rows]

    def establishes(self, act_id: str) -> tuple[str, ...]:
        """The Perppu and emergency laws that an act makes law."""
        row = self._db.execute(
            "SELECT establishes FROM dates WHERE document_id = ?", (act_id,)
        ).fetchone()
        return tuple(json.loads(row[0])) if row else ()

    def amenders(self, act_id: str) -> list[str]:
        """The acts that any act of this library says to have amended this one; held or not."""
        rows = self._db.execute(
            "SELECT DISTINCT amender FROM amenders WHERE act = ? ORDER BY amender", (act_id,)
        )
        return [amender for (amender,) in rows]

    def amended_acts(self) -> list[str]:
        """The acts whose wording another act of this library changes, by id; held or not."""
        return [act for (act,) in self._db.execute("SELECT DISTINCT act FROM changes ORDER BY act")]

    # Which passage words a provision when (`index.store.wordings`).

    def keep_wordings(self, act_id: str, state: str, rows: Iterable[Wording]) -> None:
        """Keep the wordings of an act's provisions; ``state`` is what they were made from."""
        with self.transaction() as db:
            wordings.store(db, act_id, state, rows)

    def forget_wordings(self, act_id: str) -> None:
        """Drop them."""
        with self.transaction() as db:
            wordings.forget(db, act_id)

    def worded(self) -> dict[str, str]:
        """The acts whose wordings are kept, with what they were made from."""
        return wordings.states(self._db)

    def has_wordings(self) -> bool:
        """Whether the library knows of any provision that it was changed."""
        return wordings.any_at_all(self._db)

    def wordings_of(self, *passage_ids: str) -> list[Wording]:
        """The wordings that passages (some hundreds at most) give or gave, by their day."""
        with self._decoding():
            return wordings.of_passages(self._db, passage_ids)

    def wordings_by(self, source_id: str) -> list[Wording]:
        """The wordings that an instruction (a provision of an amending act) gave, by their day."""
        with self._decoding():
            return wordings.given_by(self._db, source_id)

    def wordings_at(self, act_id: str, place: str) -> list[Wording]:
        """The wordings of a provision of an act, by their day."""
        with self._decoding():
            return wordings.of_place(self._db, act_id, place)

    def rows_in(self, passage_id: str) -> list[int]:
        """The rows of a passage and of all that is in it, rising."""
        rows = self._db.execute(  # by the index of ids, which holds the rows too
            "SELECT row FROM passages WHERE id = ? OR (id > ? AND id < ?)",
            (passage_id, f"{passage_id}/", f"{passage_id}0"),
        )
        return sorted(row for (row,) in rows)

    def spans(self, document_id: str) -> list[tuple[str, int, int]]:
        """The passages of a document, (locator, start, end), in the order of the text."""
        return self._db.execute(
            "SELECT locator, start, end FROM passages WHERE document_id = ? ORDER BY position",
            (document_id,),
        ).fetchall()

    def _judge(self, act_ids: Iterable[str], *, stated: bool = False) -> None:
        """Write the status of these acts, where they are in the library, as it follows now.

        With ``stated`` their own source's word stands where nothing follows.
        """
        for act_id in act_ids:
            row = self._db.execute(
                "SELECT status, status_reason FROM documents WHERE id = ?", (act_id,)
            ).fetchone()
            if row is None:
                continue
            status, reason = Standings(self.relations_to(act_id)).act
            if status is Status.UNKNOWN and (stated or row[1] is None):
                continue
            if row != (status.value, reason):
                self._unseal()
                self._db.execute(
                    "UPDATE documents SET status = ?, status_reason = ? WHERE id = ?",
                    (status.value, reason, act_id),
                )

    def _renew(self, parsed: Callable[[str], Parsed]) -> bool:
        if self._relations_are_current():
            return False
        with self.transaction() as db:
            db.execute("CREATE INDEX IF NOT EXISTS relations_by_target ON relations (target_id)")
            touched: set[str] = set()
            for (document_id,) in db.execute("SELECT id FROM documents").fetchall():
                touched |= self._unrelate(document_id)
                touched |= self._relate(parsed(document_id))
            self._judge(sorted(touched))
            self._mark_relations()
        return True

    def _relations_are_current(self) -> bool:
        query = "SELECT target_id FROM relations WHERE source_id = ? AND relation = ?"
        row = self._db.execute(query, _MARK).fetchone()
        return row is not None and row[0] == RELATIONS_VERSION

    def _mark_relations(self) -> None:
        self._db.execute("DELETE FROM relations WHERE source_id = ? AND relation = ?", _MARK)
        self._db.execute(
            f"INSERT INTO relations ({_COLUMNS}) VALUES (?, ?, ?, NULL)",  # noqa: S608
            (*_MARK, RELATIONS_VERSION),
        )

    # Who names what (`index.store.citations`); rows of a work go with its passages.

    def citing(self, identifier: str) -> list[CitationRow]:
        """Where the works of this library name this act or provision, or a part of it."""
        with self.snapshot() as db:
            return list(citations.citing(db, identifier))

    def cites(self, document_id: str) -> list[tuple[str, str]]:
        """The acts and provisions that this work names, each with the first passage that does."""
        with self.snapshot() as db:
            return citations.cited_in(db, document_id)

    def how_often_cited(self, identifier: str) -> tuple[int, int]:
        """How many passages name it itself, and how many only parts of it."""
        return citations.how_often(self._db, identifier)

    def citations_are_read(self) -> bool:
        """Whether what the works here name was read, by the rules of today: not in a library of an
        older version before something is next taken in."""
        query = "SELECT target_id FROM relations WHERE source_id = ? AND relation = ?"
        row = self._db.execute(query, _CITED).fetchone()
        return row is not None and row[0] == CITATIONS_VERSION

    def renew_citations(self, progress: Progress | None = None) -> bool:
        """Read all citations again if other rules gave those that are stored; True if so."""
        if self.citations_are_read():
            return False
        tell = progress or (lambda stage, done, total: None)
        with self.transaction() as db:
            ids = [document_id for (document_id,) in db.execute("SELECT id FROM documents")]
            db.execute("DELETE FROM citations")
            db.execute("DELETE FROM court_effects")
            db.execute("DELETE FROM cited")
            for done, document_id in enumerate(ids):
                tell("citations", done, len(ids))
                query = "SELECT id, row FROM passages WHERE document_id = ?"
                self._cite(self._parsed(document_id), dict(db.execute(query, (document_id,))))
            self._mark_citations()
        return True

    def court_effects(self, act_id: str) -> list[CourtEffect]:
        """What the rulings here decide of this act and the provisions in it, the oldest first."""
        return court_effects.on_act(self._db, act_id)

    def decided_by(self, ruling_id: str) -> list[CourtEffect]:
        """What this ruling decides of acts and provisions, in the order of its amar."""
        return court_effects.of_ruling(self._db, ruling_id)

    def has_court_effects(self) -> bool:
        """Whether any ruling here decides anything of a norm."""
        return court_effects.any_at_all(self._db)

    def _cite(self, parsed: Parsed, rows: Mapping[str, int]) -> None:
        found = parsed.citations
        if found is None:
            found = citations_of(parsed.document, parsed.passages)
        citations.store(self._db, rows, found)
        court_effects.store(self._db, effects_of(parsed.document, parsed.passages))

    def _mark_citations(self) -> None:
        self._db.execute("DELETE FROM relations WHERE source_id = ? AND relation = ?", _CITED)
        self._db.execute(
            f"INSERT INTO relations ({_COLUMNS}) VALUES (?, ?, ?, NULL)",  # noqa: S608
            (*_CITED, CITATIONS_VERSION),
        )

    # As an index sees it: which rows there are, where they stand, what they contain.

    def searchable_rows(self) -> list[int]:
        """The rows of `searchable`, in its order. A row's text never changes."""
        query = "SELECT row FROM passages WHERE searchable ORDER BY document_id, position"
        return [row for (row,) in self._db.execute(query)]

    def searchable_ids(self) -> list[str]:
        """The passage ids of `searchable`, in its order."""
        query = "SELECT id FROM passages WHERE searchable ORDER BY document_id, position"
        return [passage_id for (passage_id,) in self._db.execute(query)]

    def places(self) -> list[str]:
        """The place (`index.store.unit_text.place_text`) of every unit of `searchable`, in its
        order."""
        titles = dict(self._db.execute("SELECT id, title FROM documents"))
        query = (
            "SELECT document_id, heading FROM passages WHERE searchable "
            "ORDER BY document_id, position"
        )
        return [
            place_text(titles[document_id], headings_of(heading))
            for document_id, heading in self._db.execute(query)
        ]

    def rows_with(self, phrase: str) -> list[int]:
        """Rows of the searchable passages that contain these words one after another.

        Without case, accents or punctuation (FTS5 unicode61). Nothing contains no words.
        """
        return self._matching(_quoted(phrase))

    def rows_near(self, parts: Iterable[str], distance: int) -> list[int]:
        """Rows of those that contain all parts (as in `rows_with`) near each other.

        At most ``distance`` words stand between them, in any order.
        """
        quoted = [_quoted(part) for part in parts]
        if not quoted or not all(quoted):
            return []
        return self._matching(f"NEAR({' '.join(quoted)}, {int(distance)})")

    def _matching(self, match: str) -> list[int]:
        """Rows that an FTS5 expression finds; the empty one finds none."""
        if not match:
            return []
        found = self._db.execute("SELECT rowid FROM phrases WHERE phrases MATCH ?", (match,))
        return [row for (row,) in found]

    def content_hash(self) -> str:
        """Changes with any change of any document or passage, or of what is indexed of them.

        An index also knows which works are repealed, and no other status.
        """
        digest = hashlib.sha256(f"indexed text {INDEXED_TEXT_VERSION}".encode())
        query = "SELECT id, hash, status FROM documents ORDER BY id"
        for document_id, its_hash, status in self._db.execute(query):
            digest.update(f"{document_id}\0{its_hash}".encode())
            if status == Status.REPEALED.value:
                digest.update(b"\0repealed")
        return digest.hexdigest()


def _in_force(row: Sequence[Any]) -> InForce:
    parts = tuple((at, day) for at, day in json.loads(row[4])) if row[4] != "[]" else ()
    return InForce(row[0], row[1], row[2], row[3], parts)


def now() -> str:
    """This moment, in UTC, to the second (ISO 8601)."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _aimed_at(relations: Iterable[Relation]) -> set[str]:
    return {r.target_act for r in relations if r.kind in CHANGING}


def _quoted(phrase: str) -> str:
    """The words of a phrase as an FTS5 string: nothing of them can be its syntax; "" for none."""
    words = _WORDS.findall(phrase.replace("_", " "))
    return f'"{" ".join(words)}"' if words else ""

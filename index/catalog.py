"""The source of truth: documents, passages, where they came from, and what was done.

Everything else in a library (index generations, vectors) can be made again from this file.
One `Catalog` may be used from many threads: each gets a connection of its own.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final, Literal

from index.indexed import Indexed
from index.ledger import now
from index.record import (
    CHUNK,
    DOCUMENT_COLUMNS,
    PASSAGE_COLUMNS,
    Source,
    chunk_text,
    chunks_of,
    document_of,
    document_row,
    hash_of,
    passage_of,
    passage_row,
)
from index.schema import damaged
from index.unit import Unit, indexed_text, place_text, shown_for
from ingest.errors import UnreadableSource
from ingest.messages import Message
from ingest.model import Document, Parsed, Passage

#: What can be corrected without reading the work again, in columns.
SAID_OF_A_WORK: Final = (
    "tier", "kind", "title", "number", "year", "issuer", "date", "gazette", "authors", "url",
    "extra",
)  # fmt: skip

_DOCUMENT = ", ".join(DOCUMENT_COLUMNS)
_PASSAGE = ", ".join(PASSAGE_COLUMNS)


class Catalog(Indexed):
    """``catalog.sqlite`` of a library. Creates it when the file is not there."""

    # Writing

    def put(
        self, parsed: Parsed, source: Source | None = None
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
        db.execute(
            f"INSERT INTO documents ({_DOCUMENT}, hash, added, length) VALUES ({marks})",  # noqa: S608
            (*document_row(document), new_hash, now(), len(document.text)),
        )
        db.executemany(
            "INSERT INTO texts (document_id, chunk, data) VALUES (?, ?, ?)",
            ((document.id, number, data) for number, data in chunks_of(document.text)),
        )
        marks = ", ".join("?" * (len(PASSAGE_COLUMNS) + 1))
        insert = f"INSERT INTO passages ({_PASSAGE}, position) VALUES ({marks})"  # noqa: S608
        for position, passage in enumerate(parsed.passages):
            row = db.execute(insert, (*passage_row(passage), position)).lastrowid
            if passage.searchable:
                db.execute(
                    "INSERT INTO phrases (rowid, lead_in, text) VALUES (?, ?, ?)",
                    (row, passage.lead_in, document.text[passage.start : passage.end]),
                )

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
            "SELECT row, lead_in, start, end FROM passages WHERE document_id = ? AND searchable",
            (document_id,),
        )
        db.executemany(
            "INSERT INTO phrases (phrases, rowid, lead_in, text) VALUES ('delete', ?, ?, ?)",
            [(row, lead_in, text[start:end]) for row, lead_in, start, end in rows],
        )
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

    def documents(self) -> list[Document]:
        """All documents without their text, by id."""
        rows = self._db.execute(f"SELECT {_DOCUMENT} FROM documents ORDER BY id")  # noqa: S608
        with self._decoding():
            return [document_of(row) for row in rows]

    def passages(self, document_id: str) -> list[Passage]:
        """All passages of a document in the order of the text; empty where there is none."""
        with self.snapshot() as db:
            text = self._text(document_id)
            rows = db.execute(
                f"SELECT {_PASSAGE} FROM passages WHERE document_id = ? ORDER BY position",  # noqa: S608
                (document_id,),
            )
            with self._decoding():
                return [passage_of(row, text[row[4] : row[5]]) for row in rows]

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of that id, or None."""
        return next(iter(self._passages("WHERE id = ?", (passage_id,))), None)

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
        """The passage that is shown for a found unit (see `index.unit.shown_for`)."""
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

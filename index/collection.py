"""Collections: passages that people saved, by name, in their order, with notes.

They are in the library's catalogue and are written in short transactions of their own, so that
saving works while sources are being ingested. Every step can be taken back (`index.undo`).
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from index import undo
from index.catalog import Catalog
from index.kept import packed, unpacked
from index.ledger import now
from index.undo import Step, keep, rows_of
from ingest.errors import CollectionError
from ingest.model import Document, Passage

#: Characters of a name and of a note.
NAME_LIMIT: Final = 120
NOTE_LIMIT: Final = 20_000

#: How a saved passage stands to the library: as it was, worded otherwise now, or not there.
Standing = Literal["same", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection and how many passages it holds."""

    id: int
    name: str
    at: str  # when it was made (ISO 8601, UTC)
    count: int


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved passage: its own copy of work and words, the question it answered, a note."""

    id: int
    collection_id: int
    document: Document  # without its text
    passage: Passage
    question: str
    note: str
    generation: str  # of the library's index, when it was saved
    at: str
    standing: Standing


class Collections:
    """The collections of a library."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    # Reading

    def all(self) -> list[Collection]:
        """All collections by name."""
        with self._catalog.snapshot() as db:
            rows = db.execute(
                "SELECT c.id, c.name, c.at, count(s.id) FROM collections c "
                "LEFT JOIN saved s ON s.collection_id = c.id GROUP BY c.id"
            ).fetchall()
        found = [Collection(*row) for row in rows]
        return sorted(found, key=lambda c: (c.name.casefold(), c.id))

    def saved(self, collection_id: int) -> list[Saved]:
        """The passages of a collection in their order."""
        with self._catalog.snapshot() as db:
            rows = db.execute(
                "SELECT id, collection_id, passage_id, copy, question, note, generation, at "
                "FROM saved WHERE collection_id = ? ORDER BY position, id",
                (collection_id,),
            ).fetchall()
            return [
                Saved(
                    number, where, *(both := unpacked(passage_id, copy)), question, note,
                    generation, at, self._standing(both[1]),
                )
                for number, where, passage_id, copy, question, note, generation, at in rows
            ]  # fmt: skip

    def holding(self) -> dict[str, list[str]]:
        """The names of the collections that hold each saved passage, by passage id."""
        with self._catalog.snapshot() as db:
            rows = db.execute(
                "SELECT s.passage_id, c.name FROM saved s JOIN collections c "
                "ON c.id = s.collection_id ORDER BY c.name"
            ).fetchall()
        found: dict[str, list[str]] = defaultdict(list)
        for passage_id, name in rows:
            found[passage_id].append(name)
        return dict(found)

    def undoable(self) -> Step | None:
        """The step that `take_back` would take back."""
        with self._catalog.snapshot() as db:
            return undo.last(db)

    def _standing(self, passage: Passage) -> Standing:
        current = self._catalog.passage(passage.passage_id)
        if current is None:
            return "gone"
        return "same" if current.text == passage.text else "changed"

    # Writing; each of these is one step that can be taken back

    def create(self, name: str) -> int:
        """A new collection; its id. Raises CollectionError for a name that is taken or empty."""
        name = _named(name)
        with self._catalog.transaction() as db:
            _free(db, name)
            made = db.execute("INSERT INTO collections (name, at) VALUES (?, ?)", (name, now()))
            number = int(made.lastrowid or 0)
            keep(db, Step("create", name), [("collections", number, None)])
        return number

    def rename(self, collection_id: int, name: str) -> None:
        """Give a collection another name. Raises CollectionError as `create` does."""
        name = _named(name)
        with self._catalog.transaction() as db:
            old = _name_of(db, collection_id)
            if old == name:
                return
            _free(db, name, collection_id)
            keep(db, Step("rename", old), rows_of(db, "collections", [collection_id]))
            db.execute("UPDATE collections SET name = ? WHERE id = ?", (name, collection_id))

    def delete(self, collection_id: int) -> None:
        """Delete a collection with what is saved in it."""
        with self._catalog.transaction() as db:
            name = _name_of(db, collection_id)
            inside = [
                number
                for (number,) in db.execute(
                    "SELECT id FROM saved WHERE collection_id = ?", (collection_id,)
                )
            ]
            before = rows_of(db, "collections", [collection_id]) + rows_of(db, "saved", inside)
            keep(db, Step("delete", name), before)
            db.execute("DELETE FROM collections WHERE id = ?", (collection_id,))

    def save(
        self,
        collection_id: int,
        document: Document,
        passage: Passage,
        question: str = "",
        note: str = "",
        generation: str = "",
    ) -> int:
        """Save a passage at the end; its id. One that is there already stays as it is."""
        with self._catalog.transaction() as db:
            name = _name_of(db, collection_id)
            row = db.execute(
                "SELECT id FROM saved WHERE collection_id = ? AND passage_id = ?",
                (collection_id, passage.passage_id),
            ).fetchone()
            if row is not None:
                return int(row[0])
            values = (
                collection_id, collection_id, passage.passage_id, packed(document, passage),
                question, note[:NOTE_LIMIT], generation, now(),
            )  # fmt: skip
            made = db.execute(
                "INSERT INTO saved (collection_id, position, passage_id, copy, question, note, "
                "generation, at) VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM saved "
                "WHERE collection_id = ?), ?, ?, ?, ?, ?, ?)",
                values,
            )
            number = int(made.lastrowid or 0)
            keep(db, Step("save", name), [("saved", number, None)])
        return number

    def unsave(self, saved_id: int) -> None:
        """Take a passage out of its collection."""
        with self._catalog.transaction() as db:
            name = _collection_of(db, saved_id)
            keep(db, Step("unsave", name), rows_of(db, "saved", [saved_id]))
            db.execute("DELETE FROM saved WHERE id = ?", (saved_id,))

    def annotate(self, saved_id: int, note: str) -> None:
        """Write the note of a saved passage anew."""
        with self._catalog.transaction() as db:
            name = _collection_of(db, saved_id)
            before = rows_of(db, "saved", [saved_id])
            done = db.execute(
                "UPDATE saved SET note = ? WHERE id = ? AND note != ?",
                (note[:NOTE_LIMIT], saved_id, note[:NOTE_LIMIT]),
            )
            if done.rowcount:
                keep(db, Step("annotate", name), before)

    def move(self, saved_id: int, to: int) -> None:
        """Put a passage at a place of its collection's order: 0 is the first."""
        with self._catalog.transaction() as db:
            name = _collection_of(db, saved_id)
            rows = db.execute(
                "SELECT id, position FROM saved WHERE collection_id = "
                "(SELECT collection_id FROM saved WHERE id = ?) ORDER BY position, id",
                (saved_id,),
            ).fetchall()
            order = [number for number, _ in rows if number != saved_id]
            order.insert(min(max(to, 0), len(order)), saved_id)
            moved = [
                (position, number)
                for (was, position), number in zip(rows, order, strict=True)
                if was != number
            ]
            if not moved:
                return
            keep(db, Step("move", name), rows_of(db, "saved", [number for _, number in moved]))
            db.executemany("UPDATE saved SET position = ? WHERE id = ?", moved)

    def take_back(self) -> Step | None:
        """Take the last step back; None where there is none left."""
        with self._catalog.transaction() as db:
            return undo.take_back(db)


def _named(name: str) -> str:
    shown = "".join(c for c in name if c.isspace() or unicodedata.category(c)[0] != "C")
    tidy = " ".join(shown.split())[:NAME_LIMIT].strip()
    if not tidy:
        raise CollectionError("Nama koleksi kosong: beri nama. / The name is empty: give one.")
    return tidy


def _free(db: sqlite3.Connection, name: str, apart_from: int = 0) -> None:
    taken: Iterable[tuple[int, str]] = db.execute("SELECT id, name FROM collections")
    if any(n != apart_from and other.casefold() == name.casefold() for n, other in taken):
        raise CollectionError(
            f"Koleksi “{name}” sudah ada: pilih nama lain. / "
            f"There is a collection “{name}” already: choose another name."
        )


def _name_of(db: sqlite3.Connection, collection_id: int) -> str:
    row = db.execute("SELECT name FROM collections WHERE id = ?", (collection_id,)).fetchone()
    if row is None:
        raise CollectionError(
            "Koleksi ini sudah dihapus: muat ulang halamannya. / "
            "This collection was deleted: load the page again."
        )
    return str(row[0])


def _collection_of(db: sqlite3.Connection, saved_id: int) -> str:
    row = db.execute(
        "SELECT c.name FROM saved s JOIN collections c ON c.id = s.collection_id WHERE s.id = ?",
        (saved_id,),
    ).fetchone()
    if row is None:
        raise CollectionError(
            "Bagian ini sudah dikeluarkan: muat ulang halamannya. / "
            "This passage was taken out: load the page again."
        )
    return str(row[0])

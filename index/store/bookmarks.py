"""Collections: passages that people saved, by name, in their order, with notes.

They are in the library's catalogue and are written in short transactions of their own, so that
saving works while sources are being ingested. Every step can be taken back (`index.store.undo`).
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from dalil.index.store import undo
from dalil.index.store.catalog import Catalog, now
from dalil.index.store.owner import LOCAL
from dalil.index.store.rows import from_passage_copy, passage_copy
from dalil.index.store.undo import UndoStep, keep, rows_of
from dalil.ingest.errors import CollectionError
from dalil.ingest.messages import Message
from dalil.ingest.model import Document, Passage

# What a collection is called: one name each, whatever its case; no name that does not show.

#: Characters of a name.
NAME_LIMIT: Final = 120


def of_name(db: sqlite3.Connection, owner: str, name: str) -> tuple[int, str] | None:
    """The collection of that owner that is called so, in whatever case: its id and name."""
    found: Iterable[tuple[int, str]] = db.execute(
        "SELECT id, name FROM collections WHERE owner = ?", (owner,)
    )
    return next((row for row in found if row[1].casefold() == name.casefold()), None)


def tidy(name: str) -> str:
    """The name on one line, without what does not show. Raises CollectionError for an empty one."""
    shown = "".join(c for c in name if c.isspace() or unicodedata.category(c)[0] != "C")
    tidy = " ".join(shown.split())[:NAME_LIMIT].strip()
    if not tidy:
        raise CollectionError(Message("library.collection_unnamed"))
    return tidy


def free(db: sqlite3.Connection, owner: str, name: str, apart_from: int = 0) -> None:
    """Raise CollectionError where another collection of that owner is called so."""
    taken = of_name(db, owner, name)
    if taken is not None and taken[0] != apart_from:
        raise CollectionError(Message("library.collection_exists", name=name))


def name_of(db: sqlite3.Connection, owner: str, collection_id: int) -> str:
    """The name of a collection. Raises CollectionError where the owner has none of that id."""
    row = db.execute(
        "SELECT name FROM collections WHERE id = ? AND owner = ?", (collection_id, owner)
    ).fetchone()
    if row is None:
        raise CollectionError(Message("library.collection_gone"))
    return str(row[0])


def name_around(db: sqlite3.Connection, owner: str, saved_id: int) -> str:
    """The name of the collection that holds a saved passage. Raises CollectionError as above."""
    row = db.execute(
        "SELECT c.name FROM saved s JOIN collections c ON c.id = s.collection_id "
        "WHERE s.id = ? AND c.owner = ?",
        (saved_id, owner),
    ).fetchone()
    if row is None:
        raise CollectionError(Message("library.saved_gone"))
    return str(row[0])


#: Characters of a note.
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
    """The collections of one owner in a library; another's are as if they were not there."""

    def __init__(self, catalog: Catalog, owner: str = LOCAL) -> None:
        self._catalog, self._owner = catalog, owner

    # Reading

    def all(self) -> list[Collection]:
        """All collections by name."""
        with self._catalog.snapshot() as db:
            rows = db.execute(
                "SELECT c.id, c.name, c.at, count(s.id) FROM collections c "
                "LEFT JOIN saved s ON s.collection_id = c.id WHERE c.owner = ? GROUP BY c.id",
                (self._owner,),
            ).fetchall()
        found = [Collection(*row) for row in rows]
        return sorted(found, key=lambda c: (c.name.casefold(), c.id))

    def saved(self, collection_id: int) -> list[Saved]:
        """The passages of a collection in their order."""
        with self._catalog.snapshot() as db:
            rows = db.execute(
                "SELECT id, collection_id, passage_id, copy, question, note, generation, at "
                "FROM saved WHERE collection_id = ? AND collection_id IN "
                "(SELECT id FROM collections WHERE owner = ?) ORDER BY position, id",
                (collection_id, self._owner),
            ).fetchall()
            return [
                Saved(
                    number, where, *(both := from_passage_copy(passage_id, copy)), question, note,
                    generation, at, self._standing(both[1]),
                )
                for number, where, passage_id, copy, question, note, generation, at in rows
            ]  # fmt: skip

    def holding(self) -> dict[str, list[str]]:
        """The names of the collections that hold each saved passage, by passage id."""
        with self._catalog.snapshot() as db:
            rows = db.execute(
                "SELECT s.passage_id, c.name FROM saved s JOIN collections c "
                "ON c.id = s.collection_id WHERE c.owner = ? ORDER BY c.name",
                (self._owner,),
            ).fetchall()
        found: dict[str, list[str]] = defaultdict(list)
        for passage_id, name in rows:
            found[passage_id].append(name)
        return dict(found)

    def undoable(self) -> UndoStep | None:
        """The step that `take_back` would take back."""
        with self._catalog.snapshot() as db:
            return undo.last(db, self._owner)

    def _standing(self, passage: Passage) -> Standing:
        current = self._catalog.passage(passage.passage_id)
        if current is None:
            return "gone"
        return "same" if current.text == passage.text else "changed"

    # Writing; each of these is one step that can be taken back

    def create(self, name: str) -> int:
        """A new collection; its id. Raises CollectionError for a name that is taken or empty."""
        name = tidy(name)
        with self._catalog.transaction() as db:
            free(db, self._owner, name)
            number = self._made(db, name)
            keep(db, self._owner, UndoStep("create", name), [("collections", number, None)])
        return number

    def _made(self, db: sqlite3.Connection, name: str) -> int:
        made = db.execute(
            "INSERT INTO collections (owner, name, at) VALUES (?, ?, ?)", (self._owner, name, now())
        )
        return int(made.lastrowid or 0)

    def rename(self, collection_id: int, name: str) -> None:
        """Give a collection another name. Raises CollectionError as `create` does."""
        name = tidy(name)
        with self._catalog.transaction() as db:
            old = name_of(db, self._owner, collection_id)
            if old == name:
                return
            free(db, self._owner, name, collection_id)
            keep(
                db,
                self._owner,
                UndoStep("rename", old),
                rows_of(db, "collections", [collection_id]),
            )
            db.execute("UPDATE collections SET name = ? WHERE id = ?", (name, collection_id))

    def delete(self, collection_id: int) -> None:
        """Delete a collection with what is saved in it."""
        with self._catalog.transaction() as db:
            name = name_of(db, self._owner, collection_id)
            inside = [
                number
                for (number,) in db.execute(
                    "SELECT id FROM saved WHERE collection_id = ?", (collection_id,)
                )
            ]
            before = rows_of(db, "collections", [collection_id]) + rows_of(db, "saved", inside)
            keep(db, self._owner, UndoStep("delete", name), before)
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
            name = name_of(db, self._owner, collection_id)
            there = _saved_in(db, collection_id, passage.passage_id)
            if there is not None:
                return there
            number = _insert(db, collection_id, document, passage, question, note, generation)
            keep(db, self._owner, UndoStep("save", name), [("saved", number, None)])
        return number

    def save_in(
        self,
        name: str,
        document: Document,
        passage: Passage,
        question: str = "",
        note: str = "",
        generation: str = "",
    ) -> int:
        """Save a passage in the collection of that name, made if there is none; one step.

        If it is there already, the note is put under the one it has. Raises CollectionError for
        an empty name.
        """
        name = tidy(name)
        with self._catalog.transaction() as db:
            made: list[tuple[str, int, None]] = []
            here = of_name(db, self._owner, name)
            if here is None:
                here = self._made(db, name), name
                made.append(("collections", here[0], None))
            there = _saved_in(db, here[0], passage.passage_id)
            if there is None:
                there = _insert(db, here[0], document, passage, question, note, generation)
                keep(db, self._owner, UndoStep("save", here[1]), [*made, ("saved", there, None)])
            elif note.strip():
                old = db.execute("SELECT note FROM saved WHERE id = ?", (there,)).fetchone()[0]
                self.annotate(there, "\n".join(filter(None, (old, note))))
        return there

    def unsave(self, saved_id: int) -> None:
        """Take a passage out of its collection."""
        with self._catalog.transaction() as db:
            name = name_around(db, self._owner, saved_id)
            keep(db, self._owner, UndoStep("unsave", name), rows_of(db, "saved", [saved_id]))
            db.execute("DELETE FROM saved WHERE id = ?", (saved_id,))

    def annotate(self, saved_id: int, note: str) -> None:
        """Write the note of a saved passage anew."""
        with self._catalog.transaction() as db:
            name = name_around(db, self._owner, saved_id)
            before = rows_of(db, "saved", [saved_id])
            done = db.execute(
                "UPDATE saved SET note = ? WHERE id = ? AND note != ?",
                (note[:NOTE_LIMIT], saved_id, note[:NOTE_LIMIT]),
            )
            if done.rowcount:
                keep(db, self._owner, UndoStep("annotate", name), before)

    def move(self, saved_id: int, to: int) -> None:
        """Put a passage at a place of its collection's order: 0 is the first."""
        with self._catalog.transaction() as db:
            name = name_around(db, self._owner, saved_id)
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
            keep(
                db,
                self._owner,
                UndoStep("move", name),
                rows_of(db, "saved", [number for _, number in moved]),
            )
            db.executemany("UPDATE saved SET position = ? WHERE id = ?", moved)

    def take_back(self, only: UndoStep | None = None) -> UndoStep | None:
        """Take the last step back; None where there is none left, or it is not ``only``."""
        with self._catalog.transaction() as db:
            return undo.take_back(db, self._owner, only)


def _insert(
    db: sqlite3.Connection,
    collection_id: int,
    document: Document,
    passage: Passage,
    question: str,
    note: str,
    generation: str,
) -> int:
    values = (
        collection_id, collection_id, passage.passage_id, passage_copy(document, passage),
        question, note[:NOTE_LIMIT], generation, now(),
    )  # fmt: skip
    made = db.execute(
        "INSERT INTO saved (collection_id, position, passage_id, copy, question, note, "
        "generation, at) VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM saved "
        "WHERE collection_id = ?), ?, ?, ?, ?, ?, ?)",
        values,
    )
    return int(made.lastrowid or 0)


def _saved_in(db: sqlite3.Connection, collection_id: int, passage_id: str) -> int | None:
    row = db.execute(
        "SELECT id FROM saved WHERE collection_id = ? AND passage_id = ?",
        (collection_id, passage_id),
    ).fetchone()
    return None if row is None else int(row[0])

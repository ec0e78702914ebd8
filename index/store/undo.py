"""Steps that can be taken back: what a few rows were before, kept with the change itself.

A step is a row of ``undo``: its name, what it was done to, and for each row it touched what that
row was before (nothing: it was not there). Taking it back puts exactly that there again. The
steps of one owner go back in the order in which they came, in whatever window they were taken.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

#: Steps that are kept.
STEPS_KEPT: Final = 100

#: The tables whose rows steps change, and their columns; rows are known by ``id``.
COLUMNS: Final = {
    "collections": ("id", "name", "at"),
    "saved": (
        "id", "collection_id", "position", "passage_id", "copy", "question", "note", "generation",
        "at",
    ),
    "followed": ("id", "kind", "subject", "settings", "at", "since", "known"),
    "news": (
        "id", "followed", "mark", "kind", "subject", "source", "passage", "facts", "at", "read",
    ),
}  # fmt: skip
#: Those whose rows carry their owner themselves.
_OWNED: Final = frozenset({"collections", "followed", "news"})


@dataclass(frozen=True, slots=True)
class UndoStep:
    """What would be taken back: ``create``, ``rename``, ``delete``, ``save`` … and to what.

    ``number`` tells it from every other step.
    """

    name: str
    subject: str
    number: int = field(default=0, compare=False)


def rows_of(
    db: sqlite3.Connection, table: str, ids: Iterable[int]
) -> list[tuple[str, int, list[Any] | None]]:
    """What these rows of a table are now: (table, id, values), None for one that is not there."""
    columns = ", ".join(COLUMNS[table])
    found = []
    for number in ids:
        row = db.execute(f"SELECT {columns} FROM {table} WHERE id = ?", (number,)).fetchone()  # noqa: S608
        found.append((table, number, None if row is None else list(row)))
    return found


def keep(
    db: sqlite3.Connection,
    owner: str,
    step: UndoStep,
    before: Iterable[tuple[str, int, list[Any] | None]],
) -> None:
    """Remember a step within the transaction that takes it."""
    packed = zlib.compress(json.dumps(list(before), ensure_ascii=False).encode())
    db.execute(
        "INSERT INTO undo (step, subject, before, owner) VALUES (?, ?, ?, ?)",
        (step.name, step.subject, packed, owner),
    )
    db.execute(
        "DELETE FROM undo WHERE owner = ? AND id NOT IN "
        "(SELECT id FROM undo WHERE owner = ? ORDER BY id DESC LIMIT ?)",
        (owner, owner, STEPS_KEPT),
    )


def last(db: sqlite3.Connection, owner: str) -> UndoStep | None:
    """The step that would be taken back."""
    row = db.execute(
        "SELECT step, subject, id FROM undo WHERE owner = ? ORDER BY id DESC LIMIT 1", (owner,)
    ).fetchone()
    return UndoStep(*row) if row else None


def take_back(db: sqlite3.Connection, owner: str, only: UndoStep | None = None) -> UndoStep | None:
    """Take an owner's last step back, within a transaction; None where there is none.

    Nor where it is another than ``only``, which somebody saw before others went on.
    """
    row = db.execute(
        "SELECT id, step, subject, before FROM undo WHERE owner = ? ORDER BY id DESC LIMIT 1",
        (owner,),
    ).fetchone()
    if row is None:
        return None
    number, name, subject, packed = row
    if only is not None and only.number != number:
        return None
    for table, key, values in json.loads(zlib.decompress(packed)):
        columns = COLUMNS[table]
        if values is None:
            db.execute(f"DELETE FROM {table} WHERE id = ?", (key,))  # noqa: S608
            continue
        if table in _OWNED:  # not among the values: they are the owner's
            columns, values = (*columns, "owner"), [*values, owner]
        # Not REPLACE: that deletes the old row first, and a collection's passages with it.
        changes = ", ".join(f"{c} = excluded.{c}" for c in columns[1:])
        db.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) "  # noqa: S608
            f"ON CONFLICT (id) DO UPDATE SET {changes}",
            values,
        )
    db.execute("DELETE FROM undo WHERE id = ?", (number,))
    return UndoStep(name, subject, number)

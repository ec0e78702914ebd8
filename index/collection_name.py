"""What a collection is called: one name each, whatever its case; no name that does not show."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable
from typing import Final

from ingest.errors import CollectionError
from ingest.messages import Message

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

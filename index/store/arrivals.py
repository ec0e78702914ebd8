"""Which content of which work has come, in its order: what is new is what came since.

A work that is read again from the same file, or taken out and brought back, does not come anew. Of
works whose text is replaced, marks of their passages stay: what stood there before, at the same
place or in the same words, is no new find.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from typing import Final

#: Bytes of a mark: of a million passages one in a hundred million is taken for another.
_BYTES: Final = 6


def arrive(db: sqlite3.Connection, document_id: str, sha256: str, at: str) -> None:
    """Note that this content of a work has come; not again where it came before."""
    db.execute(
        "INSERT OR IGNORE INTO arrivals (document_id, sha256, at) VALUES (?, ?, ?)",
        (document_id, sha256, at),
    )


def arrive_all(db: sqlite3.Connection, at: str) -> None:
    """`arrive` for every work there is: after a catalogue took another's place."""
    db.execute(
        "INSERT OR IGNORE INTO arrivals (document_id, sha256, at) "
        "SELECT id, sha256, ? FROM documents ORDER BY id",
        (at,),
    )


def last_arrival(db: sqlite3.Connection) -> int:
    """The number of what came last; 0 where nothing did."""
    return int(db.execute("SELECT coalesce(max(number), 0) FROM arrivals").fetchone()[0])


def arrived_since(db: sqlite3.Connection, number: int) -> dict[str, tuple[int, str]]:
    """The works that are here with content that came after an arrival: its number, and when."""
    rows = db.execute(
        "SELECT a.document_id, a.number, a.at FROM arrivals a JOIN documents d "
        "ON d.id = a.document_id AND d.sha256 = a.sha256 WHERE a.number > ? ORDER BY a.number",
        (number,),
    )
    return {document_id: (n, at) for document_id, n, at in rows}


def mark(text: str) -> bytes:
    """A short mark of a text, whatever its case and its spaces."""
    said = " ".join(text.casefold().split()).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(said, digest_size=_BYTES).digest()


def keep_former(
    db: sqlite3.Connection, document_id: str, passages: Iterable[tuple[str, str]]
) -> None:
    """Keep marks of the passages (locator, text) of a work that is replaced or taken out."""
    marks = former(db, document_id)
    for locator, text in passages:
        marks |= {mark(f"#{locator}"), mark(text)}
    db.execute(
        "INSERT OR REPLACE INTO former (document_id, marks) VALUES (?, ?)",
        (document_id, b"".join(sorted(marks))),
    )


def former(db: sqlite3.Connection, document_id: str) -> set[bytes]:
    """The marks of what this work had before; `was_there` asks them."""
    row = db.execute("SELECT marks FROM former WHERE document_id = ?", (document_id,)).fetchone()
    data = bytes(row[0]) if row else b""
    return {data[at : at + _BYTES] for at in range(0, len(data), _BYTES)}


def was_there(marks: set[bytes], locator: str, text: str) -> bool:
    """Whether a passage stood in the work before: at this place, or in these words."""
    return bool(marks) and (mark(f"#{locator}") in marks or mark(text) in marks)

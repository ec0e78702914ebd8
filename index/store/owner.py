"""Whose collections, notes and questions something is: a name that every row of them carries.

Alone on one's own machine, and in the terminal, everything is the `LOCAL` person's. Where the app
is open to others, each who signed in has a name made from what the sign-in says, and a session
where nobody signed in has one of its own, which ends with it.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

from dalil.index.store.catalog import Catalog

LOCAL: Final = "local"
_SESSION: Final = "session:"
#: How long what a session without a sign-in kept stays after its last change.
SESSION_KEPT: Final = timedelta(days=1)


def of_person(issuer: str, subject: str) -> str:
    """The name of somebody who signed in: who vouches for them, and by which identifier."""
    said = f"{issuer}\0{subject}".encode()
    return f"person:{hashlib.sha256(said).hexdigest()[:32]}"


def of_session() -> str:
    """A name that nobody has, and nobody can guess."""
    return f"{_SESSION}{secrets.token_urlsafe(18)}"


def forget_sessions(catalog: Catalog, kept: timedelta = SESSION_KEPT) -> int:
    """Delete what sessions without a sign-in left behind; how many they were."""
    until = (datetime.now(UTC) - kept).isoformat(timespec="seconds")
    with catalog.transaction() as db:
        last = db.execute(
            "SELECT owner, max(at) FROM ("
            "SELECT owner, at FROM history UNION ALL SELECT owner, at FROM collections UNION ALL "
            "SELECT owner, at FROM followed UNION ALL SELECT owner, at FROM looked UNION ALL "
            "SELECT c.owner, s.at FROM saved s JOIN collections c ON c.id = s.collection_id"
            ") WHERE owner LIKE 'session:%' GROUP BY owner"
        ).fetchall()
        over = [owner for owner, at in last if at < until]
        for owner in over:
            forget(catalog, owner)
    return len(over)


def forget(catalog: Catalog, owner: str) -> None:
    """Delete everything that is one owner's."""
    with catalog.transaction() as db:
        for table in ("collections", "history", "undo", "followed", "news", "looked"):
            db.execute(f"DELETE FROM {table} WHERE owner = ?", (owner,))  # noqa: S608

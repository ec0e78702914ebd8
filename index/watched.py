"""The folders that a library watches, and what its watchers did last: a table of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from index.catalog import Catalog
from index.ledger import now
from index.library import Library
from ingest.errors import WatchError
from ingest.messages import Message, as_text, from_text
from ingest.model import Tier
from ingest.pathname import actual, printable

_COLUMNS: Final = "folder, active, prune, polling, vectors, tier, at, state, detail"

#: What a watcher is doing: the words of ``state``.
STATES: Final = ("watching", "reading", "waiting", "elsewhere", "missing", "failed", "stopped")


@dataclass(frozen=True, slots=True)
class Watched:
    """A folder that is watched, or was and is switched off.

    ``state`` is one of `STATES` (None: nobody has looked yet), ``at`` since when, and ``detail``
    what was done last or what went wrong, for people.
    """

    folder: Path
    active: bool = True
    prune: bool = False  # documents of vanished files are removed too
    polling: bool = False  # for network drives, which tell of no changes
    vectors: bool = True
    tier: Tier | None = None
    at: str | None = None  # ISO 8601, UTC
    state: str | None = None
    detail: str | None = None


def watched(catalog: Catalog) -> list[Watched]:
    """All of them, by path."""
    with catalog.snapshot() as db:
        rows = db.execute(f"SELECT {_COLUMNS} FROM watched ORDER BY folder").fetchall()  # noqa: S608
    return [
        Watched(
            actual(folder), bool(active), bool(prune), bool(polling), bool(vectors),
            Tier(tier) if tier else None, at, state, from_text(detail) if detail else detail,
        )
        for folder, active, prune, polling, vectors, tier, at, state, detail in rows
    ]  # fmt: skip


def checked_folder(library: Library, folder: Path) -> Path:
    """The folder in full, if it can be watched.

    Raises WatchError where it is no folder, or holds the library itself (its copies of the files
    would be taken in without end) or stands in it.
    """
    try:
        full = folder.expanduser().resolve()
        here = full.is_dir()
    except (OSError, RuntimeError, ValueError) as error:
        raise WatchError(
            Message("curate.path_unopened", folder=printable(folder), error=error)
        ) from error
    if not here:
        what = Message("curate.is_file" if full.exists() else "curate.is_not_there")
        raise WatchError(Message("curate.no_folder", folder=printable(folder), what=what))
    own = library.folder.resolve()
    if own.is_relative_to(full) or full.is_relative_to(own):
        raise WatchError(Message("curate.own_folder", folder=printable(folder), library=own))
    return full


def add(library: Library, one: Watched) -> Watched:
    """Watch a folder from now on. Raises WatchError where it cannot be or another one covers it."""
    full = checked_folder(library, one.folder)
    for other in watched(library.catalog):
        if other.folder != full and full.is_relative_to(other.folder):
            raise WatchError(Message("curate.watched_within", full=full, folder=other.folder))
        if other.folder != full and other.folder.is_relative_to(full):
            raise WatchError(Message("curate.watched_inside", folder=other.folder))
    with library.catalog.transaction() as db:
        db.execute(
            "INSERT OR REPLACE INTO watched (folder, since, active, prune, polling, vectors, tier) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                printable(full), now(), one.active, one.prune, one.polling, one.vectors,
                one.tier.value if one.tier else None,
            ),
        )  # fmt: skip
    return next(w for w in watched(library.catalog) if w.folder == full)


def remove(catalog: Catalog, folder: Path) -> bool:
    """Watch it no more; its documents stay. False where it was not watched."""
    with catalog.transaction() as db:
        return db.execute("DELETE FROM watched WHERE folder = ?", (printable(folder),)).rowcount > 0


def switch(catalog: Catalog, folder: Path, active: bool) -> None:
    """Switch watching a folder on or off."""
    with catalog.transaction() as db:
        db.execute(
            "UPDATE watched SET active = ?, state = NULL, at = ? WHERE folder = ?",
            (active, now(), printable(folder)),
        )


def note(catalog: Catalog, folder: Path, state: str, detail: str = "") -> None:
    """Remember what a watcher does now; without a detail, the last one stays."""
    said: Mapping[str, Any] = {
        "state": state,
        "detail": as_text(detail),
        "at": now(),
        "f": printable(folder),
    }
    with catalog.transaction() as db:
        db.execute(
            "UPDATE watched SET state = :state, at = :at, "
            "detail = CASE :detail WHEN '' THEN detail ELSE :detail END WHERE folder = :f",
            said,
        )

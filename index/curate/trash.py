"""Works leave the library, and can come back exactly as they were.

What is taken out is kept, packed, in the catalogue: the last `WORKS_KEPT` works, and all that
went at once with the last. Of older ones only the note stays that a person took them
out, so that a watched folder does not bring them back by itself; ingesting their file does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dalil.index.curate.edit import reindex
from dalil.index.curate.overrides import file_of
from dalil.index.library import Library
from dalil.index.store.catalog import Catalog, now
from dalil.index.store.rows import from_blob, to_blob
from dalil.ingest.errors import NotInLibrary
from dalil.ingest.messages import Message
from dalil.ingest.model import Parsed, Progress

#: Works that can be brought back; more where more went at once.
WORKS_KEPT: Final = 20


@dataclass(frozen=True, slots=True)
class Removed:
    """A work that was taken out."""

    number: int  # counts up; the last one is the latest
    document_id: str
    title: str
    at: str  # ISO 8601, UTC
    restorable: bool


def remove(
    library: Library, document_ids: Sequence[str], progress: Progress | None = None
) -> list[Removed]:
    """Take works out and bring the index up to date once; those that are not there are left out.

    Raises LibraryLocked when another process is writing.
    """
    numbers: list[int] = []
    with library.write_lock():
        catalog = library.catalog
        for document_id in dict.fromkeys(document_ids):
            document = catalog.document(document_id)
            if document is None:
                continue
            parsed = Parsed(document, tuple(catalog.passages(document_id)))
            numbers.append(_take_out(catalog, parsed))
        if numbers:
            _forget(catalog, max(WORKS_KEPT, len(numbers)))
            reindex(library, progress)
    return [r for r in removed(catalog) if r.number in numbers]


def _take_out(catalog: Catalog, parsed: Parsed) -> int:
    document = parsed.document
    source = next((s for s in catalog.sources() if document.id in s.document_ids), None)
    path = file_of(catalog, document)
    with catalog.transaction() as db:
        catalog.remove(document.id)
        number = db.execute(
            "INSERT INTO removed (document_id, title, path, sha256, at, data) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (document.id, document.title, path, document.sha256, now(), to_blob(parsed, source)),
        ).lastrowid
    assert number is not None
    return number


def _forget(catalog: Catalog, kept: int) -> None:
    """Keep of all but the last ones only that they were taken out."""
    with catalog.transaction() as db:
        db.execute(
            "UPDATE removed SET data = NULL WHERE data IS NOT NULL AND number NOT IN "
            "(SELECT number FROM removed WHERE data IS NOT NULL ORDER BY number DESC LIMIT ?)",
            (kept,),
        )


def removed(catalog: Catalog) -> list[Removed]:
    """What was taken out and did not come back, the latest first."""
    with catalog.snapshot() as db:
        rows = db.execute(
            "SELECT number, document_id, title, at, data IS NOT NULL FROM removed "
            "WHERE document_id NOT IN (SELECT id FROM documents) ORDER BY number DESC"
        ).fetchall()
    return [Removed(n, document_id, title, at, bool(k)) for n, document_id, title, at, k in rows]


def restore(
    library: Library, document_ids: Iterable[str], progress: Progress | None = None
) -> list[str]:
    """Bring works back as they were; gives the ids of those that are back.

    One whose id another work has by now stays out. Raises NotInLibrary for an id of which nothing
    is kept, LibraryLocked when another process is writing.
    """
    back: list[str] = []
    with library.write_lock():
        catalog = library.catalog
        for document_id in dict.fromkeys(document_ids):
            with catalog.snapshot() as db:
                row = db.execute(
                    "SELECT number, data FROM removed WHERE document_id = ? AND data IS NOT NULL "
                    "ORDER BY number DESC LIMIT 1",
                    (document_id,),
                ).fetchone()
            if row is None:
                raise NotInLibrary(
                    Message("curate.not_removed", document_id=document_id, kept=WORKS_KEPT)
                )
            if catalog.has(document_id):
                continue
            parsed, source = from_blob(row[1])
            with catalog.transaction() as db:
                catalog.put(parsed, source)
                db.execute("DELETE FROM removed WHERE document_id = ?", (document_id,))
            back.append(document_id)
        if back:
            reindex(library, progress)
    return back


def held_out(catalog: Catalog) -> set[tuple[str, str]]:
    """(path, sha256) of files whose work a person took out: not to be taken in unasked."""
    with catalog.snapshot() as db:
        rows = db.execute(
            "SELECT path, sha256 FROM removed WHERE document_id NOT IN (SELECT id FROM documents)"
        ).fetchall()
    return {(path, sha256) for path, sha256 in rows}

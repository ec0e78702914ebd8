"""A document leaves the library, and can come back exactly as it was."""

from __future__ import annotations

from dataclasses import dataclass

from index.library import Library
from index.record import Source
from ingest.errors import GenerationBroken
from ingest.model import Parsed


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out: enough to put it back without reading its file again."""

    parsed: Parsed
    source: Source | None


def remove(library: Library, document_id: str) -> Removed | None:
    """Take a document out and bring the index up to date; None where it is not there.

    Raises LibraryLocked when another process is writing.
    """
    with library.write_lock():
        document = library.catalog.document(document_id)
        if document is None:
            return None
        passages = tuple(library.catalog.passages(document_id))
        source = next((s for s in library.catalog.sources() if document_id in s.document_ids), None)
        library.catalog.remove(document_id)
        _index(library)
    return Removed(Parsed(document, passages), source)


def restore(library: Library, removed: Removed) -> bool:
    """Put it back; False where something else has its id by now, which stays.

    Raises LibraryLocked when another process is writing.
    """
    with library.write_lock():
        if library.catalog.document(removed.parsed.document.id, with_text=False):
            return False
        library.add(removed.parsed, removed.source)
        _index(library)
    return True


def _index(library: Library) -> None:
    try:
        generation = library.generation
    except GenerationBroken:  # made again from the catalogue, by words
        generation = None
    library.commit(vectors=generation is not None and generation.meta.encoder is not None)

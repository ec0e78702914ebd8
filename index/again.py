"""A library that holds again what it held before takes up the index it had then.

A work that is taken out and brought back is the same to the last letter (`index.removal`), and the
index before is still on disk. Only the catalogue's rows have other numbers, and what is said of
works may be newer; words, vectors and names are shared, however large the library is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.catalog import Catalog
from index.generation import Generation, numbered
from index.ledger import now
from index.lexical import Lexical
from index.publish import republish
from index.relabel import entries_of
from ingest.errors import GenerationBroken

if TYPE_CHECKING:
    from index.encoder import Encoder


def again(
    library: Path,
    catalog: Catalog,
    current: Generation,
    encoder: Encoder | None,
    tell: Callable[[str, int, int], None],
) -> Generation | None:
    """A generation that shares an older one's files, where that one was made from the same works.

    None where there is none on disk, where it lacks vectors that ``current`` has or ``encoder``
    would make, or where other rules made its words. The caller holds the write lock.
    """
    wanted = encoder.fingerprint if encoder is not None else current.meta.encoder
    with catalog.snapshot():
        state = catalog.content_hash()
        older = _of_state(library, state, wanted, current)
        if older is None:
            return None
        ids, rows = catalog.searchable_ids(), np.array(catalog.searchable_rows(), np.int64)
        held = older.passage_ids
        if len(ids) != len(held) or any(held[n] != one for n, one in enumerate(ids)):
            return None
        entries, places = entries_of(catalog), catalog.places()
    tell("lexical", 0, len(rows))
    meta = replace(older.meta, catalog=state, created=now(), files={})
    generation = republish(library, meta, older, entries, places, rows)
    tell("lexical", len(rows), len(rows))
    return generation


def _of_state(
    library: Path, state: str, wanted: str | None, current: Generation
) -> Generation | None:
    for folder in numbered(library):
        if folder.name == current.name:
            continue
        try:
            found = Generation(folder)
        except GenerationBroken:
            continue
        if (
            found.meta.catalog == state
            and found.meta.encoder == wanted
            and getattr(found, "without", None) is None  # vectors still to be made
            and Lexical.tokens_in(folder / "bm25") is not None
        ):
            return found
    return None

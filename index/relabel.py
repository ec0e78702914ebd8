"""An index learns what a correction changed of works, without indexing a word again.

Tier, kind, year and title are baked into a generation: for filters, for the rank of the norm, and
as the place of a unit. Its words and vectors hang on the passages' texts alone, and a row of the
catalogue never becomes another text. So where the rows are the same, only the few files about
works are written, and the large ones are shared with the generation before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.catalog import Catalog
from index.generation import DocumentEntry, Generation
from index.ledger import now
from index.lexical import Lexical
from index.publish import republish
from index.vectors import VectorCache
from ingest.model import Status

if TYPE_CHECKING:
    from index.encoder import Encoder


def entries_of(catalog: Catalog) -> list[DocumentEntry]:
    """What an index keeps of every work."""
    return [
        DocumentEntry(d.id, d.tier.value, d.kind, d.year, d.status is Status.REPEALED)
        for d in catalog.documents()
    ]


def relabel(
    library: Path,
    catalog: Catalog,
    current: Generation,
    encoder: Encoder | None,
    tell: Callable[[str, int, int], None],
) -> Generation | None:
    """A generation of the same units with what the catalogue says of their works now.

    None where that is not enough: other passages or works, other rules for what is indexed, or
    vectors that are still to be made, or lie in the cache. The caller holds the write lock.
    """
    if current.without is not None:
        return None
    if encoder is not None and current.meta.encoder != encoder.fingerprint:
        return None
    if current.meta.encoder is None and VectorCache(library / "vectors").spaces():
        return None
    with catalog.snapshot():
        state = catalog.content_hash()
        entries = entries_of(catalog)
        if [e.id for e in entries] != [e.id for e in current.documents]:
            return None
        if not np.array_equal(np.array(catalog.searchable_rows(), np.int64), current.rows):
            return None
        if Lexical.tokens_in(current.folder / "bm25") is None:
            return None  # another version made the words
        places = catalog.places()
    tell("lexical", 0, len(places))
    meta = replace(current.meta, catalog=state, created=now(), files={})
    generation = republish(library, meta, current, entries, places)
    tell("lexical", len(places), len(places))
    return generation

"""From the catalogue to an index in use: words first, vectors after.

Searchable at once: where vectors must still be made, an index of words alone is published
before. Every batch of vectors is kept as it is made (`index.vectors`), so whatever stops the
build, the next one goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.again import again
from index.catalog import Catalog
from index.generation import Generation, Meta
from index.ledger import now
from index.lexical import Lexical
from index.publish import publish
from index.relabel import entries_of, relabel
from index.tokens import Tokens, tokenised
from ingest.errors import EncoderError

if TYPE_CHECKING:
    from index.coarse import Coarse
    from index.dense import Dense
    from index.encoder import Encoder

#: Told ("lexical" or "vectors", units done, units in all).
Progress = Callable[[str, int, int], None]


def build(
    library: Path,
    catalog: Catalog,
    current: Generation | None,
    encoder: Encoder | None,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Generation:
    """Bring the index up to the catalogue and return the one in use afterwards.

    Without ``encoder``, words alone. Nothing is written where ``current`` is up to date. When
    ``stop`` says yes between batches, the vectors wait for the next time. The caller holds the
    write lock. Raises EncoderError after the words are in use.
    """
    tell = progress or (lambda *_: None)
    state = catalog.content_hash()
    fresh = current if current is not None and current.meta.catalog == state else None
    if fresh and encoder is None:
        return fresh
    if fresh and encoder and fresh.meta.encoder == encoder.fingerprint:
        return fresh
    if current is not None and (relabelled := relabel(library, catalog, current, encoder, tell)):
        return relabelled
    if current is not None and (found := again(library, catalog, current, encoder, tell)):
        return found
    units = list(catalog.searchable())
    texts = [unit.text for unit in units]
    entries = entries_of(catalog)
    meta = Meta(
        catalog=state,
        encoder=None,
        documents=len(entries),
        passages=catalog.counts()["passages"],
        units=len(units),
        created=now(),
    )

    def lexical() -> Lexical:
        return Lexical.of(tokenised(texts, [unit.row for unit in units], _before(current)))

    def words() -> Generation:
        tell("lexical", 0, len(units))
        generation = publish(library, meta, units, entries, lexical())
        tell("lexical", len(units), len(units))
        return generation

    if encoder is None:
        return words()
    from index.vectors import VectorCache, encode_missing, text_hash

    cache = VectorCache(library / "vectors")
    hashes = [text_hash(text) for text in texts]
    try:
        fingerprint, dimension = encoder.fingerprint, encoder.dimension
        _, missing = cache.get_many(fingerprint, hashes, dimension)
    except EncoderError:
        if fresh is None:
            words()
        raise
    if missing.any():
        fresh = fresh or words()
        encode_missing(cache, encoder, texts, lambda n: tell("vectors", n, len(texts)), stop)
    vectors, missing = cache.get_many(fingerprint, hashes, dimension)
    if missing.any():
        assert fresh is not None
        return fresh
    dense = vector_index(vectors) if len(units) else None
    return publish(
        library, replace(meta, encoder=fingerprint), units, entries, fresh or lexical(), dense
    )


def _before(current: Generation | None) -> tuple[npt.NDArray[np.int64], Tokens] | None:
    """The rows and the words of the index before, which need not be made again."""
    kept = Lexical.tokens_in(current.folder / "bm25") if current is not None else None
    if current is None or kept is None or len(kept) != len(current.rows):
        return None
    return current.rows, kept


def vector_index(vectors: npt.NDArray[np.float32]) -> Dense | Coarse:
    """The index that suits so many vectors (n, d)."""
    from index.dense import FLAT_LIMIT, Dense

    if len(vectors) <= FLAT_LIMIT or vectors.shape[1] % 2:
        return Dense.build(vectors)
    from index.coarse import Coarse

    return Coarse.build(vectors)

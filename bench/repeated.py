"""Large libraries for measuring time and size: whole acts of an archive, vectors repeated.

Encoding a national corpus takes hours, and how long a search takes does not depend on what the
vectors say. So those of a smaller library stand in for them; nothing found with them means
anything.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from dalil.index.encode.vector_cache import VectorCache, text_hash
from dalil.index.library import Library
from dalil.index.snapshot.vectors import Floats
from dalil.ingest.errors import EncoderError

#: Standard deviation of the noise on each number of a repeated vector (their length is 1): without
#: it thousands of units would tie.
NOISE = 0.003
_AT_A_TIME = 50_000


def whole_acts(counted: Iterable[tuple[str, int]], most: int, seed: int) -> set[str]:
    """Ids of documents (given with their units), in a random order, up to ``most`` units."""
    order = sorted(counted)
    random.Random(seed).shuffle(order)
    chosen: set[str] = set()
    total = 0
    for document, units in order:
        if total + units <= most:
            chosen.add(document)
            total += units
    return chosen


def vectors_of(library: Library) -> tuple[str, Floats]:
    """The fingerprint and the vectors of a library's units, in their order.

    Raises EncoderError where one has none.
    """
    encoder = library.encoder
    hashes = [text_hash(unit.text) for unit in library.catalog.searchable()]
    cache = VectorCache(library.folder / "vectors")
    vectors, missing = cache.get_many(encoder.fingerprint, hashes, encoder.dimension)
    if missing.any():
        raise EncoderError(
            f"{int(missing.sum())} of {len(hashes)} units of {library.folder} have no vector: "
            "run `dalil ingest` first"
        )
    return encoder.fingerprint, vectors


def repeated(vectors: Floats, count: int, seed: int = 0) -> Floats:
    """So many vectors, those given again and again, with `NOISE`."""
    rng = np.random.default_rng(seed)
    many: Floats = np.tile(vectors, (count // len(vectors) + 1, 1))[:count]
    for start in range(0, count, _AT_A_TIME):
        part = many[start : start + _AT_A_TIME]
        part += rng.normal(0, NOISE, part.shape).astype(np.float32)
        part /= np.linalg.norm(part, axis=1, keepdims=True)
    return many


def vectors_in(folder: Path) -> tuple[str, Floats]:
    """`vectors_of` the library in this folder."""
    library = Library.open(folder)
    try:
        return vectors_of(library)
    finally:
        library.close()

"""From the catalogue to an index in use: words first, vectors after.

Searchable at once: where vectors must still be made, an index with those there are is published
before. Every batch of vectors is kept as it is made (`index.vectors`), so whatever stops the
build, the next one goes on from there. No build drops a vector: also one that makes none keeps
those of the cache and of the index before, and says which units have none (`Generation.without`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from index.again import again
from index.catalog import Catalog
from index.generation import Generation, Meta
from index.ledger import now
from index.lexical import Lexical
from index.publish import publish
from index.ranking import DEFAULT, RankingConfig
from index.relabel import entries_of, relabel
from index.tokens import Tokens, tokenised
from index.vectors import VectorCache, encode_missing, text_hash
from ingest.errors import EncoderError, GenerationBroken, VectorsBroken

if TYPE_CHECKING:
    from index.coarse import Coarse
    from index.dense import Dense
    from index.encoder import Encoder

#: So many vectors are made before the index is published at all, where it already has very many.
FEW: Final = 512

#: Told ("lexical" or "vectors", units done, units in all).
Progress = Callable[[str, int, int], None]


def build(
    library: Path,
    catalog: Catalog,
    current: Generation | None,
    encoder: Encoder | None,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    config: RankingConfig = DEFAULT,
) -> Generation:
    """Bring the index up to the catalogue and return the one in use afterwards.

    Without ``encoder`` no vector is made. Either way every vector stays that the index before or
    the cache has for what is indexed now; units without one are found by their words. Nothing is
    written where ``current`` is up to date. When ``stop`` says yes between batches, the rest of
    the vectors waits for the next time. The caller holds the write lock. Raises EncoderError
    after the words are in use.
    """
    tell = progress or (lambda *_: None)
    if current is not None and not current.meta.hashes:
        current = None  # of an older version: made anew, so that damage can be noticed
    state = catalog.content_hash()
    fresh = current if current is not None and current.meta.catalog == state else None
    cache = VectorCache(library / "vectors")
    if fresh and fresh.without is None:
        wanted = fresh.meta.encoder if encoder is None else encoder.fingerprint
        if fresh.meta.encoder == wanted and (wanted is not None or not cache.spaces()):
            return fresh
    if current is not None and (relabelled := relabel(library, catalog, current, encoder, tell)):
        return relabelled
    if current is not None and (found := again(library, catalog, current, encoder, tell)):
        return found
    return _Build(library, catalog, current, fresh, cache, tell, config).run(state, encoder, stop)


class _Build:
    """One index over what the catalogue holds now, published once or twice."""

    def __init__(
        self,
        library: Path,
        catalog: Catalog,
        current: Generation | None,
        fresh: Generation | None,
        cache: VectorCache,
        tell: Progress,
        config: RankingConfig,
    ) -> None:
        self.library, self.current, self.fresh, self.config = library, current, fresh, config
        self.cache, self.tell = cache, tell
        self.units = list(catalog.searchable())
        self.texts = [unit.text for unit in self.units]
        self.hashes = [text_hash(text) for text in self.texts]
        self.entries = entries_of(catalog)
        self.passages = catalog.counts()["passages"]

    def run(
        self, state: str, encoder: Encoder | None, stop: Callable[[], bool] | None
    ) -> Generation:
        """See `build`."""
        from index.dense import FLAT_LIMIT

        self.meta = Meta(
            catalog=state,
            encoder=None,
            documents=len(self.entries),
            passages=self.passages,
            units=len(self.units),
            created=now(),
        )
        if encoder is None:
            return self._at_least(self._kept())
        try:
            space, dimension = encoder.fingerprint, encoder.dimension
            self.cache.adopt(getattr(encoder, "former_fingerprint", space), space)
        except EncoderError:
            self._at_least(self._kept())
            raise
        have = self._of(space, dimension)
        if have.missing.any():
            known = have
            if self.current is not None and self.current.meta.encoder not in {None, space}:
                known = max(have, self._kept(), key=lambda known: known.count)
            # The index of many vectors takes longer to make than a few vectors do.
            at_once = known.count > FLAT_LIMIT and np.count_nonzero(have.missing) <= FEW
            before = None if at_once else self._at_least(known)
            waiting = known if at_once else None
            del known, have  # of a large library some hundred megabytes, and this takes long
            try:
                encode_missing(
                    self.cache, encoder, self.texts,
                    lambda n: self.tell("vectors", n, len(self.texts)), stop,
                )  # fmt: skip
            except EncoderError:
                if waiting is not None:
                    self._at_least(waiting)
                raise
            have = self._of(space, dimension)
            if before is not None and have.missing.any() and have.count <= before.vectors:
                return before  # stopped before anything was made
        return self._publish(have)

    def _at_least(self, known: _Known) -> Generation:
        """An index of this state with at least these vectors: the one in use, or a new one."""
        fresh = self.fresh
        if fresh is not None and (
            fresh.vectors >= known.count if known.space in {None, fresh.meta.encoder} else
            not known.count
        ):  # fmt: skip
            return fresh
        return self._publish(known)

    def _publish(self, known: _Known) -> Generation:
        count = len(self.units)
        self.tell("lexical", 0, count)
        lexical = self.fresh or Lexical.of(
            tokenised(self.texts, [unit.row for unit in self.units], _before(self.current)),
            self.config,
        )
        dense = vector_index(known.vectors) if known.count else None
        meta = replace(self.meta, encoder=known.space)
        self.fresh = publish(
            self.library, meta, self.units, self.entries, lexical, dense, known.missing
        )
        self.tell("lexical", count, count)
        return self.fresh

    def _kept(self) -> _Known:
        """What there is without making any: in the space of the index before, else in that of
        which the cache has most."""
        if self.current is not None and self.current.meta.encoder is not None:
            return self._of(self.current.meta.encoder)
        found = [self._of(space) for space in self.cache.spaces()]
        best = max(found, key=lambda known: known.count, default=None)
        if best is None or not best.count:
            nothing = np.zeros((len(self.units), 0), np.float32)
            return _Known(None, nothing, np.ones(len(self.units), np.bool_))
        return best

    def _of(self, space: str, dimension: int | None = None) -> _Known:
        """The vectors of a space that the cache has, or else the index before."""
        dense = self._dense_before(space)
        if dimension is None and dense is not None:
            dimension = dense.dimension
        try:
            vectors, missing = self.cache.get_many(space, self.hashes, dimension)
        except VectorsBroken:  # a cache: made again
            self.cache.discard(space)
            vectors, missing = self.cache.get_many(space, self.hashes, dimension)
        if dense is None or not missing.any() or dense.dimension != vectors.shape[1]:
            return _Known(space, vectors, missing)
        assert self.current is not None
        # A row of the catalogue never becomes another text.
        rows = np.array([unit.row for unit in self.units], np.int64)
        have = self.current.rows
        if self.current.without is not None:
            have = np.where(self.current.without, -1, have)
        order = np.argsort(have)
        place = np.minimum(np.searchsorted(have, rows, sorter=order), len(have) - 1)
        there = missing & (have[order[place]] == rows)
        if there.any():
            vectors[there] = dense.vectors(order[place[there]])
            missing = missing & ~there
            if dense.whole:  # exact: the cache has lost them
                keys = [self.hashes[i] for i in np.flatnonzero(there)]
                self.cache.put_many(space, keys, vectors[there])
        return _Known(space, vectors, missing)

    def _dense_before(self, space: str) -> Dense | Coarse | None:
        """The vectors of the index before; None where they are of another space or of texts
        that another version of the program made."""
        current = self.current
        if current is None or current.meta.encoder != space:
            return None
        if Lexical.tokens_in(current.folder / "bm25") is None:
            return None
        try:
            return current.dense
        except GenerationBroken:
            return None


@dataclass(frozen=True, slots=True)
class _Known:
    """The vectors there are: in which space (None: in none), one row a unit, zeros if missing."""

    space: str | None
    vectors: npt.NDArray[np.float32]
    missing: npt.NDArray[np.bool_]

    @property
    def count(self) -> int:
        """How many units have one."""
        return len(self.missing) - int(np.count_nonzero(self.missing))


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

"""The vectors of a large library: a coarse look at all of them, an exact one at the likely ones.

Up to some 100,000 vectors comparing the question with each is cheapest (`index.dense`); over a
national corpus it reads a gigabyte a question. Here every vector is also kept in 4 bits a pair of
numbers (product quantisation, Jégou, Douze and Schmid, IEEE TPAMI 33(1), 2011, scanned in
registers: André, Kermarrec and Le Scouarnec, arXiv 1704.07355, in FAISS), a sixteenth of its size.
The coarse look names the `LIKELY` nearest, and the exact cosines of these, of the units that the
words find, and of an even sample of all (for the scale of the fusion) are computed from the
vectors themselves, kept in 16 bits. bench/results/scale.md: what it costs and what it changes.

The folder holds ``coarse.faiss``, ``vectors.npy`` (float16, n × d) and ``centre.npy``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from index.dense import Floats, Rows, checked, finite, write_index
from index.threads import LOADING, one_thread_each
from ingest.errors import GenerationBroken
from ingest.messages import Message

#: How many the coarse look names: of the 100 nearest of 36,000 it found 99.8 in 1,024.
LIKELY: Final = 4_096
#: Units all over the library whose cosines tell how far off an unlikely one is.
SAMPLE: Final = 1_024
#: So many allowed units are all looked at instead (a search within some acts).
EXACT_LIMIT: Final = 65_536
#: Vectors the quantiser learns from.
_LEARN: Final = 65_536
#: Rows read at a time where all are.
_CHUNK: Final = 16_384

FILES: Final = ("coarse.faiss", "vectors.npy", "centre.npy")


class Coarse:
    """Many vectors that can be asked; immutable, safe to use from many threads."""

    #: Whether every question is compared with every unit.
    whole: Literal[False] = False

    def __init__(self, codes: Any, vectors: npt.NDArray[np.float16], centre: Floats) -> None:
        """Use `build` or `load`."""
        self._codes, self._centre = codes, centre
        self._vectors = np.asarray(vectors)  # a mapped array as a plain one: cheaper to index
        self._count, self.dimension = vectors.shape
        self._sample: Rows = np.unique(
            np.linspace(0, max(0, len(vectors) - 1), min(SAMPLE, len(vectors))).astype(np.int64)
        )

    @classmethod
    def build(cls, vectors: Floats) -> Coarse:
        """Of these vectors (n, d), d even. Raises ValueError for anything else."""
        vectors = finite(vectors)
        if vectors.shape[1] % 2:
            raise ValueError(f"vectors of {vectors.shape[1]} numbers cannot be halved")
        centre: Floats = vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
        with one_thread_each():
            import faiss
        codes = faiss.IndexPQFastScan(
            vectors.shape[1], vectors.shape[1] // 2, 4, faiss.METRIC_INNER_PRODUCT
        )
        step = max(1, len(vectors) // _LEARN)
        codes.train(vectors[::step] - centre)
        for start in range(0, len(vectors), _CHUNK):
            codes.add(vectors[start : start + _CHUNK] - centre)
        return cls(codes, vectors.astype(np.float16), centre)

    def save(self, folder: Path) -> None:
        """Write the three files into the folder, which is made if need be. Raises OSError."""
        import faiss

        folder.mkdir(parents=True, exist_ok=True)
        write_index(self._codes, folder / FILES[0])
        try:
            whole = faiss.read_index(str(folder / FILES[0])).ntotal == len(self)
        except RuntimeError:
            whole = False
        if not whole:
            raise OSError(f"{folder / FILES[0]} was not written whole")
        np.save(folder / FILES[1], self._vectors)
        np.save(folder / FILES[2], self._centre)

    @classmethod
    def load(cls, folder: Path) -> Coarse:
        """What `save` wrote; the vectors stay on disk. Raises GenerationBroken."""
        try:
            with LOADING:
                vectors = np.load(folder / FILES[1], mmap_mode="r", allow_pickle=False)
                centre = np.load(folder / FILES[2], allow_pickle=False)
            with one_thread_each():
                import faiss
            codes = faiss.read_index(str(folder / FILES[0]))
            if (
                vectors.ndim != 2
                or centre.shape != vectors.shape[1:]
                or codes.ntotal != len(vectors)
            ):
                raise ValueError("its files contradict each other")
        except (OSError, ValueError, RuntimeError, EOFError) as error:
            raise GenerationBroken(
                Message("index.vectors_unread", path=folder, error=error)
            ) from error
        return cls(codes, vectors, centre)

    def __len__(self) -> int:
        return int(self._count)

    def scores(self, query: Floats) -> Floats:
        """The cosine of a question's vector (d,) with every unit, in their order."""
        return self.at(query, np.arange(len(self)))

    def cosines(
        self, query: Floats, likely: Rows | None = None, mask: npt.NDArray[np.bool_] | None = None
    ) -> Floats:
        """The cosines of the units worth a look, NaN for the others.

        ``likely`` are units that something else found; ``mask`` says which units are allowed.
        """
        query = checked(query, self.dimension)
        if mask is not None and np.count_nonzero(mask) <= EXACT_LIMIT:
            worth = mask.copy()
        else:
            worth = np.zeros(len(self), np.bool_)
            worth[self._nearest(query, mask)] = True
            if likely is not None:
                worth[likely] = True
        worth[self._sample] = True
        rows = np.flatnonzero(worth)
        found = np.full(len(self), np.nan, np.float32)
        found[rows] = self.at(query, rows)
        return found

    def vectors(self, rows: Rows) -> Floats:
        """The vectors (n, d) of these units, as exact as 16 bits keep them."""
        return self._vectors[rows].astype(np.float32)

    def at(self, query: Floats, rows: Rows) -> Floats:
        """The exact cosines of these units."""
        query = checked(query, self.dimension)
        result = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), _CHUNK):
            some = rows[start : start + _CHUNK]
            result[start : start + _CHUNK] = self._vectors[some].astype(np.float32) @ query
        return result

    def _nearest(self, query: Floats, mask: npt.NDArray[np.bool_] | None) -> Rows:
        """The nearest by the coarse look; where few are allowed, more are looked at."""
        count = LIKELY
        if mask is not None:
            share = max(1, int(mask.sum())) / len(self)
            count = int(LIKELY / share)
        _, rows = self._codes.search(query[None], min(count, len(self)))
        nearest: Rows = rows[0][rows[0] >= 0]
        return nearest if mask is None else nearest[mask[nearest]]

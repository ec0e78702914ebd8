"""The vectors of a generation: the cosine of a question with every unit, or with the nearest.

The file is ``dense.faiss``, written by FAISS: a flat index of inner products up to
`FLAT_LIMIT` vectors (exact), beyond that 8 bits a number (a quarter of the size; the order
changes where cosines differ in the third decimal). Fusion wants the scores of *all* units, so
there is no graph (HNSW): it finds the nearest only, and building one takes many minutes.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from index.threads import one_thread_each
from ingest.errors import EncoderMismatch, GenerationBroken

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

#: Up to here an index is flat: 25 ms a question over 300,000 × 384 on two cores, 460 MB mapped.
FLAT_LIMIT: Final = 300_000
#: Up to here a flat file is read by numpy, which costs less than importing FAISS (30 ms);
#: beyond, FAISS maps it: nothing is read before it is needed, and processes share the memory.
READ_LIMIT: Final = 50_000

FILE_NAME: Final = "dense.faiss"

#: The start of a flat index of inner products as `faiss.write_index` lays it out: name,
#: dimension, count, two unused, trained, metric (0: inner product), count of numbers.
_HEADER: Final = struct.Struct("<4siqqq?iQ")


class Dense:
    """Vectors that can be asked; immutable, safe to use from many threads.

    All vectors have length 1, so that scores are cosines, -1–1.
    """

    def __init__(self, matrix: Floats | None, index: Any) -> None:
        """One of the two: use `build` or `load`."""
        self._matrix = matrix
        self._index = index
        self._count, self.dimension = (
            matrix.shape if matrix is not None else (int(index.ntotal), int(index.d))
        )
        self._all: Rows | None = None

    @classmethod
    def build(cls, vectors: Floats, flat_limit: int = FLAT_LIMIT) -> Dense:
        """An index of these vectors (n, d), row by row; they are not copied where flat.

        Raises ValueError for anything but a matrix of finite numbers.
        """
        if vectors.ndim != 2 or not vectors.shape[1] or not np.isfinite(vectors).all():
            raise ValueError(f"vectors of shape {vectors.shape} that are no finite matrix")
        vectors = np.ascontiguousarray(vectors, np.float32)
        if len(vectors) <= flat_limit:
            return cls(vectors, None)
        import faiss

        index = faiss.IndexScalarQuantizer(
            vectors.shape[1], faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        )
        index.train(vectors)
        index.add(vectors)
        return cls(None, index)

    def save(self, folder: Path) -> None:
        """Write ``dense.faiss`` into the folder, which is made if need be."""
        import faiss

        index = self._index
        if self._matrix is not None:
            index = faiss.IndexFlatIP(self.dimension)
            index.add(np.asarray(self._matrix))
        folder.mkdir(parents=True, exist_ok=True)
        faiss.write_index(index, str(folder / FILE_NAME))

    @classmethod
    def load(cls, folder: Path, read_limit: int = READ_LIMIT) -> Dense:
        """The index that `save` wrote there. Raises GenerationBroken if it cannot be read."""
        path = folder / FILE_NAME
        try:
            matrix = _small_flat(path, read_limit)
            return cls(matrix, None if matrix is not None else _mapped(path))
        except (OSError, ValueError, RuntimeError) as error:
            reason = str(error).strip().splitlines()[-1] if str(error).strip() else type(error)
            raise GenerationBroken(
                f"The vectors in {path} cannot be read ({reason}): run `dalil ingest` again."
            ) from error

    def __len__(self) -> int:
        return int(self._count)

    def scores(self, query: Floats) -> Floats:
        """The cosine of a question's vector (d,) with every unit, in their order.

        Raises EncoderMismatch if the vector is of another dimension.
        """
        query = self._checked(query)
        if self._matrix is not None:
            cosines: Floats = self._matrix @ query
            return cosines
        cosines = np.empty(len(self), np.float32)
        if not len(self):
            return cosines
        # Only flat indexes score the rows asked for, here all of them, without sorting.
        score_rows = getattr(self._index, "compute_distance_subset", None)
        if score_rows:
            from faiss import swig_ptr

            # FAISS gets bare addresses: every array must be held here until it returns. Asked by
            # two threads at first, ``_all`` is made twice, and the one replaced would be freed.
            rows = self._all
            if rows is None:
                rows = self._all = np.arange(len(self), dtype=np.int64)
            score_rows(1, swig_ptr(query), len(self), swig_ptr(cosines), swig_ptr(rows))
            return cosines
        found, order = self._index.search(query[None], len(self))
        cosines[order[0]] = found[0]
        return cosines

    def top(self, query: Floats, k: int) -> tuple[Rows, Floats]:
        """The k nearest units (fewer if there are fewer) and their cosines, nearest first.

        Equal cosines come in the order of the units. Raises EncoderMismatch like `scores`.
        """
        k = max(0, min(k, len(self)))
        cosines = self.scores(query)
        if k == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        # The k-th best cosine bounds the candidates; ties with it are all among them.
        bound = np.partition(cosines, len(self) - k)[len(self) - k]
        rows = np.flatnonzero(cosines >= bound)
        rows = rows[np.argsort(-cosines[rows], kind="stable")][:k]
        return rows, cosines[rows]

    def _checked(self, query: Floats) -> Floats:
        query = np.ascontiguousarray(query, np.float32)
        if query.shape != (self.dimension,):
            raise EncoderMismatch(
                f"The question's vector has shape {query.shape}, the index's vectors have "
                f"{self.dimension} numbers: they are from different encoders. Set DALIL_ENCODER "
                "to the encoder of this library, or run `dalil ingest` again with the new one."
            )
        return query


def _small_flat(path: Path, read_limit: int) -> Floats | None:
    """The matrix of a flat index of inner products that is small; None for any other file."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEADER.size)
        if len(head) < _HEADER.size:
            raise ValueError("cut short")
        name, dimension, count, _, _, _, metric, numbers = _HEADER.unpack(head)
        whole = size == _HEADER.size + 4 * dimension * count and numbers == dimension * count
        if name != b"IxFI" or metric != 0 or not whole or count > read_limit:
            return None
        return np.fromfile(file, "<f4").reshape(count, dimension)


def _mapped(path: Path) -> Any:
    with one_thread_each():  # FAISS shares out questions, and here is one at a time
        import faiss

    try:
        return faiss.read_index(str(path), getattr(faiss, "IO_FLAG_MMAP_IFC", 0))
    except RuntimeError:  # where this kind of index or system cannot be mapped
        return faiss.read_index(str(path))

"""The vectors of a generation: the cosine of a question with every unit.

The file is ``dense.faiss``, a flat index of inner products written by FAISS: exact, since fusion
wants the scores of *all* units. Beyond `FLAT_LIMIT` vectors, see `index.snapshot.vectors`. There is
no graph (HNSW): it finds the nearest only, building one takes many minutes, and what is found by
words needs its cosine as well.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from dalil.index.encode.threads import LOADING, one_thread_each
from dalil.ingest.errors import EncoderMismatch, GenerationBroken
from dalil.ingest.messages import Message

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

#: Up to here an index is flat and compared whole: 8 ms a question over 100,000 × 384, where the
#: coarse look takes 7 (bench/results/encode.md).
FLAT_LIMIT: Final = 100_000
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

    #: Whether every question is compared with every unit.
    whole: Literal[True] = True

    def __init__(self, matrix: Floats | None, index: Any) -> None:
        """One of the two: use `build` or `load`."""
        self._matrix = matrix
        self._index = index
        self._count, self.dimension = (
            matrix.shape if matrix is not None else (int(index.ntotal), int(index.d))
        )
        self._all: Rows | None = None

    @classmethod
    def build(cls, vectors: Floats) -> Dense:
        """An index of these vectors (n, d), row by row; they are not copied.

        Raises ValueError for anything but a matrix of finite numbers.
        """
        return cls(finite(vectors), None)

    def save(self, folder: Path) -> None:
        """Write ``dense.faiss`` into the folder, which is made if need be. Raises OSError."""
        index = self._index
        if self._matrix is not None:
            import faiss

            index = faiss.IndexFlatIP(self.dimension)
            index.add(np.asarray(self._matrix))
        folder.mkdir(parents=True, exist_ok=True)
        write_index(index, folder / FILE_NAME)
        if (folder / FILE_NAME).stat().st_size != _HEADER.size + 4 * self.dimension * len(self):
            raise OSError(f"{folder / FILE_NAME} was not written whole")

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
                Message("index.vectors_unread", path=path, error=reason)
            ) from error

    def __len__(self) -> int:
        return int(self._count)

    def scores(self, query: Floats) -> Floats:
        """The cosine of a question's vector (d,) with every unit, in their order.

        Raises EncoderMismatch if the vector is of another dimension.
        """
        query = checked(query, self.dimension)
        if self._matrix is not None:
            cosines: Floats = self._matrix @ query
            return cosines
        cosines = np.empty(len(self), np.float32)
        if not len(self):
            return cosines
        from faiss import swig_ptr

        # FAISS gets bare addresses: every array must be held here until it returns. Asked by
        # two threads at first, ``_all`` is made twice, and the one replaced would be freed.
        rows = self._all
        if rows is None:
            rows = self._all = np.arange(len(self), dtype=np.int64)
        self._index.compute_distance_subset(
            1, swig_ptr(query), len(self), swig_ptr(cosines), swig_ptr(rows)
        )
        return cosines

    def vectors(self, rows: Rows) -> Floats:
        """The vectors (n, d) of these units."""
        if self._matrix is not None:
            return np.array(self._matrix[rows], np.float32)
        found: Floats = self._index.reconstruct_batch(np.ascontiguousarray(rows, np.int64))
        return found

    def cosines(
        self, query: Floats, likely: Rows | None = None, mask: npt.NDArray[np.bool_] | None = None
    ) -> Floats:
        """The same; a small index looks at all units, whatever is likely or allowed."""
        return self.scores(query)


def write_index(index: Any, path: Path) -> None:
    """``faiss.write_index``, whose errors are of no kind of their own. Raises OSError.

    What is left in its buffer FAISS writes when it closes the file, and tells nobody if it cannot:
    the caller looks at what was written.
    """
    import faiss

    try:
        faiss.write_index(index, str(path))
    except RuntimeError as error:
        lines = str(error).strip().splitlines()
        raise OSError(f"{path}: {lines[-1] if lines else 'not written'}") from error


def finite(vectors: Floats) -> Floats:
    """The matrix as the indexes take it; ValueError for what is no matrix of finite numbers."""
    if vectors.ndim != 2 or not vectors.shape[1] or not np.isfinite(vectors).all():
        raise ValueError(f"vectors of shape {vectors.shape} that are no finite matrix")
    return np.ascontiguousarray(vectors, np.float32)


def checked(query: Floats, dimension: int) -> Floats:
    """A question's vector as FAISS takes it. Raises EncoderMismatch for another dimension."""
    query = np.ascontiguousarray(query, np.float32)
    if query.shape != (dimension,):
        raise EncoderMismatch(
            Message("index.other_encoder", shape=query.shape, dimension=dimension)
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
        index = faiss.read_index(str(path), getattr(faiss, "IO_FLAG_MMAP_IFC", 0))
    except RuntimeError:  # where this kind of index or system cannot be mapped
        index = faiss.read_index(str(path))
    if not hasattr(index, "compute_distance_subset"):
        raise ValueError("an index of an older version")
    return index


# Beyond some 100,000 vectors each is also kept in 4 bits a pair of numbers (product quantisation,
# Jégou, Douze and Schmid, IEEE TPAMI 33(1), 2011, scanned in registers: André, Kermarrec and Le
# Scouarnec, arXiv 1704.07355, in FAISS). That look names the `LIKELY` nearest; the exact cosines of
# these, of the units that the words find, and of an even sample of all (for the scale of the
# fusion) come from the vectors in 16 bits. bench/results/scale.md: what it costs and changes.
#
# The folder holds ``coarse.faiss``, ``vectors.npy`` (float16, n × d) and ``centre.npy``.

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

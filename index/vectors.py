"""The embedding cache of a library: a passage is encoded once in its life.

One SQLite file for each encoder's fingerprint, in the library's folder ``vectors/``: the hash
of the text that was encoded, and its vector. Every batch is committed as it is made, so a run
that is killed goes on where it was. It is a cache: any of its files may be deleted.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from index.encoder import Encoder, Floats, Progress
from ingest.errors import LibraryError

Mask = npt.NDArray[np.bool_]

#: Passages encoded and committed together: some seconds of work, all that a kill can lose.
BATCH: Final = 256
#: Hashes asked for in one statement; SQLite allowed 999 variables in its older versions.
_ASKED: Final = 900
_WAIT_S: Final = 60.0

_SCHEMA: Final = "CREATE TABLE IF NOT EXISTS vectors (hash BLOB PRIMARY KEY, vector BLOB NOT NULL)"


def text_hash(text: str) -> bytes:
    """What names a text in the cache: 16 bytes (BLAKE2b)."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class VectorCache:
    """Vectors by fingerprint and text hash, on disk. Threads and processes may share a folder."""

    def __init__(self, folder: Path) -> None:
        """The folder is made on the first write."""
        self.folder = folder

    def path(self, fingerprint: str) -> Path:
        """The file of that vector space (it may not be there yet)."""
        return self.folder / (re.sub(r"[^\w.-]", "_", fingerprint) + ".sqlite")

    def get_many(
        self, fingerprint: str, hashes: Sequence[bytes], dimension: int | None = None
    ) -> tuple[Floats, Mask]:
        """The vectors (n, d) in the order of the hashes, and a mask of those missing.

        Rows of missing vectors are zero. ``dimension`` is what a vector must have; without it,
        that of the first vector found, or 0. A vector of another dimension counts as missing.
        Raises LibraryError if the file is damaged.
        """
        found = self._look_up("vector", fingerprint, hashes)
        if dimension is None:
            dimension = len(next(iter(found.values()), b"")) // 4
        matrix = np.zeros((len(hashes), dimension), np.float32)
        missing = np.ones(len(hashes), np.bool_)
        for row, key in enumerate(hashes):
            blob = found.get(key)
            if blob is not None and len(blob) == 4 * dimension:
                matrix[row] = np.frombuffer(blob, "<f4")
                missing[row] = False
        return matrix, missing

    def missing(self, fingerprint: str, hashes: Sequence[bytes], dimension: int) -> Mask:
        """The mask of `get_many` alone, without reading the vectors."""
        found = self._look_up("length(vector)", fingerprint, hashes)
        return np.array([found.get(key) != 4 * dimension for key in hashes], np.bool_)

    def _look_up(self, what: str, fingerprint: str, hashes: Sequence[bytes]) -> dict[bytes, Any]:
        if not self.path(fingerprint).exists():
            return {}
        found: dict[bytes, Any] = {}
        wanted = list(dict.fromkeys(hashes))
        with self._open(fingerprint) as connection:
            for start in range(0, len(wanted), _ASKED):
                some = wanted[start : start + _ASKED]
                marks = ",".join("?" * len(some))
                found.update(
                    connection.execute(
                        f"SELECT hash, {what} FROM vectors WHERE hash IN ({marks})",  # noqa: S608
                        some,
                    )
                )
        return found

    def put_many(self, fingerprint: str, hashes: Sequence[bytes], vectors: Floats) -> None:
        """Keep a vector (row of ``vectors``) for every hash; all of them or, if killed, none.

        Raises ValueError if the numbers differ or a vector is not finite; LibraryError if the
        file is damaged or the disk full.
        """
        if vectors.ndim != 2 or len(vectors) != len(hashes):
            raise ValueError(f"{len(hashes)} hashes, vectors of shape {vectors.shape}")
        if not np.isfinite(vectors).all():
            raise ValueError("a vector holds NaN or infinity")
        rows = np.ascontiguousarray(vectors, "<f4")
        with self._open(fingerprint) as connection, connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?)",
                ((key, row.tobytes()) for key, row in zip(hashes, rows, strict=True)),
            )

    def spaces(self) -> list[str]:
        """The fingerprints of which vectors are kept."""
        return sorted(path.stem for path in self.folder.glob("*.sqlite"))

    def count(self, fingerprint: str) -> int:
        """How many vectors of that space are kept."""
        if not self.path(fingerprint).exists():
            return 0
        with self._open(fingerprint) as connection:
            (count,) = connection.execute("SELECT count(*) FROM vectors").fetchone()
        return int(count)

    @contextmanager
    def _open(self, fingerprint: str) -> Iterator[sqlite3.Connection]:
        path = self.path(fingerprint)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=_WAIT_S)
            try:
                # WAL: readers do not wait for the writer. NORMAL: a power cut may cost the last
                # batches, which are made again, but never the file.
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute(_SCHEMA)
                yield connection
            finally:
                connection.close()
        except sqlite3.OperationalError as error:
            raise LibraryError(
                f"The embedding cache {path} cannot be used: {error}. "
                "Close other programs that use this library, and make sure the disk has room."
            ) from error
        except sqlite3.DatabaseError as error:
            raise LibraryError(
                f"The embedding cache {path} is damaged: {error}. "
                "Delete the file; the passages will be encoded again."
            ) from error


def encode_missing(
    cache: VectorCache,
    encoder: Encoder,
    texts: Sequence[str],
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> int:
    """Encode the texts the cache does not have yet; equal texts once. Returns how many were.

    ``progress`` is told how many of ``texts`` are in the cache, first those found there.
    ``stop`` is asked between batches; when it says yes, the rest stays missing.
    """
    hashes = list(map(text_hash, texts))
    missing = cache.missing(encoder.fingerprint, hashes, encoder.dimension)
    places: dict[bytes, list[int]] = {}
    for row in np.flatnonzero(missing).tolist():
        places.setdefault(hashes[row], []).append(row)
    have = len(texts) - int(missing.sum())
    if progress:
        progress(have)
    todo = list(places.items())
    for start in range(0, len(todo), BATCH):
        if stop and stop():
            return start
        batch = todo[start : start + BATCH]
        before = have
        within = (lambda done, before=before: progress(before + done)) if progress else None
        vectors = encoder.encode_passages([texts[rows[0]] for _, rows in batch], within)
        cache.put_many(encoder.fingerprint, [key for key, _ in batch], vectors)
        have += sum(len(rows) for _, rows in batch)
        if progress:
            progress(have)
    return len(todo)

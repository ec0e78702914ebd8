"""The embedding cache of a library: a passage is encoded once in its life.

One SQLite file for each encoder's fingerprint, in the library's folder ``vectors/``: the hash
of the text that was encoded, and its vector, with a checksum over both, since a vector with a
flipped bit is a vector too: one that does not fit is missing, and made again. Every batch is
committed as it is made, so a run that is killed goes on where it was. It is a cache: any of its
files may be deleted.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dalil.index.encode.encoder import Encoder, EncodingProgress, Floats
from dalil.index.store.files import like_library, may_write, touch_private
from dalil.index.store.schema import uri_of
from dalil.ingest.errors import LibraryError, VectorsBroken
from dalil.ingest.messages import Message

Mask = npt.NDArray[np.bool_]

#: Passages encoded and committed together: some seconds of work, all that a kill can lose.
BATCH: Final = 256
#: Hashes asked for in one statement; SQLite allowed 999 variables in its older versions.
_ASKED: Final = 900
_WAIT_S: Final = 60.0
#: How far from 1 the length of a stored vector may be.
_LENGTH_OFF: Final = 1e-3

_SCHEMA: Final = "CREATE TABLE IF NOT EXISTS vectors (hash BLOB PRIMARY KEY, vector BLOB NOT NULL)"


#: Bytes of the checksum behind a vector's numbers. Vectors of before have none.
_SUM: Final = 8


def _sum(key: bytes, numbers: bytes) -> bytes:
    return hashlib.blake2b(key + numbers, digest_size=_SUM).digest()


def _numbers(key: bytes, blob: object, dimension: int) -> bytes | None:
    """The numbers of a stored vector; None where they are not what was written."""
    if not isinstance(blob, bytes):
        return None
    numbers, check = blob[: 4 * dimension], blob[4 * dimension :]
    if len(numbers) != 4 * dimension or (check and check != _sum(key, numbers)):
        return None
    return numbers


def _dimension(key: bytes, blob: object) -> int:
    """Of how many numbers a stored vector is, as far as it says so itself."""
    if not isinstance(blob, bytes):
        return 0
    signed = len(blob) > _SUM and blob[-_SUM:] == _sum(key, blob[:-_SUM])
    return (len(blob) - _SUM if signed or len(blob) % 16 == _SUM else len(blob)) // 4


def _length(numbers: bytes | None) -> float:
    return float(np.linalg.norm(np.frombuffer(numbers or b"", "<f4")))


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
        that of the first vector found, or 0. A vector of another dimension or with a wrong
        checksum counts as missing. Raises VectorsBroken if the file is damaged.
        """
        found = self._look_up(fingerprint, hashes)
        if dimension is None:
            dimension = max((_dimension(*item) for item in found.items()), default=0)
        matrix = np.zeros((len(hashes), dimension), np.float32)
        missing = np.ones(len(hashes), np.bool_)
        for row, key in enumerate(hashes):
            numbers = _numbers(key, found.get(key), dimension)
            if numbers is not None:
                matrix[row] = np.frombuffer(numbers, "<f4")
                missing[row] = False
        return matrix, missing

    def missing(self, fingerprint: str, hashes: Sequence[bytes], dimension: int) -> Mask:
        """The mask of `get_many` alone."""
        found = self._look_up(fingerprint, hashes)
        whole = {key for key, blob in found.items() if _numbers(key, blob, dimension) is not None}
        return np.array([key not in whole for key in hashes], np.bool_)

    def faults(self, fingerprint: str) -> tuple[int, int, int]:
        """How many vectors there are, how many are damaged, how many have no checksum.

        Reads all of them. Raises VectorsBroken if the file is damaged.
        """
        count = damaged = unsigned = 0
        with self._open(fingerprint) as connection:
            (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if said != "ok":
                raise sqlite3.DatabaseError(said)
            for key, blob in connection.execute("SELECT hash, vector FROM vectors"):
                dimension = _dimension(key, blob)
                numbers = _numbers(key, blob, dimension)
                count += 1
                unsigned += len(blob) == 4 * dimension
                good = numbers is not None and np.isfinite(np.frombuffer(numbers, "<f4")).all()
                damaged += not good or abs(_length(numbers) - 1) > _LENGTH_OFF
        return count, damaged, unsigned

    def copy_to(self, fingerprint: str, path: Path) -> None:
        """A whole copy of that vector space's file, while others write. Raises LibraryError."""
        with self._open(fingerprint) as source, closing(sqlite3.connect(path)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")

    def adopt(self, former: str, fingerprint: str) -> None:
        """The same vector space has another name now: its file gets it, unless there is one."""
        old, new = self.path(former), self.path(fingerprint)
        if former != fingerprint and old.is_file() and not new.exists():
            with self._open(former) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            old.replace(new)

    def discard(self, fingerprint: str) -> None:
        """Delete the file of that vector space."""
        path = self.path(fingerprint)
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            with suppress(OSError):
                path.with_name(name).unlink(missing_ok=True)

    def _look_up(self, fingerprint: str, hashes: Sequence[bytes]) -> dict[bytes, Any]:
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
                        f"SELECT hash, vector FROM vectors WHERE hash IN ({marks})",  # noqa: S608
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
                (
                    (key, row.tobytes() + _sum(key, row.tobytes()))
                    for key, row in zip(hashes, rows, strict=True)
                ),
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
            if self.path(fingerprint).is_file() and not may_write(self.folder, path):
                with closing(sqlite3.connect(uri_of(path, read_only=True), uri=True)) as reading:
                    yield reading
                return
            if not self.folder.is_dir():
                self.folder.mkdir(parents=True, exist_ok=True)
                like_library(self.folder, self.folder.parent)
            touch_private(path, self.folder.parent)
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
            raise LibraryError(Message("index.cache_unusable", path=path, error=error)) from error
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise VectorsBroken(Message("index.cache_damaged", path=path, error=error)) from error
        except OSError as error:
            raise LibraryError(
                Message("index.cache_unmade", path=path, reason=error.strerror)
            ) from error


def encode_missing(
    cache: VectorCache,
    encoder: Encoder,
    texts: Sequence[str],
    progress: EncodingProgress | None = None,
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


#: Questions whose vectors are kept; one takes 1.5 kB.
QUERIES_KEPT: Final = 512


class Remembered:
    """Another encoder, with a memory for questions: one page searches the same several times.

    The other encoder is made by ``make`` when it is first needed; what it raises is raised then,
    and it is tried again the next time. Safe to share by threads if the other is.
    """

    def __init__(self, make: Callable[[], Encoder]) -> None:
        self._make = make
        self._query = lru_cache(maxsize=QUERIES_KEPT)(self._encode)

    @cached_property
    def _encoder(self) -> Encoder:
        return self._make()

    @property
    def fingerprint(self) -> str:
        """The other encoder's."""
        return self._encoder.fingerprint

    @property
    def former_fingerprint(self) -> str:
        """What earlier versions called the same vector space."""
        return str(getattr(self._encoder, "former_fingerprint", self.fingerprint))

    @property
    def dimension(self) -> int:
        """The other encoder's."""
        return self._encoder.dimension

    def encode_query(self, text: str) -> Floats:
        """The vector (d,) of a question, which cannot be changed. Raises EncoderError."""
        return self._query(text)

    def _encode(self, text: str) -> Floats:
        vector = self._encoder.encode_query(text)
        vector.flags.writeable = False  # it is everybody's now
        return vector

    def encode_passages(
        self, texts: Sequence[str], progress: EncodingProgress | None = None
    ) -> Floats:
        """The vectors (n, d) of passages, by the other encoder."""
        return self._encoder.encode_passages(texts, progress)

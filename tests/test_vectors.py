"""The embedding cache: what is kept is found again, whatever happens in between."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.index.encode.encoder import EncodingProgress, Floats, HashingEncoder
from dalil.index.encode.vector_cache import BATCH, VectorCache, encode_missing, text_hash
from dalil.ingest.errors import LibraryError

ROOT = Path(__file__).resolve().parents[1]


class Counting(HashingEncoder):
    """Remembers what it was asked to encode."""

    def __init__(self) -> None:
        super().__init__(16)
        self.asked: list[str] = []

    def encode_passages(
        self, texts: Sequence[str], progress: EncodingProgress | None = None
    ) -> Floats:
        self.asked += texts
        return super().encode_passages(texts, progress)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(), max_size=30), st.lists(st.text(), max_size=30))
def test_like_a_dictionary(
    tmp_path_factory: pytest.TempPathFactory, kept: list[str], asked: list[str]
) -> None:
    cache = VectorCache(tmp_path_factory.mktemp("v"))
    encoder = HashingEncoder(8)
    encode_missing(cache, encoder, kept)
    asked = asked + kept[::2]
    hashes = list(map(text_hash, asked))
    matrix, missing = cache.get_many(encoder.fingerprint, hashes, 8)
    assert (cache.missing(encoder.fingerprint, hashes, 8) == missing).all()
    assert missing.tolist() == [text not in kept for text in asked]
    for text, row, absent in zip(asked, matrix, missing, strict=True):
        assert (row == (0 if absent else encoder.encode_query(text))).all()
    assert cache.count(encoder.fingerprint) == len(set(kept))


def test_a_text_is_encoded_once_in_its_life(tmp_path: Path) -> None:
    encoder, cache = Counting(), VectorCache(tmp_path)
    texts = ["Cukup jelas."] * 3 + ["ayat (1)", "ayat (2)"]
    assert encode_missing(cache, encoder, texts) == 3
    assert encoder.asked == ["Cukup jelas.", "ayat (1)", "ayat (2)"]
    assert encode_missing(VectorCache(tmp_path), encoder, [*texts, "ayat (3)"]) == 1
    assert encoder.asked[3:] == ["ayat (3)"]


def test_spaces_are_apart(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path)
    key = text_hash("pasal")
    cache.put_many("a/b", [key], np.ones((1, 4), np.float32))
    matrix, missing = cache.get_many("other", [key], 4)
    assert missing.all()
    assert not matrix.any()
    # Of another dimension than asked for: not there, rather than of the wrong shape.
    assert cache.get_many("a/b", [key], 8)[1].all()
    assert cache.get_many("a/b", [key])[0].shape == (1, 4)
    assert cache.get_many("a/b", [])[0].shape == (0, 0)
    assert [p.parent for p in tmp_path.rglob("*.sqlite")] == [tmp_path]  # "/" is no folder


def test_more_hashes_than_one_statement_takes(tmp_path: Path) -> None:
    cache, encoder = VectorCache(tmp_path), HashingEncoder(4)
    texts = [f"pasal {i}" for i in range(2500)]
    encode_missing(cache, encoder, texts)
    matrix, missing = cache.get_many(encoder.fingerprint, list(map(text_hash, texts)), 4)
    assert not missing.any()
    assert (matrix == encoder.encode_passages(texts)).all()


@pytest.mark.parametrize(
    "vectors",
    [
        np.zeros((1, 4), np.float32),  # fewer than hashes
        np.zeros(8, np.float32),  # no rows
        np.full((2, 4), np.nan, np.float32),  # would poison every ranking
    ],
)
def test_what_is_no_vector_is_not_kept(tmp_path: Path, vectors: Floats) -> None:
    cache = VectorCache(tmp_path)
    with pytest.raises(ValueError):
        cache.put_many("e", [b"1", b"2"], vectors)
    assert cache.count("e") == 0


def test_progress_and_stop(tmp_path: Path) -> None:
    cache, encoder = VectorCache(tmp_path), HashingEncoder(4)
    texts = [f"pasal {i}" for i in range(3 * BATCH)]
    encode_missing(cache, encoder, texts[:10])
    seen: list[int] = []
    made = encode_missing(cache, encoder, texts, seen.append, stop=lambda: seen[-1] > BATCH)
    assert made == BATCH
    assert seen[0] == 10
    assert seen == sorted(seen)
    assert seen[-1] == BATCH + 10 == cache.count(encoder.fingerprint)
    assert encode_missing(cache, encoder, texts, seen.append) == 2 * BATCH - 10
    assert seen[-1] == len(texts)


def test_a_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    cache, encoder = VectorCache(tmp_path), HashingEncoder(4)
    path = cache.path(encoder.fingerprint)
    path.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    with pytest.raises(LibraryError, match="Delete the file"):
        encode_missing(cache, encoder, ["pasal"])
    path.unlink()
    assert encode_missing(cache, encoder, ["pasal"]) == 1


def test_a_cut_vector_is_missing_not_wrong(tmp_path: Path) -> None:
    cache, encoder = VectorCache(tmp_path), HashingEncoder(4)
    encode_missing(cache, encoder, ["a", "b"])
    with sqlite3.connect(cache.path(encoder.fingerprint)) as connection:
        connection.execute("UPDATE vectors SET vector = x'00' WHERE hash = ?", (text_hash("a"),))
    connection.close()
    _, missing = cache.get_many(encoder.fingerprint, [text_hash("a"), text_hash("b")], 4)
    assert missing.tolist() == [True, False]
    assert encode_missing(cache, encoder, ["a", "b"]) == 1


def test_threads_write_at_once(tmp_path: Path) -> None:
    cache, encoder = VectorCache(tmp_path), HashingEncoder(4)
    threads = [
        threading.Thread(
            target=encode_missing,
            args=(cache, encoder, [f"pasal {i}" for i in range(n * 50, n * 50 + 400)]),
        )
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.count(encoder.fingerprint) == 550


WRITER = """
import sys
from pathlib import Path
import numpy as np
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.encode.vector_cache import VectorCache, encode_missing
texts = [f"pasal {i}" for i in range(60_000)]
tell = lambda done: print(done, flush=True)
encode_missing(VectorCache(Path(sys.argv[1])), HashingEncoder(384), texts, tell)
"""


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """SIGKILL ten times: every vector found afterwards is right, and none once made is lost."""
    rng, cache, encoder = random.Random(5), VectorCache(tmp_path), HashingEncoder(384)
    before = 0
    for _ in range(10):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, tmp_path], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert writer.stdout
        for _ in range(rng.randrange(1, 4 * BATCH)):  # passages done, committed or not
            writer.stdout.readline()
        time.sleep(rng.uniform(0, 0.02))
        writer.kill()
        writer.wait()
        writer.stdout.close()
        after = cache.count(encoder.fingerprint)
        assert after >= before
        assert after % BATCH == 0  # a batch is there or not
        before = after
    assert 0 < before < 60_000
    texts = [f"pasal {i}" for i in range(before + 10)]
    matrix, missing = cache.get_many(encoder.fingerprint, list(map(text_hash, texts)), 384)
    assert missing.tolist() == [False] * before + [True] * 10
    assert (matrix[:before] == encoder.encode_passages(texts[:before])).all()
    with sqlite3.connect(cache.path(encoder.fingerprint)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert encode_missing(cache, encoder, texts) == 10  # and it goes on


def test_a_flipped_bit_makes_a_vector_missing(tmp_path: Path) -> None:
    """It is a vector too, and would change a ranking in silence."""
    cache = VectorCache(tmp_path)
    keys = [text_hash(str(n)) for n in range(20)]
    vectors = np.eye(20, 32, dtype=np.float32)
    cache.put_many("f", keys, vectors)
    assert cache.faults("f") == (20, 0, 0)
    for at in (0, 40, 127, 128, 135):  # numbers, their last byte, and the checksum itself
        connection = sqlite3.connect(cache.path("f"))
        (blob,) = connection.execute(
            "SELECT vector FROM vectors WHERE hash = ?", (keys[7],)
        ).fetchone()
        damaged = bytearray(blob)
        damaged[at] ^= 1
        connection.execute(
            "UPDATE vectors SET vector = ? WHERE hash = ?", (bytes(damaged), keys[7])
        )
        connection.commit()
        connection.close()
        _, missing = cache.get_many("f", keys, 32)
        assert missing.tolist() == [n == 7 for n in range(20)], at
        assert cache.missing("f", keys, 32).tolist() == missing.tolist()
        assert cache.faults("f")[1] == 1
        cache.put_many("f", keys[7:8], vectors[7:8])
        assert not cache.missing("f", keys, 32).any()


def test_vectors_of_before_are_believed_and_told(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path)
    keys = [text_hash(str(n)) for n in range(3)]
    cache.put_many("f", keys, np.eye(3, 4, dtype=np.float32))
    with sqlite3.connect(cache.path("f")) as connection:
        connection.execute("UPDATE vectors SET vector = substr(vector, 1, 16)")
    connection.close()
    matrix, missing = cache.get_many("f", keys, 4)
    assert not missing.any()
    assert matrix.tolist() == np.eye(3, 4).tolist()
    assert cache.faults("f") == (3, 0, 3)
    cache.adopt("f", "g")
    assert not cache.missing("g", keys, 4).any()
    assert cache.missing("f", keys, 4).all()

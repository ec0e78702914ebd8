"""Dense search against brute force, in memory and from its file."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.index.snapshot.vectors import FILE_NAME, Dense, Floats
from dalil.ingest.errors import EncoderMismatch, GenerationBroken

ROOT = Path(__file__).resolve().parents[1]


def unit_vectors(n: int, d: int, seed: int) -> Floats:
    vectors = np.random.default_rng(seed).standard_normal((n, d)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def as_built(dense: Dense, folder: Path) -> Dense:
    return dense


def read_by_numpy(dense: Dense, folder: Path) -> Dense:
    dense.save(folder)
    return Dense.load(folder)


def mapped_by_faiss(dense: Dense, folder: Path) -> Dense:
    dense.save(folder)
    return Dense.load(folder, read_limit=-1)


WAYS = pytest.mark.parametrize("way", [as_built, read_by_numpy, mapped_by_faiss])


@WAYS
@settings(max_examples=25, deadline=None)
@given(n=st.integers(1, 300), d=st.integers(1, 40), seed=st.integers(0, 99))
def test_against_brute_force(
    tmp_path_factory: pytest.TempPathFactory,
    way: Callable[[Dense, Path], Dense],
    n: int,
    d: int,
    seed: int,
) -> None:
    vectors = unit_vectors(n, d, seed)
    vectors[n // 2 :] = vectors[: n - n // 2]  # ties
    query = unit_vectors(1, d, seed + 1000)[0]
    dense = way(Dense.build(vectors), tmp_path_factory.mktemp("d"))
    assert (len(dense), dense.dimension) == (n, d)
    scores = dense.scores(query)
    exact = np.array([sum(map(float, a * query)) for a in vectors])
    assert scores.dtype == np.float32
    assert scores == pytest.approx(exact, abs=1e-5)
    rows = np.arange(0, n, 3)
    assert (dense.cosines(query, rows, np.zeros(n, bool)) == scores).all()  # all are looked at


@WAYS
def test_no_vectors_at_all(way: Callable[[Dense, Path], Dense], tmp_path: Path) -> None:
    dense = way(Dense.build(np.empty((0, 8), np.float32)), tmp_path)
    query = unit_vectors(1, 8, 0)[0]
    assert len(dense) == len(dense.scores(query)) == 0


def test_another_encoders_question_is_an_error_not_a_bad_ranking() -> None:
    dense = Dense.build(unit_vectors(5, 8, 0))
    for shape in ((16,), (1, 8), ()):
        with pytest.raises(EncoderMismatch, match="DALIL_ENCODER"):
            dense.scores(np.ones(shape, np.float32))


@pytest.mark.parametrize(
    "vectors",
    [np.ones(8, np.float32), np.ones((2, 0), np.float32), np.full((2, 8), np.inf, np.float32)],
)
def test_what_is_no_matrix_is_not_indexed(vectors: Floats) -> None:
    with pytest.raises(ValueError):
        Dense.build(vectors)


@pytest.mark.parametrize("keep", [0, 10, 44, 45, 500, -1])
def test_a_file_cut_short_is_broken(tmp_path: Path, keep: int) -> None:
    Dense.build(unit_vectors(50, 8, 0)).save(tmp_path)
    path = tmp_path / FILE_NAME
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(GenerationBroken, match="dalil ingest"):
        Dense.load(tmp_path)


def test_an_index_that_is_not_flat_is_broken(tmp_path: Path) -> None:
    """Libraries of more than 300,000 units had 8 bits a number here; they are built again."""
    import faiss

    vectors = unit_vectors(300, 16, 0)
    index = faiss.IndexScalarQuantizer(16, faiss.ScalarQuantizer.QT_8bit)
    index.train(vectors)
    index.add(vectors)
    faiss.write_index(index, str(tmp_path / FILE_NAME))
    with pytest.raises(GenerationBroken, match="older version"):
        Dense.load(tmp_path)


def test_absent_or_foreign_files_are_broken(tmp_path: Path) -> None:
    with pytest.raises(GenerationBroken):
        Dense.load(tmp_path)
    (tmp_path / FILE_NAME).write_bytes(b"what is this" * 100)
    with pytest.raises(GenerationBroken):
        Dense.load(tmp_path)


def test_a_small_index_is_read_without_faiss(tmp_path: Path) -> None:
    """Importing it would be most of what a question costs at a cold start."""
    vectors = unit_vectors(200, 16, 0)
    Dense.build(vectors).save(tmp_path)
    code = (
        "import sys; from pathlib import Path; import numpy as np\n"
        "from dalil.index.snapshot.vectors import Dense\n"
        "d = Dense.load(Path(sys.argv[1]));"
        "print(int(np.argmax(d.scores(d._matrix[17]))), 'faiss' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout.split() == ["17", "False"], done.stderr


def test_threads_ask_at_once(tmp_path: Path) -> None:
    vectors = unit_vectors(3000, 32, 0)
    Dense.build(vectors).save(tmp_path)
    dense = Dense.load(tmp_path, read_limit=0)
    wrong: list[int] = []

    def ask(start: int) -> None:
        wrong.extend(
            i for i in range(start, start + 50) if np.argmax(dense.scores(vectors[i])) != i
        )

    threads = [threading.Thread(target=ask, args=(n * 50,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong

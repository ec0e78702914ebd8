"""The coarse look against brute force: what it must not lose, and what it must not touch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dalil.index.snapshot.build import vector_index
from dalil.index.snapshot.vectors import (
    EXACT_LIMIT,
    FILES,
    FLAT_LIMIT,
    LIKELY,
    SAMPLE,
    Coarse,
    Dense,
    Floats,
)
from dalil.ingest.errors import EncoderMismatch, GenerationBroken


def texts_like(n: int, d: int, seed: int) -> Floats:
    """Vectors in clusters around one direction, as those of texts are."""
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((200, d)) + 3 * np.ones(d) / np.sqrt(d)
    vectors = centres[rng.integers(0, 200, n)] + 0.6 * rng.standard_normal((n, d))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    made: Floats = vectors.astype(np.float32)
    return made


@pytest.fixture(scope="module")
def vectors() -> Floats:
    return texts_like(20_000, 64, 0)


@pytest.fixture(scope="module")
def built(vectors: Floats) -> Coarse:
    return Coarse.build(vectors)


def as_built(coarse: Coarse, folder: Path) -> Coarse:
    return coarse


def from_disk(coarse: Coarse, folder: Path) -> Coarse:
    coarse.save(folder)
    return Coarse.load(folder)


@pytest.mark.parametrize("way", [as_built, from_disk])
def test_the_nearest_are_found_with_their_exact_cosines(
    way: Callable[[Coarse, Path], Coarse], built: Coarse, vectors: Floats, tmp_path: Path
) -> None:
    coarse = way(built, tmp_path)
    assert (len(coarse), coarse.dimension) == vectors.shape
    kept = []
    for query in texts_like(20, 64, 1):
        exact = vectors @ query
        found = coarse.cosines(query)
        looked = np.flatnonzero(~np.isnan(found))
        assert LIKELY <= len(looked) <= LIKELY + SAMPLE
        assert found[looked] == pytest.approx(exact[looked], abs=1e-3)  # 16 bits
        nearest = np.argsort(-exact)[:50]
        kept.append(np.isin(nearest, looked).mean())
        assert coarse.scores(query) == pytest.approx(exact, abs=1e-3)
    assert np.mean(kept) >= 0.99


def test_what_the_words_found_is_looked_at(built: Coarse, vectors: Floats) -> None:
    query = vectors[0]
    far = np.argsort(vectors @ query)[:30]
    found = built.cosines(query, likely=far)
    assert found[far] == pytest.approx(vectors[far] @ query, abs=1e-3)


def test_all_of_a_few_allowed_units_are_looked_at(built: Coarse, vectors: Floats) -> None:
    """A search within one act must not depend on how the act ranks in the whole library."""
    mask = np.zeros(len(vectors), bool)
    mask[np.argsort(vectors @ vectors[0])[:500]] = True
    found = built.cosines(vectors[0], mask=mask)
    assert not np.isnan(found[mask]).any()


def test_many_allowed_units_are_searched_deeper(
    built: Coarse, vectors: Floats, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dalil.index.snapshot.vectors.EXACT_LIMIT", 100)
    mask = np.zeros(len(vectors), bool)
    mask[np.argsort(vectors @ vectors[0])[:5_000]] = True  # the farthest quarter
    found = built.cosines(vectors[0], mask=mask)
    allowed = np.flatnonzero(mask)
    nearest = allowed[np.argsort(-(vectors[allowed] @ vectors[0]))[:20]]
    assert not np.isnan(found[nearest]).all()
    assert EXACT_LIMIT > 100


def test_a_library_chooses_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    small = texts_like(400, 8, 0)
    assert isinstance(vector_index(small), Dense)
    monkeypatch.setattr("dalil.index.snapshot.vectors.FLAT_LIMIT", 399)
    assert isinstance(vector_index(small), Coarse)
    assert isinstance(vector_index(texts_like(400, 7, 0)), Dense), "numbers that are not in pairs"
    assert FLAT_LIMIT == 100_000


def test_another_encoders_question_is_an_error(built: Coarse) -> None:
    with pytest.raises(EncoderMismatch, match="DALIL_ENCODER"):
        built.cosines(np.ones(32, np.float32))


@pytest.mark.parametrize("name", FILES)
def test_damaged_files_are_broken(built: Coarse, tmp_path: Path, name: str) -> None:
    built.save(tmp_path)
    path = tmp_path / name
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(GenerationBroken, match="dalil ingest"):
        Coarse.load(tmp_path)
    path.unlink()
    with pytest.raises(GenerationBroken):
        Coarse.load(tmp_path)

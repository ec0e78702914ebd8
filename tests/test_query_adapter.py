"""The map that moves questions: what it may change, and for which encoder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.index.encode.encoder import HashingEncoder
from dalil.index.encode.load import encoder_named, is_installed
from dalil.index.encode.query_adapter import FILE, QueryAdapter, adapter_for
from dalil.index.query.expand import Expansion
from dalil.index.ranking_config import ByLanguage, RankingConfig
from dalil.index.search import search as searching

ROTATED = QueryAdapter(
    "made-up", np.array([[0, -1], [1, 0]], np.float32), np.array([0.0, 0.5], np.float32)
)


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(0, 1))
def test_a_vector_keeps_its_length_and_at_no_share_its_place(x: float, y: float, s: float) -> None:
    vector = np.array([x, y], np.float32)
    if not float(np.linalg.norm(vector)) > 1e-3:
        return
    vector /= np.linalg.norm(vector)
    assert float(np.linalg.norm(ROTATED(vector, s))) == pytest.approx(1, abs=1e-4)
    assert (ROTATED(vector, 0.0) == vector).all()


def test_it_is_the_map_that_it_says() -> None:
    """(1, 0) is turned to (0, 1), lifted by the bias, added: (1, 1.5), then of length 1."""
    found = ROTATED(np.array([1, 0], np.float32))
    assert found == pytest.approx(np.array([1, 1.5]) / np.hypot(1, 1.5), abs=1e-6)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    ROTATED.save(tmp_path / "made" / "adapter.npz")
    held = QueryAdapter.load(tmp_path / "made" / "adapter.npz")
    assert held.fingerprint == "made-up"
    assert (held.weight == ROTATED.weight).all() and (held.bias == ROTATED.bias).all()


@pytest.mark.parametrize(
    "arrays",
    [
        {"weight": np.eye(2)},  # what is it for?
        {"fingerprint": np.array("x"), "weight": np.ones((2, 3)), "bias": np.ones(2)},  # not square
        {"fingerprint": np.array("x"), "weight": np.eye(3), "bias": np.ones(2)},  # of another size
        {"fingerprint": np.array("x"), "weight": np.full((2, 2), np.nan), "bias": np.ones(2)},
    ],
)
def test_another_file_is_refused(tmp_path: Path, arrays: dict[str, np.ndarray]) -> None:
    np.savez(tmp_path / "other.npz", **arrays)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="other"):
        QueryAdapter.load(tmp_path / "other.npz")


def test_no_other_encoder_is_adapted() -> None:
    assert adapter_for(HashingEncoder().fingerprint) is None


@pytest.mark.skipif(not is_installed(), reason="no encoder in this environment")
def test_the_shipped_one_is_for_the_default_encoder() -> None:
    """Whoever changes the encoder learns the adapter anew, or takes the file away."""
    assert FILE.is_file()
    assert adapter_for(encoder_named().fingerprint) is not None


class _Fixed:
    """An encoder of two dimensions that says (1, 0) to everything."""

    fingerprint, dimension = "made-up", 2

    def encode_query(self, text: str) -> np.ndarray:
        return np.array([1, 0], np.float32)

    def encode_passages(self, texts: object, progress: object = None) -> np.ndarray:
        raise AssertionError("only questions are encoded here")


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_question_goes_through_it_as_far_as_is_configured(
    share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "adapter_for", lambda fingerprint: ROTATED)
    config = RankingConfig(query_adapter_share=ByLanguage(share, 0))
    vector = searching.question_vector(_Fixed(), "tanya", Expansion("tanya"), "id", config)
    assert vector == pytest.approx(ROTATED(np.array([1, 0], np.float32), share), abs=1e-6)
    vector = searching.question_vector(_Fixed(), "ask", Expansion("ask"), "en", config)
    assert vector == pytest.approx([1, 0])  # of the other language as far as is configured there

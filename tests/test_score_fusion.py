"""Fusion: the stronger on both sides wins, a silent side has no say, NaN never gets out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bench.ranking import reciprocal_rank
from dalil.index.search.score import convex, stretched

ANY = st.floats(width=32, allow_nan=True, allow_infinity=True)
LISTS = st.integers(0, 12).flatmap(
    lambda n: st.tuples(arrays(np.float32, n, elements=ANY), arrays(np.float32, n, elements=ANY))
)
SOUND = st.integers(1, 12).flatmap(
    lambda n: st.tuples(
        *2 * [arrays(np.float32, n, elements=st.floats(-1, 30, width=32, allow_subnormal=False))]
    )
)


def _list(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


@given(LISTS)
def test_scores_stay_between_0_and_1_whatever_comes_in(
    lists: tuple[np.ndarray, np.ndarray],
) -> None:
    fused = convex(*lists)
    assert len(fused) == len(lists[0])
    assert np.isfinite(fused).all()
    assert ((fused >= 0) & (fused <= 1.000001)).all()


@given(SOUND)
def test_better_in_both_lists_is_not_worse_fused(lists: tuple[np.ndarray, np.ndarray]) -> None:
    lexical, dense = lists
    fused = convex(lexical, dense)
    for i in range(len(fused)):
        below = (lexical <= lexical[i]) & (dense <= dense[i])
        assert (fused[below] <= fused[i] + 1e-6).all()


@pytest.mark.parametrize(
    ("lexical", "dense", "fused"),
    [
        (_list(0, 5, 10), _list(0.8, 0.9, 0.7), [0.3, 0.8, 0.4]),  # .4 of words, .6 of meaning
        (_list(0, 0, 0), _list(0.8, 0.9, 0.7), [0.5, 1, 0]),  # no word occurs: meaning decides
        (_list(0, 5, 10), _list(0.8, 0.8, 0.8), [0, 0.5, 1]),  # and the other way round
        (None, _list(0.8, 0.9, 0.7), [0.5, 1, 0]),
        (_list(0, 5, 10), None, [0, 0.5, 1]),
        (_list(3, 3), _list(2, 2), [0, 0]),  # neither tells anything apart
        (_list(np.nan, 5, 10), None, [0, 0, 1]),  # NaN counts as the worst
        (_list(np.nan, np.nan), _list(0, 1), [0, 1]),
        (None, None, []),
    ],
)
def test_convex(lexical: np.ndarray | None, dense: np.ndarray | None, fused: list[float]) -> None:
    np.testing.assert_allclose(convex(lexical, dense, weight=0.4), fused, atol=1e-6)


def test_lists_of_different_lengths_are_a_mistake() -> None:
    with pytest.raises(ValueError, match=r"\[2, 3\]"):
        convex(_list(1, 2), _list(1, 2, 3))


def test_stretching_does_not_depend_on_scale() -> None:
    for scores in (_list(1, 2, 5), _list(10, 20, 50)):
        found = stretched(scores)
        assert found is not None
        np.testing.assert_allclose(found, [0, 0.25, 1])
    assert stretched(_list(4, 4)) is None
    assert stretched(_list()) is None


def test_reciprocal_rank_is_the_sum_over_both_lists_and_ties_share_a_rank() -> None:
    fused = reciprocal_rank(_list(9, 5, 5), _list(0.1, 0.3, 0.2))
    expected = [1 / 61 + 1 / 63, 1 / 62 + 1 / 61, 1 / 62 + 1 / 62]
    np.testing.assert_allclose(fused, expected, rtol=1e-6)

"""Intervals and paired tests against what is known by counting."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.answer.evaluate.metrics import compare, interval


def test_the_interval_of_many_coin_flips_is_that_of_the_binomial() -> None:
    low, high = interval([0.0, 1.0] * 200)
    assert low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.006)
    assert high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.006)


def test_equal_values_have_no_width() -> None:
    assert interval([0.5, 0.5]) == (0.5, 0.5)


@pytest.mark.parametrize("won", [5, 8, 10])
def test_p_is_that_of_the_sign_test(won: int) -> None:
    """Of ten equal changes the permutation test is the sign test, which can be counted."""
    before = {str(i): 0.5 for i in range(10)}
    now = {str(i): 1.0 if i < won else 0.0 for i in range(10)}
    tail = sum(comb(10, k) for k in range(won, 11)) / 2**10
    found = compare(before, now)
    assert found.p == pytest.approx(min(1.0, 2 * tail), abs=0.02)
    assert (len(found.won), len(found.lost)) == (won, 10 - won)


def test_only_shared_questions_count() -> None:
    found = compare({"a": 0.0, "b": 1.0}, {"b": 0.5, "c": 1.0})
    assert (found.questions, found.difference, found.lost) == (1, -0.5, (("b", 1.0, 0.5),))
    with pytest.raises(ValueError, match="in common"):
        compare({"a": 1.0}, {"b": 1.0})


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_nothing_changed_is_no_difference(values: list[float]) -> None:
    run = {str(i): v for i, v in enumerate(values)}
    found = compare(run, run)
    assert (found.difference, found.low, found.high, found.p) == (0.0, 0.0, 0.0, 1.0)
    assert not found.won and not found.lost

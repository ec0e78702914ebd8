"""Work shared out to threads: order, errors, giving up, and what the environment keeps."""

from __future__ import annotations

import os
import threading

import pytest

from dalil.index.encode.threads import cores, one_thread_each, side_by_side


def test_results_come_in_order_and_every_thread_begins_once() -> None:
    begun: list[int] = []
    found = list(side_by_side(lambda n: n * n, range(200), lambda: begun.append(1)))
    assert found == [n * n for n in range(200)]
    assert 1 <= len(begun) <= cores()


def test_an_error_is_raised_and_the_rest_given_up() -> None:
    done: list[int] = []

    def work(n: int) -> int:
        if n == 3:
            raise ValueError("three")
        done.append(n)
        return n

    with pytest.raises(ValueError, match="three"):
        list(side_by_side(work, range(100_000)))
    assert len(done) < 100_000
    assert not [t for t in threading.enumerate() if t.name.startswith("encode")]


def test_the_environment_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    with one_thread_each():
        assert os.environ["OMP_NUM_THREADS"] == "1"
    assert "OMP_NUM_THREADS" not in os.environ
    monkeypatch.setenv("OMP_NUM_THREADS", "4")  # the person's own setting wins
    with one_thread_each():
        assert os.environ["OMP_NUM_THREADS"] == "4"
    assert os.environ["OMP_NUM_THREADS"] == "4"

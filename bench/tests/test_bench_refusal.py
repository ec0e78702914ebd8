"""The measure of refusals: what a threshold refuses, and the questions it is asked with."""

from __future__ import annotations

import pytest

from bench.quality import SHARED, sets
from bench.refusal import Asked, cell, grades, not_held, refused, threshold


def _asked(*sums: float, answered: bool = True) -> list[Asked]:
    return [Asked(value, answered, "id") for value in sums]


@pytest.mark.parametrize(
    ("loss", "least"),
    [
        (0.0, 0.1),  # nothing may be lost: the lowest still answers
        (0.2, 0.3),  # one of five may be
        (0.39, 0.3),  # not yet two
        (0.4, 0.5),  # two
    ],
)
def test_a_threshold_loses_no_more_than_it_may(loss: float, least: float) -> None:
    there = _asked(0.9, 0.1, 0.5, 0.3, 0.7)
    assert threshold(there, loss) == least
    assert (refused(there, least) or 0.0) <= loss


def test_a_share_is_of_something() -> None:
    assert refused([]) is None
    assert cell([]) == "–"


def test_as_it_is_the_decision_counts_and_not_the_sum() -> None:
    asked = [*_asked(0.2), *_asked(0.9, answered=False)]
    assert cell(asked) == "0.500 (2)"
    assert cell(asked, 0.5) == "0.500 (2)"
    assert cell(asked, 0.95) == "1.000 (2)"


def test_a_provision_that_is_named_is_never_cut() -> None:
    assert refused(_asked(float("inf")), 10.0) == 0.0


@pytest.mark.shared
def test_every_question_that_loses_its_act_was_judged() -> None:
    """A missing grade would count as 0 and make refusals look better."""
    if not SHARED.exists():
        pytest.skip("the shared questions are not here")
    asked = {q.qid for name, questions in sets([]).items() for q in questions}
    assert asked <= grades().keys()
    assert set(grades().values()) == {0, 1, 2}


def test_questions_that_no_act_answers_are_of_every_kind_and_once_each() -> None:
    found = not_held()
    assert {kind for kind, _ in found} == {"law", "abroad", "else"}
    assert len({question for _, question in found}) == len(found) > 100

"""From what a tool found, and when, to the figures of the tables."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

from bench.baseline import probability
from dalil.answer.evaluate.judgments import Question
from dalil.answer.evaluate.metrics import compare, measured


def reciprocal(
    questions: Sequence[Question], found: Mapping[str, Sequence[str]], level: str
) -> dict[str, float]:
    """RR@10 by question that has a right answer at this level, counted as `dalil eval` counts."""
    counted = measured(questions, [found[q.qid] for q in questions], level)
    return counted[1] if counted else {}


def at_once(reciprocals: Mapping[str, float]) -> dict[str, float]:
    """By question: 1 where the first find is right, else 0."""
    return {qid: float(value == 1.0) for qid, value in reciprocals.items()}


def mean(values: Mapping[str, float]) -> float:
    """Over all questions."""
    return statistics.fmean(values.values())


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def difference(peer: Mapping[str, float], dalil: Mapping[str, float], digits: int = 3) -> str:
    """Dalil minus the peer, paired by question, with its 95 % interval and p."""
    found = compare(peer, dalil)
    spread = f"{found.difference:+.{digits}f} [{found.low:+.{digits}f}, {found.high:+.{digits}f}]"
    return f"{spread}, {probability(found.p)}"

"""From what a tool found, and when, to the figures of the tables."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

from answer.evaluate import Question, at_level
from answer.significance import compare

CUT = 10


def rank_of(found: Sequence[str], right: Sequence[str], level: str) -> int:
    """Where the first right one of the units found stands, from 1; 0 where none does.

    As `answer.evaluate` counts: at level ``pasal`` a unit is its pasal, at ``exact`` itself, and
    what was counted already takes no rank again.
    """
    wanted = {at_level(i, level) for i in right}
    named: dict[str, None] = {}
    for unit in found:
        own = at_level(unit, level)
        if level == "pasal":
            inside = (w for w in wanted if unit.startswith((f"{w}/", f"{w}~")))
            own = next(inside, own)
        named.setdefault(own)
    return next((rank for rank, name in enumerate(named, 1) if name in wanted), 0)


def reciprocal(
    questions: Sequence[Question], found: Mapping[str, Sequence[str]]
) -> dict[str, float]:
    """By question: 1 / rank of the right pasal in the first ten, else 0."""
    ranks = {q.qid: rank_of(found[q.qid], q.relevant, "pasal") for q in questions if q.relevant}
    return {qid: 1 / rank if 0 < rank <= CUT else 0.0 for qid, rank in ranks.items()}


def right_at_once(
    questions: Sequence[Question], found: Mapping[str, Sequence[str]], level: str
) -> dict[str, float]:
    """By question that has a right answer at this level: 1 where the first find is it, else 0."""
    right = {q.qid: q.exact if level == "exact" else q.relevant for q in questions}
    return {qid: float(rank_of(found[qid], ids, level) == 1) for qid, ids in right.items() if ids}


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
    return f"{spread}, {found.p:.3f}"

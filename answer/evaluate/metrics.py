"""How good rankings and answers were, of questions whose right passages are known.

The measures are those of ir-measures (trec_eval), at three levels: the act, the pasal, and the
exact unit.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from dalil.answer.answer import Result
from dalil.answer.evaluate.judgments import Question
from dalil.ingest.extras import optional

# Whether a difference between two rankings is more than chance.
#
# Per question values of a measure are compared in pairs, the questions being the sample: the
# percentile bootstrap for intervals and the sign-flip permutation test for p (Smucker, Allan and
# Carterette, CIKM 2007, find both sound for retrieval). Both by scipy, with a fixed seed, so that
# the same values give the same figures.

_RESAMPLES: Final = 5_000
_SEED: Final = 20_261


@dataclass(frozen=True, slots=True)
class Comparison:
    """A measure now against before, over the questions both have.

    ``difference`` is the mean of now minus before, ``low``–``high`` its 95 % interval, ``p`` the
    two-sided probability of a difference this large by chance; ``won`` and ``lost`` are the
    questions with what they had before and have now.
    """

    questions: int
    difference: float
    low: float
    high: float
    p: float
    won: tuple[tuple[str, float, float], ...]
    lost: tuple[tuple[str, float, float], ...]


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval of the mean; the mean twice where all values are equal or there is one."""
    import numpy as np

    if not values:
        raise ValueError("no values, no interval")
    mean = float(np.mean(values))
    if len(set(values)) == 1:
        return mean, mean
    found = optional("scipy.stats", "eval").bootstrap(
        (np.asarray(values, float),), np.mean, n_resamples=_RESAMPLES, method="percentile",
        rng=np.random.default_rng(_SEED),
    ).confidence_interval  # fmt: skip
    return float(found.low), float(found.high)


def compare(before: Mapping[str, float], now: Mapping[str, float]) -> Comparison:
    """Compare two runs, question by question. Raises ValueError if they share none."""
    import numpy as np

    shared = sorted(before.keys() & now.keys())
    if not shared:
        raise ValueError("the two runs have no question in common")
    changes = [now[qid] - before[qid] for qid in shared]
    low, high = interval(changes)
    p = 1.0
    if len(changes) > 1 and any(changes):
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # of few questions scipy tries all sign flips, and says so
            p = float(
                optional("scipy.stats", "eval").permutation_test(
                    (np.asarray(changes, float),), np.mean, permutation_type="samples",
                    n_resamples=_RESAMPLES, rng=np.random.default_rng(_SEED),
                ).pvalue
            )  # fmt: skip
    moved = [(q, before[q], now[q]) for q in shared]
    return Comparison(
        questions=len(shared),
        difference=float(np.mean(changes)),
        low=low,
        high=high,
        p=p,
        won=tuple(m for m in moved if m[2] > m[1]),
        lost=tuple(m for m in moved if m[2] < m[1]),
    )


#: Measures in the notation of ir-measures.
MEASURES: Final = ("RR@10", "Success@1", "Success@3", "Success@10", "R@100", "nDCG@10")
LEVELS: Final = ("act", "pasal", "exact")

_PASAL: Final = re.compile(r"#((?:pasal-i+v?/)?(?:angka-\w+/)?pasal-[^/]+)")


@dataclass(frozen=True, slots=True)
class Scores:
    """What some questions measured.

    ``measures[level][name]`` is a mean over the questions that have a right answer at that
    level; ``per_question[qid]`` the reciprocal rank of its pasal (0: not in the first ten);
    ``intervals`` holds the 95 % bootstrap interval of each level's RR@10; a ratio is None where
    there are no such questions.
    """

    questions: int
    measures: dict[str, dict[str, float]]
    answered_ratio: float | None
    #: Statements are given, sure or as the nearest: of answerable questions.
    offered_ratio: float | None
    refused_ratio: float | None  # of unanswerable ones: nothing is given as an answer
    #: The first statement given is of a right pasal, over all answerable questions.
    first_right_ratio: float | None
    statement_ratio: float | None  # first statement contains the reference answer
    per_question: dict[str, float] = field(default_factory=dict)
    intervals: dict[str, tuple[float, float]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The figures, without those of each question."""
        return {
            "questions": self.questions, "measures": self.measures,
            "answered_ratio": self.answered_ratio, "offered_ratio": self.offered_ratio,
            "refused_ratio": self.refused_ratio, "first_right_ratio": self.first_right_ratio,
            "statement_ratio": self.statement_ratio,
            "intervals": {level: list(pair) for level, pair in self.intervals.items()},
        }  # fmt: skip


def scores_of(questions: Sequence[Question], results: Sequence[Result]) -> Scores:
    """The figures of these questions, whose results are in the same order."""
    ids = [[h.passage.passage_id for h in r.hits] for r in results]
    measures, per_question, intervals = {}, {}, {}
    for level in LEVELS:
        found = measured(questions, ids, level)
        if found is None:
            continue
        measures[level], each = found
        low, high = interval(list(each.values()))
        intervals[level] = (round(low, 4), round(high, 4))
        if level == "pasal":
            per_question = each
    both = list(zip(questions, results, strict=True))
    return Scores(
        questions=len(questions),
        measures=measures,
        answered_ratio=_ratio(r.answer.status == "answered" for q, r in both if q.relevant),
        offered_ratio=_ratio(bool(r.answer.statements) for q, r in both if q.relevant),
        refused_ratio=_ratio(r.answer.status != "answered" for q, r in both if not q.relevant),
        first_right_ratio=_ratio(_first_right(q, r) for q, r in both if q.relevant),
        statement_ratio=_ratio(_first_contains(q, r) for q, r in both if q.answer),
        per_question=per_question,
        intervals=intervals,
    )


def measured(
    questions: Sequence[Question], rankings: Sequence[Sequence[str]], level: str
) -> tuple[dict[str, float], dict[str, float]] | None:
    """The mean of each measure, and RR@10 by question; None if no question is of that level.

    A ranking is the ids of the passages found, best first.
    """
    ir_measures = optional("ir_measures", "eval")
    qrels: dict[str, dict[str, int]] = {}
    run: dict[str, dict[str, float]] = {}
    for question, ids in zip(questions, rankings, strict=True):
        right = question.exact if level == "exact" else question.relevant
        if not right:
            continue
        wanted = {at_level(i, level) for i in right}
        qrels[question.qid] = dict.fromkeys(wanted, 1)
        ranking: dict[str, float] = {}
        for rank, passage_id in enumerate(ids, 1):
            if not _lies_in(passage_id, question.source):
                ranking.setdefault(_named(passage_id, wanted, level), 1.0 / rank)
        run[question.qid] = ranking
    if not qrels:
        return None
    names = [ir_measures.parse_measure(name) for name in MEASURES]
    means = ir_measures.calc_aggregate(names, qrels, run)
    each = ir_measures.iter_calc([names[0]], qrels, run)
    return (
        {str(name): round(float(means[name]), 4) for name in names},
        {m.query_id: round(float(m.value), 4) for m in each},
    )


def at_level(passage_id: str, level: str) -> str:
    """The id of the act, the pasal, or the unit itself that a passage id stands for.

    Definitions that annotators call ``huruf-4`` are the ``angka-4`` of our ids.
    """
    if level == "act":
        return passage_id.partition("#")[0]
    if level == "pasal":
        match = _PASAL.search(passage_id)
        return passage_id.partition("#")[0] + "#" + match[1] if match else passage_id
    return re.sub(r"/huruf-(?=\d)", "/angka-", passage_id)


def _named(passage_id: str, wanted: set[str], level: str) -> str:
    """What a hit counts as: the unit asked for that it lies in, else its own of that level."""
    if level == "pasal":
        for unit in wanted:
            if passage_id.startswith((f"{unit}/", f"{unit}~")):
                return unit
    return at_level(passage_id, level)


def _lies_in(passage_id: str, units: Iterable[str]) -> bool:
    return any(passage_id == unit or passage_id.startswith(f"{unit}/") for unit in units)


def _first_right(question: Question, result: Result) -> bool:
    return any(_lies_in(s.passage_id, question.relevant) for s in result.answer.statements[:1])


def _first_contains(question: Question, result: Result) -> bool:
    if not result.answer.statements:
        return False
    first = result.answer.statements[0]
    said, wanted = _words(f"{first.lead_in} {first.text}"), _words(question.answer)
    overlap = len(said & wanted) / len(wanted) if wanted else 0.0
    return overlap >= 0.8


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _ratio(values: Iterable[bool]) -> float | None:
    known = list(values)
    return round(sum(known) / len(known), 4) if known else None

"""How well the library answers questions whose answers are known: recall, MRR, nDCG, abstention.

Question files are JSON lines with ``qid``, ``question``, ``relevant`` (pasal ids, any of them is
right; empty: the library must refuse) and, where known, ``exact`` (the unit), ``answer``, ``type``
(or ``granularity``: figures are given by it too) and ``source`` (the passages that the question
was made of: hits in them do not count). See `answer.evaluate.metrics` for what is measured.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from dalil.answer.answer import Result, answer
from dalil.answer.evaluate.judgments import Question
from dalil.answer.evaluate.metrics import Scores, scores_of
from dalil.index.library import Library
from dalil.index.search.results import Mode
from dalil.ingest.extras import data_frame

if TYPE_CHECKING:
    import pandas


#: What questions without a type are called among those that have one.
UNTYPED = "untyped"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the questions measured in one mode: the fields of `Scores`, over all and by type.

    ``by_type`` is empty where no question has a type.
    """

    mode: str
    questions: int
    measures: dict[str, dict[str, float]]
    answered_ratio: float | None
    offered_ratio: float | None
    refused_ratio: float | None
    first_right_ratio: float | None
    statement_ratio: float | None  # first statement contains the reference answer
    seconds_s: float
    per_question: dict[str, float] = field(default_factory=dict)
    intervals: dict[str, tuple[float, float]] = field(default_factory=dict)
    by_type: dict[str, Scores] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The object of ``dalil eval --json``."""
        return {
            "mode": self.mode, "questions": self.questions, "measures": self.measures,
            "answered_ratio": self.answered_ratio, "offered_ratio": self.offered_ratio,
            "refused_ratio": self.refused_ratio, "first_right_ratio": self.first_right_ratio,
            "statement_ratio": self.statement_ratio, "seconds_s": round(self.seconds_s, 3),
            "per_question": self.per_question,
            "intervals": {level: list(pair) for level, pair in self.intervals.items()},
            "by_type": {name: scores.to_dict() for name, scores in self.by_type.items()},
        }  # fmt: skip

    def to_pandas(self) -> pandas.DataFrame:
        """A table of the measures, over all questions (``type`` is "") and by type.

        ``low`` and ``high`` are the 95 % interval of a level's RR@10, elsewhere nothing. Raises
        ExtraMissing without pandas.
        """
        groups: dict[str, Evaluation | Scores] = {"": self, **self.by_type}
        rows: list[dict[str, Any]] = []
        for type_, scores in groups.items():
            of = {"mode": self.mode, "type": type_, "questions": scores.questions}
            for level, values in scores.measures.items():
                for name, value in sorted(values.items()):
                    ends = scores.intervals.get(level) if name == "RR@10" else None
                    low, high = ends or (None, None)
                    said = {"level": level, "measure": name, "value": value}
                    rows.append(of | said | {"low": low, "high": high})
            for name in _RATIOS:
                rows.append(of | {"level": "", "measure": name, "value": getattr(scores, name)})
        return data_frame(rows, _COLUMNS)


_RATIOS: Final = (
    "answered_ratio", "offered_ratio", "refused_ratio", "first_right_ratio", "statement_ratio",
)  # fmt: skip
_COLUMNS: Final = ("mode", "type", "questions", "level", "measure", "value", "low", "high")


def evaluate(
    library: Library,
    questions: Sequence[Question],
    *,
    k: int = 100,
    mode: Mode = "hybrid",
    progress: Callable[[int, int], None] | None = None,
) -> Evaluation:
    """Ask every question and measure the rankings and refusals."""
    began = perf_counter()
    results: list[Result] = []
    for done, question in enumerate(questions, 1):
        results.append(answer(library, question.question, k=k, mode=mode, qid=question.qid))
        if progress:
            progress(done, len(questions))
    seconds_s = perf_counter() - began
    total = scores_of(questions, results)
    return Evaluation(
        mode=mode,
        questions=total.questions,
        measures=total.measures,
        answered_ratio=total.answered_ratio,
        offered_ratio=total.offered_ratio,
        refused_ratio=total.refused_ratio,
        first_right_ratio=total.first_right_ratio,
        statement_ratio=total.statement_ratio,
        seconds_s=seconds_s,
        per_question=total.per_question,
        intervals=total.intervals,
        by_type=_by_type(questions, results),
    )


def _by_type(questions: Sequence[Question], results: Sequence[Result]) -> dict[str, Scores]:
    """The figures of each type, in the order of their names."""
    groups: dict[str, tuple[list[Question], list[Result]]] = {}
    for question, result in zip(questions, results, strict=True):
        asked, got = groups.setdefault(question.type or UNTYPED, ([], []))
        asked.append(question)
        got.append(result)
    if groups.keys() <= {UNTYPED}:
        return {}
    return {name: scores_of(*groups[name]) for name in sorted(groups)}

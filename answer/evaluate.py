"""How well the library answers questions whose answers are known: recall, MRR, nDCG, abstention.

Question files are JSON lines with ``qid``, ``question``, ``relevant`` (pasal ids, any of them is
right; empty: the library must refuse) and, where known, ``exact`` (the unit) and ``answer``.
The measures are those of ir-measures (trec_eval), at three levels: the act, the pasal, and the
exact unit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from answer.result import Result, answer
from answer.significance import interval
from index.hit import Mode
from index.library import Library
from ingest.errors import BatchError

#: Measures in the notation of ir-measures.
MEASURES: Final = ("RR@10", "Success@1", "Success@3", "Success@10", "R@100", "nDCG@10")
LEVELS: Final = ("act", "pasal", "exact")


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is right."""

    qid: str
    question: str
    relevant: tuple[str, ...]
    exact: tuple[str, ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the questions measured.

    ``measures[level][name]`` is a mean over the questions that have a right answer at that
    level; ``per_question[qid]`` the reciprocal rank of its pasal (0: not in the first ten);
    ``intervals`` holds the 95 % bootstrap interval of each level's RR@10; ratios are of answerable
    and unanswerable questions respectively (None: there are none).
    """

    mode: str
    questions: int
    measures: dict[str, dict[str, float]]
    answered_ratio: float | None
    refused_ratio: float | None
    statement_ratio: float | None  # first statement contains the reference answer
    seconds_s: float
    per_question: dict[str, float] = field(default_factory=dict)
    intervals: dict[str, tuple[float, float]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The object of ``dalil eval --json``."""
        return {
            "mode": self.mode, "questions": self.questions, "measures": self.measures,
            "answered_ratio": self.answered_ratio, "refused_ratio": self.refused_ratio,
            "statement_ratio": self.statement_ratio, "seconds_s": round(self.seconds_s, 3),
            "per_question": self.per_question,
            "intervals": {level: list(pair) for level, pair in self.intervals.items()},
        }  # fmt: skip


def read_questions(path: Path) -> list[Question]:
    """The questions of a JSON-lines file. Raises BatchError naming the line that is wrong."""
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            questions.append(
                Question(
                    str(row.get("qid", number)),
                    row["question"],
                    tuple(row.get("relevant", ())),
                    tuple(row.get("exact", ())),
                    row.get("answer", "") or "",
                )
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BatchError(f"{path.name}, baris {number}: {error!r}") from error
    if not questions:
        raise BatchError(f"{path.name}: tidak ada pertanyaan di dalamnya")
    return questions


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
    measures, per_question, intervals = {}, {}, {}
    for level in LEVELS:
        found = _measured(questions, results, level)
        if found:
            measures[level] = found[0]
            low, high = interval(list(found[1].values()))
            intervals[level] = (round(low, 4), round(high, 4))
        if found and level == "pasal":
            per_question = found[1]
    answerable = [r for q, r in zip(questions, results, strict=True) if q.relevant]
    others = [r for q, r in zip(questions, results, strict=True) if not q.relevant]
    return Evaluation(
        mode=mode,
        questions=len(questions),
        measures=measures,
        answered_ratio=_ratio(r.answer.status == "answered" for r in answerable),
        refused_ratio=_ratio(r.answer.status == "abstained" for r in others),
        statement_ratio=_ratio(
            _first_contains(q, r) for q, r in zip(questions, results, strict=True) if q.answer
        ),
        seconds_s=seconds_s,
        per_question=per_question,
        intervals=intervals,
    )


def read_baseline(path: Path) -> dict[str, dict[str, float]]:
    """Reciprocal ranks by question, by mode, of what ``dalil eval --json`` has printed.

    Raises BatchError where the file is something else.
    """
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
        runs = loaded if isinstance(loaded, list) else [loaded]
        return {str(run["mode"]): dict(run["per_question"]) for run in runs}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BatchError(f"{path.name} bukan hasil `dalil eval --json`: {error!r}") from error


def _measured(
    questions: Sequence[Question], results: Sequence[Result], level: str
) -> tuple[dict[str, float], dict[str, float]] | None:
    import ir_measures

    qrels: dict[str, dict[str, int]] = {}
    run: dict[str, dict[str, float]] = {}
    for question, result in zip(questions, results, strict=True):
        right = question.exact if level == "exact" else question.relevant
        if not right:
            continue
        wanted = {at_level(i, level) for i in right}
        qrels[question.qid] = dict.fromkeys(wanted, 1)
        ranking: dict[str, float] = {}
        for hit in result.hits:
            unit = _named(hit.passage.passage_id, wanted, level)
            ranking.setdefault(unit, 1.0 / hit.rank)
        run[question.qid] = ranking
    if not qrels:
        return None
    names = [ir_measures.parse_measure(name) for name in MEASURES]
    means = ir_measures.calc_aggregate(names, qrels, run)
    each = ir_measures.iter_calc([names[0]], qrels, run)
    return (
        {str(name): round(float(value), 4) for name, value in means.items()},
        {m.query_id: round(float(m.value), 4) for m in each},
    )


_PASAL: Final = re.compile(r"#((?:pasal-i+v?/)?(?:angka-\w+/)?pasal-[^/]+)")


def _named(passage_id: str, wanted: set[str], level: str) -> str:
    """What a hit counts as: the unit asked for that it lies in, else its own of that level."""
    if level == "pasal":
        for unit in wanted:
            if passage_id.startswith((f"{unit}/", f"{unit}~")):
                return unit
    return at_level(passage_id, level)


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

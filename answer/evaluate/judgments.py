"""Questions whose answers are known, and what a ranking made of them before: files of both."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dalil.ingest.data_text import read_json
from dalil.ingest.errors import BatchError
from dalil.ingest.messages import Message


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is right.

    ``type`` is the kind of question, for figures by kind. ``source`` names the passages that the
    question was made of: a hit in one of them says nothing of the ranking, so it is left out and
    those after it move up (the residual collection of Chang, Cirillo and Razon, in Salton's
    "The SMART Retrieval System", 1971).
    """

    qid: str
    question: str
    relevant: tuple[str, ...]
    exact: tuple[str, ...] = ()
    answer: str = ""
    type: str = ""
    source: tuple[str, ...] = ()


def read_questions(path: Path) -> list[Question]:
    """The questions of a JSON-lines file. Raises BatchError, naming the line that is wrong.

    A qid that occurs again gets ``~2``, ``~3`` …, so that every question counts.
    """
    questions: list[Question] = []
    times: Counter[str] = Counter()
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BatchError(Message("batch.file_unread", path=path, error=error)) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            question = _question(read_json(line), number)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BatchError(
                Message("batch.bad_line", name=path.name, number=number, error=repr(error))
            ) from error
        times[question.qid] += 1
        if times[question.qid] > 1:
            question = replace(question, qid=f"{question.qid}~{times[question.qid]}")
        questions.append(question)
    if not questions:
        raise BatchError(Message("batch.no_questions", name=path.name))
    return questions


def _question(row: dict[str, Any], number: int) -> Question:
    return Question(
        str(row.get("qid", number)),
        row["question"],
        tuple(row.get("relevant", ())),
        tuple(row.get("exact", ())),
        row.get("answer", "") or "",
        str(row.get("type") or row.get("granularity") or ""),
        tuple(row.get("source", ())),
    )


def read_baseline(path: Path) -> dict[str, dict[str, float]]:
    """Reciprocal ranks by question, by mode, of what ``dalil eval --json`` has printed.

    Raises BatchError where the file is something else.
    """
    try:
        loaded = read_json(path.read_text(encoding="utf-8"))
        runs = loaded if isinstance(loaded, list) else [loaded]
        return {str(run["mode"]): dict(run["per_question"]) for run in runs}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BatchError(
            Message("batch.no_evaluation", name=path.name, error=repr(error))
        ) from error

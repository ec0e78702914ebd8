"""Many questions in, one table out; what is done stays done.

A question that fails becomes a row with its error and the rest goes on. Ctrl-C ends the run
after the question in hand and leaves a file with everything answered so far.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from answer.export import Output, now, writer_for
from answer.questions import Question, read_questions
from answer.result import Result, Searches, answer, failed
from answer.table import Made
from index.hit import Filters, Mode
from ingest.errors import DalilError


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What a run did. ``interrupted``: it was stopped, and ``out`` holds what was done by then."""

    out: Path
    questions: int
    answered: int
    abstained: int
    failed: int
    interrupted: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def done(self) -> int:
        """Questions that have a row in the file."""
        return self.answered + self.abstained + self.failed


def run(
    library: Searches,
    questions: Path | Iterable[Question],
    out: Path,
    k: int = 5,
    *,
    filters: Filters | None = None,
    mode: Mode = "hybrid",
    style: str = "footnote",
    progress: Callable[[int, int], None] | None = None,
    at: str | None = None,
) -> BatchReport:
    """Ask every question and write one row for each passage, in the order of the questions.

    ``questions`` is a file or the questions themselves; the format of ``out`` follows its
    suffix. ``progress`` is told the questions done and their number. Raises BatchError where
    the questions cannot be read or the file not written; KeyboardInterrupt is not raised but
    reported, with the file finished.
    """
    writer_for(out.suffix)  # before minutes of work
    warnings: tuple[str, ...] = ()
    if isinstance(questions, Path):
        read = read_questions(questions)
        asked, warnings = list(read.questions), read.problems
    else:
        asked = list(questions)
    output = Output(out, Made(at or now()))
    counts = {"answered": 0, "abstained": 0, "error": 0}
    interrupted = False
    last: Result | None = None
    try:
        for number, question in enumerate(asked, 1):
            result = _ask(library, question, k, filters, mode, style, last)
            output.add(result)
            counts["error" if result.error is not None else result.answer.status] += 1
            last = result if result.generation else last
            if progress:
                progress(number, len(asked))
    except KeyboardInterrupt:
        interrupted = True
    except BaseException:
        # Not a question's fault (those are rows): the file is kept if it holds anything.
        if sum(counts.values()):
            output.finish()
        else:
            output.abandon()
        raise
    if interrupted and not sum(counts.values()):
        output.abandon()
    else:
        output.finish()
    return BatchReport(
        out=out,
        questions=len(asked),
        answered=counts["answered"],
        abstained=counts["abstained"],
        failed=counts["error"],
        interrupted=interrupted,
        warnings=warnings,
    )


def _ask(
    library: Searches,
    question: Question,
    k: int,
    filters: Filters | None,
    mode: Mode,
    style: str,
    last: Result | None,
) -> Result:
    """The result of one question, or why it has none."""
    try:
        return answer(library, question.text, k, filters, mode, question.qid, style)
    except DalilError as error:
        return failed(question.text, str(error), question.qid, last)
    except Exception as error:  # a fault of ours must not cost the other questions
        reason = f"{type(error).__name__}: {error}"
        return failed(question.text, reason, question.qid, last)

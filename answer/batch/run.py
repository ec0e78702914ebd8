"""Many questions or claims in, one table out; what is done stays done.

A question that fails becomes a row with its error and the rest goes on. Ctrl-C ends the run
after the question in hand and leaves a file with everything answered so far; the next run with
the same list and output goes on from there, also after a kill (`answer.batch.checkpoint`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from dalil.answer.answer import Result, Searches, answer, attempt, failed
from dalil.answer.batch.checkpoint import Journal, Task, as_kept, from_kept
from dalil.answer.batch.read_questions import Question, read_questions
from dalil.answer.export.formats import Output, now, writer_for
from dalil.answer.export.table import Made
from dalil.answer.statements import AnswerStatus
from dalil.index.query.conditions import Filters
from dalil.index.search.results import Mode
from dalil.ingest.errors import BatchError

if TYPE_CHECKING:
    from dalil.index.library import Library


T = TypeVar("T", bound="Told")


class Told(Protocol):
    """What each question of a run gives."""

    @property
    def generation(self) -> str:
        """The index that answered."""
        ...

    @property
    def error(self) -> str | None:
        """Why it could not be asked."""
        ...


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What a run did. ``interrupted``: it was stopped, and ``out`` holds what was done by then.

    ``uncertain`` are questions to which only the nearest statements were found; ``resumed`` those
    that an earlier run had done. Of claims, ``answered`` are those
    for which anything was found that carries them or says otherwise.
    """

    out: Path
    questions: int
    answered: int
    uncertain: int
    abstained: int
    failed: int
    interrupted: bool = False
    warnings: tuple[str, ...] = ()
    resumed: int = 0

    @property
    def done(self) -> int:
        """Questions that have a row in the file."""
        return self.answered + self.uncertain + self.abstained + self.failed


@dataclass(frozen=True, slots=True)
class Work(Generic[T]):
    """What is done with each line of a list: ``ask`` is given the last good outcome too."""

    name: str
    kind: type[T]
    ask: Callable[[Question, T | None], T]
    status: Callable[[T], AnswerStatus]
    settings: str
    output: Callable[[Path, Made], Any]


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
    resume: bool | None = None,
) -> BatchReport:
    """Ask every question and write one row for each passage, in the order of the questions.

    ``questions`` is a file or the questions themselves; the format of ``out`` follows its
    suffix. ``progress`` is told the questions done and their number. ``resume`` says what to do
    with the journal of an earlier run: see `Journal.start`. Raises BatchError where the
    questions cannot be read or the file not written; KeyboardInterrupt is not raised but
    reported, with the file finished.
    """
    writer_for(out.suffix)  # before minutes of work

    def ask(question: Question, last: Result | None) -> Result:
        return _ask(library, question, k, filters, mode, style, last)

    work = Work(
        "questions",
        Result,
        ask,
        lambda result: result.answer.status,
        f"k={k} mode={mode} style={style} {_said(filters)}".strip(),
        Output,
    )
    return carry_out(work, library, questions, out, progress, at, resume)


def run_claims(
    library: Library,
    claims: Path | Iterable[Question],
    out: Path,
    k: int = 3,
    *,
    contrary: int = 3,
    filters: Filters | None = None,
    mode: Mode = "hybrid",
    style: str = "footnote",
    progress: Callable[[int, int], None] | None = None,
    at: str | None = None,
    resume: bool | None = None,
) -> BatchReport:
    """Review every claim: at most ``k`` passages that carry it and ``contrary`` that do not.

    Otherwise as `run`; the columns are those of `answer.claims.table`.
    """
    from dalil.answer.claims.export import ClaimOutput, claim_writer_for
    from dalil.answer.claims.review import Review, try_review

    claim_writer_for(out.suffix)

    def ask(claim: Question, last: Review | None) -> Review:
        return try_review(library, claim.text, k, contrary, mode, claim.qid, style, filters, last)

    work = Work(
        "claims",
        Review,
        ask,
        lambda told: "answered" if told.supporting or told.contrary else "abstained",
        f"k={k} contrary={contrary} mode={mode} style={style} {_said(filters)}".strip(),
        ClaimOutput,
    )
    return carry_out(work, library, claims, out, progress, at, resume)


def carry_out(
    work: Work[T],
    library: object,
    questions: Path | Iterable[Question],
    out: Path,
    progress: Callable[[int, int], None] | None,
    at: str | None,
    resume: bool | None,
) -> BatchReport:
    """Do the work for every question that has no entry in the journal, then write the file."""
    warnings: tuple[str, ...] = ()
    if isinstance(questions, Path):
        read = read_questions(questions)
        asked, warnings = list(read.questions), read.problems
    else:
        asked = list(questions)
    output = work.output(out, Made(at or now()))
    try:
        index = getattr(library, "generation", None)
        task = Task.of(work.name, asked, work.settings, index.name if index else "")
        journal = Journal.start(out, task, resume)
    except BaseException:
        output.abandon()
        raise
    resumed, interrupted = journal.done, False
    last: T | None = None
    try:
        for number, question in enumerate(asked[resumed:], resumed + 1):
            told = work.ask(question, last)
            journal.add(as_kept(told))
            last = told if told.generation else last
            if progress:
                progress(number, len(asked))
    except KeyboardInterrupt:
        interrupted = True
    except BaseException:
        # Not a question's fault (those are rows): what is done is in the journal.
        output.abandon()
        journal.close(whole=False)
        raise
    try:
        counts = _written(work, journal, output)
    except BaseException:
        journal.close(whole=False)  # the same command writes the file once there is room
        raise
    journal.close(whole=not interrupted)
    return BatchReport(
        out=out,
        questions=len(asked),
        answered=counts["answered"],
        uncertain=counts["uncertain"],
        abstained=counts["abstained"],
        failed=counts["error"],
        interrupted=interrupted,
        warnings=warnings,
        resumed=resumed,
    )


def _written(work: Work[T], journal: Journal, output: Any) -> dict[str, int]:
    """Write what the journal holds; a file that cannot hold all keeps what it can."""
    counts = {"answered": 0, "uncertain": 0, "abstained": 0, "error": 0}
    if not journal.done:
        output.abandon()
        return counts
    try:
        for kept in journal.entries():
            told = from_kept(work.kind, kept)
            output.add(told)
            counts["error" if told.error is not None else work.status(told)] += 1
    except BatchError as error:
        if isinstance(error.__cause__, OSError):  # no room for it: no half of it stays
            output.abandon()
        else:
            output.finish()
        raise
    except BaseException:
        output.finish()
        raise
    output.finish()
    return counts


def _said(filters: Filters | None) -> str:
    """The filters in an order that does not depend on sets."""
    if not filters:
        return ""
    given = (
        ("tier", sorted(t.value for t in filters.tiers)),
        ("kind", sorted(filters.kinds)),
        ("doc", sorted(filters.documents)),
        ("year", [filters.year_from, filters.year_to]),
    )
    return " ".join(f"{name}={value}" for name, value in given if any(value))


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
    return attempt(
        lambda: answer(library, question.text, k, filters, mode, question.qid, style),
        lambda why: failed(question.text, why, question.qid, last),
    )

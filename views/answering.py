"""Lists of questions or claims, worked through one after another; what is done stays.

The work may be stopped and called again: it goes on behind what it has. ``before`` is called before
each (`views.pace`: where many use the app, a list waits for its place).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from answer.claim.review import CONTRARY, Review, try_review
from answer.questions import Question
from answer.result import Result, Searches, answer, failed
from index.hit import Mode
from index.library import Library
from ingest.errors import DalilError
from ingest.messages import message_of
from views.job import Progress


class Answering:
    """The results so far of a list of questions, in their order. Call it to do the work."""

    def __init__(
        self,
        library: Searches,
        questions: Sequence[Question],
        k: int,
        mode: Mode,
        before: Callable[[], None] = lambda: None,
    ) -> None:
        self._library, self._questions, self._k, self._mode = library, questions, k, mode
        self._before = before
        self.results: list[Result] = []

    @property
    def left(self) -> int:
        """How many questions have no result yet."""
        return len(self._questions) - len(self.results)

    def __call__(self, tell: Progress) -> list[Result]:
        """Answer all; a question that fails becomes a result with its error."""
        last: Result | None = None
        for question in self._questions[len(self.results) :]:
            tell("menjawab", len(self.results), len(self._questions))
            self._before()
            try:
                result = answer(
                    self._library, question.text, self._k, mode=self._mode, qid=question.qid
                )
                last = result
            except DalilError as error:
                result = failed(question.text, message_of(error), question.qid, last)
            except Exception as error:  # a fault of ours must not cost the other questions
                reason = f"{type(error).__name__}: {error}"
                result = failed(question.text, reason, question.qid, last)
            self.results.append(result)
        return self.results

    def counts(self) -> dict[str, int]:
        """How many were answered, surely or not, abstained from, and failed."""
        counted = Counter("failed" if r.error else r.answer.status for r in list(self.results))
        return {name: counted[name] for name in ("answered", "uncertain", "abstained", "failed")}


class Reviewing:
    """The reviews so far of a list of claims, in their order. Call it to do the work."""

    def __init__(
        self,
        library: Library,
        claims: Sequence[Question],
        k: int,
        mode: Mode,
        before: Callable[[], None] = lambda: None,
    ) -> None:
        self._library, self._claims, self._k, self._mode = library, claims, k, mode
        self._before = before
        self.results: list[Review] = []

    @property
    def left(self) -> int:
        """How many claims have no review yet."""
        return len(self._claims) - len(self.results)

    def __call__(self, tell: Progress) -> list[Review]:
        """Review all; a claim that fails becomes a review with its error."""
        last: Review | None = None
        for claim in self._claims[len(self.results) :]:
            tell("memeriksa", len(self.results), len(self._claims))
            self._before()
            told = try_review(
                self._library, claim.text, self._k, CONTRARY, self._mode, claim.qid, last=last
            )
            last = told if told.generation else last
            self.results.append(told)
        return self.results

    def counts(self) -> dict[str, int]:
        """How many claims have each verdict (`Review.verdict`), those that occur."""
        return dict(Counter(told.verdict for told in list(self.results)))

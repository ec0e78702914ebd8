"""Many questions answered one after another; what is done stays when it is stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from answer.questions import Question
from answer.result import Result, Searches, answer, failed
from index.hit import Mode
from ingest.errors import DalilError
from views.job import Progress


class Answering:
    """The results so far of a list of questions, in their order. Call it to do the work."""

    def __init__(
        self, library: Searches, questions: Sequence[Question], k: int, mode: Mode
    ) -> None:
        self._library, self._questions, self._k, self._mode = library, questions, k, mode
        self.results: list[Result] = []

    def __call__(self, tell: Progress) -> list[Result]:
        """Answer all; a question that fails becomes a result with its error."""
        last: Result | None = None
        for number, question in enumerate(self._questions):
            tell("menjawab", number, len(self._questions))
            try:
                result = answer(
                    self._library, question.text, self._k, mode=self._mode, qid=question.qid
                )
                last = result
            except DalilError as error:
                result = failed(question.text, str(error), question.qid, last)
            except Exception as error:  # a fault of ours must not cost the other questions
                reason = f"{type(error).__name__}: {error}"
                result = failed(question.text, reason, question.qid, last)
            self.results.append(result)
        return self.results

    def counts(self) -> dict[str, int]:
        """How many were answered, abstained from, and failed."""
        counted = Counter("failed" if r.error else r.answer.status for r in list(self.results))
        return {name: counted[name] for name in ("answered", "abstained", "failed")}

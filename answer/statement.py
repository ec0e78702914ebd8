"""What an answer is made of: verbatim statements, sure or only the nearest, or a refusal."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

#: ``answered``: what was measured of the search says that the statements answer; ``uncertain``:
#: they are the nearest the library has, and may not; ``abstained``: nothing shares the subject.
AnswerStatus = Literal["answered", "uncertain", "abstained"]


@dataclass(frozen=True, slots=True)
class Statement:
    """Verbatim words that answer: ``document.text[start:end] == text``.

    ``lead_in`` is the line that opens the list a quoted item stands in, where that line is not
    itself part of the quotation. ``digest`` says that these are not the words of the official
    text. ``also`` are other passages of the library with the same words.
    """

    text: str
    passage_id: str
    start: int
    end: int
    page: int | None
    citation: str
    lead_in: str = ""
    shown_id: str = ""
    document_id: str = ""
    status: str = "unknown"
    status_reason: str | None = None  # id of the passage that says so
    digest: bool = False
    #: The list that the quotation ends in has further items: an ellipsis stands behind it.
    goes_on: bool = False
    also: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """An element of ``answer.statements`` in ``dalil ask --json``."""
        return {**asdict(self), "also": list(self.also)}


@dataclass(frozen=True, slots=True)
class Answer:
    """The statements, best first, or none; ``reason``, in the question's language, says why there
    are none, or that they are only the nearest. None for an answer."""

    status: AnswerStatus
    reason: str | None = None
    statements: tuple[Statement, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """``answer`` in ``dalil ask --json``."""
        return {
            "status": self.status,
            "reason": self.reason,
            "statements": [s.to_json() for s in self.statements],
        }

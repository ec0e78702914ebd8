"""What an answer is made of: verbatim statements, sure or only the nearest, or a refusal."""

from __future__ import annotations

from collections.abc import Sequence
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

    def to_dict(self) -> dict[str, Any]:
        """An element of ``answer.statements`` in ``dalil ask --json``."""
        return {**asdict(self), "also": list(self.also)}


@dataclass(frozen=True, slots=True)
class Answer:
    """The statements, best first, or none; ``reason``, in the question's language, says why there
    are none, or that they are only the nearest. None for an answer."""

    status: AnswerStatus
    reason: str | None = None
    statements: tuple[Statement, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """``answer`` in ``dalil ask --json``."""
        return {
            "status": self.status,
            "reason": self.reason,
            "statements": [s.to_dict() for s in self.statements],
        }


# The statements of an answer with numbered notes, as a text that goes into a paper.
#
# Statements are numbered by their citations: two that are cited alike share a number, as in a
# text whose notes say each place once.


@dataclass(frozen=True, slots=True)
class Note:
    """A citation with its number (from 1) and the statements it stands for (numbers from 1)."""

    number: int
    citation: str
    statements: tuple[int, ...]


def notes(statements: Sequence[Statement]) -> tuple[Note, ...]:
    """The citations of these statements, each once, in the order in which they are needed."""
    of: dict[str, list[int]] = {}
    for number, statement in enumerate(statements, 1):
        of.setdefault(statement.citation, []).append(number)
    return tuple(
        Note(number, citation, tuple(said)) for number, (citation, said) in enumerate(of.items(), 1)
    )


def numbered(statements: Sequence[Statement]) -> tuple[int, ...]:
    """The number of each statement's note."""
    of = {note.citation: note.number for note in notes(statements)}
    return tuple(of[statement.citation] for statement in statements)


def as_text(statements: Sequence[Statement]) -> str:
    """The statements as quotations, each with the number of its note, and the notes under them.

    A quoted item of a list has the line that opens the list before it, outside the quotation
    marks' own words by an ellipsis. Empty for no statements.
    """
    quoted = [
        f"“{_opened(statement)}”{' …' * statement.goes_on} [{number}]"
        for statement, number in zip(statements, numbered(statements), strict=True)
    ]
    cited = [f"[{note.number}] {note.citation}" for note in notes(statements)]
    return "\n".join((*quoted, "", *cited)) if quoted else ""


def _opened(statement: Statement) -> str:
    text = " ".join(statement.text.split())
    return f"{' '.join(statement.lead_in.split())} … {text}" if statement.lead_in else text

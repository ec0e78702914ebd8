"""The statements of an answer with numbered notes, as a text that goes into a paper.

Statements are numbered by their citations: two that are cited alike share a number, as in a
text whose notes say each place once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answer.statement import Statement


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

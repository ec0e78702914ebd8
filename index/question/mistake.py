"""What is wrong with a line of operators: where, and how to mend it, in both languages."""

from __future__ import annotations

from typing import Final

from ingest.errors import QueryError
from ingest.messages import Message

#: The greatest distance that may be asked for: longer than any ayat.
FARTHEST: Final = 500
#: Parentheses in parentheses in one line.
DEEPEST: Final = 12
#: Words and phrases joined by operators in one line.
MOST: Final = 60


def nothing_beside(operator: str, at: int, *, after: bool) -> QueryError:
    """``AND`` at the end of a line, or at its beginning."""
    side = Message("query.after" if after else "query.before")
    return QueryError(Message("query.nothing_beside", side=side, operator=operator, at=at))


def nothing_inside(at: int) -> QueryError:
    """``desa AND ()``."""
    return QueryError(Message("query.nothing_inside", at=at))


def not_closed(at: int) -> QueryError:
    """``(pajak OR retribusi``."""
    return QueryError(Message("query.not_closed", at=at))


def not_opened(at: int) -> QueryError:
    """``pajak OR retribusi)``."""
    return QueryError(Message("query.not_opened", at=at))


def bad_near(at: int) -> QueryError:
    """``NEAR(gubernur)``, ``gubernur NEAR/jauh izin``."""
    return QueryError(Message("query.bad_near", at=at, farthest=FARTHEST))


def misplaced_filter(text: str, at: int) -> QueryError:
    """``desa OR jenis:uu``."""
    return QueryError(Message("query.misplaced_filter", text=text, at=at))


def too_deep(at: int) -> QueryError:
    """Parentheses in parentheses, again and again."""
    return QueryError(Message("query.too_deep", at=at, deepest=DEEPEST))


def too_many() -> QueryError:
    """A pasted list of words with OR between."""
    return QueryError(Message("query.too_many", most=MOST))

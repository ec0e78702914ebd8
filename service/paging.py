"""Cursors: where a long answer goes on. One belongs to a state of the library.

A cursor is opaque to who gets it: the place and the generation, as base64 of JSON. Where the
library has changed meanwhile, what comes next would be of another list, so it is refused.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

T = TypeVar("T")

#: No cursor of ours is longer.
LONGEST: Final = 200
_DEEPEST: Final = 10_000_000


class BadCursor(ValueError):
    """What was given is no cursor of ours."""


class OldCursor(ValueError):
    """The library has changed since the cursor was made."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list, and where it goes on; None at its end."""

    items: Sequence[T]
    next: str | None


def start_of(cursor: str | None, state: str) -> int:
    """Where the page begins. Raises BadCursor, OldCursor."""
    if not cursor:
        return 0
    try:
        read = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
        place, made = read["o"], read["g"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadCursor from error
    if type(place) is not int or not 0 < place <= _DEEPEST or not isinstance(made, str):
        raise BadCursor
    if made != state:
        raise OldCursor
    return place


def cursor_at(place: int, state: str) -> str:
    """The cursor of that place."""
    said = json.dumps({"o": place, "g": state}, separators=(",", ":"))
    return base64.urlsafe_b64encode(said.encode()).decode("ascii")


def page_of(items: Sequence[T], cursor: str | None, limit: int, state: str) -> Page[T]:
    """The page of a list that a cursor names. Raises BadCursor, OldCursor."""
    start = start_of(cursor, state)
    end = start + limit
    return Page(items[start:end], cursor_at(end, state) if end < len(items) else None)

"""The day that somebody asks about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dalil.index.query.conditions import Filters
from dalil.ingest.errors import QueryError
from dalil.ingest.messages import Message


def day_named(said: str | None) -> str:
    """A day as ISO 8601; today without one. Raises QueryError for what is no day."""
    if said is None:
        return date.today().isoformat()
    try:
        return date.fromisoformat(said.strip()).isoformat()
    except ValueError:
        raise QueryError(Message("query.no_day", given=said)) from None


def on_day(filters: Filters | None, as_of: str | None) -> Filters | None:
    """These filters for the law of a day; as they are without one. Raises QueryError."""
    if as_of is None:
        return filters
    return replace(filters or Filters(), as_of=day_named(as_of))

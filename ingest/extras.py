"""Packages that only some installations have: imported when they are needed, named when they lack.

``pip install dalil`` is small. What a person may want beside it comes by an extra
(``dalil[app]``, see pyproject.toml), and who asks for it without is told which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from dalil.ingest.errors import ExtraMissing
from dalil.ingest.messages import Message

if TYPE_CHECKING:
    import pandas

Extra = Literal["app", "bulk", "eval", "mcp", "milvus", "pandas", "postgres", "server", "service"]


def missing(package: str, extra: Extra) -> Message:
    """What is said where ``package`` is not installed: what for, and how it comes."""
    return Message(f"extra.{extra}", package=package)


def optional(module: str, extra: Extra) -> Any:
    """The module of that name. Raises ExtraMissing, which says what to install."""
    try:
        return import_module(module)
    except ImportError as error:
        raise ExtraMissing(missing(module.partition(".")[0], extra)) from error


def data_frame(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> pandas.DataFrame:
    """A table of pandas with these columns, in this order. Raises ExtraMissing without pandas.

    Without rows it has its columns still; keys of a row that are no column are left out.
    """
    found = [{name: row.get(name) for name in columns} for row in rows]
    return optional("pandas", "pandas").DataFrame(found, columns=list(columns))

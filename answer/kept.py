"""Results as JSON and back, whole: what a journal keeps, a later run writes as if it had made it.

Only frozen dataclasses of the kinds that results are made of, enums, locators, tuples, frozen sets
and plain values; the type says how to read each field, so nothing in the file can name a class. A
field whose metadata says ``kept: False`` follows from the others.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from ingest.errors import BatchError
from ingest.locator import Locator
from ingest.messages import Message, as_json, from_json

T = TypeVar("T")


def as_kept(value: Any) -> Any:
    """The value as plain JSON values. Raises BatchError for what cannot be kept."""
    if isinstance(value, Locator):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float | bool):
        return as_json(value)  # a message with its key
    if is_dataclass(value) and not isinstance(value, type):
        kept = (f.name for f in fields(value) if f.metadata.get("kept", True))
        return {name: as_kept(getattr(value, name)) for name in kept}
    if isinstance(value, frozenset):
        return [as_kept(item) for item in sorted(value, key=str)]
    if isinstance(value, tuple | list):
        return [as_kept(item) for item in value]
    if hasattr(value, "item"):  # a number of numpy
        return as_kept(value.item())
    raise BatchError(Message("batch.unkeepable", kind=type(value).__name__))


def from_kept(kind: type[T], kept: Any) -> T:
    """The value of that type. Raises BatchError where the JSON is of another."""
    try:
        made: T = _read(kind, kept)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise BatchError(Message("batch.journal_damaged", error=error)) from error
    return made


def _read(kind: Any, kept: Any) -> Any:
    origin = get_origin(kind)
    if origin is Literal:
        if kept not in get_args(kind):
            raise ValueError(f"{kept!r}")
        return kept
    if origin in (Union, types.UnionType):
        return _of_union(get_args(kind), kept)
    if origin is tuple:
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_read(inner[0], item) for item in kept)
        return tuple(_read(i, item) for i, item in zip(inner, kept, strict=True))
    if origin is frozenset:
        return frozenset(_read(get_args(kind)[0], item) for item in kept)
    if kind is Any:
        return kept
    if kind is Locator:
        return Locator.parse(kept)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(kept)
    if is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(kept, Mapping):
            raise TypeError(kind.__name__)
        return kind(**{name: _read(t, kept[name]) for name, t in _fields(kind).items()})
    if kind is float and isinstance(kept, int) and not isinstance(kept, bool):
        return float(kept)
    if kind is str:
        kept = from_json(kept)
    if not isinstance(kept, kind):
        raise TypeError(f"{type(kept).__name__} is no {kind.__name__}")
    return kept


def _of_union(kinds: tuple[Any, ...], kept: Any) -> Any:
    if kept is None and type(None) in kinds:
        return None
    for kind in kinds:
        if kind is not type(None):
            try:
                return _read(kind, kept)
            except (TypeError, ValueError, KeyError, AttributeError):
                continue
    raise TypeError(f"{type(kept).__name__}")


@lru_cache(maxsize=64)
def _fields(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {f.name: hints[f.name] for f in fields(kind) if f.metadata.get("kept", True)}

"""What is done of a long run, line by line beside its output, so that it can go on.

``OUT.dalil.jsonl`` begins with what the run was asked to do; each further line is one finished
question, written out at once. A run that was killed loses only the question in hand: a last line
that is not whole is dropped. The journal goes when the output is whole.
"""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, is_dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from dalil.answer.batch.read_questions import Question
from dalil.ingest.data_text import read_json
from dalil.ingest.errors import BatchError
from dalil.ingest.locator import Locator
from dalil.ingest.messages import Message, as_json, from_json

#: Of the lines of a journal; another version is not continued.
VERSION: Final = 2


@dataclass(frozen=True, slots=True)
class Task:
    """What a run is asked to do: two runs with equal tasks give equal rows.

    ``kind`` is ``questions`` or ``claims``; ``questions`` a hash of the list; ``generation`` the
    index that answers ("" for none).
    """

    kind: str
    questions: str
    count: int
    settings: str
    generation: str
    version: int = VERSION

    @classmethod
    def of(cls, kind: str, asked: Sequence[Question], settings: str, generation: str) -> Task:
        """The task of asking these."""
        listed = json.dumps([[q.qid, q.text] for q in asked], ensure_ascii=True)
        return cls(
            kind, hashlib.sha256(listed.encode()).hexdigest(), len(asked), settings, generation
        )


def journal_of(out: Path) -> Path:
    """Where the journal of an output is."""
    return out.with_name(f"{out.name}.dalil.jsonl")


class Journal:
    """The finished questions of a run. Make one with `Journal.start`."""

    def __init__(self, path: Path, done: int, size: int) -> None:
        self.path, self.done = path, done
        # Unbuffered: what could not be written is not tried again when the file is closed.
        self._file = path.open("r+b", buffering=0)
        self._file.truncate(size)
        self._file.seek(size)
        self._size = size

    @classmethod
    def start(cls, out: Path, task: Task, resume: bool | None = None) -> Journal:
        """The journal of this output, with what an earlier run has done.

        ``resume``: True goes on even if the library has changed since, False begins anew, None
        goes on where everything is the same. Raises BatchError where the earlier run was another
        and ``resume`` does not say what to do about it, or the journal cannot be written.
        """
        path = journal_of(out)
        try:
            found = _read(path) if path.is_file() and resume is not False else None
            if found is None:
                _write_head(path, task)
                return cls(path, 0, path.stat().st_size)
            earlier, done, size = found
            _compare(path, earlier, task, resume)
            return cls(path, done, size)
        except OSError as error:
            raise BatchError(
                Message("batch.journal_unopened", path=path, reason=error.strerror)
            ) from error

    def add(self, kept: Any) -> None:
        """Write one finished question. Raises BatchError on a full disk; no half line stays."""
        line = (json.dumps(kept, ensure_ascii=True) + "\n").encode("ascii")
        try:
            written = 0
            while written < len(line):
                written += self._file.write(line[written:])
        except OSError as error:
            with suppress(OSError):
                self._file.truncate(self._size)
                self._file.seek(self._size)
            raise BatchError(
                Message("batch.journal_unwritten", path=self.path, reason=error.strerror)
            ) from error
        self._size += len(line)
        self.done += 1

    def entries(self) -> Iterator[Any]:
        """All finished questions, in order, one in memory at a time."""
        with self.path.open("rb") as file:
            next(file, None)
            for line in file:
                yield json.loads(line)

    def close(self, *, whole: bool) -> None:
        """Close it; where the output is whole, or nothing was done, it is no longer needed."""
        self._file.close()
        if whole or not self.done:
            self.path.unlink(missing_ok=True)


def _write_head(path: Path, task: Task) -> None:
    try:
        path.write_text(json.dumps({"dalil": asdict(task)}) + "\n", encoding="ascii")
    except OSError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def _read(path: Path) -> tuple[Task, int, int] | None:
    """The task of a journal, its whole lines and their bytes; None where nothing is to keep."""
    with path.open("rb") as file:
        head = file.readline()
        if not head.endswith(b"\n"):
            return None
        try:
            task = Task(**read_json(head)["dalil"])
        except (ValueError, KeyError, TypeError) as error:
            raise BatchError(Message("batch.no_journal", path=path)) from error
        done, size = 0, len(head)
        for line in file:
            if not line.endswith(b"\n"):
                break
            try:
                read_json(line)
            except ValueError:
                break
            done, size = done + 1, size + len(line)
    return (task, done, size) if done else None


def _compare(path: Path, earlier: Task, task: Task, resume: bool | None) -> None:
    fresh = Message("batch.fresh", name=path.name)
    if earlier.version != task.version:
        raise BatchError(Message("batch.other_version", fresh=fresh))
    if (earlier.kind, earlier.questions) != (task.kind, task.questions):
        raise BatchError(Message("batch.other_list", fresh=fresh))
    if earlier.settings != task.settings:
        raise BatchError(Message("batch.other_settings", settings=earlier.settings, fresh=fresh))
    if earlier.generation != task.generation and not resume:
        raise BatchError(
            Message(
                "batch.other_library", before=earlier.generation or "–", now=task.generation or "–"
            )
        )


# Results as JSON and back: the type says how to read each field, so nothing in the file can name a
# class. A field whose metadata says ``kept: False`` follows from the others.

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
        made: T = _rebuilt(kind, kept)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise BatchError(Message("batch.journal_damaged", error=error)) from error
    return made


def _rebuilt(kind: Any, kept: Any) -> Any:
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
            return tuple(_rebuilt(inner[0], item) for item in kept)
        return tuple(_rebuilt(i, item) for i, item in zip(inner, kept, strict=True))
    if origin is frozenset:
        return frozenset(_rebuilt(get_args(kind)[0], item) for item in kept)
    if kind is Any:
        return kept
    if kind is Locator:
        return Locator.parse(kept)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(kept)
    if is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(kept, Mapping):
            raise TypeError(kind.__name__)
        return kind(**{name: _rebuilt(t, kept[name]) for name, t in _fields(kind).items()})
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
                return _rebuilt(kind, kept)
            except (TypeError, ValueError, KeyError, AttributeError):
                continue
    raise TypeError(f"{type(kept).__name__}")


@lru_cache(maxsize=64)
def _fields(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {f.name: hints[f.name] for f in fields(kind) if f.metadata.get("kept", True)}

"""What a draft was found to be, as a file: one format a suffix, and whole or not there at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from dalil.ingest.errors import BatchError
from dalil.ingest.messages import Message

T = TypeVar("T")


def writer_for(writers: Mapping[str, Callable[[T], bytes]], suffix: str) -> Callable[[T], bytes]:
    """What makes the content of a file of this suffix. Raises BatchError for an unknown one."""
    make = writers.get(suffix.lower())
    if make is None:
        named = suffix or Message("batch.no_suffix")
        raise BatchError(Message("batch.report_format", suffix=named, known=" ".join(writers)))
    return make


def write_whole(content: bytes, path: Path) -> None:
    """Write a file that appears under its name only when it is whole.

    Raises BatchError where the place cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise BatchError(
            Message("batch.report_unwritten", path=path, reason=error.strerror)
        ) from error

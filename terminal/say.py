"""How the command speaks: results on stdout, messages for people on stderr, JSON plainly."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from ingest.model import Status
from ingest.pathname import printable
from ingest.reference import print_target

#: Exit statuses: what scripts rely on.
DONE, NOTHING, WRONG_USE, STOPPED = 0, 1, 2, 130

_STATUS: Final = {
    Status.IN_FORCE: "berlaku",
    Status.AMENDED: "telah diubah",
    Status.PARTLY_REPEALED: "sebagian dicabut",
    Status.REPEALED: "dicabut",
}

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False)


def as_json(value: Any) -> None:
    """Print one JSON value on stdout; a pipe that was closed is no error.

    What stdout cannot write (another encoding than UTF-8, a lone surrogate) is escaped as JSON.
    """
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        text = json.dumps(value)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def note(message: str) -> None:
    """A message for the person, without markup: file names may contain brackets."""
    # Line by line: a name may hold what a terminal obeys.
    err.print("\n".join(printable(line) for line in message.split("\n")), markup=False)


def standing(status: Status, reason: str | None) -> str:
    """What is known of a norm's force, with the provision that says so; "" for nothing known."""
    if status is Status.UNKNOWN:
        return ""
    said = f" menurut {print_target(reason)}" if reason else ""
    return f"{_STATUS[status]}{said}"


class Bar:
    """A progress bar on stderr whose tasks appear as their stages begin."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """``done`` of ``total`` of a stage; the first call of a stage shows its bar."""
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(stage, total=total)
        self._progress.update(self._tasks[stage], completed=done, total=total)


@contextmanager
def progress(*, shown: bool = True) -> Iterator[Bar]:
    """A `Bar` while work is going on; silent where stderr is no terminal or ``shown`` is false."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, disable=not shown or not err.is_terminal) as bar:
        yield Bar(bar)

"""`dalil watch`: a folder's files go into the library as they appear."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ingest.markup import unmarked
from ingest.model import Tier
from ingest.pathname import printable
from ingest.read.limits import MEMORY_MB, Limits
from terminal import say
from terminal.options import (
    JsonOption,
    LibraryOption,
    MaxMemoryOption,
    MaxSecondsOption,
    open_library,
)

if TYPE_CHECKING:
    from index.watch import Seen


def watch(
    folder: Annotated[Path, typer.Argument(help="The folder to watch.", show_default=False)],
    tier: Annotated[
        Tier | None,
        typer.Option(help="Tier of all its files; default: what each says.", show_default=False),
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove documents whose files vanish.")
    ] = False,
    poll: Annotated[
        bool, typer.Option("--poll", help="Look every few seconds: for network drives.")
    ] = False,
    embed: Annotated[
        bool, typer.Option("--embed/--no-embed", help="Encode passages for semantic search.")
    ] = True,
    max_seconds: MaxSecondsOption = None,
    max_memory: MaxMemoryOption = MEMORY_MB,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Take in a folder's files now and whenever they appear or change, until Ctrl-C.

    A file is read when it has stopped changing. Documents of vanished files stay, unless --prune.
    """
    from index.watch import Watch
    from index.watched import Watched, checked_folder

    opened = open_library(library, create=True)
    one = Watched(checked_folder(opened, folder), True, prune, poll, embed, tier)
    tell = _tell_json if json else _tell
    watcher = Watch(opened, one, tell, limits=Limits(max_seconds, max_memory))
    trouble: list[BaseException] = []

    def run() -> None:
        try:
            watcher.run()
        except BaseException as error:  # told by the main thread
            trouble.append(error)

    def stop(signum: int, frame: FrameType | None) -> None:
        say.note("menghentikan …")
        watcher.stop()

    # In a thread of its own: Ctrl-C must not tear up a file that is being stored.
    thread = threading.Thread(target=run, daemon=True)
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        thread.start()
        say.note(f"mengamati {one.folder}; Ctrl-C menghentikan")
        while thread.is_alive():
            thread.join(0.5)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if trouble:
        raise trouble[0]


def _tell(seen: Seen) -> None:
    if seen.state == "watching" and seen.report is None:
        return
    if seen.report is not None:
        for taken in seen.report.documents:
            document = taken.document
            line = f"+ {document.id}  {unmarked(document.title)}  ({taken.passages} bagian)"
            say.out.print(line, markup=False)
            for warning in taken.warnings:
                say.note(f"  ! {warning}")
        for document_id in seen.report.removed:
            say.out.print(f"- {document_id}  (berkasnya hilang)", markup=False)
        for failure in seen.report.failed:
            say.note(f"x {failure.source}: {failure.reason}")
        for path in seen.gone:
            say.note(f"? {path}: berkasnya hilang; dokumennya tetap (buang dengan --prune)")
    elif seen.state != "reading":
        said = {"waiting": "menunggu", "missing": "hilang", "failed": "gagal",
                "stopped": "berhenti"}.get(seen.state, seen.state)  # fmt: skip
        say.note(f"{said}{': ' if seen.detail else ''}{seen.detail}")


def _tell_json(seen: Seen) -> None:
    value: dict[str, Any] = {"state": seen.state, "detail": seen.detail}
    if seen.report is not None:
        value |= seen.report.to_json()
    if seen.gone:
        value["gone"] = [printable(path) for path in seen.gone]
    say.as_json(value)

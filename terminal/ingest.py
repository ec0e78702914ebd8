"""`dalil ingest`: files and folders go into the library."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.markup import unmarked
from ingest.model import Tier
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
    from index.intake import Report


def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files or folders (read recursively).", show_default=False),
    ] = None,
    tier: Annotated[
        Tier | None,
        typer.Option(
            help="Tier of all these sources; default: what each says.", show_default=False
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(help="Processes that read at once; default: one a core.", show_default=False),
    ] = None,
    embed: Annotated[
        bool, typer.Option("--embed/--no-embed", help="Encode passages for semantic search.")
    ] = True,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove documents whose files are gone.")
    ] = False,
    follow_links: Annotated[
        bool, typer.Option("--follow-links", help="Follow links that lead out of a folder.")
    ] = False,
    max_seconds: MaxSecondsOption = None,
    max_memory: MaxMemoryOption = MEMORY_MB,
    rebuild: Annotated[
        bool,
        typer.Option("--rebuild", help="Make the index anew and check every kept original."),
    ] = False,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Add files and folders to the library. Only what changed is done again.

    PDF, DOCX, HTML, Markdown, TXT, and glossaries as CSV or JSON. Exit status 1 if a file failed
    and none was taken in. Ctrl-C gives up the file being read and keeps what was read before;
    once more, and the index is left for the next time too.
    """
    with stopping() as stop:  # before all else: what is loaded next must not be torn up
        from index.intake import take_in
        from index.jobs import ingest_facts, noted

        if not paths and not rebuild:
            raise typer.BadParameter("name a file or a folder", param_hint="PATHS")
        opened = open_library(library, create=not rebuild or bool(paths))
        with say.progress(shown=not json) as bar, noted(opened, "ingest") as note:

            def tell(stage: str, done: int, total: int) -> None:
                bar(stage, done, total)
                note.tell(stage, done, total)

            report = take_in(
                opened, paths or [], tier=tier, workers=workers, vectors=embed, prune=prune,
                follow_links=follow_links, limits=Limits(max_seconds, max_memory),
                rebuild=rebuild, progress=tell,
                stop=lambda: stop.is_set() or note.stopped(),
            )  # fmt: skip
            note.facts = ingest_facts(report)
    if json:
        say.as_json(report.to_json())
    else:
        _print(report)
    if stop.is_set():
        raise typer.Exit(say.STOPPED)
    if report.failed and not (report.documents or report.skipped or report.unchanged):
        raise typer.Exit(say.NOTHING)


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C (or SIGTERM) sets; the second one interrupts at once."""
    event = threading.Event()

    def stop(signum: int, frame: FrameType | None) -> None:
        if event.is_set():
            raise KeyboardInterrupt
        event.set()
        say.note("menghentikan …")

    if threading.current_thread() is not threading.main_thread():
        yield event  # signals are the main thread's
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield event
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _print(report: Report) -> None:
    for taken in report.documents:
        document = taken.document
        pages = f", {document.pages} hlm." if document.pages else ""
        told = f"{say.TIERS[document.tier]}, {say.number(taken.passages)} bagian{pages}"
        say.out.print(f"+ {document.id}  {unmarked(document.title)}  ({told})", markup=False)
        for warning in taken.warnings:
            say.note(f"  ! {warning}")
    for taken in report.skipped:
        say.note(f"= {taken.document.source}: {taken.document.id}: {taken.warnings[-1]}")
    for document_id in report.removed:
        say.out.print(f"- {document_id}  (berkasnya sudah tidak ada)", markup=False)
    for failure in report.failed:
        say.note(f"x {failure.source}: {failure.reason}")
    if report.gone:
        say.note(
            f"{len(report.gone)} berkas sudah tidak ada di foldernya; dokumennya masih dalam "
            "pustaka. Buang dengan --prune."
        )
    if report.left:
        say.note(f"dihentikan: {report.left} berkas belum dibaca; ulangi untuk melanjutkan")
    say.note(
        f"{say.number(len(report.documents))} dokumen dimasukkan, "
        f"{say.number(len(report.skipped))} salinan dilewati, "
        f"{say.number(report.unchanged)} tidak berubah, {say.number(len(report.failed))} gagal, "
        f"{f'{report.seconds_s:.1f}'.replace('.', ',')} detik"
    )

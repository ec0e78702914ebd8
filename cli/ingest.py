"""`dalil ingest`: files and folders go into the library."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dalil.cli import console
from dalil.cli.news import tell_unread
from dalil.cli.options import (
    EmbedOption,
    JsonOption,
    LibraryOption,
    MaxMemoryOption,
    MaxSecondsOption,
    open_library,
    path_of,
)
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.file_names import printable
from dalil.ingest.model import Tier
from dalil.ingest.readers.limits import MEMORY_MB, Limits

if TYPE_CHECKING:
    from dalil.index.curate.add_sources import IngestReport
    from dalil.index.curate.watch import Seen


#: Passages to encode, some minutes of the small engine.
_MANY: Final = 2_000
_WORDS_ONLY: Final = (
    "hanya menurut kata: encoder tidak terpasang di komputer ini; pip install 'dalil[bulk]'"
)
_SLOW: Final = (
    "vektor makna dihitung mesin kecil; beberapa kali lebih cepat: pip install 'dalil[bulk]'"
)


def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            parser=path_of, help="Files or folders (read recursively).", show_default=False
        ),
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
    embed: EmbedOption = True,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove documents whose files are gone.")
    ] = False,
    follow_links: Annotated[
        bool, typer.Option("--follow-links", help="Follow links that lead out of a folder.")
    ] = False,
    shipped: Annotated[
        bool, typer.Option("--shipped", help="The sources that come with Dalil.")
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
        from dalil.index.curate.jobs import ingest_facts, noted
        from dalil.index.encode.sentence_transformer import is_installed
        from dalil.library import shipped as coming_with_dalil

        paths = [*(paths or ()), *([coming_with_dalil()] if shipped else ())]
        if not paths and not rebuild:
            raise typer.BadParameter("name a file or a folder", param_hint="PATHS")
        opened = open_library(library, create=not rebuild or bool(paths))
        embed = embed and _can_encode()
        with console.progress(shown=not json) as bar, noted(opened, "ingest") as note:
            begun: set[str] = set()

            def tell(stage: str, done: int, total: int) -> None:
                many = stage == "vectors" and total - done > _MANY
                if many and stage not in begun and not is_installed():
                    console.note(_SLOW)
                begun.add(stage)
                bar(stage, done, total)
                note.tell(stage, done, total)

            report = opened.add(
                paths, tier=tier, workers=workers, vectors=embed, prune=prune,
                follow_links=follow_links, limits=Limits(max_seconds, max_memory),
                rebuild=rebuild, progress=tell,
                stop=lambda: stop.is_set() or note.stopped(),
            )  # fmt: skip
            note.facts = ingest_facts(report)
    if json:
        console.as_json(report.to_dict())
    else:
        _print(report)
        tell_unread(opened)
    if stop.is_set():
        raise typer.Exit(console.STOPPED)
    if report.failed and not (report.documents or report.skipped or report.unchanged):
        raise typer.Exit(console.NOTHING)


def _can_encode() -> bool:
    """Whether passages can be encoded here; where not, it is said what to install."""
    from dalil.index.encode.load import is_installed

    if is_installed():
        return True
    console.note(_WORDS_ONLY)
    return False


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C (or SIGTERM) sets; the second one interrupts at once."""
    event = threading.Event()

    def stop(signum: int, frame: FrameType | None) -> None:
        if event.is_set():
            raise KeyboardInterrupt
        event.set()
        console.note("menghentikan …")

    if threading.current_thread() is not threading.main_thread():
        yield event  # signals are the main thread's
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield event
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _print(report: IngestReport) -> None:
    for taken in report.documents:
        document = taken.document
        pages = f", {document.pages} hlm." if document.pages else ""
        told = f"{console.TIERS[document.tier]}, {console.number(taken.passages)} bagian{pages}"
        console.out.print(f"+ {document.id}  {unmarked(document.title)}  ({told})", markup=False)
        for warning in taken.warnings:
            console.note(f"  ! {warning}")
    for taken in report.skipped:
        console.note(f"= {taken.document.source}: {taken.document.id}: {taken.warnings[-1]}")
    for document_id in report.removed:
        console.out.print(f"- {document_id}  (berkasnya sudah tidak ada)", markup=False)
    for failure in report.failed:
        console.note(f"x {failure}")
    if report.gone:
        console.note(
            f"{len(report.gone)} berkas sudah tidak ada di foldernya; dokumennya masih dalam "
            "pustaka. Buang dengan --prune."
        )
    if report.left:
        console.note(f"dihentikan: {report.left} berkas belum dibaca; ulangi untuk melanjutkan")
    console.note(
        f"{console.number(len(report.documents))} dokumen dimasukkan, "
        f"{console.number(len(report.skipped))} salinan dilewati, "
        f"{console.number(report.unchanged)} tidak berubah, "
        f"{console.number(len(report.failed))} gagal, "
        f"{f'{report.seconds_s:.1f}'.replace('.', ',')} detik"
    )


# `dalil watch`: a folder's files go into the library as they appear.


def watch(
    folder: Annotated[
        Path, typer.Argument(parser=path_of, help="The folder to watch.", show_default=False)
    ],
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
    embed: EmbedOption = True,
    max_seconds: MaxSecondsOption = None,
    max_memory: MaxMemoryOption = MEMORY_MB,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Take in a folder's files now and whenever they appear or change, until Ctrl-C.

    A file is read when it has stopped changing. Documents of vanished files stay, unless --prune.
    """
    from dalil.index.curate.watch import Watch, Watched, checked_folder

    opened = open_library(library, create=True)
    embed = embed and _can_encode()
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
        console.note("menghentikan …")
        watcher.stop()

    # In a thread of its own: Ctrl-C must not tear up a file that is being stored.
    thread = threading.Thread(target=run, daemon=True)
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        thread.start()
        console.note(f"mengamati {one.folder}; Ctrl-C menghentikan")
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
            console.out.print(line, markup=False)
            for warning in taken.warnings:
                console.note(f"  ! {warning}")
        for document_id in seen.report.removed:
            console.out.print(f"- {document_id}  (berkasnya hilang)", markup=False)
        for failure in seen.report.failed:
            console.note(f"x {failure}")
        for path in seen.gone:
            console.note(f"? {path}: berkasnya hilang; dokumennya tetap (buang dengan --prune)")
    elif seen.state != "reading":
        said = {"waiting": "menunggu", "missing": "hilang", "failed": "gagal",
                "stopped": "berhenti"}.get(seen.state, seen.state)  # fmt: skip
        console.note(f"{said}{': ' if seen.detail else ''}{seen.detail}")


def _tell_json(seen: Seen) -> None:
    value: dict[str, Any] = {"state": seen.state, "detail": seen.detail}
    if seen.report is not None:
        value |= seen.report.to_dict()
    if seen.gone:
        value["gone"] = [printable(path) for path in seen.gone]
    console.as_json(value)

"""`dalil ingest`: files and folders go into the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.markup import unmarked
from ingest.model import Tier
from terminal import say
from terminal.options import JsonOption, LibraryOption, open_library

if TYPE_CHECKING:
    from index.intake import Report


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="Files or folders (read recursively).", show_default=False)
    ],
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
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Add files and folders to the library. Only what changed is done again.

    PDF, DOCX, HTML, Markdown, TXT, and glossaries as CSV or JSON. Exit status 1 if a file failed
    and none was taken in.
    """
    from index.intake import take_in

    opened = open_library(library, create=True)
    with say.progress(shown=not json) as bar:
        report = take_in(
            opened, paths, tier=tier, workers=workers, vectors=embed, prune=prune, progress=bar
        )
    if json:
        say.as_json(report.to_json())
    else:
        _print(report)
    if report.failed and not (report.documents or report.skipped or report.unchanged):
        raise typer.Exit(say.NOTHING)


def _print(report: Report) -> None:
    for taken in report.documents:
        document = taken.document
        pages = f", {document.pages} hlm." if document.pages else ""
        say.out.print(
            f"+ {document.id}  {unmarked(document.title)}  "
            f"({document.tier}, {taken.passages} bagian{pages})",
            markup=False,
        )
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
    say.note(
        f"{len(report.documents)} dokumen dimasukkan, {len(report.skipped)} salinan dilewati, "
        f"{report.unchanged} tidak berubah, "
        f"{len(report.failed)} gagal, {report.seconds_s:.1f} detik"
    )

"""`dalil collection`: what was saved in the app, listed and taken away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dalil.cli import console
from dalil.cli.options import (
    JsonOption,
    LanguageChoice,
    LibraryOption,
    StyleOption,
    open_library,
    path_of,
    style_of,
)
from dalil.ingest.errors import CollectionError
from dalil.ingest.messages import Message

if TYPE_CHECKING:
    from dalil.answer.export.bookmark_rows import Collected
    from dalil.index.store.bookmarks import Collection


def collection(
    name: Annotated[
        str | None,
        typer.Argument(help="A collection's name; without it all are listed.", show_default=False),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            parser=path_of,
            help="File: .docx .xlsx .md .ris .bib .json",
            show_default=False,
        ),
    ] = None,
    zotero: Annotated[
        bool, typer.Option("--zotero", help="Send its works to the Zotero on this computer.")
    ] = False,
    style: StyleOption = "footnote",
    language: Annotated[
        LanguageChoice, typer.Option(help="Of the words around the names.")
    ] = LanguageChoice.INDONESIAN,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """List the collections, show one, or write one to a file.

    Exit status 1 if there is nothing to list or show.
    """
    from dalil.index.store.bookmarks import Collections

    opened = open_library(library)
    there = Collections(opened.catalog).all()
    if name is None:
        _list(there, json)
        return
    from dalil.answer.export.bookmark_rows import collect
    from dalil.answer.export.bookmarks import write_collection

    found = collect(opened, _named(there, name), style_of(style), language.value)
    if output is not None:
        write_collection(found, output)
        console.note(f"→ {output}")
    if zotero:
        from dalil.answer.export.bookmarks import export_collection
        from dalil.answer.export.zotero import send_to_zotero

        console.note(f"Zotero: {send_to_zotero(export_collection(found, '.ris'))} karya")
    if output is None and not zotero:
        console.as_json(_as_json(found)) if json else _show(found)
    if not found.held:
        console.note("koleksi ini masih kosong")
        raise typer.Exit(console.NOTHING)


def _list(there: list[Collection], json: bool) -> None:
    if json:
        console.as_json([{"name": c.name, "passages": c.count, "at": c.at} for c in there])
    else:
        for one in there:
            console.out.print(f"{one.name}  ({one.count})", markup=False)
    if not there:
        console.note("belum ada koleksi: simpan bagian di halaman Tanya (dalil app)")
        raise typer.Exit(console.NOTHING)


def _named(there: list[Collection], name: str) -> Collection:
    wanted = " ".join(name.split()).casefold()
    for one in there:
        if one.name.casefold() == wanted:
            return one
    known = ", ".join(f"“{one.name}”" for one in there) or "belum ada satu pun"
    raise CollectionError(Message("batch.no_collection", name=name, known=known))


def _show(found: Collected) -> None:
    from dalil.answer.export.bookmark_rows import remark

    for number, (held, note) in enumerate(zip(found.held, found.notes, strict=True), 1):
        said = remark(held, found)
        console.out.print(f"[{number}] {held.lead}{held.words}", markup=False)
        console.out.print("".join(text for text, _ in note), markup=False, style="dim")
        if said:
            console.out.print(said, markup=False, style="yellow")
        if held.saved.note:
            console.out.print(held.saved.note, markup=False, style="italic")
        console.out.print()


def _as_json(found: Collected) -> dict[str, object]:
    from dalil.answer.export.bookmarks import rows

    return {
        "name": found.name,
        "library": {
            "generation": found.made.generation,
            "documents": found.made.documents,
            "passages": found.made.passages,
        },
        "passages": list(rows(found)),
    }

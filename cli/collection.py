"""`dalil collection`: what was saved in the app, listed and taken away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
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
    replaced: Annotated[
        bool,
        typer.Option(
            "--replaced", help="Only what is no longer the wording in force, in part or wholly."
        ),
    ] = False,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """List the collections, show one, or write one to a file.

    Exit status 1 if there is nothing to list or show.
    """
    from dalil.index.store.bookmarks import Collections

    opened = open_library(library)
    collections = Collections(opened.catalog)
    there = collections.all()
    from dalil.answer.export.bookmark_rows import collect, standing_of

    if name is None:
        changed = {
            one.id: sum(h.replaced for h in standing_of(opened.catalog, collections.saved(one.id)))
            for one in there
        }
        _list([one for one in there if changed[one.id] or not replaced], changed, json)
        return
    from dalil.answer.export.bookmarks import write_collection

    found = collect(opened, _named(there, name), style_of(style), language.value)
    if replaced:
        found = replace(found, held=tuple(held for held in found.held if held.replaced))
    if output is not None:
        write_collection(found, output)
        console.note(f"→ {output}")
    if zotero:
        from dalil.answer.export.bookmarks import export_collection
        from dalil.answer.export.zotero import send_to_zotero

        console.note(f"Zotero: {send_to_zotero(export_collection(found, '.ris'))} karya")
    if json and output is None and not zotero:
        console.as_json(_as_json(found))
    elif output is None and not zotero:
        _show(found)
    if not found.held:
        console.note(
            "tidak ada bunyi yang diganti dalam koleksi ini" if replaced else
            "koleksi ini masih kosong"
        )  # fmt: skip
        raise typer.Exit(console.NOTHING)


def _list(there: list[Collection], changed: Mapping[int, int], json: bool) -> None:
    if json:
        console.as_json(
            [
                {"name": c.name, "passages": c.count, "at": c.at}
                | ({"replaced": changed[c.id]} if changed[c.id] else {})
                for c in there
            ]
        )
    else:
        for one in there:
            said = f", {changed[one.id]} bunyinya sudah diganti" if changed[one.id] else ""
            console.out.print(f"{one.name}  ({one.count}{said})", markup=False)
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
        "passages": [
            {
                **row,
                "wording": held.wording.to_dict(),
                "replaced_since_saved": held.since_saved,
            }
            if held.wording is not None
            else row
            for row, held in zip(rows(found), found.held, strict=True)
        ],
    }

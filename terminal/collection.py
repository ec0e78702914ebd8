"""`dalil collection`: what was saved in the app, listed and taken away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import CollectionError
from ingest.messages import Message
from terminal import say
from terminal.options import (
    JsonOption,
    LanguageChoice,
    LibraryOption,
    StyleOption,
    open_library,
    style_of,
)

if TYPE_CHECKING:
    from answer.collected import Collected
    from index.collection import Collection


def collection(
    name: Annotated[
        str | None,
        typer.Argument(help="A collection's name; without it all are listed.", show_default=False),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="File: .docx .xlsx .md .ris .bib .json", show_default=False
        ),
    ] = None,
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
    from index.collection import Collections

    opened = open_library(library)
    there = Collections(opened.catalog).all()
    if name is None:
        _list(there, json)
        return
    from answer.collected import collect, write_collection

    found = collect(opened, _named(there, name), style_of(style), language.value)
    if output is not None:
        write_collection(found, output)
        say.note(f"→ {output}")
    elif json:
        say.as_json(_as_json(found))
    else:
        _show(found)
    if not found.held:
        say.note("koleksi ini masih kosong")
        raise typer.Exit(say.NOTHING)


def _list(there: list[Collection], json: bool) -> None:
    if json:
        say.as_json([{"name": c.name, "passages": c.count, "at": c.at} for c in there])
    else:
        for one in there:
            say.out.print(f"{one.name}  ({one.count})", markup=False)
    if not there:
        say.note("belum ada koleksi: simpan bagian di halaman Tanya (dalil app)")
        raise typer.Exit(say.NOTHING)


def _named(there: list[Collection], name: str) -> Collection:
    wanted = " ".join(name.split()).casefold()
    for one in there:
        if one.name.casefold() == wanted:
            return one
    known = ", ".join(f"“{one.name}”" for one in there) or "belum ada satu pun"
    raise CollectionError(Message("batch.no_collection", name=name, known=known))


def _show(found: Collected) -> None:
    from answer.collected.words import remark

    for number, (held, note) in enumerate(zip(found.held, found.notes, strict=True), 1):
        said = remark(held, found)
        say.out.print(f"[{number}] {held.lead}{held.words}", markup=False)
        say.out.print("".join(text for text, _ in note), markup=False, style="dim")
        if said:
            say.out.print(said, markup=False, style="yellow")
        if held.saved.note:
            say.out.print(held.saved.note, markup=False, style="italic")
        say.out.print()


def _as_json(found: Collected) -> dict[str, object]:
    from answer.collected.sheet import rows

    return {
        "name": found.name,
        "library": {
            "generation": found.made.generation,
            "documents": found.made.documents,
            "passages": found.made.passages,
        },
        "passages": list(rows(found)),
    }

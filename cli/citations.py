"""`dalil cited-by` and `dalil authorities`: who cites a provision, and what a draft cites."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dalil.cli import console
from dalil.cli.options import JsonOption, LibraryOption, open_library, path_of
from dalil.ingest.errors import BatchError
from dalil.ingest.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dalil.index.cited_by import CitingPassage

_SHOWN: Final = 160  # characters of the citing words


def cited_by(
    identifier: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="An act or a provision: uu/2014/23#pasal-363, or “Pasal 363 UU 23/2014”.",
            show_default=False,
        ),
    ],
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Who cites an act or a provision: acts, rulings and works of the library.

    What cites only a part of it (an ayat of a pasal) is listed behind. Exit status 1 if nothing
    does.
    """
    from dalil.ingest.references.find import parse_reference
    from dalil.ingest.references.ids import is_target, print_target

    if not is_target(identifier) and (read := parse_reference(identifier)):
        identifier = read[0]
    found = open_library(library).cited_by(identifier)
    if json:
        console.as_json(found.to_dict())
    else:
        name = print_target(identifier) if is_target(identifier) else identifier
        said = f"{name}: dirujuk {found.count} bagian"
        if found.parts_count:
            said += f", bagian-bagiannya {found.parts_count} lagi"
        console.out.print(said, markup=False, style="bold")
        _print(found.citations)
        if found.parts:
            console.out.print("\nBagian-bagiannya:", markup=False, style="bold")
            _print(found.parts)
        if not found.complete:
            console.note(Message("library.citations_unread"))
    if not found.citations and not found.parts:
        raise typer.Exit(console.NOTHING)


def _print(cited: Sequence[CitingPassage]) -> None:
    from dalil.ingest.references.ids import is_target, print_target

    for document_id, inside in groupby(cited, key=lambda c: c.document_id):
        listed = list(inside)
        name = print_target(document_id) if is_target(document_id) else listed[0].title
        console.out.print(f"{name}", markup=False)
        for one in listed:
            page = f", hlm. {one.page}" if one.page is not None else ""
            words = " ".join(one.text.split())
            words = words if len(words) <= _SHOWN else f"{words[:_SHOWN]} …"
            line = f"  {one.label() or document_id}{page}: “{words}”"
            console.out.print(line, markup=False)
            console.out.print(f"    {one.passage_id}", markup=False, style="dim")


def authorities(
    draft: Annotated[
        Path,
        typer.Argument(parser=path_of, help="A draft: .docx .pdf .md .txt", show_default=False),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", parser=path_of, help="Table: .docx .xlsx .json", show_default=False
        ),
    ] = None,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """The table of authorities of a draft: what it cites, by kind of source, with the places.

    Exit status 1 if it cites nothing.
    """
    from dalil.answer.drafts.authorities import (
        ABSENT,
        TIERS,
        UNCLEAR,
        WRITERS,
        said_places,
        write,
    )
    from dalil.answer.drafts.report_file import writer_for

    if not draft.is_file():
        raise BatchError(Message("batch.no_file", path=draft))
    if output is not None:
        writer_for(WRITERS, output.suffix)  # told before the work is done
    opened = open_library(library, filled=True)
    with console.progress(shown=not json) as bar:
        table = opened.authorities(draft, progress=bar)
    if output is not None:
        write(table, output)
    if json:
        console.as_json(table.to_dict())
    else:
        for tier, (name, _) in TIERS.items():
            listed = table.of(tier)
            if not listed:
                continue
            console.out.print(name, markup=False, style="bold")
            for authority in listed:
                mark = "" if authority.held else f"  ({ABSENT[0]})"
                console.out.print(f"  {authority.name}{mark}", markup=False)
                for provision in authority.provisions:
                    label = provision.label()
                    said = said_places(provision.places)
                    console.out.print(
                        f"    {label}: {said}" if label else f"    {said}", markup=False
                    )
        if table.unclear:
            console.out.print(UNCLEAR[0], markup=False, style="bold")
            for text, place in table.unclear:
                console.out.print(f"  {text}  ({place.label()})", markup=False)
        if not table.authorities and not table.unclear:
            console.note("Tidak ada sumber hukum yang dirujuk dalam naskah ini.")
        for warning in table.warnings:
            console.note(f"! {warning}")
        if output is not None:
            console.note(f"→ {output}")
    if not table.authorities:
        raise typer.Exit(console.NOTHING)

"""`dalil remove` and `restore`: works leave the library and come back."""

from __future__ import annotations

from typing import Annotated

import typer

from ingest.markup import unmarked
from terminal import say
from terminal.options import LibraryOption, open_library


def remove(
    identifiers: Annotated[
        list[str], typer.Argument(metavar="ID…", help="Ids of documents.", show_default=False)
    ],
    library: LibraryOption = None,
) -> None:
    """Take documents out of the library, with all their passages. The files stay.

    `dalil restore ID` brings them back.
    """
    from index.removal import remove as take_out

    opened = open_library(library)
    with say.progress() as bar:
        gone = {r.document_id for r in take_out(opened, identifiers, bar)}
    for identifier in dict.fromkeys(identifiers):
        if identifier not in gone:
            say.note(f"tidak ada dalam pustaka ini: {identifier}")
    say.note(f"{len(gone)} dokumen dibuang")
    if gone:
        say.note(f"batalkan dengan: dalil restore {' '.join(sorted(gone))}")
    if gone != set(identifiers):
        raise typer.Exit(say.NOTHING)


def restore(
    identifiers: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID…]", help="Ids of removed documents.", show_default=False),
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Bring removed documents back as they were; without an id, list those that can be."""
    from index.removal import removed
    from index.removal import restore as put_back

    opened = open_library(library)
    if not identifiers:
        listed = [r for r in removed(opened.catalog) if r.restorable]
        for r in listed:
            say.out.print(f"{r.document_id}  {unmarked(r.title)}  ({r.at})", markup=False)
        if not listed:
            say.note("tidak ada yang dapat dikembalikan")
            raise typer.Exit(say.NOTHING)
        return
    with say.progress() as bar:
        back = put_back(opened, identifiers, bar)
    say.note(f"{len(back)} dokumen dikembalikan")
    for identifier in dict.fromkeys(identifiers):
        if identifier not in back:
            say.note(f"tidak dikembalikan, karena id itu kini dipakai: {identifier}")
    if set(back) != set(identifiers):
        raise typer.Exit(say.NOTHING)

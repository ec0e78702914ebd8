"""`dalil remove` and `restore`: works leave the library and come back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ingest.markup import unmarked
from ingest.messages import Message
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
        typer.Argument(
            metavar="[ID…|BACKUP]",
            help="Ids of removed documents, or one file of `dalil backup`.",
            show_default=False,
        ),
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Bring removed documents back as they were, or a whole library from its backup.

    Without an id, list the documents that can be brought back. What a file's name and an id have
    in common: an existing file that is a backup, or a name that ends with .zip, is a backup. The
    library that a backup replaces is kept in a folder beside it.
    """
    from index.removal import removed
    from index.removal import restore as put_back

    if identifiers and len(identifiers) == 1 and _names_a_backup(identifiers[0]):
        _bring_back(Path(identifiers[0]), library)
        return
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


def _names_a_backup(said: str) -> bool:
    from index.backup import is_backup

    path = Path(said)
    return is_backup(path) or path.suffix.lower() == ".zip" or (path.is_file() and "#" not in said)


def _bring_back(path: Path, library: Path | None) -> None:
    from index.backup import bring_back
    from index.library import default_folder
    from ingest.errors import BackupError

    if not path.is_file():
        raise BackupError(Message("batch.no_file", path=path))
    folder = library or default_folder()
    with say.progress() as bar:
        kept, aside = bring_back(path, folder, bar)
    say.note(f"{kept.documents} dokumen dipulihkan ke {folder}, seperti pada {kept.at}")
    if aside is not None:
        say.note(f"yang semula di sana disimpan di {aside}; hapus bila tidak diperlukan lagi")

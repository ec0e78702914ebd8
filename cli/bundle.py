"""`dalil bundle` and `dalil open`: a library as one file, prepared once and opened by many."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dalil.cli import console
from dalil.cli.news import tell_unread
from dalil.cli.options import JsonOption, LibraryOption, open_library, path_of


def bundle(
    out: Annotated[
        Path,
        typer.Argument(
            parser=path_of, metavar="OUT.dalil", help="The file to write.", show_default=False
        ),
    ],
    originals: Annotated[
        bool, typer.Option("--originals", help="With the files themselves, for the page view.")
    ] = False,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Write the library to one file for others: texts, index and vectors.

    `dalil open FILE` uses it, offline, without encoding anything. What is yours alone does not
    travel: collections, notes, questions, names of your folders. A newer file of the same name
    takes the place of the older one where it is opened.
    """
    opened = open_library(library)
    with console.progress(shown=not json) as bar:
        made = opened.bundle(out, originals=originals, progress=bar)
    if json:
        console.as_json(made.to_dict())
        return
    by_meaning = f"{made.vectors / made.units:.0%}" if made.units else "0%"
    console.note(
        f"{console.number(made.documents)} dokumen, {console.number(made.passages)} bagian, "
        f"{by_meaning} dapat dicari menurut makna, {made.size / 1e6:.1f} MB"
    )
    console.note(f"→ {made.path}")


def open_(
    path: Annotated[
        Path,
        typer.Argument(
            parser=path_of,
            metavar="FILE.dalil",
            help="A file of `dalil bundle`.",
            show_default=False,
        ),
    ],
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Use a bundle as the library: checked, offline, without encoding anything.

    What is yours stays: your own sources, corrections, collections and notes. A bundle that is
    not whole, or not one, is refused with the reason, and nothing changes.
    """  # fmt: skip
    from dalil.index.curate.bundle import open_bundle
    from dalil.index.library import default_folder
    from dalil.ingest.errors import BundleError
    from dalil.ingest.messages import Message

    if not path.is_file():
        raise BundleError(Message("batch.no_file", path=path))
    with console.progress(shown=not json) as bar:
        opened = open_bundle(path, library or default_folder(), bar)
    if json:
        console.as_json(opened.to_dict())
        return
    held = opened.bundle
    if opened.already:
        console.note(f"paket “{held.name}” ({held.made}) sudah terbuka di {opened.folder}")
        return
    console.note(
        f"paket “{held.name}”: {console.number(held.documents)} dokumen, "
        f"{console.number(held.passages)} bagian, dibuat {held.made}, dibuka di {opened.folder}"
    )
    if opened.replaced:
        console.note(f"menggantikan paket yang dibuat {opened.replaced}")
    if opened.own or opened.corrections:
        console.note(
            f"milik Anda tetap: {console.number(opened.own)} sumber, "
            f"{console.number(opened.corrections)} koreksi, koleksi dan catatan"
        )
    for note in opened.notes:
        console.note(f"! {note}")
    tell_unread(open_library(opened.folder))

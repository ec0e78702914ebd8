"""`dalil verify` and `backup`: whether a library is whole, and a copy of it for the day it isn't.

`dalil restore` is in `terminal.removal`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from terminal import say
from terminal.options import JsonOption, LibraryOption, open_library


def verify(json: JsonOption = False, library: LibraryOption = None) -> None:
    """Check everything: catalogue, originals, index and vectors. Changes nothing.

    Says what to do about what is wrong; exit status 1 then.
    """
    from index.library import default_folder
    from index.verify import verify as look

    with say.progress(shown=not json) as bar:
        found = look(library or default_folder(), bar)
    if json:
        say.as_json(found.to_json())
    else:
        for fault in found.faults:
            say.out.print(f"x {fault.what}", markup=False)
            say.out.print(f"  → {fault.advice}", markup=False, style="dim")
        for note in found.notes:
            say.note(f"! {note}")
        checked = found.checked
        say.note(
            f"{checked['documents']} dokumen, {checked['originals']} berkas asli, "
            f"{checked['index_files']} berkas indeks, {checked['vectors']} vektor: "
            + (f"{len(found.faults)} kerusakan" if found.faults else "utuh")
        )
    if found.faults:
        raise typer.Exit(say.NOTHING)


def backup(
    out: Annotated[
        Path,
        typer.Argument(metavar="OUT", help="A file (.zip), or a folder.", show_default=False),
    ],
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Write the whole library to one file, while others may go on using it.

    `dalil restore FILE` brings it back, here or into another folder (--library).
    """
    from index.backup import backup as keep

    opened = open_library(library)
    with say.progress(shown=not json) as bar:
        kept = keep(opened, out, bar)
    if json:
        say.as_json(
            {"backup": str(kept.path), "documents": kept.documents, "files": kept.files,
             "bytes": kept.size, "at": kept.at}
        )  # fmt: skip
        return
    say.note(f"{kept.documents} dokumen, {kept.files} berkas, {kept.size / 1e6:.1f} MB")
    say.note(f"→ {kept.path}")

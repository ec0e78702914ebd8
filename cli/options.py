"""Options that every command shares, and opening the library they name."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dalil.cli import console
from dalil.ingest.model import Tier
from dalil.ingest.readers.limits import MEMORY_VARIABLE, SECONDS_VARIABLE

if TYPE_CHECKING:
    from dalil.index.query.conditions import Filters
    from dalil.index.search.results import Mode
    from dalil.library import Library


def path_of(given: str) -> Path:
    """A path as it is given on the command line. An empty one is wrong use, not "here".

    ``""`` is what a script gives whose variable was never set; as a `Path` it would be the current
    folder.
    """
    if not given.strip():
        raise typer.BadParameter("jalur kosong (untuk folder ini: .)")
    return Path(given)


LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library",
        parser=path_of,
        envvar="DALIL_LIBRARY",
        help="Folder of the library (default: your user data folder).",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON on stdout.")]
EmbedOption = Annotated[
    bool, typer.Option("--embed/--no-embed", help="Encode passages for semantic search.")
]
MaxSecondsOption = Annotated[
    float | None,
    typer.Option(
        "--max-seconds",
        envvar=SECONDS_VARIABLE,
        min=0,
        help="Seconds that reading one file may take; 0: no limit. Default: 30 to 600, by its "
        "size, and more for pages that must be recognised.",
        show_default=False,
    ),
]
MaxMemoryOption = Annotated[
    int,
    typer.Option(
        "--max-memory",
        envvar=MEMORY_VARIABLE,
        min=0,
        help="Megabytes of memory that reading one file may take; 0: no limit.",
    ),
]
TierOption = Annotated[
    list[Tier] | None,
    typer.Option("--tier", help="Only sources of this tier; may be repeated.", show_default=False),
]
KindOption = Annotated[
    list[str] | None,
    typer.Option("--kind", help="Only this kind (UU, PP, …); may be repeated.", show_default=False),
]
DocumentOption = Annotated[
    list[str] | None,
    typer.Option(
        "--doc", help="Only this document (uu/2014/23); may be repeated.", show_default=False
    ),
]
YearFromOption = Annotated[
    int | None, typer.Option("--year-from", help="Not before this year.", show_default=False)
]
YearToOption = Annotated[
    int | None, typer.Option("--year-to", help="Not after this year.", show_default=False)
]


AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="YYYY-MM-DD",
        help="The law as it was on that day (default: today).",
        show_default=False,
    ),
]


class ModeChoice(StrEnum):
    """How to search."""

    HYBRID = "hybrid"
    LEXICAL = "lexical"
    SEMANTIC = "semantic"


ModeOption = Annotated[ModeChoice, typer.Option("--mode", help="How to search.")]


StyleOption = Annotated[
    str,
    typer.Option("--style", help="Style of the citations: a name (`dalil styles`) or a .csl file."),
]


class LanguageChoice(StrEnum):
    """The language of the words around the names in a citation."""

    INDONESIAN = "id"
    ENGLISH = "en"


def style_of(name: str) -> str:
    """The name of a style that is there. Raises StyleError before any work is done."""
    from dalil.answer.citation.csl_style import find_style

    find_style(name)
    return name


def mode_of(choice: ModeChoice) -> Mode:
    """The search mode a choice stands for."""
    return choice.value


def filters_of(
    tiers: list[Tier] | None,
    kinds: list[str] | None,
    documents: list[str] | None,
    year_from: int | None,
    year_to: int | None,
) -> Filters:
    """The filters that the options make."""
    from dalil.index.query.conditions import Filters

    return Filters(
        tiers=frozenset(tiers or ()),
        kinds=frozenset(kinds or ()),
        documents=frozenset(documents or ()),
        year_from=year_from,
        year_to=year_to,
    )


def open_library(folder: Path | None, *, create: bool = False, filled: bool = False) -> Library:
    """The library of ``--library``, ``DALIL_LIBRARY`` or the user data folder.

    ``filled``: for who asks before anything was put in. Where no library was ever made and none is
    named, the sources that ship are taken in, by their words, and it is said.
    """
    from dalil.ingest.errors import LibraryMissing
    from dalil.library import Library, shipped

    try:
        with console.progress_if_needed() as bar:
            return Library.open(folder, create=create, progress=bar)
    except LibraryMissing:
        if not filled or folder is not None:
            raise
    opened = Library.open(create=True)
    report = opened.add(shipped(), vectors=False)
    console.note(
        f"Pustaka baru di {opened.folder}: {len(report.documents)} sumber bawaan Dalil dimasukkan "
        "menurut katanya. Tambah sumber Anda dengan: dalil ingest BERKAS"
    )
    return opened

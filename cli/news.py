"""`dalil follow`, `dalil unfollow`, `dalil news`: acts and questions followed, and what is new."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dalil.cli import console
from dalil.cli.options import (
    DocumentOption,
    JsonOption,
    KindOption,
    LanguageChoice,
    LibraryOption,
    ModeChoice,
    ModeOption,
    StyleOption,
    TierOption,
    YearFromOption,
    YearToOption,
    filters_of,
    mode_of,
    open_library,
    path_of,
    style_of,
)

if TYPE_CHECKING:
    from dalil.answer.news import News
    from dalil.index.store.followed import Followed
    from dalil.library import Library


def follow(
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar="ID",
            help="An act or provision: uu/2003/13, 'Pasal 59 UU 13/2003'. Without it: what is "
            "followed.",
            show_default=False,
        ),
    ] = None,
    question: Annotated[
        str | None, typer.Option("--question", help="A question to ask after each update.",
                                 show_default=False),
    ] = None,
    mode: ModeOption = ModeChoice.HYBRID,
    tiers: TierOption = None,
    kinds: KindOption = None,
    documents: DocumentOption = None,
    year_from: YearFromOption = None,
    year_to: YearToOption = None,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:  # fmt: skip
    """Follow an act, a provision or a question; `dalil news` tells what is new of it.

    What the library does not hold can be followed too. Exit status 1 if nothing is followed.
    """
    opened = open_library(library)
    if subject is not None:
        opened.follow(subject)
    if question is not None:
        asked = filters_of(tiers, kinds, documents, year_from, year_to)
        opened.follow(question, question=True, filters=asked, mode=mode_of(mode))
    listed = opened.followed()
    if json:
        console.as_json({"followed": [one.to_dict() for one in listed]})
    else:
        _list(opened, listed)
    if not listed:
        console.note('belum ada yang diikuti: dalil follow "UU 13/2003", atau --question "…"')
        raise typer.Exit(console.NOTHING)


def _list(opened: Library, listed: list[Followed]) -> None:
    from dalil.answer.news import name

    for one in listed:
        said = f"“{one.subject}”" if one.kind == "question" else (
            f"{one.subject}  {name(opened.catalog, one.subject)}")  # fmt: skip
        console.out.print(said, markup=False)


def unfollow(
    subject: Annotated[
        str, typer.Argument(metavar="ID", help="As followed: an id, a reference, or the question.")
    ],
    library: LibraryOption = None,
) -> None:
    """Follow an act, a provision or a question no longer; its news go too."""
    gone = open_library(library).unfollow(subject)
    console.note(f"tidak diikuti lagi: {gone.subject}")


def news(
    unread: Annotated[
        bool, typer.Option("--unread", help="Only what was not marked as read.")
    ] = False,
    mark_read: Annotated[
        bool, typer.Option("--mark-read", help="Mark all as read, after showing them.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", parser=path_of, help="File: .md .csv .atom",
                     show_default=False),
    ] = None,
    atom: Annotated[
        Path | None,
        typer.Option("--atom", parser=path_of, help="Atom feed (RFC 4287) into this file.",
                     show_default=False),
    ] = None,
    address: Annotated[
        str, typer.Option("--address", help="Where the app is, for the links of the feed.")
    ] = "http://localhost:8501/",
    style: StyleOption = "footnote",
    language: Annotated[
        LanguageChoice, typer.Option(help="Of the words around the names.")
    ] = LanguageChoice.INDONESIAN,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:  # fmt: skip
    """What is new for me: of what I follow, and of the passages that I saved.

    Looked for now; each thing is told once, with the passage that says so. Exit status 1 if there
    is nothing to tell.
    """
    opened = open_library(library)
    found = opened.news(unread=unread, style=style_of(style), language=language.value)
    if output is not None or atom is not None:
        from dalil.answer.export.news import export_atom, write_news

        if output is not None:
            write_news(found, output, address)
            console.note(f"→ {output}")
        if atom is not None:
            export_atom(found, atom, address)
            console.note(f"→ {atom}")
    if json:
        console.as_json(found.to_dict())
    elif output is None and atom is None:
        _show(found)
    if mark_read:
        console.note(f"ditandai sudah dibaca: {console.number(opened.mark_read())}")
    if not found.items:
        if not (found.followed or found.saved):
            console.note('belum ada yang diikuti: dalil follow "UU 13/2003", atau --question "…"')
        else:
            console.note("tidak ada yang baru")
        raise typer.Exit(console.NOTHING)


def _show(found: News) -> None:
    from dalil.answer.export.news import details

    for told in found.items:
        sign = " " if told.item.read else "*"
        console.out.print(
            f"{sign} {told.said}", markup=False, style="" if told.item.read else "bold"
        )
        console.out.print(
            f"  {' · '.join(details(told, found.language))}", markup=False, style="dim"
        )
        if told.text:
            console.out.print(f"  “{told.text}”", markup=False)
        if told.citation:
            console.out.print(f"  {told.citation}", markup=False, style="dim")
        if told.opens:
            console.out.print(f"  {told.opens}", markup=False, style="dim")
        console.out.print()


def tell_unread(opened: Library) -> None:
    """After an update: how much is new for the person, and how to see it; nothing where none is.

    Never in the way of what was done: what goes wrong here is told by `dalil news`.
    """
    from contextlib import suppress

    from dalil.ingest.errors import DalilError

    with suppress(DalilError):
        from dalil.index.curate.news import look
        from dalil.index.store.followed import Following

        following = Following(opened.catalog)
        if not following.watched() and not following.saved():
            return
        if unread := look(opened).unread:
            console.note(f"{console.number(unread)} hal baru untuk Anda: dalil news --unread")

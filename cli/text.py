"""`dalil text`, `diff`, `history`: an act as it stands on a day, what changed, every change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from dalil.cli import console
from dalil.cli.options import JsonOption, LibraryOption, open_library
from dalil.ingest.errors import NotInLibrary
from dalil.ingest.locator import Locator

if TYPE_CHECKING:
    from collections.abc import Callable

    from dalil.index.consolidate import Provision
    from dalil.index.text_in_force import ActText

T = TypeVar("T")

IdArgument = Annotated[
    str, typer.Argument(metavar="ID", help="An act's or a provision's id.", show_default=False)
]

_STATES = {
    "original": "", "replaced": "diubah", "inserted": "disisipkan", "deleted": "dihapus",
    "uncertain": "mungkin tidak berlaku seperti ini",
}  # fmt: skip


def text(
    identifier: IdArgument,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="YYYY-MM-DD", help="The day (default: today)."),
    ] = None,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """An act or a provision as it stands on a day, with the acts that gave it its wording.

    Exit status 1 where the library does not hold it.
    """
    opened = open_library(library)
    found = _or_nothing(lambda: opened.text(identifier, as_of))
    if json:
        console.as_json(found.to_dict())
        return
    _print(found)


def _print(found: ActText) -> None:
    console.out.print(f"{found.title}  ({found.id}, {found.as_of})", markup=False, style="bold")
    if found.repealed_by:
        console.out.print(f"dicabut ({found.repealed_by})", markup=False, style="yellow")
    if found.missing:
        console.out.print(
            f"Tidak lengkap: diubah oleh {', '.join(found.missing)}, yang tidak ada dalam "
            "pustaka ini",
            markup=False, style="yellow",
        )  # fmt: skip
    if found.unnamed_missing:
        console.out.print(
            f"Tidak lengkap: masih ada {found.unnamed_missing} perubahan lain, yang tidak ada "
            "dalam pustaka ini",
            markup=False, style="yellow",
        )  # fmt: skip
    if found.problems:
        console.out.print(
            f"{len(found.problems)} instruksi tidak dapat diterapkan (lihat --json)",
            markup=False, style="yellow",
        )  # fmt: skip
    shown, by = "", None
    for p in found.provisions:
        locator = p.id.partition("#")[2]
        inside = bool(shown) and locator.startswith(f"{shown}/")
        if inside and p.state != "deleted" and p.source in {None, by}:
            continue  # its words stand in the unit around it, and who gave them at it
        label = Locator.parse(locator).label()
        console.out.print(f"\n{label}{_said(p)}", markup=False, style="bold")
        if not inside:
            shown, by = locator, p.source
            if p.text:
                console.out.print(p.text, markup=False)


def _said(p: Provision) -> str:
    said = [
        _STATES[p.state],
        f"oleh {p.source}" if p.source else "",
        f"sejak {p.since}" if p.since else "",
    ]
    words = " ".join(s for s in said if s)
    note = f" ({p.note})" if p.note else ""
    return f"  [{words}]{note}" if words else note


def diff(
    identifier: IdArgument,
    start: Annotated[
        str | None,
        typer.Option("--from", metavar="YYYY-MM-DD", help="Default: the act's promulgation."),
    ] = None,
    end: Annotated[
        str | None, typer.Option("--to", metavar="YYYY-MM-DD", help="Default: today.")
    ] = None,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """What changed in an act or a provision between two days. Exit status 1 if nothing did."""
    opened = open_library(library)
    found = _or_nothing(lambda: opened.diff(identifier, start, end))
    if json:
        console.as_json(found.to_dict())
    else:
        for change in found.changes:
            label = Locator.parse(change.id.partition("#")[2]).label()
            after = change.after
            said = _said(after) if after else "  [tidak ada lagi]"
            console.out.print(f"\n{label}{said}", markup=False, style="bold")
            if change.before and change.before.text:
                console.out.print(f"- {change.before.text}", markup=False, style="red")
            if after and after.text:
                console.out.print(f"+ {after.text}", markup=False, style="green")
        if found.missing:
            console.note(f"Tidak lengkap: pustaka ini tidak memuat {', '.join(found.missing)}")
    if not found.changes:
        raise typer.Exit(console.NOTHING)


def history(
    identifier: IdArgument, json: JsonOption = False, library: LibraryOption = None
) -> None:
    """Every change of an act or a provision, in order. Exit status 1 where there is none."""
    opened = open_library(library)
    found = _or_nothing(lambda: opened.history(identifier))
    if json:
        console.as_json(found.to_dict())
    else:
        for event in found.changes:
            label = Locator.parse(event.id.partition("#")[2]).label()
            words = _STATES[event.state] or "asli"
            by = f" oleh {event.source}" if event.source else ""
            console.out.print(f"{event.date or '?'}  {label}: {words}{by}", markup=False)
            if "#" in identifier and event.text:
                console.out.print(f"  {event.text}", markup=False)
        if found.missing:
            console.note(f"Tidak lengkap: pustaka ini tidak memuat {', '.join(found.missing)}")
    if not found.changes:
        raise typer.Exit(console.NOTHING)


def _or_nothing(read: Callable[[], T]) -> T:
    try:
        return read()
    except NotInLibrary as error:
        console.note(str(error))
        raise typer.Exit(console.NOTHING) from None

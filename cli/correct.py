"""`dalil correct` and `metadata`: what a work really is, said by a person or by a bibliography."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dalil.cli import console
from dalil.cli.options import JsonOption, LibraryOption, open_library, path_of

if TYPE_CHECKING:
    from dalil.index.curate.edit import Corrected
    from dalil.index.curate.metadata_match import Matching, MetadataMatch
    from dalil.index.curate.overrides import Value


_Text = Annotated[str | None, typer.Option(show_default=False)]


def correct(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="A document's id.", show_default=False)
    ],
    title: _Text = None,
    author: Annotated[
        list[str] | None,
        typer.Option(help="An author, as 'Given Family'; may be repeated.", show_default=False),
    ] = None,
    year: _Text = None,
    number: _Text = None,
    date: Annotated[
        str | None, typer.Option(help="YYYY, YYYY-MM or YYYY-MM-DD.", show_default=False)
    ] = None,
    issuer: _Text = None,
    gazette: Annotated[
        str | None, typer.Option(help='"LN 2014/244, TLN 5587".', show_default=False)
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="UU, PP, Buku, Artikel, …", show_default=False)
    ] = None,
    tier: Annotated[
        str | None, typer.Option(help="primary, secondary or tertiary.", show_default=False)
    ] = None,
    url: _Text = None,
    csl: Annotated[
        list[str] | None,
        typer.Option(
            help="A CSL variable as NAME=VALUE (volume=3, container-title=…); may be repeated.",
            show_default=False,
        ),
    ] = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take back all corrections of this document.")
    ] = False,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Correct what a document is; the correction holds when its file is read again.

    An empty value ("") says that the fact is not known. Kind, number and year of an act are its
    id, so they move it. Without options: what is known and what was corrected.
    """
    from dalil.index.curate.edit import correct as put_right
    from dalil.index.curate.edit import undo as take_back

    said: dict[str, object] = {
        name: value
        for name, value in (
            ("title", title), ("year", year), ("number", number), ("date", date),
            ("issuer", issuer), ("gazette", gazette), ("kind", kind), ("tier", tier), ("url", url),
        )
        if value is not None
    }  # fmt: skip
    if author is not None:
        said["authors"] = [name for name in author if name.strip()]
    for pair in csl or ():
        name, equals, value = pair.partition("=")
        if not equals:
            raise typer.BadParameter(f"{pair!r}: tulis NAMA=NILAI.", param_hint="--csl")
        said[f"csl.{name.strip()}"] = value.strip()
    opened = open_library(library)
    if undo and said:
        raise typer.BadParameter("--undo tidak dipakai bersama koreksi lain.")
    with console.progress(shown=not json) as bar:
        if undo:
            done = take_back(opened, identifier, bar)
        else:
            done = put_right(opened, identifier, said, bar)
    if json:
        console.as_json(_to_json(opened.catalog, done))
    elif said or undo:
        _print(done)
    else:
        _print_known(opened.catalog, done)


def _to_json(catalog: Any, done: Corrected) -> dict[str, Any]:
    from dalil.index.curate.overrides import corrections_of, value_in

    return {
        "id": done.after.id,
        "before_id": done.before.id,
        "changed": {
            f: {"before": value_in(done.before, f), "after": value_in(done.after, f)}
            for f in done.fields
        },
        "corrections": {
            c.field: {"value": c.value, "file_says": c.before}
            for c in corrections_of(catalog, done.after.id)
        },
        "notes": list(done.notes),
    }


def _print(done: Corrected) -> None:
    from dalil.index.curate.overrides import value_in

    for field in done.fields:
        before, after = value_in(done.before, field), value_in(done.after, field)
        console.out.print(f"{field}: {_said(before)} → {_said(after)}", markup=False)
    for note in done.notes:
        console.note(f"! {note}")
    if not done.fields:
        console.note("tidak ada yang berubah")
    else:
        console.note(
            f"{done.after.id} dikoreksi; batalkan dengan: dalil correct {done.after.id} --undo"
        )


def _print_known(catalog: Any, done: Corrected) -> None:
    from dalil.index.curate.overrides import FIELDS, corrections_of, value_in

    known = {c.field: c for c in corrections_of(catalog, done.after.id)}
    for field in FIELDS:
        value = value_in(done.after, field)
        if field in known:
            before = _said(known[field].before)
            said = f"{field}: {_said(value)}  (dikoreksi; berkas: {before})"
            console.out.print(said, markup=False)
        elif value not in (None, ()):
            console.out.print(f"{field}: {_said(value)}", markup=False)


def _said(value: Value) -> str:
    if isinstance(value, tuple):
        return "; ".join(value) or "–"
    return "–" if value is None else str(value)


def metadata(
    file: Annotated[
        Path, typer.Argument(parser=path_of, metavar="FILE", help=".bib .ris .json (CSL-JSON)")
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Apply without asking.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would change.")
    ] = False,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Take over what a reference manager knows of the books, articles and theses in the library.

    Exit status 1 if no record is of a work in it.
    """
    from dalil.index.curate.metadata_match import apply, match
    from dalil.ingest.bibliography import read_bibliography

    opened = open_library(library)
    found = match(opened.catalog, read_bibliography(file))
    wanted = [m for m in found.matches if m.changes]
    if json:
        console.as_json(_matching_json(found))
    else:
        _print_matching(found)
    if not found.matches:
        raise typer.Exit(console.NOTHING)
    if dry_run or not wanted or (json and not yes):
        return
    if not yes and not typer.confirm(f"Terapkan pada {len(wanted)} karya?", err=True):
        return
    with console.progress(shown=not json) as bar:
        done, problems = apply(opened, wanted, bar)
    for problem in problems:
        console.note(f"x {problem}")
    console.note(
        f"{len(done)} karya dikoreksi; batalkan satu per satu dengan: dalil correct ID --undo"
    )


def _matching_json(found: Matching) -> dict[str, Any]:
    return {
        "matches": [
            {
                "record": m.record.label, "document_id": m.document.id,
                "score": round(m.score, 1), "by_doi": m.by_doi,
                "changes": {c.field: {"before": c.before, "after": c.after} for c in m.changes},
            }
            for m in found.matches
        ],
        "unmatched": [
            {"record": u.label, "title": u.title, "reason": u.reason} for u in found.unmatched
        ],
        "problems": list(found.problems),
    }  # fmt: skip


def _print_matching(found: Matching) -> None:
    for m in found.matches:
        console.out.print(f"{m.record.label} → {m.document.id}  ({_how(m)})", markup=False)
        for c in m.changes:
            console.out.print(f"  {c.field}: {_said(c.before)} → {_said(c.after)}", markup=False)
        if not m.changes:
            console.out.print("  sudah sama", markup=False)
    for u in found.unmatched:
        console.note(f"x {u.label}: {u.title}: {u.reason}")
    for problem in found.problems:
        console.note(f"x {problem}")


def _how(found: MetadataMatch) -> str:
    return "DOI" if found.by_doi else f"judul {found.score:.0f}%"

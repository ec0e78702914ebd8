"""`dalil fetch` and `dalil update`: works come from where they are published."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dalil.cli import console
from dalil.cli.ingest import _can_encode, stopping
from dalil.cli.news import tell_unread
from dalil.cli.options import (
    EmbedOption,
    JsonOption,
    LibraryOption,
    MaxMemoryOption,
    MaxSecondsOption,
    open_library,
)
from dalil.ingest.readers.limits import MEMORY_MB, Limits

if TYPE_CHECKING:
    from dalil.index.curate.fetch import FetchReport
    from dalil.ingest.fetch.feed import Offer

_SHOWN = 40


def _years(given: str | None) -> tuple[int | None, int | None]:
    """ "2015-", "-1999", "2015-2020", "2015"."""
    if given is None:
        return None, None
    match = re.fullmatch(r"\s*(\d{4})?\s*([-–])?\s*(\d{4})?\s*", given)
    if match is None or not (match[1] or match[3]) or (match[1] and match[3] and not match[2]):
        raise typer.BadParameter("2015, 2015-, -1999, 2015-2020", param_hint="--tahun")
    first, last = (int(y) if y else None for y in (match[1], match[3]))
    return (first, last) if match[2] else (first, first)


def fetch(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="nasional, a JDIH feed's address, an archive, a git repository, or a folder.",
            show_default=False,
        ),
    ],
    kinds: Annotated[
        list[str] | None,
        typer.Option("--jenis", help="Only this kind; may be repeated.", show_default=False),
    ] = None,
    years: Annotated[
        str | None,
        typer.Option("--tahun", help="Only these years: 2015-, 2015-2020.", show_default=False),
    ] = None,
    subject: Annotated[
        str, typer.Option("--subjek", help="Only works on this.", show_default=False)
    ] = "",
    listing: Annotated[
        bool, typer.Option("--list", help="Show the catalogue, bring no file.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Do not ask before more than 200 files.")
    ] = False,
    hosts: Annotated[
        list[str] | None,
        typer.Option(
            "--host",
            help="A host that you trust without TLS or in your own network; may be repeated.",
            show_default=False,
        ),
    ] = None,
    embed: EmbedOption = True,
    max_seconds: MaxSecondsOption = None,
    max_memory: MaxMemoryOption = MEMORY_MB,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Bring works from where they are published, and take them in.

    One request at a time, with a pause; what was brought is not asked for again. Ctrl-C stops; the
    same command goes on. Exit status 1 if something failed and nothing came.
    """
    year_from, year_to = _years(years)
    with stopping() as stop:
        from dalil.index.curate.jobs import fetch_facts, noted

        opened = open_library(library, create=True)
        embed = embed and not listing and _can_encode()
        with console.progress(shown=not json) as bar, noted(opened, "fetch", source) as note:

            def tell(stage: str, done: int, total: int) -> None:
                bar(stage, done, total)
                note.tell(stage, done, total)

            def confirm(count: int) -> bool:
                if yes or not sys.stdin.isatty():
                    return yes
                bar.pause()
                return typer.confirm(f"Ambil {console.number(count)} berkas?", err=True)

            report = opened.fetch(
                source, kinds=kinds or (), year_from=year_from, year_to=year_to, subject=subject,
                hosts=hosts or (), listing=listing, confirm=confirm, vectors=embed,
                limits=Limits(max_seconds, max_memory), progress=tell,
                stop=lambda: stop.is_set() or note.stopped(),
            )  # fmt: skip
            note.facts = fetch_facts([report])
    if json:
        value = report.to_dict()
        if listing:
            value["offers"] = [_offer(offer) for offer in report.offers]
        console.as_json(value)
    elif listing:
        _print_offers(report)
    else:
        _print(report)
        tell_unread(opened)
    if stop.is_set():
        raise typer.Exit(console.STOPPED)
    if report.failed and not report.fetched and not report.unchanged:
        raise typer.Exit(console.NOTHING)


def update(
    embed: EmbedOption = True,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Ask every remembered source what is new, changed or gone, and bring it.

    A work whose source has taken it away stays in the library. Exit status 1 if a source could
    not be read.
    """
    with stopping() as stop:
        from dalil.index.curate.jobs import fetch_facts, noted

        opened = open_library(library)
        embed = embed and _can_encode()
        with console.progress(shown=not json) as bar, noted(opened, "update") as note:

            def tell(stage: str, done: int, total: int) -> None:
                bar(stage, done, total)
                note.tell(stage, done, total)

            reports = opened.update(
                vectors=embed, progress=tell, stop=lambda: stop.is_set() or note.stopped()
            )
            note.facts = fetch_facts(reports)
    if json:
        console.as_json({"sources": [_updated(report) for report in reports]})
    else:
        for report in reports:
            _print(report, updated=True)
        tell_unread(opened)
        if not reports:
            console.note("belum ada sumber yang diingat: mulai dengan `dalil fetch SUMBER`")
    if stop.is_set():
        raise typer.Exit(console.STOPPED)
    if any(report.failed for report in reports):
        raise typer.Exit(console.NOTHING)


def _updated(report: FetchReport) -> dict[str, Any]:
    return report.to_dict() | {
        "new": list(report.new), "changed": list(report.changed), "gone": list(report.gone),
        "unchanged": report.unchanged,
    }  # fmt: skip


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "key": offer.key, "id": offer.document_id, "kind": offer.kind or offer.slug,
        "number": offer.number, "year": offer.year, "title": offer.title, "status": offer.status,
        "subject": offer.subject, "url": offer.file, "page": offer.page,
    }  # fmt: skip


def _print_offers(report: FetchReport) -> None:
    for offer in report.offers:
        named = offer.document_id or " ".join(
            filter(None, (offer.short or offer.kind, offer.number, str(offer.year or "")))
        )
        status = f"  [{offer.status}]" if offer.status else ""
        file = "" if offer.file else "  (tanpa berkas)"
        console.out.print(f"{named or offer.key}  {offer.title}{status}{file}", markup=False)
    _reasons(report)
    shown, every = (console.number(n) for n in (len(report.offers), report.catalogued))
    console.note(
        f"{shown} dari {every} karya dalam katalog {report.source}; status menurut katalog"
    )


def _print(report: FetchReport, *, updated: bool = False) -> None:
    for brought in report.fetched:
        ids = ", ".join(brought.ids) or "–"
        console.out.print(f"+ {ids}  {brought.url}", markup=False)
    for url in report.gone:
        console.note(f"- {url}: tidak ada lagi di sumbernya; yang sudah ada di sini tetap")
    _reasons(report)
    if report.left:
        console.note("dihentikan: ulangi perintah yang sama untuk melanjutkan")
    told = f"{report.source}: " if updated else ""
    console.note(
        f"{told}{console.number(report.catalogued)} karya dalam katalog, "
        f"{console.number(len(report.fetched))} berkas diambil, "
        f"{console.number(len(report.skipped) + report.unchanged)} sudah ada atau dilewati, "
        f"{console.number(len(report.failed))} gagal, "
        f"{f'{report.seconds_s:.1f}'.replace('.', ',')} detik"
    )


def _reasons(report: FetchReport) -> None:
    for failure in report.failed:
        console.note(f"x {failure}")
    for failure in report.skipped[:_SHOWN]:
        console.note(f"= {failure.source}: {failure.reason}")
    if len(report.skipped) > _SHOWN:
        console.note(f"= … dan {console.number(len(report.skipped) - _SHOWN)} lagi dilewati")

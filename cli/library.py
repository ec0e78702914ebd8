"""`dalil status`, `docs`, `show`: what the library holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.markup import escape
from rich.table import Table

from dalil.cli import console
from dalil.cli.options import JsonOption, LibraryOption, open_library, path_of
from dalil.index.curate.coverage import READABLE, Coverage
from dalil.index.curate.overrides import corrected_ids
from dalil.index.show import document_json
from dalil.index.store.catalog import Catalog
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.errors import NotInLibrary
from dalil.ingest.messages import Message, say


def status(json: JsonOption = False, library: LibraryOption = None) -> None:
    """What the library holds and how fresh its index is."""
    found = open_library(library).status()
    facts = found.to_dict()
    if json:
        console.as_json(facts)
        return
    table = Table(show_header=False, box=None)
    for name, value in (
        ("Pustaka", facts["library"]),
        ("Dokumen", f"{facts['documents']} ({_tiers(found.tiers)}; {found.digests} ikhtisar)"),
        ("Bagian", f"{facts['passages']}, {facts['searchable']} dapat dicari"),
        ("Indeks", f"generasi {facts['generation'] or '–'}, vektor: {_yes(facts['vectors'])}"),
        *([("Peladen", found.engine)] if found.engine else []),
        ("Mutakhir", _yes(facts["up_to_date"])),
        ("Gagal dibaca", str(len(found.failed_sources))),
    ):
        table.add_row(name, value)
    console.out.print(table)
    _print_coverage(found.coverage)
    for path, reason in found.failed_sources:
        console.note(f"x {path}: {reason}")


def _print_coverage(known: Coverage) -> None:
    """By tier and kind; then what is missing."""
    table = Table(box=None)
    for heading in ("Tingkat", "Jenis", "Karya", "Lengkap", "Ikhtisar", "Terbaru", "Terbaca", "!"):
        table.add_column(heading, justify="left" if heading in ("Tingkat", "Jenis") else "right")
    for g in known.kinds:
        poor = f" ({g.poor} di bawah {READABLE:.0%})" if g.poor else ""
        table.add_row(
            str(g.tier), escape(str(g.kind)), str(g.works), str(g.full), str(g.digests),
            g.newest or "–", f"{g.quality_ratio:.0%}{poor}", str(g.warnings),
        )  # fmt: skip
    if known.kinds:
        console.out.print(table)
    if known.corrected:
        console.out.print(f"{known.corrected} karya dikoreksi", markup=False)
    if known.missing:
        console.out.print(
            f"Disebut peraturan di sini, tetapi naskahnya belum ada ({known.missing_acts}):",
            markup=False,
        )
        for m in known.missing:
            mark = ", baru ikhtisarnya" if m.digest else ""
            console.out.print(f"  {m.name}  (disebut {m.named_by} peraturan{mark})", markup=False)


def _tiers(tiers: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {tier}" for tier, count in sorted(tiers.items())) or "kosong"


def _yes(value: bool) -> str:
    return "ya" if value else "tidak"


def docs(
    words: Annotated[
        str,
        typer.Argument(metavar="WORDS", help="Only these: ketenagakerjaan, 13/2003."),
    ] = "",
    offered: Annotated[
        bool, typer.Option("--offered", help="Also what sources offer and is not here yet.")
    ] = False,
    cited: Annotated[bool, typer.Option("--cited", help="Those most cited first.")] = False,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """List the documents; those that words name, also of what sources offer.

    Exit status 1 if there are none.
    """
    catalog = open_library(library).catalog
    if words or offered or cited:
        _find(catalog, words, offered, cited, json)
        return
    documents = catalog.documents()
    if json:
        console.as_json([document_json(d) for d in documents])
        return
    corrected = corrected_ids(catalog)
    for document in documents:
        mark = " (ikhtisar)" if document.digest else ""
        mark += " (dikoreksi)" if document.id in corrected else ""
        console.out.print(f"{document.id}  {unmarked(document.title)}{mark}", markup=False)
    if not documents:
        console.note("Pustaka kosong. Isi dengan: dalil ingest FOLDER")
        raise typer.Exit(console.NOTHING)


#: Works that are listed for what is typed.
_LISTED: Final = 100


def _find(catalog: Catalog, words: str, offered: bool, cited: bool, json: bool) -> None:
    from dalil.index.store.work_list import find

    found = find(
        catalog, words, held=None if offered else True, most_cited=cited, limit=_LISTED + 1
    )
    listed = found[:_LISTED]
    if json:
        console.as_json([
            {"id": one.document_id, "held": one.held, "kind": one.kind, "number": one.number,
             "year": one.year, "title": unmarked(one.title), "status": one.status,
             "digest": one.digest, "url": one.file or None,
             **({"cited_by": one.cited} if cited else {})}
            for one in listed
        ])  # fmt: skip
    else:
        for one in listed:
            mark = " (ikhtisar)" if one.digest else ""
            mark += f"  [dirujuk {console.number(one.cited)} karya]" if cited else ""
            mark += "" if one.held else "  (belum ada di sini)"
            name = one.document_id or one.key
            console.out.print(f"{name}  {unmarked(one.title)}{mark}", markup=False)
        if len(found) > _LISTED:
            console.note(f"… dan lagi: {_LISTED} yang pertama; tambahkan kata")
    if not listed:
        console.note("tidak ada yang cocok")
        raise typer.Exit(console.NOTHING)


def show(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="A document's or passage's id.", show_default=False)
    ],
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Show a document with its passages, or one passage. Exit status 1 if there is none."""
    opened = open_library(library)
    try:
        shown = opened.show(identifier)
    except NotInLibrary as error:
        console.note(say(error, "id"))
        raise typer.Exit(console.NOTHING) from None
    if json:
        console.as_json(shown.to_dict())
        return
    document = shown.document
    console.out.print(f"{document.kind} {unmarked(document.title)}", markup=False, style="bold")
    from dalil.answer.legal_force import act_note

    act = opened.catalog.act_standing(document.id)
    own = shown.asked
    if own[0] is not act.status and (force_said := console.standing(*own)):
        console.out.print(force_said, markup=False, style="yellow")
    if told := act_note(document, act):
        console.out.print(told, markup=False, style="yellow")
    if not shown.is_provision:
        console.rulings(shown.decided_of_work)
    for one in shown.origins.get("said", ()):
        console.note(f"menurut katalog {one['source']}: {one['status']}")
    for one in shown.origins.get("fetched", ()):
        console.note(f"diambil {one['at']} dari {one['url']}")
    for passage, (place, rulings) in zip(shown.passages, shown.decided, strict=True):
        if passage.parent_id is None or shown.is_provision:
            console.out.print(f"\n{passage.label}", markup=False, style="bold")
            console.rulings(rulings, place)
            console.out.print(passage.text, markup=False)
        if shown.is_provision:
            break


def verify(json: JsonOption = False, library: LibraryOption = None) -> None:
    """Check everything: catalogue, originals, index and vectors. Changes nothing.

    Says what to do about what is wrong; exit status 1 then.
    """
    from dalil.index.curate.verify import verify as look
    from dalil.index.library import default_folder

    with console.progress(shown=not json) as bar:
        found = look(library or default_folder(), bar)
    if json:
        console.as_json(found.to_dict())
    else:
        for fault in found.faults:
            console.out.print(f"x {fault.what}", markup=False)
            console.out.print(f"  → {fault.advice}", markup=False, style="dim")
        for note in found.notes:
            console.note(f"! {note}")
        checked = found.checked
        console.note(
            f"{checked['documents']} dokumen, {checked['originals']} berkas asli, "
            f"{checked['index_files']} berkas indeks, {checked['vectors']} vektor: "
            + (f"{len(found.faults)} kerusakan" if found.faults else "utuh")
        )
    if found.faults:
        raise typer.Exit(console.NOTHING)


def backup(
    out: Annotated[
        Path,
        typer.Argument(
            parser=path_of, metavar="OUT", help="A file (.zip), or a folder.", show_default=False
        ),
    ],
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Write the whole library to one file, while others may go on using it.

    `dalil restore FILE` brings it back, here or into another folder (--library).
    """
    from dalil.index.curate.backup import backup as keep

    opened = open_library(library)
    with console.progress(shown=not json) as bar:
        kept = keep(opened, out, bar)
    if json:
        console.as_json(
            {"backup": str(kept.path), "documents": kept.documents, "files": kept.files,
             "bytes": kept.size, "at": kept.at}
        )  # fmt: skip
        return
    console.note(f"{kept.documents} dokumen, {kept.files} berkas, {kept.size / 1e6:.1f} MB")
    console.note(f"→ {kept.path}")


def publish(
    engine: Annotated[
        str | None,
        typer.Option(
            "--engine",
            metavar="ADDRESS",
            help="postgresql://USER@HOST/DATABASE or milvus://HOST:19530 "
            "(default: DALIL_ENGINE). The password is best in ~/.pgpass or PGPASSWORD.",
            show_default=False,
        ),
    ] = None,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Put index and works into a server (PostgreSQL or Milvus) that many machines ask.

    They find it with DALIL_ENGINE=ADDRESS and need no library of their own. See docs/engines.md.
    """
    opened = open_library(library)
    with console.progress(shown=not json) as bar:
        made = opened.publish(engine, progress=bar)
    if json:
        console.as_json(
            {"engine": made.engine, "generation": made.generation, "units": made.units,
             "vectors": made.vectors, "bytes": made.bytes, "catalogue_bytes": made.catalogue,
             "already": made.already}
        )  # fmt: skip
        return
    size = f", {made.bytes / 1e6:.1f} MB" if made.bytes is not None else ""
    told = "sudah ada di" if made.already else "diterbitkan ke"
    console.note(
        f"Generasi {made.generation} {told} {made.engine}: {made.units} bagian, {made.vectors} "
        f"vektor{size}; katalog {made.catalogue / 1e6:.1f} MB"
    )


# `dalil remove` and `restore`: works leave the library and come back.


def remove(
    identifiers: Annotated[
        list[str], typer.Argument(metavar="ID…", help="Ids of documents.", show_default=False)
    ],
    library: LibraryOption = None,
) -> None:
    """Take documents out of the library, with all their passages. The files stay.

    `dalil restore ID` brings them back.
    """
    from dalil.index.curate.trash import remove as take_out

    opened = open_library(library)
    with console.progress() as bar:
        gone = {r.document_id for r in take_out(opened, identifiers, bar)}
    for identifier in dict.fromkeys(identifiers):
        if identifier not in gone:
            console.note(f"Tidak ada dalam pustaka ini: {identifier}")
    console.note(f"{len(gone)} dokumen dibuang")
    if gone:
        console.note(f"batalkan dengan: dalil restore {' '.join(sorted(gone))}")
    if gone != set(identifiers):
        raise typer.Exit(console.NOTHING)


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
    from dalil.index.curate.trash import removed
    from dalil.index.curate.trash import restore as put_back

    for identifier in identifiers or ():
        path_of(identifier)
    if identifiers and len(identifiers) == 1 and _names_a_backup(identifiers[0]):
        _bring_back(Path(identifiers[0]), library)
        return
    opened = open_library(library)
    if not identifiers:
        listed = [r for r in removed(opened.catalog) if r.restorable]
        for r in listed:
            console.out.print(f"{r.document_id}  {unmarked(r.title)}  ({r.at})", markup=False)
        if not listed:
            console.note("tidak ada yang dapat dikembalikan")
            raise typer.Exit(console.NOTHING)
        return
    with console.progress() as bar:
        back = put_back(opened, identifiers, bar)
    console.note(f"{len(back)} dokumen dikembalikan")
    for identifier in dict.fromkeys(identifiers):
        if identifier not in back:
            console.note(f"tidak dikembalikan, karena id itu kini dipakai: {identifier}")
    if set(back) != set(identifiers):
        raise typer.Exit(console.NOTHING)


def _names_a_backup(said: str) -> bool:
    from dalil.index.curate.backup import is_backup

    path = Path(said)
    return is_backup(path) or path.suffix.lower() == ".zip" or (path.is_file() and "#" not in said)


def _bring_back(path: Path, library: Path | None) -> None:
    from dalil.index.curate.backup import bring_back
    from dalil.index.library import default_folder
    from dalil.ingest.errors import BackupError

    if not path.is_file():
        raise BackupError(Message("batch.no_file", path=path))
    folder = library or default_folder()
    with console.progress() as bar:
        kept, aside = bring_back(path, folder, bar)
    console.note(f"{kept.documents} dokumen dipulihkan ke {folder}, seperti pada {kept.at}")
    if aside is not None:
        console.note(f"yang semula di sana disimpan di {aside}; hapus bila tidak diperlukan lagi")

"""`dalil status`, `docs`, `show`: what the library holds."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from dalil.cli import console
from dalil.cli.options import JsonOption, LibraryOption, open_library, path_of
from dalil.index.court_rulings import rulings_in
from dalil.index.curate.coverage import READABLE, Coverage, coverage
from dalil.index.curate.overrides import corrected_ids
from dalil.index.provisions import standing_in, terms_used, wording_of
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.messages import Message

if TYPE_CHECKING:
    from dalil.index.store.catalog import Catalog
    from dalil.ingest.model import Document, Passage


def status(json: JsonOption = False, library: LibraryOption = None) -> None:
    """What the library holds and how fresh its index is."""
    opened = open_library(library)
    counts = opened.catalog.counts()
    documents = opened.catalog.documents()
    tiers = Counter(str(d.tier) for d in documents)
    failed = [s for s in opened.catalog.sources() if s.failed]
    generation = opened.generation
    current = generation is not None and generation.meta.catalog == opened.catalog.content_hash()
    known = coverage(opened.catalog, documents, len(corrected_ids(opened.catalog)))
    facts: dict[str, Any] = {
        "library": str(opened.folder),
        **counts,
        "tiers": dict(tiers),
        "digests": sum(d.digest for d in documents),
        "generation": generation.label if generation else None,
        "vectors": generation is not None and generation.vectors > 0,
        "without_vector": generation.meta.units - generation.vectors if generation else 0,
        "up_to_date": current,
        "coverage": known.to_dict(),
        "failed_sources": [{"source": s.path, "reason": s.reason} for s in failed],
    }
    if json:
        console.as_json(facts)
        return
    table = Table(show_header=False, box=None)
    for name, value in (
        ("Pustaka", facts["library"]),
        ("Dokumen", f"{counts['documents']} ({_tiers(tiers)}; {facts['digests']} ikhtisar)"),
        ("Bagian", f"{counts['passages']}, {counts['searchable']} dapat dicari"),
        ("Indeks", f"generasi {facts['generation'] or '–'}, vektor: {_yes(facts['vectors'])}"),
        ("Mutakhir", _yes(facts["up_to_date"])),
        ("Gagal dibaca", str(len(failed))),
    ):
        table.add_row(name, value)
    console.out.print(table)
    _print_coverage(known)
    for source in failed:
        console.note(f"x {source.path}: {source.reason}")


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


def _tiers(tiers: Counter[str]) -> str:
    return ", ".join(f"{count} {tier}" for tier, count in sorted(tiers.items())) or "kosong"


def _yes(value: bool) -> str:
    return "ya" if value else "tidak"


def docs(json: JsonOption = False, library: LibraryOption = None) -> None:
    """List the documents."""
    catalog = open_library(library).catalog
    documents = catalog.documents()
    if json:
        console.as_json([_document(d) for d in documents])
        return
    corrected = corrected_ids(catalog)
    for document in documents:
        mark = " (ikhtisar)" if document.digest else ""
        mark += " (dikoreksi)" if document.id in corrected else ""
        console.out.print(f"{document.id}  {unmarked(document.title)}{mark}", markup=False)
    if not documents:
        console.note("Pustaka kosong. Isi dengan: dalil ingest FOLDER")
        raise typer.Exit(console.NOTHING)


def show(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="A document's or passage's id.", show_default=False)
    ],
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Show a document with its passages, or one passage. Exit status 1 if there is none."""
    catalog = open_library(library).catalog
    document_id, _, locator = identifier.partition("#")
    document = catalog.document(document_id, with_text=False)
    passages = wording_of(catalog, identifier) if document else []
    if document is None or (locator and not passages):
        console.note(f"tidak ada dalam pustaka ini: {identifier}")
        raise typer.Exit(console.NOTHING)
    standing = standing_in(catalog, identifier, passages)
    if passages and passages[0].document_id != document_id:  # put in by a later act: shown there
        document = catalog.document(passages[0].document_id, with_text=False) or document
    decided = rulings_in(catalog, document_id)

    def place_of(passage: Passage) -> str:
        """Its locator in the act asked for: a later act's wording stands deeper in its own."""
        own = str(passage.locator)
        if passages[0].document_id == document_id:
            return own
        return own[len(str(passages[0].locator)) - len(locator) :]

    if json:
        shown = []
        for passage in passages:
            force, by = standing(passage.passage_id)
            row = passage.to_dict() | {"status": str(force), "status_reason": by}
            if rulings := decided(place_of(passage)):
                row["rulings"] = [ruling.to_dict() for ruling in rulings]
            shown.append(row)
        value: dict[str, Any] = {"document": _document(document), "passages": shown}
        if rulings := decided(""):
            value["document"]["rulings"] = [ruling.to_dict() for ruling in rulings]
        if document.id.startswith("putusan-"):
            value["ruling"] = _ruling(catalog, document.id)
        if locator:
            value["definitions"] = [
                {"term": d.term, "passage_id": d.passage.passage_id, "text": d.passage.text}
                for d in terms_used(catalog, passages[0])
            ]
        console.as_json(value)
        return
    console.out.print(f"{document.kind} {unmarked(document.title)}", markup=False, style="bold")
    from dalil.answer.legal_force import act_note

    act = catalog.act_standing(document.id)
    own = standing(identifier) if locator else (act.status, act.reason)
    if own[0] is not act.status and (known := console.standing(*own)):
        console.out.print(known, markup=False, style="yellow")
    if known := act_note(document, act):
        console.out.print(known, markup=False, style="yellow")
    if not locator:
        console.rulings(decided(""))
    for passage in passages:
        if passage.parent_id is None or locator:
            console.out.print(f"\n{passage.label}", markup=False, style="bold")
            console.rulings(decided(place_of(passage)), place_of(passage))
            console.out.print(passage.text, markup=False)
        if locator:
            break


def _ruling(catalog: Catalog, ruling_id: str) -> dict[str, Any]:
    """A ruling's day and parties, what it reviews, and what it decides."""
    from dalil.index.court_rulings import said
    from dalil.ingest.relations.dicta import reviewed
    from dalil.ingest.structure.ruling import parties_of

    document = catalog.document(ruling_id)
    assert document is not None
    return {
        "date": document.date,
        "parties": list(parties_of(document.text)),
        "reviewed": list(reviewed(document)),
        "effects": [r.to_dict() for r in said(catalog, catalog.decided_by(ruling_id))],
    }


def _document(document: Document) -> dict[str, Any]:
    """A work as plain values, its title without marks."""
    return document.to_dict() | {"title": unmarked(document.title)}


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
            console.note(f"tidak ada dalam pustaka ini: {identifier}")
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
